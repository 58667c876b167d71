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
