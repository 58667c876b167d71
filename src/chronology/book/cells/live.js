// The model of a widget whose other half is in Python: what is set here is sent there, and what comes from there is set.

import { Model } from "../host/model.js";

export class LiveModel extends Model {
  outputs = []; // of ipywidgets' Output: the messages of what was shown in it
  views = new Set(); // and the outputs that show it
  cleared = false; // whether that is emptied when something comes
  widget_manager = null; // finds a model that a trait names
  #send; // (data, buffers) -> when Python has taken it
  #changed = {}; // traits that Python does not know of
  #sending = false;
  #heard = new Set(); // who hears what Python sends besides traits

  /**
   * @param {Record<string, unknown>} state
   * @param {{ id: string, root: string }} place
   * @param {(data: object, buffers?: ArrayBuffer[]) => Promise<unknown> | void} send
   */
  constructor(state, place, send) {
    super(state, place);
    this.place = place;
    this.#send = send;
  }

  set(name, value) {
    if (typeof name === "object") {
      super.set(name);
      return;
    }
    const before = this.get(name);
    super.set(name, value);
    if (this.get(name) !== before) this.#changed[name] = value;
  }

  /** Take over traits as Python has them. */
  take(state) {
    for (const [name, value] of Object.entries(state)) {
      super.set(name, value);
      delete this.#changed[name];
    }
  }

  /** Send what has changed; while Python still works on the last of it, what comes is put together. */
  async save_changes() {
    if (this.#sending || !Object.keys(this.#changed).length) return;
    const state = this.#changed;
    this.#changed = {};
    this.#sending = true;
    try {
      await this.#send({ method: "update", state, buffer_paths: [] });
    } finally {
      this.#sending = false;
    }
    this.save_changes();
  }

  send(content, _callbacks, buffers = []) {
    this.#send({ method: "custom", content }, buffers);
  }

  on(name, action) {
    if (name === "msg:custom") this.#heard.add(action);
    else super.on(name, action);
  }

  off(name, action) {
    if (!name || name === "msg:custom") action ? this.#heard.delete(action) : this.#heard.clear();
    if (name !== "msg:custom") super.off(name, action);
  }

  hear(content, buffers) {
    for (const action of [...this.#heard]) action(content, buffers);
  }
}
