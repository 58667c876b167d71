import assert from "node:assert/strict";
import test from "node:test";

import { join } from "../../src/chronology/book/host/later.js";
import { addressOf, partsOf, traitsIn } from "../../src/chronology/book/host/links.js";
import { Model, stateOf } from "../../src/chronology/book/host/model.js";

const PLACE = { id: "topics-widget", root: "../" };
const made = (more = {}) =>
  new Model({ linked: ["years", "topic"], years: [], topic: "", records: [], ...more }, PLACE);

test("a link carries what was changed and is linked, and leads back to it", () => {
  globalThis.location = /** @type {Location} */ ({ href: "file:///book/05.html#old" });
  const model = made();
  assert.equal(model.address(), "file:///book/05.html#topics-widget?");
  model.set({ years: [1991, 1992], records: [1], topic: 'a&b=#?"' });
  const { id, query } = partsOf(new URL(model.address()).hash);
  const other = made();
  other.follow(query);
  assert.equal(id, "topics-widget");
  assert.deepEqual([other.get("years"), other.get("topic"), other.get("records")], [[1991, 1992], 'a&b=#?"', []]);
});

test("a link that a program has encoded is read all the same, a damaged one does no harm", () => {
  const whole = addressOf("x", "a-widget", { years: [1, 2] }).split("#")[1];
  const { query } = partsOf(whole);
  assert.deepEqual(partsOf(whole.replace("?", "%3F")), { id: "a-widget", query });
  assert.deepEqual(partsOf(`#a-widget%3f${encodeURIComponent(query)}`), { id: "a-widget", query });
  for (const other of ["", "#", "#C16", "#a-widget?", "#a-widget%3F%E0%A4%A"]) {
    const found = partsOf(other);
    assert.deepEqual(found ? traitsIn(found.query, { years: [] }) : {}, {}, other);
  }
});

test("a link sets no trait that is not linked, and none to a value of another type", () => {
  const now = { years: [], topic: "", by: null };
  const query = new URLSearchParams({ years: '"x"', topic: "[]", by: "null", records: "[1]", toString: "{}" });
  assert.deepEqual(traitsIn(`${query}`, now), { by: null });
  assert.deepEqual(traitsIn("years=[1", now), {});
});

test("listeners hear of a change once, and not of none", () => {
  const model = made();
  const heard = [];
  const hear = (_, value) => heard.push(value);
  model.on("change:topic change:years", hear);
  model.set("topic", "border");
  model.set("topic", "border");
  model.set("years", []);
  model.off("change:topic", hear);
  model.set("topic", "trade");
  model.set("years", [1]);
  assert.deepEqual(heard, ["border", [1]]);
});

test("the state of each widget is its own, though the page holds every value once", () => {
  const page = {
    values: [[1], "const a = 1;", "b"],
    models: { 1: { years: 0, _esm: [1, 2] }, 2: { years: 0 } },
  };
  const one = stateOf(page, "1");
  one.years.push(2);
  assert.deepEqual([one._esm, stateOf(page, "2").years], ["const a = 1;b", [1]]);
});

test("records come back from columns and from what the table of the widget says", () => {
  const title = { inColumns: { en: { of: { cell: "a" }, at: [1, 0] } } };
  const columns = {
    id: { of: { cell: "#a" }, at: [1, 0] },
    date: { cell: "time" },
    title,
    few: { of: [7], at: [-1, 0] },
  };
  const page = { values: [{ inColumns: columns }], models: { 1: { events: 0 } } };
  const cells = (selector) => ({ a: ["One", "Two"], "#a": ["one", "two"], time: ["1991", "1992"] })[selector];
  assert.deepEqual(stateOf(page, "1", cells).events, [
    { id: "two", date: "1991", title: { en: "Two" } },
    { id: "one", date: "1992", title: { en: "One" }, few: 7 },
  ]);
});

test("what a language says is put where it was, and what it has no words for stays", () => {
  const value = { b: [{ en: "One" }, { ru: "Два" }, {}, null, 7, ["text"]], a: { en: { x: "y" } } };
  const languages = ["en", "kk", "ru"];
  join(value, languages, "kk", [{ x: "z" }, "Бір", null].values());
  join(value, languages, "ru", [{ x: "q" }, null, null].values());
  assert.deepEqual(value.a, { en: { x: "y" }, kk: { x: "z" }, ru: { x: "q" } });
  assert.deepEqual(value.b.slice(0, 2), [{ en: "One", kk: "Бір" }, { ru: "Два" }]);
});

/** A model of which a page holds something back; calls: of held, to be answered. */
function held() {
  const calls = [];
  const place = { ...PLACE, language: "en", held: (...given) => new Promise((done) => calls.push({ given, done })) };
  return { calls, model: new Model({ language: "en" }, place) };
}

test("a language is taken when its texts are there, and only the last that was asked for", async () => {
  const { calls, model } = held();
  const first = model.set("language", "kk");
  const second = model.set("language", "ru");
  assert.equal(model.get("language"), "en");
  for (const { done } of [...calls].reverse()) done(true);
  await Promise.all([first, second]);
  assert.equal(model.get("language"), "ru");
  const third = model.set("language", "kk");
  await model.set("language", "en");
  calls.at(-1).done(true);
  await third;
  assert.equal(model.get("language"), "en", "it was there, and was asked for last");
});

test("a language that cannot be had leaves the language, says so, and can be asked for again", async () => {
  const { calls, model } = held();
  const first = model.set("language", "kk");
  calls[0].done(false);
  await first;
  assert.deepEqual([model.get("language"), model.get("lacking")], ["en", true]);
  const again = model.set("language", "kk");
  assert.equal(model.get("lacking"), false);
  calls[1].done(true);
  await again;
  assert.deepEqual([model.get("language"), model.get("lacking")], ["kk", false]);
});

test("what cards say is brought once, and once more if it could not be had", async () => {
  const { calls, model } = held();
  const heard = [];
  model.on("change:more", () => heard.push(model.get("texts")));
  const first = model.bring();
  assert.equal(model.bring(), first);
  calls[0].given[2]({ texts: ["a"] });
  calls[0].done(false);
  await first;
  assert.deepEqual([heard, model.get("lacking"), calls.length], [[["a"]], true, 1]);
  const again = model.bring();
  calls[1].done(true);
  await again;
  assert.equal(model.get("lacking"), false);
  assert.equal(made().bring(), null, "a page of its own holds nothing back");
});
