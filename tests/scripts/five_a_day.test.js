import assert from "node:assert/strict";
import test from "node:test";

import * as boxes from "../../src/chronology/widgets/five_a_day-boxes.js";
import * as choice from "../../src/chronology/widgets/five_a_day-choice.js";
import { Sheet } from "../../src/chronology/widgets/five_a_day-sheet.js";

const DAYS = [1, 3, 7, 21];
const KINDS = ["first", "called", "where", "who", "verdict", "force"];
const FIXED = { days: DAYS, a_day: 5, shown: { first: 2 }, steady: ["force"] };

const question = (n, kind = KINDS[n % KINDS.length]) => ({
  id: `q${n}`,
  kind,
  about: ["event", `e${n}`],
  subject: [],
  answer: { id: "yes", text: 7 },
  others: [9, 3, 5, 1].map((text) => ({ id: `no-${text}`, text })),
  told: [],
});
const MANY = Array.from({ length: 40 }, (_, n) => question(n));
const things = (...numbers) => numbers.map((n) => `event/e${n}`);
const NOTHING = { cards: {}, read: [], today: { day: 0, ids: [], given: {} } };

/** A sheet in a browser that keeps what it keeps in a plain object. */
function opened(kept, day, questions = MANY, chapter = 0) {
  globalThis.localStorage = {
    getItem: (key) => kept[key] ?? null,
    setItem: (key, value) => {
      kept[key] = value;
    },
    removeItem: (key) => delete kept[key],
  };
  const traits = { questions, chapter, language: "en", fixed: FIXED };
  const sheet = new Sheet({ get: (name) => traits[name] });
  sheet.day = () => day.now;
  return sheet;
}

test("what is missed comes again the next day, what is known ever later, and what was known in every box no more", () => {
  let card = boxes.moved(undefined, false, 100, DAYS);
  assert.deepEqual(card, { box: 1, due: 101 });
  const waits = [];
  for (let day = 101; card.due; day = card.due) {
    card = boxes.moved(card, true, day, DAYS);
    if (card.due) waits.push(card.due - day);
  }
  assert.deepEqual(waits, [3, 7, 21]);
  assert.ok(boxes.isSettled(card, DAYS) && !boxes.isDue(card, 10_000));
  assert.equal(boxes.moved({ box: 4, due: 100 }, false, 100, DAYS).due, 101, "a miss goes back to the first box");
  assert.equal(boxes.moved(undefined, true, 100, DAYS).due, 103, "known at first sight");
});

test("a day begins at the reader's own midnight", () => {
  assert.equal(boxes.dayOf(new Date(2026, 2, 29, 0, 0, 1)), boxes.dayOf(new Date(2026, 2, 29, 23, 59)));
  assert.equal(boxes.dayOf(new Date(2026, 2, 30)) - boxes.dayOf(new Date(2026, 2, 29, 23, 59)), 1);
});

test("five are asked about the chapters read, three about the last, of several kinds, and no two about one thing", () => {
  const read = [
    [1, things(...Array(12).keys())],
    [2, things(12, 13, 14, 15, 16, 17, 18, 19)],
  ];
  const questions = [...MANY, { ...question(12, "binding"), id: "again-about-12" }];
  for (let day = 1; day < 30; day += 1) {
    const five = choice.fiveOf(questions, { ...NOTHING, read }, day, 5);
    const asked = five.map((id) => questions.find((each) => each.id === id));
    assert.equal(new Set(asked.map(choice.thingOf)).size, 5);
    assert.equal(asked.filter((each) => read[1][1].includes(choice.thingOf(each))).length, 3);
    assert.ok(asked.every((each) => read.some(([, met]) => met.includes(choice.thingOf(each)))));
    assert.ok(new Set(asked.map(({ kind }) => kind)).size >= 4, five.join());
  }
  assert.notDeepEqual(choice.fiveOf(MANY, NOTHING, 1, 5), choice.fiveOf(MANY, NOTHING, 2, 5));
  assert.equal(choice.fiveOf(MANY, NOTHING, 1, 5).length, 5, "who has read nothing is asked about all");
  assert.equal(choice.fiveOf(MANY, { ...NOTHING, read: [[1, things(1, 2)]] }, 1, 5).length, 2);
});

