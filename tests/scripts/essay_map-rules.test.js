import assert from "node:assert/strict";
import test from "node:test";

import * as rules from "../../src/chronology/widgets/essay_map-rules.js";

const CLAIMS = [
  { id: "C1", sentences: [1, 3], kind: "date", verdict: "confirmed" },
  { id: "C2", sentences: [1], kind: "number", verdict: "differs" },
  { id: "C3", sentences: [4], kind: "date" },
];
const SENTENCES = [1, 2, 3].map((number) => ({ number, chapter: 1 })).concat({ number: 4, chapter: 2 });
const mapped = (chapter = null) => ({ ...rules.laidOut(SENTENCES, CLAIMS, chapter), claims: CLAIMS });
const numbers = (sentences) => sentences.map(({ number }) => number);
const ids = (claims) => claims.map(({ id }) => id);

test("a claim that is made twice counts with the first of its sentences that is shown", () => {
  const map = mapped();
  assert.deepEqual(
    map.shown.map((each) => ids(rules.countedIn(map, each, {}))),
    [["C1", "C2"], [], [], ["C3"]],
  );
});

test("a chapter is shown alone, with its sentences that claim nothing", () => {
  assert.deepEqual(numbers(mapped(1).shown), [1, 2, 3]);
  assert.deepEqual(
    rules
      .byChapter(mapped(), [{ number: 1 }, { number: 2 }, { number: 3 }])
      .map(([number, inside]) => [number, inside.length]),
    [
      [1, 3],
      [2, 1],
    ],
  );
});

test("filters match a value or any of several, and count what the other leaves", () => {
  assert.deepEqual(numbers(rules.matching(mapped(), { kind: "date" })), [1, 3, 4]);
  assert.deepEqual(numbers(rules.matching(mapped(), { kind: ["date"], verdict: ["confirmed", "differs"] })), [1, 3]);
  assert.deepEqual(numbers(rules.matching(mapped(), { verdict: [] })), [1, 2, 3, 4], "without filters all");
  assert.equal(rules.amountOf(CLAIMS, { kind: ["date"], verdict: ["differs"] }, "verdict", "confirmed"), 1);
  assert.equal(rules.amountOf(CLAIMS, { kind: ["date"], verdict: ["differs"] }, "kind", "date"), 0);
});

test("a filter that is empty is taken away", () => {});

test("sentences and claims are counted, also those that are silent", () => {
  const n = { sentences: 2, claims: 1, allSentences: 4, allClaims: 3, silent: 1 };
  assert.deepEqual(rules.amounts(mapped(), { verdict: "confirmed" }), n);
});

test("a square has room for four signs, or for three and a number", () => {
  const signs = (amount) => rules.signsIn({ claims: Array(amount).fill({}) });
  assert.deepEqual([signs(4).signs.length, signs(4).rest], [4, 0]);
  assert.deepEqual([signs(5).signs.length, signs(5).rest], [3, 2]);
});

test("one goes on from sentence to sentence, and round at the ends", () => {
  assert.equal(rules.nextOf([1, 3, 4], 1, 1), 3);
  assert.equal(rules.nextOf([1, 3, 4], 4, 1), 1);
  assert.equal(rules.nextOf([1, 3, 4], 2, -1), 1);
  assert.equal(rules.nextOf([1, 3, 4], 3, 1), 4);
  assert.equal(rules.nextOf([1, 3, 4], 3, -1), 1);
  assert.equal(rules.nextOf([1, 3, 4], undefined, -1), 4);
});

test("nothing is open before a choice; then what is pointed at is, before what is selected", () => {
  assert.deepEqual(rules.openOf(2, []), []);
  assert.deepEqual(rules.openOf(2, [1]), [2]);
  assert.deepEqual(rules.openOf(null, [1]), [1]);
});

test("a sentence whose claims were all told before is not told again; a silent one is", () => {
  const [first, silent, third] = mapped().shown;
  assert.deepEqual(ids(rules.newIn(first, [])), ["C1", "C2"]);
  assert.equal(rules.newIn(third, [1]), null);
  assert.deepEqual(rules.newIn(silent, [1]), []);
});

test("a click selects alone or takes back; with a key it adds or takes away", () => {
  assert.deepEqual(rules.clicked([1, 2], 2, false), [2]);
  assert.deepEqual(rules.clicked([2], 2, false), []);
  assert.deepEqual(rules.clicked([1], 2, true), [1, 2]);
  assert.deepEqual(rules.clicked([1, 2], 1, true), [2]);
});

test("up and down go by what is seen", () => {
  const box = (left, top) => ({ left, top, height: 20 });
  const boxes = [box(0, 0), box(30, 0), box(0, 25), box(28, 25), box(0, 50)];
  assert.equal(rules.beyond(boxes, 1, 1), 3);
  assert.equal(rules.beyond(boxes, 4, -1), 2);
  assert.equal(rules.beyond(boxes, 0, -1), 0, "nothing is above the first line");
  const shifted = [box(100, 0), box(0, 11), box(90, 25), box(130, 25), box(100, 50)];
  assert.equal(rules.beyond(shifted, 0, 1), 1, "more than half a square lower is another line");
  assert.equal(rules.beyond(shifted, 4, -1), 2, "the nearest of the line, to whichever side");
});

test("of the filters in a link those count that there are and that say something", () => {
  assert.deepEqual(rules.knownOf({ kind: "date", verdict: [], nonsense: ["x"] }, ["kind", "verdict"]), {
    kind: "date",
  });
});
