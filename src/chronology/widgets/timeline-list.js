// The same events as a list.

import { button, h } from "./kit/elements.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Ctx, Model } from "./timeline-types.js" */

export const LONGEST = 200; // entries before "more"

/** @param {Ctx} ctx */
export function drawList(ctx) {
  const { model, t } = ctx;
  const element = h("div", { class: "listed" });
  let most = LONGEST;
  let shown = null; // the events that the list holds now
  function more() {
    const next = most;
    most += LONGEST;
    update();
    element.querySelectorAll("li button")[next]?.focus();
  }
  function update() {
    element.hidden = model.get("show") !== "list";
    if (element.hidden) return;
    if (shown !== ctx.chosen) most = LONGEST;
    shown = ctx.chosen;
    const left = Math.min(LONGEST, shown.length - most);
    const entries = shown.slice(0, most).map((row) => entry(ctx, row));
    element.replaceChildren(h("ol", {}, entries), left > 0 ? button(t("more", { n: left }), more) : "");
  }
  const mark = () => {
    for (const each of element.querySelectorAll("[data-id]"))
      each.setAttribute("aria-pressed", isSelected(model, each.dataset.id));
  };
  return { element, update, mark };
}

/** @param {Model} model */
const isSelected = (model, id) => (model.get("selected").includes(id) ? "true" : "false");

/** @param {Ctx} ctx */
const entry = ({ dateOf, model, select, t }, row) =>
  h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        "data-id": row.id,
        "data-keep": `item-${row.id}`,
        "aria-pressed": isSelected(model, row.id),
        onclick: (event) => select(row.id, event.ctrlKey || event.metaKey || event.shiftKey),
      },
      h("span", { class: "when" }, dateOf(row)),
      t.spoken("span", row.title, { class: "what" }),
      row.verdict && signOf(t, row.verdict),
    ),
  );

/** @param {Words} t */
const signOf = (t, verdict) =>
  h("span", { class: `sign verdict-${verdict}`, role: "img", "aria-label": t(`verdict.${verdict}`) }, t.sign(verdict));
