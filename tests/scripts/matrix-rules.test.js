import assert from "node:assert/strict";
import test from "node:test";

import * as rules from "../../src/chronology/widgets/matrix-rules.js";

const LISTS = {
  principles: ["border", "force"],
  type: ["treaty", "protocol"],
  force: ["in-force", "unknown"],
  claims: {},
};
const FIELDS = [
  ["type", "type"],
  ["force", "force"],
  ["topic", "topics"],
];
const cell = (record, essay = false, more = {}) => ({ record, essay, ...more });
const ROWS = [
  { id: "late", start: "1998-07-06", type: "protocol", topics: ["border"], in_essay: true },
  { id: "undated", type: "treaty", force: "unknown", cells: { border: cell("found"), force: cell("found", true) } },
  { id: "early", start: "1992-05-25", type: "treaty", force: "in-force", cells: { border: cell("not-checked", true) } },
  { id: "strange", start: "1995-01-20", type: "letter", cells: { force: cell("not-found") } },
];
const ids = (rows) => rows.map(({ id }) => id);
const kept = (filters, scope = "all", selected = []) => ids(rules.narrowed(ROWS, scope, filters, selected, FIELDS));
const order = (sort) => ids(rules.arranged(ROWS, sort, "none", LISTS)[0][1]);
const groups = (group) => rules.arranged(ROWS, "date", group, LISTS).map(([key, rows]) => [key, ...ids(rows)]);

test("a claim and a finding make one word together, and silence is not a no", () => {
  const said = (entry) => rules.state({ cells: { border: entry } }, "border");
  assert.equal(said(cell("found", true)), "claimed-found");
  assert.equal(said(cell("not-found", true)), "claimed-not-found");
  assert.equal(said(cell("not-checked", true)), "only-claimed");
  assert.equal(said(cell("not-checked")), "not-checked");
  assert.equal(said(undefined), "no-entry");
  assert.equal(rules.state({}, "border"), "no-entry");
});

test("a document is filed under its topics, given as one or as several", () => {
  assert.equal(rules.stateIn("topics", { topics: "border" }, "border"), "filed");
  assert.equal(rules.stateIn("topics", {}, "border"), "not-filed");
  assert.equal(rules.stateIn("topics", { topics: "" }, ""), "not-filed");
  assert.equal(rules.filed(ROWS, "border"), 1);
});

test("a text that was seen and settles nothing is told from one that was not seen", () => {
  const row = (work) => ({ cells: { border: cell("not-checked", false, { work }) } });
  assert.equal(rules.partial(row("key"), "border"), true);
  assert.equal(rules.partial(row(undefined), "border"), false);
  assert.equal(rules.partial({}, "border"), false);
});

test("filters narrow together; an empty one does not", () => {
  assert.deepEqual(kept({ type: [] }), ids(ROWS));
  assert.deepEqual(kept({}, "entered"), ["undated", "early", "strange"]);
  assert.deepEqual(kept({ type: "treaty", force: ["in-force"] }), ["early"]);
  assert.deepEqual(kept({ topic: ["border", "trade"] }), ["late"]);
  assert.deepEqual(kept({ claimed: true }), ["undated", "early"]);
  assert.deepEqual(kept({ checked: false }), ["late", "early"]);
  assert.deepEqual(kept({ selected: true }, "all", ["strange"]), ["strange"]);
});

test("what has no date or no place in the list stands last; the rest by date", () => {
  assert.deepEqual(order("date"), ["early", "strange", "late", "undated"]);
  assert.deepEqual(order("type"), ["early", "undated", "late", "strange"]);
  assert.deepEqual(order("claimed"), ["early", "undated", "strange", "late"]);
  assert.deepEqual(order("found"), ["undated", "early", "strange", "late"]);
});

test("groups stand in the order of their list, years in that of time", () => {
  assert.deepEqual(groups("type"), [
    ["treaty", "early", "undated"],
    ["protocol", "late"],
    ["letter", "strange"],
  ]);
  assert.deepEqual(groups("claimed"), [
    ["yes", "early", "undated"],
    ["no", "strange", "late"],
  ]);
  assert.deepEqual(groups("year"), [
    ["1992", "early"],
    ["1995", "strange"],
    ["1998", "late"],
    ["", "undated"],
  ]);
  assert.deepEqual(
    groups("force").map(([key]) => key),
    ["in-force", "unknown", ""],
  );
  assert.deepEqual(groups("nonsense")[0][0], null);
});

test("totals keep what was not found apart from what was not checked", () => {
  const n = rules.counted(ROWS, LISTS.principles);
  assert.deepEqual(n, { found: 2, checked: 3, claimed: 2, both: 1, open: 1, none: 4 });
  assert.deepEqual(rules.worthSaying(n), ["found", "claimed", "open", "none"]);
  assert.deepEqual(rules.worthSaying(rules.counted([ROWS[0]], ["border"])), ["none"]);
});

test("the legend explains what is seen and the other half of the question", () => {
  const explained = Object.fromEntries(rules.explained([ROWS[2]], "principles", ["border"]));
  assert.deepEqual(explained, { "only-claimed": 1, "claimed-found": 0, "not-found": 0 });
});

test("headers are turned where a long word would be broken", () => {
  assert.equal(rules.turned("principles", ["Non-use of force", "Sovereignty"], "en"), false);
  assert.equal(rules.turned("principles", ["Sovereignty"], "ru"), true);
  assert.equal(rules.turned("principles", ["Twelve-signs", "Twelveletter"], "en"), false);
  assert.equal(rules.turned("topics", ["Border"], "en"), true);
});

test("what the traits ask for is there, and a link to what is not does no harm", () => {
  const traits = {
    documents: ROWS,
    fixed: { fields: FIELDS },
    lists: LISTS,
    columns: "principles",
    selected: ["early", "nowhere"],
    scope: "all",
  };
  const scene = rules.asked({ get: (name) => traits[name] });
  assert.deepEqual(scene.selected, ["early"]);
  assert.deepEqual(ids(scene.kept), ids(ROWS));
  assert.deepEqual(scene.columns, LISTS.principles);
});
