// The border map without its drawing: measuring, the window, and where names have room. Longitude and latitude are the
// map's own coordinates (equirectangular), so that the window of the map is a window of degrees: the
// trait `view`, which is what gets measured, here and in border_map.py.

import { stepped } from "./ground.js";
import { isFree, isOffLine } from "./labels.js";

/** @typedef {[number, number]} Point degrees east and north; or pixels from the left and the top */
/** @typedef {[number, number, number, number]} Box west, south, east, north; or left, top, right, bottom */

const FINEST = 1e4; // parts of a degree that are told apart
const NARROWEST = 0.5; // degrees of longitude: closer than that the finest map has nothing to show
const MARGIN = 1.03;
const LOOKS = ["coarse", "middle", "fine"]; // strokes, of the first line, those between, the last
// Places of the map where a country's name may stand, as shares of it, from the middle outwards.
const MESH = Array.from({ length: 165 }, (_, i) => [((i % 15) + 1) / 16, (Math.floor(i / 15) + 1) / 12]).sort(
  (a, b) => Math.hypot(a[0] - 0.5, a[1] - 0.5) - Math.hypot(b[0] - 0.5, b[1] - 0.5),
);

// --- measuring ----------------------------------------------------------------------------------

/** Kilometres between two points on the ellipsoid WGS 84, by Lambert's formula; within 0.01 % of the geodesic. */
export function distance([lon1, lat1], [lon2, lat2]) {
  const flat = 1 / 298.257223563;
  const rad = Math.PI / 180;
  const beta1 = Math.atan((1 - flat) * Math.tan(lat1 * rad));
  const beta2 = Math.atan((1 - flat) * Math.tan(lat2 * rad));
  const half =
    Math.sin((beta2 - beta1) / 2) ** 2 + Math.cos(beta1) * Math.cos(beta2) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  if (!half) return 0;
  const angle = 2 * Math.asin(Math.min(1, Math.sqrt(half)));
  const [p, q] = [(beta1 + beta2) / 2, (beta2 - beta1) / 2];
  const x = ((angle - Math.sin(angle)) * (Math.sin(p) * Math.cos(q)) ** 2) / Math.cos(angle / 2) ** 2;
  const y = ((angle + Math.sin(angle)) * (Math.cos(p) * Math.sin(q)) ** 2) / Math.sin(angle / 2) ** 2;
  return 6378.137 * (angle - (flat / 2) * (x + y));
}

/** The part of a segment that lies in a window: the same rule as `clipped` in border_map.py. */
export function clipped(a, b, [west, south, east, north]) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  let [start, end] = [0, 1];
  for (const [step, room] of [
    [-dx, a[0] - west],
    [dx, east - a[0]],
    [-dy, a[1] - south],
    [dy, north - a[1]],
  ]) {
    if (step === 0 && room < 0) return null;
    if (step < 0) start = Math.max(start, room / step);
    else if (step > 0) end = Math.min(end, room / step);
  }
  if (start >= end) return null;
  const at = (share) => [a[0] + share * dx, a[1] + share * dy];
  return [start > 0 ? at(start) : a, end < 1 ? at(end) : b];
}

const segments = (parts) => parts.flatMap((part) => part.slice(1).map((b, i) => [part[i], b, distance(part[i], b)]));

/** Kilometres of segments in a window; of all of them without one. */
export const lengthIn = (segments, box) =>
  segments.reduce((sum, [a, b, km]) => {
    if (!box) return sum + km;
    const cut = clipped(a, b, box);
    return cut ? sum + (cut[0] === a && cut[1] === b ? km : distance(...cut)) : sum;
  }, 0);

export const thinned = (part, every) => part.filter((_, i) => i % every === 0 || i === part.length - 1);
/**
 * @param {number[]} box
 * @returns {box is Box}
 */
export function isBox(box) {
  const [w, s, e, n] = box;
  return (
    box.every(Number.isFinite) && box.length === 4 && w >= -180 && w < e && e <= 180 && s >= -90 && s < n && n <= 90
  );
}
export const round = (number) => Math.round(number * FINEST) / FINEST;
export const least = (numbers) => numbers.reduce((a, b) => Math.min(a, b));
export const most = (numbers) => numbers.reduce((a, b) => Math.max(a, b));

/** A line of some parts as it is measured: {parts, segments, points, km}. */
function measured(parts) {
  const made = segments(parts);
  return { parts, segments: made, points: parts.flat().length, km: lengthIn(made, null) };
}

/** The lines of the trait `lines`, whose points are `stepped` by a grid, measured, each with its stroke. */
export const readLines = (lines, grid) =>
  lines.map((line, i) => ({
    ...line,
    ...measured(line.parts.map((steps) => stepped(steps, grid))),
    look: LOOKS[i === lines.length - 1 ? 2 : i ? 1 : 0],
  }));

/** A function that gives a line with one point in so many, measured once. */
export function thinner(line) {
  const cache = new Map();
  return (every) => {
    if (!cache.has(every)) cache.set(every, measured((line?.parts ?? []).map((part) => thinned(part, every))));
    return cache.get(every);
  };
}

/**
 * The window that holds all lines.
 * @returns {Box}
 */
