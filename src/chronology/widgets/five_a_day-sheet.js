// What the browser keeps: the questions of the day, what was answered, which chapters were read.

import { dayOf, isDue, isMissed, isSettled, moved } from "./five_a_day-boxes.js";
import { fiveOf, metOf, thingOf } from "./five_a_day-choice.js";
import { memory } from "./kit/memory.js";

/** @import { Kept, Model, Question } from "./five_a_day-types.js" */

const fresh = () => /** @type {Kept} */ ({ cards: {}, read: [], today: { day: 0, ids: [], given: {} } });

export class Sheet {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.fixed = model.get("fixed");
    this.store = memory("chronology-five");
    this.kept = fresh();
    /** @type {{ ids: string[], given: Record<string, string> } | null} what is practised beyond the five of the day */
    this.extra = null;
    this.load();
  }

  /** What is kept, as another page may have left it. */
  load() {
    const stored = this.store.get();
    const whole = stored?.cards && Array.isArray(stored.read) && Array.isArray(stored.today?.ids);
    if (whole) this.kept = stored;
  }

  day = () => dayOf(new Date());

  /** The questions that can be asked in the present language. */
  spoken() {
    const language = this.model.get("language");
    return this.model.get("questions").filter(({ spoken }) => spoken?.includes(language) ?? true);
  }

  /** The questions of today, chosen when the first is wanted; those that are practised, if any are. @returns {Question[]} */
  five() {
    if (this.extra) return this.known(this.extra.ids);
    const { today } = this.kept;
    const began = Object.keys(today.given).length > 0;
    if (today.day !== this.day() || !began)
      this.kept.today = {
        day: this.day(),
        ids: fiveOf(this.spoken(), this.kept, this.day(), this.fixed.a_day),
        given: {},
      };
    return this.known(this.kept.today.ids);
  }

  /** @param {string[]} ids */
  known(ids) {
    const known = new Map(this.model.get("questions").map((question) => [question.id, question]));
    return ids.flatMap((id) => known.get(id) ?? []);
  }

  /** What was answered to a question today, or now where it is practised. */
  given = ({ id }) => (this.extra ?? this.kept.today).given[id];

  right = (/** @type {Question} */ question) => this.given(question) === question.answer.id;

  /** Keep an answer. One that is practised moves no question to another box. @param {Question} question @param {string} answer */
  answer(question, answer) {
    if (this.given(question)) return;
    if (this.extra) {
      this.extra.given[question.id] = answer;
      return;
    }
    const mine = this.kept.today;
    this.load();
    const { today, cards } = this.kept;
    this.kept.today = { ...mine, given: { ...(today.day === mine.day && today.given), ...mine.given } };
    this.kept.today.given[question.id] = answer;
    cards[question.id] = moved(cards[question.id], this.right(question), this.day(), this.fixed.days);
    this.store.set(this.kept);
  }

  /** Take note of a chapter that was read, with what it links to. */
  read(chapter, things) {
    this.load();
    this.kept.read = [...this.kept.read.filter(([each]) => each !== chapter), [chapter, things]];
    this.store.set(this.kept);
  }

  tomorrow = () => Object.values(this.kept.cards).filter((card) => isDue(card, this.day() + 1)).length;
  settled = () => Object.values(this.kept.cards).filter((card) => isSettled(card, this.fixed.days)).length;
  met = () => metOf(this.spoken(), this.kept.read).length;

  /** The questions that were missed, of the chapter where there is one. */
  missed() {
    const own = this.kept.read.find(([chapter]) => chapter === this.model.get("chapter"));
    const of = this.model.get("chapter") ? (question) => own?.[1].includes(thingOf(question)) : () => true;
    return this.spoken().filter((question) => isMissed(this.kept.cards[question.id]) && of(question));
  }

  /** Practise what was missed, or end it. */
  practise(on) {
    this.extra = on ? { ids: this.missed().map(({ id }) => id), given: {} } : null;
  }

  /** Forget what was answered; the chapters stay read. Gives what brings it back. */
  forget() {
    const before = this.kept;
    const keep = (kept) => {
      this.extra = null;
      this.kept = kept;
      this.store.set(kept);
    };
    keep({ ...fresh(), read: before.read });
    return () => keep(before);
  }
}
