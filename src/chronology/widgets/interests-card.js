// The card of a claim about interests: what the essay says, how far it was checked, and the reader's judgement.

import { accountOf, accountSaid, accountWorks } from "./kit/account.js";
import { radios } from "./kit/radios.js";
import { button, h } from "./kit/elements.js";
import { eventItem } from "./kit/events.js";
import { set } from "./kit/watch.js";
import { verdictOf } from "./kit/waiting.js";
import { link } from "./kit/words.js";
import { judged, judgementCounts, neighbour, rejudged } from "./interests-rules.js";
import { labelOf } from "./interests-words.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model } from "./interests-types.js" */

const english = (text) => h("span", { lang: "en", dir: "auto" }, text);

/**
 * How many judgements the reader has made, with a button that forgets them; nothing if there are none.
 * @param {Model} model
 * @param {Words} t
 */
export function tally(model, t) {
  const judgements = model.get("judgements");
  if (!Object.keys(judgements).length) return "";
  const forget = button(t("forget"), () => set(model, { judgements: {} }), { "data-keep": "forget" });
  return h(
    "div",
    { class: "tally small" },
    t("judgements", judgementCounts(judgements, model.get("fixed").judgements)),
    " ",
    forget,
  );
}

/**
 * The card of a claim. order: the ids of the claims in the order of the table. unfolded: {open}, whether its events are
 * shown, which is changed. close() shuts the card.
 * @param {Model} model
 * @param {Words} t
 */
export function cardOf(model, t, claim, order, unfolded, close) {
  const { id, form } = claim;
  return h(
    "div",
    { class: `detail verdict-${claim.verdict}`, "data-card": id },
    labelOf(t, claim, "p", { class: "strong" }),
    h("p", {}, claim.register ? link(model, "claims", id, t("claim", { id })) : id, ": ", english(claim.paraphrase)),
    h(
      "p",
      {},
      verdictOf(t, claim.course),
      !claim.waits && claim.evidence_kind && ` · ${t(`interest_evidence.${claim.evidence_kind}`)}`,
    ),
    ...(claim.waits ? [] : explained(model, t, claim)),
    form === "interest" ? steps(model, t, claim, unfolded) : records(model, t, claim),
    form && h("p", {}, t(`shake.${form}`)),
    judgementOf(model, t, id),
    h("p", { class: "small" }, t("stays")),
    movesOf(model, t, id, order, close),
  );
}

/**
 * What was found about a claim.
 * @param {Model} model
 * @param {Words} t
 */
const explained = (model, t, { id, explanation }) =>
  (accountSaid(model, "claim", id) ?? [explanation].filter(Boolean)).map((text) => t.spoken("p", text));

/** @param {Model} model @param {Words} t */
function judgementOf(model, t, id) {
  const judgements = model.get("judgements");
  const known = model.get("fixed").judgements;
  const options = ["none", ...known].map((each) => [each, t(`judgement.${each}`)]);
  const judge = (value) => set(model, { judgements: rejudged(model.get("judgements"), id, value) });
  return radios(t("judgement"), options, judged(judgements, id, known), judge);
}

/** @param {Model} model @param {Words} t */
function movesOf(model, t, id, order, close) {
  const go = (step, name) =>
    button(t(name), () => set(model, { selected: [neighbour(order, id, step)] }), {
      "data-keep": name,
      disabled: order.length < 2,
    });
  const shut = button(t("close"), close, { "data-keep": "close" });
  return h("div", { class: "bar" }, go(-1, "previous"), go(1, "next"), shut);
}

/**
 * The three steps of an interest: that the thing is there, that it is wanted, that it weighs more than another.
 * @param {Model} model
 * @param {Words} t
 */
function steps(model, t, claim, unfolded) {
  const step = (name, ...content) =>
    h("li", {}, h("strong", {}, t(`step.${name}`)), " ", h("span", { class: "small" }, t(`how.${name}`)), ...content);
  return h(
    "div",
    {},
    h("p", {}, t("count.interest")),
    h(
      "ol",
      {},
      step("exists", records(model, t, claim)),
      step("wanted", ...wanted(model, t, claim, unfolded)),
      step("weighs"),
    ),
  );
}

/**
 * The events that may bear on a claim.
 * @param {Model} model
 * @param {Words} t
 */
function wanted(model, t, { id }, unfolded) {
  const events = model.get("records");
  const ids = (model.get("traces")[id] ?? []).filter((each) => each in events);
  const alone = ids.filter((each) => events[each].alone).length;
  const attributes = { open: unfolded.open, ontoggle: (event) => (unfolded.open = event.target.open) };
  return [
    h("p", {}, ids.length ? t("wanted.some", { n: ids.length, alone }) : t("wanted.none")),
    ids.length > 0 &&
      h(
        "details",
        attributes,
        h("summary", { "data-keep": "events" }, `${t("traces")} (${ids.length})`),
        h(
          "ul",
          {},
          ids.map((each) => happened(model, t, each)),
        ),
      ),
  ];
}

/**
 * What was seen of the thing: works, and the events that the claim names as evidence.
 * @param {Model} model
 * @param {Words} t
 */
function records(model, t, { id, evidence }) {
  const works = accountWorks(model, t, accountOf(model, "claim", id));
  const events = evidence.filter((id) => id in model.get("records"));
  if (!works.length && !events.length) return "";
  return h(
    "ul",
    { "aria-label": t("record") },
    works,
    events.map((id) => happened(model, t, id)),
  );
}

/**
 * An event, and who took part.
 * @param {Model} model
 * @param {Words} t
 */
function happened(model, t, id) {
  const event = model.get("records")[id];
  return eventItem(
    model,
    t,
    { id, ...event },
    h("span", { class: "small" }, ` ${t(event.alone ? "alone.yes" : "alone.no")}`),
  );
}
