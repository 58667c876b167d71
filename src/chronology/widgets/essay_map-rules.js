// The rules of the map of the essay: which sentences are shown, which claims match, what is counted. No elements here.

import { many } from "./kit/values.js";

const MOST = 4; // signs that have room in a square

/** Of some filters those that there are and that say something; a link may hold others. */
export const knownOf = (filters, names) =>
  Object.fromEntries(Object.entries(filters).filter(([name, value]) => names.includes(name) && many(value).length));

/** The sentences of the chapter, or all, each with its claims; and of every claim the first sentence that is shown. */
export function laidOut(sentences, claims, chapter) {
  const shown = sentences
    .filter((each) => chapter === null || each.chapter === chapter)
    .map((each) => ({ ...each, claims: claims.filter((claim) => claim.sentences.includes(each.number)) }));
  const first = new Map();
  for (const each of shown) for (const claim of each.claims) if (!first.has(claim.id)) first.set(claim.id, each.number);
  return { shown, first };
}

/** Whether a claim passes the filters, or all of them but one. */
export const passes = (claim, filters, but = "") =>
  Object.keys(filters).every((name) => {
    const wanted = many(filters[name]);
    return name === but || !wanted.length || wanted.includes(claim[name]);
  });

export const isFiltered = (filters) => Object.values(filters).some((value) => many(value).length);

/**
 * A claim as a layer shows it. verdict: that of the layer, empty while it waits; course and mine: those of both; waits:
 * whether the course's is not to be told yet; open: whether none is shown though there is one.
 */
export function seenIn(layer, claim, mine, waits) {
  const course = claim.verdict ?? "";
  const of = { course: waits ? "" : course, mine: mine ?? "", differ: mine ? course : "" };
  const verdict = of[layer] ?? of.course;
  return { verdict, course, mine: mine ?? "", waits, open: Boolean(course && !verdict) };
}

/** The claims that stand out while nothing is filtered: that differ from the record, or where reader and course differ. */
export const liftedOf = (claims, filters, layer) =>
  isFiltered(filters) ? [] : claims.filter(layer === "differ" ? isDisputed : (claim) => claim.verdict === "differs");

/** Whether reader and course judge a claim otherwise. */
export const isDisputed = ({ mine, course }) => Boolean(mine && mine !== course);

/** The sentences with a claim that passes; all if nothing is filtered. */
export const matching = ({ shown }, filters) =>
  isFiltered(filters) ? shown.filter((each) => each.claims.some((claim) => passes(claim, filters))) : shown;

/** The claims that count with a sentence: those that match and were not made before. */
export const countedIn = ({ first }, sentence, filters) =>
  sentence.claims.filter((claim) => passes(claim, filters) && first.get(claim.id) === sentence.number);

/** Chapters with their sentences that are shown: [[number, sentences], …]. */
export const byChapter = ({ shown }, chapters) =>
  chapters
    .map(({ number }) => [number, shown.filter((each) => each.chapter === number)])
    .filter(([, sentences]) => sentences.length);

/** How many claims have a value and pass the other filters. */
export const amountOf = (claims, filters, name, value) =>
  claims.filter((each) => each[name] === value && passes(each, filters, name)).length;

/** How many sentences and claims match, of how many: what the words ``matching`` and ``whole`` need. */
export const amounts = (map, filters) => ({
  sentences: matching(map, filters).length,
  claims: map.claims.filter((claim) => passes(claim, filters)).length,
  allSentences: map.shown.length,
  allClaims: map.claims.length,
  silent: map.shown.filter((each) => !each.claims.length).length,
});

/** The claims whose signs a square has room for, and how many are left over. */
export function signsIn({ claims }) {
  const signs = claims.slice(0, claims.length > MOST ? MOST - 1 : MOST);
  return { signs, rest: claims.length - signs.length };
}

/** The number after another among those that match (step 1), or before it (step -1), round at the ends. */
export function nextOf(numbers, from, step) {
  const ahead = step > 0 ? numbers.find((each) => each > from) : numbers.findLast((each) => each < from);
  return ahead ?? numbers.at(step > 0 ? 0 : -1);
}

/** The sentences that stand open: the selected, and while there are some, the one that is pointed at instead. */
export const openOf = (pointed, selected) => (pointed !== null && selected.length ? [pointed] : selected);

/** The claims of a sentence that none of the sentences before it makes; null if those said all that it says. */
export function newIn(sentence, before) {
  const own = sentence.claims.filter((claim) => !before.some((each) => claim.sentences.includes(each)));
  return sentence.claims.length && !own.length ? null : own;
}

/** What a click on a sentence selects; more: beside what is selected. */
export function clicked(selected, number, more) {
  const on = selected.includes(number);
  if (!more) return on && selected.length === 1 ? [] : [number];
  return on ? selected.filter((each) => each !== number) : [...selected, number];
}

/** The place that lies above (step -1) or below (step 1) another as they are drawn, whatever the width: its index. */
export function beyond(boxes, from, step) {
  const box = boxes[from];
  const places = boxes
    .map((at, index) => ({ at, index }))
    .filter(({ at }) => step * (at.top - box.top) > box.height / 2);
  const line = step * Math.min(...places.map(({ at }) => step * at.top));
  const near = places.filter(({ at }) => Math.abs(at.top - line) < box.height / 2);
  return near.sort((a, b) => Math.abs(a.at.left - box.left) - Math.abs(b.at.left - box.left))[0]?.index ?? from;
}
