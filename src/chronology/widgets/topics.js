// Topics over time and together. Both views are a grid of cells; a cell is the events in it.

import { choice, radios } from "./kit/controls.js";
import { h } from "./kit/elements.js";
import { frame, keeping } from "./kit/frame.js";
import { roving } from "./kit/grid.js";
import { watchWidth } from "./kit/screen.js";
import { set, watch } from "./kit/watch.js";
import { drawList, notesOf, saidOf } from "./topics-card.js";
import { drawGrid } from "./topics-chart.js";
import { asked, extentOf, topicsGiven, yearsOf } from "./topics-rules.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model, Scene, Traits } from "./topics-types.js" */

/** @type {(keyof Traits)[]} */
const DRAWN = ["view", "topic", "years", "in_essay", "measure"];

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  const whole = extentOf(model.get("records"));
  return frame(model, el, "topics", ({ picture: body }, t) => mount(model, t, body, whole), []);
}

/** @param {Model} model @param {Words} t */
function mount(model, t, body, whole) {
  const parts = {
    controls: h("div", { class: "bar" }),
    rule: h("p", { class: "small", role: "status" }),
    plot: h("div", { class: "plot" }),
    said: h("p", { class: "said", "aria-live": "polite" }),
    notes: h("p", { class: "small" }),
    chosen: h("div", { class: "in-sight", "aria-live": "polite" }),
  };
  body.append(...Object.values(parts));
  const press = (cell) => cell.click();
  const rove = roving(parts.plot, {
    rows: () =>
      [...parts.plot.querySelectorAll("tr[data-topic]")].map((row) => [...row.querySelectorAll("[data-cell]")]),
    keys: { Enter: press, " ": press, Escape: () => set(model, { selected: [], topic: "" }) },
  });
  const drawPlot = () =>
    keeping(body, () => {
      draw(model, t, parts, asked(model, whole));
      rove();
    });
  const drawAll = () =>
    keeping(body, () => {
      parts.controls.replaceChildren(...controlsOf(model, t, whole));
      drawPlot();
    });
  const drawSelection = () => {
    drawPlot();
    drawList(model, t, parts.chosen);
  };
  drawAll();
  drawList(model, t, parts.chosen);
  const stop = watch(model, { selected: drawSelection }, DRAWN, drawAll);
  const unwatch = watchWidth(body, drawPlot, body.clientWidth);
  return () => {
    stop();
    unwatch();
  };
}

/**
 * The grid, the rule of counting, the legend, and what is to be said of the chosen topic.
 * @param {Model} model
 * @param {Words} t
 * @param {any} parts
 * @param {Scene} scene
 */
function draw(model, t, parts, scene) {
  const step = drawGrid(t, parts.plot, scene, {
    topic: (topic) => set(model, { topic }),
    events: (records) => pick(model, records),
  });
  parts.rule.textContent = t("rule", { events: scene.events.length, topics: topicsGiven(scene.events) });
  parts.notes.textContent = notesOf(t, scene, step);
  parts.said.replaceChildren(...saidOf(model, t, scene));
}

/**
 * Select some events; if they are selected already, none.
 * @param {Model} model
 */
function pick(model, records) {
  const ids = records.map((record) => record.id);
  const same = ids.length && JSON.stringify(ids) === JSON.stringify(model.get("selected"));
  set(model, { selected: same ? [] : ids });
}

/** @param {Model} model @param {Words} t */
function controlsOf(model, t, whole) {
  const { years } = asked(model, whole);
  const options = [];
  for (let year = whole[0]; year <= whole[1] && Number.isFinite(year); year += 1) options.push([`${year}`, `${year}`]);
  const { choices } = model.get("fixed");
  const views = choices.view.map((value) => [value, t(`view.${value}`)]);
  const measures = choices.measure.map((value) => [value, t(`measure.${value}`)]);
  const told = choices.in_essay.map((value) => [value, t(`in-essay.${value}`)]);
  const cut = (from, to) => set(model, { years: yearsOf(from, to, whole) });
  const year = (name, at, change) => choice(t(name), options, `${years[at]}`, change, { "data-keep": name });
  const essay = choice(t("in-essay"), told, model.get("in_essay"), (value) => set(model, { in_essay: value }), {
    "data-keep": "in-essay",
  });
  return [
    radios(t("view"), views, model.get("view"), (view) => set(model, { view })),
    radios(t("measure"), measures, model.get("measure"), (measure) => set(model, { measure })),
    year("from", 0, (value) => cut(+value, years[1])),
    year("to", 1, (value) => cut(years[0], +value)),
    essay,
  ];
}

export default { render };
