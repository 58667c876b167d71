// The forms of a question: choose one, match, put in order.

import { button, h, unique } from "./kit/elements.js";
import { sorting } from "./kit/sorting.js";
import { put } from "./kit/values.js";
import { free, shuffled } from "./practice-rules.js";

/** @import { Words } from "./kit/types.js" */

const MARKS = { right: "✓", wrong: "✗", none: "–", earlier: "↑", later: "↓", "was-earlier": "✗", "was-later": "✗" };

/**
 * A mark as sign and word.
 * @param {Words} t
 */
export function sign(t, mark) {
  const style = ["right", "none"].includes(mark) ? mark : "wrong";
  const seen = h("span", { class: "sign", "aria-hidden": "true" }, MARKS[mark]);
  return h("span", { class: `fares fares-${style}`, "data-mark": mark }, seen, ` ${t(`mark.${mark}`)}`);
}

/** @param {any} sheet @param {Words} t */
function choosing(sheet, t, question) {
  const group = unique("option");
  const chosen = sheet.given(question);
  const option = (item, number) => {
    const input = h("input", {
      type: "radio",
      name: group,
      value: item.id,
      checked: item.id === chosen,
      "data-keep": `${question.id} ${item.id}`,
      "data-first": number === 0,
      onchange: () => sheet.answer(question, item.id),
    });
    const told = sheet.marks(question) && (item.id === chosen || sheet.finished(question));
    return h(
      "li",
      {},
      h("label", {}, input, t.spoken("span", item.text)),
      told && h("p", { class: "told" }, sign(t, item.right ? "right" : "wrong"), " ", t.spoken("span", item.feedback)),
    );
  };
  return h("ul", { class: "options" }, shuffled(question, sheet.round(question)).map(option));
}

/** @param {any} sheet @param {Words} t */
function matching(sheet, t, question) {
  const marks = sheet.marks(question);
  const chosen = sheet.given(question) ?? {};
  const pair = (item, number) => {
    const list = h(
      "select",
      {
        "data-keep": `${question.id} ${item.id}`,
        "data-item": item.id,
        "data-first": number === 0,
        onchange: ({ target: { value } }) => sheet.answer(question, put(chosen, item.id, value || null)),
      },
      h("option", { value: "" }, t("pick")),
      question.answers.map(({ id, text }) => h("option", { value: id, selected: id === chosen[item.id] }, t.say(text))),
    );
    const told = marks?.[item.id] === "right" && t.say(item.feedback) && t.spoken("span", item.feedback);
    return h(
      "li",
      {},
      h("label", {}, t.spoken("span", item.text), list),
      marks && h("p", { class: "told" }, sign(t, marks[item.id]), " ", told),
    );
  };
  return h("ul", { class: "pairs" }, shuffled(question, sheet.round(question)).map(pair));
}

/** @param {any} sheet @param {Words} t */
function ordering(sheet, t, question, announce) {
  const items = new Map(question.items.map((item) => [item.id, item]));
  const ids = sheet.given(question);
  const marks = sheet.marks(question);
  const finished = sheet.finished(question);
  const title = (id) => t.say(items.get(id).text);
  const list = h("ol", { class: "sortable" });
  const take = (id, order) => {
    sheet.answer(question, order);
    announce(t("moved", { title: title(id), n: order.indexOf(id) + 1, total: order.length }));
  };
  const arrow = (id, by, key, shape) => {
    const place = ids.indexOf(id);
    const end = place + by < 0 || place + by >= ids.length;
    const move = () => take(id, ids.toSpliced(place, 1).toSpliced(place + by, 0, id));
    return button(shape, end ? () => {} : move, {
      "aria-label": t(key, { title: title(id) }),
      "aria-disabled": end && "true",
      "data-keep": `${question.id} ${id} ${by}`,
      "data-first": place === 0 && by > 0,
    });
  };
  const row = (id, place) => {
    const item = items.get(id);
    const why = finished && free(items.get(ids[place - 1]), item);
    const what = h(
      "div",
      { class: "what" },
      t.spoken("span", item.text),
      marks && !finished && h("p", { class: "told" }, sign(t, marks[id])),
      finished && t.spoken("p", item.date, { class: "told" }),
      why && h("p", { class: "told" }, t(why)),
    );
    const handle = h("span", { class: "handle", "aria-hidden": "true" }, "⠿");
    const arrows = h("span", { class: "group" }, arrow(id, -1, "earlier", "↑"), arrow(id, 1, "later", "↓"));
    const made = h("li", { "data-item": id }, handle, what, arrows);
    sorting(made, () => {
      const order = [...list.children].map((each) => /** @type {HTMLElement} */ (each).dataset.item);
      if (order.join("\n") !== ids.join("\n")) take(id, order);
    });
    return made;
  };
  list.append(...ids.map(row));
  return list;
}

/** Form of a question -> what draws it: (sheet, t, question, announce) gives an element; announce(text) says a move. */
export const FORMS = { order: ordering, match: matching, choose: choosing };
