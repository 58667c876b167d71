import assert from "node:assert/strict";
import test from "node:test";

import { isDisputed, liftedOf, seenIn } from "../../src/chronology/widgets/essay_map-rules.js";
import { agreed, fileOf, inCell, pairsOf, tooQuick } from "../../src/chronology/widgets/judgements-rules.js";

const VERDICTS = ["confirmed", "imprecise", "differs"];
const claim = (id, kind, verdict) => ({ id, kind, verdict, chapter: 1, paraphrase: "" });
const alike = (n, kind, mine, verdict) =>
  Array.from({ length: n }, (_, at) => ({ ...claim(`${kind}${at}`, kind, verdict), mine }));

test("only claims and verdicts that there are count as judged", () => {
  const claims = [claim("a", "date", "differs"), claim("b", "date", "confirmed")];
  const pairs = pairsOf(claims, { a: "confirmed", b: "nonsense", z: "confirmed" }, VERDICTS);
  assert.deepEqual(
    pairs.map(({ id, mine }) => [id, mine]),
    [["a", "confirmed"]],
  );
  assert.equal(agreed(pairs).length, 0);
  assert.equal(inCell(pairs, ["confirmed", "differs"]).length, 1);
});

test("one is too quick with what most get otherwise, and more often than the rest", () => {
  const pairs = [...alike(4, "quotation", "confirmed", "differs"), ...alike(12, "date", "confirmed", "confirmed")];
  assert.deepEqual(tooQuick(pairs, 15), [
    { kind: "quotation", mine: "confirmed", n: 4, otherwise: 4, instead: "differs" },
  ]);
  assert.deepEqual(tooQuick(pairs, 17), [], "too few judgements");
  assert.deepEqual(
    tooQuick([...alike(2, "quotation", "confirmed", "differs"), ...pairs.slice(4)], 5),
    [],
    "two are few",
  );
  const all = [...alike(9, "a", "confirmed", "differs"), ...alike(9, "b", "confirmed", "differs")];
  assert.deepEqual(tooQuick(all, 15), [], "who is wrong everywhere is not too quick with a kind");
});

test("the file has codes and no words", () => {
  const [pair] = alike(1, "date", "confirmed", "differs");
  assert.equal(fileOf([pair]), "claim,kind,chapter,mine,course\r\ndate0,date,1,confirmed,differs\r\n");
});

test("a claim shows the verdict of the layer, and none while it waits", () => {
  const told = { verdict: "differs" };
  assert.equal(seenIn("course", told, undefined, true).verdict, "");
  assert.equal(seenIn("course", told, undefined, true).open, true);
  assert.equal(seenIn("course", told, "confirmed", false).verdict, "differs");
  assert.equal(seenIn("mine", told, "confirmed", false).verdict, "confirmed");
  assert.equal(seenIn("mine", told, undefined, false).verdict, "");
  assert.equal(seenIn("differ", told, "confirmed", false).verdict, "differs");
  assert.equal(seenIn("no such layer", told, undefined, false).verdict, "differs");
  assert.equal(seenIn("course", {}, undefined, false).open, false, "a claim without a verdict waits for none");
});

test("where both differ stands out in that layer alone", () => {
  const claims = [
    seenIn("differ", { verdict: "differs" }, "differs", false),
    seenIn("differ", { verdict: "confirmed" }, "imprecise", false),
    seenIn("differ", { verdict: "confirmed" }, undefined, true),
  ];
  assert.deepEqual(claims.map(isDisputed), [false, true, false]);
  assert.deepEqual(liftedOf(claims, {}, "differ"), [claims[1]]);
  assert.deepEqual(liftedOf(claims, {}, "course"), [claims[0]]);
  assert.deepEqual(liftedOf(claims, { kind: ["date"] }, "differ"), []);
});
