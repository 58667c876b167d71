// Which questions are asked on a day, and which answers are offered. No elements here.

import { isDue } from "./five_a_day-boxes.js";
import { mixed } from "./kit/chance.js";

/** @import { Option, Question, Kept } from "./five_a_day-types.js" */

/** The key of the thing that a question is about, as pages link to it. */
export const thingOf = ({ about }) => about.join("/");

/** The chapters read, the one read last at the end. read: [[chapter, things], …] */
export const chaptersOf = (/** @type {Kept["read"]} */ read) => read.map(([chapter]) => chapter);

/**
 * The questions about what was met in the chapters read; all, where none was.
 * @param {Question[]} questions
 * @param {Kept["read"]} read
 */
export function metOf(questions, read) {
  const things = new Set(read.flatMap(([, met]) => met));
  return things.size ? questions.filter((question) => things.has(thingOf(question))) : questions;
}

/**
 * The ids of the questions of a day: what is due, the least known first, then new ones, of which three are from the
 * chapter read last, as varied in kind as can be and no two about one thing.
 * @param {Question[]} questions those that can be asked in the language
 * @param {Kept} kept
 * @param {number} day
 * @param {number} n how many
 */
export function fiveOf(questions, { cards, read }, day, n) {
  const last = new Set(read.at(-1)?.[1]);
  const place = (question) => 2 * cards[question.id].box - Number(last.has(thingOf(question)));
  const again = mixed(questions, `again ${day}`)
    .filter(({ id }) => isDue(cards[id], day))
    .sort((one, other) => place(one) - place(other))
    .slice(0, n);
  const fresh = mixed(metOf(questions, read), `fresh ${day}`).filter(({ id }) => !cards[id]);
  const five = [...again];
  while (five.length < n) {
    const things = new Set(five.map(thingOf));
    const own = five.filter((each) => last.has(thingOf(each))).length;
    const cost = (question) =>
      10 * five.filter(({ kind }) => kind === question.kind).length + Number(last.has(thingOf(question)) !== own < 3);
    const left = fresh.filter((each) => !things.has(thingOf(each)));
    if (!left.length) break;
    five.push(left.reduce((best, each) => (cost(each) < cost(best) ? each : best)));
  }
  return five.map(({ id }) => id);
}

/**
 * The answers that are offered: the right one and some of the others, in an order that says nothing. Where all questions
 * of a kind have the same answers, these keep their places.
 * @param {Question} question
 * @param {number} day
 * @param {{ shown: Record<string, number>, steady: string[] }} fixed shown: how many others, by kind; steady: such kinds
 * @returns {Option[]}
 */
export function offered(question, day, { shown, steady }) {
  const seed = `${question.id} ${day}`;
  const others = mixed(question.others, seed).slice(0, shown[question.kind] ?? 3);
  const all = mixed([question.answer, ...others], `${seed} order`);
  return steady.includes(question.kind) ? all.sort((one, other) => one.text - other.text) : all;
}
