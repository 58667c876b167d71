import assert from "node:assert/strict";
import test from "node:test";

import * as rules from "../../src/chronology/widgets/topics-rules.js";

const RECORDS = [
  { id: "a", year: 1992, topics: ["border", "trade"], told: true },
  { id: "b", year: 1998, topics: ["border"], told: false },
  { id: "c", year: null, topics: ["trade", "space"], told: false },
  { id: "d", year: 2005, topics: [], told: true },
];
const TOPICS = ["border", "trade", "space"];
const WHOLE = [1992, 2005];
const ids = (records) => records.map(({ id }) => id);
const asked = (traits) => {
  const all = {
    topics: TOPICS,
    records: RECORDS,
    years: [],
    in_essay: "all",
    topic: "",
    fields: [],
    selected: [],
    ...traits,
  };
  return rules.asked({ get: (name) => all[name] }, WHOLE);
};

test("the years are those that are known", () => {
  assert.deepEqual(rules.extentOf(RECORDS), WHOLE);
  assert.deepEqual(rules.extentOf([]), [Infinity, -Infinity]);
});

test("years outside are cut off; what is no stretch of years is all of them", () => {
  assert.deepEqual(rules.span([1980, 2000], WHOLE), [1992, 2000]);
  for (const given of [[], [1995], [2000, 1995], [1995.5, 2000], ["1995", "2000"]])
    assert.equal(rules.span(given, WHOLE), null);
  assert.deepEqual(rules.yearsOf(2000, 1995, WHOLE), [1995, 2000]);
  assert.deepEqual(rules.yearsOf(2005, 1992, WHOLE), []);
  assert.deepEqual(rules.yearsOf(1992, 2000, WHOLE), [1992, 2000]);
  assert.deepEqual(rules.span([1995, 1995], WHOLE), [1995, 1995]);
});

test("years and essay leave some events; without a year none of a stretch", () => {
  assert.deepEqual(ids(rules.narrowed(RECORDS, null, "all")), ["a", "b", "c", "d"]);
  assert.deepEqual(ids(rules.narrowed(RECORDS, WHOLE, "no")), ["b"]);
  assert.deepEqual(ids(rules.narrowed(RECORDS, null, "yes")), ["a", "d"]);
});

test("columns are as many years as there is room for, and hold every event with a year", () => {
  const wide = rules.columnsOf(asked(), 1000, String);
  assert.deepEqual([wide.step, wide.columns.length], [1, 14]);
  const narrow = rules.columnsOf(asked(), 100, String);
  assert.deepEqual(
    narrow.columns.map(({ long }) => long),
    ["1992–1994", "1995–1999", "2000–2004", "2005"],
  );
  assert.deepEqual(
    narrow.columns.flatMap(({ of }) => ids(of(RECORDS))),
    ["a", "b", "d"],
  );
});

test("together, the columns are the topics with their numbers", () => {
  const { columns } = rules.columnsOf(asked({ view: "together" }), 100, (topic) => topic.toUpperCase());
  assert.deepEqual(
    columns.map(({ short, long, of }) => [short, long, ...ids(of(RECORDS))]),
    [
      ["1", "BORDER", "a", "b"],
      ["2", "TRADE", "a", "c"],
      ["3", "SPACE", "c"],
    ],
  );
});

test("without a known year there is no column", () => {
  assert.deepEqual(rules.columnsOf({ years: [Infinity, -Infinity] }, 100, String).columns, []);
  assert.deepEqual(
    rules.columnsOf({ years: [2005, 1992] }, 100, String).columns,
    [],
    "the trait lies after all events",
  );
  assert.equal(rules.columnsOf({ years: [2005, 2005] }, 100, String).columns.length, 1);
});

test("the fullest pair is of two topics; a topic with itself is none", () => {
  assert.equal(rules.mostTogether(asked()), 1);
  const twice = { topics: TOPICS, events: [RECORDS[0], RECORDS[0]] };
  assert.equal(rules.mostTogether(twice), 2);
  assert.equal(rules.mostTogether({ topics: TOPICS, events: [] }), 1);
});

test("rows that the essay names stand apart from those that were added", () => {
  assert.deepEqual(rules.groupsOf(asked({ fields: ["trade"] })), [
    ["fields", ["trade"]],
    ["added", ["border", "space"]],
  ]);
  assert.deepEqual(rules.groupsOf(asked()), [["added", TOPICS]]);
});

test("a cell is selected if its events are, and no others", () => {
  assert.equal(rules.isSelected([RECORDS[0]], new Set(["a"])), true);
  assert.equal(rules.isSelected([RECORDS[0]], new Set(["a", "b"])), false);
  assert.equal(rules.isSelected([RECORDS[0], RECORDS[1]], new Set(["a", "c"])), false);
  assert.equal(rules.isSelected([], new Set()), false);
});

test("the other topics of some events, the commonest first", () => {
  assert.deepEqual(rules.besides(["border", "space", "trade"], "border", RECORDS), [
    ["trade", 2],
    ["space", 1],
  ]);
  assert.equal(rules.topicsGiven(RECORDS), 5);
});

test("a share is in whole per cent, of nothing none", () => {
  assert.equal(rules.percent(1, 3), 33);
  assert.equal(rules.percent(0, 0), 0);
});

test("shares are asked for by their name", () => {
  assert.equal(asked({ measure: "share" }).asShare, true);
  assert.equal(asked({ measure: "number" }).asShare, false);
});

test("a topic that there is not is not chosen", () => {
  assert.equal(asked({ topic: "nonsense" }).topic, "");
  assert.equal(asked({ topic: "trade" }).topic, "trade");
});
