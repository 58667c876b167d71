import assert from "node:assert/strict";
import test from "node:test";

import * as rules from "../../src/chronology/widgets/timeline-rules.js";

const event = (from, to = from + 1, letters = 20) => ({ from, to, letters, order: from });
const mark = { x: 700, w: 20, room: Infinity, before: Infinity, items: [{}] };
const place = (letters, more = {}) =>
  rules.labelPlace({ ...mark, ...more }, { left: 700, right: 720, wide: false }, letters, 800);

test("a label that fits stands to the right of its mark", () => {
  assert.deepEqual(place(5), { room: 72, before: false });
});

test("a label that would leave the window stands to the left, where nothing is in its way", () => {
  assert.deepEqual(place(40), { room: 324, before: true });
});

test("else it is shortened to what can be seen, or goes where that says nothing", () => {
  assert.deepEqual(place(40, { before: 300 }), { room: 72, before: false });
  const near = { left: 760, right: 780, wide: false };
  assert.equal(rules.labelPlace({ ...mark, before: 300 }, near, 40, 800), null);
});

test("a mark knows what is free to its left: not where the label before would be", () => {
  const [first, second] = rules.packed([event(0), event(400)], 1, 0, 2, 800).marks;
  assert.equal(first.before, Infinity);
  assert.equal(second.before, 400 - (20 + 4 + 20 * 8));
});

test("a window is not closer than days, nor farther than all", () => {
  const whole = [0, 1000];
  const [from, to] = rules.bounded([500, 500.001], whole, 700);
  assert.equal(Math.round(to - from), 10);
  assert.deepEqual(rules.bounded([-9000, 9000], whole, 700), [-600, 600]);
  assert.deepEqual(rules.zoomed([0, 100], 0.5, 20), [10, 60]);
});

test("an event that is seen needs no other window", () => {
  assert.equal(rules.about(event(50), [0, 100]), null);
  assert.deepEqual(rules.about(event(200), [0, 100]), [150, 250]);
  assert.deepEqual(rules.about(event(97), [0, 100]), [47, 147], "at the edge its label could not be read");
});

test("the span of no events is a year", () => {
  assert.deepEqual(rules.spanOf([]).whole, [0, 365]);
  assert.deepEqual(rules.spanOf([{ from: null, to: null }]).whole, [0, 365]);
});

test("the time of all events has room on both sides, in long spans more", () => {
  assert.deepEqual(rules.spanOf([event(0, 1000)]), { whole: [-40, 1080], last: 1000 });
  assert.deepEqual(rules.spanOf([event(0, 10)]), { whole: [-2, 14], last: 10 });
  assert.deepEqual(rules.fitting([event(0, 1000)]), [-50, 1050]);
  assert.deepEqual(rules.fitting([event(0, 10)]), [-3, 13]);
});

test("a mark stands at its day and is as wide as it lasts, never narrower than a sign", () => {
  const [short, long] = rules.packed([event(100), event(400, 450)], 2, 50, 4, 800).marks;
  assert.deepEqual([short.x, short.w, short.long], [100, 20, false]);
  assert.deepEqual([long.x, long.w, long.long], [700, 100, true]);
  assert.equal(rules.packed([event(0, 40)], 1, 0, 4, 800).marks[0].long, false);
});

test("in a crowded lane short events share marks, and a span has a row above them", () => {
  const days = [0, 1, 2, 29, 31, 60];
  const { marks, rows, most } = rules.packed(
    days.map((day) => event(day)),
    1,
    0,
    1,
    800,
  );
  assert.deepEqual(
    marks.map(({ x, items, column }) => [x, items.length, column]),
    [
      [0, 5, true],
      [60, 1, false],
    ],
  );
  assert.deepEqual([rows, most], [1, 5]);
  const mixed = rules.packed([event(0, 100), event(1)], 1, 0, 1, 800);
  assert.deepEqual(
    mixed.marks.map(({ row, long }) => [row, long]),
    [
      [0, true],
      [1, false],
    ],
  );
});

