// A claim to judge: what it says, what evidence there is, the verdicts of the course; and what the course found.

import { bring } from "../../widgets/kit/bring.js";
import { button, h } from "../../widgets/kit/elements.js";
import { judge, judgeFirst, judgements, takeBack } from "../../widgets/kit/judgements.js";
import { compared, nameOf, said, signOf } from "./judging-words.js";

const here = /** @type {HTMLScriptElement} */ (document.currentScript).src; // beside the claims, below the pages
const claims = { ...JUDGING.claims, file: new URL(JUDGING.claims.file, here).href };
const register = (id) => new URL(`../chapters/claims.html#${id}`, here).href;

const dialog = h("dialog", { class: "judge", "aria-labelledby": "judge-claim" });
const result = h("div", { class: "result", role: "status", tabindex: "-1" });
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close()); // beside it
dialog.addEventListener("keydown", (event) => event.key === "Escape" && dialog.close()); // not every browser does by itself

/**
 * Open a claim to be judged. waiting: gives the claims that can be judged after it.
 * @param {string} id
 * @param {() => string[]} waiting
 */
export async function openJudging(id, waiting) {
  const known = await bring(claims);
  if (!known) {
    location.href = register(id); // not to be had now: what there is to say stands in the register
    return;
  }
  if (!dialog.isConnected) document.body.append(dialog);
  draw(id, known[id], () => next(id, waiting));
  if (!dialog.open) {
    const from = document.activeElement;
    const widget = from?.closest("[data-widget]");
    const back = () => {
      // The link was drawn anew: go on in the card in which it stood.
      const card = from?.isConnected ? null : widget?.querySelector(".detail :is([tabindex], button)");
      /** @type {HTMLElement | null | undefined} */ (card)?.focus({ preventScroll: true });
      // Or its button has gone with the judgement: go on in the entry of the register.
      const entry = /** @type {HTMLElement | null | undefined} */ (from?.closest(".entry"));
      if (entry && !(/** @type {HTMLElement} */ (from).offsetParent)) {
        entry.tabIndex = -1;
        entry.focus({ preventScroll: true });
      }
    };
    dialog.addEventListener("close", back, { once: true });
    dialog.showModal();
  }
  /** @type {HTMLElement} */ (dialog.querySelector("#judge-claim")).focus();

  function next(from, left) {
    const ids = left().filter((each) => each !== from);
    const after = ids.find((each) => each > from) ?? ids[0];
    return after && (() => openJudging(after, left));
  }
}

function draw(id, claim, next) {
  const choices = Object.keys(JUDGING.verdicts).map((verdict) =>
    button("", () => choose(verdict), {
      class: `verdict-${verdict}`,
      "data-verdict": verdict,
      "aria-pressed": "false",
    }),
  );
  for (const each of choices) {
    const { verdict } = each.dataset;
    each.append(
      h("span", { class: "sign", "aria-hidden": "true" }, signOf(verdict)),
      h("span", {}, h("strong", {}, nameOf(verdict)), " ", h("span", { class: "meaning" }, said(`choice.${verdict}`))),
    );
  }
  const choose = (verdict) => {
    if (judgements()[id]) return;
    judge(id, verdict);
    showResult();
    result.focus();
  };
  const showResult = () => {
    const mine = judgements()[id];
    for (const each of choices) {
      each.setAttribute("aria-pressed", `${each.dataset.verdict === mine}`);
      each.setAttribute("aria-disabled", `${Boolean(mine)}`);
    }
    dialog.classList.toggle("done", Boolean(mine));
    if (mine) dialog.dataset.judged = mine;
    else delete dialog.dataset.judged;
    result.className = mine ? `result verdict-${claim.verdict}` : "result";
    result.replaceChildren(...(mine ? found(id, claim, mine) : []));
    foot.replaceChildren(...footOf(Boolean(mine), next(), { again, close: () => dialog.close() }));
  };
  const again = () => {
    takeBack(id);
    showResult();
    choices[0].focus();
  };
  const foot = h("div", { class: "acts" });
  dialog.replaceChildren(
    h(
      "div",
      { class: "head" },
      h("p", { class: "kicker" }, claim.head),
      button("×", () => dialog.close(), { "aria-label": said("close"), class: "close" }),
    ),
    h("p", { class: "claim", id: "judge-claim", tabindex: "-1" }, claim.title),
    h("div", { class: "evidence" }, ...evidenceOf(claim)),
    h("p", { class: "ask", id: "judge-ask" }, said("ask")),
    h("div", { class: "choices", role: "group", "aria-labelledby": "judge-ask" }, choices),
    result,
    foot,
  );
  showResult();
}

const evidenceOf = ({ evidence }) =>
  evidence.length
    ? [
        h("p", { class: "kicker" }, said("evidence")),
        h(
          "ul",
          {},
          evidence.map(({ when, title }) => h("li", {}, `${when}: ${title}`)),
        ),
      ]
    : [h("p", { class: "kicker" }, said("evidence.none"))];

/** What the course found, beside what the reader said. */
function found(id, { verdict, lines, evidence }, mine) {
  const reasons = lines.length ? lines : evidence.slice(0, 1).map(({ when, title }) => `${when}: ${title}.`);
  return [
    h("p", { class: "both" }, compared(mine, verdict)),
    ...reasons.map((each) => h("p", {}, each)),
    h("p", {}, h("a", { href: register(id) }, said("see-evidence"))),
  ];
}

function footOf(judged, next, { again, close }) {
  const off = () => {
    judgeFirst(false);
    dialog.close();
  };
  if (!judged) return [button(said("off"), off, { class: "quiet", "data-do": "show-all" })];
  return [
    next ? button(said("next"), next, { class: "next" }) : h("span", { class: "kicker" }, said("done")),
    button(said("again"), again, { class: "quiet" }),
    button(said("close"), close, { class: "quiet" }),
  ];
}
