// The argument about interests as a table, with a card for a claim and the events that may bear on each.

import { radios, toggles } from "./kit/controls.js";
import { h } from "./kit/elements.js";
import { frame, keeping } from "./kit/frame.js";
import { memory } from "./kit/memory.js";
import { watchWidth } from "./kit/screen.js";
import { put } from "./kit/values.js";
import { set, watch } from "./kit/watch.js";
import { cardOf, tally } from "./interests-card.js";
import { drawTraces, tableOf } from "./interests-chart.js";
import { filtered, judgementsOf } from "./interests-rules.js";
import { nameOf } from "./interests-words.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model, Traits } from "./interests-types.js" */

/** @type {(keyof Traits)[]} */
const DRAWN = ["group", "filters", "selected", "judgements", "more"];

/** The reader's judgements of all claims, as this browser keeps them. */
const kept = memory("chronology-judgements");

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  const ids = new Set(model.get("claims").map((claim) => claim.id));
  const of = (there) => judgementsOf(kept.get() ?? {}, model.get("fixed").judgements, ids, there);
  const judgements = { ...of(true), ...model.get("judgements") };
  if (Object.keys(judgements).length) set(model, { judgements });
  const remember = () => {
    const now = { ...of(false), ...model.get("judgements") };
    if (Object.keys(now).length) kept.set(now);
    else kept.clear();
  };
  const stop = watch(model, { judgements: remember });
  const clean = frame(model, el, "interests", ({ picture: body }, t) => mount(model, t, body), []);
  return () => {
    stop();
    clean();
  };
}

/** @param {Model} model @param {Words} t */
function mount(model, t, body) {
  const parts = {
    controls: h("div", { class: "bar" }),
    status: h("p", { class: "small", role: "status" }),
    grid: h("div", { class: "grid" }),
    card: h("div", { class: "about" }),
    traces: h("figure", { class: "traces" }),
    unfolded: { open: false }, // the events of the card
  };
  body.append(parts.controls, parts.status, parts.grid, parts.card, parts.traces);
  const traces = () =>
    drawTraces(model, t, parts.traces, body.clientWidth, (id) => {
      parts.unfolded.open = true;
      select(model, parts, id);
    });
  const draw = () => {
    parts.controls.replaceChildren(...controlsOf(model, t));
    parts.status.textContent = statusOf(model, t);
    parts.grid.replaceChildren(tableOf(model, t, (id) => select(model, parts, id)));
    drawCard(model, t, parts);
    traces();
  };
  const all = () => keeping(body, draw);
  const stop = watch(model, {}, DRAWN, all);
  all();
  const unwatch = watchWidth(body, traces, body.clientWidth);
  return () => {
    stop();
    unwatch();
  };
}

/** @param {Model} model */
function select(model, { card }, id) {
  set(model, { selected: model.get("selected").includes(id) ? [] : [id] });
  if (model.get("selected").length) card.scrollIntoView({ block: "nearest" });
}

/** @param {Model} model @param {Words} t */
function controlsOf(model, t) {
  const filters = model.get("filters");
  const there = t.verdicts.filter((value) => model.get("claims").some(({ verdict }) => verdict === value));
  const verdicts = there.map((each) => [each, `${t.sign(each)}\u2002${t(`verdict.${each}`)}`]);
  const narrow = (verdict) => set(model, { filters: put(filters, "verdict", verdict) });
  const groups = model.get("fixed").choices.group.map((each) => [each, t(`group.${each}`)]);
  return [
    radios(t("group"), groups, model.get("group"), (group) => set(model, { group })),
    toggles(t("verdict"), verdicts, [filters.verdict ?? []].flat(), narrow),
  ];
}

/** @param {Model} model @param {Words} t */
function statusOf(model, t) {
  const claims = model.get("claims");
  const about = claims.find((claim) => claim.id === model.get("selected")[0]);
  const count = t("shown", { n: filtered(claims, model.get("filters")).length, all: claims.length });
  return about ? `${count} · ${about.id}: ${nameOf(t, about)}` : count;
}

/** @param {Model} model @param {Words} t */
function drawCard(model, t, { grid, card, unfolded }) {
  const chosen = model.get("selected");
  const claims = new Map(model.get("claims").map((claim) => [claim.id, claim]));
  const claim = claims.get(chosen.find((id) => claims.has(id)));
  const order = [...grid.querySelectorAll("[data-id]")].map((each) => each.dataset.id);
  const close = () => {
    set(model, { selected: [] });
    grid.querySelector(`[data-id="${CSS.escape(claim.id)}"]`)?.focus();
  };
  card.replaceChildren(...(claim ? [cardOf(model, t, claim, order, unfolded, close)] : []), tally(model, t));
}

export default { render };
