// A periodisation by the reader: cuts on a line of time, and tables that follow them at once.

import { choice } from "./kit/controls.js";
import { dayInWords } from "./kit/days.js";
import { button, h, unique } from "./kit/elements.js";
import { frame, keeping, keyOf, rowButton } from "./kit/frame.js";
import { dayNumber, firstOf, isoDay, yearOf } from "./kit/time.js";
import { chosen, set, watch } from "./kit/watch.js";
import { counted, cutsOf, endsOf, place, summary } from "./periods-count.js";
import { drawStrip } from "./periods-strip.js";
import {
  chosenList,
  comparedTable,
  fallsTable,
  furtherTable,
  notes,
  periodRows,
  periodsTable,
} from "./periods-tables.js";

/** @import { Ctx, Model } from "./periods-types.js" */

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  const events = counted(model.get("events"));
  const ends = endsOf(events);
  const periods = (scheme) => counted(scheme.periods).map((period) => ({ ...period, named: dayNumber(period.named) }));
  const schemes = model.get("schemes").map((scheme) => ({ ...scheme, periods: periods(scheme) }));
  const common = { model, events, ends, schemes, fixed: model.get("fixed"), open: { more: false } };
  return frame(model, el, "periods", (parts, t) => draw({ ...common, t, frame: parts }));
}

/**
 * ctx: model, t, frame, events, ends, schemes, fixed, open (what is unfolded), domain (first and last day drawn).
 * @param {Ctx} ctx
 */
function draw(ctx) {
  const { frame, model, t } = ctx;
  ctx.cuts = cutsOf(model.get("cuts"), ctx.fixed.most_cuts);
  ctx.domain = domainOf(ctx);
  ctx.say = (day) => dayInWords(t, isoDay(day));
  ctx.scheme = () => ctx.schemes.find((scheme) => scheme.id === model.get("compare"));
  ctx.by = () => chosen(model, "by");
  ctx.nameOf = (value) => nameOf(ctx, value);
  ctx.range = (first, last) =>
    `${first === null ? t("first-event") : ctx.say(first)} – ${last === null ? t("last-event") : ctx.say(last)}`;
  ctx.put = (cuts, selected = model.get("selected")) => set(model, { cuts: cuts.map(isoDay), selected });
  ctx.limits = (index) => [(ctx.cuts[index - 1] ?? ctx.domain[0]) + 1, (ctx.cuts[index + 1] ?? ctx.domain[1] + 1) - 1];
  ctx.move = (index, day) => {
    const [low, high] = ctx.limits(index);
    ctx.put(ctx.cuts.map((cut, each) => (each === index ? Math.min(Math.max(day, low), high) : cut)));
  };
  ctx.add = (day) => {
    const number = place(day, ctx.cuts);
    ctx.put(
      [...ctx.cuts, day].sort((a, b) => a - b),
      model.get("selected") + (model.get("selected") > number ? 1 : 0),
    );
    strip.focus(number - 1);
  };
  ctx.remove = (index) => {
    const selected = model.get("selected");
    ctx.put(
      ctx.cuts.filter((_, each) => each !== index),
      selected > index + 1 ? selected - 1 : selected,
    );
    if (ctx.cuts.length) strip.focus(Math.min(index, ctx.cuts.length - 1));
    else cuts.focus();
  };
  ctx.select = (number, mark = `.shade[data-period="${number}"]`) => {
    set(model, { selected: model.get("selected") === number ? 0 : number });
    if (model.get("selected")) frame.reveal(frame.picture.querySelector(mark));
  };

  ctx.close = (number) => {
    set(model, { selected: 0 });
    const back = /** @type {any} */ (
      rowButton(frame.body, number) ?? frame.picture.querySelector(`[data-keep="period-${number}"]`)
    );
    back?.focus({ preventScroll: true });
  };

  const controls = drawControls(ctx);
  const strip = drawStrip(ctx);
  const cuts = drawCuts(ctx);
  const [first, further] = [h("div", { class: "part" }), h("div", { class: "part" })];
  const remember = (event) => {
    ctx.open.more = event.target.open;
  };
  const title = h("summary", { "data-keep": "more" }, t("more"));
  const more = h("details", { open: ctx.open.more, ontoggle: remember }, title, further);
  frame.controls.prepend(controls.element);
  frame.picture.append(strip.element, cuts.element, h("div", { class: "tables" }, first, more));
  frame.help.append(...["legend", "keys", "rule", "falls-note"].map((key) => h("p", {}, t(key))));
  frame.legend.append(keyOf("bead told", t("essay.yes")), keyOf("bead", t("essay.no")));
  frame.rows = () => periodRows(ctx);

  function update() {
    ctx.cuts = cutsOf(model.get("cuts"), ctx.fixed.most_cuts);
    if (ctx.cuts.some((cut) => cut <= ctx.domain[0] || cut > ctx.domain[1])) ctx.domain = domainOf(ctx);
    keeping(frame.body, redraw);
  }
  function redraw() {
    ctx.rows = summary(ctx.events, ctx.cuts, ctx.by(), ctx.ends, ctx.fixed.shortest);
    const placed = ctx.rows.reduce((sum, row) => sum + row.events.length, 0);
    controls.update();
    strip.update();
    cuts.update();
    const said = t("summary", { n: ctx.rows.length, events: placed });
    if (frame.count.textContent !== said) frame.count.textContent = said;
    frame.details.replaceChildren(...chosenList(ctx));
    first.replaceChildren(periodsTable(ctx));
    further.replaceChildren(furtherTable(ctx), ...notes(ctx), ...fallsTable(ctx), ...comparedTable(ctx));
  }
  const stop = watch(model, {}, ["cuts", "compare", "by", "selected"], update);
  update();
  const unwatch = strip.watch();
  return () => {
    stop();
    unwatch();
  };
}

