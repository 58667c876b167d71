// The border map: controls, map, table, strips, plot and cards, kept in step with the traits.

import { CERTAIN } from "./kit/certainty.js";
import { choice } from "./kit/controls.js";
import { button, h } from "./kit/elements.js";
import { frame, keyOf } from "./kit/frame.js";
import { perFrame, watchSize } from "./kit/screen.js";
import { set, watch } from "./kit/watch.js";
import { cardOfLength, cardOfPlace } from "./border_map-card.js";
import { BorderChart } from "./border_map-chart.js";
import { drawLengths } from "./border_map-lengths.js";
import { drawPanels } from "./border_map-panels.js";
import { boundsOf, most, readLines, thinner } from "./border_map-rules.js";
import { drawStrips } from "./border_map-strips.js";
import { drawTable, sample } from "./border_map-table.js";
import { inWords } from "./border_map-words.js";

/** @import { Ctx, Model } from "./border_map-types.js" */

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  const data = read(model);
  const open = { where: true, fewer: true }; // the parts that can be folded
  return frame(
    model,
    el,
    "border_map",
    (parts, t) => draw({ model, t, frame: parts, open, ...data, ...inWords(model, t) }),
    ["map", "table", "code"],
  );
}

/**
 * The traits as the script uses them.
 * @param {Model} model
 */
function read(model) {
  const { grid, parallel } = model.get("fixed");
  const lines = readLines(model.get("lines"), grid);
  const fine = lines.at(-1);
  const longest = most([2, ...(fine?.parts ?? []).map((part) => part.length)]) - 1;
  return {
    lines,
    fine,
    bends: fine?.parts.flat() ?? [],
    whole: boundsOf(lines),
    parallel,
    places: model.get("places"),
    lengths: model.get("lengths"),
    cuts: model.get("cuts"),
    happened: new Map(model.get("happened").map((event) => [event.id, event])),
    steps: [...model.get("steps")].reverse(), // from few points to all
    kept: thinner(fine),
    every: () => Math.min(longest, Math.max(1, Math.round(model.get("every")) || 1)),
    shown: () => lines.filter((line) => model.get("scales").includes(line.scale)),
    select: (id) => set(model, { selected: model.get("selected") === id ? "" : id }),
  };
}

/**
 * The body of the widget. ctx: what all parts know, model, t, what `read` gives and the words; this adds the parts.
 * @param {Ctx} ctx
 */
function draw(ctx) {
  const { frame, model } = ctx;
  ctx.chart = new BorderChart(ctx);
  ctx.table = drawTable(ctx);
  ctx.strips = drawStrips(ctx);
  ctx.plot = drawLengths(ctx);
  ctx.cards = drawCards(ctx);
  const { cards, chart, plot, strips, table } = ctx;
  frame.controls.prepend(...controlsOf(ctx));
  frame.picture.append(...contentsOf(ctx));
  frame.details.append(cards.place, cards.length);
  frame.help.append(...["keys", "touch"].map((key) => h("p", { class: key }, ctx.t(key))));
  frame.legend.append(...ctx.lines.map((line) => keyOf(sample(line.look), ctx.scaleOf(line))));
  frame.rows = () => table.rows();
  const stop = watch(model, {
    more: cards.update,
    view: () => {
      if (chart.isForeign()) {
        chart.follow();
        table.speak();
      }
      strips.mark();
    },
    scales: () => {
      chart.drawLines();
      table.check();
      table.speak();
    },
    every: () => {
      chart.drawLines();
      table.renew();
      plot.tell();
      plot.draw();
    },
    selected: () => {
      cards.update();
      if (model.get("selected"))
        frame.reveal(frame.picture.querySelector(`[data-id="${CSS.escape(model.get("selected"))}"]`));
      chart.drawLabels();
      plot.draw();
    },
  });
  const size = () => {
    chart.resize();
    plot.draw();
  };
  const unwatch = watchSize([chart.element, plot.list], size, perFrame(size));
  chart.drawLines();
  table.draw();
  cards.update();
  plot.tell();
  size();
  chart.follow();
  strips.mark();
  table.speak();
  return () => {
    unwatch();
    chart.stop();
    stop();
  };
}

