// How far the reader is in the exercises of a chapter, and the answers as a file.

import { button, h } from "./kit/elements.js";
import { languageChoice } from "./kit/controls.js";
import { NoNotebook, filled, openedNotebook, readIn } from "./exercise-notebook.js";
import { numeral } from "./exercise-rules.js";
import { pointsOf, statusOf } from "./exercise-sheet.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model } from "./exercise-types.js" */

/**
 * Take over what a cell of the page tells: the answer that was written into it, the points that its check gave.
 * detail: {key, source} of a cell that was edited, {key, value} of one that was run after all above it.
 */
export function hear(sheet, questions, { key, source, value }) {
  const [, id, part] = key.match(/^(\d\d-q\d+)-(answer|check)$/) ?? [];
  const question = questions[id];
  if (!question?.kind) return;
  if (part === "answer" && source !== undefined) {
    const given = readIn(id, question, source) ?? undefined;
    if (given || sheet.get("given", id)?.source !== undefined) sheet.give(id, given);
  }
  const points = Number(value);
  if (part === "check" && value !== undefined && sheet.get("given", id) && !Number.isNaN(points))
    sheet.set(id, { judged: { status: points === question.points ? "correct" : points ? "partly" : "wrong", points } });
}

/**
 * Draw the bar; gives what brings it up to date.
 * @param {Model} model
 * @param {Words} t
 */
export function bar(model, t, sheet, root) {
  const chapter = model.get("question");
  const { questions, name, notebook } = model.get("asked");
  const clean = JSON.parse(notebook);
  const count = h("p", { class: "strong" });
  const meter = h("progress", { "aria-hidden": "true" });
  const said = h("span", { role: "status", "data-reply": true });
  const back = button(t("take-back"), () => {}, { hidden: true, "data-do": "undo" });
  const file = h("input", { type: "file", accept: ".ipynb,application/json", hidden: true, "data-do": "file" });
  const all = Object.entries(questions);
  const checked = all.filter(([, each]) => each.kind);
  const marked = all.filter(([, each]) => !each.kind);
  const sum = (some) => some.reduce((points, [, each]) => points + each.points, 0);

  /** Change the sheet, and offer to undo it. */
  function turn(state, text) {
    const before = sheet.replace(state);
    said.textContent = text;
    back.hidden = false;
    back.onclick = () => {
      sheet.replace(before);
      back.hidden = true;
      said.textContent = t("taken-back");
    };
  }

  async function open() {
    const [given] = file.files;
    if (!given) return;
    try {
      const found = openedNotebook(await given.text(), chapter, clean, questions);
      const now = structuredClone(sheet.state);
      const ids = Object.keys(found.given);
      const same = (id) => JSON.stringify(now.given[id]) === JSON.stringify(found.given[id]);
      const changed = ids.filter((id) => now.given[id] && !same(id)).length;
      for (const id of ids) if (!same(id)) delete now.judged[id];
      for (const id of ids) if (!now.judged[id]) now.opened[id] = true;
      Object.assign(now.given, found.given);
      Object.assign(now.shown, found.shown);
      turn({ ...now, notebook: found.notebook }, t(changed ? "opened-over" : "opened", { n: ids.length, changed }));
      dispatchEvent(new Event("chronology-all")); // a question checks what it was given when it is drawn
    } catch (error) {
      if (!(error instanceof NoNotebook)) throw error;
      said.textContent = t(error.said[0], { file: given.name, ...error.said[1] });
    }
    file.value = "";
  }
  file.addEventListener("change", open);

  function download() {
    const text = `${JSON.stringify(filled(clean, questions, sheet.state), null, 1)}\n`;
    const address = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
    h("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    said.textContent = t("downloaded", { name });
  }

  root.classList.add("sheet");
  root.replaceChildren(
    h("div", { class: "head" }, count, languageChoice(model, t)),
    meter,
    h(
      "p",
      { class: "small" },
      t(keeps() ? "kept" : "kept-not"),
      " ",
      marked.length > 0 && t("marked-later", { points: sum(marked) }),
    ),
    h(
      "div",
      { class: "bar" },
      button(t("download"), download, { "data-do": "download", class: "main" }),
      button(t("open"), () => file.click(), { "data-do": "open" }),
      file,
      button(t("forget"), () => turn(null, t("forgotten")), { "data-do": "forget" }),
      said,
      back,
    ),
  );
  return () => {
    const n = all.filter(([id, each]) => statusOf(sheet, id, !each.kind) !== "unanswered").length;
    const points = checked.reduce((whole, [id]) => whole + pointsOf(sheet, id), 0);
    count.textContent = t("progress", { n, total: all.length, points: numeral(t, points), of: sum(checked) });
    Object.assign(meter, { max: sum(checked), value: points });
  };
}

/** Whether this browser keeps anything. */
function keeps() {
  try {
    localStorage.setItem("chronology-keeps", "1");
    localStorage.removeItem("chronology-keeps");
    return true;
  } catch {
    return false;
  }
}
