import assert from "node:assert/strict";
import test from "node:test";

import * as rules from "../../src/chronology/widgets/lineage-rules.js";
import { dayNumber } from "../../src/chronology/widgets/kit/time.js";

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
  edges: ["1900-01-01", "2026-12-31"],
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

test("a day typed in words", () => {
  const english = "January February March April May June July August September October November December".split(" ");
  const russian =
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь " +
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря";
  const days = {
    "1 June 1936": "1936-06-01",
    "June 1, 1936": "1936-06-01",
    "sept 1936": "1936-09-01",
    "31 June 1936": null,
    "1 Brumaire 1936": null,
    "1 to 3 June 1936": null,
    "June 1936 or 1937": null,
    June: null,
  };
  for (const [text, day] of Object.entries(days)) assert.equal(rules.typed(text, english), day, text);
  assert.equal(rules.typed("9 мая 1945 г.", russian.split(" ")), "1945-05-09");
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
  assert.deepEqual(rules.chainSpan(CHAIN), [dayNumber("1925-04-19") - 200, dayNumber("2026-12-31") + 200]);
  assert.equal(rules.chainSpan([{ open: true }]), null);
});

const names = (days) => rules.others(...days).map(({ name }) => name.en);

test("a name may have been in use on the first and last day on which it may have begun or ended", () => {
  const [, second, third] = CHAIN;
  const doubt = (name, day) => rules.doubtful(name, day);
  assert.deepEqual(
    ["1925-04-19", "1935-12-31", "1936-01-01", "1936-12-31"].map((day) => doubt(second, day)),
    [false, false, true, true],
  );
  assert.deepEqual(
    ["1936-12-31", "1937-01-01"].map((day) => doubt(third, day)),
    [true, false],
  );
  assert.equal(doubt(CHAIN[0], "1900-01-01"), true, "nobody knows when it began");
  assert.equal(doubt({ from: on("1950-01-01") }, "1960-01-01"), true, "or when it ended");
  assert.equal(doubt({ from: on("1950-01-01"), to: on("1960-01-01") }, "1960-01-01"), false);
  assert.equal(rules.nameAt([{ from: on("1950-01-01"), to: on("1960-01-01") }], "1960-01-01"), 0);
  assert.equal(rules.nameAt([{ from: on("1950-01-01"), to: on("1960-01-01") }], "1960-01-02"), -1);
});

test("neighbours set a limit to an end or a beginning that is unknown", () => {
  const unended = [
    { name: { en: "old" }, from: on("1900-01-01") },
    { name: { en: "new" }, from: year(1930), open: true },
  ];
  assert.deepEqual(names([unended, 1, "1930-12-31"]), ["old"]);
  assert.deepEqual(names([unended, 1, "1931-01-01"]), []);
  const unbegun = [
    { name: { en: "old" }, from: year(1920), to: on("1950-01-01") },
    { name: { en: "new" }, to: on("1960-01-01") },
  ];
  assert.deepEqual(names([unbegun, 0, "1920-01-01"]), ["new"]);
  assert.deepEqual(names([unbegun, 0, "1919-12-31"]), []);
  const last = [
    { name: { en: "a" }, open: true },
    { name: { en: "b" }, from: on("1900-01-01") },
  ];
  assert.deepEqual(names([last, 0, "2000-01-01"]), ["b"], "nothing follows, so nothing limits");
  assert.equal(rules.standing(last, "2000-01-01").doubt, true);
  const sure = [{ name: {}, from: on("1900-01-01"), to: on("1950-01-01") }];
  assert.deepEqual(rules.standing(sure, "1920-01-01"), { at: 0, maybe: [], doubt: false, states: ["now"] });
  assert.deepEqual(rules.standing(sure, "1890-01-01").states, ["not-yet"]);
});

test("a name that ends without another to follow is a change on the day after", () => {
  const body = { names: [{ from: on("1950-01-01"), to: on("1960-01-31") }] };
  assert.deepEqual(rules.changes([body, body]), ["1950-01-01", "1960-02-01"]);
});

