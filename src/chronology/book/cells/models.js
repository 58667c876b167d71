// The widgets of the page's Python: the messages by which it makes and changes them, and where they are drawn.

import { h } from "../../widgets/kit/elements.js";
import { inReadersLanguage } from "../host/language.js";
import { mount } from "../host/mounting.js";
import { controlOf } from "./controls.js";
import { LiveModel } from "./live.js";
import { Output } from "./output.js";
import { say } from "./words.js";

/** @import { Plain } from "./cells-types.js" */

const REFERENCE = /^IPY_MODEL_/;

export class Models {
  #root;
  #python = null;
  #models = new Map(); // id -> model
  #captures = []; // the models of ipywidgets' Output that take what is shown, the innermost last

  /** root: what leads to the registers. */
  constructor(root) {
    this.#root = root;
  }

  connect(python) {
    this.#python = python;
  }

  /** Python is gone: the widgets in the page go on by themselves. */
  forget() {
    this.#python = null;
    this.#models.clear();
    this.#captures = [];
  }

  has(id) {
    return this.#models.has(id);
  }

  /** The model that another names as IPY_MODEL_…, or has as its id. */
  get(name) {
    return this.#models.get(String(name).replace(REFERENCE, ""));
  }

  /** A message of Python: {type, content: {comm_id, data}}. */
  receive({ type, content }, buffers) {
    const { comm_id: id, data = {} } = content;
    if (type === "comm_open") this.#open(id, stateIn(data, buffers));
    else if (type === "comm_close") this.#models.delete(id);
    else if (data.method === "update") this.#take(this.#models.get(id), stateIn(data, buffers));
    else if (data.method === "custom") this.#models.get(id)?.hear(data.content, views(buffers));
  }

  #open(id, state) {
    const model = new LiveModel(state, { id: "", root: this.#root }, (data, buffers) => {
      if (this.#models.get(id) !== model) return null; // of a Python that is gone
      return this.#python.comm({ type: "comm_msg", content: { comm_id: id, data }, metadata: {} }, buffers);
    });
    // As the host reads it, who looks for the line that begins so.
    if (state._esm) model.take({ _esm: String(state._esm).replace(/^[ \t]+(?=export default )/m, "") });
    model.widget_manager = { get_model: async (name) => this.get(name) };
    this.#models.set(id, model);
  }

  #take(/** @type {Plain} */ model, state) {
    if (!model) return;
    model.take(state);
    if ("msg_id" in state) {
      this.#captures = this.#captures.filter((each) => each !== model);
      if (state.msg_id) this.#captures.push(model);
    }
    if ("outputs" in state) {
      replay(model, { t: "clear" });
      for (const each of state.outputs) replay(model, told(each));
    }
  }

  /** Whether an ipywidgets Output takes a message. */
  captured(message) {
    const model = this.#captures.at(-1);
    if (model && message.t !== "update") replay(model, message);
    return Boolean(model) && message.t !== "update";
  }

  /**
   * Draw the widget of a model into an element that names it.
   * @param {HTMLElement} element
   */
  async mount(element) {
    const model = this.#models.get(element.dataset.model);
    element.dataset.ready = ""; // the table in its place is not shown in between
    model.place.id = element.id;
    inReadersLanguage(model);
    model.save_changes();
    await mount(element, Promise.resolve(model), say("no-widget"));
    if ("failed" in element.dataset) delete element.dataset.ready;
  }

  /** An element for a model: {element, drawn: when it is drawn}. */
  draw(id) {
    const model = this.get(id);
    if (model.get("_esm") !== undefined) {
      const element = h("div", { "data-widget": "", "data-model": String(id).replace(REFERENCE, "") });
      return { element, drawn: this.mount(element) };
    }
    if (model.get("_model_name") === "OutputModel") return { element: this.#shown(model), drawn: Promise.resolve() };
    const drawing = [];
    const element = controlOf(model, (child) => {
      if (!this.get(child)) return null;
      const { element: inner, drawn } = this.draw(child);
      drawing.push(drawn);
      return inner;
    });
    return { element, drawn: Promise.all(drawing) };
  }

  /** What an ipywidgets Output shows. */
  #shown(/** @type {Plain} */ model) {
    const element = h("div", { class: "live-output" });
    const output = new Output(element, this, this.#root, say("widget"));
    for (const message of model.outputs) output.add(message);
    model.views.add(output);
    return element;
  }
}

/** Show a message in an ipywidgets Output, wherever it is drawn now and later. */
function replay(/** @type {Plain} */ model, message) {
  if (message.t === "clear") {
    if (message.wait) model.cleared = true;
    else model.outputs = [];
  } else {
    if (model.cleared) model.outputs = [];
    model.cleared = false;
    model.outputs.push(message);
  }
  for (const each of model.views) each.add(message);
}

/** An output as a notebook stores it, as Python tells it. */
function told({ output_type, ...content }) {
  const kinds = { display_data: "display", execute_result: "display", stream: "stream", error: "error" };
  return { t: kinds[output_type], ...content };
}

/** The state of a message, with its buffers where they belong. */
function stateIn({ state = {}, buffer_paths = [] }, buffers) {
  const made = views(buffers);
  buffer_paths.forEach((path, at) => {
    const last = path.length - 1;
    const place = path.slice(0, last).reduce((value, key) => value[key], state);
    place[path[last]] = made[at];
  });
  return state;
}

const views = (buffers) =>
  [...(buffers ?? [])].map((each) => new DataView(each.buffer ?? each, each.byteOffset ?? 0, each.byteLength));
