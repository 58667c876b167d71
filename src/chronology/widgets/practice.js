// Short self-tests: put in order, match, choose one. What was answered and how often is kept in this browser only.

import { h } from "./kit/elements.js";
import { forgetting } from "./kit/forgetting.js";
import { frame } from "./kit/frame.js";
import { watch } from "./kit/watch.js";
import { card } from "./practice-card.js";
import { Sheet } from "./practice-sheet.js";

/** @import { Frame, Words } from "./kit/types.js" */
/** @import { Model } from "./practice-types.js" */

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  const sheet = new Sheet(model);
  let rebuild = () => {};
  const close = frame(
    model,
    el,
    "practice",
    (parts, t) => {
      rebuild = () => draw(model, t, parts, sheet);
      rebuild();
    },
    [], // a table of the questions would give the answers away, and there are no rows to ask Python for
  );
  const redraw = () => sheet.redraw();
  const stop = watch(model, { answers: redraw, tries: redraw, questions: () => rebuild() });
  return () => {
    stop();
    close();
  };
}

/**
 * Draw the questions, and how many are solved.
 * @param {Model} model
 * @param {Words} t
 * @param {Frame} frame
 */
function draw(model, t, { count, picture }, sheet) {
  const questions = model.get("questions");
  const cards = questions.map((question, place) => card(sheet, t, question, place));
  const items = cards.map(({ item }) => item);
  sheet.redraw = () => {
    for (const each of cards) each.draw();
    count.textContent = t("progress", { n: sheet.solved(), total: questions.length });
  };
  sheet.redraw();
  picture.replaceChildren(
    h("p", { class: "small" }, t(model.page ? "label" : "label-notebook")),
    items.length ? h("ol", { class: "questions" }, items) : h("p", { class: "empty" }, t("empty")),
    h(
      "div",
      { class: "bar" },
      forgetting(t, () => sheet.forget()),
    ),
  );
}

export default { render };
