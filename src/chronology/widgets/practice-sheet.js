// The sheet: what the reader has answered, how it fares, and what the browser keeps of it.

import { memory } from "./kit/memory.js";
import { put } from "./kit/values.js";
import { set } from "./kit/watch.js";
import { allRight, fits, isGiven, marksOf, shuffled, solution } from "./practice-rules.js";

/** @import { Model } from "./practice-types.js" */

const fresh = () => ({ checked: {}, rounds: {}, solved: {}, shown: {} });

/** The reader's answers, and what is known of each: whether it was checked, how often shuffled, solved or shown. */
export class Sheet {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.store = memory(`chronology-practice ${location.pathname} ${model.get("name")}`);
    this.state = fresh();
    const stored = this.store.get();
    if (!stored?.state || Object.keys(model.get("tries")).length || Object.keys(model.get("answers")).length) return;
    for (const name of Object.keys(this.state)) this.state[name] = { ...stored.state[name] };
    const known = model.get("questions").filter((question) => fits(question, stored.answers?.[question.id]));
    const answers = Object.fromEntries(known.map(({ id }) => [id, stored.answers[id]]));
    set(model, { answers, tries: { ...stored.tries } });
  }

  tries = ({ id }) => Number(this.model.get("tries")[id]) || 0;
  round = ({ id }) => Number(this.state.rounds[id]) || 0;
  shown = ({ id }) => Boolean(this.state.shown[id]);
  solved = () => this.model.get("questions").filter(({ id }) => this.state.solved[id]).length;

  /** The answer as it stands; an order has one from the beginning. */
  given(question) {
    const answer = this.model.get("answers")[question.id];
    if (fits(question, answer)) return answer;
    return question.form === "order" ? shuffled(question, this.round(question)).map(({ id }) => id) : null;
  }

  /** The marks to be seen, or null. */
  marks = (question) => (this.state.checked[question.id] ? marksOf(question, this.given(question)) : null);

  right(question) {
    return allRight(marksOf(question, this.given(question)));
  }

  finished = (question) => Boolean(this.state.checked[question.id]) && (this.shown(question) || this.right(question));

  /** Take over an answer; what was said of the one before no longer holds. */
  answer({ id }, value, more = {}) {
    for (const name of ["checked", "shown"]) delete this.state[name][id];
    for (const [name, its] of Object.entries(more)) this.state[name][id] = its;
    set(this.model, { answers: put(this.model.get("answers"), id, value) });
    this.store.set({ answers: this.model.get("answers"), tries: this.model.get("tries"), state: this.state });
    this.redraw();
  }

  /** Returns whether there was anything to check. */
  check(question) {
    const answer = this.given(question);
    if (!isGiven(marksOf(question, answer))) return false;
    set(this.model, { tries: put(this.model.get("tries"), question.id, this.tries(question) + 1) });
    this.answer(question, answer, this.right(question) ? { checked: true, solved: true } : { checked: true });
    return true;
  }

  show = (question) => this.answer(question, solution(question), { checked: true, shown: true });
  again = (question) => this.answer(question, null, { rounds: this.round(question) + 1 });

  /** Forget all answers. Gives what brings them back. */
  forget() {
    const before = [this.state, this.model.get("answers"), this.model.get("tries"), this.store.get()];
    const turn = (state, answers, tries, stored) => {
      this.state = state;
      set(this.model, { answers, tries });
      if (stored) this.store.set(stored);
      else this.store.clear();
      this.redraw();
    };
    turn(fresh(), {}, {}, null);
    return () => turn(...before);
  }

  redraw() {}
}
