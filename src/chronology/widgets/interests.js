// The argument about interests as a table, with a card for a claim and the events that may bear on each.

import { radios } from "./kit/radios.js";
import { toggles } from "./kit/toggles.js";
import { h } from "./kit/elements.js";
import { frame, keeping, keyOf, rowButton } from "./kit/frame.js";
import { memory } from "./kit/memory.js";
import { watchWidth } from "./kit/screen.js";
import { put } from "./kit/values.js";
import { set, watch } from "./kit/watch.js";
import { verdictOf } from "./kit/waiting.js";
import { cardOf, tally } from "./interests-card.js";
import { drawTraces, tableOf } from "./interests-chart.js";
import { filtered, judged, judgementsOf } from "./interests-rules.js";
import { claimsOf, labelOf, nameOf } from "./interests-words.js";

/** @import { Frame, Words } from "./kit/types.js" */
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
  const clean = frame(model, el, "interests", (parts, t) => mount(model, t, parts));
  return () => {
    stop();
    clean();
  };
}

/** @param {Model} model @param {Words} t @param {Frame} made */
function mount(model, t, made) {
  const { body, picture } = made;
  const parts = {
    ...made,
    group: h("div", {}),
    grid: h("div", { class: "grid" }),
    tally: h("div", {}),
    traces: h("figure", { class: "traces" }),
    unfolded: { open: false }, // the events of the card
  };
  picture.append(parts.grid, parts.tally, parts.traces);
  made.controls.prepend(parts.group);
  made.legend.append(
    ...verdictsOf(model, t).map((each) =>
      keyOf(h("span", { class: `sign verdict-${each}`, "aria-hidden": "true" }, t.sign(each)), t(`verdict.${each}`)),
    ),
    keyOf("bead square gap", t("silent")),
  );
  made.rows = () => rowsOf(model, t);
  const traces = () =>
    drawTraces(model, t, parts.traces, picture.clientWidth, (id) => {
      parts.unfolded.open = true;
      select(model, parts, id);
    });
  const draw = () => {
    const [group, verdicts] = controlsOf(model, t);
    parts.group.replaceChildren(group);
    made.filters.replaceChildren(verdicts);
    made.filtered(Object.values(model.get("filters")).filter((each) => each.length).length);
    made.count.textContent = statusOf(model, t);
    parts.grid.replaceChildren(tableOf(model, t, (id) => select(model, parts, id)));
    drawCard(model, t, parts);
    traces();
  };
  const all = () => keeping(body, draw);
  const stop = watch(model, {}, DRAWN, all);
  all();
  const unwatch = watchWidth(picture, traces, picture.clientWidth);
  return () => {
    stop();
    unwatch();
  };
}

/** @param {Model} model */
function select(model, { grid, reveal }, id) {
  set(model, { selected: model.get("selected").includes(id) ? [] : [id] });
  if (model.get("selected").length) reveal(grid.querySelector(`[data-id="${CSS.escape(id)}"]`));
}

/**
 * The verdicts that the claims have.
 * @param {Model} model
 * @param {Words} t
 */
const verdictsOf = (model, t) =>
  t.verdicts.filter((value) => model.get("claims").some(({ verdict }) => verdict === value));

/**
 * The claims that are shown, as a table.
 * @param {Model} model
 * @param {Words} t
 */
function rowsOf(model, t) {
  const { judgements, rows } = model.get("fixed");
  return {
    heads: [
      t("fallback.claim"),
      t("table"),
      t("fallback.whose"),
      ...Object.keys(rows).map((each) => t(`group.${each}`)),
      t("verdict"),
      t("judgement"),
    ],
    rows: filtered(claimsOf(model), model.get("filters")),
    id: (claim) => claim.id,
    cells: (claim) => [
      claim.id,
      labelOf(t, claim),
      t(`of.${claim.whose}`),
      t(`form.${claim.form}`),
      claim.waits ? "…" : t(`interest_evidence.${claim.evidence_kind}`),
      verdictOf(t, claim.course),
      t(`judgement.${judged(model.get("judgements"), claim.id, judgements)}`),
    ],
    pick: ({ id }) => set(model, { selected: model.get("selected").includes(id) ? [] : [id] }),
    picked: () => model.get("selected"),
  };
}

/** @param {Model} model @param {Words} t */
function controlsOf(model, t) {
  const filters = model.get("filters");
  const verdicts = verdictsOf(model, t).map((each) => [each, `${t.sign(each)}\u2002${t(`verdict.${each}`)}`]);
  const narrow = (verdict) => set(model, { filters: put(filters, "verdict", verdict) });
  const groups = model.get("fixed").choices.group.map((each) => [each, t(`group.${each}`)]);
  return [
    radios(t("group"), groups, model.get("group"), (group) => set(model, { group })),
    toggles(t("verdict"), verdicts, [filters.verdict ?? []].flat(), narrow),
  ];
}

/** @param {Model} model @param {Words} t */
function statusOf(model, t) {
  const claims = claimsOf(model);
  const about = claims.find((claim) => claim.id === model.get("selected")[0]);
  const count = t("shown", { n: filtered(claims, model.get("filters")).length, all: claims.length });
  return about ? `${count} · ${about.id}: ${nameOf(t, about)}` : count;
}

/** @param {Model} model @param {Words} t */
function drawCard(model, t, { body, details, grid, tally: place, unfolded }) {
  const chosen = model.get("selected");
  const claims = new Map(claimsOf(model).map((claim) => [claim.id, claim]));
  const claim = claims.get(chosen.find((id) => claims.has(id)));
  const order = [...grid.querySelectorAll("[data-id]")].map((each) => each.dataset.id);
  const close = () => {
    set(model, { selected: [] });
    (rowButton(body, claim.id) ?? grid.querySelector(`[data-id="${CSS.escape(claim.id)}"]`))?.focus();
  };
  details.replaceChildren(...(claim ? [cardOf(model, t, claim, order, unfolded, close)] : []));
  place.replaceChildren(tally(model, t));
}

export default { render };
