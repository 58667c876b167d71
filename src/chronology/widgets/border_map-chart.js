// The map: the lines, the net of degrees, places and names, moved by hand and keyboard.

import { h, s } from "./kit/elements.js";
import { gestures } from "./kit/gestures.js";
import { perFrame } from "./kit/screen.js";
import { set } from "./kit/watch.js";
import { View, countryPlace, isBox, isSouth, multiples, netGap, round } from "./border_map-rules.js";
import { groundPaths } from "./ground.js";
import { namePlaces, waterPlaces } from "./labels.js";

/** @import { Ctx } from "./border_map-types.js" */

const STEP = 1.6; // of one press of + or −
const SETTLED = 250; // milliseconds without a move until Python and the address hear of it

export class BorderChart {
  /** @type {Ctx} */
  #ctx;
  #net = s("g", { class: "net" });
  #ground = s("g", { class: "ground" });
  #drawn = s("g", { class: "lines" });
  #shade = s("path", { class: "shade", "fill-rule": "evenodd" });
  #names;
  #waters;
  #spots;
  #wide = new Map(); // spot -> pixels of its name
  #own = ""; // the view that we set ourselves
  #waiting = 0;
  #soon = perFrame(() => this.paint());

  /**
   * ctx: what the widget knows and does (border_map.js).
   * @param {Ctx} ctx
   */
  constructor(ctx) {
    this.#ctx = ctx;
    this.view = new View(ctx.whole, ctx.parallel);
    this.#names = ["russia", "kazakhstan"].map((side) =>
      h("span", { class: "side", "aria-hidden": "true" }, ctx.t(`side.${side}`)),
    );
    const { rivers } = ctx.model.get("fixed");
    this.#waters = ctx.model
      .get("waters")
      .map(([id]) => h("span", { class: rivers.includes(id) ? "water" : "water sea" }, ctx.t(`water.${id}`)));
    this.#spots = ctx.places.map((place) => spotOf(ctx, place));
    const { land } = ctx.model.get("ground");
    this.element = h(
      "div",
      {
        class: land?.length ? "map wet" : "map",
        tabindex: "0",
        role: "group",
        "data-keep": "map",
        "aria-label": ctx.t("described"),
      },
      s("svg", { "aria-hidden": "true" }, this.#ground, this.#net, this.#drawn, this.#shade),
      h("div", { class: "over" }, h("div", { "aria-hidden": "true" }, this.#waters), this.#names, this.#spots),
    );
    const grid = ctx.model.get("fixed").groundGrid;
    this.#ground.append(...groundPaths(ctx.model.get("ground"), (point) => flat(point, this.view), grid));
    this.element.addEventListener("keydown", (event) => this.#press(event));
    gestures(this.element, {
      move: (dx, dy, factor, x, y) => this.#move(-dx, -dy, factor, x, y),
      wheel: (event, x, y) => {
        if (!event.ctrlKey && !event.metaKey) return false; // the page scrolls
        this.#move(0, 0, Math.exp(-event.deltaY / 300), x, y);
        return true;
      },
    });
  }

  // --- the window ---------------------------------------------------------------------------

  /** Show the view that somebody has set, else the whole border. */
  follow() {
    const view = this.#ctx.model.get("view");
    const given = isBox(view);
    this.view.look(given ? view : this.#ctx.whole, given);
    this.paint();
  }

  /** Whether the view was set by somebody else than this map. */
  isForeign() {
    return JSON.stringify(this.#ctx.model.get("view")) !== this.#own;
  }

  goTo(window) {
    this.view.look(window, true);
    this.paint();
    this.#tell(window);
  }

  showAll() {
    this.view.look(this.#ctx.whole, false);
    this.paint();
    this.#tell([]);
  }

  /** Bring a place to the middle, unless it can be seen. */
  show(place) {
    if (!this.#spots[this.#ctx.places.indexOf(place)].hidden) return;
    this.view.centre([place.lon, place.lat], STEP);
    this.#tell(this.view.box);
    this.paint();
  }

  /** Move by shares of the map's width and height. */
  pan(dx, dy) {
    this.#move(dx * this.view.width, dy * this.view.height);
  }

  /** Zoom where there is something to see: about the chosen place, else the point of the line nearest to the middle. */
  closer(factor) {
    const { view } = this;
    const away = ([x, y]) => Math.hypot(view.toX(x) - view.width / 2, view.toY(y) - view.height / 2);
    const inMap = ([x, y]) => view.holds(view.toX(x), view.toY(y));
    const chosen = this.#ctx.places.find((place) => place.id === this.#ctx.model.get("selected"));
    /** @type {[number, number] | undefined} */
    const at = chosen && [chosen.lon, chosen.lat];
    const found = /** @type {[number, number][]} */ (at && inMap(at) ? [at] : this.#ctx.bends.filter(inMap));
    const [x, y] = found.reduce((a, b) => (away(b) < away(a) ? b : a), found[0] ?? [view.lon, view.lat]);
    this.#move(0, 0, factor, view.toX(x), view.toY(y));
  }

  zoomIn() {
    this.closer(STEP);
  }

  zoomOut() {
    this.closer(1 / STEP);
  }

  /** Take the size that the map has on the page now. */
  resize() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!width || (width === this.view.width && height === this.view.height)) return;
    Object.assign(this.view, { width, height });
    this.#wide.clear();
    this.follow();
  }

  stop() {
    this.#soon.cancel();
    clearTimeout(this.#waiting);
  }

  /** @param {[number, number, number?, number?, number?]} step as View.move */
  #move(...step) {
    this.view.move(...step);
    this.#soon();
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#tell(this.view.box ?? []), SETTLED);
  }

  #tell(view) {
    clearTimeout(this.#waiting);
    this.#own = JSON.stringify(view);
    set(this.#ctx.model, { view });
    this.#ctx.table.speak();
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = {
      ArrowLeft: () => this.pan(-0.1, 0),
      ArrowRight: () => this.pan(0.1, 0),
      ArrowUp: () => this.pan(0, -0.1),
      ArrowDown: () => this.pan(0, 0.1),
      "+": () => this.zoomIn(),
      "=": () => this.zoomIn(),
      "-": () => this.zoomOut(),
      "−": () => this.zoomOut(),
      0: () => this.showAll(),
      Escape: () => set(this.#ctx.model, { selected: "" }),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }

  // --- drawing ------------------------------------------------------------------------------

  paint() {
    const { view } = this;
    const [x, y] = [view.toX(view.middle[0]), view.toY(view.middle[1])];
    for (const each of [this.#ground, this.#drawn])
      each.setAttribute("transform", `translate(${x} ${y}) scale(${view.zoom})`);
    this.element.classList.toggle("near", Boolean(view.box));
    this.#net.replaceChildren(...netOf(this.#ctx, view), ...stripsOf(this.#ctx.cuts, view));
    this.drawLabels();
    this.#shade.setAttribute("d", view.box ? shadeOf(view, view.box) : "");
    this.#ctx.table.measure();
  }

  drawLines() {
    const every = this.#ctx.every();
    const path = (parts) => pathOf(parts, this.view);
    const made = [...this.#ctx.shown()]
      .reverse()
      .map((line) => s("path", { class: line.look, d: path(line.parts), "data-scale": line.scale }));
    if (every > 1) {
      const { parts } = this.#ctx.kept(every);
      made.push(s("path", { class: "thinned", d: path(parts) }));
      made.push(s("path", { class: "kept", d: dotsOf(parts, this.view) }));
    }
    this.#drawn.replaceChildren(...made);
  }

  /**
   * Dots stand where they are. A name stands beside its dot, the chosen and the busiest place first. The countries'
   * names take what is left nearest to the middle.
   */
  drawLabels() {
    const { view } = this;
    const { bends, model, places, whole } = this.#ctx;
    const line = bends.map(([x, y]) => [view.toX(x), view.toY(y)]).filter(([x, y]) => view.holds(x, y));
    const chosen = model.get("selected");
    const weight = ({ place }) => (place.id === chosen ? 1e6 : place.events.length);
    const dots = places.map((place, i) => ({
      place,
      spot: this.#spots[i],
      x: view.toX(place.lon),
      y: view.toY(place.lat),
    }));
    for (const dot of dots) this.#placeDot(dot, chosen);
    const seen = dots
      .filter(({ spot }) => !spot.hidden)
      .sort((a, b) => weight(b) - weight(a))
      .map((dot) => ({ ...dot, wide: this.#widthOf(dot.spot) }));
    const { sides, taken } = namePlaces(view, seen, line);
    seen.forEach(({ spot }, i) => {
      spot.dataset.side = sides[i];
    });
    this.#names.forEach((name, second) => {
      const wide = name.offsetWidth || 90;
      const suits = (x, y) => isSouth(view.at(x, y), bends, whole[2]) === Boolean(second);
      const at = countryPlace(view, wide, taken, line, suits);
      name.classList.toggle("unseen", !at);
      if (at) name.style.transform = `translate(${at[0] - wide / 2}px, ${at[1] - 9}px)`;
    });
    this.#drawWaters(taken, line);
  }

  /** Waters have their names where nothing else is, and the line does not run. */
  #drawWaters(taken, line) {
    const { view } = this;
    const names = this.#ctx.model.get("waters").map(([, lon, lat], i) => {
      return { x: view.toX(lon), y: view.toY(lat), wide: this.#waters[i].offsetWidth };
    });
    waterPlaces(view, names, taken, line).forEach((free, i) => {
      this.#waters[i].classList.toggle("out", !free);
      this.#waters[i].style.transform = `translate(${names[i].x - names[i].wide / 2}px, ${names[i].y - 8}px)`;
    });
  }

  #placeDot({ place, spot, x, y }, chosen) {
    const hidden = x < 6 || x > this.view.width - 6 || y < 6 || y > this.view.height - 6;
    if (hidden && spot === spot.getRootNode().activeElement) this.element.focus({ preventScroll: true });
    spot.hidden = hidden;
    spot.setAttribute("aria-pressed", place.id === chosen ? "true" : "false");
    spot.style.transform = `translate(${x}px, ${y}px)`;
  }

  #widthOf(spot) {
    if (!this.#wide.get(spot)) this.#wide.set(spot, spot.lastChild.offsetWidth);
    return this.#wide.get(spot);
  }
}

/**
 * A place as a dot with its name.
 * @param {Ctx} ctx
 */
const spotOf = ({ select, t }, place) =>
  h(
    "button",
    {
      type: "button",
      class: "spot",
      "data-id": place.id,
      "data-keep": `place-${place.id}`,
      onclick: () => select(place.id),
    },
    h("i", { class: place.approximate ? "dot area" : "dot" }),
    h("span", { dir: "auto" }, t.say(place.name)),
  );

/** Degrees as they are drawn, for a view. */
export const flat = ([x, y], { middle, shrink }) => [round((x - middle[0]) * shrink), round(middle[1] - y)];

/** Some parts of a line as a path. */
export const pathOf = (parts, view) =>
  parts
    .filter((part) => part.length)
    .map((part) => `M${part.map((point) => flat(point, view).join(" ")).join("L")}`)
    .join("");

const dotsOf = (parts, view) =>
  parts
    .flat()
    .map((point) => `M${flat(point, view).join(" ")}h0`)
    .join("");

/**
 * The net of degrees, with numbers where they are whole.
 * @param {Ctx} ctx
 */
function netOf({ number, t }, view) {
  const [west, south, east, north] = view.visible();
  const gap = netGap(view);
  const line = (d) => s("path", { d });
  const words = (key, value, x, y) => s("text", { x, y }, t(key, { n: number(value, 1) }));
  const { width, height } = view;
  const meridian = (lon) => {
    const x = view.toX(lon);
    return [line(`M${x} 0V${height}`), x > 60 && x < width - 55 ? words("lon", lon, x + 3, height - 5) : ""];
  };
  // Not among the numbers of the strips, which stand at the upper edge.
  const parallel = (lat) => {
    const y = view.toY(lat);
    return [line(`M0 ${y}H${width}`), y > 32 && y < height - 20 ? words("lat", lat, 3, y - 3) : ""];
  };
  return [...multiples(west, east, gap).flatMap(meridian), ...multiples(south, north, gap).flatMap(parallel)];
}

/** The strips: where they are cut, and their numbers if there is room. */
const stripsOf = (cuts, view) =>
  cuts.flatMap(({ n, view: [west, , east] }) => {
    const [a, b] = [view.toX(west), view.toX(east)];
    const edge = (x) => s("path", { class: "cut", d: `M${x} 0V16` });
    return [edge(b), edge(a), b - a > 16 ? s("text", { class: "strip", x: (a + b) / 2, y: 12 }, `${n}`) : ""];
  });

/** What lies outside the window that is measured. */
function shadeOf(view, [west, south, east, north]) {
  const [l, r, u, d] = [view.toX(west), view.toX(east), view.toY(north), view.toY(south)].map(Math.round);
  const { width, height } = view;
  const covered = l > 1 || r < width - 1 || u > 1 || d < height - 1;
  return covered ? `M0 0H${width}V${height}H0ZM${l} ${u}H${r}V${d}H${l}Z` : "";
}
