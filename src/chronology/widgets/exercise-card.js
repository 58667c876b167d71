// A question: its controls, its buttons, its status, and what is said to an answer.

import { button, h } from "./kit/elements.js";
import { set } from "./kit/watch.js";
import { CONTROLS } from "./exercise-controls.js";
import { plainOf } from "./exercise-notebook.js";
import { judge, numeral, ready, solutionOf, told } from "./exercise-rules.js";
import { pointsOf, statusOf } from "./exercise-sheet.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model } from "./exercise-types.js" */

const SIGNS = {
  correct: "✓",
  partly: "◐",
  wrong: "✗",
  "solution shown": "◎",
  unanswered: "○",
  "to mark": "…",
  unchecked: "…",
};

/** A question, drawn into an element. */
export class Card {
  /**
   * @param {Model} model
   * @param {Words} t
   * @param {any} sheet
   * @param {HTMLElement} root
   */
  constructor(model, t, sheet, root) {
    this.model = model;
    this.t = t;
    this.sheet = sheet;
    this.root = root;
    this.id = model.get("question");
    this.question = { texts: {}, rubric: [], ...model.get("asked") };
    this.open = !this.question.kind;
    this.rules = ready(model.get("fixed").rules);
    this.part = h("div", { class: "answer" });
    this.moves = h("p", { class: "unseen", role: "status" });
    this.reply = h("div", { class: "reply", role: "status", "data-reply": true });
    this.state = h("span", { class: "state" });
    this.confirm = h("div", { class: "confirm", hidden: true });
    this.asking = button(t("ask-solution"), () => this.ask(true), { "data-do": "solution" });
    this.checking = button(t("check"), () => this.check(), { "data-do": "check", class: "main" });
    this.drawn = ""; // what the controls show, as JSON
    root.dataset.exercise = this.id;
    const buttons = this.open ? [] : [this.checking, this.asking];
    root.replaceChildren(
      this.part,
      h("div", { class: "bar" }, buttons, this.state),
      this.confirm,
      this.reply,
      this.moves,
    );
    this.redraw();
  }

  get = (name) => this.sheet.get(name, this.id);

  give(given) {
    this.drawn = JSON.stringify(given);
    this.sheet.give(this.id, given);
    if (!this.model.page) set(this.model, { given: this.plain(given) }); // to Python
  }

  take = (raw) => {
    if (this.get("judged")) this.reply.replaceChildren();
    this.give(raw === null || raw.length === 0 ? undefined : { raw });
  };

  /** What was given as a plain answer; undefined where only Python can tell. */
  plain(given) {
    if (!given) return null;
    if (given.source !== undefined) return given.plain;
    return this.open ? given.raw : plainOf(this.question, given.raw);
  }

  redraw() {
    const { t, question, take, rules } = this;
    const given = this.get("given");
    this.drawn = JSON.stringify(given);
    const shown = {
      t,
      question,
      rules,
      take,
      raw: given?.raw ?? null,
      check: () => this.check(),
      announce: (text) => (this.moves.textContent = text),
      ticked: this.get("ticked") ?? [],
      tick: (numbers) => this.sheet.set(this.id, { ticked: numbers.length ? numbers : undefined }),
    };
    const inCell = given?.source !== undefined;
    this.part.replaceChildren(inCell ? inPython(t, given, take) : CONTROLS[question.kind ?? "open"](shown));
    this.reply.replaceChildren();
  }

  /** Check the answer; quiet: as the class check would, which counts no tries and says nothing. */
  async check(quiet = false) {
    const { id, question, rules, t } = this;
    if (!quiet) this.ask(false); // whether the solution is wanted is asked of the answer before
    if (!this.get("given") && question.kind === "order") this.give({ raw: question.spec.options });
    const given = this.get("given");
    const plain = this.plain(given);
    let lines = [t("not-read-here")];
    try {
      if (plain !== undefined) {
        const judged = await judge(id, question, plain, rules);
        this.keep(judged, given, quiet);
        lines = this.repliesTo(judged);
      }
    } catch (error) {
      console.error(error);
      lines = [t("failed-check", { error: /** @type {Error} */ (error).name })];
    }
    if (!quiet) this.say(lines);
  }

