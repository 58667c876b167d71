import assert from "node:assert/strict";
import test from "node:test";

import { ticks } from "../../src/chronology/widgets/kit/axis.js";
import { ahead } from "../../src/chronology/widgets/kit/grid.js";
import { memory } from "../../src/chronology/widgets/kit/memory.js";
import { many, put } from "../../src/chronology/widgets/kit/values.js";
import { chosen } from "../../src/chronology/widgets/kit/watch.js";
import { dayNumber, isoDay, monthsLater, yearOf } from "../../src/chronology/widgets/kit/time.js";
import { callOf, python } from "../../src/chronology/widgets/kit/code.js";
import { csvField } from "../../src/chronology/widgets/kit/rows.js";

const ROWS = [["a", "b", "c"], ["d"], ["e", "f"]];
const press = (stop, key, more = {}, ...how) => {
  const y = ROWS.findIndex((row) => row.includes(stop));
  return ahead({ key, ...more }, ROWS, y, ROWS[y].indexOf(stop), ...how);
};

test("arrows go through a grid by rows and columns, and stop at its edges", () => {
  assert.equal(press("a", "ArrowRight"), "b");
  assert.equal(press("c", "ArrowRight"), null);
  assert.equal(press("a", "ArrowLeft"), null);
  assert.equal(press("a", "ArrowDown"), "d");
  assert.equal(press("d", "ArrowUp"), "a");
  assert.equal(press("a", "ArrowUp"), null);
  assert.equal(press("b", "ArrowDown"), null, "the row below is shorter");
});

test("where a grid flows, left and right go on in the next row", () => {
  assert.equal(press("c", "ArrowRight", {}, true), "d");
  assert.equal(press("e", "ArrowLeft", {}, true), "d");
  assert.equal(press("f", "ArrowRight", {}, true), null);
  assert.equal(
    press("b", "ArrowDown", {}, true, (rows, y, x, way) => rows[y + 2 * way][x]),
    "f",
  );
});

test("home and end lead to the ends of the row, with Ctrl of the grid", () => {
  assert.deepEqual([press("b", "Home"), press("b", "End")], ["a", "c"]);
  assert.deepEqual([press("d", "Home", { ctrlKey: true }), press("d", "End", { metaKey: true })], ["a", "f"]);
});

test("what the browser does with a key is left to it", () => {
  assert.equal(press("a", "x"), undefined);
  assert.equal(press("a", "ArrowRight", { ctrlKey: true }), undefined);
  assert.equal(press("a", "Home", { altKey: true }), undefined);
});

test("ticks stand on the first of a year, a month or on days, not closer than asked", () => {
  const marks = (from, to, ...how) => {
    const { unit, days } = ticks(dayNumber(from), dayNumber(to), ...how);
    return [unit, days.map(isoDay)];
  };
  assert.deepEqual(marks("1989-06-01", "1993-01-01", 300), [
    "year",
    ["1990-01-01", "1991-01-01", "1992-01-01", "1993-01-01"],
  ]);
  assert.deepEqual(marks("1991-11-15", "1992-06-01", 60), ["month", ["1992-01-01", "1992-04-01"]]);
  assert.deepEqual(marks("1992-01-30", "1992-02-02", 1), [
    "day",
    ["1992-01-30", "1992-01-31", "1992-02-01", "1992-02-02"],
  ]);
  assert.deepEqual(marks("1991-11-15", "1992-06-01", 60, ["year"]), ["year", ["1992-01-01"]]);
  const { days } = ticks(dayNumber("0050-01-01"), dayNumber("0950-01-01"), 300 * 365);
  assert.deepEqual(days.map(yearOf), [500], "early years are not taken for those of the 20th century");
});

