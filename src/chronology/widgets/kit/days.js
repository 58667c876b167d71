// Days in words; the words are those of the table days.

/** @import { Words } from "./types.js" */

/**
 * A day in words; key: of the pattern.
 * @param {Words} t
 */
export function dayInWords(t, iso, key = "day") {
  const [year, mm, dd] = iso.split("-");
  const month = t("months-of").split(" ")[Number(mm) - 1];
  return t(key, { day: Number(dd), month, year: Number(year), dd, mm, mon: month.slice(0, 3) });
}

/**
 * A month of a year on an axis; month: from 0.
 * @param {Words} t
 */
export const monthInWords = (t, year, month) =>
  t("month-short", { year, mon: t("months").split(" ")[month].slice(0, 3) });
