// The whole border at every scale side by side, each with its length: what the map below takes apart.

import { h, s } from "./kit/elements.js";
import { flat, pathOf } from "./border_map-chart.js";

/** @import { Ctx } from "./border_map-types.js" */

/** @param {Ctx} ctx */
export const drawPanels = (ctx) =>
  h(
    "div",
    { class: "panels" },
    ctx.lines.map((line) => panelOf(ctx, line)),
  );

/** @param {Ctx} ctx */
function panelOf({ chart, number, scaleOf, t, whole }, line) {
  const [west, south, east, north] = whole;
  const [left, top] = flat([west, north], chart.view);
  const [right, bottom] = flat([east, south], chart.view);
  return h(
    "figure",
    { "data-panel": line.scale },
    s(
      "svg",
      { viewBox: `${left} ${top} ${right - left} ${bottom - top}`, "aria-hidden": "true" },
      s("path", { class: line.look, d: pathOf(line.parts, chart.view) }),
    ),
    h(
      "figcaption",
      {},
      h("span", { class: "length" }, t("qualifier.exact", { n: number(line.km) })),
      " ",
      h("span", { class: "small" }, scaleOf(line)),
    ),
  );
}
