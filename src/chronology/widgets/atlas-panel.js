// Beside the map: all places by number of events, or the events of the one that is chosen.

import { accountOf, accountSaid, accountText } from "./kit/account.js";
import { button, h } from "./kit/elements.js";
import { eventItem } from "./kit/events.js";
import { set } from "./kit/watch.js";
import { link } from "./kit/words.js";
import { nameThen } from "./atlas-rules.js";

const LONGEST = 60; // events of a list before "more"

/** @import { Words } from "./kit/types.js" */
/** @import { Asked, Found, Model, Place } from "./atlas-types.js" */

/**
 * Fill the panel with what is asked for.
 * @param {Model} model
 * @param {Words} t
 * @param {HTMLElement} panel
 * @param {Asked} asked
 */
export function drawPanel(model, t, panel, asked) {
  const { selected } = asked;
  panel.replaceChildren(...(selected ? cardOf(model, t, panel, selected, asked) : listOf(model, t, panel, asked)));
}

/** @param {Words} t */
const factsOf = (t, place, day) => {
  const then = t.say(nameThen(place, day));
  const today = t.say(place.name);
  return [
    then !== today && t("now", { place: today }),
    place.approximate && t("approximate"),
    place.where !== "map" && t(`where.${place.where}`),
  ].filter(Boolean);
};

/**
 * @param {Model} model
 * @param {Words} t
 * @param {HTMLElement} panel
 * @param {Asked} asked
 */
function listOf(model, t, panel, { day, events, found, nowhere, undated }) {
  const choose = (id) => {
    set(model, { selected: id });
    panel.querySelector("button")?.focus();
  };
  const item = (/** @type {Found} */ { place, events: here }) => {
    const facts = factsOf(t, place, day).join(" · ");
    return h(
      "li",
      { "data-place": place.id, "data-n": here.length },
      button(
        [
          t.spoken("span", nameThen(place, day), { class: "what" }),
          h("span", { class: "number" }, `${here.length}`),
          facts && h("span", { class: "small" }, facts),
        ].filter(Boolean),
        () => choose(place.id),
        { "data-keep": `place-${place.id}` },
      ),
    );
  };
  const elsewhere = () =>
    h(
      "details",
      { class: "nowhere" },
      h("summary", { "data-keep": "nowhere" }, `${t("nowhere")} (${nowhere.length})`),
      eventsOf(model, t, nowhere),
    );
  return [
    h("p", { class: "strong" }, t("places")),
    events.length ? h("ol", { class: "places" }, found.map(item)) : h("p", { class: "empty" }, t("nothing")),
    nowhere.length > 0 && elsewhere(),
    undated > 0 && h("p", { class: "small" }, t("undated", { n: undated })),
  ].filter(Boolean);
}

/**
 * Events as a list; the first of them, until the reader asks for more.
 * @param {Model} model
 * @param {Words} t
 */
function eventsOf(model, t, events) {
  const item = (event) => eventItem(model, t, event);
  const rest = events.slice(LONGEST);
  const list = h("ul", { class: "happened" }, events.slice(0, LONGEST).map(item));
  const more = button(`… ${rest.length}`, () => {
    list.append(...rest.map(item));
    list.querySelectorAll("a")[LONGEST]?.focus();
    more.remove();
  });
  return h("div", {}, list, rest.length > 0 && more);
}

/**
 * @param {Model} model
 * @param {Words} t
 * @param {HTMLElement} panel
 * @param {Place} place
 * @param {Asked} asked
 */
function cardOf(model, t, panel, place, { chosen, day }) {
  const back = () => {
    set(model, { selected: "" });
    /** @type {HTMLElement | null} */ (panel.querySelector(`[data-keep="place-${CSS.escape(place.id)}"]`))?.focus();
  };
  const heading = h(
    "p",
    { class: "strong" },
    link(model, "places", place.id, t.spoken("span", nameThen(place, day))),
    ` ${chosen.length}`,
  );
  const facts = factsOf(t, place, day).join(" · ");
  const said = accountSaid(model, "place", place.id) ?? [];
  const called = accountOf(model, "place", place.id)?.called ?? [];
  const names = () =>
    h(
      "details",
      {},
      h("summary", { "data-keep": "names" }, t("names")),
      h(
        "ul",
        {},
        called.map((text) => t.spoken("li", accountText(model, text))),
      ),
    );
  return [
    button(`← ${t("back")}`, back, { "data-keep": "close" }),
    heading,
    facts && h("p", { class: "small" }, facts),
    ...said.map((text) => t.spoken("p", text, { class: "small" })),
    called.length > 1 && names(),
    chosen.length ? eventsOf(model, t, chosen) : h("p", { class: "empty" }, t("none-yet")),
  ].filter(Boolean);
}
