// The bar above the timeline: search, lanes, zoom, and the filters.

import { choice } from "./kit/controls.js";
import { toggles } from "./kit/toggles.js";
import { button, h } from "./kit/elements.js";
import { dayNumber } from "./kit/time.js";
import { many, put } from "./kit/values.js";
import { set } from "./kit/watch.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Ctx, Model } from "./timeline-types.js" */

export const STEP = 1.6; // of a zoom

/** @param {Ctx} ctx */
export function drawControls(ctx) {
  const { frame, model, t } = ctx;
  const periods = periodOptions(ctx);
  const [search, lanes] = [searchField(ctx), laneChoice(ctx)];
  const verdicts = h("div", {});
  const lists = listFilters(ctx);
  const [period, essay] = [periodFilter(ctx, periods), essayFilter(ctx)];
  const go = choice(t("go-to"), [["", t("whole")], ...periods], "", (id) => goTo(ctx, id), { "data-keep": "go" });
  const found = h("label", { class: "choice search" }, h("span", {}, t("search")), search);
  frame.controls.prepend(zooms(ctx), lanes, found);
  frame.filters.append(h("div", { class: "bar" }, Object.values(lists), period, essay, go), verdicts);

  let toggled = null; // what the verdicts show
  function update() {
    const now = model.get("filters");
    if (search.value !== (now.text ?? "")) search.value = now.text ?? "";
    lanes.querySelector("select").value = model.get("lanes");
    frame.filtered(Object.keys(now).filter((name) => name !== "text").length);
    for (const [name, each] of Object.entries(lists)) showList(t, each, many(now[name]));
    period.querySelector("select").value = now.period ?? "";
    essay.querySelector("select").value = typeof now.in_essay === "boolean" ? (now.in_essay ? "yes" : "no") : "";
    const next = JSON.stringify([now.verdict]);
    if (toggled === next) return;
    toggled = next;
    renew(verdicts, verdictToggles(ctx, many(now.verdict)));
  }
  return { update };
}

/**
 * Set a filter, or take it away if the value says nothing.
 * @param {Model} model
 */
function narrow(model, name, value) {
  set(model, { filters: put(model.get("filters"), name, value) });
}

/**
 * Look at a period, or at all.
 * @param {Ctx} ctx
 */
function goTo({ chart, last, periods, whole }, id) {
  const period = periods.find((each) => each.id === id);
  chart.look(period ? [dayNumber(period.start) - 1, (period.end ? dayNumber(period.end) : last) + 2] : whole);
}

/** @param {Ctx} ctx */
function periodOptions({ periods, t }) {
  const schemes = [...new Set(periods.map((period) => period.scheme))];
  return schemes.map((scheme) => [
    t(`scheme.${scheme}`),
    periods.filter((period) => period.scheme === scheme).map((period) => [period.id, t.say(period.title)]),
  ]);
}

/** @param {Ctx} ctx */
const searchField = ({ model }) =>
  h("input", {
    type: "search",
    "data-keep": "search",
    oninput: (event) => narrow(model, "text", event.target.value),
  });

/** @param {Ctx} ctx */
const laneChoice = ({ model, t }) =>
  choice(
    t("lanes"),
    model.get("fixed").choices.lanes.map((each) => [each, t(`lanes.${each}`)]),
    model.get("lanes"),
    (value) => set(model, { lanes: value }),
    { "data-keep": "lanes" },
  );

/** @param {Ctx} ctx */
function zooms({ chart, t }) {
  const zoom = (key, sign, factor) =>
    button(sign, () => chart.zoom(factor), { "aria-label": t(key), title: t(key), "data-keep": key });
  const fit = button(t("fit"), () => chart.look(chart.fitted()), { "data-keep": "fit" });
  return h("div", { class: "group" }, zoom("zoom-out", "−", STEP), zoom("zoom-in", "+", 1 / STEP), fit);
}

/**
 * A choice for each filter that is a closed list, of the values that events have.
 * @param {Ctx} ctx
 */
function listFilters({ fixed, model, nameOf, rows, t }) {
  const made = {};
  const language = model.get("language") in model.get("strings") ? model.get("language") : "en"; // a link may say anything
  const { compare } = new Intl.Collator(language);
  for (const name of ["kind", "topic", "party", "place"]) {
    const held = new Set(rows.map((row) => row[fixed.fields[name]])); // events have most of their lists in common
    const values = [...new Set([...held].flatMap(many))].map((value) => [value, nameOf(name, value)]);
    values.sort((a, b) => compare(a[1], b[1]));
    const options = [["", t("any")], ["several", ""], ...values];
    const change = (value) => narrow(model, name, value ? [value] : []);
    made[name] = choice(t(name), options, "", change, { "data-keep": `filter-${name}` });
  }
  return made;
}

/** @param {Words} t */
function showList(t, list, wanted) {
  const several = list.querySelector('[value="several"]');
  several.hidden = wanted.length < 2;
  several.textContent = t("several", { n: wanted.length });
  list.querySelector("select").value = wanted.length > 1 ? "several" : (wanted[0] ?? "");
}

/** @param {Ctx} ctx */
function periodFilter(ctx, periods) {
  const change = (id) => {
    narrow(ctx.model, "period", id);
    if (id) goTo(ctx, id);
  };
  return choice(ctx.t("period"), [["", ctx.t("any")], ...periods], "", change, { "data-keep": "filter-period" });
}

/** @param {Ctx} ctx */
function essayFilter({ model, t }) {
  const options = [["", t("any")], ...["yes", "no"].map((each) => [each, t(`lanes.essay.${each}`)])];
  const change = (value) => narrow(model, "in_essay", value === "" ? null : value === "yes");
  return choice(t("essay"), options, "", change, { "data-keep": "filter-essay" });
}

/** @param {Ctx} ctx */
const verdictToggles = ({ model, t }, chosen) =>
  toggles(
    t("verdict"),
    t.verdicts.map((each) => [each, `${t.sign(each)}\u2002${t(`verdict.${each}`)}`]),
    chosen,
    (wanted) => narrow(model, "verdict", wanted),
  );

/** Put a group of inputs in place of the one before, without losing the focus. */
function renew(place, group) {
  const active = place.getRootNode().activeElement;
  const value = active && place.contains(active) ? active.value : null;
  place.replaceChildren(group);
  if (value !== null) place.querySelector(`[value="${CSS.escape(value)}"]`)?.focus({ preventScroll: true });
}
