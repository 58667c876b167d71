// The frame of every widget: title, count and legend, tabs, controls, details beside the picture, and what can be taken
// away.

import { codeOf } from "./code.js";
import { lackingOf, languageChoice } from "./controls.js";
import { copier, share } from "./sharing.js";
import { button, h, unique } from "./elements.js";
import { pictureOf } from "./picture.js";
import { csvOf, drawRows } from "./rows.js";
import { set, watch } from "./watch.js";
import { words } from "./words.js";

/** @import { Frame, Model, Words } from "./types.js" */

/**
 * The frame of every widget. draw(frame, t) fills its parts, again when the language changes; it may return a function
 * that cleans up. tabs: the names of its tabs, the first that of the picture; none for a widget without rows.
 * @param {Model<any>} model
 * @param {HTMLElement} el
 * @param {string} style
 * @param {(frame: Frame, t: Words) => (() => void) | void} draw
 * @param {string[]} tabs
 */
export function frame(model, el, style, draw, tabs = ["chart", "table", "code"]) {
  const t = words(model);
  const root = h("section", { class: `chronology ${style}` });
  el.append(root);
  const began = Object.fromEntries(model.get("linked").map((name) => [name, model.initial?.(name) ?? model.get(name)]));
  /** @type {any} */
  let clean = null;
  const build = () => {
    const kept = keep(root);
    clean?.();
    root.lang = model.get("language");
    // Two of a kind on a page are told apart by the number that the host gave them.
    const number = el.closest("[data-widget]")?.id?.match(/-\d+$/)?.[0].slice(1) ?? "";
    root.setAttribute("aria-label", `${t(`name.${style}`)} ${number}`.trim());
    const parts = partsOf(model, t, { style, tabs, began, level: levelOf(el) });
    root.replaceChildren(...parts.elements);
    const undraw = /** @type {any} */ (draw(parts.frame, t));
    parts.finish();
    parts.update();
    const stop = watch(model, {}, ["show", ...Object.keys(began)], parts.update);
    clean = () => {
      stop();
      undraw?.();
    };
    restore(root, kept);
  };
  build();
  for (const each of ANEW) model.on(`change:${each}`, build);
  // The reader has judged, or the page can tell what waits.
  const judged = () => model.get("fixed").waits && build();
  addEventListener("chronology-judged", judged);
  // The book marks the element a widget lives in; in a notebook nobody else does.
  if (!el.closest("[data-widget]"))
    Object.assign(el.dataset, { widget: model.get("_anywidget_id").split(".").pop(), ready: "" });
  return () => {
    for (const each of ANEW) model.off(`change:${each}`, build);
    removeEventListener("chronology-judged", judged);
    clean?.();
    root.remove();
  };
}

/** Traits for which a widget is drawn anew. */
const ANEW = ["language", "title", "lacking"];

/** The level of a heading that stands where an element does. */
function levelOf(el) {
  const before = [...document.querySelectorAll("h1, h2, h3, h4, h5")].filter(
    (each) => each.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING && !each.closest(".chronology"),
  );
  return Math.min(6, Number(before.at(-1)?.localName[1] ?? 1) + 1);
}

/**
 * The parts of a frame, most of them empty.
 * @param {Model<any>} model
 * @param {Words} t
 * @param {{ style: string, tabs: string[], began: Record<string, any>, level: number }} given
 */
