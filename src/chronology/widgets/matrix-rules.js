// The rules of the matrix: what is known of a cell, which rows are shown and in which order, what is counted.
// The same as in matrix.py. No elements here.

import { many } from "./kit/values.js";

/** @import { Model } from "./matrix-types.js" */

export const STATES = [
  "found",
  "only-claimed",
  "claimed-found",
  "claimed-not-found",
  "not-found",
  "not-checked",
  "no-entry",
];
const CHECKED = ["found", "not-found"]; // a text was read for it
const LONG = 12; // letters of an English word that stands upright over a column; other languages have less room

export const entryOf = (row, column) => row.cells?.[column];
const entries = (row) => Object.values(row.cells ?? {});

/** What is known of a cell, as one word. */
export function state(row, principle) {
  const entry = entryOf(row, principle);
  if (!entry) return "no-entry";
  if (!entry.essay) return entry.record;
  return CHECKED.includes(entry.record) ? `claimed-${entry.record}` : "only-claimed";
}

/** The same for a column of either kind, ``principles`` or ``topics``. */
export const stateIn = (kind, row, column) =>
  kind === "principles" ? state(row, column) : many(row.topics).includes(column) ? "filed" : "not-filed";

/** Whether a text was seen that does not settle the matter. */
export const partial = (row, principle) =>
  entryOf(row, principle)?.record === "not-checked" && Boolean(entryOf(row, principle).work);

const has = {
  claimed: (row) => entries(row).some((entry) => entry.essay),
  checked: (row) => entries(row).some((entry) => CHECKED.includes(entry.record)),
};

/** The filters of the panel that are yes or no. */
export const YES_NO = Object.keys(has);

/**
 * The rows in the scope that pass all filters. fields: the filters that hold values of a closed list, each with the
 * field of a document that it looks at.
 */
export function narrowed(rows, scope, filters, selected, fields) {
  const wanted = (name) => many(filters[name]);
  const listed = fields.filter(([name]) => wanted(name).length);
  return rows.filter(
    (row) =>
      (scope === "all" || row.cells) &&
      listed.every(([name, field]) => many(row[field]).some((value) => wanted(name).includes(value))) &&
      YES_NO.every((name) => typeof filters[name] !== "boolean" || has[name](row) === filters[name]) &&
      (filters.selected !== true || selected.includes(row.id)),
  );
}

const place = (order, value) => order.indexOf(value) + 1 || order.length + 1;
const compared = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const whenever = (text) => text || "A"; // letters come after digits

function sorted(rows, sort, lists) {
  const count = (row) => counted([row], lists.principles)[sort];
  const made = [...rows].sort((a, b) => compared(whenever(a.start), whenever(b.start)));
  if (sort === "type" || sort === "force")
    made.sort((a, b) => place(lists[sort], a[sort]) - place(lists[sort], b[sort]));
  if (sort === "found" || sort === "claimed") made.sort((a, b) => count(b) - count(a));
  return made;
}

const KEYS = {
  essay: (row) => (row.in_essay ? "yes" : "no"),
  claimed: (row) => (has.claimed(row) ? "yes" : "no"),
  year: (row) => row.start?.slice(0, 4) ?? "",
  type: (row) => row.type ?? "",
  force: (row) => row.force ?? "",
};

/**
 * The rows in order and in groups: [[key, rows], …], key null where there are no groups.
 * @returns {[key: string | null, rows: any[]][]}
 */
export function arranged(rows, sort, group, lists) {
  const inOrder = sorted(rows, sort, lists);
  if (!(group in KEYS)) return [[null, inOrder]];
  const found = new Map();
  for (const row of inOrder) found.set(KEYS[group](row), [...(found.get(KEYS[group](row)) ?? []), row]);
  const rank = group === "year" ? whenever : (key) => place(lists[group] ?? ["yes", "no"], key);
  return [...found].sort((a, b) => compared(rank(a[0]), rank(b[0])));
}

/** What a total says of the cells of some rows and columns. */
export function counted(rows, columns) {
  const total = { found: 0, checked: 0, claimed: 0, both: 0, open: 0, none: 0 };
  for (const entry of rows.flatMap((row) => columns.map((column) => entryOf(row, column)))) {
    const checked = CHECKED.includes(entry?.record);
    total.none += entry ? 0 : 1;
    total.found += entry?.record === "found" ? 1 : 0;
    total.checked += checked ? 1 : 0;
    total.open += entry && !checked ? 1 : 0;
    total.claimed += entry?.essay ? 1 : 0;
    total.both += checked && entry.essay ? 1 : 0;
  }
  return total;
}

/** Which of the counts of a total are worth a word, in the order in which they are said. */
export const worthSaying = ({ checked, claimed, open, none }) =>
  Object.entries({ found: checked, claimed, open, none })
    .filter(([, n]) => n)
    .map(([name]) => name);

/** How many rows are filed under a topic. */
export const filed = (rows, topic) => rows.filter((row) => many(row.topics).includes(topic)).length;

/**
 * The states that the legend explains, with the number of cells in each. What no cell shows is explained all the same
 * where it is the other half of the question.
 */
export function explained(rows, kind, columns) {
  const states = rows.flatMap((row) => columns.map((column) => stateIn(kind, row, column)));
  const amount = (value) => states.filter((each) => each === value).length;
  if (kind === "topics") return ["filed", "not-filed"].map((each) => [each, amount(each)]);
  const always = ["not-found", "claimed-found"];
  return STATES.map((each) => [each, amount(each)]).filter(([each, n]) => n || always.includes(each));
}

/** Whether headers are turned: a long word would be broken. */
export function turned(kind, names, language) {
  const longest = Math.max(...names.flatMap((name) => name.split(/[\s-]/)).map((word) => word.length));
  return kind === "topics" || longest > (language === "en" ? LONG : LONG - 2);
}

/**
 * What the traits ask for, all at once: the rows that are shown, in their groups, and the columns.
 * @param {Model} model
 */
export function asked(model) {
  const lists = model.get("lists");
  const rows = model.get("documents");
  const kind = model.get("columns") === "topics" ? "topics" : "principles";
  const filters = model.get("filters") ?? {};
  const selected = model.get("selected").filter((id) => rows.some((row) => row.id === id));
  const { fields } = model.get("fixed");
  const kept = narrowed(rows, model.get("scope"), filters, selected, fields);
  const group = model.get("group");
  const groups = arranged(kept, model.get("sort"), group, lists);
  return { rows, fields, lists, kind, columns: lists[kind], filters, selected, kept, group, groups };
}
