// The rules of the table of interests: which claims stand in a cell, where something is missing, which events bear on
// a claim. No elements here.

import { put } from "./kit/values.js";

/** The claims that the filters leave. */
export function filtered(claims, filters) {
  const tests = Object.entries(filters).map(([name, wanted]) => {
    const values = [wanted].flat();
    return (claim) => !values.length || !(name in claim) || values.includes(claim[name]);
  });
  return claims.filter((claim) => tests.every((test) => test(claim)));
}

/** The claims of a cell, in the row of a value of a field. */
export const claimsIn = (claims, field, row, whose) =>
  claims.filter((claim) => claim[field] === row && claim.whose === whose);

/**
 * Whether the form of the argument asks for a claim in a cell, so that one is missing where there is none. A maxim of
 * one side, an aim of both: it does not ask for them.
 */
export const isAsked = (group, row, whose) => group === "whose" && row !== "maxim" && whose !== "both";

/** What the reader thinks of a claim; ``none`` if that is nothing, or not one of those that there are. */
export const judged = (judgements, id, known) => (known.includes(judgements[id]) ? judgements[id] : "none");

/** The judgements with one set anew; ``none`` takes it away. */
export const rejudged = (judgements, id, value) => put(judgements, id, value === "none" ? null : value);

/** How often each of the judgements that there are was made. The keys are those of the words ``judgements``. */
export const judgementCounts = (judgements, known) =>
  Object.fromEntries(
    known.map((value) => [value.replace("-", ""), Object.values(judgements).filter((each) => each === value).length]),
  );

/** The judgements, of those that are known, of the claims that are there, or of the others. */
export const judgementsOf = (judgements, known, ids, there = true) =>
  Object.fromEntries(
    Object.entries(judgements).filter(([id, value]) => ids.has(id) === there && known.includes(value)),
  );

/** The claim before (step -1) or after (step 1) another, round at the ends. */
export const neighbour = (ids, id, step) => ids[(ids.indexOf(id) + step + ids.length) % ids.length];

/** The interests that events bear on: [[claim, its events that have a year], …]. */
export const tracesOf = (claims, traces, events) =>
  claims
    .filter((claim) => claim.id in traces && claim.form === "interest")
    .map((claim) => [
      claim,
      traces[claim.id].map((id) => events[id]).filter((event) => (event?.year ?? null) !== null),
    ]);