test("an event takes the row that has room for its label, else the one that is free longest", () => {
  const rowsOf = (days) =>
    rules
      .packed(
        days.map((day) => event(day)),
        1,
        0,
        2,
        800,
      )
      .marks.map(({ row }) => row);
  assert.deepEqual(rowsOf([0, 200]), [0, 0]);
  assert.deepEqual(rowsOf([0, 40]), [0, 1]);
  assert.deepEqual(rowsOf([0, 1, 2, 40]), [0, 1, 0], "the third has joined the second, whose label keeps its room");
});

test("a lane is crowded by many events, not by a few that stand close", () => {
  const layout = (count) =>
    rules.layoutOf(
      Array.from({ length: count }, (_, day) => event(day)),
      { scale: 0.01, origin: 0, width: 800, lanes: 1, all: count },
    );
  assert.equal(layout(40).rows, 16);
  assert.equal(layout(250).rows, 16);
  assert.deepEqual([layout(251).rows, layout(251).marks.length, layout(251).most], [1, 1, 251]);
});

test("the events of a lane stand in order of time, those of one day as in the table", () => {
  const rows = [
    { from: 9, order: 0 },
    { from: 5, order: 2 },
    { from: 5, order: 1 },
    { from: null, order: 3 },
  ];
  const [[key, lane], ...more] = rules.laned(rows, "none", [], {});
  assert.deepEqual([key, more.length, lane.map(({ order }) => order)], ["all", 0, [1, 2, 0]]);
  const told = [
    { from: 1, order: 0, in_essay: false },
    { from: 2, order: 1, in_essay: true },
  ];
  assert.deepEqual(
    rules.laned(told, "essay", ["yes", "no"], {}).map(([each]) => each),
    ["yes", "no"],
  );
});

test("of a bar that is longer than the window the sign stays in it", () => {
  const bar = { x: 100, w: 50, items: [{}] };
  assert.deepEqual(rules.seen(bar, 0, 800), { left: 100, right: 150, wide: true, cut: false, long: false });
  assert.equal(rules.seen({ ...bar, items: [{}, {}] }, 0, 800).wide, false);
  assert.equal(rules.seen({ ...bar, w: 32 }, 0, 800).wide, false);
  assert.deepEqual(rules.seen(bar, -110, 800), { left: 0, right: 40, wide: true, cut: true, long: true });
  assert.equal(rules.seen(bar, 660, 800).long, true);
  assert.equal(rules.seen({ ...bar, w: 20 }, -110, 800).long, false);
});

test("a label may stand in a bar and in what is free behind it", () => {
  const bar = { ...mark, room: 30 };
  const at = (right) => rules.labelPlace(bar, { left: 700, right, wide: true }, 5, 1000);
  assert.deepEqual(at(760), { room: 70, before: false });
  assert.equal(at(750), null, "60 pixels say nothing");
});

test("a group opens where its days can be told apart and fit the window", () => {
  const group = (...days) => ({ items: days.map((from) => ({ from })) });
  assert.equal(rules.canOpen(group(0, 10), 1, 800), true);
  assert.equal(rules.canOpen(group(5, 5), 1, 800), false);
  assert.equal(rules.canOpen(group(0, 1), 63, 800), false);
  assert.equal(rules.canOpen(group(0, 9), 62, 780), true);
  assert.equal(rules.canOpen(group(0, 9), 62, 775), false);
});

test("every event counts in its hundredth, the last day in the last", () => {
  const counts = rules.hundredths(
    [0, 9, 10, 999, 1000, null].map((from) => ({ from })),
    [0, 1000],
  );
  assert.deepEqual([counts.length, counts[0], counts[1], counts[99]], [100, 2, 1, 2]);
});

