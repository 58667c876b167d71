// The day of the lineage: the marker on the scale, the question under the chart, and what was called how.

import { dayInWords } from "./kit/days.js";
import { button, h, unique } from "./kit/elements.js";
import { hold } from "./kit/hold.js";
import { isoDay } from "./kit/time.js";
import { changes, marked, moved, percent, standing, typed } from "./lineage-rules.js";
import { inThree } from "./lineage-words.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Scene } from "./lineage-types.js" */

/**
 * The question and its answers. ask(iso) sets the day, "" for none; step(by) goes to the next or previous change.
 * @param {Words} t
 */
export function questionParts(t, ask, step) {
  const hint = unique("hint");
  const wrong = h("p", { class: "wrong", role: "alert" });
  const said = h("p", { role: "status", class: "strong" });
  const answers = h("ul", { class: "answers" });
  const months = ["months", "months-of"].flatMap((each) => t(each).split(" "));
  const field = dayField(hint, (text) => {
    const day = text.trim() ? typed(text, months) : "";
    wrong.textContent = day === null ? t("day-wrong") : "";
    field.setAttribute("aria-invalid", String(day === null));
    if (day !== null) ask(day);
    if (day) field.value = day;
  });
  const clear = () => {
    ask("");
    field.focus();
  };
  const named = (key, action) => button(t(key), action, { "data-keep": key });
  const without = named("day-clear", clear);
  const bar = h(
    "div",
    { class: "bar" },
    h("label", { class: "choice" }, h("span", {}, t("day-label")), field),
    named("change-before", () => step(-1)),
    named("change-after", () => step(1)),
    without,
  );
  const title = h("p", { class: "strong" }, t("day-question"));
  const help = h("p", { class: "small", id: hint }, t("day-hint"));
  return { field, without, said, answers, panel: h("div", { class: "asked" }, title, bar, help, wrong, said, answers) };
}

const dayField = (hint, change) =>
  h("input", {
    type: "text",
    class: "day",
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": hint,
    "data-keep": "day",
    placeholder: "1936-06-01",
    onchange: (event) => change(event.target.value),
    onkeydown: (event) => event.key === "Enter" && change(event.target.value),
  });

const focused = (element) => element === element.getRootNode().activeElement;

/**
 * Marker, question and answers as the day has them. scene: what `asked` gives.
 * @param {Words} t
 * @param {any} parts
 * @param {Scene} scene
 */
export function drawDay(t, parts, scene) {
  const { shown, day, selected } = scene;
  const standings = new Map(shown.map(({ id, names }) => [id, day ? standing(names, day) : null]));
  const open = shown.find(({ id }) => id === selected);
  const name = open?.names[standings.get(selected)?.at]?.name;
  const words = day ? dayInWords(t, day) + (name ? `: ${t.say(name)}` : "") : "";
  drawMarker(t, parts, scene, words);
  drawStates(t, parts.body, standings);
  if (!focused(parts.field)) parts.field.value = day;
  parts.without.hidden = !day;
  parts.said.setAttribute("aria-live", focused(parts.handle) ? "off" : "polite"); // the marker speaks for itself
  parts.said.textContent = words;
  parts.answers.replaceChildren(...(day ? answersOf(t, scene, standings) : []));
}

/** @param {Words} t @param {any} p1 @param {Scene} scene */
function drawMarker(t, { handle, words, marker }, scene, spoken) {
  const { day, whole } = scene;
  const number = marked(scene);
  const at = percent(scene, number + 0.5);
  const out = at < 0 ? "◂" : at > 100 ? "▸" : "";
  const place = Math.min(100, Math.max(0, at));
  handle.style.left = words.style.left = `clamp(1rem, ${place}%, 100% - 1rem)`;
  handle.textContent = day ? out || "◆" : "◇";
  words.textContent = day ? dayInWords(t, day) : t("day-none");
  words.classList.toggle("left", place > 50);
  marker.hidden = !day || Boolean(out);
  marker.style.left = `${place}%`;
  handle.setAttribute("aria-valuemin", Math.ceil(whole[0]));
  handle.setAttribute("aria-valuemax", Math.floor(whole[1]));
  handle.setAttribute("aria-valuenow", number);
  handle.setAttribute("aria-valuetext", spoken || t("day-none"));
}

/**
 * At each name of the list how it stands to the day.
 * @param {Words} t
 */
function drawStates(t, list, standings) {
  for (const each of list.querySelectorAll("[data-name], [data-chain]")) {
    const [id, index] = (each.dataset.name ?? each.dataset.chain).split(/\/(?=\d+$)/);
    const state = standings.get(id)?.states[index] ?? "";
    each.setAttribute("data-then", state);
    each.querySelector(".then").textContent = state ? (each.dataset.name ? ", " : " · ") + t(`then.${state}`) : "";
    const sign = each.querySelector(".sign");
    if (sign) sign.textContent = { now: "◆ ", perhaps: "◆? " }[state] ?? "";
  }
}

/** @param {Words} t @param {Scene} scene */
function answersOf(t, { shown, day }, standings) {
  const named = shown.filter(({ id }) => standings.get(id).at >= 0);
  const nameless = shown.filter((body) => !named.includes(body));
  const without = nameless.flatMap(({ id, name }, number) => [
    number ? ", " : "",
    t.spoken("span", name, { "data-nameless": id }),
  ]);
  return [
    ...named.map((body) => answerOf(t, body, standings.get(body.id), day)),
    nameless.length ? h("li", { class: "nameless" }, t("no-name"), " ", without) : "",
  ];
}

/** @param {Words} t */
function answerOf(t, body, { at, maybe, doubt }, day) {
  const also = maybe.map((name) => h("span", {}, "; ", t("or", { name: t.say(name.name) })));
  const begun = !doubt && changes([body]).includes(day);
  return h(
    "li",
    { "data-answer": body.id },
    h(
      "p",
      { class: "who" },
      t.spoken("span", body.name),
      begun ? h("span", { class: "small begun" }, ` · ${t("begun")}`) : "",
    ),
    inThree(t, body.names[at].name),
    doubt ? h("p", { class: "doubt" }, `≈ ${t("doubt")}`, also) : "",
  );
}

/**
 * Let the marker be moved by keys and pointer. scene(): what the traits ask for now; ask(iso) sets the day.
 * @param {any} parts
 * @param {() => Scene} scene
 * @param {(iso: string) => void} ask
 */
export function moveMarker({ handle, rail }, scene, ask) {
  handle.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const day = moved(event, scene());
    if (day === undefined) return;
    event.preventDefault();
    ask(day);
  });
  const seek = (event) => {
    const { from, to } = scene();
    const box = rail.getBoundingClientRect();
    const portion = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    ask(isoDay(Math.floor(Math.min(to - 1, from + portion * (to - from)))));
  };
  hold(rail, {
    start: (event) => {
      event.preventDefault(); // no selection of text; the focus is given here
      handle.focus({ preventScroll: true });
      seek(event);
    },
    move: seek,
  });
}
