// The table of the matrix: a row for each document, a button for each cell. scene: what `asked` gives.

import { h } from "./kit/elements.js";
import { keyOf } from "./kit/frame.js";
import { entryOf, explained, filed, partial, stateIn, turned } from "./matrix-rules.js";
import { columnName, glyph, groupName, label, totals } from "./matrix-words.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Scene } from "./matrix-types.js" */

/**
 * What the signs mean, and how many cells have each.
 * @param {Words} t
 * @param {Scene} scene
 */
export const legendOf = (t, { kept, kind, columns }) =>
  explained(kept, kind, columns)
    .map(([each, n]) => keyOf(glyph(each), `${t(each === "not-checked" ? "neither" : `state.${each}`)}: ${n}`))
    .concat(["yes", "no"].map((each) => keyOf(documentMark(each === "yes"), t(`essay.${each}`))));

/**
 * How many documents are shown, and what their cells come to.
 * @param {Words} t
 * @param {Scene} scene
 */
export function summaryOf(t, { rows, kept, kind, columns }) {
  if (!kept.length) return t("nothing");
  const said = t("shown", { n: kept.length, all: rows.length });
  return kind === "topics" ? said : [said, ...totals(t, kept, columns)].join(" · ");
}

/**
 * The parts of the table. tick(id, on) and open(id, column) are what its boxes and cells do.
 * @param {Words} t
 * @param {Scene} scene
 */
export function tableOf(t, scene, { tick, open }) {
  const body = ([key, rows]) =>
    h(
      "tbody",
      { role: "rowgroup" },
      key === null ? "" : groupRow(t, scene, key, rows),
      rows.map((row) => documentRow(t, scene, row, { tick, open })),
    );
  return [headOf(t, scene), ...scene.groups.map(body), footOf(t, scene)];
}

/**
 * How the table is drawn: attributes that the style looks at.
 * @param {Words} t
 * @param {any} table
 * @param {Scene} scene
 */
export function dress(t, table, { kind, columns }, language) {
  const names = columns.map((column) => columnName(t, kind, column));
  table.dataset.columns = kind;
  table.dataset.heads = turned(kind, names, language) ? "turned" : "upright";
  table.style.setProperty("--columns", columns.length);
  table.setAttribute("aria-label", t("name.matrix"));
}

/** @param {Words} t @param {Scene} scene */
function headOf(t, { kind, columns, lists }) {
  const heading = (name, attributes = {}) => h("th", { scope: "col", role: "columnheader", ...attributes }, name);
  const heads = h(
    "tr",
    { role: "row" },
    heading(t("document"), { class: "corner" }),
    columns.map((column) => heading(h("span", {}, columnName(t, kind, column)))),
  );
  return h("thead", { role: "rowgroup" }, kind === "topics" ? fieldsRow(t, columns, lists) : null, heads);
}

/**
 * Which topics are the fields that the essay names, and which the course added.
 * @param {Words} t
 */
function fieldsRow(t, columns, { fields, claims }) {
  const over = fields.filter((each) => columns.includes(each)).length;
  const group = (words, span) => {
    const size = { colspan: span, style: `grid-column:span ${span}` };
    return h("th", { scope: "colgroup", role: "columnheader", ...size, class: "over" }, h("span", {}, words));
  };
  return h(
    "tr",
    { role: "row" },
    h("td", { role: "gridcell", class: "corner" }),
    group(t("fields", { claim: claims.fields }), over),
    group(t("further"), columns.length - over),
  );
}

/** @param {Words} t @param {Scene} scene */
function groupRow(t, { kind, columns, group }, key, rows) {
  const name = h("span", {}, `${groupName(t, group, key)} (${rows.length})`);
  const head = (span, ...words) => h("th", { scope: "rowgroup", role: "rowheader", colspan: span }, name, words);
  return h(
    "tr",
    { role: "row", class: "grouped" },
    kind === "topics"
      ? [head(1), ...columns.map((column) => h("td", { role: "gridcell" }, `${filed(rows, column)}`))]
      : head(columns.length + 1, h("span", { class: "small" }, ` ${totals(t, rows, columns).join(" · ")}`)),
  );
}

/** @param {Words} t @param {Scene} scene */
function footOf(t, { kind, columns, kept }) {
  const line = (text) => h("span", { class: "line" }, text);
  const cell = (column) =>
    h(
      "td",
      { role: "gridcell" },
      h("span", { class: "head", "aria-hidden": "true" }, columnName(t, kind, column)),
      kind === "topics" ? line(`${filed(kept, column)}`) : totals(t, kept, [column]).map(line),
    );
  return h(
    "tfoot",
    { role: "rowgroup" },
    h("tr", { role: "row" }, h("th", { scope: "row", role: "rowheader" }, t("totals")), columns.map(cell)),
  );
}

/** @param {Words} t @param {Scene} scene */
function documentRow(t, scene, row, { tick, open }) {
  const { kind, columns, selected } = scene;
  const box = h("input", {
    type: "checkbox",
    tabindex: "-1",
    checked: selected.includes(row.id),
    "data-keep": `${row.id}|`,
    onchange: (event) => tick(row.id, event.target.checked),
  });
  return h(
    "tr",
    { role: "row", "data-id": row.id },
    h(
      "th",
      { scope: "row", role: "rowheader" },
      h("label", {}, box, documentMark(row.in_essay), t.spoken("span", row.short ?? row.title, { class: "name" })),
      h("p", { class: "small" }, factsOf(t, scene, row)),
      kind === "principles" ? h("p", { class: "small total" }, totals(t, [row], columns).join(" · ")) : "",
    ),
    columns.map((column) => h("td", { role: "gridcell" }, cellOf(t, kind, row, column, open))),
  );
}

const documentMark = (told) => h("span", { class: told ? "bead diamond told" : "bead diamond", "aria-hidden": "true" });

/**
 * What is known of a document, in one line.
 * @param {Words} t
 * @param {Scene} scene
 */
function factsOf(t, { group }, row) {
  const fact = (name) => {
    const text = label(t, name, row[name]);
    return row[name] === "unknown" ? `${t(name).toLowerCase()}: ${text}` : text;
  };
  const texts = row.official ? t("official", { languages: row.official.join(", ").toUpperCase() }) : t("official.none");
  const facts = ["type", "force"].filter((each) => each !== group).map(fact);
  return [t.say(row.date) || t("no-date"), ...facts, texts].filter(Boolean).join(" · ");
}

/** @param {Words} t */
function cellOf(t, kind, row, column, open) {
  const value = stateIn(kind, row, column);
  const principles = kind === "principles";
  const article = principles && entryOf(row, column)?.article;
  const star = principles && partial(row, column);
  return h(
    "button",
    {
      type: "button",
      tabindex: "-1",
      "data-state": value,
      "data-column": column,
      "data-keep": `${row.id}|${column}`,
      "aria-expanded": "false",
      onclick: () => open(row.id, column),
    },
    glyph(value),
    h(
      "span",
      { class: "word" },
      t(`state.${value}`),
      star ? h("span", {}, "*", h("span", { class: "unseen" }, ` ${t("partial")}`)) : "",
    ),
    article ? h("span", { class: "unseen", lang: "en" }, ` ${article}`) : "",
  );
}
