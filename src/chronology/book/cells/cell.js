// A cell in the page: its code, its bar of buttons, its output.

import { button, h } from "../../widgets/kit/elements.js";
import { Code } from "./code.js";
import { keyOf } from "./kept.js";
import { reasonOf } from "./runner.js";
import { say } from "./words.js";

const WAIT = 80; // milliseconds: a pointer that only passes by asks for nothing

export class Cell {
  output = null; // made when it is first run
  ran = false; // as it stands, by the Python that is there now
  turn = 0; // when it was last run: before all of a higher one
  #runner;
  #source;
  #texts;
  #code;
  #element;
  #parts = /** @type {Record<string, HTMLElement>} */ ({});
  #reset = null; // what a reset took away
  #made; // the text of which the output is

  /**
   * @param {import("./runner.js").Runner} runner
   * @param {{ number: number, source: string, id?: string, element?: HTMLElement }} cell without an element it is not shown
   * @param {{ get(key: string): string | undefined, set(key: string, text?: string): void }} texts
   */
  constructor(runner, { number, source, id, element = h("div", {}, h("div", { "data-output": "" })) }, texts) {
    this.#runner = runner;
    this.#source = this.#made = source;
    this.#texts = texts;
    this.#element = element;
    this.number = number;
    this.key = keyOf({ id, source });
    this.label = say("cell", { n: number + 1 });
    const place = /** @type {HTMLElement} */ (element.querySelector(".cell_input"));
    this.#code = new Code(place, texts.get(this.key) ?? source, source, {
      label: this.label,
      base: runner.page.static,
      change: (text) => this.#typed(text),
      run: () => this.run(),
    });
    const bar = element.querySelector(".live-bar");
    if (bar) this.#build(bar);
    this.#mark();
    this.rests();
  }

  get text() {
    return this.#code.text;
  }

  get changed() {
    return this.text !== this.#source;
  }

  #build(bar) {
    const runner = this.#runner;
    const act = (name, action, attributes = {}) =>
      (this.#parts[name] = button(say(name), action, { "data-do": name, ...attributes }));
    const begins = [act("run", () => this.run()), act("run-here", () => runner.runTo(this))];
    for (const each of begins) asked(each, () => runner.intend());
    const parts = this.#parts;
    parts.size = h("span", { class: "size" }, say("size", { n: runner.megabytes }));
    parts.progress = h("progress", { hidden: true, "aria-label": say("progress") });
    parts.amount = h("span", { "aria-hidden": "true" }); // a voice has the progress bar for it
    parts.said = h("span", { class: "said", role: "status" });
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", this.label);
    bar.append(
      ...begins,
      act("edit", () => this.edit()),
      act("reset", () => this.reset(), { hidden: true }),
    );
    bar.append(act("stop", () => runner.stop(), { hidden: true }));
    bar.append(parts.size, parts.progress, parts.said, parts.amount);
    this.knowsSize();
  }

  // --- what a reader does -------------------------------------------------------------------

  run() {
    this.#runner.run([this]);
  }

  async edit() {
    const fold = this.#element.querySelector("details.hide:not([open])");
    if (fold) /** @type {HTMLDetailsElement} */ (fold).open = true;
    await this.#code.edit();
  }

  /** The text at first, or what was typed, if that was taken away last. */
  reset() {
    const before = this.#reset;
    this.#reset = null;
    const taken = this.text;
    this.put(before ?? this.#source);
    if (before === null) this.#reset = taken;
    this.#mark();
    this.says(
      [say(before === null ? "was-reset" : "was-unreset"), this.output && this.#whose()].filter(Boolean).join(" "),
    );
  }

  /** What is to be said of an output below that is not of the code above it; "" where it is, or there is none. */
  #whose() {
    if (this.text === this.#made || !this.#element.querySelector("[data-output] > *")) return "";
    return say(this.output ? "of-other" : "of-first");
  }

  /** Put a text in the place of that which is there. */
  put(text) {
    this.#code.set(text);
    this.#typed(text);
  }

  #typed(text) {
    this.#reset = null;
    this.ran = false;
    this.#texts.set(this.key, text === this.#source ? undefined : text);
    this.#mark();
    if (!this.#element.hasAttribute("data-busy")) this.says(this.#whose());
    this.#tell({ source: text });
  }

  /** Tell the other scripts of the page, as that of the answers to exercises. detail: {key, source} or {key, value}. */
  #tell(detail) {
    dispatchEvent(new CustomEvent("chronology-cell", { detail: { key: this.key, ...detail } }));
  }

  #mark() {
    this.#element.toggleAttribute("data-changed", this.changed);
    const { reset } = this.#parts;
    if (!reset) return;
    const back = this.#reset !== null && !this.changed;
    reset.hidden = !this.changed && !back;
    reset.textContent = say(back ? "unreset" : "reset");
  }

  // --- what the runner tells ----------------------------------------------------------------

  says(text) {
    const { said } = this.#parts;
    if (said && said.textContent !== text) said.textContent = text;
  }

  knowsSize() {
    const { size } = this.#parts;
    if (size) size.hidden = !this.#runner.large || this.#element.hasAttribute("data-busy");
  }

  waits() {
    this.#busy(true);
    this.says(say("waits"));
  }

  loads(loaded, total, words) {
    const { progress, amount } = this.#parts;
    if (!progress) return;
    const all = loaded >= total;
    progress.hidden = false;
    if (all) progress.removeAttribute("value");
    else Object.assign(progress, { max: total, value: loaded });
    amount.textContent = all ? "" : say("loads", { loaded: Math.floor(loaded), total: Math.ceil(total) });
    this.says(words);
  }

  runs() {
    for (const each of this.#element.querySelectorAll("details.hide:has([data-output])")) each.setAttribute("open", "");
    const { models, page } = this.#runner;
    const { Output } = globalThis.chronologyShown;
    const place = /** @type {HTMLElement} */ (this.#element.querySelector("[data-output]"));
    place.classList.add("cell_output"); // also of a cell that showed nothing
    this.output ??= new Output(place, models, page.root, this.label);
    this.#busy(true);
    this.says(say("runs"));
    this.#made = this.text;
    this.output.begin(!this.changed);
  }

  /**
   * @param {{ status: string, ms?: number }} result
   * @param {Cell[]} lacking the cells above that have not been run
   * @param {string} [value] what its last line gave, as text
   */
  async ends({ status, ms }, lacking, value) {
    await this.output.end(status === "ok" ? "done" : "error");
    this.ran = status === "ok";
    if (this.ran && !lacking.length) this.#tell({ value });
    this.#busy(false);
    const { name, said } = this.output.fault ?? {};
    if (status === "ok") this.says(say("done", { s: seconds(ms ?? 0) }));
    else if (status === "stopped") this.says(say("stopped"));
    else {
      const missing = name === "NameError" ? /'(\w+)'/.exec(said)?.[1] : undefined;
      const above = missing && lacking.some((each) => (each.text.match(/\w+/g) ?? []).includes(missing));
      const words = [say("fault", { what: (said ?? "").replace(/\.$/, "") }), above && say("lacking")];
      this.says(words.filter(Boolean).join(" "));
    }
  }

  /** It is not to run after all. */
  rests() {
    this.#busy(false);
    this.says(this.#whose());
  }

  /** Python began anew, and knows nothing of what this cell made. */
  forgotten() {
    if (this.ran) this.says(say("forgotten"));
    this.ran = false;
  }

  fails(error) {
    if (this.output?.runs) this.output.end("error");
    this.#busy(false);
    this.says(reasonOf(error));
  }

  #busy(on) {
    this.#element.toggleAttribute("data-busy", on);
    const { run, stop, progress, amount } = this.#parts;
    if (!run) return;
    amount.textContent = "";
    this.knowsSize();
    if (!on && document.activeElement === stop) run.focus();
    stop.hidden = !on;
    progress.hidden = true;
    for (const each of [run, this.#parts["run-here"]]) each.setAttribute("aria-disabled", String(on));
  }
}

/** Milliseconds as seconds, written as in the language of the page. */
const seconds = (ms) =>
  (ms / 1000).toLocaleString(document.documentElement.lang || "en", {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });

/**
 * Tell when a pointer stays upon a button, or the keyboard comes to it.
 * @param {HTMLElement} element
 */
function asked(element, action) {
  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(action, WAIT);
  };
  element.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && soon());
  element.addEventListener("focus", () => element.matches(":focus-visible") && soon());
  for (const leave of ["pointerleave", "blur"]) element.addEventListener(leave, () => clearTimeout(timer));
}
