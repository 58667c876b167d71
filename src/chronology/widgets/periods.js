// A periodisation by the reader: cuts on a line of time, and tables that follow them at once.

import {
  button, choice, dayNumber, frame, h, isoDay, keep, link, perFrame, restore, s, set, share, unique,
} from "./kit.js";
import {
  MOST_CUTS, agreementOf, counted, cutsOf, endsOf, matched, members, mixture, monthsLater, ordered, percent, place,
  placeIn, reaches, summary, tally,
} from "./periods-count.js";

const LISTS = { topic: "topic", kind: "event_kind", in_essay: "", verdict: "verdict", document_type: "document_type" };
const MANY = 1500; // events; more are drawn as columns
const LEVEL = 34; // pixels from one row of handles to the next
const LONGEST = 100; // entries of the list of a period

function render({ model, el }) {
  const events = counted(model.get("events"));
  const ends = endsOf(events);
  const periods = (scheme) => counted(scheme.periods).map((period) => ({ ...period, named: dayNumber(period.named) }));
  const schemes = model.get("schemes").map((scheme) => ({ ...scheme, periods: periods(scheme) }));
  const began = cutsOf(model.get("cuts"));
  return frame(model, el, "periods", (body, t) => draw({ model, t, body, events, ends, schemes, began }));
}

/** ctx: model, t, body, events, ends, schemes, began (the cuts to start again with), domain (first and last day drawn). */
function draw(ctx) {
  const { model, t, body } = ctx;
  ctx.cuts = cutsOf(model.get("cuts"));
  ctx.domain = domainOf(ctx);
  ctx.say = (day) => inWords(t, day, "day");
  ctx.scheme = () => ctx.schemes.find((scheme) => scheme.id === model.get("compare"));
  ctx.by = () => (model.get("by") in LISTS ? model.get("by") : "topic");
  ctx.nameOf = (value) => nameOf(t, ctx.by(), value);
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
    ctx.put([...ctx.cuts, day].sort((a, b) => a - b), model.get("selected") + (model.get("selected") > number ? 1 : 0));
    strip.focus(number - 1);
  };
  ctx.remove = (index) => {
    const selected = model.get("selected");
    ctx.put(ctx.cuts.filter((_, each) => each !== index), selected > index + 1 ? selected - 1 : selected);
    if (ctx.cuts.length) strip.focus(Math.min(index, ctx.cuts.length - 1));
    else body.querySelector("[data-keep=add]").focus();
  };
  ctx.select = (number) => set(model, { selected: model.get("selected") === number ? 0 : number });

  const controls = drawControls(ctx);
  const strip = drawStrip(ctx);
  const cuts = drawCuts(ctx);
  const status = h("p", { class: "small", role: "status" });
  const tables = h("div", { class: "tables" });
  const help = h("details", {}, h("summary", { "data-keep": "help" }, t("help")),
    ["keys", "rule", "falls-note"].map((key) => h("p", { class: "small" }, t(key))));
  body.append(controls.element, strip.element, cuts.element, help, status, tables, share(model, t) ?? "");

  function update() {
    ctx.cuts = cutsOf(model.get("cuts"));
    if (ctx.cuts.some((cut) => cut <= ctx.domain[0] || cut > ctx.domain[1])) ctx.domain = domainOf(ctx);
    const kept = keep(body);
    const rows = (ctx.rows = summary(ctx.events, ctx.cuts, ctx.by(), ctx.ends));
    const placed = rows.reduce((sum, row) => sum + row.events.length, 0);
    controls.update();
    strip.update();
    cuts.update();
    const said = t("summary", { n: rows.length, events: placed });
    if (status.textContent !== said) status.textContent = said;
    tables.replaceChildren(periodsTable(ctx), ...chosenList(ctx), ...notes(ctx), ...fallsTable(ctx), ...comparedTable(ctx));
    restore(body, kept);
  }
  const watched = "change:cuts change:compare change:by change:selected";
  model.on(watched, update);
  update();
  const stop = strip.watch();
  return () => {
    model.off(watched, update);
    stop();
  };
}

