import assert from "node:assert/strict";
import test from "node:test";

import * as rules from "../../src/chronology/widgets/lineage-rules.js";
import { dayNumber } from "../../src/chronology/widgets/kit.js";

const on = (day) => [day, day];
const year = (number) => [`${number}-01-01`, `${number}-12-31`];
const CHAIN = [
  { name: { en: "First" }, to: on("1925-04-19") },
  { name: { en: "Second" }, from: on("1925-04-19"), to: year(1936) },
  { name: { en: "Third" }, from: year(1936), open: true },
];
const BODIES = [{ id: "town", kind: "city", names: CHAIN }];
const WHOLE = [dayNumber("1900-01-01"), dayNumber("2010-01-01")];
const scene = (more) => ({
  from: WHOLE[0],
  to: WHOLE[1],
  whole: WHOLE,
  edges: ["1900-01-01", "2008-12-31"],
  day: "",
  ...more,
});
const asked = (traits) => {
  const all = { bodies: BODIES, ids: ["town"], filters: {}, view: [], day: "", selected: "", ...traits };
  return rules.asked({ get: (name) => all[name] }, rules.extentOf(BODIES));
};

test("on the day of a change the new name is in use, and the old one no longer", () => {
  assert.equal(rules.nameAt(CHAIN, "1925-04-18"), 0);
  assert.deepEqual(rules.standing(CHAIN, "1925-04-19").states, ["no-longer", "now", "not-yet"]);
});

test("where a name ended on some day of a year, both may have been in use", () => {
  const { at, maybe, doubt, states } = rules.standing(CHAIN, "1936-06-01");
  assert.deepEqual([at, doubt, maybe.map(({ name }) => name.en)], [2, true, ["Second"]]);
  assert.deepEqual(states, ["no-longer", "perhaps", "perhaps"]);
});

test("a name without dates covers no day", () => {
  assert.deepEqual(rules.standing([{ name: {} }], "1936-06-01"), { at: -1, maybe: [], doubt: false, states: [""] });
});

test("the changes are the days on which a name is new", () => {
  assert.deepEqual(rules.changes(BODIES), ["1925-04-19", "1936-01-01"]);
  const { shown } = asked();
  assert.equal(rules.changeFrom(scene({ shown }), 1), "1925-04-19");
  assert.equal(rules.changeFrom(scene({ shown, day: "1936-01-01" }), -1), "1925-04-19");
  assert.equal(rules.changeFrom(scene({ shown, day: "1936-01-01" }), 1), undefined);
});

test("a day as it is typed", () => {
  const days = {
    "1936-06-01": "1936-06-01",
    " 1936-6-1 ": "1936-06-01",
    "1.6.1936": "1936-06-01",
    1936: "1936-01-01",
    "1936-06": "1936-06-01",
    "1936-02-30": null,
    yesterday: null,
    "0001-01-01": "0001-01-01",
    "0000-01-01": null,
  };
  for (const [text, day] of Object.entries(days)) assert.equal(rules.typed(text), day, text);
});

test("keys move the marker by days, months, years and to the edges of the window, and not beyond", () => {
  const key = (name, day, shiftKey = false) => rules.moved({ key: name, shiftKey }, scene({ day }));
  assert.equal(key("ArrowRight", "1936-02-28"), "1936-02-29");
  assert.equal(key("ArrowLeft", "1936-03-31", true), "1936-02-29");
  assert.equal(key("PageUp", "1936-02-29"), "1937-02-28");
  assert.equal(key("Home", "1936-02-29"), "1900-01-01");
  assert.equal(key("End", "1936-02-29"), "2009-12-31");
  assert.equal(key("PageDown", "1900-02-01"), "1900-01-01");
  assert.equal(key("Tab", "1936-02-29"), undefined);
  assert.equal(key("Shift", "1936-02-29", true), undefined);
});

test("the window stays within what there is, and is not too narrow", () => {
  assert.deepEqual(rules.viewOf(WHOLE, WHOLE[0] - 9, WHOLE[1] + 9), []);
  assert.deepEqual(rules.viewOf(WHOLE, dayNumber("1900-01-01"), dayNumber("1900-01-11")), ["1900-01-01", "1900-10-27"]);
  assert.deepEqual(rules.panned(scene({ from: WHOLE[0], to: WHOLE[0] + 1000 }), -0.4), ["1900-01-01", "1902-09-27"]);
  const [first, last] = rules.zoomed(scene({ day: "1950-01-01" }), 1 / 2);
  assert.ok(first < "1950-01-01" && last > "1950-01-01");
});

test("what is in no register or is no day is not asked for", () => {
  assert.deepEqual(asked({ filters: { kind: ["nothing"] } }).kinds, []);
  assert.equal(asked({ day: "1936-02-30" }).day, "");
  const { from, whole } = asked({ view: ["2000-01-01", "1990-01-01"] });
  assert.equal(from, whole[0]);
  assert.equal(asked({ view: ["1930-01-01", "1940-01-01"] }).from, dayNumber("1930-01-01"));
});

test("a bar fades where its ends are not known, and says on which side of the window it is", () => {
  const pieces = (name) => rules.pieces(name).map(([style]) => style);
  assert.deepEqual(pieces(CHAIN[0]), ["maybe unbegun"]);
  assert.deepEqual(pieces(CHAIN[1]), ["maybe", "core"]);
  assert.deepEqual(pieces(CHAIN[2]), ["maybe", "core open"]);
  assert.deepEqual(pieces({ name: {} }), []);
  const window = (from, to) => scene({ from: dayNumber(from), to: dayNumber(to) });
  assert.equal(rules.barOf(window("1940-01-01", "1950-01-01"), CHAIN[1]).outside, -1);
  assert.equal(rules.barOf(window("1910-01-01", "1920-01-01"), CHAIN[2]).outside, 1);
  assert.deepEqual(rules.barOf(window("1940-01-01", "1950-01-01"), CHAIN[2]), {
    parts: [["core open", "left:0%;right:0"]],
    outside: 0,
  });
});

test("the scale has some marks, in step with years or months", () => {
  const window = (from, to) => rules.scaleOf(scene({ from: dayNumber(from), to: dayNumber(to) }));
  const marks = window("1900-01-01", "2010-01-01");
  assert.deepEqual(
    marks.map((each) => each.year),
    [1900, 1920, 1940, 1960, 1980, 2000],
  );
  assert.equal(marks[0].at, 0);
  assert.deepEqual(
    window("1991-11-15", "1992-12-01").map(({ year: y, month }) => [y, month]),
    [
      [1992, 0],
      [1992, 3],
      [1992, 6],
      [1992, 9],
    ],
  );
});

test("an abbreviation stands for a name if no other has the same", () => {
  const names = [
    "Kirghiz Republic (Kirghiz ASSR)",
    "Kazakh Republic (Kazakh ASSR)",
    "Other Kazakh Republic (Kazakh ASSR)",
  ];
  assert.equal(rules.shortName(names[0], names), "Kirghiz ASSR");
  assert.equal(rules.shortName(names[1], names), names[1]);
  assert.equal(rules.shortName("Perovsk (fort)", ["Perovsk (fort)"]), "Perovsk (fort)");
});

test("a chain of names has a stretch of time, if more than one day of it is known", () => {
  assert.deepEqual(rules.chainSpan(CHAIN), [dayNumber("1925-04-19") - 200, dayNumber("2008-12-31") + 200]);
  assert.equal(rules.chainSpan([{ open: true }]), null);
});
