// The matrix of documents. A cell has two parts that never mix: a ring for the essay's claim, and in it what a reader
// of the text found. Without a reader there is a question mark, never an empty cell.

import { h } from "./kit/elements.js";
import { frame, keeping } from "./kit/frame.js";
import { roving } from "./kit/grid.js";
import { set, watch } from "./kit/watch.js";
import { cardOf, reveal } from "./matrix-card.js";
import { dress, legendOf, summaryOf, tableOf } from "./matrix-chart.js";
import { amountOf, arrangement, choices, filterPanel } from "./matrix-controls.js";
import { asked, stateIn } from "./matrix-rules.js";
import { columnName, label } from "./matrix-words.js";

/** @import { Frame, Words } from "./kit/types.js" */
/** @import { Model, Scene, Traits } from "./matrix-types.js" */

/** @type {(keyof Traits)[]} */
const DRAWN = ["columns", "scope", "sort", "group", "filters", "selected"];

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  return frame(model, el, "matrix", (parts, t) => mount(model, t, parts));
}

/** @param {Model} model @param {Words} t @param {Frame} made */
function mount(model, t, made) {
  const table = h("table", { role: "grid" });
  const parts = {
    ...made,
    row: h("div", { class: "controls" }),
    note: h("p", { class: "small note" }),
    choices: h("div", { class: "bar" }),
    table,
    field: h("div", { class: "field" }, table),
  };
  made.controls.prepend(parts.row);
  made.help.append(h("p", {}, t("keys")));
  made.picture.append(parts.note, parts.choices, parts.field);
  made.rows = () => rowsOf(model, t, asked(model));
  const rove = stopsOf(model, parts.table);
  const card = opening(model, t, parts);
  const redraw = () => {
    const scene = asked(model);
    drawControls(model, t, parts, scene);
    drawTable(model, t, parts, scene);
    rove();
    card();
  };
  const draw = () => keeping(made.body, redraw);
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
  const [columns, sort, group, scope] = arrangement(model, t, scene);
  parts.row.replaceChildren(columns, sort, group);
  parts.filters.replaceChildren(h("div", { class: "bar" }, scope, filterPanel(model, t, scene)));
  parts.filtered(amountOf(scene));
  const chosen = choices(model, t, scene);
  parts.choices.hidden = !chosen.length;
  parts.choices.replaceChildren(...chosen);
}

/** @param {Model} model @param {Words} t @param {any} parts @param {Scene} scene */
function drawTable(model, t, parts, scene) {
  parts.count.textContent = summaryOf(t, scene);
  parts.legend.replaceChildren(...legendOf(t, scene));
  parts.note.textContent = t(`note.${scene.kind}`);
  parts.field.hidden = !scene.kept.length;
  dress(t, parts.table, scene, model.get("language"));
  parts.table.replaceChildren(...(scene.kept.length ? tableOf(t, scene, actions(model, parts)) : []));
}

/**
 * The documents that are shown, as a table.
 * @param {Model} model
 * @param {Words} t
 * @param {Scene} scene
 */
const rowsOf = (model, t, { kind, columns, groups }) => ({
  heads: [t("document"), t("sort.date"), t("type"), t("force"), ...columns.map((each) => columnName(t, kind, each))],
  rows: groups.flatMap(([, rows]) => rows),
  id: (row) => row.id,
  cells: (row) => [
    t.spoken("span", row.title),
    t.say(row.date) || t("no-date"),
    label(t, "type", row.type),
    label(t, "force", row.force),
    ...columns.map((each) => t(`state.${stateIn(kind, row, each)}`).replaceAll("\u00ad", "")),
  ],
  pick: ({ id }) => tick(model, id, !model.get("selected").includes(id)),
  picked: () => model.get("selected"),
});

/**
 * Choose a document besides the others, or let it go.
 * @param {Model} model
 */
function tick(model, id, on) {
  const others = asked(model).selected.filter((each) => each !== id);
  set(model, { selected: on ? [...others, id] : others });
}

/**
 * What the boxes and cells of the table do.
 * @param {Model} model
 */
const actions = (model, { table, reveal: show }) => ({
  tick: (id, on) => tick(model, id, on),
  open: (id, column) => {
    const [now, its] = model.get("cell");
    set(model, { cell: now === id && its === column ? [] : [id, column] });
    show(cellAt(table, model.get("cell")));
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
function opening(model, t, { details, table, field }) {
  let revealed = null; // drawing anew does not bring it back
  return () => {
    for (const each of table.querySelectorAll("[aria-expanded=true]")) each.setAttribute("aria-expanded", "false");
    const open = model.get("cell");
    const cell = cellAt(table, open);
    const before = revealed;
    revealed = cell?.dataset.keep ?? null;
    if (!cell) return details.replaceChildren();
    cell.setAttribute("aria-expanded", "true");
    const scene = asked(model);
    const row = scene.rows.find((each) => each.id === open[0]);
    const line = cell.closest("tr");
    details.replaceChildren(cardOf(model, t, scene, row, open[1], () => close(model, table, open)));
    if (revealed !== before) reveal(field, table.tHead, line);
  };
}

export default { render };