/**
 * Whole years around the events and the cuts.
 * @param {Ctx} ctx
 * @returns {[number, number]}
 */
function domainOf(ctx) {
  const days = [...(ctx.ends ?? []), ...ctx.cuts];
  if (!days.length) return [dayNumber("1991-01-01"), dayNumber("1992-12-31")];
  return [firstOf(yearOf(Math.min(...days) - 1)), firstOf(yearOf(Math.max(...days)) + 1) - 1];
}

/** @param {Ctx} ctx */
function nameOf({ by: description, fixed, t }, value) {
  const by = description();
  if (by === "in_essay") return t(`essay.${value}`);
  if (!value) return by === "document_type" ? t("no-value.document_type") : t("no-value");
  const key = `${fixed.lists[by]}.${value}`;
  return t(key) === key ? value : t(key);
}

// --- controls -------------------------------------------------------------------------------

/** @param {Ctx} ctx */
function drawControls(ctx) {
  const { model, t } = ctx;
  const schemes = ctx.schemes.map(({ id, title }) => [id, t.say(title)]);
  const compare = choice(
    t("compare"),
    [["", t("compare-none")], ...schemes],
    "",
    (value) => set(model, { compare: value }),
    { "data-keep": "compare" },
  );
  const by = choice(
    t("by"),
    ctx.fixed.choices.by.map((each) => [each, t(`by.${each}`)]),
    "",
    (value) => set(model, { by: value }),
    { "data-keep": "by" },
  );
  const theirs = () => ctx.scheme().periods.map((period) => period.start);
  const drawn = (day) => day > ctx.domain[0] && day <= ctx.domain[1];
  const adopt = button(t("adopt"), () => ctx.put(theirs().filter(drawn), 0), { "data-keep": "adopt" });
  return {
    element: h("div", { class: "controls" }, by, compare, adopt),
    update() {
      compare.querySelector("select").value = ctx.scheme()?.id ?? "";
      by.querySelector("select").value = ctx.by();
      adopt.disabled = !ctx.scheme();
    },
  };
}

// --- the cuts as a list: the way without dragging -------------------------------------------

