// What is said of topics: how they are counted, the chosen one, and the events that are selected.

import { button, h } from "./kit/elements.js";
import { eventItem } from "./kit/events.js";
import { set } from "./kit/watch.js";
import { topicName } from "./topics-chart.js";
import { besides, percent, topicsGiven } from "./topics-rules.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model, Scene } from "./topics-types.js" */

const LONGEST = 60; // events of the list before "more"

/**
 * The legend. step: the years of a column.
 * @param {Words} t
 * @param {Scene} scene
 */
export function notesOf(t, { together, asShare, topic, events }, step) {
  const undated = events.filter((record) => record.year === null).length;
  const notes = together
    ? [t("several-topics"), t("hint.together"), asShare && t("hint.share")]
    : [
        t("several-topics"),
        topic ? t("legend.topic", { topic: topicName(t, topic) }) : t("hint"),
        t("begins"),
        step > 1 && t("columns", { n: step }),
        undated && t("undated", { n: undated }),
      ];
  return notes.filter(Boolean).join(" ");
}

/**
 * What is to be said of the chosen topic; nothing if none is chosen.
 * @param {Model} model
 * @param {Words} t
 * @param {Scene} scene
 */
export function saidOf(model, t, { topics, topic, events }) {
  if (!topic) return [];
  const records = events.filter((record) => record.topics.includes(topic));
  const n = records.length;
  const list = besides(topics, topic, records).map(([each, count]) => `${topicName(t, each)} ${count}`);
  const shares = { a: percent(n, events.length), b: percent(n, topicsGiven(events)) };
  const sentences = [
    t("said", { topic: topicName(t, topic), n, all: events.length, ...shares }),
    list.length && t("said.with", { list: list.join(", ") }),
    t("said.alone", { n: records.filter((record) => record.topics.length === 1).length }),
  ];
  const unchoose = button(t("unchoose"), () => set(model, { topic: "" }), { "data-keep": "unchoose" });
  return [sentences.filter(Boolean).join(" "), " ", unchoose];
}

/**
 * Fill an element with the events that are selected; the first of them, until the reader asks for more.
 * @param {Model} model
 * @param {Words} t
 */
export function drawList(model, t, element, close, more = false) {
  const wanted = new Set(model.get("selected"));
  const found = model.get("records").filter((record) => wanted.has(record.id));
  if (!found.length) return element.replaceChildren();
  const rest = more ? 0 : Math.max(0, found.length - LONGEST);
  const unchosen = button(t("close"), close, { "data-keep": "close" });
  element.replaceChildren(
    h(
      "div",
      { class: "detail" },
      h("div", { class: "bar" }, h("p", { class: "strong" }, t("chosen", { n: found.length })), unchosen),
      h(
        "ul",
        {},
        found.slice(0, found.length - rest).map((record) => eventItem(model, t, record, factsOf(t, record))),
      ),
      rest > 0 && button(`… ${rest}`, () => drawList(model, t, element, close, true)),
    ),
  );
}

/** @param {Words} t */
function factsOf(t, { topics, told }) {
  const facts = [...topics.map((topic) => topicName(t, topic)), t(told ? "told.yes" : "told.no")];
  return h("span", { class: "small" }, facts.join(" · "));
}
