// Days as numbers.

const CYCLE = 400; // years, after which the calendar is the same …
const CYCLE_DAYS = 146097; // … and their days

/** Days since 1 January 1970 of an ISO date; years before 100 are not taken for those of the 20th century. */
export function dayNumber(iso) {
  const day = Number(iso.slice(8, 10) || NaN);
  return Date.UTC(Number(iso.slice(0, 4)) + CYCLE, Number(iso.slice(5, 7)) - 1, day) / 864e5 - CYCLE_DAYS;
}

export const isoDay = (number) => new Date(Math.round(number) * 864e5).toISOString().slice(0, 10);

export const yearOf = (number) => new Date(number * 864e5).getUTCFullYear();

/** The number of the first day of a month, counted from 0; without one, of the year. */
export const firstOf = (year, month = 0) => Math.round(new Date(0).setUTCFullYear(year, month, 1) / 864e5);

/** A day some months later or earlier; the day of the month is kept where the month has it. */
export function monthsLater(number, count) {
  const date = new Date(number * 864e5);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + count];
  const length = firstOf(year, month + 1) - firstOf(year, month);
  return firstOf(year, month) + Math.min(date.getUTCDate(), length) - 1;
}
