// Words in three languages, verdicts and links.

import { h } from "./elements.js";

/** @import { Model, Texts, Words } from "./types.js" */

/**
 * The words of a widget in its present language, as t(key) or t(key, { n: 3 }); labels of closed lists are list.value.
 * @param {Model<any>} model
 * @returns {Words}
 */
export function words(model) {
  /** @type {any} */
  const t = (key, values = {}) => {
    const strings = model.get("strings");
    const text = strings[model.get("language")]?.[key] ?? strings.en?.[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  };
  const { languages, verdicts } = model.get("fixed");
  const signs = new Map(verdicts);
  t.languages = languages; // [language, its own name], …
  t.verdicts = [...signs.keys()];
  /** The sign of a verdict; undefined for what is none. */
  t.sign = (value) => signs.get(value);
  /** Text of a datum that exists in some languages: {en, kk, ru}. English stands in where one is missing. */
  t.say = (text) => (typeof text === "string" ? text : text?.[model.get("language")] || text?.en || "");
  /** The same as an element that says in which language it is. */
  t.spoken = (tag, text, attributes = {}) => {
    const language = typeof text !== "string" && text?.[model.get("language")] ? model.get("language") : "en";
    return h(tag, { lang: language, dir: "auto", ...attributes }, t.say(text));
  };
  return t;
}

/**
 * A verdict as sign and word, the sign for the eye only.
 * @param {Words} t
 */
export const verdict = (t, value) =>
  h(
    "span",
    { class: `verdict verdict-${value}` },
    h("span", { class: "sign", "aria-hidden": "true" }, t.sign(value)),
    ` ${t(`verdict.${value}`)}`,
  );

/**
 * A link to a thing in a register of the book (page: events, claims …); its words alone where there is no book.
 * @param {Model<any>} model
 */
export const link = (model, page, id, words) =>
  model.page ? h("a", { href: `${model.page(page)}#${encodeURIComponent(id)}` }, words) : h("span", {}, words);