/** @param {Ctx} ctx */
function drawCuts(ctx) {
  const { t } = ctx;
  const list = h("ol", { class: "cuts" });
  const none = h("p", { class: "small" }, t("no-cuts"));
  const problem = h("p", { class: "small", role: "alert" });
  const day = h("input", { type: "date", "data-keep": "add-day" });
  const add = h("button", { type: "submit", "data-keep": "add" }, t("add"));
  const form = h(
    "form",
    {
      class: "bar",
      onsubmit: (event) => {
        event.preventDefault();
        const wanted = day.value ? dayNumber(day.value) : middle(ctx);
        if (ctx.cuts.includes(wanted)) problem.textContent = t("taken");
        else if (wanted !== null) {
          problem.textContent = day.value = "";
          ctx.add(wanted);
        }
      },
    },
    h("label", { class: "choice" }, h("span", {}, t("add-day")), day),
    add,
  );
  const rows = []; // {item, field, told}, in order

  function row(index) {
    const n = index + 1;
    const act = (key, sign, action) =>
      button(sign, action, { "aria-label": t(key, { n }), title: t(key, { n }), "data-keep": `${key}-${index}` });
    const field = h("input", {
      type: "date",
      "aria-label": t("cut-day", { n, next: n + 1 }),
      "data-keep": `day-${index}`,
    });
    const told = h("span", { class: "small nearby" });
    field.addEventListener("input", () => {
      if (field.value && field.validity.valid) {
        problem.textContent = "";
        ctx.move(index, dayNumber(field.value));
      }
    });
    field.addEventListener("blur", () => {
      const [first, last] = ctx.limits(index).map(ctx.say);
      problem.textContent = field.value && !field.validity.valid ? t("between", { first, last }) : "";
      field.value = isoDay(ctx.cuts[index] ?? 0);
    });
    const jump = (way) => {
      const to = beside(ctx, index, way);
      if (to !== undefined) ctx.move(index, to);
    };
    const earlier = act("earlier-event", "◂", () => jump(-1));
    const later = act("later-event", "▸", () => jump(1));
    const away = act("remove", "×", () => ctx.remove(index));
    const item = h("li", {}, h("span", { class: "controls" }, field, earlier, later, away), told);
    return { item, field, told, earlier, later };
  }

  function update() {
    if (rows.length !== ctx.cuts.length) {
      rows.splice(0, rows.length, ...ctx.cuts.map((_, index) => row(index)));
      list.replaceChildren(...rows.map(({ item }) => item));
    }
    none.hidden = ctx.cuts.length > 0;
    add.disabled = ctx.cuts.length >= ctx.fixed.most_cuts;
    [day.min, day.max] = [ctx.domain[0] + 1, ctx.domain[1]].map(isoDay);
    rows.forEach(({ field, told, earlier, later }, index) => {
      const [first, last] = ctx.limits(index).map(isoDay);
      // A limit that is set anew, even to the same, ends what is being typed: a day of two figures is one of one then.
      if (field.min !== first) field.min = first;
      if (field.max !== last) field.max = last;
      const now = isoDay(ctx.cuts[index]);
      // What is being typed is not written over: a day of one figure may become one of two.
      if (field.value !== now && field.getRootNode().activeElement !== field) field.value = now;
      told.replaceChildren(...nearby(ctx, ctx.cuts[index]));
      earlier.disabled = beside(ctx, index, -1) === undefined;
      later.disabled = beside(ctx, index, 1) === undefined;
    });
  }
  const id = unique("cuts");
  const title = h("p", { id, class: "subtitle" }, t("cuts"));
  const element = h("section", { "aria-labelledby": id }, title, none, list, form, problem);
  return { element, update, focus: () => add.focus() };
}

/**
 * The events whose day is known: of a month or a year nobody can say that a cut lies on it.
 * @param {Ctx} ctx
 */
const onDays = (ctx) => ctx.events.filter((event) => event.start !== null && !event.vague);

/**
 * The day of the nearest event before or after a cut that its neighbours leave room for.
 * @param {Ctx} ctx
 */
function beside(ctx, index, way) {
  const [low, high] = ctx.limits(index);
  const now = ctx.cuts[index];
  const days = onDays(ctx)
    .map((event) => event.start)
    .filter((day) => day >= low && day <= high);
  return way > 0
    ? least(days.filter((day) => day > now))
    : least(
        days.filter((day) => day < now).map((day) => -day),
        -1,
      );
}

const least = (days, sign = 1) => (days.length ? sign * days.reduce((a, b) => Math.min(a, b)) : undefined);

/**
 * The middle of the longest period, where there is most room for a new cut; null where there is none.
 * @param {Ctx} ctx
 */
function middle(ctx) {
  const limits = [ctx.domain[0], ...ctx.cuts, ctx.domain[1] + 1];
  const lengths = limits.slice(1).map((day, index) => day - limits[index]);
  const widest = lengths.indexOf(Math.max(...lengths));
  return lengths[widest] < 2 ? null : Math.floor((limits[widest] + limits[widest + 1]) / 2);
}

/**
 * What happened on the day of a cut, or nearest to it, that of which the essay tells first.
 * @param {Ctx} ctx
 */
function nearby(ctx, day) {
  const { t } = ctx;
  const dated = onDays(ctx);
  const far = (event) => Math.abs(event.start - day);
  const nearest = dated.reduce((best, each) => (best && far(best) <= far(each) ? best : each), null);
  if (!nearest) return [];
  const same = dated
    .filter((event) => event.start === nearest.start)
    .sort((a, b) => Number(Boolean(b.in_essay)) - Number(Boolean(a.in_essay)));
  const n = far(nearest);
  const words = n === 0 ? t("on-day") : nearest.start > day ? t("event-later", { n }) : t("event-earlier", { n });
  const titles = same.slice(0, 2).flatMap(({ title }) => ["; ", t.spoken("span", title, { class: "what" })]);
  return [`${words} `, ...titles.slice(1), same.length > 2 ? ` ${t("and-more", { n: same.length - 2 })}` : ""];
}

export default { render };
