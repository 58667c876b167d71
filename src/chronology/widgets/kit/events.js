// An event as a line.

import { h } from "./elements.js";
import { verdictOf } from "./waiting.js";
import { link } from "./words.js";

/** @import { Model, Texts, Words } from "./types.js" */

/**
 * An event as an item of a list: its date, its title as a link, its verdict, and what more there is to say.
 * @param {Model<any>} model
 * @param {Words} t
 * @param {{ id: string, date: Texts, title: Texts, verdict?: string, claims?: string[] }} event
 * @param {any[]} more
 */
export const eventItem = (model, t, event, ...more) =>
  h(
    "li",
    { "data-event": event.id },
    h("span", { class: "when" }, t.say(event.date) || t("no-date")),
    " ",
    link(model, "events", event.id, t.spoken("span", event.title, { class: "what" })),
    event.verdict && [" ", verdictOf(t, event)],
    more,
  );
