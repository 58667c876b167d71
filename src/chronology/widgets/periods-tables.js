// The tables of the periodisation: the reader's periods, what falls where, and the comparison with a scheme.

import { button, h } from "./kit/elements.js";
import { eventItem } from "./kit/events.js";
import {
  agreementOf,
  matched,
  members,
  mixture,
  ordered,
  percent,
  place,
  placeIn,
  reaches,
  tally,
} from "./periods-count.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Ctx } from "./periods-types.js" */

const LONGEST = 100; // entries of the list of a period

/** @param {Words} t */
function decimal(t, number) {
  return number === null ? "–" : number.toFixed(1).replace(".", t("decimal"));
}

/** A table whose cells say their column, so that on a phone each row can stand as a block. */
function table(caption, names, rows, style) {
  return h(
    "table",
    { class: style, role: "table" },
    h("caption", {}, caption),
    h(
      "thead",
      { role: "rowgroup" },
      h(
        "tr",
        { role: "row" },
        names.map((name) => h("th", { scope: "col", role: "columnheader" }, name)),
      ),
    ),
    h(
      "tbody",
      { role: "rowgroup" },
      rows.map(([attributes, first, ...cells]) =>
        h(
          "tr",
          { role: "row", ...attributes },
          h("th", { scope: "row", role: "rowheader" }, first),
          cells.map((cell, index) => h("td", { role: "cell", "data-name": names[index + 1] }, cell)),
        ),
      ),
    ),
  );
}

/** @param {Ctx} ctx */
function commonest(ctx, { commonest: found, most }) {
  if (!found.length) return "–";
  if (found.length > 2) return ctx.t("tied", { k: found.length, n: most });
  return `${found.map(ctx.nameOf).join(", ")} (${most})`;
}

/**
 * The reader's periods with the figures that are read first.
 * @param {Ctx} ctx
 */
export function periodsTable(ctx) {
  const { model, t, rows } = ctx;
  const show = ({ number }) =>
    button(`${number}.`, () => ctx.select(number, `[data-keep="period-${number}"]`), {
      "aria-pressed": String(model.get("selected") === number),
      "aria-label": `${number}. ${t("period-n", { n: number })}`,
      title: t("period-n", { n: number }),
      "data-keep": `period-${number}`,
    });
  return table(
    t("yours"),
    ["period", ...FIRST].map((name) => t(name)),
    rows.map((row) => [
      { "data-period": row.number, "data-ids": row.events.map((event) => event.id).join(" ") },
      h("div", { class: "named" }, show(row), " ", h("span", {}, ctx.range(row.first, row.last))),
      ...figures(ctx, row, FIRST),
    ]),
    "blocks",
  );
}

/**
 * The other figures of the reader's periods.
 * @param {Ctx} ctx
 */
export const furtherTable = (ctx) =>
  table(
    ctx.t("further"),
    ["period", ...FURTHER].map((name) => ctx.t(name)),
    ctx.rows.map((row) => [{}, named(ctx, row), ...figures(ctx, row, FURTHER)]),
    "blocks",
  );

const COLUMNS = ["years", "events", "per-year", "essay", "commonest", "mixed"];
const FIRST = ["events", "per-year", "commonest"];
const FURTHER = COLUMNS.filter((name) => !FIRST.includes(name));

/** @param {Ctx} ctx */
const named = (ctx, row) => `${row.number}. ${ctx.range(row.first, row.last)}`;

/**
 * What is reckoned of a period, in the order of the columns.
 * @param {Ctx} ctx
 */
function figures(ctx, row, columns) {
  const all = {
    years: decimal(ctx.t, row.years),
    events: String(row.events.length),
    "per-year": decimal(ctx.t, row.perYear),
    essay: `${row.told} / ${row.events.length - row.told}`,
    commonest: commonest(ctx, row),
    mixed: percent(row.mixed),
  };
  return columns.map((name) => all[name]);
}

/**
 * The reader's periods, as rows of a table.
 * @param {Ctx} ctx
 */
export const periodRows = (ctx) => ({
  heads: ["period", ...COLUMNS].map((name) => ctx.t(name)),
  rows: ctx.rows,
  id: (row) => row.number,
  cells: (row) => [named(ctx, row), ...figures(ctx, row, COLUMNS)],
  pick: (row) => ctx.select(row.number),
  picked: () => [ctx.model.get("selected")],
});

/**
 * What has to be said of the numbers: what the last column is, and which events could be counted otherwise.
 * @param {Ctx} ctx
 */
export function notes(ctx) {
  const { t, events } = ctx;
  const across = events.filter((event) => reaches(event, ctx.cuts));
  const undated = events.filter((event) => event.start === null).length;
  return [
    h("p", { class: "small" }, t(`mixed.${ctx.by()}`)),
    across.length > 0 && h("p", { class: "small" }, t("across", { n: across.length })),
    across.length > 0 && listOf(ctx, across),
    undated > 0 && h("p", { class: "small" }, t("undated", { n: undated })),
  ].filter(Boolean);
}

/** @param {Ctx} ctx */
function listOf(ctx, events) {
  const { model, t } = ctx;
  return h(
    "ul",
    { class: "events" },
    events.slice(0, LONGEST).map((event) => eventItem(model, t, event, event.in_essay ? ` · ${t("essay.yes")}` : "")),
    events.length > LONGEST && h("li", {}, t("and-more", { n: events.length - LONGEST })),
  );
}

