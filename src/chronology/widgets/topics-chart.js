// The grid of topics: a row for each, a cell for a year or for another topic. scene: what `asked` gives.

import { h } from "./kit/elements.js";
import { columnsOf, groupsOf, isSelected, mostTogether, percent, withTopic } from "./topics-rules.js";
import { dots } from "./years.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Grid, Scene } from "./topics-types.js" */

const NARROW = 620; // pixels: below, the name of a row stands above its cells
const NAMES = 150; // pixels: the column of names where there is room
const TOTALS = 60;
const YEAR = 33; // and the column of a year that has room for its four digits

/**
 * The name of a topic; a frame of the user's may have topics of its own.
 * @param {Words} t
 */
export function topicName(t, topic) {
  const label = t(`topic.${topic}`);
  return label === `topic.${topic}` ? topic : label;
}

/**
 * Fill the plot with the grid; gives the years of a column. on: {topic(topic), events(records)}, what a click on a name
 * or a cell does.
 * @param {Words} t
 * @param {any} plot
 * @param {Scene} scene
 */
export function drawGrid(t, plot, scene, on) {
  const width = plot.clientWidth || 700;
  const narrow = width < NARROW;
  const room = narrow ? width : width - NAMES - TOTALS;
  const { columns, step } = columnsOf(scene, room, (topic) => topicName(t, topic));
  plot.classList.toggle("stacked", narrow);
  const most = scene.together ? mostTogether(scene) : 1;
  const grid = { ...scene, columns, most, crowded: room / columns.length < YEAR };
  plot.replaceChildren(scene.events.length ? gridOf(t, grid, on) : h("p", { class: "empty" }, t("nothing")));
  return step;
}

/** @param {Words} t @param {Grid} grid */
function gridOf(t, grid, on) {
  const { columns, together } = grid;
  const groups = groupsOf(grid);
  const heading = (key) =>
    h(
      "tr",
      { role: "row", class: "group-name" },
      h("th", { role: "rowheader", "aria-colspan": columns.length + 1 }, t(key)),
    );
  const body = ([key, rows]) =>
    h(
      "tbody",
      { role: "rowgroup", "aria-label": t(key) },
      groups.length > 1 && heading(key),
      rows.map((topic) => rowOf(t, grid, topic, on)),
    );
  return h(
    "table",
    {
      role: "grid",
      "aria-label": t(together ? "matrix" : "grid"),
      style: `--columns:${columns.length}`,
      class: together ? "matrix" : grid.crowded ? "time crowded" : "time",
    },
    headOf(t, grid),
    groups.map(body),
  );
}

/** @param {Words} t @param {Grid} grid */
function headOf(t, { columns, together, topic }) {
  const heading = (style, text, more) => h("th", { role: "columnheader", class: style, ...more }, h("span", {}, text));
  const column = ({ key, short, long }) =>
    heading(key === topic && "chosen", short, { title: long, "aria-label": long });
  return h(
    "thead",
    { role: "rowgroup" },
    h(
      "tr",
      { role: "row" },
      heading("name", t("topic")),
      columns.map(column),
      together ? null : heading("total", t("events")),
    ),
  );
}

/**
 * One topic: its name, its cells and, over time, its total.
 * @param {Words} t
 * @param {Grid} grid
 */
function rowOf(t, grid, topic, on) {
  const { columns, together, topic: chosen } = grid;
  const records = withTopic(grid.events, topic);
  const cell = together ? pairCell : yearCell;
  return h(
    "tr",
    { role: "row", "data-topic": topic, class: topic === chosen ? "chosen" : null },
    nameCell(t, grid, topic, on),
    columns.map((column) => cell(t, grid, topic, records, column, on)),
    together ? null : totalCell(t, grid, topic, records, on),
  );
}

/** @param {Words} t @param {Scene} scene */
function nameCell(t, { topics, topic: chosen, together }, topic, on) {
  const attributes = {
    role: "rowheader",
    scope: "row",
    class: "name",
    tabindex: "-1",
    "data-cell": "",
    "data-keep": `${topic}/name`,
    "aria-selected": topic === chosen ? "true" : "false",
    onclick: () => on.topic(topic === chosen ? "" : topic),
  };
  return h(
    "th",
    attributes,
    together && h("span", { class: "number", "aria-hidden": "true" }, `${topics.indexOf(topic) + 1}`),
    h("span", { class: "label", dir: "auto" }, topicName(t, topic)),
  );
}

/**
 * A cell: key, what it says, the events in it, what it shows, and more attributes.
 * @param {Scene} scene
 */
function cellOf({ selected }, key, label, records, content, attributes, on) {
  return h(
    "td",
    {
      role: "gridcell",
      tabindex: "-1",
      "data-cell": "",
      "data-keep": key,
      "data-n": records.length,
      "aria-label": label,
      "aria-selected": isSelected(records, selected) ? "true" : "false",
      ...attributes,
      onclick: () => on.events(records),
    },
    content,
  );
}

/**
 * How many of some events have the chosen topic too, if another is chosen.
 * @param {Words} t
 * @param {Scene} scene
 */
const also = (t, { topic: chosen }, topic, records) =>
  chosen && chosen !== topic
    ? `; ${t("cell.also", { topic: topicName(t, chosen), n: withTopic(records, chosen).length })}`
    : "";

/** @param {Words} t @param {Grid} grid */
function yearCell(t, grid, topic, records, { key, long, of }, on) {
  const some = of(records);
  const counts = { n: some.length, told: some.filter((record) => record.told).length };
  const label = t("cell", { topic: topicName(t, topic), year: long, ...counts }) + also(t, grid, topic, some);
  const style = (record) => dotStyle(grid, record);
  const content = some.length ? dots(some, style) : null;
  return cellOf(grid, `${topic}/${key}`, label, some, content, { "data-column": key }, on);
}

/** @param {Scene} scene */
const dotStyle = ({ topic, selected }, record) =>
  [
    record.told && "told",
    topic && (record.topics.includes(topic) ? "also" : "other"),
    selected.has(record.id) && "selected",
  ]
    .filter(Boolean)
    .join(" ");

/** @param {Words} t @param {Grid} grid */
function pairCell(t, grid, topic, records, { key, long, of }, on) {
  const { asShare, most, topic: chosen } = grid;
  const some = of(records);
  const n = some.length;
  const part = percent(n, records.length);
  const same = key === topic;
  const name = topicName(t, topic);
  const label = same ? t("cell.total", { topic: name, n }) : t("cell.both", { row: name, column: long, n });
  const style = [same && "same", !n && "none", [topic, key].includes(chosen) && "chosen"].filter(Boolean).join(" ");
  const shade = same ? 0 : asShare ? part : percent(n, most);
  const attributes = { "data-column": key, class: style, style: `--part:${shade}%` };
  const said = asShare ? `${label}, ${part} %` : label;
  return cellOf(grid, `${topic}/${key}`, said, some, `${asShare ? part : n}`, attributes, on);
}

/** @param {Words} t @param {Grid} grid */
function totalCell(t, grid, topic, records, on) {
  const { topic: chosen, events, asShare } = grid;
  const shared = chosen ? withTopic(records, chosen) : records;
  const other = chosen && chosen !== topic;
  const share = percent(shared.length, (other ? records : events).length);
  const text = asShare ? `${share} %` : other ? `${shared.length}/${records.length}` : `${records.length}`;
  const n = records.length;
  const label = t("cell.total", { topic: topicName(t, topic), n }) + also(t, grid, topic, records);
  return cellOf(grid, `${topic}/total`, label, shared, text, { class: "total" }, on);
}
