// What the table of interests says of a claim and of an event.

import { h } from "./kit/elements.js";
import { waiting } from "./kit/waiting.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model } from "./interests-types.js" */

/**
 * The claims, without a verdict where that waits; course: as the course has it.
 * @param {Model} model
 */
export function claimsOf(model) {
  const waits = waiting();
  return model.get("claims").map((course) => ({
    ...course,
    course,
    waits: waits(course),
    verdict: waits(course) ? "" : course.verdict,
  }));
}

export const unseen = (text) => h("span", { class: "unseen" }, text);

/**
 * The name of a claim as an element.
 * @param {Words} t
 */
export const labelOf = (t, { label, paraphrase }, tag = "span", attributes = {}) =>
  t.spoken(tag, Object.keys(label).length ? label : paraphrase, attributes);

/**
 * The name of a claim as text.
 * @param {Words} t
 */
export const nameOf = (t, claim) => t.say(claim.label) || claim.paraphrase;
