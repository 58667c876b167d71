// The strip of the periodisation: events as dots on a line of time, the reader's cuts as handles, the periods below.

import { ticks } from "./kit/axis.js";
import { dayInWords } from "./kit/days.js";
import { h, s } from "./kit/elements.js";
import { hold } from "./kit/hold.js";
import { isoDay, monthsLater, yearOf } from "./kit/time.js";
import { perFrame, watchWidth } from "./kit/screen.js";

/** @import { Ctx } from "./periods-types.js" */

const MANY = 1500; // events; more are drawn as columns
const TICK = 40; // pixels from one year of the axis to the next at least
const LEVEL = 34; // pixels from one row of handles to the next

/** @param {Ctx} ctx */
export const drawStrip = (ctx) => new Strip(ctx);

/** The strip as it stands on the page. ctx: what the widget knows and does (periods.js). */
class Strip {
  /** @type {Ctx} */
  #ctx;
  #shades = h("div", { class: "shades", "aria-hidden": "true" });
  #picture = s("svg", { role: "img" });
  #handles = h("div", { class: "handles" });
  #axis = h("div", { class: "axis", "aria-hidden": "true" });
  #other = h("div", { class: "other", "aria-hidden": "true" });
  #own = h("div", { class: "own", "aria-hidden": "true" });
  #plot = h("div", { class: "plot" }, this.#shades, this.#handles, this.#picture, this.#axis, this.#own, this.#other);
  #made = []; // the handles, in order: {knob, line, label}
  #levels = 1; // of handles, one above the other
  #width = 0;
  #dragged = -1;
  #drawn = ""; // what the dots were drawn for