export function boundsOf(lines) {
  const points = lines.flatMap((line) => line.parts.flat());
  const xs = points.length ? points.map((point) => point[0]) : [46, 88];
  const ys = points.length ? points.map((point) => point[1]) : [46, 56];
  const pad = (NARROWEST - Math.min(NARROWEST, most(xs) - least(xs), most(ys) - least(ys))) / 2;
  return [least(xs) - pad, least(ys) - pad, most(xs) + pad, most(ys) + pad];
}

/** Whether a point lies between a line, which runs from west to east, and the south. */
export function isSouth([x, y], bends, east) {
  const ring = [...bends, [east, -90], [bends[0]?.[0] ?? 0, -90]];
  let inside = false;
  let [x1, y1] = ring.at(-1);
  for (const [x2, y2] of ring) {
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    [x1, y1] = [x2, y2];
  }
  return inside;
}

// --- the window ---------------------------------------------------------------------------------

/** What the map shows, and where on it, in pixels, a point stands. */
export class View {
  width = 640; // pixels
  height = 320;
  lon = 0; // of the middle
  lat = 0;
  zoom = 1; // pixels of a degree of latitude
  /** @type {Box | null} what is measured; null is the whole border */
  box = null;

  /**
   * @param {Box} whole the window that holds all lines
   * @param {number} parallel where the map is true to scale
   */
  constructor(whole, parallel) {
    this.shrink = Math.cos((parallel * Math.PI) / 180); // a degree of longitude against one of latitude
    this.whole = whole;
    this.middle = /** @type {Point} */ ([(whole[0] + whole[2]) / 2, (whole[1] + whole[3]) / 2]);
    [this.lon, this.lat] = this.middle;
  }

  toX(lon) {
    return this.width / 2 + (lon - this.lon) * this.shrink * this.zoom;
  }

  toY(lat) {
    return this.height / 2 - (lat - this.lat) * this.zoom;
  }

  /**
   * The point of the map at (x, y).
   * @returns {Point}
   */
  at(x, y) {
    const east = (x - this.width / 2) / this.shrink / this.zoom;
    return [this.lon + east, this.lat - (y - this.height / 2) / this.zoom];
  }

  /** Whether (x, y) lies on the map, so many pixels from its edge. */
  holds(x, y, margin = 0) {
    return x > margin && x < this.width - margin && y > margin && y < this.height - margin;
  }

  /**
   * The window of degrees that is seen.
   * @returns {Box}
   */
  visible() {
    const [w, n] = [this.width / 2 / this.shrink / this.zoom, this.height / 2 / this.zoom];
    return [round(this.lon - w), round(this.lat - n), round(this.lon + w), round(this.lat + n)];
  }

  /** The zoom at which the whole border is seen. */
  get smallest() {
    return this.#fitting(this.whole) / MARGIN;
  }

  /** Show a window of degrees. measured: whether it is that, and no more, which is measured. */
  look(window, measured) {
    const [w, s, e, n] = window;
    this.zoom = measured ? this.#fitting(window) : this.#fitting(window) / MARGIN;
    [this.lon, this.lat] = [(w + e) / 2, (s + n) / 2];
    this.box = measured ? window : null;
  }

  /** Move the middle of the map, in pixels, and zoom by a factor about a point of it. */
  move(dx, dy, factor = 1, x = this.width / 2, y = this.height / 2) {
    const next = Math.min(this.width / NARROWEST / this.shrink, Math.max(this.smallest, this.zoom * factor));
    const all = next === this.smallest;
    const away = 1 / this.zoom - 1 / next;
    const lon = this.lon + dx / this.shrink / this.zoom + ((x - this.width / 2) * away) / this.shrink;
    const lat = this.lat - dy / this.zoom - (y - this.height / 2) * away;
    const [west, south, east, north] = this.whole;
    const bounded = [Math.min(east, Math.max(west, lon)), Math.min(north, Math.max(south, lat))];
    [this.lon, this.lat] = all ? this.middle : bounded;
    this.zoom = next;
    this.box = all ? null : this.visible();
  }

  /** Have a point in the middle, closer than the whole border is. */
  centre([lon, lat], closer) {
    [this.lon, this.lat] = [lon, lat];
    this.zoom = Math.max(this.zoom, this.smallest * closer);
    this.box = this.visible();
  }

  #fitting([w, s, e, n]) {
    return Math.min(this.width / ((e - w) * this.shrink), this.height / (n - s));
  }
}

/** Degrees between two lines of the net. */
export const netGap = ({ shrink, zoom }) =>
  [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].find((each) => each * shrink * zoom > 70) ?? 30;

/** The multiples of a gap from one number to another. */
export const multiples = (from, to, gap) =>
  Array.from({ length: Math.max(0, Math.floor(to / gap) - Math.ceil(from / gap) + 1) }, (_, i) =>
    round((Math.ceil(from / gap) + i) * gap),
  );

// --- where names have room ----------------------------------------------------------------------

/** The place nearest to the middle where a country's name meets nothing and suits; undefined where there is none. */
export function countryPlace(map, wide, taken, line, suits) {
  const box = ([x, y]) => /** @type {Box} */ ([x - wide / 2, y - 9, x + wide / 2, y + 9]);
  const places = MESH.map(([x, y]) => /** @type {Point} */ ([x * map.width, y * map.height]));
  const found = places.find((at) => isFree(map, taken, box(at)) && isOffLine(line, box(at), 10) && suits(...at));
  if (found) taken.push(box(found));
  return found;
}
