// Choices of one of a list.

import { h } from "./elements.js";
import { set } from "./watch.js";

/** @import { Model, Words } from "./types.js" */

/** A select with its label. options: [[value, text], …]; a nested array of options is a group. */
export function choice(label, options, value, change, attributes = {}) {
  const option = ([each, text]) => h("option", { value: each, selected: each === value }, text);
  const list = h(
    "select",
    { onchange: (event) => change(event.target.value), ...attributes },
    options.map((each) =>
      Array.isArray(each[1]) ? h("optgroup", { label: each[0] }, each[1].map(option)) : option(each),
    ),
  );
  return h("label", { class: "choice" }, h("span", {}, label), list);
}

/**
 * The choice of the language.
 * @param {Model<any>} model
 * @param {Words} t
 */
export function languageChoice(model, t) {
  const change = (language) => set(model, { language });
  const list = choice(t("language"), t.languages, model.get("language"), change, { "data-keep": "language" });
  list.classList.add("languages");
  return list;
}

/**
 * What is said where a page of the book lacks a file of what it brings later.
 * @param {Model<any>} model
 * @param {Words} t
 */
export const lackingOf = (model, t) => (model.get("lacking") ? h("p", { role: "alert" }, t("lacking")) : "");