function partsOf(model, t, { style, tabs, began, level }) {
  const help = foldable("help", "i", { class: "help", "aria-label": t("help"), title: t("help") });
  const filter = foldable("filters", "", { class: "unfold" });
  /** @type {Frame} */
  const made = {
    body: h("div", { class: "inside" }),
    count: h("span", { class: "count", role: "status" }),
    legend: h("span", { class: "legend" }),
    controls: h("div", { class: "controls" }),
    filters: h("div", { class: "narrowing" }),
    picture: h("div", { class: "picture" }),
    details: h("div", { class: "details" }),
    help: help.panel,
    reveal: (mark) => intoSight(made.details, mark),
    filtered: (n) => {
      filter.button.textContent = n ? t("filters-n", { n }) : t("filters");
    },
  };
  made.filtered(0);
  filter.panel.append(made.filters);
  const views = viewsOf(model, t, made, tabs);
  const title = h(`h${level}`, { class: "title" }, model.get("title") || t(`question.${style}`));
  made.controls.append(filter.button);
  made.details.addEventListener("keydown", (event) => {
    if (event.key === "Escape") /** @type {any} */ (made.details.querySelector("[data-keep=close]"))?.click();
  });
  made.body.append(
    h("p", { class: "about" }, made.count, made.legend),
    help.panel,
    h("div", { class: "bar across" }, views.list, made.controls),
    filter.panel,
    h("div", { class: "stage" }, h("div", { class: "views" }, views.panels), made.details),
  );
  const update = () => {
    views.update();
    filter.button.hidden = !made.filters.childElementCount;
    help.button.hidden = help.panel.childElementCount === 0;
  };
  const finish = () => {
    made.body.append(frameFoot(model, t, made, began)); // when it is known whether there are rows
    showChosen(made.picture);
  };
  const elements = [
    h("div", { class: "head" }, title, h("div", { class: "tools" }, help.button, languageChoice(model, t))),
    lackingOf(model, t),
    made.body,
  ];
  return { frame: made, update, finish, elements };
}

/** A button and the panel that it opens. */
function foldable(name, sign, attributes) {
  const panel = h("div", { class: `fold ${name}`, id: unique(name), hidden: true });
  const opener = button(
    sign,
    () => {
      panel.hidden = !panel.hidden;
      opener.setAttribute("aria-expanded", `${!panel.hidden}`);
    },
    { "aria-expanded": "false", "aria-controls": panel.id, "data-keep": name, ...attributes },
  );
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    opener.click();
    opener.focus();
  });
  return { button: opener, panel };
}

/**
 * The tabs, and the panels that they show.
 * @param {Model<any>} model
 * @param {Words} t
 * @param {Frame} made
 * @param {string[]} tabs
 */
function viewsOf(model, t, made, tabs) {
  if (!tabs.length) return { list: "", panels: [made.picture], update: () => {} };
  const values = model.get("fixed").choices.show;
  const rows = drawRows(t);
  const text = h("code", {});
  const contents = [
    [made.picture],
    [rows.element],
    [h("pre", { tabindex: "0" }, text), copier(t, "copy-code", () => text.textContent)],
  ];
  const buttons = values.map((value, at) =>
    button(t(`${tabs[at]}-tab`), () => set(model, { show: value }), {
      role: "tab",
      id: unique("tab"),
      "data-keep": `tab-${value}`,
    }),
  );
  const panels = values.map((value, at) =>
    h(
      "div",
      { role: "tabpanel", id: unique("view"), "aria-labelledby": buttons[at].id, "data-view": value },
      contents[at],
    ),
  );
  const turn = { ArrowRight: (at) => at + 1, ArrowLeft: (at) => at - 1, Home: () => 0, End: () => -1 };
  const onkeydown = (event) => {
    const at = buttons.indexOf(event.target);
    if (at < 0 || !turn[event.key]) return;
    event.preventDefault();
    const to = buttons.at(turn[event.key](at) % buttons.length);
    to.click();
    to.focus();
  };
  const list = h("div", { role: "tablist", class: "group", "aria-label": t("views"), onkeydown }, buttons);
  const update = () => {
    const now = Math.max(0, values.indexOf(model.get("show")));
    buttons.forEach((each, at) => {
      each.setAttribute("aria-selected", `${at === now}`);
      each.setAttribute("aria-controls", panels[at].id);
      each.tabIndex = at === now ? 0 : -1;
      panels[at].hidden = at !== now;
    });
    if (now === 1) keeping(rows.element, () => rows.update(made.rows()));
    if (now === 2) text.textContent = codeOf(model, made.direct?.() ?? null, t("own-table"));
  };
  return { list, panels, update };
}

