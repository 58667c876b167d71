// An event as a line.

import { h } from "./elements.js";
import { link, verdict } from "./words.js";

/** @import { Model, Texts, Words } from "./types.js" */

/**
 * An event as an item of a list: its date, its title as a link, its verdict, and what more there is to say.
 * @param {Model<any>} model
 * @param {Words} t
 * @param {{ id: string, date: Texts, title: Texts, verdict?: string }} event
 * @param {any[]} more
 */
export const eventItem = (model, t, { id, date, title, verdict: value }, ...more) =>
  h(
    "li",
    { "data-event": id },
    h("span", { class: "when" }, t.say(date) || t("no-date")),
    " ",
    link(model, "events", id, t.spoken("span", title, { class: "what" })),
    value && [" ", verdict(t, value)],
    more,
  );
