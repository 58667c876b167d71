// The map of the atlas: ground, line, circles with their names, and the names of waters.

import { h, s } from "./kit/elements.js";
import { roving } from "./kit/grid.js";
import { set } from "./kit/watch.js";
import { nameThen, nextTo, radiusOf } from "./atlas-rules.js";
import { groundPaths, pathOfSteps, stepped } from "./ground.js";
import { namePlaces, waterPlaces } from "./labels.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Asked, Model, Place } from "./atlas-types.js" */

/**
 * The map as an element, and what draws it anew for what is asked.
 * @param {Model} model
 * @param {Words} t
 */
export function drawMap(model, t) {
  const [left, bottom, right, top] = model.get("fixed").window;
  const flipped = ([x, y]) => [x, -y];
  const { parts } = model.get("line");
  const line = s("path", { class: "line", d: pathOfSteps(parts, flipped) });
  const view = `${left} ${-top} ${right - left} ${top - bottom}`;
  const ground = s(
    "svg",
    { viewBox: view, preserveAspectRatio: "none", "aria-hidden": "true" },
    groundPaths(model.get("ground"), flipped),
    line,
  );
  const waters = model.get("waters").map(([id]) => waterOf(model, t, id));
  const spots = h("div", { class: "spots", role: "group", "aria-label": t("map") });
  const room = h("div", { class: "waters", "aria-hidden": "true" }, waters);
  const element = h(
    "div",
    { class: "map", style: `aspect-ratio: ${right - left} / ${top - bottom}` },
    ground,
    room,
    spots,
  );
  /** @type {{ x: number, y: number, button: HTMLElement }[]} */
  let drawn = [];
  const select = (button) => {
    const { id } = button.dataset;
    set(model, { selected: model.get("selected") === id ? "" : id });
  };
  const settle = roving(spots, {
    rows: () => [drawn.map(({ button }) => button)],
    vertical: (_rows, _y, x, way) => nextTo(drawn, drawn[x], way)?.button,
    keys: { Escape: () => set(model, { selected: "" }) },
  });

  /** @param {Asked} asked */
  function draw(asked) {
    const { clientWidth: width, clientHeight: height } = element;
    if (!width) return;
    const scale = width / (right - left);
    const place = (x, y) => ({ x: (x - left) * scale, y: (top - y) * scale });
    line.toggleAttribute("hidden", !asked.hasLine);
    const dots = shownOn(asked).map(({ place: each, events }) => ({
      ...place(each.at[0], each.at[1]),
      radius: events.length ? radiusOf(events.length, width) : 4,
      button: spotOf(t, each, events.length, asked, select),
    }));
    spots.replaceChildren(...[...dots].sort((a, b) => a.x - b.x).map(({ button }) => button));
    drawn = [...dots].sort((a, b) => a.x - b.x);
    const named = dots.map((dot) => ({ ...dot, wide: /** @type {any} */ (dot.button.lastChild).offsetWidth }));
    const border = asked.hasLine ? parts.flatMap((steps) => stepped(steps)).map(([x, y]) => place(x, y)) : [];
    const strokes = border.map(({ x, y }) => [x, y]);
    const { sides, shifts, taken } = namePlaces({ width, height }, named, strokes);
    named.forEach(({ x, y, radius, button }, i) => {
      button.dataset.side = sides[i];
      button.style.cssText = `--r: ${radius.toFixed(2)}px; --z: ${i + 1}; --shift: ${shifts[i]}px; left: ${x}px; top: ${y}px`;
    });
    const wet = model.get("waters").map(([, x, y], i) => ({ ...place(x, y), wide: waters[i].offsetWidth }));
    waterPlaces({ width, height }, wet, taken, strokes).forEach((free, i) => {
      waters[i].classList.toggle("out", !free);
      waters[i].style.transform = `translate(${wet[i].x - wet[i].wide / 2}px, ${wet[i].y - 8}px)`;
    });
    settle();
  }
  return { element, draw };
}

/**
 * The places on the map: the selected one first, even without events, then the fullest.
 * @param {Asked} asked
 */
function shownOn({ found, selected }) {
  const first = selected && (found.find(({ place }) => place === selected) ?? { place: selected, events: [] });
  const all = first ? [first, ...found.filter((each) => each !== first)] : found;
  return all.filter(({ place }) => place.where === "map");
}

/**
 * A place as a circle with its name.
 * @param {Words} t
 * @param {Place} place
 * @param {number} count
 * @param {Asked} asked
 */
function spotOf(t, place, count, asked, select) {
  const { day, selected } = asked;
  const name = nameThen(place, day);
  const button = h(
    "button",
    {
      type: "button",
      class: "spot",
      "data-id": place.id,
      "data-n": count,
      "data-keep": `spot-${place.id}`,
      "aria-pressed": place === selected ? "true" : "false",
      "aria-label": t("place-n", { place: t.say(name), n: count }),
      onclick: () => select(button),
    },
    h("i", { class: place.approximate ? "dot area" : "dot" }),
    h("span", { dir: "auto" }, t.spoken("span", name), " ", h("b", {}, `${count}`)),
  );
  return button;
}

/** @param {Model} model @param {Words} t */
const waterOf = (model, t, id) =>
  h("span", { class: model.get("fixed").rivers.includes(id) ? "river" : "sea", dir: "auto" }, t(`water.${id}`));
