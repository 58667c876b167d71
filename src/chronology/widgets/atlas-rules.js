// The rules of the atlas: which events count on a day, what a place is called, how large it is. No elements here.

/** @import { Asked, Event, Model, Place } from "./atlas-types.js" */

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Whether an event passes all filters; what is no filter says nothing. The same rule as `passes` in atlas.py. */
export function passes(event, filters, lists) {
  if (typeof filters.in_essay === "boolean" && event.told !== filters.in_essay) return false;
  return Object.entries(lists).every(([name, field]) => {
    const wanted = filters[name];
    return !Array.isArray(wanted) || !wanted.length || wanted.some((value) => event[field].includes(value));
  });
}

/** The days on which events begin, in order. */
export const stopsOf = (events) => [...new Set(events.map((event) => event.start).filter(Boolean))].sort();

/** The number of the last stop that is not after a day; 0 before the first. */
export const stopAt = (stops, day) =>
  Math.max(
    0,
    stops.findLastIndex((stop) => stop <= day),
  );

/**
 * What a place was called on a day. The names come the latest first, and on the day of a change the new one counts.
 * @param {Place} place
 */
export const nameThen = (place, day) =>
  place.names.find(({ from, to }) => from <= day && day <= to)?.name ?? place.name;

/**
 * The places of some events with their events, the fullest first.
 * @param {Place[]} places
 * @param {Event[]} events
 */
export function placesOf(places, events) {
  const at = new Map(places.map((place) => [place.id, /** @type {Event[]} */ ([])]));
  for (const event of events) for (const id of event.places) at.get(id)?.push(event);
  return places
    .map((place) => ({ place, events: at.get(place.id) ?? [] }))
    .filter((each) => each.events.length)
    .sort((a, b) => b.events.length - a.events.length);
}

/**
 * What the traits ask for, all at once.
 * @param {Model} model
 * @returns {Asked}
 */
export function asked(model) {
  const all = model.get("events");
  const stops = stopsOf(all);
  const given = model.get("day");
  const day = DAY.test(given) ? given : (stops.at(-1) ?? "");
  const filters = model.get("filters") ?? {};
  const { lists } = model.get("fixed");
  const events = all.filter((event) => event.start && event.start <= day && passes(event, filters, lists));
  const places = model.get("places");
  const found = placesOf(places, events);
  const selected = places.find((place) => place.id === model.get("selected"));
  const line = model.get("line");
  return {
    stops,
    day,
    filters,
    events,
    found,
    selected,
    chosen: found.find(({ place }) => place === selected)?.events ?? [],
    nowhere: events.filter((event) => !event.places.length),
    undated: all.filter((event) => !event.start).length,
    hasLine: line.parts.length > 0 && day >= line.from,
    begun: all.filter((event) => event.start === day),
  };
}

/** The radius of a circle whose area is the number of events, in pixels; wide: of the map. */
export const radiusOf = (count, wide) => Math.min(4, Math.max(2.6, wide / 200)) * Math.sqrt(count);

/** The circle to the north (way -1) or south (1) of another that is nearest, what lies aside counting double. */
export function nextTo(spots, from, way) {
  const far = ({ x, y }) => Math.hypot(2 * (x - from.x), y - from.y);
  const beyond = spots.filter((spot) => way * (spot.y - from.y) > 0);
  return beyond.sort((a, b) => far(a) - far(b))[0];
}
