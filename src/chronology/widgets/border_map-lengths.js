// Fewer points, fewer kilometres: a plot of both, and beside it what others have counted.

import { CERTAIN } from "./kit/certainty.js";
import { h, s } from "./kit/elements.js";
import { set } from "./kit/watch.js";
import { least, most } from "./border_map-rules.js";

/** @import { Ctx } from "./border_map-types.js" */

const [ABOVE, BELOW, LEFT, RIGHT] = [14, 40, 42, 34]; // pixels around the plot

/** @param {Ctx} ctx */
export function drawLengths(ctx) {
  const { model, steps } = ctx;
  const slider = h("input", {
    type: "range",
    min: 0,
    max: Math.max(0, steps.length - 1),
    step: 1,
    "data-keep": "every",
    oninput: (event) => set(model, { every: steps[event.target.value] }),
  });
  const told = h("p", { class: "small" });
  const chart = s("svg", { role: "img" });
  const list = h(
    "ol",
    { class: "published" },
    ctx.lengths.map((each) => lengthOf(ctx, each)),
  );
  const tell = () => {
    const text = ctx.fine ? keptInWords(ctx) : "";
    const at = steps.findLastIndex((step) => step >= ctx.every());
    slider.value = String(Math.max(0, at));
    slider.setAttribute("aria-valuetext", text);
    told.textContent = text;
  };
  const mark = (id) => {
    for (const item of list.children)
      item.firstChild.setAttribute("aria-pressed", item.dataset.id === id ? "true" : "false");
  };
  return { slider, told, chart, list, tell, mark, draw: () => drawPlot(ctx, chart, list) };
}

/** @param {Ctx} ctx */
function lengthOf({ number, select, t }, each) {
  const certainty = t(`certainty.${each.certainty}`);
  const counts = h("span", { class: "counts small" }, " ", t.spoken("span", each.counts), ` · ${certainty}`);
  const amount = h("span", { class: "amount" }, t(`qualifier.${each.qualifier}`, { n: number(each.km, 1) }));
  return h(
    "li",
    { "data-id": each.id },
    h(
      "button",
      { type: "button", "data-keep": `length-${each.id}`, onclick: () => select(each.id) },
      h("span", { class: "sign", "aria-hidden": "true" }, CERTAIN[each.certainty] ?? "?"),
      h("span", {}, amount, counts),
    ),
  );
}

/** @param {Ctx} ctx */
function keptInWords({ every, fine, kept, number, percent, t }) {
  const now = kept(every());
  return t("kept", {
    every: every() > 1 ? t("every", { n: number(every()) }) : t("every-one"),
    points: number(now.points),
    km: number(now.km),
    share: percent(now.km / (fine.km || 1)),
  });
}

/**
 * Kilometres (up) over points (to the right, by powers of ten), with a stroke from each published length to its row.
 * @param {Ctx} ctx
 */
function drawPlot(ctx, chart, list) {
  const { every, fine, kept, lengths, lines, number, steps, t } = ctx;
  const [wide, high] = [chart.clientWidth, chart.clientHeight];
  if (!wide || !fine) return;
  const all = steps.map(kept);
  const top = most([1000, ...lengths.map((each) => each.km), ...lines.map((line) => line.km)]) * 1.04;
  const low = Math.log10(least(all.map((each) => each.points)));
  const span = Math.log10(fine.points) - low || 1;
  const right = wide - RIGHT;
  const plot = {
    wide,
    high,
    top,
    right,
    X: (n) => LEFT + ((Math.log10(n) - low) / span) * (right - 50),
    Y: (km) => high - BELOW - (km / top) * (high - ABOVE - BELOW),
  };
  /** @returns {[number, number]} */
  const at = (each) => [plot.X(each.points), plot.Y(each.km)];
  const now = kept(every());
  chart.replaceChildren(
    ...axesOf(ctx, plot, 10 ** low),
    ...leaders(ctx, plot, chart, list),
    s("path", { class: "curve", d: `M${all.map((each) => at(each).join(" ")).join("L")}` }),
    ...all.map((each) => s("circle", { class: "step", cx: plot.X(each.points), cy: plot.Y(each.km), r: 3 })),
    ...lines.flatMap((line, i) => markOf(ctx, line, i, at(line))),
    s("circle", { class: "now", cx: plot.X(now.points), cy: plot.Y(now.km), r: 8 }),
  );
  const [first, last] = [all[0], all.at(-1)];
  const ends = { a: number(first.km), m: number(first.points), b: number(last.km), n: number(last.points) };
  chart.setAttribute("aria-label", t("plot", ends));
}

/** @param {Ctx} ctx */
const axesOf = ({ fine, number, t }, { high, right, top, X, Y }, fewest) => [
  ...Array.from({ length: Math.floor(top / 2000) + 1 }, (_, i) => i * 2000).flatMap((km) => [
    s("path", { class: "grid", d: `M${LEFT} ${Y(km)}H${right}` }),
    s("text", { x: LEFT - 4, y: Y(km) + 4, "text-anchor": "end" }, number(km)),
  ]),
  s("text", { x: 0, y: 10 }, t("axis-km")),
  ...[2, 10, 100, 1000]
    .filter((n) => n >= fewest && n <= fine.points)
    .map((n) => s("text", { x: X(n), y: high - 22, "text-anchor": "middle" }, number(n))),
  s("text", { x: right, y: high - 6, "text-anchor": "end" }, t("axis-points")),
];

/**
 * A stroke from each published length to its row, if the list stands beside the plot.
 * @param {Ctx} ctx
 */
function leaders({ lengths, model }, { wide, high, right, Y }, chart, list) {
  const box = chart.getBoundingClientRect();
  const beside = list.getBoundingClientRect().left >= box.right - 2;
  return lengths.map((each, i) => {
    const row = list.children[i].getBoundingClientRect();
    const end = Math.min(high - 2, Math.max(2, row.top + row.height / 2 - box.top));
    const chosen = each.id === model.get("selected");
    const d = `M${chosen ? LEFT : right - 6} ${Y(each.km)}H${right}${beside ? `L${wide} ${end}` : ""}`;
    return s("path", { class: chosen ? "leader chosen" : "leader", d });
  });
}

/**
 * The sign of a line and its name.
 * @param {Ctx} ctx
 */
function markOf({ fine, scaleOf }, line, i, [x, y]) {
  const d = {
    coarse: `M${x} ${y - 6}l6 6l-6 6l-6-6Z`,
    middle: `M${x - 5} ${y - 5}h10v10h-10Z`,
    fine: `M${x} ${y - 7}l7 12h-14Z`,
  }[line.look];
  const below = { x, y: y + 20, "text-anchor": "middle" };
  const beside = { x: x - 9, y: y - 8, "text-anchor": "end" };
  return [
    s("path", { class: `sign-of ${line.look}`, d }),
    s("text", i && line !== fine ? below : beside, scaleOf(line)),
  ];
}