/** Whole years around the events and the cuts. */
function domainOf(ctx) {
  const days = [...(ctx.ends ?? []), ...ctx.cuts];
  if (!days.length) return [dayNumber("1991-01-01"), dayNumber("1992-12-31")];
  const year = (day) => new Date(day * 864e5).getUTCFullYear();
  return [yearStart(year(Math.min(...days) - 1)), yearStart(year(Math.max(...days)) + 1) - 1];
}

const yearStart = (year) => Math.round(new Date(0).setUTCFullYear(year, 0, 1) / 864e5);

function inWords(t, day, key) {
  const [year, mm, dd] = isoDay(day).split("-");
  const month = t("day-months").split(" ")[mm - 1];
  return t(key, { day: Number(dd), month, year, dd, mm, mon: month.slice(0, 3) });
}

function nameOf(t, by, value) {
  if (by === "in_essay") return t(`essay.${value}`);
  if (!value) return by === "document_type" ? t("no-value.document_type") : t("no-value");
  const key = `${LISTS[by]}.${value}`;
  return t(key) === key ? value : t(key);
}

// --- controls -------------------------------------------------------------------------------

function drawControls(ctx) {
  const { model, t } = ctx;
  const compare = choice(t("compare"), [["", t("compare-none")], ...ctx.schemes.map(({ id, title }) => [id, t.say(title)])], "",
    (value) => set(model, { compare: value }), { "data-keep": "compare" });
  const by = choice(t("by"), Object.keys(LISTS).map((each) => [each, t(`by.${each}`)]), "",
    (value) => set(model, { by: value }), { "data-keep": "by" });
  const adopt = button(t("adopt"), () => ctx.put(ctx.scheme().periods.map((period) => period.start).filter((day) => day > ctx.domain[0] && day <= ctx.domain[1]), 0), { "data-keep": "adopt" });
  const reset = button(t("reset"), () => ctx.put(ctx.began, 0), { "data-keep": "reset" });
  return {
    element: h("div", { class: "bar" }, by, compare, adopt, reset),
    update() {
      compare.querySelector("select").value = ctx.scheme()?.id ?? "";
      by.querySelector("select").value = ctx.by();
      adopt.disabled = !ctx.scheme();
    },
  };
}

// --- the strip: dots, periods, handles ------------------------------------------------------

