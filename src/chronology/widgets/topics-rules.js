// The rules of topics: which events are shown, what stands in a row and a column, how much of what. No elements here.

import { yearColumns, yearName } from "./years.js";

/** @import { Model } from "./topics-types.js" */

export const percent = (part, whole) => (whole ? Math.round((100 * part) / whole) : 0);

/** The events with a topic. */
export const withTopic = (records, topic) => records.filter((record) => record.topics.includes(topic));

/** First and last year of some events; [Infinity, -Infinity] if none is known. */
export function extentOf(records) {
  const years = records.map((record) => record.year).filter((year) => year !== null);
  return [years.reduce((a, b) => Math.min(a, b), Infinity), years.reduce((a, b) => Math.max(a, b), -Infinity)];
}

/** The years of the trait as far as the events go; all of them (null) where a link says something else. */
export function span(given, whole) {
  if (given.length !== 2 || !given.every(Number.isInteger) || given[0] > given[1]) return null;
  return [Math.max(given[0], whole[0]), Math.min(given[1], whole[1])];
}

/** The value of the trait for the years from one to another, in whichever order: empty for all. */
export function yearsOf(one, other, whole) {
  const years = [Math.min(one, other), Math.max(one, other)];
  return years[0] === whole[0] && years[1] === whole[1] ? [] : years;
}

const within = (record, [first, last]) => record.year !== null && record.year >= first && record.year <= last;

/** The events that years (null for all) and essay (yes, no, or all) leave. The same rule as `_kept` in topics.py. */
export function narrowed(records, years, inEssay) {
  const told = { yes: true, no: false }[inEssay];
  return records.filter((record) => (told === undefined || record.told === told) && (!years || within(record, years)));
}

/**
 * What the traits ask for, all at once. whole: first and last year of all events.
 * @param {Model} model
 */
export function asked(model, whole) {
  const topics = model.get("topics");
  const years = span(model.get("years"), whole);
  const topic = topics.includes(model.get("topic")) ? model.get("topic") : "";
  const events = narrowed(model.get("records"), years, model.get("in_essay"));
  return {
    topics,
    topic,
    events,
    years: years ?? whole,
    together: model.get("view") === "together",
    asShare: model.get("measure") === "share",
    fields: model.get("fields"),
    selected: new Set(model.get("selected")),
  };
}

/**
 * The columns, topics or stretches of years as far as the width has room: {columns: [{key, short, long, of}], step: the
 * years of a column}. of: the events of some that stand in the column. name: topic -> its name.
 */
export function columnsOf({ topics, together, years }, width, name) {
  if (together) {
    const column = (topic, number) => {
      return { key: topic, short: `${number + 1}`, long: name(topic), of: (some) => withTopic(some, topic) };
    };
    return { columns: topics.map(column), step: 1 };
  }
  if (!Number.isFinite(years[0]) || years[0] > years[1]) return { columns: [], step: 1 };
  const { step, columns } = yearColumns(years[0], years[1], width);
  const column = (each) => {
    const first = `${each[0]}`;
    return { key: first, short: first, long: yearName(each), of: (some) => some.filter((one) => within(one, each)) };
  };
  return { columns: columns.map(column), step };
}

/**
 * The rows in two groups, those that the essay names as fields and those that were added: [[key, topics], …].
 * @returns {[string, string[]][]}
 */
export function groupsOf({ topics, fields }) {
  const named = topics.filter((topic) => fields.includes(topic));
  const added = topics.filter((topic) => !fields.includes(topic));
  return /** @type {[string, string[]][]} */ ([
    ["fields", named],
    ["added", added],
  ]).filter(([, rows]) => rows.length);
}

/** How many events the fullest pair of two topics has; at least 1. */
export const mostTogether = ({ topics, events }) =>
  topics
    .flatMap((row) => topics.map((column) => (row === column ? 0 : withTopic(withTopic(events, row), column).length)))
    .reduce((most, each) => Math.max(most, each), 1);

/** Whether the events of a cell, and no others, are selected. */
export const isSelected = (records, selected) =>
  records.length > 0 && records.length === selected.size && records.every(({ id }) => selected.has(id));

/** The topics that some events have besides one: [[topic, number of events], …], the commonest first. */
export const besides = (topics, topic, records) =>
  topics
    .filter((each) => each !== topic)
    .map((each) => [each, withTopic(records, each).length])
    .filter(([, n]) => n)
    .sort((a, b) => b[1] - a[1]);

/** How many topics some events have, taken together. */
export const topicsGiven = (events) => events.reduce((sum, record) => sum + record.topics.length, 0);
