// The rules of the lineage: which name was in use on a day and how sure that is, and how bars lie in the window.
// Days are ISO text or numbers of days since 1970. No elements here.

import { ticks } from "./kit/axis.js";
import { dayNumber, isoDay, monthsLater } from "./kit/time.js";

/** @import { Model, Scene } from "./lineage-types.js" */

/** The stretches of time that are offered; the first is all. */
const STRETCHES = [
  [],
  ["1450-01-01", "1730-12-31"],
  ["1700-01-01", "1917-12-31"],
  ["1915-01-01", "2026-12-31"],
  ["1985-01-01", "2026-12-31"],
];
const TABLES_END = "2026-12-31"; // what the tables call open is in use; `tables.TODAY` in Python
const MARKS = 6; // of the scale, about
const SHORTEST = 300; // days in the window
const ALWAYS = "0000";
const FOREVER = "9999-12-31";
const ABBREVIATED = /\(([^()]*\p{Lu}{2}[^()]*)\)$/u; // (Kirghiz ASSR), but not (fort)

const exact = (days) => days?.length === 2 && days[0] === days[1];
const between = (least, number, most) => Math.min(most, Math.max(least, number));
const dated = (name) => Boolean(name.from || name.to || name.open);
const covers = (name, day) => dated(name) && (name.from?.[0] ?? ALWAYS) <= day && day <= (name.to?.[1] ?? FOREVER);

// --- the day --------------------------------------------------------------------------------

/** Which of the successive names was in use on a day, -1 for none: the last that covers it, as in tables.name_at. */
export const nameAt = (names, day) => names.findLastIndex((name) => covers(name, day));

/** Whether a name that covers a day may not have been in use on it: that day lies where it began or ended somehow. */
export const doubtful = ({ from, to, open }, day) =>
  !from || (!exact(from) && day <= from[1]) || (!open && (!to || (!exact(to) && day >= to[0])));

/**
 * The other names that may have been in use on a day. A name that ended exactly on it gave way to the new one; where an
 * end or a beginning is unknown, the neighbours in the chain set it a limit.
 */
export const others = (names, at, day) =>
  names.filter((name, each) => {
    const past = !name.open && !name.to && day > (names[each + 1]?.from?.[1] ?? FOREVER);
    const ahead = !name.from && day < (names[each - 1]?.from?.[0] ?? ALWAYS);
    return each !== at && covers(name, day) && !past && !ahead && !(exact(name.to) && name.to[1] === day);
  });

/** How the names of a body stand to a day: which was in use, which else may have been, and of each a word. */
export function standing(names, day) {
  const at = nameAt(names, day);
  const maybe = at < 0 ? [] : others(names, at, day);
  const doubt = at >= 0 && (maybe.length > 0 || doubtful(names[at], day));
  const states = names.map((name, each) => {
    if (each === at) return doubt ? "perhaps" : "now";
    if (maybe.includes(name)) return "perhaps";
    if (!dated(name)) return "";
    return (name.from ?? name.to ?? [ALWAYS])[0] > day ? "not-yet" : "no-longer";
  });
  return { at, maybe, doubt, states };
}

/** The days on which some body is called otherwise than on the day before. */
export function changes(bodies) {
  const before = (day) => isoDay(dayNumber(day) - 1);
  const found = bodies.flatMap(({ names }) =>
    names
      .flatMap(({ from, to }) => [from?.[0], to && isoDay(dayNumber(to[1]) + 1)])
      .filter((day) => day && nameAt(names, day) !== nameAt(names, before(day))),
  );
  return [...new Set(found)].sort();
}

/** The next change (by 1) or the one before (by -1) as seen from the day, or from the edge of the window. */
export function changeFrom({ shown, day, from, to }, by) {
  const days = changes(shown);
  return by > 0
    ? days.find((each) => each > (day || isoDay(from)))
    : days.findLast((each) => each < (day || isoDay(to)));
}

/**
 * A day as it is typed: 1936-06-01, 1936-06, 1936, 1.6.1936 or 1 June 1936, in any order; null if there is no such day.
 * @param {string} text
 * @param {string[]} months from January on, in one form of the words after the other
 */