test("a window moves and fits as it is asked", () => {
  assert.deepEqual(rules.shifted([10, 30], 5), [15, 35]);
  assert.deepEqual(rules.zoomed([0, 100], 2, 50), [-50, 150]);
  assert.deepEqual(rules.bounded([600, 800], [0, 1000], 700), [600, 800]);
  assert.deepEqual(rules.fitting([event(100, 300)]), [90, 310]);
  assert.equal(rules.spanOf([{ from: 100, to: null }]).last, 465, "what has no end is open for a year");
  assert.deepEqual(rules.about(event(500), [200, 300]), [450, 550]);
});

test("parties with many events have lanes of their own, the others share one", () => {
  const rows = Array.from("aaabbccdefghi", (party, order) => ({ from: order, order, party: [party] }));
  const lanes = rules.laned(rows, "party", [], { party: "party" });
  assert.deepEqual(
    lanes.map(([key, each]) => [key, each.length]),
    Object.entries({ a: 3, b: 2, c: 2, d: 1, e: 1, f: 1, g: 1, others: 2 }),
  );
});

test("a period of a scheme lets pass what begins in it", () => {
  const periods = [
    { id: "one", start: "1970-01-02", end: "1970-01-03" },
    { id: "two", start: "1970-01-04", end: "" },
  ];
  const rows = [0, 1, 2, 3, 4].map((from) => ({ from }));
  const passed = (period) => rules.filtered(rows, { period }, periods, {}).map(({ from }) => from);
  assert.deepEqual(
    [passed("one"), passed("two"), passed("")],
    [
      [1, 2],
      [3, 4],
      [0, 1, 2, 3, 4],
    ],
  );
});

test("a label leaves the window when its last letter does", () => {
  assert.equal(rules.leaves(700, 9, 800), false);
  assert.equal(rules.leaves(700, 10, 800), true);
});

test("the Old Style is ten to thirteen days behind", () => {
  const day = (iso) => Date.parse(iso) / 864e5;
  assert.deepEqual(rules.oldStyle(day("1917-03-15")), { month: 2, day: 2 });
  assert.deepEqual(rules.oldStyle(day("1731-10-21")), { month: 9, day: 10 });
  assert.deepEqual(rules.oldStyle(day("1694-08-01")), { month: 6, day: 22 });
  assert.deepEqual(rules.oldStyle(day("1900-03-13")), { month: 1, day: 29 });
});

test("an event passes that has every word and one value of every filter", () => {
  const records = [
    {
      title: { en: "The treaty of friendship" },
      start: "1992-05-25",
      end: "1992-05-25",
      kind: ["treaty"],
      in_essay: true,
    },
    {
      title: { en: "Treaty", ru: "О дружбе навек" },
      start: "1998-07-06",
      end: "",
      kind: ["declaration"],
      in_essay: false,
    },
    { title: null, start: "", end: "", kind: ["treaty", "protocol"], in_essay: false },
  ];
  const rows = rules.prepared(records, () => [{ en: "Said" }, undefined]);
  assert.deepEqual(
    rows.map((row) => [rules.lettersOf(row), row.from === null, row.to === null ? null : row.to - row.from]),
    [
      [24, false, 1],
      [14, false, null],
      [0, true, null],
    ],
  );
  const passed = (filters) => rules.filtered(rows, filters, [], { kind: "kind" }).map(({ order }) => order);
  assert.deepEqual(passed({}), [0, 1, 2]);
  assert.deepEqual(passed({ text: "treaty FRIEND" }), [0]);
  assert.deepEqual(passed({ text: "дружбе" }), [1]);
  assert.deepEqual(passed({ text: "said" }), [0, 1, 2]);
  assert.deepEqual(passed({ kind: ["treaty"] }), [0, 2]);
  assert.deepEqual(passed({ kind: ["treaty", "declaration"], in_essay: false }), [1, 2]);
  assert.deepEqual(passed({ kind: ["treaty"], text: "treaty" }), [0]);
});
