// The part of the anywidget model interface that needs no Python. No elements here.

import { addressOf, same, traitsIn } from "./links.js";

export class Model {
  #state;
  #initial;
  #place;
  #listeners = new Map();

  /** state: trait -> value. place: {id, root}, of the widget in its page and of the pages of the book. */
  constructor(state, place) {
    this.#state = state;
    this.#initial = { ...state };
    this.#place = place;
  }

  get(name) {
    return this.#state[name];
  }

  set(name, value) {
    if (typeof name === "object") {
      for (const [each, its] of Object.entries(name)) this.set(each, its);
      return;
    }
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
    console.info("Python is not running in this page: a message of a widget went nowhere.");
  }

  #tell(event, value) {
    for (const action of [...(this.#listeners.get(event) ?? [])]) action(this, value);
  }

  // What the book adds: addresses of its pages, and a link to what the reader sees.

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
    this.set(traitsIn(query, Object.fromEntries(this.#linked())));
  }

  /** @returns {[string, unknown][]} */
  #linked() {
    return (this.get("linked") ?? []).map((name) => [name, this.get(name)]);
  }
}

/** The numbers of the values that a model begins with: without `more`, which comes when a card asks for it. */
export const valuesOf = ({ models }, number) =>
  Object.entries(models[number]).flatMap(([name, at]) => (name === "more" ? [] : at));

/** The state of a model, from what `compact` in __init__.py has stored in the page. */
export function stateOf({ models, values }, number) {
  const uses = Object.values(models).flatMap(Object.values).flat();
  const own = (at) => (uses.indexOf(at) === uses.lastIndexOf(at) ? values[at] : JSON.parse(JSON.stringify(values[at]))); // none is shared
  const value = ([name, at]) => [name, Array.isArray(at) ? at.map((part) => values[part]).join("") : own(at)];
  return Object.fromEntries(Object.entries(models[number]).map(value));
}