/**
 * What stands under the picture.
 * @param {Model<any>} model
 * @param {Words} t
 * @param {Frame} made
 * @param {Record<string, any>} began the traits as they were at first
 */
function frameFoot(model, t, made, began) {
  const { language, show, ...others } = began;
  const name = model.get("fixed").code[0].toLowerCase();
  const csv = () => offer(`${name}.csv`, "text/csv", `\ufeff${csvOf(made.rows())}`);
  const svg = () => {
    set(model, { show: "chart" });
    made.picture.classList.add("whole"); // without a window of its own
    requestAnimationFrame(() => {
      offer(`${name}.svg`, "image/svg+xml", pictureOf(made.picture));
      made.picture.classList.remove("whole");
    });
  };
  return h(
    "div",
    { class: "foot" },
    h("span", { class: "version" }, t("version", { version: model.get("fixed").version })),
    Object.keys(others).length > 0 && button(t("reset"), () => set(model, others), { "data-keep": "reset" }),
    share(model, t),
    made.rows &&
      h(
        "span",
        { class: "files" },
        button("CSV", csv, { "aria-label": t("save-csv"), title: t("save-csv"), "data-keep": "csv" }),
        button("SVG", svg, { "aria-label": t("save-svg"), title: t("save-svg"), "data-keep": "svg" }),
      ),
  );
}

/** Let the reader save a text as a file. */
export function offer(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Which control has the focus, by its data-keep, so that drawing anew does not lose it. */
function keep(root) {
  const active = root.getRootNode().activeElement;
  const name = root.contains(active) && active.dataset.keep;
  return name && { name, start: active.selectionStart, end: active.selectionEnd };
}

/** Draw a part anew without losing the focus. */
export function keeping(root, draw) {
  const kept = keep(root);
  draw();
  restore(root, kept);
}

function restore(root, kept) {
  if (!kept) return;
  // A focus given to what has it would end what is being typed.
  const found = root.querySelector(`[data-keep="${CSS.escape(kept.name)}"]:not(:focus)`);
  found?.focus({ preventScroll: true });
  if (typeof kept.start === "number") found?.setSelectionRange?.(kept.start, kept.end);
}

/** Let what is chosen from the start be seen in a picture that has a window of its own, without moving the page. */
function showChosen(picture) {
  const views = picture.closest(".views");
  const mark = picture.querySelector(":is([aria-pressed=true], [aria-selected=true], [aria-expanded=true])");
  if (views && mark) views.scrollTop = mark.getBoundingClientRect().bottom - views.getBoundingClientRect().bottom + 40;
}

/** Bring the details into sight where they stand below the picture, and the chosen mark beside or above them. */
function intoSight(details, mark) {
  requestAnimationFrame(() => {
    const below = details.previousElementSibling.getBoundingClientRect().bottom <= details.getBoundingClientRect().top;
    if (below && details.childElementCount) details.scrollIntoView({ block: "nearest" });
    if (mark?.checkVisibility()) mark.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}

/**
 * The button of a row, where the table is what is seen: the focus goes back to it from the details.
 * @param {HTMLElement} body of the frame
 * @param {string | number} id
 * @returns {HTMLElement | null}
 */
export function rowButton(body, id) {
  const found = body.querySelector(`[data-keep="${CSS.escape(`row-${id}`)}"]`);
  return found instanceof HTMLElement && found.checkVisibility() ? found : null;
}

/**
 * A mark of the picture with what it means, for the legend.
 * @param {any} mark an element or a sign
 * @param {string} meaning
 */
export const keyOf = (mark, meaning) =>
  h(
    "span",
    { class: "key" },
    typeof mark === "string" ? h("span", { class: mark, "aria-hidden": "true" }) : mark,
    meaning,
  );
