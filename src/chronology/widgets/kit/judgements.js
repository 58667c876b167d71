// What the reader has judged, in one place for the whole book: this browser. A page of the book may withhold the course's
// verdict on a claim until the reader has judged it; a notebook shows all.

import { memory } from "./memory.js";

const JUDGED = "chronology-judged"; // claim -> the reader's verdict
const WAITING = "chronology-judging"; // {off: whether all verdicts are shown, shown: the claims of which they are}
const CHANGED = "chronology-judged";

/** What is kept under a key; where the browser keeps nothing, what the page itself remembers. */
function keptOf(key) {
  const kept = memory(key).get() ?? globalThis.chronologyHere?.[key];
  return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
}

function store(key, value) {
  memory(key).set(value);
  globalThis.chronologyHere = { ...globalThis.chronologyHere, [key]: value };
  dispatchEvent(new Event(CHANGED));
}

/** Claim -> the verdict of the reader. */
export const judgements = () =>
  Object.fromEntries(Object.entries(keptOf(JUDGED)).filter(([, verdict]) => typeof verdict === "string"));

/** Judge a claim; the first judgement counts. */
export const judge = (claim, verdict) => store(JUDGED, { [claim]: verdict, ...judgements() });

/** Take back the judgement of a claim. */
export function takeBack(claim) {
  const { [claim]: _, ...others } = judgements();
  store(JUDGED, others);
}

export function forgetJudgements() {
  store(WAITING, { ...keptOf(WAITING), shown: [] });
  store(JUDGED, {});
}

/** Whether verdicts wait for the reader: in the pages of the book but not on paper, until that is switched off. */
export const judgesFirst = () => document.documentElement.matches(".judging:not([data-paper])") && !keptOf(WAITING).off;

export const judgeFirst = (on) => store(WAITING, { ...keptOf(WAITING), off: !on });

const shownAnyway = () => [keptOf(WAITING).shown].flat();

/** Show the verdicts on some claims, judged or not. */
export const showVerdicts = (claims) =>
  store(WAITING, { ...keptOf(WAITING), shown: [...new Set([...shownAnyway(), ...claims])] });

/** As things are now: a function that says of a claim whether the course's verdict on it waits. */
export function withholding() {
  if (!judgesFirst()) return () => false;
  const known = new Set([...Object.keys(judgements()), ...shownAnyway()]);
  return (claim) => !known.has(claim);
}

/** Do something whenever what is judged or shown has changed, here or in another tab; gives what ends that. */
export function onJudgements(action) {
  const names = [CHANGED, "storage"];
  for (const name of names) addEventListener(name, action);
  return () => {
    for (const name of names) removeEventListener(name, action);
  };
}
