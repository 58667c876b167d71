// A question of the exercises with controls in which it can be answered, and what is said to the answer; or, for a chapter,
// how far the reader is, with the answers to download and to bring back.

import { watch } from "./kit/watch.js";
import { lackingOf } from "./kit/controls.js";
import { words } from "./kit/words.js";
import { bar, hear } from "./exercise-bar.js";
import { Card } from "./exercise-card.js";
import { sheetOf, watchSheets } from "./exercise-sheet.js";
import { h } from "./kit/elements.js";

/** @import { Model } from "./exercise-types.js" */

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  const t = words(model);
  const id = model.get("question");
  const asks = id.includes("-");
  const sheet = sheetOf(id.slice(0, 2), Boolean(model.page));
  const root = h("section", { class: "chronology exercise" });
  el.append(root);
  let update = () => {};
  const draw = () => {
    root.lang = model.get("language");
    root.setAttribute("aria-label", asks ? model.get("title") : `${t("sheet")} ${model.get("title")}`.trim());
    update = asks ? new Card(model, t, sheet, root).update : bar(model, t, sheet, root);
    update();
    root.prepend(lackingOf(model, t));
  };
  draw();
  const stop = watch(model, { language: draw, lacking: draw });
  const unwatch = watchSheets(() => update());
  const listen = (/** @type {any} */ { detail }) => hear(sheet, model.get("asked").questions, detail);
  if (!asks) addEventListener("chronology-cell", listen);
  // The book marks the element a widget lives in; in a notebook nobody else does.
  if (!el.closest("[data-widget]")) Object.assign(el.dataset, { widget: "Exercise", ready: "" });
  return () => {
    stop();
    unwatch();
    removeEventListener("chronology-cell", listen);
    root.remove();
  };
}

export default { render };
