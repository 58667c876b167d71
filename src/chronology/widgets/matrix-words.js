// What the matrix says of states, columns, groups and totals.

import { h } from "./kit/elements.js";
import { counted, worthSaying } from "./matrix-rules.js";

/** @import { Words } from "./kit/types.js" */

const INNER = { found: "✓", "not-found": "✕", "not-checked": "?", "no-entry": "–", filed: "■", "not-filed": "·" };
const LABELS = { type: "document_type", force: "document_force", topic: "topic" };

// A frame of the user's may have values of its own.
/** @param {Words} t */
const known = (t, key, value) => (t(key) === key ? value : t(key));

/** @param {Words} t */
export const columnName = (t, kind, column) =>
  known(t, `${kind === "topics" ? "topic" : "principle"}.${column}`, column);

/**
 * The name of a value of a closed list: type, force or topic.
 * @param {Words} t
 */
export const label = (t, name, value) => (value ? known(t, `${LABELS[name]}.${value}`, value) : "");

/**
 * The name of yes or no, as the groups and filters put it.
 * @param {Words} t
 */
export const answer = (t, name, each) =>
  ({ essay: t(`essay.${each}`), claimed: t(`claimed.${each}`), checked: t(`checked.${each}`) })[name];

/** @param {Words} t */
export function groupName(t, group, key) {
  if (group === "year") return key === "" ? t("no-date") : `${key}`;
  if (group === "type" || group === "force") return label(t, group, key) || "–";
  return answer(t, group, key);
}

/**
 * What a total says of the cells of some rows and columns, as sentences.
 * @param {Words} t
 */
export function totals(t, rows, columns) {
  const n = counted(rows, columns);
  return worthSaying(n).map((each) => t(`count.${each}`, n));
}

/** The sign of a state: the claim as a ring, what the text was found to say in it. */
export function glyph(value) {
  const ring = value.startsWith("claimed-") || value === "only-claimed";
  const inner = value === "only-claimed" ? "not-checked" : value.replace(/^claimed-/, "");
  return h(
    "span",
    { class: `glyph ${inner}${ring ? " ring" : ""}`, "aria-hidden": "true" },
    h("span", {}, INNER[inner]),
  );
}
