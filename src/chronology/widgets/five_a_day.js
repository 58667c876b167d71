// Five a day: questions from the chapters read, one after the other. What was answered is kept in this browser only.

import { button, h } from "./kit/elements.js";
import { forgetting } from "./kit/forgetting.js";
import { frame } from "./kit/frame.js";
import { ask, reply } from "./five_a_day-card.js";
import { chaptersOf } from "./five_a_day-choice.js";
import { Sheet } from "./five_a_day-sheet.js";

/** @import { Frame, Words } from "./kit/types.js" */
/** @import { Model } from "./five_a_day-types.js" */

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  const sheet = new Sheet(model);
  const close = frame(model, el, "five_a_day", (parts, t) => draw(model, t, parts, sheet), []);
  const stop = whenReached(el, () => {
    if (model.get("chapter")) sheet.read(model.get("chapter"), thingsOf(document, model.get("fixed").pages));
  });
  return () => {
    stop();
    close();
  };
}

/**
 * Do what needs whole questions: a page of the book begins with what they are about.
 * @param {Model} model
 * @param {Sheet} sheet
 */
function withWhole(model, sheet, action) {
  const there = () => sheet.five().every(({ answer }) => answer);
  if (there()) action();
  else model.bring().then(() => there() && action());
}

/** Call an action once an element is in sight. Gives what stops waiting for it. */
function whenReached(el, action) {
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    seen.disconnect();
    action();
  });
  seen.observe(el);
  return () => seen.disconnect();
}

/**
 * The things that the text of a page links to in the registers, without what stands in widgets.
 * @param {Document} page
 * @param {Record<string, string>} pages kind -> its register
 */
function thingsOf(page, pages) {
  const kinds = new Map(Object.entries(pages).map(([kind, name]) => [name, kind]));
  const links = [...page.querySelectorAll("article a[href*='.html#']")].filter(
    (each) => !each.closest("[data-widget]"),
  );
  const things = links.flatMap((each) => {
    // A register in parts has the first year of each in the names of its pages.
    const [, name, id] = each.getAttribute("href").match(/([^/]+?)(?:-\d+)?\.html#(.+)$/) ?? [];
    return kinds.has(name) ? [`${kinds.get(name)}/${decodeURIComponent(id)}`] : [];
  });
  return [...new Set(things)];
}

/**
 * Draw the question that is next.
 * @param {Model} model
 * @param {Words} t
 * @param {Frame} frame
 * @param {Sheet} sheet
 */
function draw(model, t, { count, picture }, sheet) {
  const part = h("div", { class: "part" });
  const told = h("div", { class: "result", role: "status" });
  const bar = h("div", { class: "bar" });
  const about = h("p", { class: "small" });
  const [forget, ...after] = forgetting(
    t,
    () => sheet.forget(),
    () =>
      withWhole(model, sheet, () => {
        show(sheet.five().find((each) => !sheet.given(each)));
        forget.hidden = false;
        forget.focus(); // it had it
      }),
  );
  picture.replaceChildren(part, told, bar, about, h("div", { class: "bar" }, forget, after));

  function practise() {
    sheet.practise(true);
    withWhole(model, sheet, () => {
      show(sheet.five()[0]);
      toQuestion();
    });
  }

  const toQuestion = () => /** @type {HTMLElement} */ (part.querySelector("legend") ?? count).focus();

  /** @param {any} question the one that is asked; none when all are answered */
  function show(question) {
    const five = sheet.five();
    told.replaceChildren();
    bar.replaceChildren();
    if (question) {
      count.textContent = t("number", { n: five.indexOf(question) + 1, total: five.length });
      part.replaceChildren(ask(model, t, sheet, question, (option) => take(question, option)));
    } else {
      count.textContent = five.length ? done(five) : t("nothing");
      sheet.practise(false);
      part.replaceChildren(h("p", {}, t("tomorrow", { n: sheet.tomorrow() })));
      const missed = sheet.missed().length;
      if (missed) bar.replaceChildren(button(t("practise", { n: missed }), practise, { "data-keep": "practise" }));
    }
    tell();
  }

  function tell() {
    forget.hidden = !Object.keys(sheet.kept.cards).length;
    about.textContent = [from(), t("settled", { n: sheet.settled(), total: sheet.met() }), t("stays")].join(" ");
  }

  function take(question, option) {
    sheet.answer(question, option.id);
    const five = sheet.five();
    const open = part.querySelector("details")?.open;
    part.replaceChildren(ask(model, t, sheet, question, () => {}));
    if (open) part.querySelector("details").open = true;
    told.replaceChildren(...reply(model, t, sheet, question));
    const next = five.find((each) => !sheet.given(each));
    const go = () => {
      show(next);
      toQuestion();
    };
    bar.replaceChildren(button(t(next ? "next" : "finish"), go, { "data-keep": "next" }));
    part.querySelector(`[data-option="${CSS.escape(option.id)}"]`)?.focus({ preventScroll: true });
  }

  const done = (five) => t("done", { n: five.filter(sheet.right).length, total: five.length });
  const from = () => {
    const chapters = chaptersOf(sheet.kept.read).sort((one, other) => one - other);
    return chapters.length ? t("from-read", { chapters: chapters.join(", ") }) : t("from-all");
  };
  const unanswered = () => sheet.five().find((each) => !sheet.given(each));
  /** Before the first question: a line and a button, however long the questions are. */
  function offer(question) {
    const five = sheet.five();
    const at = five.indexOf(question);
    const begin = () =>
      withWhole(model, sheet, () => {
        show(unanswered()); // the chapter may have been read since `question` was offered, and then others are asked
        toQuestion();
      });
    const words = t(at ? "go-on" : "begin");
    count.textContent = t("waiting", { n: five.length - at });
    bar.replaceChildren(button(words, begin, { "data-keep": "begin" }));
    tell();
  }

  count.tabIndex = -1;
  sheet.load();
  const first = unanswered();
  if (first) offer(first);
  else withWhole(model, sheet, () => show(first));
}

export default { render };
