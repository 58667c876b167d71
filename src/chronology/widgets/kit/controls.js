// Choices, switches and the link to share.

import { button, h, unique } from "./elements.js";
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

/** A group of toggles. options: [[value, text, extra class], …]; chosen: array of values. */
export function toggles(label, options, chosen, change) {
  return h(
    "fieldset",
    { class: "toggles" },
    h("legend", {}, label),
    options.map(([value, text, style]) =>
      h(
        "label",
        { class: style },
        h("input", {
          type: "checkbox",
          value,
          "data-keep": `${label}/${value}`,
          checked: chosen.includes(value),
          onchange: (event) =>
            change(event.target.checked ? [...chosen, value] : chosen.filter((each) => each !== value)),
        }),
        h("span", {}, text),
      ),
    ),
  );
}

/** A group of which one is on. options: [[value, text], …]. */
export function radios(label, options, chosen, change) {
  const name = unique("radios");
  return h(
    "fieldset",
    { class: "toggles radios" },
    h("legend", {}, label),
    options.map(([value, text]) =>
      h(
        "label",
        {},
        h("input", {
          type: "radio",
          name,
          value,
          "data-keep": `${label}/${value}`,
          checked: value === chosen,
          onchange: () => change(value),
        }),
        h("span", {}, text),
      ),
    ),
  );
}

/**
 * A button that copies a text, and shows it where there is no clipboard.
 * @param {Words} t
 * @param {string} key of the words of the button, which is the class of the field as well
 * @param {() => string} text
 */
export function copier(t, key, text) {
  const field = h("input", { type: "text", readonly: true, class: key, hidden: true, "aria-label": t(key) });
  const said = h("span", { role: "status" });
  const copy = button(t(key), async () => {
    field.value = text();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = t("copied");
      setTimeout(() => (said.textContent = ""), 4000);
    } catch {
      field.hidden = false; // no clipboard here: the reader copies by hand
      field.select();
    }
  });
  return h("span", { class: "share" }, copy, field, said);
}

/**
 * A link that others can open, where the page knows its own address (the book does, a notebook does not).
 * @param {Model<any>} model
 * @param {Words} t
 */
export const share = (model, t) => (model.address ? copier(t, "share", () => model.address()) : null);
