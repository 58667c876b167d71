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
