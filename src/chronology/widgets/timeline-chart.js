// The chart of the timeline: axis, lanes, and the overview of all time below them. A mark is one event, or several
// where they would lie on top of each other; nothing is drawn that is not in the window, so that a hundred thousand
// events cost no more elements than a hundred.

import { ticks } from "./kit/axis.js";
import { dayInWords, monthInWords } from "./kit/days.js";
import { change, h, s } from "./kit/elements.js";
import { gestures } from "./kit/gestures.js";
import { hold } from "./kit/hold.js";
import { dayNumber, isoDay } from "./kit/time.js";
import { perFrame, watchWidth } from "./kit/screen.js";
import { set } from "./kit/watch.js";
import { STEP } from "./timeline-controls.js";
import { Lane, said } from "./timeline-lane.js";
import {
  EARLIEST,
  about,
  bounded,
  canOpen,
  fitting,
  hundredths,
  laned,
  layoutOf,
  oldStyle,
  searchable,
  shifted,
  zoomed,
} from "./timeline-rules.js";

/** @import { Ctx } from "./timeline-types.js" */

/** @import { Words } from "./kit/types.js" */

const FIRST_NEW_STYLE_DAY = dayNumber("1918-02-14"); // in Russia
const TICK = 80; // pixels from one tick to the next at least
const TICK_LETTER = 7.2; // pixels of a letter beside a tick, at the most
const LONGEST = 200; // events that a mark lists
const SETTLED = 250; // milliseconds without a move until Python and the address hear of it