function drawStrip(ctx) {
  const { model, t } = ctx;
  const shades = h("div", { class: "shades", "aria-hidden": "true" });
  const picture = s("svg", { role: "img" });
  const handles = h("div", { class: "handles" });
  const axis = h("div", { class: "axis", "aria-hidden": "true" });
  const other = h("div", { class: "other", "aria-hidden": "true" });
  const own = h("div", { class: "own", "aria-hidden": "true" });
  const plot = h("div", { class: "plot" }, shades, handles, picture, axis, own, other);
  const element = h("figure", {}, plot, h("figcaption", { class: "small" }, t("legend")));
  const made = []; // the handles, in order
  let width = 0;
  let dragged = -1;
  let drawn = ""; // what the dots were drawn for
  const part = (day) => (day - ctx.domain[0]) / (ctx.domain[1] + 1 - ctx.domain[0]);
  const percentage = (day) => `${(100 * part(day)).toFixed(4)}%`;

  function handle(index) {
    const label = h("span", {});
    const line = h("span", { class: "line", "aria-hidden": "true" });
    const knob = h("div", { role: "slider", tabindex: 0, class: "cut", "data-keep": `cut-${index}`, "aria-label": t("cut", { n: index + 1 }) }, label);
    const drag = perFrame(() => dragged === index && ctx.move(index, knob.wanted));
    knob.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      knob.setPointerCapture(event.pointerId);
      dragged = index;
      knob.grabbed = event.clientX - plot.getBoundingClientRect().left - part(ctx.cuts[index]) * width;
    });
    knob.addEventListener("pointermove", (event) => {
      if (dragged !== index) return;
      const at = event.clientX - plot.getBoundingClientRect().left - knob.grabbed;
      knob.wanted = Math.round(ctx.domain[0] + (at / width) * (ctx.domain[1] + 1 - ctx.domain[0]));
      drag();
    });
    const release = () => {
      dragged = -1;
      update();
    };
    knob.addEventListener("pointerup", release);
    knob.addEventListener("pointercancel", release);
    knob.addEventListener("keydown", (event) => press(event, index));
    return { knob, line, label };
  }

  function press(event, index) {
    const day = ctx.cuts[index];
    const way = { ArrowRight: 1, ArrowUp: 1, PageUp: 1, ArrowLeft: -1, ArrowDown: -1, PageDown: -1 }[event.key];
    if (event.key === "Delete" || event.key === "Backspace") ctx.remove(index);
    else if (event.key === "Home") ctx.move(index, ctx.limits(index)[0]);
    else if (event.key === "End") ctx.move(index, ctx.limits(index)[1]);
    else if (event.ctrlKey || event.altKey || event.metaKey || !way) return;
    else if (event.key.startsWith("Page")) ctx.move(index, monthsLater(day, 12 * way));
    else ctx.move(index, event.shiftKey ? day + way : monthsLater(day, way));
    event.preventDefault();
  }

  /** Handles that would cover each other stand one above the other. */
  function arrange() {
    const free = []; // per level: where the last handle ends
    const lefts = made.map(({ knob }, index) => {
      const own = knob.offsetWidth;
      const left = Math.max(0, Math.min(width - own, part(ctx.cuts[index]) * width - own / 2));
      let level = free.findIndex((end) => end + 4 <= left);
      if (level < 0) level = free.length;
      free[level] = left + own;
      return [left, level];
    });
    const levels = Math.max(free.length, 1, dragged >= 0 ? handles.levels : 0); // nothing jumps under a finger
    handles.levels = levels;
    handles.style.height = `${levels * LEVEL}px`;
    made.forEach(({ knob, line }, index) => {
      const [left, level] = lefts[index];
      knob.style.left = `${left}px`;
      knob.style.top = `${level * LEVEL}px`;
      line.style.left = percentage(ctx.cuts[index]);
      line.style.top = `${level * LEVEL + LEVEL - 6}px`;
    });
  }

  function update() {
    if (made.length !== ctx.cuts.length) {
      dragged = -1;
      made.splice(0, made.length, ...ctx.cuts.map((_, index) => handle(index)));
      handles.replaceChildren(...made.map(({ knob }) => knob));
      plot.querySelectorAll(".line").forEach((line) => line.remove());
      plot.append(...made.map(({ line }) => line));
    }
    made.forEach(({ knob, label }, index) => {
      const day = ctx.cuts[index];
      const [low, high] = ctx.limits(index);
      label.textContent = inWords(t, day, "short-day");
      const attributes = {
        "aria-valuemin": low, "aria-valuemax": high, "aria-valuenow": day, "data-day": isoDay(day),
        "aria-valuetext": t("cut-said", { day: ctx.say(day), a: index + 1, b: index + 2, n: ctx.rows[index].events.length, m: ctx.rows[index + 1].events.length }),
      };
      for (const [name, value] of Object.entries(attributes)) knob.setAttribute(name, value);
    });
    const along = (style, text) => ctx.rows.map(({ number, first, last, events }) => {
      const [from, to] = [part(first ?? ctx.domain[0]), part((last ?? ctx.domain[1]) + 1)];
      const made = h("div", { class: style, "data-period": number, "data-on": model.get("selected") === number, onclick: () => ctx.select(number) },
        text(number, events, (to - from) * width));
      Object.assign(made.style, { left: `${100 * from}%`, width: `${100 * (to - from)}%` });
      return made;
    });
    shades.replaceChildren(...along("shade", () => null));
    own.replaceChildren(...along("mine", (number, events, room) =>
      room > 12 && [h("span", { class: "strong" }, String(number)), room > 45 && ` (${events.length})`]));
    picture.setAttribute("aria-label", t("strip", {
      first: ctx.ends ? ctx.say(ctx.ends[0]) : "–", last: ctx.ends ? ctx.say(ctx.ends[1]) : "–",
      cuts: ctx.cuts.map(ctx.say).join("; ") || t("none"),
    }));
    other.replaceChildren(...(ctx.scheme()?.periods ?? []).map((period, index) => bandOf(period, index)).filter(Boolean));
    if (width) {
      if (drawn !== `${width} ${ctx.domain}`) dots();
      arrange();
    }
  }

  /** A period of the compared scheme, as much as lies in the time that is drawn. */
  function bandOf(period, index) {
    const from = Math.max(period.start, ctx.domain[0]);
    const to = Math.min(period.end, ctx.domain[1]);
    if (from > to) return null;
    const band = t.spoken("div", period.title, { class: "band", "data-open": period.end === Infinity, title: t.say(period.title) });
    band.prepend(`${index + 1} `);
    Object.assign(band.style, { left: percentage(from), width: `${100 * (part(to + 1) - part(from))}%` });
    return band;
  }

  function dots() {
    drawn = `${width} ${ctx.domain}`;
    const dated = ctx.events.filter((event) => event.start !== null).sort((a, b) => a.start - b.start);
    const x = (day) => part(day) * width;
    const size = width < 500 ? 7 : 9;
    const { marks, height } = dated.length > MANY ? columns(dated, x) : dodged(dated, x, size, width);
    picture.replaceChildren(...marks.map(([tag, attributes]) => s(tag, attributes)));
    picture.setAttribute("viewBox", `0 ${-height} ${width} ${height}`);
    Object.assign(picture.style, { height: `${height}px` });
    axis.replaceChildren(...years(ctx.domain, width).map((year) => {
      const tick = h("span", { class: "tick" }, String(year));
      tick.style.left = percentage(yearStart(year));
      return tick;
    }));
  }

  function watch() {
    const observer = new ResizeObserver(() => {
      if (plot.clientWidth === width) return;
      width = plot.clientWidth;
      update();
    });
    observer.observe(plot);
    return () => observer.disconnect();
  }
  return { element, update, watch, focus: (index) => made[index]?.knob.focus({ preventScroll: true }) };
}