export function typed(text, months = []) {
  const turned = inNumbers(text.trim().toLowerCase(), months).replace(/^(\d\d?)\.(\d\d?)\.(\d{4})$/, "$3-$2-$1");
  const [, year, month = "1", day = "1"] = turned.match(/^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/) ?? [];
  return year ? valid([year, month.padStart(2, "0"), day.padStart(2, "0")].join("-")) : null;
}

/** A month is known by its first three letters, as they all differ in each of the languages. */
function inNumbers(text, months) {
  const words = text.match(/\p{L}{3,}/gu) ?? [];
  const month = months.findIndex((name) => words.some((word) => name.toLowerCase().startsWith(word.slice(0, 3))));
  const [year, ...years] = text.match(/\d{4}/g) ?? [];
  const [day = "1", ...days] = text.match(/\b\d\d?\b/g) ?? [];
  return month < 0 || !year || years.length + days.length ? text : `${year}-${(month % 12) + 1}-${day}`;
}

function valid(day) {
  const number = /^\d{4}-\d\d-\d\d$/.test(day) && day > "0001" ? dayNumber(day) : NaN;
  return !Number.isNaN(number) && isoDay(number) === day ? day : null;
}

/** The number of the day that is marked; without one, of that in the middle of the window. */
export const marked = ({ day, from, to }) => (day ? dayNumber(day) : Math.round((from + to) / 2));

/**
 * The day to which a key moves the marker, ISO; undefined for another key.
 * @param {{ key: string, shiftKey?: boolean }} event
 * @param {Scene} scene
 */
export function moved({ key, shiftKey }, scene) {
  const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[key];
  const end = { Home: scene.from, End: scene.to - 1 }[key];
  if (end !== undefined) return isoDay(Math.round(end));
  const months = { PageUp: 12, PageDown: -12 }[key] ?? (shiftKey ? by : undefined);
  const at = marked(scene);
  const number = months === undefined ? at + by : monthsLater(at, months);
  if (Number.isNaN(number)) return undefined;
  return isoDay(between(Math.ceil(scene.whole[0]), number, Math.floor(scene.whole[1])));
}

// --- the window -----------------------------------------------------------------------------

/** From where to where time is drawn: {edges: of what is known, ISO; whole: the widest window, day numbers}. */
export function extentOf(bodies) {
  const drawn = bodies.flatMap(({ names }) => names.flatMap(({ from = [], to = [] }) => [...from, ...to])).sort();
  const edges = drawn.length ? [drawn[0], [drawn.at(-1), TABLES_END].sort()[1]] : ["1900-01-01", TABLES_END];
  const [first, last] = edges.map(dayNumber);
  return { edges, whole: [first - (last - first) * 0.02, last + Math.max(900, (last - first) * 0.03)] };
}

/** The stretches in which there is something to see. */
export const stretchesIn = ([first, last]) =>
  STRETCHES.filter((each) => !each.length || (each[0] < last && each[1] > first));

/** The window from left to right, as far as there is something: first and last day, ISO; empty if it is the whole. */
export function viewOf([first, last], left, right) {
  const length = between(SHORTEST, right - left, last - first);
  const start = between(first, (left + right - length) / 2, last - length);
  return length >= last - first ? [] : [isoDay(start), isoDay(start + length - 1)];
}

/** The window after zooming by a factor, about the marker or, if it is outside, the middle. */
export function zoomed({ day, from, to, whole }, factor) {
  const number = day ? dayNumber(day) : NaN;
  const at = number >= from && number <= to ? number : (from + to) / 2;
  return viewOf(whole, at - (at - from) * factor, at + (to - at) * factor);
}

/** The window moved by a part of itself. */
export const panned = ({ from, to, whole }, by) => viewOf(whole, from + (to - from) * by, to + (to - from) * by);

/**
 * What the traits ask for, all at once.
 * @param {Model} model
 */