  /** @param {Ctx} ctx */
  constructor(ctx) {
    this.#ctx = ctx;
    this.element = h("figure", {}, this.#plot);
  }

  focus(index) {
    this.#made[index]?.knob.focus({ preventScroll: true });
  }

  watch() {
    const drawn = (width) => {
      this.#width = width;
      this.update();
    };
    return watchWidth(this.#plot, drawn, this.#width);
  }

  update() {
    const ctx = this.#ctx;
    if (this.#made.length !== ctx.cuts.length) this.#makeHandles();
    this.#made.forEach((each, index) => this.#sayHandle(each, index));
    this.#shades.replaceChildren(...this.#along("shade", () => null));
    const mine = (number, events, room) =>
      room > 12 && [h("span", { class: "strong" }, String(number)), room > 45 && ` (${events.length})`];
    this.#own.replaceChildren(...this.#along("mine", mine));
    const said = {
      first: ctx.ends ? ctx.say(ctx.ends[0]) : "–",
      last: ctx.ends ? ctx.say(ctx.ends[1]) : "–",
      cuts: ctx.cuts.map(ctx.say).join("; ") || ctx.t("none"),
    };
    this.#picture.setAttribute("aria-label", ctx.t("strip", said));
    const bands = (ctx.scheme()?.periods ?? []).map((period, index) => this.#bandOf(period, index));
    this.#other.replaceChildren(...bands.filter(Boolean));
    if (!this.#width) return;
    if (this.#drawn !== `${this.#width} ${ctx.domain}`) this.#drawDots();
    this.#arrange();
  }

  /** Where a day stands, from 0 to 1. */
  #part(day) {
    const [from, to] = this.#ctx.domain;
    return (day - from) / (to + 1 - from);
  }

  #percentage(day) {
    return `${(100 * this.#part(day)).toFixed(4)}%`;
  }

  #makeHandles() {
    this.#dragged = -1;
    this.#made = this.#ctx.cuts.map((_, index) => this.#handle(index));
    this.#handles.replaceChildren(...this.#made.map(({ knob }) => knob));
    this.#plot.querySelectorAll(".line").forEach((line) => line.remove());
    this.#plot.append(...this.#made.map(({ line }) => line));
  }

  #handle(index) {
    const ctx = this.#ctx;
    const label = h("span", {});
    const line = h("span", { class: "line", "aria-hidden": "true" });
    const name = ctx.t("cut", { n: index + 1 });
    const attributes = { role: "slider", tabindex: 0, class: "cut", "data-keep": `cut-${index}`, "aria-label": name };
    const knob = h("div", attributes, label);
    let wanted = 0; // the day under the finger
    let grabbed = 0; // pixels from the middle of the handle
    const left = (event) => event.clientX - this.#plot.getBoundingClientRect().left;
    const drag = perFrame(() => this.#dragged === index && ctx.move(index, wanted));
    hold(knob, {
      start: (event) => {
        this.#dragged = index;
        grabbed = left(event) - this.#part(ctx.cuts[index]) * this.#width;
      },
      move: (event) => {
        const [from, to] = ctx.domain;
        wanted = Math.round(from + ((left(event) - grabbed) / this.#width) * (to + 1 - from));
        drag();
      },
      end: () => {
        this.#dragged = -1;
        this.update();
      },
    });
    knob.addEventListener("keydown", (event) => this.#press(event, index));
    return { knob, line, label };
  }

  #sayHandle({ knob, label }, index) {
    const ctx = this.#ctx;
    const day = ctx.cuts[index];
    const [low, high] = ctx.limits(index);
    const [n, m] = [ctx.rows[index].events.length, ctx.rows[index + 1].events.length];
    label.textContent = dayInWords(ctx.t, isoDay(day), "short-day");
    const attributes = {
      "aria-valuemin": low,
      "aria-valuemax": high,
      "aria-valuenow": day,
      "data-day": isoDay(day),
      "aria-valuetext": ctx.t("cut-said", { day: ctx.say(day), a: index + 1, b: index + 2, n, m }),
    };
    for (const [name, value] of Object.entries(attributes)) knob.setAttribute(name, value);
  }

  #press(event, index) {
    const ctx = this.#ctx;
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
  #arrange() {
    const { cuts } = this.#ctx;
    const free = []; // per level: where the last handle ends
    const places = this.#made.map(({ knob }, index) => {
      const own = knob.offsetWidth;
      const left = Math.max(0, Math.min(this.#width - own, this.#part(cuts[index]) * this.#width - own / 2));
      let level = free.findIndex((end) => end + 4 <= left);
      if (level < 0) level = free.length;
      free[level] = left + own;
      return { left, level };
    });
    this.#levels = Math.max(free.length, 1, this.#dragged >= 0 ? this.#levels : 0); // nothing jumps under a finger
    this.#handles.style.height = `${this.#levels * LEVEL}px`;
    this.#made.forEach(({ knob, line }, index) => {
      const { left, level } = places[index];
      Object.assign(knob.style, { left: `${left}px`, top: `${level * LEVEL}px` });
      Object.assign(line.style, { left: this.#percentage(cuts[index]), top: `${level * LEVEL + LEVEL - 6}px` });
    });
  }

  /** An element for each of the reader's periods, as wide as it is long. */
  #along(style, text) {
    const ctx = this.#ctx;
    return ctx.rows.map(({ number, first, last, events }) => {
      const [from, to] = [this.#part(first ?? ctx.domain[0]), this.#part((last ?? ctx.domain[1]) + 1)];
      const on = ctx.model.get("selected") === number;
      const made = h(
        "div",
        { class: style, "data-period": number, "data-on": on, onclick: () => ctx.select(number) },
        text(number, events, (to - from) * this.#width),
      );
      Object.assign(made.style, { left: `${100 * from}%`, width: `${100 * (to - from)}%` });
      return made;
    });
  }

  /** A period of the compared scheme, as much as lies in the time that is drawn. */
  #bandOf(period, index) {
    const { domain, t } = this.#ctx;
    const from = Math.max(period.start, domain[0]);
    const to = Math.min(period.end, domain[1]);
    if (from > to) return null;
    const band = t.spoken("div", period.title, {
      class: "band",
      "data-open": period.end === Infinity,
      title: t.say(period.title),
    });
    band.prepend(`${index + 1} `);
    Object.assign(band.style, {
      left: this.#percentage(from),
      width: `${100 * (this.#part(to + 1) - this.#part(from))}%`,
    });
    return band;
  }

  #drawDots() {
    const { domain, events } = this.#ctx;
    const width = this.#width;
    this.#drawn = `${width} ${domain}`;
    const dated = events.filter((event) => event.start !== null).sort((a, b) => a.start - b.start);
    const x = (day) => this.#part(day) * width;
    const size = width < 500 ? 7 : 9;
    const { marks, height } = dated.length > MANY ? columns(dated, x) : dodged(dated, x, size, width);
    this.#picture.replaceChildren(...marks.map(([tag, attributes]) => s(tag, attributes)));
    this.#picture.setAttribute("viewBox", `0 ${-height} ${width} ${height}`);
    this.#picture.style.height = `${height}px`;
    const tick = (day) => h("span", { class: "tick", style: `left:${this.#percentage(day)}` }, `${yearOf(day)}`);
    const { days } = ticks(...domain, ((domain[1] - domain[0]) / width) * TICK, ["year"]);
    this.#axis.replaceChildren(...days.map(tick));
  }
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
    marks.push([
      "circle",
      { cx: at, cy, r: size / 2 - 0.75, class: event.in_essay ? "told" : "omitted", "data-id": event.id },
    ]);
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
  const marks = [...heights].map(([at, n]) => [
    "rect",
    { x: at, width: 3, y: (-96 * n) / most, height: (96 * n) / most, class: "told" },
  ]);
  return { marks, height: 100 };
}
