// How periods are counted: the same rules as in periods.py, on days as numbers. No elements here.

import { dayNumber, isoDay } from "./kit/time.js";

export const YEAR = 365.25; // days

/** The events with their first and last day as numbers: start null without a date, end Infinity for an open end. */
export const counted = (events) =>
  events.map((event) => ({
    ...event,
    start: event.start ? dayNumber(event.start) : null,
    end: event.end ? dayNumber(event.end) : Infinity,
  }));

/** Days as sorted numbers, so many at most, from what a trait or a link holds; what is no day is left out. */
export function cutsOf(value, most) {
  const days = (Array.isArray(value) ? value : []).filter((each) => /^\d{4}-\d\d-\d\d$/.test(each));
  const real = days.filter((each) => isoDay(dayNumber(each)) === each); // not 31 June
  return [...new Set(real.map(dayNumber))].sort((a, b) => a - b).slice(0, most);
}

export const place = (day, cuts) => (day === null ? 0 : 1 + cuts.filter((cut) => cut <= day).length);

/** The number of the last period of a scheme that holds a day, 0 if none does. */
export const placeIn = (day, periods) =>
  day === null ? 0 : periods.findLastIndex((period) => period.start <= day && day <= period.end) + 1;

export const reaches = (event, cuts) =>
  event.start !== null && cuts.some((cut) => event.start < cut && cut <= event.end);

export function valuesOf(event, by) {
  if (by === "in_essay") return [event.in_essay ? "yes" : "no"];
  const found = event[by] ?? "";
  return Array.isArray(found) ? [...new Set(found)] : [found];
}

/** Value -> number of events that have it. */
export function tally(events, by) {
  const counts = new Map();
  for (const event of events) for (const value of valuesOf(event, by)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The values that occur, the commonest first. */
export const ordered = (counts) => [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));

const pairsOf = (n) => (n * (n - 1)) / 2;

/**
 * Pairs of events that have no value in common, and all pairs: [unlike, pairs].
 * @returns {[number, number]}
 */
export function mixture(events, by) {
  const groups = new Map();
  for (const event of events) {
    const values = valuesOf(event, by);
    const key = JSON.stringify([...values].sort());
    if (!groups.has(key)) groups.set(key, { values, n: 0 });
    groups.get(key).n += 1;
  }
  let unlike = 0;
  const list = [...groups.values()];
  list.forEach((one, position) => {
    for (const other of list.slice(0, position))
      if (!one.values.some((value) => other.values.includes(value))) unlike += one.n * other.n;
  });
  return [unlike, pairsOf(events.length)];
}

/** How two divisions of the same things agree on pairs; what one of them puts nowhere (0) is not counted. */
export function agreementOf(one, other) {
  const both = one.map((a, index) => [a, other[index]]).filter(([a, b]) => a && b);
  const pairs = (keys) => {
    const counts = new Map();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return [...counts.values()].reduce((sum, n) => sum + pairsOf(n), 0);
  };
  const together = pairs(both.map(String));
  const here = pairs(both.map(([a]) => a));
  const there = pairs(both.map(([, b]) => b));
  const every = pairsOf(both.length);
  const apart = every - here - there + together;
  return { n: both.length, every, a: together, b: apart, c: here - together, d: there - together };
}

/** The events of the periods 1 … count. */
export function members(events, numbers, count) {
  const made = Array.from({ length: count + 1 }, () => []);
  events.forEach((event, index) => made[numbers[index]].push(event));
  return made.slice(1);
}

/**
 * What the table says of each period. ends: the first and last day that the dates of the events reach, or null.
 * shortest: the days of a period for less of which no rate per year is given.
 */
export function summary(events, cuts, by, ends, shortest) {
  const order = ordered(
    tally(
      events.filter((event) => event.start !== null),
      by,
    ),
  );
  const groups = members(
    events,
    events.map((event) => place(event.start, cuts)),
    cuts.length + 1,
  );
  return groups.map((group, index) => {
    const first = cuts[index - 1] ?? null;
    const last = index < cuts.length ? cuts[index] - 1 : null;
    const days = ends ? (last ?? ends[1]) - (first ?? ends[0]) + 1 : 0;
    const counts = tally(group, by);
    const most = Math.max(0, ...counts.values());
    return {
      number: index + 1,
      first,
      last,
      events: group,
      counts,
      most,
      years: days > 0 ? tenth(days / YEAR) : null,
      perYear: days >= shortest ? tenth((group.length * YEAR) / days) : null,
      told: group.filter((event) => event.in_essay).length,
      commonest: order.filter((value) => most && counts.get(value) === most),
      mixed: mixture(group, by),
    };
  });
}

export function endsOf(events) {
  const dated = events.filter((event) => event.start !== null);
  if (!dated.length) return null;
  const reached = dated.map((event) => (event.end === Infinity ? event.start : event.end));
  return [
    dated.reduce((least, each) => Math.min(least, each.start), Infinity),
    reached.reduce((a, b) => Math.max(a, b)),
  ];
}

/**
 * One period of a scheme and the reader's cut nearest to its first day.
 * @returns {{ nearest: number | null, apart?: number, within?: boolean, between?: number }}
 */
export function matched(period, events, cuts) {
  const distance = (cut) => Math.abs(cut - period.start);
  const nearest = cuts.reduce((best, cut) => (best === null || distance(cut) < distance(best) ? cut : best), null);
  if (nearest === null) return { nearest };
  const [low, high] = [Math.min(nearest, period.start), Math.max(nearest, period.start)];
  return {
    nearest,
    apart: nearest - period.start,
    within: period.start <= nearest && nearest <= period.named,
    between: events.filter((event) => event.start !== null && low <= event.start && event.start < high).length,
  };
}

const tenth = (number) => Math.floor(number * 10 + 0.5) / 10;
/** @param {[number, number]} shares some of all */
export const percent = ([some, all]) => (all ? `${Math.floor((some / all) * 100 + 0.5)}%` : "–");