export function asked(model, { edges, whole }) {
  const bodies = model.get("bodies");
  const wanted = [model.get("filters")?.kind ?? []].flat();
  const kinds = bodies.some(({ kind }) => wanted.includes(kind)) ? wanted : [];
  const ids = model.get("ids");
  const shown = bodies.filter(({ id, kind }) => ids.includes(id) && (!kinds.length || kinds.includes(kind)));
  const view = model.get("view");
  const [first, last] = view.map(valid);
  const [from, to] = first && last && first < last ? [dayNumber(first), dayNumber(last) + 1] : whole;
  const day = valid(model.get("day")) ?? "";
  return { bodies, kinds, ids, shown, view, from, to, day, edges, whole, selected: model.get("selected") };
}

// --- bars -----------------------------------------------------------------------------------

/** Where a day lies in the window, in per cent of its width. */
export const percent = ({ from, to }, day) => ((day - from) / (to - from)) * 100;

/**
 * Where a bar begins in the window, in per cent.
 * @param {Scene} scene
 */
export const beginning = (scene, { from, to }) => percent(scene, dayNumber((from ?? to)?.[0] ?? scene.edges[0]));

/**
 * The pieces of a bar, in day numbers: [class, from, to]; null is the edge of the window.
 * @returns {[style: string, from: number | null, to: number | null][]}
 */
export function pieces({ from, to, open }) {
  const days = (range) => range && [dayNumber(range[0]), dayNumber(range[1]) + (exact(range) ? 0 : 1)];
  const [first, last] = [days(from), days(to)];
  if (!first && !last && !open) return [];
  /** @type {[string, number | null, number | null][]} */
  const made = [];
  if (first && !exact(from)) made.push(["maybe", first[0], first[1]]);
  if (last && !exact(to)) made.push(["maybe", last[0], last[1]]);
  if (open) return [...made, first ? ["core open", first[1], null] : ["maybe", null, null]];
  if (!first) return [["maybe unbegun", null, last[0]], ...made];
  if (!last) return [...made, ["maybe unended", first[1], null]];
  return first[1] < last[0] ? [...made, ["core", first[1], last[0]]] : made;
}

/**
 * The pieces of a bar that are in the window, as [class, style], and where the bar lies: outside is 0 (in the window or
 * nowhere), -1 (before it) or 1 (after). A bar whose end is unknown is as long as its fading; one that lasts is cut at
 * the edge of the window.
 * @param {Scene} scene
 */
export function barOf(scene, name) {
  const all = pieces(name);
  const parts = all.flatMap(([style, start, end]) => {
    const [left, right] = [start, end].map((day) => (day === null ? null : percent(scene, day)));
    if ((left ?? 0) >= 100 || (right ?? 100) <= 0) return [];
    const begins = left === null ? (style.includes("unbegun") ? "" : "left:0") : `left:${Math.max(0, left)}%`;
    const ends = right === null ? (style.includes("unended") ? "" : "right:0") : `right:${Math.max(0, 100 - right)}%`;
    return [[style, `${begins};${ends}`]];
  });
  if (parts.length || !all.length) return { parts, outside: 0 };
  return { parts, outside: beginning(scene, name) <= 0 ? -1 : 1 };
}

/**
 * The marks of the scale: {at: per cent, year, month: 0 to 11}.
 * @param {Scene} scene
 */
export function scaleOf(scene) {
  const { from, to } = scene;
  return ticks(from, to, (to - from) / MARKS, ["year", "month"]).days.map((day) => {
    const date = new Date(day * 864e5);
    return { at: percent(scene, day), year: date.getUTCFullYear(), month: date.getUTCMonth() };
  });
}

// --- names ----------------------------------------------------------------------------------

/** The abbreviation that a name ends with, if the names of the body can be told apart by it; else the name. */
export function shortName(name, names) {
  const brief = (text) => text.match(ABBREVIATED)?.[1] ?? text;
  return names.some((each) => brief(each) === brief(name) && each !== name) ? name : brief(name);
}

/** The window in which all of a chain of names can be seen; null if there is only one day or none. */
export function chainSpan(names) {
  const ends = names.flatMap(({ from = [], to = [], open }) => [...from, ...to, ...(open ? [TABLES_END] : [])]).sort();
  return ends.length > 1 ? [dayNumber(ends[0]) - 200, dayNumber(ends.at(-1)) + 200] : null;
}
