// One question with its buttons, and what is said of the answer.

import { button, h } from "./kit/elements.js";
import { keeping } from "./kit/frame.js";
import { FORMS, sign } from "./practice-forms.js";
import { rightIn } from "./practice-rules.js";

/** @import { Words } from "./kit/types.js" */

/**
 * One question. Returns its element and what draws it anew.
 * @param {any} sheet
 * @param {Words} t
 */
export function card(sheet, t, question, place) {
  const part = h("div", { class: "part" });
  const bar = h("div", { class: "bar" });
  const result = h("div", { class: "result", role: "status" });
  const moves = h("p", { class: "unseen", role: "status" });
  const how = question.form === "order" && h("p", { class: "small" }, t("how"));
  const legend = h("legend", {}, `${place + 1}. `, t.spoken("span", question.text));
  const root = h("fieldset", {}, legend, how, part, bar, result, moves);
  const to = (selector) => root.querySelector(selector)?.focus({ preventScroll: true });
  const actions = {
    check: () => sheet.finished(question) || sheet.check(question) || result.replaceChildren(t("first-answer")),
    solution: () => {
      sheet.show(question);
      to('[data-do="again"]'); // the button that was pressed is gone
    },
    again: () => {
      sheet.again(question);
      to("[data-first]");
    },
  };
  const named = (key, end = false) =>
    button(t(key), actions[key], {
      "data-keep": `${question.id} ${key}`,
      "data-do": key,
      "aria-disabled": end && "true",
    });
  let said = "";

  const draw = () => keeping(root, redraw);
  function redraw() {
    const tries = sheet.tries(question);
    const finished = sheet.finished(question);
    part.replaceChildren(FORMS[question.form](sheet, t, question, (text) => (moves.textContent = text)));
    bar.replaceChildren(
      named("check", finished),
      ...(tries && !finished ? [named("solution")] : []),
      ...(tries ? [named("again"), h("span", { class: "small" }, t("tries", { n: tries }))] : []),
    );
    const words = sheet.marks(question) ? outcome(sheet, t, question) : [];
    const text = words.map((each) => each.textContent).join("\n");
    // A live region that is filled anew with the same words would be read out again.
    if (said !== text || !text) result.replaceChildren(...words);
    said = text;
  }
  return { item: h("li", { "data-id": question.id, "data-form": question.form }, root), draw };
}

/**
 * What is said of the whole answer: how much is right, then the hint, in the end the explanation.
 * @param {any} sheet
 * @param {Words} t
 */
function outcome(sheet, t, question) {
  const finished = sheet.finished(question);
  const n = rightIn(sheet.marks(question));
  const score = question.form === "choose" ? sign(t, "wrong") : t("score", { n, total: question.items.length });
  const text = finished ? question.explanation : question.hint;
  const spoken = t.say(text) && t.spoken("p", text);
  if (spoken && !finished) spoken.textContent = t("hint", { text: spoken.textContent });
  const first = sheet.shown(question) ? t("shown") : finished ? sign(t, "right") : score;
  return [h("p", { class: "strong" }, first), spoken].filter(Boolean);
}
