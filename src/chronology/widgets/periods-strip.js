// The strip of the periodisation: events as dots on a line of time, the reader's cuts as handles, the periods below.

import { h, isoDay, perFrame, s } from "./kit.js";
import { monthsLater } from "./periods-count.js";

const MANY = 1500; // events; more are drawn as columns
const LEVEL = 34; // pixels from one row of handles to the next

export const yearStart = (year) => Math.round(new Date(0).setUTCFullYear(year, 0, 1) / 864e5);

/** A day in words, or short, by the key of the pattern. */
export function inWords(t, day, key) {
  const [year, mm, dd] = isoDay(day).split("-");
  const month = t("day-months").split(" ")[mm - 1];
  return t(key, { day: Number(dd), month, year, dd, mm, mon: month.slice(0, 3) });
}

export function drawStrip(ctx) {
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
    const name = t("cut", { n: index + 1 });
    const attributes = { role: "slider", tabindex: 0, class: "cut", "data-keep": `cut-${index}`, "aria-label": name };
    const knob = h("div", attributes, label);
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
      const [n, m] = [ctx.rows[index].events.length, ctx.rows[index + 1].events.length];
      label.textContent = inWords(t, day, "short-day");
      const attributes = {
        "aria-valuemin": low, "aria-valuemax": high, "aria-valuenow": day, "data-day": isoDay(day),
        "aria-valuetext": t("cut-said", { day: ctx.say(day), a: index + 1, b: index + 2, n, m }),
      };
      for (const [name, value] of Object.entries(attributes)) knob.setAttribute(name, value);
    });
    const along = (style, text) => ctx.rows.map(({ number, first, last, events }) => {
      const [from, to] = [part(first ?? ctx.domain[0]), part((last ?? ctx.domain[1]) + 1)];
      const on = model.get("selected") === number;
      const made = h("div", { class: style, "data-period": number, "data-on": on, onclick: () => ctx.select(number) },
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
    axis.replaceChildren(...yearsOf(ctx.domain, width).map((year) => {
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
function yearsOf([from, to], width) {
  const first = new Date(from * 864e5).getUTCFullYear();
  const last = new Date(to * 864e5).getUTCFullYear();
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((each) => ((last - first + 1) / each) * 40 <= width) ?? 1000;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((year) => year % step === 0);
}
