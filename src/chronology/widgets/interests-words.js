// What the table of interests says of a claim and of an event.

import { h } from "./kit/elements.js";
import { link, verdict } from "./kit/words.js";

export const unseen = (text) => h("span", { class: "unseen" }, text);

/** The name of a claim as an element. */
export const labelOf = (t, { label, paraphrase }, tag = "span", attributes = {}) =>
  t.spoken(tag, Object.keys(label).length ? label : paraphrase, attributes);

/** The name of a claim as text. */
export const nameOf = (t, claim) => t.say(claim.label) || claim.paraphrase;

/** An event as an item of a list: date, link, verdict, and who took part. */
export function eventItem(model, t, id) {
  const event = model.get("records")[id];
  return h(
    "li",
    { "data-event": id },
    `${t.say(event.date) || t("no-year")} `,
    link(model, "events", id, t.spoken("span", event.title)),
    " ",
    event.verdict && verdict(t, event.verdict),
    h("span", { class: "small" }, ` ${t(event.alone ? "alone.yes" : "alone.no")}`),
  );
}