  /** Keep what came of an answer, if it is still the one that was judged. */
  keep({ right, points, category, text }, given, quiet) {
    if (category === "unanswered" || JSON.stringify(given) !== this.drawn) return;
    const wrong = this.get("wrong") ?? [];
    const more = quiet || right || !text || wrong.includes(text) ? wrong : [...wrong, text];
    const status = right ? "correct" : points ? "partly" : "wrong";
    this.sheet.set(this.id, { judged: { status, points }, wrong: more.length ? more : undefined });
  }

  /** What a checked answer is told: a reply, and the steps of help that follow it. */
  repliesTo(judged) {
    const { t, question, rules } = this;
    const head = judged.category === "unanswered" ? "" : h("strong", {}, t(judged.right ? "right" : "not-yet"));
    // A text of the question, which stays in its language whatever that of the widget is.
    const own = (text) => h("span", { lang: question.language }, withCode(text));
    const lines = [h("span", {}, head, " ", told(t, judged.said, own))];
    const tried = judged.right ? 0 : (this.get("wrong")?.length ?? 0);
    if (tried >= rules.example && question.example) lines.push(h("span", {}, t("example"), " ", own(question.example)));
    if (this.get("shown")) lines.push(t("no-points"));
    else if (tried >= rules.solution && question.solution) lines.push(t("offer"));
    return lines;
  }

  /** Say some lines; a live region that is filled anew with the same words would not be read out. */
  say(lines) {
    this.reply.replaceChildren();
    requestAnimationFrame(() => this.reply.replaceChildren(...lines.map((each) => h("p", {}, each))));
  }

  /** Ask whether the solution is wanted, at the price of the points. */
  ask(wanted) {
    const { t, confirm } = this;
    const back = () => {
      this.ask(false);
      this.asking.focus();
    };
    confirm.hidden = !wanted;
    confirm.replaceChildren(
      h("p", {}, t("sure")),
      button(t("show-it"), () => this.show(), { "data-do": "show" }),
      " ",
      button(t("keep-trying"), back),
    );
    if (wanted) confirm.querySelector("button").focus();
  }

  async show() {
    const { id, question, rules, t } = this;
    this.ask(false);
    this.sheet.set(id, { shown: true });
    this.checking.focus();
    const { answer, why } = await solutionOf(id, question, rules);
    const lines = answer.includes("\n") ? "\n" : " ";
    this.say([`${t("the-solution")}${lines}${answer}`, withCode(t("why", { why })), t("no-points")]);
  }

  /** Bring it up to date with the sheet. */
  update = () => {
    const { t, id, sheet, question, root } = this;
    if (JSON.stringify(this.get("given")) !== this.drawn) this.redraw();
    if (this.get("opened")) {
      sheet.set(id, { opened: undefined });
      if (!this.open) this.check(true);
    }
    const status = statusOf(sheet, id, this.open);
    root.dataset.status = status;
    this.asking.hidden = !question.solution || !this.get("wrong") || ["solution shown", "correct"].includes(status);
    const judged = !this.open && !["unanswered", "unchecked"].includes(status);
    const points = judged ? ` · ${t("points", { points: numeral(t, pointsOf(sheet, id)), of: question.points })}` : "";
    const sign = h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[status]);
    this.state.replaceChildren(sign, ` ${t(`status.${status}`)}${points}`);
  };
}

/** A text with `code` between backticks, as what stands in an element: texts, and <code> for the code. */
const withCode = (text) => text.split(/`([^`\n]+)`/).map((part, at) => (at % 2 ? h("code", {}, part) : part));

/** An answer that stands in a cell of Python, as it is. */
function inPython(/** @type {Words} */ t, { source, plain }, take) {
  return h(
    "div",
    {},
    h("p", { class: "small" }, t("in-python")),
    h("pre", { tabindex: "0" }, h("code", {}, source)),
    plain === undefined && h("p", { class: "small" }, t("not-read-here")),
    button(t("answer-here"), () => take(null)),
  );
}
