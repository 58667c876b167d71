// The card of a cell of the matrix.

import { accountOf, accountText, accountDocument } from "./kit/account.js";
import { button, h } from "./kit/elements.js";
import { link } from "./kit/words.js";
import { entryOf, partial, stateIn } from "./matrix-rules.js";
import { columnName, glyph } from "./matrix-words.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model, Scene } from "./matrix-types.js" */

const data = (text) => text && h("span", { lang: "en" }, text);
const fact = (name, text) => (text ? [h("dt", {}, name), h("dd", { dir: "auto" }, text)] : []);

/**
 * The card of a cell. close() is what its button does.
 * @param {Model} model
 * @param {Words} t
 * @param {Scene} scene
 */
export function cardOf(model, t, { kind, lists }, row, column, close) {
  const value = stateIn(kind, row, column);
  const entry = (kind === "principles" && entryOf(row, column)) || {};
  const claim = lists.claims.principles;
  return h(
    "div",
    { class: "detail" },
    h("p", { class: "strong" }, glyph(value), ` ${columnName(t, kind, column)}: ${t(`state.${value}`)}`),
    h("p", {}, t(`means.${value}`)),
    kind === "principles" && partial(row, column) ? h("p", {}, `* ${t("partial")}`) : "",
    h("dl", {}, findings(t, entry, model.get("works"))),
    h("div", { class: "document" }, documentAs(model, t, row)),
    h(
      "p",
      { class: "bar" },
      row.event && model.page ? link(model, "events", row.event, t("register")) : "",
      entry.essay && model.page ? link(model, "claims", claim, `${t("claim")} ${claim}`) : "",
      button(t("close"), close, { "data-keep": "close" }),
    ),
  );
}

/**
 * What a reader of the text found, and where. works: key -> [as it is cited, its language].
 * @param {Words} t
 */
function findings(t, entry, works) {
  const [cited, language] = works[entry.work] ?? [];
  return [
    ...fact(t("article"), data(entry.article)),
    ...fact(t("reference"), cited && h("cite", { lang: language }, cited)),
    ...fact(t("remark"), data(entry.note)),
  ];
}

/**
 * The document: as the course knows it, or as the reader's table has it.
 * @param {Model} model
 * @param {Words} t
 */
function documentAs(model, t, row) {
  const account = accountOf(model, "document", row.id) ?? row.own;
  const said = (tag, text, attributes) => t.spoken(tag, accountText(model, text), attributes);
  return [account.when === undefined ? "" : said("p", account.when), ...accountDocument(account, said)];
}

/** Bring a row into the window of the table, without moving the page. */
export function reveal(field, head, row) {
  const box = field.getBoundingClientRect();
  const above = row.getBoundingClientRect().top - box.top - field.clientTop - head.offsetHeight;
  const below = row.getBoundingClientRect().bottom - box.bottom;
  if (above < 0 || below > 0) field.scrollTop += above < 0 ? above : Math.min(below, above);
}
