// The map of the essay as squares, and its claims as rows. map: what `laidOut` gives, with claims and chapters.

import { h } from "./kit/elements.js";
import { keyOf } from "./kit/frame.js";
import { set } from "./kit/watch.js";
import { verdict } from "./kit/words.js";
import { silence } from "./essay_map-card.js";
import { byChapter, clicked, countedIn, isFiltered, passes, signsIn } from "./essay_map-rules.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model } from "./essay_map-types.js" */

const OPEN = "…"; // the sign of a claim that shows no verdict yet
const hidden = { "aria-hidden": "true" };

/** The square of a sentence. on: the listeners that all squares have. */
export function square(sentence, on) {
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
      signs.map(({ id }) => h("span", { class: "sign", "data-claim": id })),
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
  const about = claims.map(({ id, kind, verdict: value, open }) =>
    [id, kind && t(`claim_kind.${kind}`), value ? t(`verdict.${value}`) : open && t("open")].filter(Boolean).join(", "),
  );
  const outside = isFiltered(filters) && !claims.some((claim) => passes(claim, filters)) ? t("outside") : "";
  return [t("sentence", { n: number }), ...(about.length ? about : [t("silent")]), outside].filter(Boolean).join("; ");
}

/**
 * Let a square show what the filters leave of its sentence, or which of its claims are lifted out.
 * @param {Words} t
 */
export function drawSquare(t, element, sentence, filters, lifted) {
  const fits = (claim) => passes(claim, filters);
  element.setAttribute("aria-label", spokenOf(t, sentence, filters));
  element.classList.toggle("outside", isFiltered(filters) && !sentence.claims.some(fits));
  element.classList.toggle(
    "lifted",
    sentence.claims.some((claim) => lifted.includes(claim)),
  );
  for (const sign of element.querySelectorAll("[data-claim]")) {
    const claim = sentence.claims.find(({ id }) => id === sign.dataset.claim);
    sign.className = claim.open ? "sign unjudged" : `sign verdict-${claim.verdict}`;
    sign.textContent = claim.open ? OPEN : (t.sign(claim.verdict) ?? "•");
    if (claim.mine) sign.dataset.judged = claim.mine;
    else delete sign.dataset.judged;
    sign.classList.toggle("faded", !fits(claim));
    sign.classList.toggle("quiet", lifted.length > 0 && !lifted.includes(claim));
  }
}

/**
 * How many of some claims have each verdict.
 * @param {Words} t
 */
export const tally = (t, claims) =>
  [...t.verdicts.map((each) => [each, t.sign(each), t(`verdict.${each}`)]), ["", OPEN, t("open")]]
    .map(([each, ...said]) => [
      each,
      claims.filter((claim) => (each ? claim.verdict === each : claim.open)).length,
      ...said,
    ])
    .filter(([, n]) => n)
    .map(([each, n, sign, name]) =>
      h(
        "span",
        { class: `verdict-${each}` },
        h("span", { class: "tally", ...hidden }, sign),
        h("span", { class: "unseen" }, ` ${name}`),
        ` ${n}`,
      ),
    );

/**
 * What the squares and signs mean, each as it is drawn.
 * @param {Words} t
 */
export const legendOf = (t, open) => [
  ...t.verdicts.map((each) =>
    keyOf(h("span", { class: `sign verdict-${each}`, ...hidden }, t.sign(each)), t(`verdict.${each}`)),
  ),
  open ? keyOf(h("span", { class: "sign unjudged", ...hidden }, OPEN), t("open")) : "",
  keyOf(h("span", { class: "sign none", ...hidden }, "·"), t("legend.none")),
];

/**
 * The claims that are shown, and without filters the sentences that make none, as a table.
 * @param {Model} model
 * @param {Words} t
 */
export function rowsOf(model, t, map, filters) {
  const rows = byChapter(map, map.chapters).flatMap(([chapter, sentences]) =>
    sentences.flatMap((sentence) => {
      const silent = !sentence.claims.length && !isFiltered(filters);
      const found = silent ? [{ id: "", sentences: [sentence.number] }] : countedIn(map, sentence, filters);
      return found.map((claim) => ({ ...claim, chapter, sentence }));
    }),
  );
  return {
    heads: ["sentence", "chapter", "claim", "paraphrase"]
      .map((each) => t(`table.${each}`))
      .concat(t("kind"), t("verdict")),
    head: 2,
    rows,
    id: (row) => row.id,
    cells: (row) => [
      row.sentences.join(", "),
      row.chapter,
      row.id,
      row.id ? t.spoken("span", row.paraphrase ?? "") : silence(t, row.sentence),
      row.kind ? t(`claim_kind.${row.kind}`) : "",
      row.verdict ? verdict(t, row.verdict) : row.open ? t("open") : "",
    ],
    pick: (row, add) => set(model, { selected: clicked(model.get("selected"), row.sentence.number, add) }),
    picked: () => rows.filter((row) => model.get("selected").includes(row.sentence.number)).map((row) => row.id),
  };
}
