import assert from "node:assert/strict";
import test from "node:test";

import { addressOf, partsOf, traitsIn } from "../../src/chronology/book/host/links.js";
import { Model, stateOf, valuesOf } from "../../src/chronology/book/host/model.js";

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
    values: [[1], "const a = 1;", "b", { file: "more.js", name: "x" }],
    models: { 1: { years: 0, _esm: [1, 2], more: 3 }, 2: { years: 0 } },
  };
  assert.deepEqual(valuesOf(page, "1"), [0, 1, 2], "what cards say further comes later");
  const one = stateOf(page, "1");
  one.years.push(2);
  assert.deepEqual([one._esm, stateOf(page, "2").years], ["const a = 1;b", [1]]);
});
