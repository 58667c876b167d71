// The timeline: controls, chart, list and card, kept in step with the traits.

import { accountSaid } from "./kit/account.js";
import { share } from "./kit/controls.js";
import { h } from "./kit/elements.js";
import { frame } from "./kit/frame.js";
import { set, watch } from "./kit/watch.js";
import { drawCard } from "./timeline-card.js";
import { Chart } from "./timeline-chart.js";
import { drawControls } from "./timeline-controls.js";
import { drawList } from "./timeline-list.js";
import { filtered, prepared, spanOf } from "./timeline-rules.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Ctx, Model } from "./timeline-types.js" */

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  const said = ({ id, explanation, note }) => accountSaid(model, "event", id) ?? [explanation, note];
  const rows = prepared(model.get("events"), said);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const data = { rows, byId, fixed: model.get("fixed"), periods: model.get("periods"), ...spanOf(rows) };
  return frame(model, el, "timeline", (body, t) => draw({ model, t, body, ...data, ...inWords(model, t) }));
}

/**
 * How events, lanes and values are named.
 * @param {Model} model
 * @param {Words} t
 */
function inWords(model, t) {
  const { lists } = model.get("fixed");
  const nameOf = (name, value) => t(`${lists[name]}.${value}`);
  const dateOf = (row) => t.say(row.date) || t("no-date");
  const described = (row) =>
    [dateOf(row), t.say(row.title), row.verdict && t(`verdict.${row.verdict}`)].filter(Boolean).join(", ");
  const laneName = (key) => {
    const kind = model.get("lanes");
    if (key === "others") return t("others");
    if (kind === "none") return t("events");
    if (kind === "essay") return t(`lanes.essay.${key}`);
    return key ? nameOf(kind, key) : t("unknown");
  };
  /** The keys of lanes, in the order of their list. */
  const orderOf = (kind) =>
    kind === "essay"
      ? ["yes", "no"]
      : Object.keys(model.get("strings").en)
          .filter((key) => key.startsWith(`${lists[kind]}.`))
          .map((key) => key.slice(lists[kind].length + 1));
  return { nameOf, dateOf, described, laneName, orderOf };
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
 * The body of the widget. ctx: what all parts know, model, t, what render reads and the names of `inWords`; this adds
 * chosen, the events that pass the filters, group, those that an opened mark stands for, and the parts.
 * @param {Ctx} ctx
 */
function draw(ctx) {
  const { model, body, t } = ctx;
  Object.assign(ctx, { chosen: [], group: null, select: (id, add) => select(model, id, add) });
  const status = h("p", { class: "small", role: "status" });
  const spoken = h("p", { class: "unseen", "aria-live": "polite" });
  const chart = new Chart(ctx);
  const [list, card] = [drawList(ctx), drawCard(ctx)];
  Object.assign(ctx, { chart, card });
  const controls = drawControls(ctx);
  body.append(controls.element, status, spoken, chart.element, list.element, card.element, share(model, t) ?? "");

  const onFilters = () => {
    ctx.chosen = filtered(ctx.rows, model.get("filters"), ctx.periods, ctx.fixed.fields);
    ctx.group = null;
    const count = { n: ctx.chosen.length, all: ctx.rows.length };
    status.textContent = ctx.chosen.length ? t("shown", count) : t("nothing");
    controls.update();
    chart.relane();
    list.update();
    card.update();
  };
  const onShow = () => {
    chart.element.hidden = model.get("show") === "list";
    controls.update();
    list.update();
    chart.paint();
  };
  const onSelected = () => {
    ctx.group = null;
    chart.paint();
    list.mark();
    card.update();
    const row = ctx.byId.get(model.get("selected").at(-1));
    spoken.textContent = row ? ctx.described(row) : "";
  };
  const onLanes = () => {
    controls.update();
    chart.relane();
  };
  const stop = watch(model, {
    filters: onFilters,
    lanes: onLanes,
    view: () => chart.follow(),
    show: onShow,
    selected: onSelected,
    more: () => card.update(),
  });
  chart.element.hidden = model.get("show") === "list";
  onFilters();
  return () => {
    stop();
    chart.stop();
  };
}

export default { render };