export class Chart {
  /** @type {Ctx} */
  #ctx;
  /** @type {[number, number]} */
  #window;
  #width = 600;
  #lanes = []; // [key, events]
  #layouts = null; // of each lane, for one scale
  #scale = 0; // … that scale
  #drawn = []; // the lanes as they stand in the page
  #known = new Map(); // key -> lane that was drawn at some time
  #told = ""; // the view that we set ourselves, which need not be drawn again
  #telling = 0;
  #soon = perFrame(() => this.paint());
  #axis = h("div", { class: "axis small", "aria-hidden": "true" });
  #field = h("div", {});
  #bins = s("path");
  #band = h("div", { class: "band" });
  #overview = h(
    "div",
    { class: "overview", "aria-hidden": "true" },
    s("svg", { preserveAspectRatio: "none", viewBox: "0 0 300 24" }, this.#bins),
    this.#band,
  );
  plot = h("div", { class: "plot", tabindex: "0", "data-keep": "plot" }, this.#field);

  /**
   * ctx: what the widget knows and does (timeline.js).
   * @param {Ctx} ctx
   */
  constructor(ctx) {
    this.#ctx = ctx;
    this.#window = this.#given();
    this.element = h("div", { class: "chart" }, this.#axis, this.plot, this.#overview);
    this.#listen();
    const unwatch = watchWidth(this.plot, (width) => {
      if (width === this.#width) return;
      this.#width = width;
      this.paint();
    });
    const idle = prepare(ctx.rows);
    this.stop = () => {
      idle();
      unwatch();
      clearTimeout(this.#telling);
      this.#soon.cancel();
    };
  }

  // --- the window ---------------------------------------------------------------------------

  /** Take the width that there is in the page, so that nothing is drawn for another one first. */
  measure() {
    this.#width = this.plot.clientWidth || this.#width;
  }

  /** Show a window of time, as far as it can be. */
  look(window) {
    this.#window = bounded(window, this.#ctx.whole, this.#width);
    this.paint();
    this.#tell();
  }

  zoom(factor, x = this.#width / 2) {
    this.look(zoomed(this.#window, factor, this.#dayAt(x)));
  }

  /**
   * The window that holds all chosen events.
   * @returns {[number, number]}
   */
  fitted() {
    const rows = this.#dated();
    return !rows.length || this.#ctx.chosen === this.#ctx.rows ? this.#ctx.whole : fitting(rows);
  }

  /** Bring an event into the window, unless it is there. */
  show(row) {
    const window = row.from === null ? null : about(row, this.#window);
    if (window) this.look(window);
  }

  /** Show the view that somebody else has set. */
  follow() {
    if (JSON.stringify(this.#ctx.model.get("view")) === this.#told) return;
    this.#told = "";
    this.#window = this.#given();
    this.paint();
  }

  /** @returns {[number, number]} */
  #given() {
    const view = this.#ctx.model.get("view");
    const [from, to] = view.length === 2 ? [dayNumber(view[0]), dayNumber(view[1]) + 1] : [0, 0];
    return from < to ? [from, to] : this.#ctx.whole;
  }

  /** Pixels of a day. */
  get #pixels() {
    return this.#width / (this.#window[1] - this.#window[0]);
  }

  #dayAt(x) {
    return this.#window[0] + x / this.#pixels;
  }

  #dated() {
    return this.#ctx.chosen.filter((row) => row.from !== null);
  }

  #pan(pixels) {
    this.look(shifted(this.#window, pixels / this.#pixels));
  }

  /** Move the window under a hand: drawn with the next frame. */
  #slide(window) {
    this.#window = bounded(window, this.#ctx.whole, this.#width);
    this.#soon();
  }

  #tell() {
    const { model, whole } = this.#ctx;
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => {
      const [from, to] = this.#window;
      const all = Math.abs(from - whole[0]) < 1 && Math.abs(to - whole[1]) < 1;
      const view = all ? [] : [Math.max(EARLIEST, from), Math.max(from + 1, to - 1)].map(isoDay);
      this.#told = JSON.stringify(view);
      if (this.#told !== JSON.stringify(model.get("view"))) set(model, { view });
    }, SETTLED);
  }

  // --- drawing ------------------------------------------------------------------------------

  /** Put the chosen events into lanes, and draw them. */
  relane() {
    const { chosen, fixed, model, orderOf, t, whole } = this.#ctx;
    const kind = model.get("lanes");
    this.#lanes = laned(chosen, kind, orderOf(kind), fixed.fields);
    this.#layouts = null;
    this.plot.setAttribute("aria-label", t("described", { n: chosen.length }));
    this.#bins.setAttribute("d", binsOf(hundredths(chosen, whole)));
    this.paint();
  }

  /** Draw what is in the window. */
  paint() {
    const { model, whole } = this.#ctx;
    if (model.get("show") !== "chart" && this.#layouts) return; // it is not seen
    if (Math.abs(this.#pixels / this.#scale - 1) > 1e-9) this.#layouts = null;
    this.#axis.replaceChildren(...axisOf(this.#ctx.t, this.#window, this.#width));
    if (!this.#layouts) this.#lay();
    this.#fill();
    const share = (day) => `${Math.max(0, Math.min(99, (day / (whole[1] - whole[0])) * 100)).toFixed(2)}%`;
    this.#band.style.left = share(this.#window[0] - whole[0]);
    this.#band.style.right = share(whole[1] - this.#window[1]);
  }

  /** Lay the lanes out for the scale there is now. */
  #lay() {
    const { chosen, whole } = this.#ctx;
    this.#scale = this.#pixels;
    const size = { scale: this.#scale, origin: whole[0], width: this.#width };
    this.#layouts = this.#lanes.map(([, rows]) =>
      layoutOf(rows, { ...size, lanes: this.#lanes.length, all: chosen.length }),
    );
    this.#drawn = this.#lanes.map(([key, rows], at) => {
      const lane = this.#known.get(key) ?? new Lane(this.#ctx, this.#ctx.laneName(key));
      this.#known.set(key, lane);
      lane.lay(this.#layouts[at], rows.length);
      return lane;
    });
    const now = this.#drawn.map((lane) => lane.element);
    const same =
      now.length === this.#field.children.length && now.every((each, at) => each === this.#field.children[at]);
    if (!same) this.#field.replaceChildren(...now);
  }

  #fill() {
    const chosen = this.#ctx.model.get("selected");
    const selected = new Set(chosen);
    const isSelected = (mark) => selected.size > 0 && mark.items.some((row) => selected.has(row.id));
    const offset = (this.#ctx.whole[0] - this.#window[0]) * this.#pixels;
    const fullest = Math.max(...this.#layouts.map(({ most }) => most));
    let active = null;
    for (const lane of this.#drawn) {
      lane.fill({ offset, width: this.#width, fullest, isSelected });
      for (const [mark, made] of lane.shown) {
        const last = mark.items.some((row) => row.id === chosen.at(-1));
        if (made.getAttribute("aria-selected") === "true" && (!active || last)) active = made.id;
      }
    }
    // None without options.
    change(this.plot, "role", this.#drawn.some((lane) => lane.shown.size) ? "listbox" : "group");
    if (active) change(this.plot, "aria-activedescendant", active);
    else this.plot.removeAttribute("aria-activedescendant");
  }

  // --- hand and keyboard --------------------------------------------------------------------

  #listen() {
    const { plot } = this;
    const hand = gestures(plot, {
      move: (dx, _, factor, x) => {
        const moved = shifted(this.#window, -dx / this.#pixels);
        this.#slide(zoomed(moved, 1 / factor, moved[0] + x / this.#pixels));
      },
      end: () => this.#tell(),
      wheel: (event, x) => this.#turn(event, x),
      sideways: true,
    });
    plot.addEventListener("dblclick", (event) =>
      this.zoom(1 / STEP / STEP, event.clientX - plot.getBoundingClientRect().left),
    );
    plot.addEventListener("keydown", (event) => this.#press(event));
    this.#field.addEventListener("click", (event) => {
      const mark = this.#markAt(event);
      if (!mark) return;
      if (mark.items.length > 1) this.#open(mark);
      else this.#ctx.select(mark.items[0].id, event.ctrlKey || event.metaKey || event.shiftKey);
    });
    // What a mark is, on hover: made when it is asked for.
    this.#field.addEventListener("pointermove", (event) => {
      if (hand.busy()) return;
      const mark = this.#markAt(event);
      this.#field.title = mark ? said(this.#ctx, mark).slice(0, 300) : "";
      this.#field.classList.toggle("over", mark?.column ?? false);
    });
    const seek = (event) => this.#seek(event);
    hold(this.#overview, { start: seek, move: seek });
  }

  #markAt(event) {
    return this.#drawn.find((lane) => lane.element.contains(event.target))?.markAt(event);
  }

  #turn(event, x) {
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const zooms = event.ctrlKey || event.metaKey;
    if (!zooms && !event.shiftKey && !sideways) return false; // the page scrolls
    const factor = Math.exp(Math.max(-100, Math.min(100, event.deltaY)) / 300);
    if (zooms) this.#slide(zoomed(this.#window, factor, this.#dayAt(x)));
    else this.#slide(shifted(this.#window, (sideways ? event.deltaX : event.deltaY) / this.#pixels));
    this.#tell();
    return true;
  }

  /** Look at the time that was pressed in the overview. */
  #seek(event) {
    const { whole } = this.#ctx;
    const box = this.#overview.getBoundingClientRect();
    const day = whole[0] + ((event.clientX - box.left) / box.width) * (whole[1] - whole[0]);
    const half = (this.#window[1] - this.#window[0]) / 2;
    this.#slide([day - half, day + half]);
    this.#tell();
  }

  /** A mark of several events: look closer, or list them where no zoom tells them apart. */
  #open(mark) {
    if (canOpen(mark, this.#pixels, this.#width)) {
      const [least, most] = [mark.items[0].from, mark.items.at(-1).from];
      const room = Math.max(2, (most - least) * 0.2);
      this.look([least - room, most + room]);
    } else {
      this.#ctx.group = mark.items.slice(0, LONGEST);
      this.#ctx.card.update();
      this.#ctx.card.focus();
    }
  }

  /** Choose the event so many places on, and bring it into the window. */
  #step(by) {
    const { model } = this.#ctx;
    const rows = this.#dated();
    if (!rows.length) return;
    const at = rows.findIndex((row) => row.id === model.get("selected").at(-1));
    const inWindow = rows.findIndex((row) => row.from >= this.#window[0]);
    const next = rows[at < 0 ? Math.max(0, inWindow) : Math.min(rows.length - 1, Math.max(0, at + by))];
    this.show(next);
    set(model, { selected: [next.id] });
  }

  /** Where the chosen event stands, else the middle. */
  #focusX() {
    const row = this.#ctx.byId.get(this.#ctx.model.get("selected").at(-1));
    const x = row && row.from !== null ? (row.from - this.#window[0]) * this.#pixels : -1;
    return x >= 0 && x <= this.#width ? x : this.#width / 2;
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const side = (way) => (event.shiftKey ? this.#pan((way * this.#width) / 5) : this.#step(way));
    const acts = {
      ArrowRight: () => side(1),
      ArrowLeft: () => side(-1),
      ArrowDown: () => this.#step(1),
      ArrowUp: () => this.#step(-1),
      Home: () => this.#step(-Infinity),
      End: () => this.#step(Infinity),
      PageDown: () => this.#pan(this.#width * 0.8),
      PageUp: () => this.#pan(-this.#width * 0.8),
      "+": () => this.zoom(1 / STEP, this.#focusX()),
      "=": () => this.zoom(1 / STEP, this.#focusX()),
      "-": () => this.zoom(STEP, this.#focusX()),
      0: () => this.look(this.fitted()),
      Enter: () => this.#ctx.card.focus(),
      Escape: () => set(this.#ctx.model, { selected: [] }),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }
}

/**
 * The ticks of the axis, with the day in the Old Style where that was in use.
 * @param {Words} t
 */
function axisOf(t, [from, to], width) {
  const least = Math.max(TICK, TICK_LETTER * dayInWords(t, "1992-12-25", "day-short").length);
  const { unit, days } = ticks(from, to, ((to - from) / width) * least);
  const monthsOf = t("months-of").split(" ");
  return days.map((day) => {
    const date = new Date(day * 864e5);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    const text = {
      year: () => year,
      month: () => monthInWords(t, year, month),
      day: () => dayInWords(t, isoDay(day), "day-short"),
    }[unit]();
    const old = unit === "day" && day < FIRST_NEW_STYLE_DAY ? oldStyle(day) : null;
    return h(
      "div",
      { class: "tick", style: `left:${(((day - from) * width) / (to - from)).toFixed(1)}px` },
      `${text}`,
      old && h("div", { class: "small" }, t("old-style", { date: `${old.day} ${monthsOf[old.month].slice(0, 3)}` })),
    );
  });
}

/** The bars of the overview, as one path. */
function binsOf(counts) {
  const most = Math.max(1, ...counts);
  const bar = (count, at) => {
    const tall = Math.max(2, Math.sqrt(count / most) * 24);
    return count ? `M${at * 3} 24v${-tall.toFixed(1)}h2.4V24z` : "";
  };
  return counts.map(bar).join("");
}

/** Put together what is searched, while nothing else is to be done; the function that this gives stops it. */
function prepare(rows) {
  let at = 0;
  const later =
    globalThis.requestIdleCallback ??
    ((action) => setTimeout(() => action({ timeRemaining: () => 8, didTimeout: false }), 50));
  const some = (idle) => {
    while (at < rows.length && idle.timeRemaining() > 2) {
      searchable(rows[at]);
      at += 1;
    }
    if (at < rows.length) later(some);
  };
  later(some);
  return () => {
    at = Infinity;
  };
}
