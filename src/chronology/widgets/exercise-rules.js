// What there is to say to an answer: the same as `judge` of chronology/exercises/questions.py. No elements here.

import { KINDS } from "./exercise-kinds.js";
import { digest, unseal, unwrap } from "./exercise-seal.js";
import { NoAnswer } from "./exercise-text.js";
import { Dates } from "./exercise-written.js";

/** @import { Words } from "./kit/types.js" */

/** What Python sends of its rules, made ready. */
export const ready = (rules) => ({ ...rules, dates: new Dates(rules.dates) });

/**
 * {right, points, category, said, text} of a plain answer. said: parts of the reply, each a text or [key, values]. text:
 * by which two answers are the same, "" where it cannot be one. asked: the question as it is stored. rules: see `ready`.
 */
export async function judge(id, asked, answer, rules) {
  const wrong = (category, said, points = 0, text = "") => ({ right: false, points, category, said, text });
  if (answer === null) return wrong("unanswered", [["unanswered"]]);
  const kind = KINDS[asked.kind];
  const spec = { ...asked.spec };
  if (asked.size) spec.size = await unwrap(id, "size", asked.size, rules.rounds);
  try {
    const given = kind.parse(answer, spec, rules);
    const text = kind.text(given, spec);
    const reply = await unseal(id, text, asked.replies, rules.rounds);
    if (reply?.right) return { right: true, points: asked.points, category: "correct", said: [reply.text], text };
    const [has, slip] = await Promise.all([
      known(id, asked, kind.facets?.(given, spec) ?? [], rules),
      reply ? null : slipOf(id, asked, kind.slips?.(given, spec) ?? [], rules),
    ]);
    const [category, said] = reply ? ["known", [reply.text]] : (slip ?? unforeseen(asked, kind, given, spec, has));
    const points = partPoints(asked.points, kind.parts?.(given, spec, has) ?? [0, 1], rules.part);
    return wrong(category, points ? [...said, ["part-points", { points, of: asked.points }]] : said, points, text);
  } catch (error) {
    if (error instanceof NoAnswer) return wrong(error.category, [error.said]);
    throw error;
  }
}

/** The first of some near misses that would be right: category and what is said; null where none is. */
async function slipOf(id, asked, slips, rules) {
  const replies = await Promise.all(slips.map(([, , text]) => unseal(id, text, asked.replies, rules.rounds)));
  const slip = slips.find((_, at) => replies[at]?.right);
  return slip ? [slip[0], [slip[1]]] : null;
}

/** What is wrong with an answer of which nothing better is known: category and what is said. */
function unforeseen(asked, kind, given, spec, has) {
  const [category, said] = kind.partial?.(given, spec, has) ?? ["wrong"];
  if (category === "labels") return [category, [said]]; // the hint is about the values, and these are right
  return [category, said ? [said, asked.hint] : [asked.hint]];
}

/** Says of some facets whether the right answer has them. */
async function known(id, asked, facets, rules) {
  const digests = await Promise.all(facets.map((each) => digest(id, each, rules.rounds)));
  const stored = new Set(asked.facets);
  const found = new Set(facets.filter((_, at) => stored.has(digests[at])));
  return (facet) => found.has(facet);
}

/** Half of the points where so many of the parts are right. */
const partPoints = (points, [right, count], part) => (right >= part * count ? points / 2 : 0);

/** {answer, why} of a question; null in an edition without solutions. */
export const solutionOf = (id, asked, rules) =>
  asked.solution ? unwrap(id, "solution", asked.solution, rules.rounds) : null;

/** The parts of what is said, in the words of a language; own: what makes of a text of the question such a part. */
export const told = (/** @type {Words} */ t, said, own = (text) => text) =>
  said.flatMap((part, at) => [
    ...(at ? [" "] : []),
    typeof part === "string" ? own(part) : t(part[0], valuesIn(t, part[1])),
  ]);

const valuesIn = (/** @type {Words} */ t, values = {}) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? t(value[0], value[1]) : typeof value === "number" ? numeral(t, value) : value,
    ]),
  );

/** A number as the language writes it, as half of the points of a question: 1.5 in English, 1,5 in the others. */
export const numeral = (/** @type {Words} */ t, number) => `${number}`.replace(".", t("decimal"));
