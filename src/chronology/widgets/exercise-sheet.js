// The sheet of a chapter: what the reader has answered, how it fares, and what the browser keeps of it. All widgets of a
// page share it. No elements here.

import { memory } from "./kit/memory.js";

const CHANGED = "chronology-exercises";
const fresh = () => ({ given: {}, judged: {}, wrong: {}, shown: {}, ticked: {}, opened: {}, notebook: null });

/** The sheet of a chapter, one for a page. kept: whether the browser keeps it. */
export function sheetOf(chapter, kept) {
  globalThis.chronologySheets ??= new Map();
  const sheets = globalThis.chronologySheets;
  if (!sheets.has(chapter)) sheets.set(chapter, new Sheet(chapter, kept));
  return sheets.get(chapter);
}

/**
 * given: question -> what was given: {raw} from the controls, {source, plain} from a cell of Python, plain where its value
 * can be read. judged: question -> {status, points}, as long as the answer is the same. wrong: question -> the different
 * wrong answers. shown: questions whose solution was shown. ticked: open question -> numbers of its rubric. opened:
 * questions answered by a file, to be checked without a word. notebook: the one that was opened.
 */
class Sheet {
  constructor(chapter, kept) {
    this.store = kept ? memory(`chronology-exercises ${chapter}`) : null;
    this.take(this.store?.get());
    if (kept)
      addEventListener("storage", ({ key }) => {
        if (key !== `chronology-exercises ${chapter}`) return; // another tab
        this.take(this.store.get());
        this.tell();
      });
  }

  take(state) {
    this.state = fresh();
    for (const [name, empty] of Object.entries(this.state)) {
      const its = state?.[name];
      if (its && typeof its === "object") this.state[name] = empty ? { ...its } : its;
    }
  }

  get = (name, id) => this.state[name][id];

  /** Set what is known of a question under some names; undefined takes it away. */
  set(id, values) {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) delete this.state[name][id];
      else this.state[name][id] = value;
    }
    this.save();
  }

  /** Take over what was given; what was said of another answer no longer holds. */
  give(id, given) {
    if (JSON.stringify(given) === JSON.stringify(this.get("given", id))) return;
    this.set(id, { given, judged: undefined });
  }

  /** Put another state in the place of this one; gives what was. */
  replace(state) {
    const before = structuredClone(this.state);
    this.take(state);
    this.save();
    return before;
  }

  save() {
    this.store?.set(this.state);
    this.tell();
  }

  tell = () => dispatchEvent(new Event(CHANGED));
}

/** Call an action when a sheet has changed; gives what ends that. */
export function watchSheets(action) {
  addEventListener(CHANGED, action);
  return () => removeEventListener(CHANGED, action);
}

/** The status of a question, as the class check has it; `unchecked` is an answer that was not checked yet. */
export function statusOf(sheet, id, open) {
  if (sheet.get("shown", id)) return "solution shown";
  if (!sheet.get("given", id)) return "unanswered";
  return open ? "to mark" : (sheet.get("judged", id)?.status ?? "unchecked");
}

export const pointsOf = (sheet, id) => (sheet.get("shown", id) ? 0 : (sheet.get("judged", id)?.points ?? 0));
