// The matrix of documents. A cell has two parts that never mix: a ring for the essay's claim, and in it what a reader
// of the text found. Without a reader there is a question mark, never an empty cell.

import { h } from "./kit/elements.js";
import { frame, keeping } from "./kit/frame.js";
import { roving } from "./kit/grid.js";
import { set, watch } from "./kit/watch.js";
import { cardRow, reveal } from "./matrix-card.js";
import { dress, legendOf, summaryOf, tableOf } from "./matrix-chart.js";
import { arrangement, choices, filterPanel, filterTitle } from "./matrix-controls.js";
import { asked } from "./matrix-rules.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model, Scene, Traits } from "./matrix-types.js" */

/** @type {(keyof Traits)[]} */
const DRAWN = ["columns", "scope", "sort", "group", "filters", "selected"];

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  const folding = { open: false }; // the filters, also after a change of language
  return frame(model, el, "matrix", ({ picture: body }, t) => mount(model, t, body, folding), []);
}

/** The parts of the widget, all empty. */
function skeleton(folding) {
  const table = h("table", { role: "grid" });
  return {
    controls: h("div", { class: "bar controls" }),
    summary: h("summary", { "data-keep": "filters" }),
    panel: h("div", { class: "bar panel" }),
    legend: h("div", { class: "legend" }),
    status: h("p", { class: "small", role: "status" }),
    choices: h("div", { class: "bar" }),
    table,
    field: h("div", { class: "field" }, table),
    folded: { class: "filters", open: folding.open, ontoggle: (event) => (folding.open = event.target.open) },
  };
}

/** @param {Model} model @param {Words} t */
function mount(model, t, body, folding) {
  const parts = skeleton(folding);
  body.append(
    parts.controls,
    h("details", parts.folded, parts.summary, parts.panel),
    parts.legend,
    parts.status,
    parts.choices,
    parts.field,
    h("p", { class: "small keys" }, t("keys")),
  );
  const rove = stopsOf(model, parts.table);
  const card = opening(model, t, parts);
  const redraw = () => {
    const scene = asked(model);
    drawControls(model, t, parts, scene);
    drawTable(model, t, parts, scene);
    rove();
    card();
  };
  const draw = () => keeping(body, redraw);
  draw();
  return watch(model, { cell: card }, DRAWN, draw);
}

/**
 * Let the boxes and cells of the table be reached by keys; an open card follows the focus.
 * @param {Model} model
 */
function stopsOf(model, table) {
  const open = () => model.get("cell");
  table.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open().length) close(model, table, open());
  });
  return roving(table, {
    rows: () => [...table.querySelectorAll("tr[data-id]")].map((row) => [...row.querySelectorAll("[data-keep]")]),
    first: ([row]) => row?.[1],
    moved: (stop) => {
      if (open().length && stop.dataset.column) set(model, { cell: stop.dataset.keep.split("|") });
    },
  });
}

/** @param {Model} model @param {Words} t @param {any} parts @param {Scene} scene */
function drawControls(model, t, parts, scene) {
  parts.controls.replaceChildren(...arrangement(model, t, scene));
  parts.summary.textContent = filterTitle(t, scene);
  parts.panel.replaceChildren(...filterPanel(model, t, scene));
  const chosen = choices(model, t, scene);
  parts.choices.hidden = !chosen.length;
  parts.choices.replaceChildren(...chosen);
}

/** @param {Model} model @param {Words} t @param {any} parts @param {Scene} scene */
function drawTable(model, t, parts, scene) {
  parts.status.textContent = summaryOf(t, scene);
  parts.legend.replaceChildren(...legendOf(t, scene));
  parts.field.hidden = !scene.kept.length;
  dress(t, parts.table, scene, model.get("language"));
  parts.table.replaceChildren(...(scene.kept.length ? tableOf(t, scene, actions(model)) : []));
}

/**
 * What the boxes and cells of the table do.
 * @param {Model} model
 */
const actions = (model) => ({
  tick: (id, on) => {
    const others = asked(model).selected.filter((each) => each !== id);
    set(model, { selected: on ? [...others, id] : others });
  },
  open: (id, column) => {
    const [now, its] = model.get("cell");
    set(model, { cell: now === id && its === column ? [] : [id, column] });
  },
});

/** @param {HTMLElement} table @param {string[]} cell @returns {HTMLElement | null} */
const cellAt = (table, [id, column]) =>
  id === undefined ? null : table.querySelector(`[data-keep="${CSS.escape(`${id}|${column}`)}"]`);

/** @param {Model} model */
function close(model, table, cell) {
  set(model, { cell: [] });
  cellAt(table, cell)?.focus();
}

/**
 * Gives the function that draws the card of the open cell, and brings it into sight once.
 * @param {Model} model
 * @param {Words} t
 */
function opening(model, t, { table, field }) {
  let revealed = null; // drawing anew does not bring it back
  return () => {
    table.querySelector(".opened")?.remove();
    for (const each of table.querySelectorAll("[aria-expanded=true]")) each.setAttribute("aria-expanded", "false");
    const open = model.get("cell");
    const cell = cellAt(table, open);
    const before = revealed;
    revealed = cell?.dataset.keep ?? null;
    if (!cell) return;
    cell.setAttribute("aria-expanded", "true");
    const scene = asked(model);
    const row = scene.rows.find((each) => each.id === open[0]);
    const line = cell.closest("tr");
    line.after(cardRow(model, t, scene, row, open[1], () => close(model, table, open)));
    if (revealed !== before) reveal(field, table.tHead, line, line.nextElementSibling);
  };
}

export default { render };