/** Each event as a dot on its day, above those that it would cover; a line shows how far its date reaches. */
function dodged(events, x, size, width) {
  const ends = [];
  const marks = [];
  for (const event of events) {
    const at = Math.min(Math.max(x(event.start), size / 2), width - size / 2);
    let level = ends.findIndex((end) => end <= at - size / 2);
    if (level < 0) level = ends.length;
    ends[level] = at + size / 2 + 1;
    const cy = -(level + 0.5) * (size + 1) - 1;
    const to = Math.min(x(event.end), width);
    if (to - at > size) marks.unshift(["line", { x1: at, x2: to, y1: cy, y2: cy, class: "reach" }]);
    marks.push(["circle", { cx: at, cy, r: size / 2 - 0.75, class: event.in_essay ? "told" : "omitted", "data-id": event.id }]);
  }
  return { marks, height: Math.max(ends.length, 3) * (size + 1) + 4 };
}

/** Very many events as columns of four pixels. */
function columns(events, x) {
  const heights = new Map();
  for (const event of events) {
    const at = Math.floor(x(event.start) / 4) * 4;
    heights.set(at, (heights.get(at) ?? 0) + 1);
  }
  const most = Math.max(...heights.values());
  const marks = [...heights].map(([at, n]) => ["rect", { x: at, width: 3, y: (-96 * n) / most, height: (96 * n) / most, class: "told" }]);
  return { marks, height: 100 };
}

