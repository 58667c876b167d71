// Steps of years.

/** The years that a step can have, from short to long. */
export const YEARS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
