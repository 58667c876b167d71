// The atlas: controls, slider of time, map and panel, kept in step with the traits.

import { choice } from "./kit/controls.js";
import { dayInWords } from "./kit/days.js";
import { button, h } from "./kit/elements.js";
import { frame, keeping, keyOf } from "./kit/frame.js";
import { watchWidth } from "./kit/screen.js";
import { put } from "./kit/values.js";
import { set, watch } from "./kit/watch.js";
import { drawMap } from "./atlas-map.js";
import { drawPanel } from "./atlas-panel.js";
import { asked, nameThen, stopAt } from "./atlas-rules.js";

/** @import { Frame, Words } from "./kit/types.js" */
/** @import { Asked, Model } from "./atlas-types.js" */

const TICKS = 6; // years written under the slider

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  return frame(model, el, "atlas", (made, t) => mount(model, t, made), ["map", "table", "code"]);
}

/** @param {Model} model @param {Words} t @param {Frame} made */
function mount(model, t, made) {
  const filters = drawFilters(model, t);
  const time = drawTime(model, t);
  const map = drawMap(model, t);
  const panel = h("div", { class: "detail panel" });
  const heard = h("p", { class: "unseen", role: "status" });
  const line = h("p", { class: "small" });
  made.legend.append(keyOf("dot", t("events-here")), keyOf("dot area", t("approximate")));
  made.filters.append(filters.element);
  made.picture.append(map.element);
  made.picture.before(time.element);
  made.picture.after(heard, line, h("p", { class: "small" }, t("source")));
  made.details.append(panel);
  made.help.append(h("p", {}, t("step")), h("p", {}, t("legend")), h("p", {}, t("map")));
  made.rows = () => rowsOf(model, t, asked(model));
  const update = () =>
    keeping(made.body, () => {
      const now = asked(model);
      const { events, found, selected, chosen, day } = now;
      made.count.textContent = t("counted", { n: events.length, places: found.length });
      made.filtered(Object.keys(now.filters).length);
      filters.update(now);
      time.update(now);
      map.draw(now);
      drawPanel(model, t, panel, now);
      const from = model.get("line").from;
      line.textContent = t(now.hasLine ? "line" : "no-line", { day: dayInWords(t, from) });
      heard.textContent = selected ? t("place-n", { place: t.say(nameThen(selected, day)), n: chosen.length }) : "";
    });
  update();
  const stop = watch(model, {}, ["day", "filters", "selected", "more"], update);
  const unwatch = watchWidth(map.element, () => keeping(made.body, () => map.draw(asked(model))));
  return () => {
    stop();
    unwatch();
  };
}

/**
 * The places of the events that are shown, as a table.
 * @param {Model} model
 * @param {Words} t
 * @param {Asked} asked
 */
const rowsOf = (model, t, { found, day, selected }) => ({
  heads: [t("table.place"), t("table.today"), t("table.number"), t("table.events")],
  rows: found,
  id: ({ place }) => place.id,
  cells: ({ place, events }) => [
    t.spoken("span", nameThen(place, day)),
    t.spoken("span", place.name),
    `${events.length}`,
    h("div", { class: "which" }, events.map((event) => `${t.say(event.date)}: ${t.say(event.title)}`).join("; ")),
  ],
  pick: ({ place }) => set(model, { selected: place.id === selected?.id ? "" : place.id }),
  picked: () => (selected ? [selected.id] : []),
});

/**
 * The slider of time, which goes from one day with an event to the next.
 * @param {Model} model
 * @param {Words} t
 */