test("without a day the marker stands in the middle of the window", () => {
  assert.equal(rules.marked({ day: "", from: 100, to: 301 }), 201);
  assert.equal(rules.marked({ day: "1970-01-11", from: 100, to: 301 }), 10);
});

test("time is drawn a little beyond what is known, and at least to where the tables end", () => {
  const { edges, whole } = rules.extentOf([{ names: [{ from: on("1809-01-01"), to: on("1909-01-01") }] }]);
  assert.deepEqual(edges, ["1809-01-01", "2026-12-31"]);
  const [first, last] = edges.map(dayNumber);
  assert.deepEqual(whole, [first - (last - first) * 0.02, last + (last - first) * 0.03]);
  assert.equal(rules.extentOf([{ names: [{ from: on("2000-01-01") }] }]).whole[1], dayNumber("2026-12-31") + 900);
  assert.deepEqual(rules.extentOf([]).edges, ["1900-01-01", "2026-12-31"]);
});

test("a stretch is offered if something of it is known", () => {
  const starts = (edges) => rules.stretchesIn(edges).map(([day]) => day?.slice(0, 4) ?? "all");
  assert.deepEqual(starts(["1800-01-01", "1950-01-01"]), ["all", "1700", "1915"]);
  assert.deepEqual(starts(["1730-12-31", "1915-01-01"]), ["all", "1700"]);
});

test("one zooms about the marker, and about the middle if that is out of sight", () => {
  const window = { from: dayNumber("1940-01-01"), to: dayNumber("1960-01-01"), whole: WHOLE };
  const start = (day) => dayNumber(rules.zoomed({ ...window, day }, 1 / 2)[0]);
  assert.equal(start("1940-01-01"), window.from);
  assert.equal(start("1960-01-01"), Math.round((window.from + window.to) / 2));
  for (const day of ["", "1930-01-01", "1970-01-01"])
    assert.equal(start(day), Math.round((window.from * 3 + window.to) / 4));
});

test("what is shown is both ticked and of a kind that is asked for", () => {
  const two = [...BODIES, { id: "sea", kind: "water", names: CHAIN }];
  const shown = (traits) => {
    const all = { bodies: two, ids: ["town", "sea"], view: [], day: "", ...traits };
    return rules.asked({ get: (name) => all[name] }, rules.extentOf(two)).shown.map(({ id }) => id);
  };
  assert.deepEqual(shown({}), ["town", "sea"]);
  assert.deepEqual(shown({ filters: { kind: "water" } }), ["sea"]);
  assert.deepEqual(shown({ filters: { kind: ["water"] }, ids: ["town"] }), []);
  const one = asked({ view: ["1930-01-01", "1930-01-01"] });
  assert.equal(one.from, one.whole[0], "a window of no length is none");
  assert.equal(asked({ view: ["1930-01-01", "1940-01-01"] }).to, dayNumber("1940-01-02"));
});

test("a piece of a bar is as long as its days, and only what is in the window is drawn", () => {
  assert.deepEqual(rules.pieces({ from: year(1970), to: on("1971-01-11") }), [
    ["maybe", 0, 365],
    ["core", 365, 375],
  ]);
  assert.deepEqual(rules.pieces({ from: year(1970), to: on("1971-01-01") }), [["maybe", 0, 365]]);
  const window = scene({ from: 0, to: 100 });
  const bar = (from, to) => rules.barOf(window, { from: on(from), to: on(to) });
  assert.deepEqual(bar("1970-01-26", "1970-03-17"), { parts: [["core", "left:25%;right:25%"]], outside: 0 });
  assert.equal(bar("1969-01-01", "1970-01-01").outside, -1, "it ended when the window begins");
  assert.equal(bar("1970-04-11", "1970-05-01").outside, 1, "it began when the window ends");
});

test("six steps fit the window; a mark on either edge is drawn", () => {
  const marks = rules.scaleOf(scene({ from: dayNumber("1992-03-01"), to: dayNumber("1992-08-01") }));
  assert.deepEqual(
    marks.map(({ month }) => month),
    [2, 3, 4, 5, 6, 7],
  );
  assert.equal(marks.at(-1).at, 100);
});
