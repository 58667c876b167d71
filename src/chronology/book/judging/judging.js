// Judge first: in the pages of the book the signs of verdicts wait until the reader has judged. What waits is marked by
// the build (data-claims) and hidden by judging.css; here it is shown, and a claim that waits opens to be judged.

import {
  judgements,
  judge,
  judgeFirst,
  judgesFirst,
  onJudgements,
  showVerdicts,
  withholding,
} from "../../widgets/kit/judgements.js";
import { openJudging } from "./judging-dialog.js";
import { compared, said, signed, signOf } from "./judging-words.js";

/** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
const all = (selector, within = document) =>
  Array.from(within.querySelectorAll(selector), (each) => /** @type {HTMLElement} */ (each));

// Links that stand for a claim; those of a widget lead to the register.
const CLAIM = "a.cited-claim, .essay-squares .claim > a, .chronology a[href*='claims.html#']";
const claimOf = (link) => link.hash.slice(1);
const claimsOf = (part) => part.dataset.claims.split(" ");
const courseOf = (link) => [...link.classList].find((each) => each.startsWith("verdict-"))?.slice(8);
const covered = new Map(); // part of a card -> what it says once it may

/** A card describes its link to a screen reader, hidden as it is: what waits leaves it. */
function cover(part, waiting) {
  if (!covered.has(part)) covered.set(part, [...part.childNodes]);
  const claims = claimsOf(part);
  const about = part.closest("[id^=card-claim-]")
    ? said("open.press")
    : said("open.event", { claims: claims.join(", ") });
  const mine = part.closest("[id^=card-claim-]") && judgements()[claims[0]];
  const line = (text) => Object.assign(document.createElement("p"), { textContent: text, className: "yours" });
  part.replaceChildren(
    ...(waiting ? [line(about)] : covered.get(part)),
    ...(mine ? [line(said("yours", { mine: signed(mine) }))] : []),
  );
}

function showAll() {
  const waits = withholding();
  const judged = judgements();
  document.documentElement.classList.toggle("judge-first", judgesFirst());
  for (const part of all("[data-claims]")) {
    const waiting = claimsOf(part).some(waits);
    part.classList.toggle("known", !waiting);
    if (part.closest(".info")) {
      part.closest(".info").classList.toggle("known", !waiting);
      cover(part, waiting);
    }
  }
  for (const link of all(CLAIM)) {
    const id = claimOf(link);
    const mine = judged[id];
    link.classList.toggle("known", !waits(id));
    if (waits(id)) link.setAttribute("aria-haspopup", "dialog");
    else link.removeAttribute("aria-haspopup");
    if (mine) Object.assign(link.dataset, { judged: mine, mine: signOf(mine) });
    else for (const name of ["judged", "mine"]) delete link.dataset[name];
  }
  for (const each of all("[data-do=judge-first]")) each.setAttribute("aria-checked", `${judgesFirst()}`);
  all(".judge-stop").forEach(tell);
}

/** How far the reader has come with the claims of a stop. */
function tell(stop) {
  const links = all("a.cited-claim", stop);
  const ids = links.map(claimOf);
  const judged = judgements();
  const done = ids.filter((id) => judged[id]);
  const same = links.filter((each) => judged[claimOf(each)] === courseOf(each)).length;
  const whole = done.length === ids.length;
  stop.querySelector(".tally").textContent = said(whole ? "tally.all" : "tally", {
    n: done.length,
    all: ids.length,
    same,
  });
  const waiting = ids.some(withholding());
  for (const each of all("[data-do=judge-claims], [data-do=show-verdicts]", stop)) each.hidden = !waiting;
  stop.querySelector("[data-do=judge-claims]").textContent = said(done.length ? "go-on" : "judge-claims");
}

/** The claims of the page that wait, each once: those of its stop before the others. */
function waitingHere() {
  const links = [...all(".judge-stop a.cited-claim"), ...all(CLAIM)];
  const entries = all(".entry > [data-claims]").flatMap(claimsOf); // of a register
  return [...new Set([...links.map(claimOf), ...entries])].filter(withholding());
}

const open = (claim) => openJudging(claim, waitingHere);

const ACTS = {
  "judge-first": () => judgeFirst(!judgesFirst()),
  "judge-claims": (button) => {
    const [first] = all("a.cited-claim", button.closest(".judge-stop")).map(claimOf).filter(withholding());
    if (first) open(first);
  },
  "judge-this": (button) => {
    const claim = claimsOf(button.closest("[data-claims]")).find(withholding());
    if (claim) open(claim);
  },
  "show-verdicts": (button) => {
    const stop = button.closest(".judge-stop");
    showVerdicts(all("a.cited-claim", stop).map(claimOf));
    /** @type {HTMLElement} */ (stop.querySelector("[data-do=judge-first]")).focus({ preventScroll: true });
  },
};

// Before the listeners of the cards, for which a first touch only shows a card.
document.addEventListener(
  "click",
  (event) => {
    const target = /** @type {Element} */ (event.target);
    const button = target.closest("[data-do]");
    if (button) ACTS[/** @type {HTMLElement} */ (button).dataset.do]?.(button);
    const link = target.closest(CLAIM);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !withholding()(claimOf(link))) return;
    event.preventDefault();
    event.stopPropagation();
    open(claimOf(link));
  },
  true,
);

showAll();
onJudgements(showAll);
// On paper nothing waits (host/printing.js says when it is there): what is drawn is drawn anew, and again afterwards.
const anew = () => dispatchEvent(new Event("chronology-judged"));
addEventListener("chronology-paper", anew);
addEventListener("afterprint", () => setTimeout(anew));
matchMedia("print").addEventListener("change", () => setTimeout(anew));
// For front.js, search.js, cells that are run, and the widgets, of which some may be drawn already.
Object.assign(globalThis, {
  chronologyJudging: { judgements, judge, onJudgements, withholding, compared, show: showAll },
});
dispatchEvent(new Event("chronology-judged"));