function drawTime(model, t) {
  const { stops } = asked(model);
  const last = stops.length - 1;
  const go = (number) => stops[number] && set(model, { day: stops[number] });
  const slider = h("input", {
    type: "range",
    min: 0,
    max: Math.max(0, last),
    disabled: last < 1,
    "data-keep": "day",
    oninput: (event) => go(Number(event.target.value)),
  });
  const said = h("span", { class: "now" });
  const step = (key, sign, by) =>
    button(sign, () => go(Number(slider.value) + by), { "aria-label": t(key), title: t(key), "data-keep": key });
  const [earlier, later] = [step("earlier", "←", -1), step("later", "→", 1)];
  const element = h(
    "div",
    { class: "time" },
    h("p", { class: "until" }, said),
    h("div", { class: "slide" }, earlier, h("label", {}, h("span", { class: "unseen" }, t("until")), slider), later),
    h("div", { class: "years", "aria-hidden": "true" }, yearsOf(stops)),
  );
  /** @param {Asked} asked */
  function update({ begun, day }) {
    const at = stopAt(stops, day);
    const words = dayOf(t, day, begun);
    slider.value = `${at}`;
    slider.setAttribute("aria-valuetext", words);
    earlier.disabled = at < 1;
    later.disabled = at >= last;
    said.textContent = words && `${t("until")} ${words}`;
  }
  return { element, update };
}

/**
 * A day in words; one on which an event with a vaguer date begins, as that date is said.
 * @param {Words} t
 */
function dayOf(t, day, begun) {
  if (begun.length && !begun.some((event) => event.exact)) return t.say(begun[0].date);
  return day && dayInWords(t, day);
}

/** Some years under the slider, at the days to which they belong. */
function yearsOf(stops) {
  const last = stops.length - 1;
  if (last < 1) return [];
  const count = Math.min(TICKS, stops.length);
  const numbers = [...new Set(Array.from({ length: count }, (_, i) => Math.round((i * last) / (count - 1))))];
  return numbers.map((number) =>
    h("span", { style: `--at: ${number / last}` }, `${Number(stops[number].slice(0, 4))}`),
  );
}

/**
 * The filters: a choice for each.
 * @param {Model} model
 * @param {Words} t
 */
function drawFilters(model, t) {
  const narrow = (name, value) => set(model, { filters: put(model.get("filters"), name, value) });
  const lists = Object.entries(model.get("fixed").lists).map(([name, field]) => {
    const values = [...new Set(model.get("events").flatMap((event) => event[field]))];
    const options = values.map((value) => /** @type {[string, string]} */ ([`${value}`, labelOf(t, name, value)]));
    if (name === "chapter") options.sort((a, b) => Number(a[0]) - Number(b[0]));
    else options.sort((a, b) => a[1].localeCompare(b[1]));
    const change = (value) => narrow(name, value === "" ? [] : [name === "chapter" ? Number(value) : value]);
    const several = ["several", ""];
    return [
      name,
      choice(t(name), [["", t("any")], several, ...options], "", change, { "data-keep": `filter-${name}` }),
    ];
  });
  const told = ["yes", "no"].map((each) => [each, t(`in-essay.${each}`)]);
  const essay = choice(
    t("in-essay"),
    [["", t("any")], ...told],
    "",
    (value) => narrow("in_essay", value === "" ? null : value === "yes"),
    { "data-keep": "filter-essay" },
  );
  const element = h(
    "div",
    { class: "bar" },
    lists.map(([, each]) => each),
    essay,
  );
  /** @param {Asked} asked */
  function update({ filters }) {
    for (const [name, list] of lists) {
      const wanted = Array.isArray(filters[name]) ? filters[name] : [];
      const many = list.querySelector('[value="several"]');
      many.hidden = wanted.length < 2;
      many.textContent = t("several", { n: wanted.length });
      list.querySelector("select").value = wanted.length > 1 ? "several" : `${wanted[0] ?? ""}`;
    }
    const value = typeof filters.in_essay === "boolean" ? (filters.in_essay ? "yes" : "no") : "";
    essay.querySelector("select").value = value;
  }
  return { element, update };
}

/** @param {Words} t */
function labelOf(t, name, value) {
  const label = t(`${name}.${value}`);
  return label === `${name}.${value}` ? `${value}` : label;
}

export default { render };
