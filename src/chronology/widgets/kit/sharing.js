// Texts to be copied, and the link to share.

import { button, h } from "./elements.js";

/** @import { Model, Words } from "./types.js" */

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