test("a day as a number is that of the calendar in every year, and what is no ISO date is none", () => {
  const byHand = (year, month, day) => Math.round(new Date(0).setUTCFullYear(year, month - 1, day) / 864e5);
  assert.deepEqual(["1970-01-01", "1970-01-02", "0001-01-01"].map(dayNumber), [0, 1, -719162]);
  for (const [iso, ...parts] of [
    ["0004-02-29", 4, 2, 29],
    ["0099-12-31", 99, 12, 31],
    ["2000-02-29", 2000, 2, 29],
  ])
    assert.equal(dayNumber(iso), byHand(...parts), `${iso}`);
  assert.equal(isoDay(dayNumber("1991-06-31")), "1991-07-01");
  for (const other of ["", "x", "1991", "1991-06", "yesterday"]) assert.ok(Number.isNaN(dayNumber(other)), other);
});

test("months later is the same day of the month, or its last", () => {
  const later = (day, count) => isoDay(monthsLater(dayNumber(day), count));
  assert.equal(later("1992-01-31", 1), "1992-02-29");
  assert.equal(later("1991-12-15", -12), "1990-12-15");
  assert.equal(later("1992-02-29", 12), "1993-02-28");
  assert.equal(later("0099-12-31", 2), "0100-02-28");
});

test("what is remembered comes back; where storage is off or holds something else, there is nothing", () => {
  const stored = new Map();
  globalThis.localStorage = {
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => stored.set(key, value),
    removeItem: (key) => stored.delete(key),
  };
  const one = memory("one");
  assert.equal(one.get(), null);
  one.set({ a: [1] });
  assert.deepEqual(one.get(), { a: [1] });
  assert.equal(memory("two").get(), null);
  one.clear();
  assert.equal(stored.size, 0);
  stored.set("one", "{");
  assert.equal(one.get(), null);
  Object.defineProperty(globalThis, "localStorage", {
    get() {
      throw new Error("off");
    },
  });
  one.set(1);
  one.clear();
  assert.equal(one.get(), null);
});

test("a choice that there is not is the first", () => {
  const model = (lanes) => ({ get: (name) => ({ lanes, fixed: { choices: { lanes: ["essay", "none"] } } })[name] });
  assert.equal(chosen(model("none"), "lanes"), "none");
  assert.equal(chosen(model("nonsense"), "lanes"), "essay");
});

test("a filter holds one value, several or none, and what is no text is none", () => {
  assert.deepEqual([many("a"), many(["a", "b"]), many("")], [["a"], ["a", "b"], []]);
  assert.deepEqual([undefined, null, 3, true, {}].flatMap(many), []);
});

test("a key is set, and taken away by nothing; the object before stays as it was", () => {
  const before = { type: ["treaty"] };
  assert.deepEqual(put(before, "claimed", false), { type: ["treaty"], claimed: false });
  assert.deepEqual(put(before, "tries", 0), { type: ["treaty"], tries: 0 });
  for (const nothing of [null, "", []]) assert.deepEqual(put(before, "type", nothing), {});
  assert.deepEqual(before, { type: ["treaty"] });
});

test("values are written as Python reads them", () => {
  assert.equal(python({ a: [true, false, null, 1.5, "x"] }), '{"a": [True, False, None, 1.5, "x"]}');
  assert.equal(python('it\'s "a" \\ b\nc'), '"it\'s \\"a\\" \\\\ b\\nc"');
  assert.equal(callOf("ch.events", ['topic="border"']), 'ch.events(topic="border")');
  const long = [`text="${"x".repeat(70)}"`, "in_essay=True"];
  assert.equal(callOf("ch.events", long), `ch.events(\n    ${long[0]},\n    in_essay=True,\n)`);
});

test("a field of a CSV file calls nothing and ends where it ends", () => {
  assert.equal(csvField("=1+1"), "'=1+1");
  assert.equal(csvField("'=1"), "''=1");
  assert.equal(csvField(' \n@x,"y"'), '"\' \n@x,""y"""');
  assert.equal(csvField("≈ plain"), "≈ plain");
});
