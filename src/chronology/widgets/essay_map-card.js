// What panel and list say of a claim, and of a sentence that makes none.

import { accountBody, accountOf, accountText } from "./kit/account.js";
import { button, h } from "./kit/elements.js";
import { judge } from "./kit/judgements.js";
import { link } from "./kit/words.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model } from "./essay_map-types.js" */

/**
 * A claim; number: of the sentence it stands with.
 * @param {Model} model
 * @param {Words} t
 * @param {any} claim
 * @param {number} [number]
 */
export function claimed(model, t, claim, number) {
  const also = number ? claim.sentences.filter((each) => each !== number).join(", ") : "";
  const account = accountOf(model, "claim", claim.id) ?? claim.own;
  const when = account.when === undefined ? claim.id : t.say(accountText(model, account.when));
  const asks = claim.waits || (claim.open && !claim.mine);
  return h(
    "div",
    { class: `claimed verdict-${asks ? "" : claim.course}`, "data-id": claim.id, "data-judged": claim.mine || null },
    h(
      "p",
      {},
      link(model, "claims", claim.id, when),
      also ? h("span", { class: "small" }, ` · ${t("also", { n: also })}`) : "",
    ),
    ...(asks ? [...accountBody(model, t, before(account)), choices(t, claim)] : accountBody(model, t, account)),
    claim.mine && claim.course
      ? h("p", { class: "both", tabindex: "-1", "data-keep": `both-${claim.id}` }, ofBoth(t, claim))
      : "",
  );
}

/** What is told of a claim before it was judged: neither how it fares nor what tells it. */
const before = ({ title, facts }) => ({ title, facts });

/**
 * What reader and course say of a claim.
 * @param {Words} t
 */
export function ofBoth(t, { mine, course }) {
  const signed = (each) => `${t.sign(each) ?? ""} ${t(`verdict.${each}`)}`;
  return mine === course
    ? t("same", { verdict: signed(course) })
    : t("differ", { mine: signed(mine), course: signed(course) });
}

/**
 * The verdicts that the reader can give.
 * @param {Words} t
 */
const choices = (t, { id }) =>
  h(
    "div",
    { class: "choices", role: "group", "aria-label": `${id}: ${t("ask")}` },
    h("p", { class: "small" }, t("ask")),
    t.verdicts.map((each) =>
      button(
        [h("span", { class: `sign verdict-${each}`, "aria-hidden": "true" }, t.sign(each)), ` ${t(`verdict.${each}`)}`],
        () => judge(id, each),
        {
          "data-keep": `judge-${id}-${each}`,
        },
      ),
    ),
  );

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
  h("p", {}, t("judge-here")),
  h("p", { class: "small" }, t("legend.square")),
  h("p", { class: "small" }, t("legend.count")),
  model.get("language") === "en" ? "" : h("p", { class: "small" }, t("english")),
];
