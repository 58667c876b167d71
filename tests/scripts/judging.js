// Judges answers as a page does: reads {rules, words, asked: [[id, question, [answer, …]], …]} as JSON from its input, and
// writes for each answer [right, points, category, reply]. For tests/test_parity.py.

import { readFileSync } from "node:fs";
import { judge, ready, told } from "../../src/chronology/widgets/exercise-rules.js";

const given = JSON.parse(readFileSync(0, "utf8"));
const rules = ready(given.rules);
const t = (key, values = {}) => {
  if (!Object.hasOwn(given.words, key)) throw new Error(`no word ${key}`);
  return given.words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
};
const made = [];
for (const [id, question, answers] of given.asked) {
  for (const answer of answers) {
    const found = await judge(id, question, answer, rules).catch((error) => ({ category: String(error), said: [] }));
    made.push([found.right, found.points, found.category, told(t, found.said).join("").trim()]);
  }
}
process.stdout.write(JSON.stringify(made));
