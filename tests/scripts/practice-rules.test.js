import assert from "node:assert/strict";
import test from "node:test";

import * as rules from "../../src/chronology/widgets/practice-rules.js";

const event = (id, first, last = first) => ({ id, first, last });
const ORDER = {
  id: "q",
  form: "order",
  items: [
    event("a", "1990-01-01"),
    event("b", "1991-01-01", "1991-12-31"),
    event("c", "1991-06-01"),
    event("d", "1993-01-01"),
  ],
  solution: ["a", "b", "c", "d"],
};
const MATCH = {
  id: "m",
  form: "match",
  items: [
    { id: "x", answer: "1990" },
    { id: "y", answer: "1992" },
  ],
  answers: [
    { id: "1990", at: "1990-01-01" },
    { id: "1992", at: "1992-01-01" },
    { id: "never", at: null },
  ],
};
const CHOOSE = {
  id: "c",
  form: "choose",
  items: [
    { id: "0", right: false },
    { id: "1", right: true },
  ],
};

test("an order is right where no date contradicts it", () => {
  assert.ok(rules.allRight(rules.marksOf(ORDER, ["a", "b", "c", "d"])));
  assert.ok(rules.allRight(rules.marksOf(ORDER, ["a", "c", "b", "d"])), "some day of 1991 may be either");
  assert.deepEqual(rules.marksOf(ORDER, ["d", "a", "b", "c"]), { d: "later", a: "right", b: "right", c: "right" });
  assert.deepEqual(rules.marksOf(ORDER, ["b", "c", "d", "a"]), { b: "right", c: "right", d: "right", a: "earlier" });
});

test("why neighbours may change places", () => {
  const [a, b, c] = ORDER.items;
  assert.equal(rules.free(b, c), "overlap");
  assert.equal(rules.free(a, b), null);
  assert.equal(rules.free(event("e", "1991-06-01"), c), "same-day");
  assert.equal(rules.free(undefined, a), null);
});

test("a wrong date says on which side it lies; where there is no date it is wrong", () => {
  const marks = (answer) => rules.marksOf(MATCH, answer);
  assert.deepEqual(marks({ x: "1992", y: "1990" }), { x: "was-earlier", y: "was-later" });
  assert.deepEqual(marks({ x: "never" }), { x: "wrong", y: "none" });
  assert.deepEqual(marks(null), { x: "none", y: "none" });
  assert.ok(rules.allRight(marks({ x: "1990", y: "1992" })) && !rules.allRight(marks({ x: "1990" })));
  assert.ok(!rules.isGiven(marks(null)) && rules.isGiven(marks({ x: "never" })));
});

test("one option is right", () => {
  assert.deepEqual(rules.marksOf(CHOOSE, "0"), { 0: "wrong" });
  assert.ok(rules.allRight(rules.marksOf(CHOOSE, "1")));
  assert.deepEqual(rules.marksOf(CHOOSE, null), {});
  assert.ok(!rules.allRight({}), "nothing is not right");
});

test("the solution of each form is right", () => {
  for (const question of [ORDER, MATCH, CHOOSE])
    assert.ok(rules.allRight(rules.marksOf(question, rules.solution(question))), question.form);
});

test("what a link or an earlier visit holds must be an answer to the question", () => {
  assert.ok(rules.fits(ORDER, ["d", "c", "b", "a"]));
  for (const wrong of [["a", "b", "c"], ["a", "a", "b", "c"], "abcd", null, undefined, {}])
    assert.ok(!rules.fits(ORDER, wrong), JSON.stringify(wrong));
  assert.ok(rules.fits(MATCH, {}) && !rules.fits(MATCH, []) && !rules.fits(MATCH, null));
  assert.ok(rules.fits(CHOOSE, "1") && !rules.fits(CHOOSE, "2"));
});

test("each round stands in another order, the same every time, and never the right one", () => {
  const ids = (round) =>
    rules
      .shuffled(ORDER, round)
      .map(({ id }) => id)
      .join("");
  assert.equal(ids(0), "abcd", "at first as they come");
  assert.ok(new Set([1, 2, 3, 4, 5, 6].map(ids)).size > 1);
  for (let round = 1; round < 20; round += 1) {
    assert.equal(ids(round), ids(round));
    assert.ok(!rules.allRight(rules.marksOf(ORDER, ids(round).split(""))));
  }
});
