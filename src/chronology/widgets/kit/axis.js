// Ticks of an axis of time.

import { firstOf, yearOf } from "./time.js";
import { YEARS } from "./years.js";

const LENGTHS = { year: 365.25, month: 30.44, day: 1 }; // days
/** @type {["year" | "month" | "day", number][]} from long to short */
const STEPS = [
  ...[...YEARS].reverse().map((years) => /** @type {["year", number]} */ (["year", years])),
  ["month", 6],
  ["month", 3],
  ["month", 1],
  ["day", 10],
  ["day", 5],
  ["day", 1],
];

/**
 * The ticks of an axis from one day to another: {unit, days}, the days on which a year, month or day begins. least: the
 * days from one tick to the next at least. units: of the step.
 */
export function ticks(from, to, least, units = ["year", "month", "day"]) {
  const fits = ([unit, count]) => units.includes(unit) && LENGTHS[unit] * count >= least;
  const [unit, step] = STEPS.findLast(fits) ?? STEPS[0];
  const days = [];
  let year = yearOf(from);
  let month = unit === "year" ? 0 : new Date(from * 864e5).getUTCMonth();
  if (unit === "year") year -= year % step;
  if (unit === "month") month -= month % step;
  for (let count = 0; count < 400; count += 1) {
    const begins = firstOf(year, month);
    if (begins > to) break;
    if (unit === "day") {
      const length = firstOf(year, month + 1) - begins;
      const most = length - (step > 1 ? 2 : 0); // the 30th would touch the 1st
      for (let day = 1; day <= most; day += day === 1 && step > 1 ? step - 1 : step) days.push(begins + day - 1);
      month += 1;
    } else {
      days.push(begins);
      if (unit === "year") year += step;
      else month += step;
    }
  }
  return { unit, days: days.filter((day) => day >= from && day <= to) };
}
