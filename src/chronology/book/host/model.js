// The part of the anywidget model interface that needs no Python. No elements here.

import { addressOf, same, traitsIn } from "./links.js";

export class Model {
  #state;
  #initial;
  #place;
  #wanted = ""; // language
  #coming = null; // when what comes later is there
  #listeners = new Map();

  /**
   * state: trait -> value. place: {id, root}, of the widget in its page and of the pages of the book; where that holds
   * something back, also the language that is there, and held(name, model, …), which calls a function of later.js and gives
   * whether all could be had.
   */
  constructor(state, place) {
    this.#state = { lacking: false, ...state };
    this.#initial = { ...state };
    this.#place = place;
  }

  get(name) {
    return this.#state[name];
  }

  set(name, value) {
    if (typeof name === "object") return Promise.all(Object.entries(name).map(([each, its]) => this.set(each, its)));
    if (name === "language" && this.#place.held) return this.#speak(value);
    this.#put(name, value);
  }

  #put(name, value) {
    if (same(this.#state[name], value)) return;
    this.#state[name] = value;
    this.#tell(`change:${name}`, value);
    this.#tell("change");
  }

  on(name, action) {
    for (const each of name.split(" ")) {
      if (!this.#listeners.has(each)) this.#listeners.set(each, new Set());
      this.#listeners.get(each).add(action);
    }
  }

  off(name, action) {
    if (!name) this.#listeners.clear();
    else
      for (const each of name.split(" "))
        action ? this.#listeners.get(each)?.delete(action) : this.#listeners.delete(each);
  }

  save_changes() {} // nobody else to tell

  send() {
    console.info("No Python hears this message of a widget.");
  }

  #tell(event, value) {
    for (const action of [...(this.#listeners.get(event) ?? [])]) action(this, value);
  }

  // What the book adds: what comes when it is asked for, addresses of its pages, and a link to what the reader sees.

  /** Take a language when its texts are there; if they cannot be had the language stays, and `lacking` says so. */
  async #speak(language) {
    this.#wanted = language;
    this.#put("lacking", false);
    if (language !== this.#place.language && !(await this.#had("learn", language))) return;
    if (language === this.#wanted) this.#put("language", language);
  }

  /** Bring what cards say and what is said in other languages; change:more tells, as often as something comes. */
  bring() {
    const tell = (traits) => {
      Object.assign(this.#state, traits);
      this.#tell("change:more");
    };
    const ended = (all) => {
      if (!all) this.#coming = null;
    };
    if (this.#place.held) this.#coming ??= this.#had("all", tell).then(ended);
    return this.#coming;
  }

  async #had(name, given) {
    const all = await this.#place.held(name, this, given);
    this.#put("lacking", !all);
    return all;
  }

  page(name) {
    return `${this.#place.root}${name}.html`;
  }

  address() {
    const changed = this.#linked().filter(([name, value]) => !same(value, this.#initial[name]));
    return addressOf(location.href, this.#place.id, Object.fromEntries(changed));
  }

  /** What a trait was before a link or a reader changed it. */
  initial(name) {
    return this.#initial[name];
  }

  /** Take over the traits of a link. */
  follow(query) {
    return this.set(traitsIn(query, Object.fromEntries(this.#linked())));
  }

  /** @returns {[string, unknown][]} */
  #linked() {
    return (this.get("linked") ?? []).map((name) => [name, this.get(name)]);
  }
}

/**
 * The state of a model, from what `compact` in __init__.py has stored in the page. cells(selector): what
 * those elements say of the table that stands in for the widget, after "#" what their links lead to.
 */
export function stateOf({ models, values }, number, cells) {
  const value = (at) =>
    Array.isArray(at) ? at.map((part) => values[part]).join("") : whole(JSON.parse(JSON.stringify(values[at])), cells); // none is shared
  return Object.fromEntries(Object.entries(models[number]).map(([name, at]) => [name, value(at)]));
}

/** A value as it was before `small` in columns.py made columns of a list of records. */
function whole(value, cells) {
  if (!value?.inColumns) return value;
  let records = null;
  for (const [name, column] of Object.entries(value.inColumns)) {
    const list = listOf(column, cells);
    records ??= list.map(() => ({}));
    records.forEach((record, at) => {
      if (list[at] !== undefined) record[name] = list[at];
    });
  }
  return records;
}

function listOf(column, cells) {
  if (column.cell) return cells(column.cell);
  if (!column.of) return whole(column, cells);
  const values = listOf(column.of, cells);
  return column.at.map((at) => values[at]);
}
