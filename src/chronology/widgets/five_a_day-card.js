// One question: what is asked, the answers to choose from, and once one was chosen what the record says.

import { button, h } from "./kit/elements.js";
import { link } from "./kit/words.js";
import { offered } from "./five_a_day-choice.js";
import { mapOf } from "./five_a_day-map.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model, Option, Question } from "./five_a_day-types.js" */

const SIGNS = { right: "✓", wrong: "✗" };

/**
 * A question as a group of its own.
 * @param {Model} model
 * @param {Words} t
 * @param {any} sheet
 * @param {Question} question
 * @param {(option: Option) => void} choose
 */
export function ask(model, t, sheet, question, choose) {
  const given = sheet.given(question);
  const options = offered(question, sheet.day(), model.get("fixed"));
  const said = (number, tag = "span") => t.spoken(tag, model.get("texts")[number]);
  const mark = ({ id }) => (!given ? "" : id === question.answer.id ? "right" : id === given ? "wrong" : "");
  const answer = (option) => {
    if (!given) choose(option);
  };
  const row = (option) =>
    h(
      "li",
      { class: mark(option) },
      button(h("span", {}, markOf(t, mark(option)), said(option.text)), () => answer(option), {
        "data-keep": `option ${option.id}`,
        "data-option": option.id,
        "aria-disabled": given && "true",
      }),
      given && option.when !== undefined && h("span", { class: "when" }, said(option.when)),
    );
  const list = h("ul", { class: "options" }, options.map(row));
  const shown = question.answer.at
    ? [
        mapOf(model, options, {
          choose: answer,
          mark,
          name: (option) => given && [markOf(t, mark(option)), said(option.text)],
        }),
        h("details", {}, h("summary", { "data-keep": "list" }, t("list")), list),
      ]
    : [list];
  const subject = question.subject.map((number) => said(number, "p"));
  const legend = h("legend", { tabindex: "-1" }, t(`ask.${question.kind}`));
  return h("fieldset", { "data-question": question.id }, legend, h("div", { class: "subject" }, subject), ...shown);
}

/** @param {Words} t */
const markOf = (t, mark) =>
  mark &&
  h(
    "span",
    {},
    h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[mark]),
    h("span", { class: "unseen" }, `${t(mark === "right" ? "right-one" : "your-one")}: `),
  );

/**
 * What is said of an answer: whether it is right, what the record says, and where that stands.
 * @param {Model} model
 * @param {Words} t
 * @param {any} sheet
 * @param {Question} question
 */
export function reply(model, t, sheet, question) {
  const right = sheet.right(question);
  const [kind, id] = question.about;
  const answer = t.say(model.get("texts")[question.answer.text]).replace(/\.$/, ""); // a Russian date ends in one
  const verdict = right ? t("right") : t("wrong", { answer });
  const record = h("div", { class: "record" });
  toldOf(model).then((texts) => record.append(...question.told.map((number) => t.spoken("p", texts[number] ?? ""))));
  return [
    h("p", {}, h("span", { class: "strong" }, verdict), right || sheet.extra ? "" : ` ${t("back-tomorrow")}`),
    record,
    h("p", {}, link(model, model.get("fixed").pages[kind], id, t("register"))),
  ];
}

/**
 * What records say. In a page of the book it stands in a file; without a line there is nothing of it.
 * @param {Model} model
 */
async function toldOf(model) {
  await model.bring?.();
  return model.get("more")?.texts ?? [];
}