/** The years to be written on the axis. */
function years([from, to], width) {
  const first = new Date(from * 864e5).getUTCFullYear();
  const last = new Date(to * 864e5).getUTCFullYear();
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((each) => ((last - first + 1) / each) * 40 <= width) ?? 1000;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((year) => year % step === 0);
}

// --- the cuts as a list: the way without dragging -------------------------------------------

function drawCuts(ctx) {
  const { t } = ctx;
  const list = h("ol", { class: "cuts" });
  const none = h("p", { class: "small" }, t("no-cuts"));
  const problem = h("p", { class: "small", role: "alert" });
  const day = h("input", { type: "date", "data-keep": "add-day" });
  const add = h("button", { type: "submit", "data-keep": "add" }, t("add"));
  const form = h("form", { class: "bar", onsubmit: (event) => {
    event.preventDefault();
    const wanted = day.value ? dayNumber(day.value) : middle(ctx);
    if (ctx.cuts.includes(wanted)) problem.textContent = t("taken");
    else if (wanted !== null) {
      problem.textContent = day.value = "";
      ctx.add(wanted);
    }
  } }, h("label", { class: "choice" }, h("span", {}, t("add-day")), day), add);
  const rows = []; // {item, field, told}, in order

  function row(index) {
    const n = index + 1;
    const act = (key, sign, action) =>
      button(sign, action, { "aria-label": t(key, { n }), title: t(key, { n }), "data-keep": `${key}-${index}` });
    const field = h("input", { type: "date", "aria-label": t("cut-day", { n, next: n + 1 }), "data-keep": `day-${index}` });
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
    const item = h("li", {}, h("span", { class: "controls" }, field, earlier, later, act("remove", "×", () => ctx.remove(index))), told);
    return { item, field, told, earlier, later };
  }

  function update() {
    if (rows.length !== ctx.cuts.length) {
      rows.splice(0, rows.length, ...ctx.cuts.map((_, index) => row(index)));
      list.replaceChildren(...rows.map(({ item }) => item));
    }
    none.hidden = ctx.cuts.length > 0;
    add.disabled = ctx.cuts.length >= MOST_CUTS;
    [day.min, day.max] = [ctx.domain[0] + 1, ctx.domain[1]].map(isoDay);
    rows.forEach(({ field, told, earlier, later }, index) => {
      [field.min, field.max] = ctx.limits(index).map(isoDay);
      const now = isoDay(ctx.cuts[index]);
      if (field.value !== now && (field.getRootNode().activeElement !== field || field.validity.valid)) field.value = now;
      told.replaceChildren(...nearby(ctx, ctx.cuts[index]));
      earlier.disabled = beside(ctx, index, -1) === undefined;
      later.disabled = beside(ctx, index, 1) === undefined;
    });
  }
  const title = unique("cuts");
  return { element: h("section", { "aria-labelledby": title }, h("p", { id: title, class: "subtitle" }, t("cuts")), none, list, form, problem), update };
}

/** The day of the nearest event before or after a cut that its neighbours leave room for. */
function beside(ctx, index, way) {
  const [low, high] = ctx.limits(index);
  const now = ctx.cuts[index];
  const days = ctx.events.map((event) => event.start).filter((day) => day !== null && day >= low && day <= high);
  return way > 0 ? least(days.filter((day) => day > now)) : least(days.filter((day) => day < now).map((day) => -day), -1);
}

const least = (days, sign = 1) => (days.length ? sign * days.reduce((a, b) => Math.min(a, b)) : undefined);

/** The middle of the longest period, where there is most room for a new cut; null where there is none. */
function middle(ctx) {
  const limits = [ctx.domain[0], ...ctx.cuts, ctx.domain[1] + 1];
  const lengths = limits.slice(1).map((day, index) => day - limits[index]);
  const widest = lengths.indexOf(Math.max(...lengths));
  return lengths[widest] < 2 ? null : Math.floor((limits[widest] + limits[widest + 1]) / 2);
}