/**
 * What stands in the body, from above.
 * @param {Ctx} ctx
 */
function contentsOf(ctx) {
  const { chart, cards, cuts, fine, number, plot, strips, t, table } = ctx;
  const small = (key, style = "", values = {}) => h("p", { class: `small ${style}`.trim() }, t(key, values));
  const certain = ["seen", "knowledge", "none"].map((each) => `${CERTAIN[each]} ${t(`certainty.${each}`)}`);
  const published = h("div", {}, small("published"), plot.list, h("p", { class: "small key" }, certain.join(" · ")));
  return [
    drawPanels(ctx),
    chart.element,
    cards.heard,
    h("label", { class: "every" }, h("span", {}, t("keep")), plot.slider),
    plot.told,
    table.element,
    fold(ctx, "where", small("where-note", "", { km: number((fine?.km ?? 0) / (cuts.length || 1)) }), strips.element),
    fold(ctx, "fewer", h("div", { class: "chart" }, h("figure", {}, plot.chart), published)),
    small("evidence"),
  ];
}

/**
 * A part that can be folded; it stays as it is when the language changes.
 * @param {Ctx} ctx
 */
function fold({ open, t }, name, ...inside) {
  const remember = (event) => {
    open[name] = event.target.open;
  };
  const title = h("summary", { "data-keep": name }, t(name));
  return h("details", { open: open[name], ontoggle: remember }, title, ...inside);
}

/** @param {Ctx} ctx */
function controlsOf({ cards, chart, t }) {
  const named = (key, sign, action) => button(sign, action, { "aria-label": t(key), title: t(key), "data-keep": key });
  const pan = (dx, dy) => () => chart.pan(dx, dy);
  const zooms = [
    named("zoom-out", "−", () => chart.zoomOut()),
    named("zoom-in", "+", () => chart.zoomIn()),
    button(t("whole"), () => chart.showAll(), { "data-keep": "whole" }),
  ];
  const ways = [
    named("west", "←", pan(-0.25, 0)),
    named("north", "↑", pan(0, -0.25)),
    named("south", "↓", pan(0, 0.25)),
    named("east", "→", pan(0.25, 0)),
  ];
  return [h("div", { class: "group" }, zooms), h("div", { class: "group" }, ways), cards.chooser];
}

/**
 * The cards of a place and of a length, and the choice of a place.
 * @param {Ctx} ctx
 */
function drawCards(ctx) {
  const { frame, chart, lengths, model, places, plot, t } = ctx;
  const [place, length] = [h("div", {}), h("div", {})];
  const heard = h("p", { class: "unseen", role: "status" });
  const choose = (id) => {
    set(model, { selected: id });
    const chosen = places.find((each) => each.id === id);
    if (chosen) chart.show(chosen);
  };
  const options = [["", t("no-place")], ...places.map((each) => [each.id, t.say(each.name)])];
  const chooser = choice(t("place"), options, "", choose, { "data-keep": "place" });
  const close = () => {
    const from = frame.body.querySelector(`[data-id="${CSS.escape(model.get("selected"))}"]`);
    set(model, { selected: "" });
    const back = from?.matches("button:not([hidden])") ? from : (from?.querySelector("button") ?? chart.element);
    back.focus({ preventScroll: true });
  };
  const show = (card, contents) => {
    card.className = contents ? "detail" : "";
    card.replaceChildren(...(contents ? [...contents, button(t("close"), close, { "data-keep": "close" })] : []));
  };
  function update() {
    const id = model.get("selected");
    const here = places.find((each) => each.id === id);
    const counted = lengths.find((each) => each.id === id);
    show(place, here && cardOfPlace(ctx, here));
    show(length, counted && cardOfLength(ctx, counted));
    plot.mark(id);
    chooser.querySelector("select").value = here ? id : "";
    heard.textContent = here ? `${t.say(here.name)}. ${t("events-n", { n: here.events.length })}` : "";
  }
  return { place, length, heard, chooser, update };
}

export default { render };