/** @param {Ctx} ctx */
export function chosenList(ctx) {
  const row = ctx.rows[ctx.model.get("selected") - 1];
  if (!row) return [];
  const words = ctx.t("chosen", { n: row.number, range: ctx.range(row.first, row.last), events: row.events.length });
  const close = button(ctx.t("close"), () => ctx.close(row.number), { "data-keep": "close" });
  return [
    h(
      "div",
      { class: "detail" },
      h("p", { class: "strong" }, words),
      listOf(ctx, row.events),
      h("p", { class: "bar" }, close),
    ),
  ];
}

/** @param {Ctx} ctx */
export function fallsTable(ctx) {
  const { t, rows } = ctx;
  const order = ordered(
    tally(
      ctx.events.filter((event) => event.start !== null),
      ctx.by(),
    ),
  );
  if (!order.length) return [];
  const bar = (n, row) => {
    const made = h("span", { class: "share", "aria-hidden": "true" });
    made.style.width = `${row.events.length ? (100 * n) / row.events.length : 0}%`;
    return made;
  };
  const cells = (value) =>
    rows.map((row) => {
      const n = row.counts.get(value) ?? 0;
      return h("span", { class: n && n === row.most ? "most" : "" }, bar(n, row), String(n));
    });
  return [
    h(
      "div",
      { class: "scroll", tabindex: rows.length > 5 ? 0 : null, role: "group", "aria-label": t("falls") },
      table(
        t("falls"),
        [t("period"), ...rows.map((row) => String(row.number))],
        order.map((value) => [{ "data-value": value }, ctx.nameOf(value), ...cells(value)]),
        "falls",
      ),
    ),
  ];
}

/** @param {Ctx} ctx */
export function comparedTable(ctx) {
  const { t, events, cuts } = ctx;
  const scheme = ctx.scheme();
  if (!scheme) return [];
  const numbers = events.map((event) => placeIn(event.start, scheme.periods));
  const groups = members(events, numbers, scheme.periods.length);
  const names = ["its-period", "events", "mixed", "nearest", "apart", "between-events"].map((name) => t(name));
  const found = agreementOf(
    events.map((event) => place(event.start, cuts)),
    numbers,
  );
  const outside = events.filter((event, index) => event.start !== null && !numbers[index]).length;
  const small = (text) => h("p", { class: "small" }, text);
  return [
    table(
      t("compared", { scheme: t.say(scheme.title) }),
      names,
      scheme.periods.map((period, index) => {
        const match = matched(period, events, cuts);
        return [
          {},
          [`${index + 1}. `, t.spoken("span", period.title), ` (${t.say(period.date)})`],
          String(groups[index].length),
          percent(mixture(groups[index], ctx.by())),
          match.nearest === null ? "–" : ctx.say(match.nearest),
          match.nearest === null ? "–" : apartness(t, match),
          match.nearest === null ? "–" : String(match.between),
        ];
      }),
      "blocks",
    ),
    found.every > 0 &&
      h("p", {}, t("agreement", { ...found, p: percent([found.a + found.b, found.every]).replace("%", "") })),
    found.every > 0 && h("p", {}, t("overall", overall(ctx, numbers, scheme.periods.length))),
    scheme.periods.some((period) => period.named > period.start) && small(t("scheme-cut")),
    ...overlaps(ctx, scheme.periods).map(small),
    outside > 0 && small(t("outside", { n: outside })),
  ].filter(Boolean);
}

/** @param {Words} t @param {{ apart?: number, within?: boolean }} match */
function apartness(t, match) {
  const { apart, within } = match;
  const days = apart === 0 ? t("same-day") : `${apart > 0 ? "+" : "−"}${Math.abs(apart)}`;
  return within && apart ? t("named-time", { days }) : days;
}

/**
 * Where two periods of a scheme hold the same days, in words.
 * @param {Ctx} ctx
 */
function overlaps(ctx, periods) {
  return periods.slice(1).flatMap((period, index) => {
    const before = periods[index];
    if (period.start > before.end) return [];
    const n = ctx.events.filter(
      (event) => event.start !== null && period.start <= event.start && event.start <= before.end,
    ).length;
    return [ctx.t("overlap", { a: index + 1, b: index + 2, range: ctx.range(period.start, before.end), n })];
  });
}

/**
 * How mixed the periods of the reader, of the scheme and all events are, over the events that the scheme holds.
 * @param {Ctx} ctx
 */
function overall(ctx, numbers, count) {
  const held = ctx.events.filter((_, index) => numbers[index]);
  const of = (places, most) =>
    percent(
      members(held, places, most)
        .map((group) => mixture(group, ctx.by()))
        .reduce(([a, b], [c, d]) => [a + c, b + d], /** @type {[number, number]} */ ([0, 0])),
    );
  return {
    yours: of(
      held.map((event) => place(event.start, ctx.cuts)),
      ctx.cuts.length + 1,
    ),
    other: of(numbers.filter(Boolean), count),
    whole: of(
      held.map(() => 1),
      1,
    ),
  };
}
