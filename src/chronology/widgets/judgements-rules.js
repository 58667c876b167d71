// The rules of the judgements: which claims were judged, how often both agree, with what the reader is too quick.

/** @import { Claim, Judged } from "./judgements-types.js" */

const LEAST = 3; // claims of a kind that were judged alike, before anything is said of them

/**
 * The claims that were judged, by verdicts that there are.
 * @param {Claim[]} claims
 * @param {Record<string, any>} judged
 * @param {string[]} verdicts
 * @returns {Judged[]}
 */
export const pairsOf = (claims, judged, verdicts) =>
  claims.filter(({ id }) => verdicts.includes(judged[id])).map((claim) => ({ ...claim, mine: judged[claim.id] }));

/**
 * The claims of a cell.
 * @param {Judged[]} pairs
 * @param {string[]} cell
 */
export const inCell = (pairs, [mine, course]) => pairs.filter((each) => each.mine === mine && each.verdict === course);

/** @param {Judged[]} pairs */
export const agreed = (pairs) => pairs.filter((each) => each.mine === each.verdict);

/**
 * The kinds of claims with which the reader is too quick: that got one verdict at least three times, most of them
 * otherwise than by the course, and more often so than the reader's others. The gravest first: {kind, mine, n, otherwise,
 * instead: what the course says of most of them}. Nothing below `enough` judgements.
 * @param {Judged[]} pairs
 * @param {number} enough
 */
export function tooQuick(pairs, enough) {
  if (pairs.length < enough) return [];
  const usual = 1 - agreed(pairs).length / pairs.length;
  return groups(pairs, ({ kind, mine }) => `${kind} ${mine}`)
    .map((alike) => {
      const wrong = alike.filter((each) => each.mine !== each.verdict);
      const [{ kind, mine }] = alike;
      return {
        kind,
        mine,
        n: alike.length,
        otherwise: wrong.length,
        instead: commonest(wrong.map((each) => each.verdict)),
      };
    })
    .filter(({ n, otherwise }) => n >= LEAST && otherwise / n > 0.5 && otherwise / n > usual)
    .sort((a, b) => b.otherwise / b.n - a.otherwise / a.n || b.n - a.n);
}

const commonest = (values) =>
  groups(values, (each) => each)
    .sort((a, b) => b.length - a.length)
    .at(0)?.[0];

/** What has the same key, in the order of first appearance. */
function groups(items, key) {
  const found = new Map();
  for (const each of items) found.set(key(each), [...(found.get(key(each)) ?? []), each]);
  return [...found.values()];
}

/**
 * What a class is computed from, the same in every language: lines of claim, kind, chapter, mine, course.
 * @param {Judged[]} pairs
 */
export const fileOf = (pairs) =>
  [
    ["claim", "kind", "chapter", "mine", "course"],
    ...pairs.map(({ id, kind, chapter, mine, verdict }) => [id, kind, chapter, mine, verdict]),
  ]
    .map((each) => `${each.join(",")}\r\n`)
    .join("");
