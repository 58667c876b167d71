// Where the kilometres are added: strips of the border, each a button that shows it.

import { h } from "./kit/elements.js";
import { most } from "./border_map-rules.js";

/** @import { Ctx } from "./border_map-types.js" */

/** @param {Ctx} ctx */
export function drawStrips(ctx) {
  const { cuts } = ctx;
  const longest = most([1, ...cuts.map(added)]);
  const element = h(
    "ol",
    { class: "cuts" },
    cuts.map((cut) => h("li", { "data-id": `${cut.n}` }, stripOf(ctx, cut, longest))),
  );
  const mark = () => {
    const view = JSON.stringify(ctx.model.get("view"));
    cuts.forEach((cut, i) => {
      const on = JSON.stringify(cut.view) === view;
      element.children[i].firstElementChild.setAttribute("aria-pressed", on ? "true" : "false");
    });
  };
  return { element, mark };
}

const added = ({ km }) => km.at(-1) - km[0];

/** @param {Ctx} ctx */
function stripOf({ change, chart, number, signed, t }, cut, longest) {
  const [west, , east] = cut.view;
  const more = added(cut);
  return h(
    "button",
    { type: "button", "data-keep": `strip-${cut.n}`, onclick: () => chart.goTo(cut.view) },
    h("span", {}, t("strip", { n: cut.n, west: number(west, 2), east: number(east, 2) })),
    h(
      "span",
      { class: "bar-room", "aria-hidden": "true" },
      h("i", { style: `width:${Math.max(0, (more / longest) * 100)}%` }),
    ),
    h("span", { class: "number" }, `${signed(more)} ${t("axis-km")} (${cut.km[0] ? change(more / cut.km[0]) : "–"})`),
  );
}
