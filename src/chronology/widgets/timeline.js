// The timeline: controls, chart, list and card, kept in step with the traits.

import { accountSaid } from "./kit/account.js";
import { keywords, traitsSet, callOf } from "./kit/code.js";
import { dayInWords } from "./kit/days.js";
import { h } from "./kit/elements.js";
import { frame, keyOf } from "./kit/frame.js";
import { set, watch } from "./kit/watch.js";
import { verdictOf, waiting } from "./kit/waiting.js";
import { verdict } from "./kit/words.js";
import { drawCard } from "./timeline-card.js";
import { Chart } from "./timeline-chart.js";
import { drawControls } from "./timeline-controls.js";
import { filtered, inView, prepared, spanOf } from "./timeline-rules.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Ctx, Model } from "./timeline-types.js" */

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  const said = ({ id, explanation, note }) => {
    const { names, of } = model.get("named") ?? { of: {} }; // when they are there
    return [...(accountSaid(model, "event", id) ?? [explanation, note]), ...(of[id] ?? []).map((at) => [names[at]])];
  };
  const rows = prepared(model.get("events"), said);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const data = { rows, byId, fixed: model.get("fixed"), periods: model.get("periods"), ...spanOf(rows) };
  return frame(model, el, "timeline", (parts, t) => draw({ model, t, frame: parts, ...data, ...inWords(model, t) }));
}

/**
 * How events, lanes and values are named.
 * @param {Model} model
 * @param {Words} t
 */
function inWords(model, t) {
  const { lists } = model.get("fixed");
  const nameOf = (name, value) => t(`${lists[name]}.${value}`);
  const dayOf = (day) => dayInWords(t, day);
  const dateOf = (row) => t.say(row.date) || t("no-date");
  const described = (row) =>
    [dateOf(row), t.say(row.title), row.waits ? t("waits") : row.verdict && t(`verdict.${row.verdict}`)]
      .filter(Boolean)
      .join(", ");
  const laneName = (key) => {
    const kind = model.get("lanes");
    if (key === "others") return t("others");
    if (kind === "none") return t("events");
    if (kind === "essay") return t(`lanes.essay.${key}`);
    return key ? nameOf(kind, key) : t(kind === "verdict" ? "waits" : "unknown");
  };
  /** The keys of lanes, in the order of their list. */
  const orderOf = (kind) =>
    kind === "essay"
      ? ["yes", "no"]
      : Object.keys(Object.values(model.get("strings"))[0]) // every language has the same keys
          .filter((key) => key.startsWith(`${lists[kind]}.`))
          .map((key) => key.slice(lists[kind].length + 1));
  return { nameOf, dateOf, dayOf, described, laneName, orderOf };
}

/**
 * Choose an event alone, or let it go; add: besides the others.
 * @param {Model} model
 */
function select(model, id, add = false) {
  const now = model.get("selected");
  if (add) set(model, { selected: now.includes(id) ? now.filter((each) => each !== id) : [...now, id] });
  else set(model, { selected: now.length === 1 && now[0] === id ? [] : [id] });
}

/**
 * The parts of the widget. ctx: what all parts know, the frame, model, t, what render reads and the names of `inWords`;
 * this adds chosen, the events that pass the filters, group, those that an opened mark stands for, and chart and card.
 * @param {Ctx} ctx
 */
