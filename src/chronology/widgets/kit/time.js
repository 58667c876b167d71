// Days as numbers.

/** Days since 1 January 1970 of an ISO date; years before 100 are not taken for those of the 20th century. */
export function dayNumber(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return Math.round(new Date(0).setUTCFullYear(year, month - 1, day) / 864e5);
}

export const isoDay = (number) => new Date(Math.round(number) * 864e5).toISOString().slice(0, 10);
