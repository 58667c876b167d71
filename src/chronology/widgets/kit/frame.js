// The frame of every widget.

import { choice } from "./controls.js";
import { h } from "./elements.js";
import { set } from "./watch.js";
import { words } from "./words.js";

/** @import { Model, Words } from "./types.js" */

/**
 * The frame of every widget: name, language, and a part that is drawn anew when the language changes.
 * draw(body, t) fills the body; it may return a function that cleans up.
 * @param {Model<any>} model
 * @param {HTMLElement} el
 * @param {string} style
 * @param {(body: HTMLElement, t: Words) => (() => void) | void} draw
 */
export function frame(model, el, style, draw) {
  const t = words(model);
  const root = h("section", { class: `chronology ${style}` });
  el.append(root);
  /** @type {any} */
  let clean = null;
  const build = () => {
    const kept = keep(root);
    clean?.();
    const language = model.get("language");
    root.lang = language;
    // Two of a kind on a page are told apart by the number that the host gave them.
    const number = el.closest("[data-widget]")?.id?.match(/-\d+$/)?.[0].slice(1) ?? "";
    root.setAttribute("aria-label", `${t(`name.${style}`)} ${number}`.trim());
    const body = h("div", { class: "inside" });
    const languages = choice(t("language"), t.languages, language, (value) => set(model, { language: value }), {
      "data-keep": "language",
    });
    languages.classList.add("languages");
    root.replaceChildren(h("div", { class: "head" }, h("p", { class: "title" }, t(`name.${style}`)), languages), body);
    clean = draw(body, t);
    restore(root, kept);
  };
  build();
  model.on("change:language", build);
  // The book marks the element a widget lives in; in a notebook nobody else does.
  if (!el.closest("[data-widget]"))
    Object.assign(el.dataset, { widget: model.get("_anywidget_id").split(".").pop(), ready: "" });
  return () => {
    model.off("change:language", build);
    clean?.();
    root.remove();
  };
}

/** Which control has the focus, by its data-keep, so that drawing anew does not lose it. */
function keep(root) {
  const active = root.getRootNode().activeElement;
  const name = active && root.contains(active) ? active.dataset.keep : null;
  return name && { name, start: active.selectionStart, end: active.selectionEnd };
}

/** Draw a part anew without losing the focus. */
export function keeping(root, draw) {
  const kept = keep(root);
  draw();
  restore(root, kept);
}

function restore(root, kept) {
  if (!kept) return;
  const found = root.querySelector(`[data-keep="${CSS.escape(kept.name)}"]`);
  if (!found) return;
  found.focus({ preventScroll: true });
  if (typeof kept.start === "number") found.setSelectionRange?.(kept.start, kept.end);
}
