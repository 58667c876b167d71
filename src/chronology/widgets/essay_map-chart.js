// The map of the essay as squares, and the same as a list. map: what `laidOut` gives, with claims and chapters.

import { h } from "./kit/elements.js";
import { claimed, silence } from "./essay_map-card.js";
import { byChapter, countedIn, isFiltered, passes, signsIn } from "./essay_map-rules.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model } from "./essay_map-types.js" */

const hidden = { "aria-hidden": "true" };

/**
 * The square of a sentence. on: the listeners that all squares have.
 * @param {Words} t
 */
export function square(t, sentence, on) {
  const { number } = sentence;
  const { signs, rest } = signsIn(sentence);
  const attributes = { type: "button", role: "gridcell", class: "square", tabindex: "-1" };
  return h(
    "button",
    { ...attributes, "data-id": number, "data-keep": `square-${number}`, ...on },
    h("span", { class: "of", ...hidden }, `${number}`),
    h(
      "span",
      { class: signs.length > 2 ? "signs packed" : "signs", ...hidden },
      signs.map(({ id, verdict: value }) =>
        h("span", { class: `sign verdict-${value}`, "data-claim": id }, t.sign(value) ?? "•"),
      ),
      rest ? h("span", { class: "sign rest" }, `+${rest}`) : "",
      signs.length ? "" : h("span", { class: "sign none" }, "·"),
    ),
  );
}

/**
 * The chapters as rows of a grid. squares: number of a sentence -> its square; sums: of a chapter -> an element.
 * @param {Words} t
 */
export const strips = (t, rows, chapters, squares, sums) =>
  rows.map(([number, sentences]) =>
    h(
      "div",
      { role: "row", class: "strip", "data-chapter": number },
      h(
        "div",
        { role: "rowheader", class: "heading" },
        h("span", {}, `${number}. `, t.spoken("span", chapters.get(number).title)),
        sums.get(number),
      ),
      h(
        "div",
        { role: "presentation", class: "sentences" },
        sentences.map((each) => squares.get(each.number)),
      ),
    ),
  );

/**
 * What a screen reader says of a square; the words of the claims follow when it is opened.
 * @param {Words} t
 */
function spokenOf(t, { number, claims }, filters) {
  const about = claims.map(({ id, kind, verdict: value }) =>
    [id, kind && t(`claim_kind.${kind}`), value && t(`verdict.${value}`)].filter(Boolean).join(", "),
  );
  const outside = isFiltered(filters) && !claims.some((claim) => passes(claim, filters)) ? t("outside") : "";
  return [t("sentence", { n: number }), ...(about.length ? about : [t("silent")]), outside].filter(Boolean).join("; ");
}

/**
 * Let a square show what the filters leave of its sentence.
 * @param {Words} t
 */
export function drawSquare(t, element, sentence, filters) {
  const fits = (claim) => passes(claim, filters);
  element.setAttribute("aria-label", spokenOf(t, sentence, filters));
  element.classList.toggle("outside", isFiltered(filters) && !sentence.claims.some(fits));
  for (const sign of element.querySelectorAll("[data-claim]"))
    sign.classList.toggle("faded", !fits(sentence.claims.find(({ id }) => id === sign.dataset.claim)));
}

/**
 * How many of some claims have each verdict.
 * @param {Words} t
 */
export const tally = (t, claims) =>
  t.verdicts
    .map((each) => [each, claims.filter((claim) => claim.verdict === each).length])
    .filter(([, n]) => n)
    .map(([each, n]) =>
      h(
        "span",
        { class: `verdict-${each}` },
        h("span", { class: "tally", ...hidden }, t.sign(each)),
        h("span", { class: "unseen" }, ` ${t(`verdict.${each}`)}`),
        ` ${n}`,
      ),
    );

/**
 * The same as a list: the elements.
 * @param {Model} model
 * @param {Words} t
 */
export const listOf = (model, t, map, filters) =>
  byChapter(map, map.chapters).flatMap(([number, sentences]) => {
    const items = sentences.flatMap((each) => itemsOf(model, t, map, each, filters));
    const { title } = map.chapters.find((each) => each.number === number);
    if (!items.length) return [];
    return [h("p", { class: "strong" }, t("chapter", { n: number, title: t.say(title) })), h("ul", {}, items)];
  });

/** @param {Model} model @param {Words} t */
function itemsOf(model, t, map, sentence, filters) {
  const of = (numbers) =>
    h("p", { class: "small" }, t(numbers.length > 1 ? "sentences" : "sentence", { n: numbers.join(", ") }));
  if (!sentence.claims.length && !isFiltered(filters))
    return [h("li", { "data-id": `s${sentence.number}` }, of([sentence.number]), silence(t, sentence))];
  return countedIn(map, sentence, filters).map((claim) => h("li", {}, of(claim.sentences), claimed(model, t, claim)));
}
