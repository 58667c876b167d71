import assert from "node:assert/strict";
import test from "node:test";

import * as rules from "../../src/chronology/widgets/atlas-rules.js";
import * as labels from "../../src/chronology/widgets/labels.js";

const LISTS = { party: "parties", topic: "topics", chapter: "chapters" };
const event = (id, start, places, more = {}) => {
  const none = { exact: true, date: "", title: id, verdict: "", told: false, parties: [], topics: [], chapters: [] };
  return { ...none, id, start, places, ...more };
};
const place = (id, names = []) => ({ id, name: id, names, where: "map", at: [0, 0], approximate: false });

test("a stop is a day on which something begins, once and in order", () => {
  const events = [
    event("b", "1992-05-25", []),
    event("a", "1465-01-01", []),
    event("c", "1992-05-25", []),
    event("d", "", []),
  ];
  const stops = rules.stopsOf(events);
  assert.deepEqual(stops, ["1465-01-01", "1992-05-25"]);
  assert.equal(rules.stopAt(stops, "1400-01-01"), 0);
  assert.equal(rules.stopAt(stops, "1992-05-24"), 0);
  assert.equal(rules.stopAt(stops, "1992-05-25"), 1);
});

test("on the day of a change the new name counts, and today's where none is known", () => {
  const almaty = place("almaty", [
    { name: "Almaty", from: "1993-01-01", to: "9999-12-31" },
    { name: "Alma-Ata", from: "1921-01-01", to: "1993-12-31" },
  ]);
  assert.equal(rules.nameThen(almaty, "1993-06-01"), "Almaty");
  assert.equal(rules.nameThen(almaty, "1992-12-31"), "Alma-Ata");
  assert.equal(rules.nameThen(almaty, "1700-01-01"), "almaty");
});

test("a filter that is none says nothing", () => {
  const one = event("a", "1992-01-01", [], { topics: ["energy"], told: true, chapters: [8] });
  for (const filters of [
    {},
    { topic: [] },
    { topic: "energy" },
    { kind: ["no"] },
    { in_essay: "yes" },
    { chapter: null },
  ])
    assert.equal(rules.passes(one, filters, LISTS), true);
  assert.equal(rules.passes(one, { topic: ["space"] }, LISTS), false);
  assert.equal(rules.passes(one, { chapter: [8], in_essay: false }, LISTS), false);
});

test("an event with two places counts at both, and places without events are left out", () => {
  const events = [event("a", "1992-01-01", ["x", "y"]), event("b", "1992-01-01", ["y", "nowhere"])];
  const found = rules.placesOf([place("x"), place("y"), place("z")], events);
  assert.deepEqual(
    found.map(({ place: { id }, events: here }) => [id, here.length]),
    [
      ["y", 2],
      ["x", 1],
    ],
  );
});

test("the area of a circle is the number of events", () => {
  assert.equal(rules.radiusOf(36, 800) / rules.radiusOf(9, 800), 2);
});

test("up and down lead to the nearest place on that side", () => {
  const spots = [
    { id: 0, x: 50, y: 50 },
    { id: 1, x: 55, y: 80 },
    { id: 2, x: 90, y: 55 },
    { id: 3, x: 50, y: 10 },
  ];
  assert.equal(rules.nextTo(spots, spots[0], 1).id, 1);
  assert.equal(rules.nextTo(spots, spots[0], -1).id, 3);
  assert.equal(rules.nextTo(spots, spots[3], -1), undefined);
});

test("the name of a water gives way to a place and to a line", () => {
  const map = { width: 200, height: 100 };
  const names = [{ x: 100, y: 50, wide: 40 }];
  assert.deepEqual(labels.waterPlaces(map, names, []), [true]);
  assert.deepEqual(labels.waterPlaces(map, names, [[110, 40, 150, 60]]), [false]);
  assert.deepEqual(labels.waterPlaces(map, names, [], [[100, 50]]), [false]);
});
