// What is in the frame: the kilometres of each line, as a table and as a sentence.

import { h, s } from "./kit/elements.js";
import { keeping } from "./kit/frame.js";
import { set } from "./kit/watch.js";
import { lengthIn } from "./border_map-rules.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Ctx } from "./border_map-types.js" */

/** @param {Ctx} ctx */
export function drawTable(ctx) {
  const { lines, model, number, signed, change, t } = ctx;
  const element = h("table", { class: "measured" });
  const said = ctx.frame.count;
  said.classList.add("said");
  const cells = new Map(); // of each line: its cells of numbers
  const inFrame = (line) => lengthIn(line.segments, ctx.chart.view.box);
  const row = (key, head) => {
    cells.set(key, [h("td", { class: "number" }), h("td", { class: "number" })]);
    return h("tr", { "data-scale": key }, h("th", { scope: "row" }, head), cells.get(key));
  };
  function draw() {
    cells.clear();
    const thinned = ctx.every() > 1 ? row("thinned", headOfThinned(ctx)) : null;
    const rows = lines.map((line) => row(line.scale, headOf(ctx, line)));
    element.replaceChildren(titles(t), h("tbody", {}, rows, thinned));
    measure();
  }
  function measure() {
    const base = lines.length ? inFrame(lines[0]) : 0;
    for (const [key, [km, more]] of cells) {
      const length = inFrame(key === "thinned" ? ctx.kept(ctx.every()) : lines.find((line) => line.scale === key));
      km.textContent = number(length);
      km.dataset.km = length.toFixed(3);
      if (key === lines[0]?.scale || !base) more.textContent = "–";
      else more.replaceChildren(`${signed(length - base)} `, h("span", {}, `(${change(length / base - 1)})`));
    }
  }
  /** The sentence waits until the map stands still, so that a screen reader is not flooded. */
  const speak = () => {
    said.textContent = sentence(ctx, inFrame);
  };
  const check = () => {
    for (const each of element.querySelectorAll("input")) each.checked = model.get("scales").includes(each.value);
  };
  const renew = () => keeping(element, draw);
  /** The lines as they are measured, as rows of a table. */
  const rows = () => ({
    heads: [t("line"), t("points"), t("in-frame"), t("added")],
    rows: [...lines, ...(ctx.every() > 1 ? [{ ...ctx.kept(ctx.every()), scale: `every ${ctx.every()}` }] : [])],
    id: (line) => line.scale,
    cells: (line) => {
      const more = lines.length ? inFrame(line) - inFrame(lines[0]) : 0;
      const name = lines.includes(line) ? ctx.scaleOf(line) : t("every", { n: number(ctx.every()) });
      return [name, number(line.points), number(inFrame(line)), line === lines[0] ? "–" : signed(more)];
    },
  });
  return { element, draw, measure, speak, check, renew, rows };
}

/** @param {Words} t */
const titles = (t) =>
  h(
    "thead",
    {},
    h(
      "tr",
      {},
      h("th", { scope: "col" }, t("line")),
      h("th", { scope: "col", class: "number" }, t("in-frame")),
      h("th", { scope: "col", class: "number" }, t("added")),
    ),
  );

export const sample = (look) =>
  s(
    "svg",
    { class: "sample", "aria-hidden": "true" },
    s("path", { class: look, d: "M2 8H34" }),
    look === "thinned" ? s("path", { class: "kept", d: "M3 8h0M18 8h0M33 8h0" }) : "",
  );

/** @param {Ctx} ctx */
const about = ({ number, t }, line) =>
  h("span", { class: "small" }, t("points-n", { n: number(line.points), km: number(line.km) }));

/** @param {Ctx} ctx */
function headOf(ctx, line) {
  const { lines, model } = ctx;
  const toggle = (event) => {
    const now = new Set(model.get("scales"));
    now[event.target.checked ? "add" : "delete"](line.scale);
    set(model, { scales: lines.map((each) => each.scale).filter((each) => now.has(each)) });
  };
  const box = h("input", {
    type: "checkbox",
    value: line.scale,
    checked: model.get("scales").includes(line.scale),
    "data-keep": `scale-${line.scale}`,
    onchange: toggle,
  });
  const words = h("span", {}, ctx.scaleOf(line), " ", about(ctx, line));
  return h("label", { class: "line" }, box, sample(line.look), words);
}

/** @param {Ctx} ctx */
function headOfThinned(ctx) {
  const every = ctx.every();
  const words = h("span", {}, ctx.t("every", { n: ctx.number(every) }), " ", about(ctx, ctx.kept(every)));
  return h("span", { class: "line" }, sample("thinned"), words);
}

/**
 * The first and the last of the lines that are shown, compared in a sentence.
 * @param {Ctx} ctx
 */
function sentence({ change, chart, lines, number, scaleOf, shown, signed, t }, inFrame) {
  const compared = shown().length > 1 ? shown() : lines;
  if (!compared.length) return t("no-lines");
  const [first, last] = [compared[0], compared.at(-1)];
  const [a, b] = [inFrame(first), inFrame(last)];
  if (!a && !b) return t("stretch-none");
  const values = {
    a: number(a),
    b: number(b),
    first: scaleOf(first),
    last: scaleOf(last),
    added: signed(b - a),
    share: change(b / a - 1),
  };
  if (!a) return t("stretch-missed", values);
  return chart.view.box ? t("stretch", values) : t("stretch-whole", values);
}
