// What panel and list say of a claim, and of a sentence that makes none.

import { h } from "./kit/elements.js";
import { link, verdict } from "./kit/words.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model } from "./essay_map-types.js" */

/** @param {Model} model @param {Words} t */
const citedEvent = (model, t, id) => {
  const { title, date } = model.get("cited")[id];
  return link(model, "events", id, [t.spoken("span", title), " (", t.spoken("span", date), ")"]);
};

/** @param {Words} t */
const fact = (t, term, ...values) => h("p", { class: "small" }, `${t(term)}: `, ...values.flat());

/**
 * A claim; number: of the sentence it stands with.
 * @param {Model} model
 * @param {Words} t
 * @param {any} claim
 * @param {number} [number]
 */
export function claimed(model, t, claim, number) {
  const also = number ? claim.sentences.filter((each) => each !== number).join(", ") : "";
  return h(
    "div",
    { class: `claimed verdict-${claim.verdict}`, "data-id": claim.id },
    h(
      "p",
      {},
      link(model, "claims", claim.id, claim.id),
      claim.kind ? ` · ${t(`claim_kind.${claim.kind}`)}` : "",
      claim.verdict ? [" · ", verdict(t, claim.verdict)] : "",
      also ? h("span", { class: "small" }, ` · ${t("also", { n: also })}`) : "",
    ),
    t.spoken("p", claim.paraphrase ?? "", { class: "words" }),
    claim.value ? fact(t, "states", t.spoken("span", claim.value)) : "",
    claim.explanation ? t.spoken("p", claim.explanation) : "",
    eventsOf(model, t, claim),
  );
}

/**
 * The event that a claim is about, and others that bear on it.
 * @param {Model} model
 * @param {Words} t
 */
function eventsOf(model, t, claim) {
  const known = model.get("cited");
  const more = (claim.evidence ?? []).filter((id) => known[id] && id !== claim.event);
  const listed = more.map((id, at) => [at ? "; " : "", citedEvent(model, t, id)]);
  return [
    known[claim.event] ? fact(t, "event", citedEvent(model, t, claim.event)) : "",
    more.length ? fact(t, "evidence", ...listed) : "",
  ];
}

/**
 * Why a sentence makes no claim.
 * @param {Words} t
 */
export const silence = (t, { reason }) =>
  Object.keys(reason).length
    ? h("p", { class: "words" }, `${t("silent")}: `, t.spoken("span", reason), ".")
    : h("p", {}, t("missing"));

/**
 * A sentence with its claims that were not told before; nothing if the sentences before it said them all.
 * @param {Model} model
 * @param {Words} t
 */
export function told(model, t, sentence, own, chapter) {
  const page = chapter?.page;
  const where = t("chapter", { n: sentence.chapter, title: t.say(chapter?.title) });
  const number = sentence.number;
  return [
    h(
      "p",
      { class: "which" },
      h("span", { class: "strong" }, t("sentence", { n: number })),
      h("span", { class: "parted" }, " · "),
      model.page && page ? h("a", { href: model.page(page), "data-keep": `chapter-${number}` }, where) : where,
    ),
    ...(own.length ? own.map((claim) => claimed(model, t, claim, number)) : [silence(t, sentence)]),
  ];
}

/**
 * What the panel says where no sentence is open.
 * @param {Model} model
 * @param {Words} t
 */
export const hints = (model, t) => [
  h("p", {}, t("hint")),
  h("p", { class: "small" }, t("legend.square")),
  h("p", { class: "small" }, t("legend.count")),
  model.get("language") === "en" ? "" : h("p", { class: "small" }, t("english")),
];
