// What a cell shows: text, tables, figures, widgets, faults. What the page showed stays until there is something new.

import { h } from "../../widgets/kit/elements.js";
import { drawing } from "./drawing.js";
import { say } from "./words.js";

export const VIEW = "application/vnd.jupyter.widget-view+json";

export class Output {
  fault = null; // {name, said} of the error that the last run ended in
  #element;
  #models;
  #root;
  #label;
  #saved; // what the build knows of its figures: {alt, caption}
  #waits; // where in its tables the build has a verdict wait until it is judged, with the claims
  #old = false; // whether what is shown belongs to the run before
  #failed = false; // … which ended in an error
  #same = true; // whether the code is that of the build
  #ids = []; // the widgets that were there: the next of their kind have their ids, by which links name them
  #drawing = []; // what is still being drawn
  #clears = false; // whether it is emptied when something comes

  /**
   * @param {HTMLElement} element
   * @param {import("./models.js").Models} models the widgets of Python
   * @param {string} root what leads to the registers, such as ../chapters/
   * @param {string} label of its cell
   */
  constructor(element, models, root, label) {
    this.#element = element;
    this.#models = models;
    this.#root = root;
    this.#label = label;
    const alts = [...element.querySelectorAll(".drawing svg")].map((each) => each.getAttribute("aria-label"));
    this.#saved = { alts, caption: element.querySelector("figcaption")?.cloneNode(true) };
    this.#waits = [...element.querySelectorAll("table")].map((table) =>
      [...table.querySelectorAll("td > [data-claims]")].map((each) => {
        const cell = /** @type {HTMLTableCellElement} */ (each.parentElement);
        const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
        return { row: row.rowIndex, cell: cell.cellIndex, claims: /** @type {HTMLElement} */ (each).dataset.claims };
      }),
    );
  }

  get runs() {
    return this.#element.dataset.state === "running";
  }

  /** A run begins. same: whether its code is that of the build, so that what was said of its figures holds. */
  begin(same) {
    this.#failed = this.fault !== null;
    this.#element.dataset.state = "running";
    this.#same = same;
    this.#old = true;
    this.#drawing = [];
    this.fault = null;
  }

  /** The run has ended, and all that it shows is there. */
  async end(state) {
    if (this.#old && (state === "done" || this.#failed)) this.#empty();
    this.#old = false;
    await Promise.allSettled(this.#drawing);
    this.#element.style.minHeight = "";
    this.#element.dataset.state = state;
    if (this.#element.querySelector("td > [data-claims]")) globalThis.chronologyJudging?.show();
    for (const each of this.#element.querySelectorAll(".output, pre")) this.#reachable(each);
  }

  /** @param {any} message of Python, as {t: "stream" | "display" | "update" | "clear" | "cut" | "error", …} */
  add(message) {
    if (message.t === "update") {
      update(message.transient?.display_id, (place) => place.replaceChildren(this.#shown(message.data)));
      return;
    }
    if (message.t === "clear" && message.wait) {
      this.#clears = true;
      return;
    }
    if (this.#old || this.#clears || message.t === "clear") this.#empty();
    if (message.t === "stream") this.#stream(message);
    else if (message.t === "error") this.#error(message);
    else if (message.t === "cut") this.#element.append(h("p", { class: "cut" }, say("cut")));
    else if (message.t === "display") {
      const shown = this.#shown(message.data);
      const id = message.transient?.display_id;
      this.#element.append(id ? h("div", { "data-display": id }, shown) : shown);
    }
  }

  #empty() {
    this.#ids = [...this.#element.querySelectorAll("[data-widget][id]")];
    // Nothing below moves up and down again while a cell runs.
    if (this.runs) this.#element.style.minHeight = `${this.#element.offsetHeight}px`;
    this.#element.replaceChildren();
    this.#old = this.#clears = false;
  }

  #stream({ name, text }) {
    const last = /** @type {HTMLElement} */ (this.#element.lastElementChild);
    if (last?.dataset.stream === name) last.querySelector("pre").append(text);
    else {
      const made = preformatted("stream", text);
      made.dataset.stream = name;
      this.#element.append(made);
    }
  }

  #error({ ename, evalue, traceback }) {
    const text = plainText(traceback.join("\n")).trimEnd();
    this.fault = { name: ename, said: [ename, evalue.split("\n")[0]].filter(Boolean).join(": ") };
    this.#element.append(preformatted("traceback", text));
  }

  /** The form of a value that tells most. */
  #shown(data) {
    const html = joined(data["text/html"]);
    const view = data[VIEW]?.model_id;
    if (html !== undefined) return this.#html(html);
    if (view && this.#models.has(view)) return this.#widget(view);
    const svg = joined(data["image/svg+xml"]);
    if (svg !== undefined) return this.#figure(svg);
    for (const kind of ["image/png", "image/jpeg"])
      if (data[kind]) {
        const src = `data:${kind};base64,${joined(data[kind]).replace(/\s/g, "")}`;
        return h("div", { class: "output image" }, h("img", { src, alt: this.#alt() }));
      }
    const text = joined(data["text/markdown"] ?? data["text/latex"] ?? data["text/plain"]) ?? "";
    return preformatted("text_plain", text);
  }

  #widget(id) {
    const { element, drawn } = this.#models.draw(id);
    this.#drawing.push(drawn);
    return h("div", { class: "output" }, element);
  }

  /** What a value says of itself in HTML; a widget in it is drawn, and talks to Python. */
  #html(html) {
    const made = h("div", { class: "output text_html" });
    made.innerHTML = html; // of the reader's own Python; a browser runs no script in it
    for (const each of made.querySelectorAll("th:empty")) each.replaceWith(document.createElement("td")); // heads nothing
    for (const each of /** @type {NodeListOf<HTMLAnchorElement>} */ (made.querySelectorAll("a[href]"))) {
      const href = each.getAttribute("href");
      if (/^[\w-]+\.html(#|$)/.test(href)) each.setAttribute("href", `${this.#root}${href}`);
    }
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (made.querySelectorAll("[data-widget][data-model]"))) {
      if (!this.#models.has(each.dataset.model)) continue;
      const old = this.#ids.findIndex((other) => other.dataset.widget === each.dataset.widget);
      if (old >= 0) each.id = this.#ids.splice(old, 1)[0].id;
      this.#drawing.push(this.#models.mount(each));
    }
    if (this.#same) this.#withhold(made);
    return made;
  }

  /** Have the verdicts wait that wait in what the build found by the same code. */
  #withhold(made) {
    const before = this.#element.querySelectorAll("table").length;
    for (const [number, table] of made.querySelectorAll("table").entries())
      for (const { row, cell, claims } of this.#waits[before + number] ?? []) {
        const place = table.rows[row]?.cells[cell];
        if (place) place.replaceChildren(h("span", { "data-claims": claims }, h("span", {}, ...place.childNodes)));
      }
  }

  #figure(svg) {
    const picture = h("div", { class: "drawing", tabindex: "0" }, drawing(svg, this.#alt()));
    const { caption } = this.#saved;
    return this.#same && caption ? h("figure", { class: "align-default" }, picture, caption.cloneNode(true)) : picture;
  }

  #alt() {
    const number = this.#element.querySelectorAll("svg[role=img], img").length;
    return (this.#same && this.#saved.alts[number]) || say("figure", { cell: this.#label });
  }

  /** What scrolls within itself can be reached by the keyboard. */
  #reachable(part) {
    if (part.scrollWidth <= part.clientWidth || part.querySelector("[tabindex], a, button")) return;
    part.tabIndex = 0;
    part.setAttribute("role", "group");
    part.setAttribute("aria-label", say("output", { cell: this.#label }));
  }
}

/** Show anew what was displayed under a name. */
function update(id, show) {
  if (id) for (const place of document.querySelectorAll(`[data-display="${CSS.escape(id)}"]`)) show(place);
}

const joined = (text) => (Array.isArray(text) ? text.join("") : text);

/** Text without the signs by which a terminal colours it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const plainText = (text) => text.replace(/\u001b\[[0-9;]*m/g, "");

/** Text as the book shows it. */
const preformatted = (kind, text) =>
  h(
    "div",
    { class: `output ${kind} highlight-myst-ansi notranslate` },
    h("div", { class: "highlight" }, h("pre", {}, plainText(text))),
  );
