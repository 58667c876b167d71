// The controls of the matrix: what is shown and how, the filters, the choice of documents.

import { choice } from "./kit/controls.js";
import { radios } from "./kit/radios.js";
import { button, h } from "./kit/elements.js";
import { many, put } from "./kit/values.js";
import { set } from "./kit/watch.js";
import { YES_NO } from "./matrix-rules.js";
import { answer, label } from "./matrix-words.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model, Scene } from "./matrix-types.js" */

/** @param {Model} model */
const narrow = (model, name, value) => set(model, { filters: put(model.get("filters") ?? {}, name, value) });

/**
 * How many filters of the panel are set.
 * @param {Scene} scene
 */
export const amountOf = ({ fields, filters }) =>
  [...fields.map(([name]) => name), ...YES_NO].filter((name) => name in filters).length;

/**
 * What is shown, and how it is ordered.
 * @param {Model} model
 * @param {Words} t
 * @param {Scene} scene
 */
export function arrangement(model, t, { rows, kind }) {
  const { choices } = model.get("fixed");
  const pick = (name, text) =>
    choice(
      t(name),
      choices[name].map((each) => [each, text(each)]),
      model.get(name),
      (value) => set(model, { [name]: value }),
      {
        "data-keep": name,
      },
    );
  const options = choices.columns.map((each) => [each, t(`columns.${each}`)]);
  const kinds = radios(t("columns"), options, kind, (value) => set(model, { columns: value, cell: [] }));
  for (const input of kinds.querySelectorAll("input")) input.dataset.keep = `columns-${input.value}`;
  const amount = { entered: rows.filter((row) => row.cells).length, all: rows.length };
  return [
    kinds,
    pick("sort", (value) => t(`sort.${value}`)),
    pick("group", (value) => t(`group.${value}`)),
    pick("scope", (value) => t(`scope.${value}`, { n: amount[value] })),
  ];
}

/**
 * A filter by a closed list, of which only the values that occur are offered.
 * @param {Model} model
 * @param {Words} t
 * @param {Scene} scene
 */
function listed(model, t, { rows, lists, filters }, [name, field]) {
  const there = new Set(rows.flatMap((row) => many(row[field])));
  const values = lists[field].filter((value) => there.has(value)).map((value) => [value, label(t, name, value)]);
  const wanted = many(filters[name]);
  const several = wanted.length > 1 ? [["several", wanted.map((value) => label(t, name, value)).join(", ")]] : [];
  const now = several.length ? "several" : (wanted[0] ?? "");
  const change = (value) => value !== "several" && narrow(model, name, value ? [value] : []);
  return choice(t(name), [["", t("any")], ...several, ...values], now, change, { "data-keep": `filter-${name}` });
}

/** @param {Model} model @param {Words} t @param {Scene} scene */
function yesNo(model, t, { filters }, name) {
  const options = [["", t("any")], ...["yes", "no"].map((each) => [each, answer(t, name, each)])];
  const now = typeof filters[name] === "boolean" ? (filters[name] ? "yes" : "no") : "";
  const change = (value) => narrow(model, name, value ? value === "yes" : null);
  return choice(t(name), options, now, change, { "data-keep": `filter-${name}` });
}

/**
 * The filters.
 * @param {Model} model
 * @param {Words} t
 * @param {Scene} scene
 */
export const filterPanel = (model, t, scene) => [
  ...scene.fields.map((each) => listed(model, t, scene, each)),
  ...YES_NO.map((name) => yesNo(model, t, scene, name)),
];

/**
 * What can be done with the documents that are ticked; nothing where none are.
 * @param {Model} model
 * @param {Words} t
 * @param {Scene} scene
 */
export function choices(model, t, { filters, selected }) {
  const only = filters.selected === true;
  if (!selected.length && !only) return [];
  return [
    h("span", { class: "count" }, t("selected", { n: selected.length })),
    button(t("only"), () => narrow(model, "selected", only ? null : true), {
      "aria-pressed": only ? "true" : "false",
      "data-keep": "only",
    }),
    button(t("unselect"), () => set(model, { selected: [], filters: { ...filters, selected: undefined } }), {
      "data-keep": "unselect",
    }),
  ];
}