test("what is due comes before what is new, the least known first, and never before its day", () => {
  const cards = { q1: { box: 3, due: 90 }, q2: { box: 1, due: 100 }, q3: { box: 1, due: 101 }, q4: { box: 5 } };
  const five = choice.fiveOf(MANY, { ...NOTHING, cards }, 100, 5);
  assert.deepEqual(five.slice(0, 2), ["q2", "q1"]);
  assert.ok(!five.includes("q3") && !five.includes("q4"));
});

test("the right answer is always offered, and in a place that says nothing", () => {
  const places = new Map();
  for (let day = 0; day < 300; day += 1) {
    const answers = choice.offered(question(0), day, FIXED);
    assert.equal(new Set(answers.map(({ id }) => id)).size, 3);
    const at = answers.findIndex(({ id }) => id === "yes");
    assert.ok(at >= 0);
    places.set(at, (places.get(at) ?? 0) + 1);
  }
  assert.ok(Math.min(...places.values()) > 60 && places.size === 3, [...places].join(" "));
  const steady = choice.offered({ ...question(5, "force"), others: [{ id: "a", text: 3 }] }, 1, FIXED);
  assert.deepEqual(
    steady.map(({ text }) => text),
    [3, 7],
  );
});

test("the five of a day stay, the missed come back the next, and days not used cost nothing", () => {
  const [kept, day] = [{}, { now: 100 }];
  const sheet = opened(kept, day);
  const five = sheet.five();
  five.forEach((each, n) => sheet.answer(each, n < 2 ? "no-3" : "yes"));
  sheet.answer(five[0], "yes");
  assert.equal(sheet.given(five[0]), "no-3", "the first answer counts");
  assert.deepEqual(opened(kept, day).five(), five);
  assert.equal(sheet.tomorrow(), 2);
  day.now = 101;
  assert.deepEqual(
    opened(kept, day)
      .five()
      .slice(0, 2)
      .map(({ id }) => id)
      .sort(),
    five
      .slice(0, 2)
      .map(({ id }) => id)
      .sort(),
  );
  const before = JSON.stringify(JSON.parse(kept["chronology-five"]).cards);
  day.now = 400;
  const later = opened(kept, day);
  assert.equal(later.five().length, 5);
  assert.deepEqual(new Set(later.five()), new Set(five), "all five have waited");
  assert.equal(JSON.stringify(later.kept.cards), before, "nothing was lost by waiting");
});

test("what was missed can be practised at once, which moves nothing, in a chapter what is of it", () => {
  const [kept, day] = [{}, { now: 100 }];
  const sheet = opened(kept, day, MANY, 1);
  sheet.read(1, things(0, 1, 2));
  for (const each of sheet.five()) sheet.answer(each, "no-3");
  sheet.read(2, things(30));
  const before = kept["chronology-five"];
  sheet.practise(true);
  assert.equal(sheet.five().length, 3);
  sheet.answer(sheet.five()[0], "yes");
  assert.ok(sheet.right(sheet.five()[0]));
  sheet.practise(false);
  assert.equal(kept["chronology-five"], before);
  const other = opened(kept, day, MANY, 2);
  assert.deepEqual(other.missed(), []);
});

test("two pages that are open at once lose nothing of each other", () => {
  const [kept, day] = [{}, { now: 100 }];
  const one = opened(kept, day);
  one.five();
  opened(kept, day).read(3, things(1));
  one.answer(one.five()[0], "yes");
  const { read, cards } = JSON.parse(kept["chronology-five"]);
  assert.deepEqual(read, [[3, things(1)]]);
  assert.equal(Object.keys(cards).length, 1);
});

test("what a browser keeps damaged, or not at all, harms nothing", () => {
  for (const text of [
    "{",
    "null",
    "[]",
    '{"cards":1,"read":{}}',
    '{"cards":{},"read":[],"today":{"ids":["gone"],"given":{}}}',
  ])
    assert.equal(opened({ "chronology-five": text }, { now: 100 }).five().length, 5, text);
  const sheet = opened({}, { now: 100 });
  globalThis.localStorage.setItem = () => {
    throw new Error("full");
  };
  const five = sheet.five();
  sheet.answer(five[0], "yes");
  assert.ok(sheet.right(five[0]) && sheet.five().length === 5);
  assert.deepEqual(sheet.five(), five);
});
