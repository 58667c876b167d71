// The rows of a widget as a table in the page, and as a file.

import { button, h } from "./elements.js";

/** @import { Rows, Words } from "./types.js" */

const AT_ONCE = 200; // rows before the button for more

/**
 * The table of what a widget shows.
 * @param {Words} t
 */
export function drawRows(t) {
  let most = AT_ONCE;
  let shown = ""; // which rows those are
  const element = h("div", { class: "rows scroll", tabindex: "0", role: "region", "aria-label": t("table-tab") });
  /** @param {Rows} table */
  function update(table) {
    const { rows, id } = table;
    const ids = `${rows.length} ${rows.slice(0, AT_ONCE).map(id)}`;
    if (ids !== shown) most = AT_ONCE;
    shown = ids;
    const left = Math.min(AT_ONCE, rows.length - most);
    const more = () => {
      most += AT_ONCE;
      update(table);
      element.querySelectorAll("tbody tr")[most - AT_ONCE]?.querySelector("button")?.focus();
    };
    element.replaceChildren(
      tableOfRows(table, rows.slice(0, most)),
      left > 0 ? button(t("more-rows", { n: left }), more) : "",
    );
  }
  return { element, update };
}

/** @param {Rows} table */
function tableOfRows({ heads, id, cells, head = 0, pick, picked }, rows) {
  const chosen = new Set(picked?.().map(String));
  const row = (each) => {
    const name = `${id(each)}`;
    const press = (event) => pick(each, event.ctrlKey || event.metaKey || event.shiftKey);
    const pressed = { "data-keep": `row-${name}`, "aria-pressed": chosen.has(name) ? "true" : "false" };
    const cell = (content, at) => {
      if (at !== head || !content) return h("td", {}, content);
      return h("th", { scope: "row" }, pick && name ? button(content, press, pressed) : content);
    };
    return h("tr", { "data-row": name }, cells(each).map(cell));
  };
  return h(
    "table",
    {},
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        heads.map((each) => h("th", { scope: "col" }, each)),
      ),
    ),
    h("tbody", {}, rows.map(row)),
  );
}

/**
 * The rows as a CSV file (RFC 4180), as text: a field that begins like a formula gets an apostrophe before it, as in the
 * files of the class check.
 * @param {Rows} table
 */
export function csvOf({ heads, id, cells, rows }) {
  const text = (cell) => (cell instanceof Node ? (cell.textContent ?? "") : `${cell ?? ""}`);
  const line = (fields) => `${fields.map(csvField).join(",")}\r\n`;
  return line(["id", ...heads]) + rows.map((row) => line([id(row), ...cells(row).map(text)])).join("");
}

const FORMULA = /^[ \n]*['=+\-@\t\r＝＋－＠]/;

/** A field of a CSV file. */
export function csvField(value) {
  const text = FORMULA.test(value) && !(typeof value === "number") ? `'${value}` : `${value}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