function draw(ctx) {
  const { frame, model, t } = ctx;
  const waits = waiting();
  for (const row of ctx.rows) {
    row.letters = row.text = null; // with the languages that are there now
    if (!row.claims) continue;
    row.course ??= row.verdict;
    row.waits = waits(row);
    row.verdict = row.waits ? "" : row.course;
  }
  Object.assign(ctx, { chosen: [], group: null, select: (id, add) => select(model, id, add) });
  const spoken = h("p", { class: "unseen", "aria-live": "polite" });
  const chart = new Chart(ctx);
  const card = drawCard(ctx);
  Object.assign(ctx, { chart, card });
  const controls = drawControls(ctx);
  frame.picture.append(chart.element);
  frame.details.append(card.element);
  frame.body.append(spoken);
  frame.help.append(...["legend", "keys", "touch"].map((key) => h("p", { class: key }, t(key))));
  frame.legend.append(...legendOf(t));
  if (ctx.rows.some((row) => row.waits)) frame.legend.append(keyOf(h("b", {}, "…"), t("waits")));
  frame.rows = () => rowsOf(ctx);
  frame.direct = () => directOf(ctx);

  const count = () => {
    const all = ctx.rows.length;
    const [first, last] = model.get("view");
    const n = shownOf(ctx).length;
    const said =
      first && n ? t("shown-in", { n, all, first: ctx.dayOf(first), last: ctx.dayOf(last) }) : t("shown", { n, all });
    frame.count.textContent = ctx.chosen.length ? said : t("nothing");
  };
  const onFilters = () => {
    if (model.get("filters").text) model.bring?.(); // it looks through what cards say
    ctx.chosen = filtered(ctx.rows, model.get("filters"), ctx.periods, ctx.fixed.fields);
    ctx.group = null;
    count();
    controls.update();
    chart.relane();
    card.update();
  };
  const onSelected = () => {
    ctx.group = null;
    chart.paint();
    card.update();
    const row = ctx.byId.get(model.get("selected").at(-1));
    if (row) frame.reveal(chart.element.querySelector("[aria-selected=true]"));
    spoken.textContent = row ? ctx.described(row) : "";
  };
  const onLanes = () => {
    controls.update();
    chart.relane();
  };
  const onView = () => {
    count();
    chart.follow();
  };
  const stop = watch(model, {
    filters: onFilters,
    lanes: onLanes,
    view: onView,
    show: () => requestAnimationFrame(() => chart.paint()),
    selected: onSelected,
    more: () => {
      for (const row of ctx.rows) row.text = null; // there is more to search
      if (model.get("filters").text) onFilters();
      else card.update();
    },
  });
  chart.measure();
  onFilters();
  return () => {
    stop();
    chart.stop();
  };
}

/**
 * What the marks mean, each as it is drawn.
 * @param {Words} t
 */
const legendOf = (t) => [
  keyOf("bead told", t("lanes.essay.yes")),
  keyOf("bead", t("lanes.essay.no")),
  keyOf("bead doubt", t("within")),
  ...t.verdicts.map((each) => verdict(t, each)),
];

/**
 * The events that pass the filters and lie in the view.
 * @param {Ctx} ctx
 */
const shownOf = ({ chosen, model }) => inView(chosen, model.get("view"));

/**
 * The events that are shown, as a table.
 * @param {Ctx} ctx
 */
function rowsOf(ctx) {
  const { dateOf, model, t } = ctx;
  return {
    heads: [t("table.date"), t("table.event"), t("essay"), t("verdict")],
    head: 1,
    rows: shownOf(ctx),
    id: (row) => row.id,
    cells: (row) => [
      h("span", { class: "when" }, dateOf(row)),
      t.spoken("span", row.title),
      t(`lanes.essay.${row.in_essay ? "yes" : "no"}`),
      verdictOf(t, { ...row, verdict: row.course ?? row.verdict }),
    ],
    pick: (row, add) => ctx.select(row.id, add),
    picked: () => model.get("selected"),
  };
}

/**
 * The events as ch.events() gives them, where it knows all that is set.
 * @param {Ctx} ctx
 */
function directOf(ctx) {
  const { filters = {}, view = [], selected = [], ...traits } = traitsSet(ctx.model);
  const { period, text, ...asked } = filters;
  if (ctx.model.get("source") || period || text) return null;
  const shown = new Set(shownOf(ctx).map((row) => row.id));
  const chosen = selected.filter((id) => shown.has(id));
  const one = (value) => (Array.isArray(value) && value.length === 1 ? value[0] : value);
  const given = Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, one(value)]));
  return {
    rows: callOf("ch.events", keywords({ ...(view.length && { between: view }), ...given })),
    traits: { ...traits, ...(chosen.length && { selected: chosen }) },
  };
}

export default { render };
