// Whether a verdict may be told: in the pages of the book it waits until the reader has judged (book/judging).

import { verdict } from "./words.js";

/** @import { Words } from "./types.js" */

/** As things are now: a function that says whether the verdict of a record waits. claims: of which it tells. */
export function waiting() {
  // Before the page can tell, all of them wait.
  const waits = globalThis.chronologyJudging?.withholding() ?? (() => document.querySelector("html.judge-first"));
  return ({ claims = [] }) => claims.some(waits);
}

/**
 * The verdict of a record as sign and word, or that it waits; nothing if it has none.
 * @param {Words} t
 * @param {{ verdict?: string, claims?: string[] }} record
 */
export const verdictOf = (t, record) =>
  record.verdict ? (waiting()(record) ? `… ${t("waits")}` : verdict(t, record.verdict)) : "";
