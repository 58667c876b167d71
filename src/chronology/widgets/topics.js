// Topics over time and together. Both views are a grid of cells; a cell is the events in it.

import { choice, radios, share } from "./kit/controls.js";
import { h } from "./kit/elements.js";
import { frame, keep, restore } from "./kit/frame.js";
import { set, watchWidth } from "./kit/watch.js";
import { drawList, notesOf, saidOf } from "./topics-card.js";
import { drawGrid } from "./topics-chart.js";
import { asked, extentOf, topicsGiven, yearsOf } from "./topics-rules.js";

const VIEWS = ["time", "together"];
const MEASURES = ["number", "share"];
const DRAWN = ["view", "topic", "years", "in_essay", "measure"].map((name) => `change:${name}`).join(" ");

function render({ model, el }) {
  const whole = extentOf(model.get("records"));
  return frame(model, el, "topics", (body, t) => mount(model, t, body, whole));
}

function mount(model, t, body, whole) {
  const parts = {
    controls: h("div", { class: "bar" }),
    rule: h("p", { class: "small", role: "status" }),
    plot: h("div", { class: "plot" }),
    said: h("p", { class: "said", "aria-live": "polite" }),
    notes: h("p", { class: "small" }),
    chosen: h("div", { class: "in-sight", "aria-live": "polite" }),
  };
  body.append(...Object.values(parts), share(model, t) ?? "");
  const rove = roving(parts.plot, () => set(model, { selected: [], topic: "" }));
  const drawPlot = () => {
    const kept = keep(body);
    draw(model, t, parts, asked(model, whole));
    rove();
    restore(body, kept);
  };
  const drawAll = () => {
    const kept = keep(body);
    parts.controls.replaceChildren(...controlsOf(model, t, whole));
    drawPlot();
    restore(body, kept);
  };
  const drawSelection = () => {
    drawPlot();
    drawList(model, t, parts.chosen);
  };
  drawAll();
  drawList(model, t, parts.chosen);
  model.on(DRAWN, drawAll);
  model.on("change:selected", drawSelection);
  const stop = watchWidth(body, drawPlot, body.clientWidth);
  return () => {
    stop();
    model.off(DRAWN, drawAll);
    model.off("change:selected", drawSelection);
  };
}

/** The grid, the rule of counting, the legend, and what is to be said of the chosen topic. */
function draw(model, t, parts, scene) {
  const step = drawGrid(t, parts.plot, scene, {
    topic: (topic) => set(model, { topic }),
    events: (records) => pick(model, records),
  });
  parts.rule.textContent = t("rule", { events: scene.events.length, topics: topicsGiven(scene.events) });
  parts.notes.textContent = notesOf(t, scene, step);
  parts.said.replaceChildren(...saidOf(model, t, scene));
}

/** Select some events; if they are selected already, none. */
function pick(model, records) {
  const ids = records.map((record) => record.id);
  const same = ids.length && JSON.stringify(ids) === JSON.stringify(model.get("selected"));
  set(model, { selected: same ? [] : ids });
}

function controlsOf(model, t, whole) {
  const { years } = asked(model, whole);
  const options = [];
  for (let year = whole[0]; year <= whole[1] && Number.isFinite(year); year += 1) options.push([`${year}`, `${year}`]);
  const views = VIEWS.map((value) => [value, t(`view.${value}`)]);
  const measures = MEASURES.map((value) => [value, t(`measure.${value}`)]);
  const told = ["all", "yes", "no"].map((value) => [value, t(`in-essay.${value}`)]);
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

/** One cell is reached by Tab, the others by the arrow keys. Gives what is to be called when the cells are new. */
function roving(plot, leave) {
  let at = null; // the cell that Tab leads to, by data-keep
  const rows = () =>
    [...plot.querySelectorAll("tr[data-topic]")].map((each) => [...each.querySelectorAll("[data-cell]")]);
  const mark = (cell) => {
    for (const each of plot.querySelectorAll("[tabindex='0']")) each.tabIndex = -1;
    cell.tabIndex = 0;
    at = cell.dataset.keep;
  };
  plot.addEventListener("focusin", ({ target }) => target.dataset.cell !== undefined && mark(target));
  plot.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-cell]");
    const all = rows();
    const y = all.findIndex((each) => each.includes(cell));
    if (y < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const x = all[y].indexOf(cell);
    const to = {
      ArrowLeft: [x - 1, y],
      ArrowRight: [x + 1, y],
      ArrowUp: [x, y - 1],
      ArrowDown: [x, y + 1],
      Home: [0, y],
      End: [all[y].length - 1, y],
    }[event.key];
    if (to) all[to[1]]?.[to[0]]?.focus();
    else if (event.key === "Enter" || event.key === " ") cell.click();
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
  });
  return () => {
    const cells = rows().flat();
    const cell = cells.find((each) => each.dataset.keep === at) ?? cells[0];
    if (cell) mark(cell);
  };
}

export default { render };
