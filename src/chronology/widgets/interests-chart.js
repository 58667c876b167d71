// The claims about interests as a table, and the events that may bear on each by year.

import { button, h } from "./kit/elements.js";
import { chosen } from "./kit/watch.js";
import { claimsIn, filtered, isAsked, judged, tracesOf } from "./interests-rules.js";
import { claimsOf, labelOf, nameOf, unseen } from "./interests-words.js";
import { dots, yearColumns } from "./years.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model } from "./interests-types.js" */

const WORDS = { whose: "form", evidence: "interest_evidence" }; // of the rows
const MARKS = { supported: "+", open: "…", "one-sided": "½" };
const NARROW = 560; // pixels: below, the name of a row of events stands above them
const NAMES = 230;
const YEAR = 33; // and the column of a year that has room for its four digits

/**
 * The table. select(id) opens the card of a claim, or closes it.
 * @param {Model} model
 * @param {Words} t
 */
export function tableOf(model, t, select) {
  const { rows, whose } = model.get("fixed");
  const group = chosen(model, "group");
  const [field, values] = rows[group];
  const heading = (...content) => h("th", { role: "columnheader", scope: "col" }, ...content);
  const row = (each) =>
    h(
      "tr",
      { role: "row" },
      h("th", { role: "rowheader", scope: "row" }, t(`${WORDS[group]}.${each}`)),
      whose.map((one) => cellOf(model, t, { group, field, row: each, whose: one }, select)),
    );
  return h(
    "table",
    { role: "table", "aria-label": t("table") },
    h(
      "thead",
      { role: "rowgroup" },
      h(
        "tr",
        { role: "row" },
        heading(unseen(t(`group.${group}`))),
        whose.map((each) => heading(t(`of.${each}`))),
      ),
    ),
    h("tbody", { role: "rowgroup" }, values.map(row)),
  );
}

/** @param {Model} model @param {Words} t */
function cellOf(model, t, { group, field, row, whose }, select) {
  const all = claimsIn(claimsOf(model), field, row, whose);
  const seen = filtered(all, model.get("filters"));
  const asked = isAsked(group, row, whose);
  const item = (claim) => h("li", {}, itemOf(model, t, claim, select));
  return h(
    "td",
    {
      role: "cell",
      class: all.length ? null : asked ? "gap" : "blank",
      "data-of": t(`of.${whose}`),
      "data-cell": `${row}/${whose}`,
    },
    seen.length ? h("ul", {}, seen.map(item)) : null,
    all.length > seen.length ? h("span", { class: "small" }, t("hidden", { n: all.length - seen.length })) : null,
    all.length ? null : nothing(t, asked),
  );
}

/** @param {Words} t */
const nothing = (t, asked) =>
  asked
    ? h("span", { class: "silent" }, t("silent"))
    : h("span", { class: "none" }, h("span", { "aria-hidden": "true" }, "–"), unseen(t("none")));

/**
 * A claim in the table: its verdict as a sign, its words, and how the reader judged it.
 * @param {Model} model
 * @param {Words} t
 */
function itemOf(model, t, claim, select) {
  const { id, verdict: value } = claim;
  const judgement = judged(model.get("judgements"), id, model.get("fixed").judgements);
  const mine = `${t("judgement")}: ${t(`judgement.${judgement}`)}`;
  return h(
    "button",
    {
      type: "button",
      class: `item verdict-${value}`,
      "data-id": id,
      "data-keep": `item-${id}`,
      "aria-pressed": model.get("selected").includes(id) ? "true" : "false",
      onclick: () => select(id),
    },
    value && h("span", { class: "sign", "aria-hidden": "true" }, t.sign(value)),
    labelOf(t, claim, "span", { class: "words" }),
    value && unseen(`, ${t(`verdict.${value}`)}`),
    judgement !== "none" &&
      h(
        "span",
        { class: "mine", title: mine },
        h("span", { "aria-hidden": "true" }, MARKS[judgement]),
        unseen(`, ${mine}`),
      ),
  );
}

const slots = (columns, content) => h("span", { class: "slots", "aria-hidden": "true" }, columns.map(content));

/**
 * Fill a figure with the events that may bear on each claim, by year; it is hidden where there are none.
 * @param {Model} model
 * @param {Words} t
 */
export function drawTraces(model, t, figure, width, open) {
  const rows = tracesOf(claimsOf(model), model.get("traces"), model.get("records"));
  const years = rows.flatMap(([, events]) => events.map((event) => event.year));
  figure.hidden = !years.length;
  if (!years.length) return;
  const narrow = width < NARROW;
  const room = width - (narrow ? 0 : NAMES);
  const { step, columns } = yearColumns(Math.min(...years), Math.max(...years), room);
  const legend = [`${t("traces")}.`, t("traces.legend"), step > 1 && t("columns", { n: step })].filter(Boolean);
  const row = ([claim, events]) => traceOf(model, t, claim, events, columns, open);
  figure.style.setProperty("--columns", columns.length);
  figure.replaceChildren(
    h("figcaption", { class: "small" }, legend.join(" ")),
    h("div", { role: "list", class: narrow ? "narrow" : null }, rows.map(row)),
    axisOf(columns, narrow, room / columns.length > YEAR),
  );
}

/** The years under their columns; every second where there is no room for all. */
const axisOf = (columns, narrow, all) =>
  h(
    "div",
    { class: `trace axis${narrow ? " narrow" : ""}`, "aria-hidden": "true" },
    h("span", { class: "thing" }),
    slots(columns, ([first], number) => h("span", { class: "slot" }, all || number % 2 === 0 ? `${first}` : "")),
  );

/** @param {Model} model @param {Words} t */
function traceOf(model, t, claim, events, columns, open) {
  const { id } = claim;
  const thing = nameOf(t, claim);
  const n = events.length;
  const alone = events.filter((event) => event.alone).length;
  const years = [...new Set(events.map((event) => event.year))].join(", ");
  const within = ([first, last]) => events.filter(({ year }) => year >= first && year <= last);
  return h(
    "div",
    { class: "trace", role: "listitem", "data-trace": id },
    button([h("span", { class: "words" }, thing), h("b", {}, `${n} (${alone})`)], () => open(id), {
      class: "thing",
      dir: "auto",
      "data-keep": `trace-${id}`,
      "aria-label": t("traces.row", { thing, n, alone, years }),
      "aria-pressed": model.get("selected").includes(id) ? "true" : "false",
    }),
    slots(columns, (each) =>
      h(
        "span",
        { class: "slot" },
        dots(within(each), ({ told }) => (told ? "told" : "")),
      ),
    ),
  );
}