/** What happened on the day of a cut, or nearest to it, that of which the essay tells first. */
function nearby(ctx, day) {
  const { t } = ctx;
  const dated = ctx.events.filter((event) => event.start !== null);
  const nearest = dated.reduce((best, each) => (best && Math.abs(best.start - day) <= Math.abs(each.start - day) ? best : each), null);
  if (!nearest) return [];
  const same = dated.filter((event) => event.start === nearest.start).sort((a, b) => Boolean(b.in_essay) - Boolean(a.in_essay));
  const n = Math.abs(nearest.start - day);
  const words = n === 0 ? t("on-day") : nearest.start > day ? t("event-later", { n }) : t("event-earlier", { n });
  const titles = same.slice(0, 2).flatMap(({ title }) => ["; ", t.spoken("span", title, { class: "what" })]);
  return [`${words} `, ...titles.slice(1), same.length > 2 ? ` ${t("and-more", { n: same.length - 2 })}` : ""];
}

// --- tables ---------------------------------------------------------------------------------

function decimal(t, number) {
  return number === null ? "–" : number.toFixed(1).replace(".", t("decimal"));
}

/** A table whose cells say their column, so that on a phone each row can stand as a block. */
function table(caption, names, rows, style) {
  return h("table", { class: style, role: "table" }, h("caption", {}, caption),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, names.map((name) => h("th", { scope: "col", role: "columnheader" }, name)))),
    h("tbody", { role: "rowgroup" }, rows.map(([attributes, first, ...cells]) =>
      h("tr", { role: "row", ...attributes }, h("th", { scope: "row", role: "rowheader" }, first),
        cells.map((cell, index) => h("td", { role: "cell", "data-name": names[index + 1] }, cell))))));
}

function commonest(ctx, { commonest: found, most }) {
  if (!found.length) return "–";
  if (found.length > 2) return ctx.t("tied", { k: found.length, n: most });
  return `${found.map(ctx.nameOf).join(", ")} (${most})`;
}

function periodsTable(ctx) {
  const { model, t, rows } = ctx;
  const names = ["period", "years", "events", "per-year", "essay", "commonest", "mixed"].map((name) => t(name));
  const show = ({ number }) =>
    button(`${number}.`, () => ctx.select(number), {
      "aria-pressed": String(model.get("selected") === number), "aria-label": `${number}. ${t("period-n", { n: number })}`,
      title: t("period-n", { n: number }), "data-keep": `period-${number}`,
    });
  return table(t("yours"), names, rows.map((row) => [
    { "data-period": row.number, "data-ids": row.events.map((event) => event.id).join(" ") },
    h("div", { class: "named" }, show(row), " ", h("span", {}, ctx.range(row.first, row.last))),
    decimal(t, row.years), String(row.events.length), decimal(t, row.perYear),
    `${row.told} / ${row.events.length - row.told}`, commonest(ctx, row), percent(row.mixed),
  ]), "blocks");
}

