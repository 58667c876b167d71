// Years as columns and events as dots: what Topics and Interests share.

import { h } from "./kit/elements.js";
import { YEARS } from "./kit/years.js";

const FINGER = 24; // pixels of a column at least
const DOTS = 30; // in a cell at most, before a number stands for them

/** Columns [first, last] of years, of one length and each wide enough for a finger. */
export function yearColumns(from, to, width) {
  const count = (step) => Math.floor(to / step) - Math.floor(from / step) + 1;
  const step = YEARS.find((each) => count(each) * FINGER <= width) ?? YEARS.at(-1);
  const made = [];
  for (let year = Math.floor(from / step) * step; year <= to; year += step)
    made.push([Math.max(from, year), Math.min(to, year + step - 1)]);
  return { step, columns: made };
}

export const yearName = ([first, last]) => (first === last ? `${first}` : `${first}–${last}`);

/** A dot for each item, with the classes that style gives it; a number where they would be too many to see. */
export const dots = (items, style) =>
  items.length > DOTS
    ? h("span", { class: "many", "aria-hidden": "true" }, String(items.length))
    : h(
        "span",
        { class: "dots", "aria-hidden": "true" },
        items.map((item) => h("span", { class: `dot ${style(item)}` })),
      );
