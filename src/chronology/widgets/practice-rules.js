// The rules of practice: in which order items stand, which marks an answer gets, what fits a question. No elements here.

import { mixed } from "./kit/chance.js";

/** The items of a question as they stand at first, or after so many rounds; never in the right order. */
export function shuffled(question, round) {
  if (!round) return question.items;
  const solved = (list) => question.form === "order" && inOrder(list).length > Math.ceil(list.length / 2);
  for (let turn = 0; turn < 60; turn += 1) {
    const list = mixed(question.items, `${question.id} ${round} ${turn}`);
    if (!solved(list)) return list;
  }
  return question.items;
}

/** The ids of the most items, in the order given, that no date contradicts. The same rule as in_order in practice.py. */
export function inOrder(items) {
  const runs = new Map([["", []]]); // latest first day so far -> the longest run that has it
  for (const { id, first, last } of items)
    for (const [after, kept] of [...runs])
      if (after <= (last ?? "9999")) {
        const [, now] = [after, first ?? ""].sort();
        if (kept.length + 1 > (runs.get(now)?.length ?? 0)) runs.set(now, [...kept, id]);
      }
  return [...runs.values()].reduce((longest, run) => (run.length > longest.length ? run : longest));
}

/** Item -> its mark: right, wrong, none … The same rule as marks in practice.py, which does not say when a wrong date was. */
export function marksOf(question, answer) {
  const items = new Map(question.items.map((item) => [item.id, item]));
  if (question.form === "choose")
    return items.has(answer) ? { [answer]: items.get(answer).right ? "right" : "wrong" } : {};
  if (question.form === "match") {
    const day = (id) => question.answers.find((each) => each.id === id)?.at;
    const mark = (item, chosen) => {
      if (!chosen) return "none";
      if (chosen === item.answer) return "right";
      if (!day(chosen) || !day(item.answer)) return "wrong";
      return day(chosen) < day(item.answer) ? "was-later" : "was-earlier";
    };
    return Object.fromEntries(question.items.map((item) => [item.id, mark(item, answer?.[item.id])]));
  }
  const ordered = answer.map((id) => items.get(id));
  const kept = new Set(inOrder(ordered));
  const tooLow = (item, place) =>
    ordered.slice(0, place).some((above) => kept.has(above.id) && (above.first ?? "") > (item.last ?? "9999"));
  return Object.fromEntries(
    ordered.map((item, place) => [item.id, kept.has(item.id) ? "right" : tooLow(item, place) ? "earlier" : "later"]),
  );
}

/** Why two neighbours in an order may change places, or null. The same rule as either in practice.py. */
export function free(above, item) {
  if (!above?.first || !item.first) return null;
  if ([above.first, above.last, item.last].every((day) => day === item.first)) return "same-day";
  return above.first <= (item.last ?? "9999") && item.first <= (above.last ?? "9999") ? "overlap" : null;
}

/** The right answer to a question. */
export const solution = (question) =>
  question.form === "order"
    ? question.solution
    : question.form === "match"
      ? Object.fromEntries(question.items.map((item) => [item.id, item.answer]))
      : question.items.find((item) => item.right)?.id;

/** Whether an answer of a link or of an earlier visit is one to this question. */
export function fits(question, answer) {
  const ids = question.items.map((item) => item.id);
  if (question.form === "choose") return ids.includes(answer);
  if (question.form === "order")
    return Array.isArray(answer) && answer.length === ids.length && ids.every((id) => answer.includes(id));
  return typeof answer === "object" && answer !== null && !Array.isArray(answer);
}

/** How many items of an answer are right, and whether all are. */
export const rightIn = (marks) => Object.values(marks).filter((mark) => mark === "right").length;
export const allRight = (marks) => rightIn(marks) > 0 && rightIn(marks) === Object.keys(marks).length;
/** Whether there is anything to check. */
export const isGiven = (marks) => Object.values(marks).some((mark) => mark !== "none");