/** What has to be said of the numbers: what the last column is, and which events could be counted otherwise. */
function notes(ctx) {
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

function listOf(ctx, events) {
  const { model, t } = ctx;
  return h("ul", { class: "events" },
    events.slice(0, LONGEST).map((event) =>
      h("li", { "data-id": event.id }, t.say(event.date) && [t.spoken("span", event.date, { class: "when" }), " "],
        link(model, "events", event.id, t.spoken("span", event.title)),
        event.in_essay ? ` · ${t("essay.yes")}` : "")),
    events.length > LONGEST && h("li", {}, t("and-more", { n: events.length - LONGEST })));
}

function chosenList(ctx) {
  const row = ctx.rows[ctx.model.get("selected") - 1];
  if (!row) return [];
  const words = ctx.t("chosen", { n: row.number, range: ctx.range(row.first, row.last), events: row.events.length });
  return [h("div", { class: "detail" }, h("p", { class: "strong" }, words), listOf(ctx, row.events))];
}

function fallsTable(ctx) {
  const { t, rows } = ctx;
  const order = ordered(tally(ctx.events.filter((event) => event.start !== null), ctx.by()));
  if (!order.length) return [];
  const bar = (n, row) => {
    const made = h("span", { class: "share", "aria-hidden": "true" });
    made.style.width = `${row.events.length ? (100 * n) / row.events.length : 0}%`;
    return made;
  };
  const cells = (value) => rows.map((row) => {
    const n = row.counts.get(value) ?? 0;
    return h("span", { class: n && n === row.most ? "most" : "" }, bar(n, row), String(n));
  });
  return [
    h("div", { class: "scroll", tabindex: rows.length > 5 ? 0 : null, role: "group", "aria-label": t("falls") },
      table(t("falls"), [t("period"), ...rows.map((row) => String(row.number))],
        order.map((value) => [{ "data-value": value }, ctx.nameOf(value), ...cells(value)]), "falls")),
  ];
}

function comparedTable(ctx) {
  const { t, events, cuts } = ctx;
  const scheme = ctx.scheme();
  if (!scheme) return [];
  const numbers = events.map((event) => placeIn(event.start, scheme.periods));
  const groups = members(events, numbers, scheme.periods.length);
  const names = ["its-period", "events", "mixed", "nearest", "apart", "between-events"].map((name) => t(name));
  const found = agreementOf(events.map((event) => place(event.start, cuts)), numbers);
  const outside = events.filter((event, index) => event.start !== null && !numbers[index]).length;
  const small = (text) => h("p", { class: "small" }, text);
  return [
    table(t("compared", { scheme: t.say(scheme.title) }), names, scheme.periods.map((period, index) => {
      const match = matched(period, events, cuts);
      return [{}, [`${index + 1}. `, t.spoken("span", period.title), `, ${t.say(period.date)}`],
        String(groups[index].length), percent(mixture(groups[index], ctx.by())),
        match.nearest === null ? "–" : ctx.say(match.nearest),
        match.nearest === null ? "–" : apartness(t, match), match.nearest === null ? "–" : String(match.between)];
    }), "blocks"),
    found.every > 0 && h("p", {}, t("agreement", { ...found, p: percent([found.a + found.b, found.every]).replace("%", "") })),
    found.every > 0 && h("p", {}, t("overall", overall(ctx, numbers, scheme.periods.length))),
    scheme.periods.some((period) => period.named > period.start) && small(t("scheme-cut")),
    ...overlaps(ctx, scheme.periods).map(small),
    outside > 0 && small(t("outside", { n: outside })),
  ].filter(Boolean);
}

function apartness(t, { apart, within }) {
  const days = apart === 0 ? t("same-day") : `${apart > 0 ? "+" : "−"}${Math.abs(apart)}`;
  return within && apart ? t("named-time", { days }) : days;
}

/** Where two periods of a scheme hold the same days, in words. */
function overlaps(ctx, periods) {
  return periods.slice(1).flatMap((period, index) => {
    const before = periods[index];
    if (period.start > before.end) return [];
    const n = ctx.events.filter((event) => event.start !== null && period.start <= event.start && event.start <= before.end).length;
    return [ctx.t("overlap", { a: index + 1, b: index + 2, range: ctx.range(period.start, before.end), n })];
  });
}

/** How mixed the periods of the reader, of the scheme and all events are, over the events that the scheme holds. */
function overall(ctx, numbers, count) {
  const held = ctx.events.filter((_, index) => numbers[index]);
  const of = (places, most) =>
    percent(members(held, places, most).map((group) => mixture(group, ctx.by())).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]));
  return {
    yours: of(held.map((event) => place(event.start, ctx.cuts)), ctx.cuts.length + 1),
    other: of(numbers.filter(Boolean), count),
    whole: of(held.map(() => 1), 1),
  };
}

export default { render };
