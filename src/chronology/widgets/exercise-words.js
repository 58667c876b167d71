// Dates in words, as an answer was read.

import { parsed } from "./exercise-written.js";

/** @import { Words } from "./kit/types.js" */

/** EDTF in the words of a language. */
export function dateInWords(/** @type {Words} */ t, text) {
  const { form, parts } = parsed(text);
  const said = parts.map((part) => partInWords(t, part));
  const [first, last] = [said[0], said.at(-1)];
  const key = { interval: "read-span", open: "read-from", "one of": "read-one-of" }[form];
  return key ? t(key, { first, last }) : first;
}

function partInWords(/** @type {Words} */ t, { year, month, day, sign }) {
  const named = (key) => t(key).split(" ")[month - 1];
  const number = Number(year);
  let date = t("read-year", { year: number });
  if (year.includes("X")) {
    const [first, last] = ["0", "9"].map((digit) => Number(year.replaceAll("X", digit)));
    date = t("read-some-year", { first, last });
  } else if (day) date = t("day", { day, month: named("months-of"), year: number });
  else if (month) date = t("read-month", { month: named("months"), year: number });
  const key = { "?": "read-perhaps", "~": "read-about", "%": "read-perhaps-about" }[sign];
  return key ? t(key, { date }) : date;
}
