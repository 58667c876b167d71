import assert from "node:assert/strict";
import test from "node:test";

import * as rules from "../../src/chronology/widgets/interests-rules.js";

const CLAIMS = [
  { id: "C1", whose: "russia", form: "interest", evidence_kind: "record", verdict: "confirmed" },
  { id: "C2", whose: "kazakhstan", form: "aim", evidence_kind: "not-looked", verdict: "evaluative" },
  { id: "own", whose: "russia", form: "interest", evidence_kind: "not-looked" },
];
const JUDGEMENTS = ["supported", "open", "one-sided"];
const ids = (claims) => claims.map(({ id }) => id);

test("filters leave what has one of their values, and what has none to be asked for", () => {
  assert.deepEqual(ids(rules.filtered(CLAIMS, { verdict: ["confirmed"] })), ["C1", "own"]);
  assert.deepEqual(ids(rules.filtered(CLAIMS, { whose: "russia", evidence_kind: "record" })), ["C1"]);
  assert.deepEqual(ids(rules.filtered(CLAIMS, { verdict: [] })), ids(CLAIMS));
});

test("a claim stands in the cell of its side and of what the rows are", () => {
  assert.deepEqual(ids(rules.claimsIn(CLAIMS, "form", "interest", "russia")), ["C1", "own"]);
  assert.deepEqual(ids(rules.claimsIn(CLAIMS, "evidence_kind", "not-looked", "kazakhstan")), ["C2"]);
});

test("nothing is missing that the form of the argument does not ask for", () => {
  assert.equal(rules.isAsked("whose", "aim", "kazakhstan"), true);
  assert.equal(rules.isAsked("whose", "maxim", "kazakhstan"), false);
  assert.equal(rules.isAsked("whose", "aim", "both"), false);
  assert.equal(rules.isAsked("evidence", "record", "russia"), false);
});

test("judgements are set, taken away and counted", () => {
  const judgements = rules.rejudged({ C1: "open" }, "C2", "one-sided");
  assert.deepEqual(judgements, { C1: "open", C2: "one-sided" });
  assert.deepEqual(rules.rejudged(judgements, "C2", "none"), { C1: "open" });
  assert.deepEqual(rules.judgementCounts(judgements, JUDGEMENTS), { supported: 0, open: 1, onesided: 1 });
  assert.equal(rules.judged({ C1: "nonsense" }, "C1", JUDGEMENTS), "none");
});

test("what a browser kept is told apart by claim, and what is no judgement is left out", () => {
  const kept = { C1: "open", C2: "nonsense", elsewhere: "supported" };
  assert.deepEqual(rules.judgementsOf(kept, JUDGEMENTS, new Set(["C1", "C2"])), { C1: "open" });
  assert.deepEqual(rules.judgementsOf(kept, JUDGEMENTS, new Set(["C1", "C2"]), false), { elsewhere: "supported" });
});

test("the claims go round", () => {
  assert.equal(rules.neighbour(["a", "b", "c"], "c", 1), "a");
  assert.equal(rules.neighbour(["a", "b", "c"], "a", -1), "c");
});

test("events bear on interests alone, and those without a year have no column", () => {
  const events = { dated: { year: 1994 }, undated: { year: null } };
  const traces = { C1: ["dated", "undated", "unknown"], C2: ["dated"] };
  assert.deepEqual(rules.tracesOf(CLAIMS, traces, events), [[CLAIMS[0], [events.dated]]]);
});
