// Topics over time and together. Both views are a grid of cells; a cell is the events in it.

import { callOf, keywords, traitsSet } from "./kit/code.js";
import { choice } from "./kit/controls.js";
import { radios } from "./kit/radios.js";
import { h } from "./kit/elements.js";
import { frame, keeping, keyOf, rowButton } from "./kit/frame.js";
import { roving } from "./kit/grid.js";
import { watchWidth } from "./kit/screen.js";
import { set, watch } from "./kit/watch.js";
import { verdictOf } from "./kit/waiting.js";
import { drawList, notesOf, saidOf } from "./topics-card.js";
import { drawGrid, topicName } from "./topics-chart.js";
import { asked, extentOf, topicsGiven, yearsOf } from "./topics-rules.js";

/** @import { Frame, Words } from "./kit/types.js" */
/** @import { Model, Scene, Traits } from "./topics-types.js" */

/** @type {(keyof Traits)[]} */
const DRAWN = ["view", "topic", "years", "in_essay", "measure"];

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  const whole = extentOf(model.get("records"));
  return frame(model, el, "topics", (parts, t) => mount(model, t, parts, whole));
}

/** @param {Model} model @param {Words} t @param {Frame} made */
function mount(model, t, made, whole) {
  const parts = {
    ...made,
    plot: h("div", { class: "plot" }),
    said: h("p", { class: "said", "aria-live": "polite" }),
    notes: h("p", {}),
    controls: h("div", { class: "controls" }),
  };
  const { body } = made;
  made.picture.append(parts.plot, parts.said);
  made.controls.prepend(parts.controls);
  made.help.append(parts.notes);
  made.legend.append(keyOf("bead told", t("told.yes")), keyOf("bead", t("told.no")));
  made.rows = () => rowsOf(model, t, asked(model, whole).events);
  made.direct = () => directOf(model, asked(model, whole).events);
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
      const [view, measure, ...filters] = controlsOf(model, t, whole);
      parts.controls.replaceChildren(view, measure);
      made.filters.replaceChildren(h("div", { class: "bar" }, filters));
      made.filtered(Number(model.get("years").length > 0) + Number(model.get("in_essay") !== "all"));
      drawPlot();
    });
  const drawSelection = () => {
    drawPlot();
    drawList(model, t, made.details, close);
    if (model.get("selected").length) made.reveal(parts.plot.querySelector("td[aria-selected=true]"));
  };
  const close = () => {
    const id = model.get("selected")[0];
    set(model, { selected: [] });
    (rowButton(body, id) ?? parts.plot.querySelector("[tabindex='0']"))?.focus({ preventScroll: true });
  };
  drawAll();
  drawList(model, t, made.details, close);
  const stop = watch(model, { selected: drawSelection }, DRAWN, drawAll);
  const unwatch = watchWidth(parts.plot, drawPlot, parts.plot.clientWidth);
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
  parts.count.textContent = t("rule", { events: scene.events.length, topics: topicsGiven(scene.events) });
  parts.notes.textContent = notesOf(t, scene, step);
  parts.said.replaceChildren(...saidOf(model, t, scene));
}

/**
 * The events that are shown, as a table.
 * @param {Model} model
 * @param {Words} t
 */
const rowsOf = (model, t, events) => ({
  heads: [t("table.date"), t("table.event"), t("table.topics"), t("in-essay"), t("verdict")],
  head: 1,
  rows: events,
  id: (record) => record.id,
  cells: (record) => [
    h("span", { class: "when" }, t.say(record.date) || t("no-date")),
    t.spoken("span", record.title),
    record.topics.map((topic) => topicName(t, topic)).join(", "),
    t(record.told ? "told.yes" : "told.no"),
    verdictOf(t, record),
  ],
  pick: (record, add) => pick(model, [record], add),
  picked: () => model.get("selected"),
});

/**
 * The events as ch.events() gives them, where it knows all that is set.
 * @param {Model} model
 */
function directOf(model, events) {
  const { years, in_essay: told, selected = [], ...traits } = traitsSet(model);
  if (model.get("source") || years) return null;
  const shown = new Set(events.map((record) => record.id));
  const chosen = selected.filter((id) => shown.has(id));
  const asks = { between: ["1990", "2100"], ...(told && { in_essay: told === "yes" }) };
  return {
    rows: callOf("ch.events", keywords(asks)),
    traits: { ...traits, ...(chosen.length && { selected: chosen }) },
  };
}

/**
 * Select some events; if they are selected already, none. add: besides the others.
 * @param {Model} model
 */
function pick(model, records, add = false) {
  const now = add ? model.get("selected") : [];
  const ids = [...now, ...records.map((record) => record.id).filter((id) => !now.includes(id))];
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
