// The matrix of documents. A cell has two parts that never mix: a ring for the essay's claim, and in it what a reader
// of the text found. Without a reader there is a question mark, never an empty cell.

import { share } from "./kit/controls.js";
import { h } from "./kit/elements.js";
import { frame, keep, restore } from "./kit/frame.js";
import { set } from "./kit/watch.js";
import { cardRow, reveal } from "./matrix-card.js";
import { dress, legendOf, summaryOf, tableOf } from "./matrix-chart.js";
import { arrangement, choices, filterPanel, filterTitle } from "./matrix-controls.js";
import { asked } from "./matrix-rules.js";

const DRAWN = ["columns", "scope", "sort", "group", "filters", "selected"].map((name) => `change:${name}`).join(" ");

function render({ model, el }) {
  const folding = { open: false }; // the filters, also after a change of language
  return frame(model, el, "matrix", (body, t) => mount(model, t, body, folding));
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
    share(model, t) ?? "",
  );
  const rove = roving(model, parts.table, (cell) => close(model, parts.table, cell));
  const card = opening(model, t, parts);
  const draw = () => {
    const kept = keep(body);
    const scene = asked(model);
    drawControls(model, t, parts, scene);
    drawTable(model, t, parts, scene);
    if (scene.kept.length) rove();
    card();
    restore(body, kept);
  };
  draw();
  model.on(DRAWN, draw);
  model.on("change:cell", card);
  return () => {
    model.off(DRAWN, draw);
    model.off("change:cell", card);
  };
}

function drawControls(model, t, parts, scene) {
  parts.controls.replaceChildren(...arrangement(model, t, scene));
  parts.summary.textContent = filterTitle(t, scene);
  parts.panel.replaceChildren(...filterPanel(model, t, scene));
  const chosen = choices(model, t, scene);
  parts.choices.hidden = !chosen.length;
  parts.choices.replaceChildren(...chosen);
}

function drawTable(model, t, parts, scene) {
  parts.status.textContent = summaryOf(t, scene);
  parts.legend.replaceChildren(...legendOf(t, scene));
  parts.field.hidden = !scene.kept.length;
  dress(t, parts.table, scene, model.get("language"));
  parts.table.replaceChildren(...(scene.kept.length ? tableOf(t, scene, actions(model)) : []));
}

/** What the boxes and cells of the table do. */
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

const cellAt = (table, [id, column]) =>
  id === undefined ? null : table.querySelector(`[data-keep="${CSS.escape(`${id}|${column}`)}"]`);

function close(model, table, cell) {
  set(model, { cell: [] });
  cellAt(table, cell)?.focus();
}

/** Gives the function that draws the card of the open cell, and brings it into sight once. */
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

/** Which stop of the grid a key leads to: [row, column]; null if it leads nowhere. */
function ahead(event, y, x, stops) {
  const end = stops[0].length - 1;
  return {
    ArrowRight: [y, x + 1],
    ArrowLeft: [y, x - 1],
    ArrowDown: [y + 1, x],
    ArrowUp: [y - 1, x],
    Home: [event.ctrlKey ? 0 : y, 0],
    End: [event.ctrlKey ? stops.length - 1 : y, end],
  }[event.key];
}

/** One stop of the table is reached by Tab, the others by the arrow keys. Gives what is to be called when it is new. */
function roving(model, table, shut) {
  let at = ""; // the stop that Tab leads to, by data-keep
  const stops = () => [...table.querySelectorAll("tr[data-id]")].map((row) => [...row.querySelectorAll("[data-keep]")]);
  const settle = () => {
    for (const each of stops().flat()) each.tabIndex = each.dataset.keep === at ? 0 : -1;
  };
  table.addEventListener("focusin", (event) => {
    if (!event.target.dataset.keep?.includes("|")) return;
    at = event.target.dataset.keep;
    settle();
  });
  table.addEventListener("keydown", (event) => {
    const open = model.get("cell");
    if (event.key === "Escape" && open.length) return shut(open);
    const all = stops();
    const y = all.findIndex((row) => row.includes(event.target));
    if (y < 0 || event.altKey || event.metaKey) return;
    const to = ahead(event, y, all[y].indexOf(event.target), all);
    if (!to) return;
    event.preventDefault();
    const next = all[to[0]]?.[to[1]];
    if (!next) return;
    // An open card follows the focus.
    if (open.length && next.dataset.column) set(model, { cell: [next.closest("tr").dataset.id, next.dataset.column] });
    next.focus();
  });
  return () => {
    if (
      !stops()
        .flat()
        .some((each) => each.dataset.keep === at)
    )
      at = stops()[0][1].dataset.keep;
    settle();
  };
}

export default { render };
