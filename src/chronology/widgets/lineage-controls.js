// The controls of the lineage: the window of time, and the choice of bodies.

import { radios } from "./kit/radios.js";
import { toggles } from "./kit/toggles.js";
import { button, h } from "./kit/elements.js";
import { set } from "./kit/watch.js";
import { asked, panned, stretchesIn, zoomed } from "./lineage-rules.js";
import { kindName } from "./lineage-words.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model, Scene } from "./lineage-types.js" */

const inputs = (group) => [...group.querySelectorAll("input")];
// What is ticked is read from the page, so that a choice made in Python need not draw the boxes anew.
const ticked = (group) => inputs(group).flatMap((input) => (input.checked ? [input.value] : []));

/**
 * The stretch of time, and buttons to move it.
 * @param {Model} model
 * @param {Words} t
 */
export function windowBar(model, t, extent) {
  const name = (each) => (each.length ? each.map((end) => end.slice(0, 4)).join("–") : t("whole"));
  const options = stretchesIn(extent.edges).map((each) => [each.join(), name(each)]);
  const change = (value) => set(model, { view: value ? value.split(",") : [] });
  const stretch = radios(t("span"), options, model.get("view").join(), change);
  /** @param {string} key @param {string} sign @param {(scene: Scene) => string[]} view */
  const move = (key, sign, view) =>
    button(sign, () => set(model, { view: view(asked(model, extent)) }), {
      "aria-label": t(key),
      title: t(key),
      "data-keep": key,
    });
  const moves = h(
    "div",
    { class: "group" },
    move("earlier", "◀", (scene) => panned(scene, -0.4)),
    move("zoom-out", "−", (scene) => zoomed(scene, 1.8)),
    move("zoom-in", "+", (scene) => zoomed(scene, 1 / 1.8)),
    move("later", "▶", (scene) => panned(scene, 0.4)),
  );
  return { stretch, moves };
}

/**
 * Which bodies are shown, by kind and one by one.
 * @param {Model} model
 * @param {Words} t
 * @param {Scene} scene
 */
export function chooserOf(model, t, { bodies, kinds, ids }) {
  const register = model.get("register");
  const present = [...new Set(bodies.map(({ kind }) => kind).filter(Boolean))];
  const byKind = toggles(
    t("kind"),
    present.map((kind) => [kind, kindName(t, register, kind)]),
    kinds,
    () => {
      const kind = ticked(byKind);
      set(model, { filters: kind.length ? { kind } : {} });
    },
  );
  const names = bodies.map(({ id, name }) => [id, t.say(name)]);
  const boxes = toggles(t(`register.${register}`), names, ids, () => set(model, { ids: ticked(boxes) }));
  const buttons = h(
    "div",
    { class: "bar" },
    button(t("several"), () => set(model, { ids: several(bodies) })),
    button(t("everything"), () => set(model, { ids: bodies.map(({ id }) => id), filters: {} })),
  );
  return { byKind, boxes, chooser: [buttons, present.length > 1 ? byKind : "", boxes] };
}

/** The ids of the bodies that have more than one name; of all, if none has. */
export function several(bodies) {
  const found = bodies.filter((each) => each.names.length > 1);
  return (found.length ? found : bodies).map(({ id }) => id);
}

/**
 * Tick what the traits ask for.
 * @param {any} parts
 * @param {Scene} scene
 */
export function drawTicks({ stretch, byKind, boxes }, { view, kinds, ids }) {
  const groups = [
    [stretch, [view.join()]],
    [byKind, kinds],
    [boxes, ids],
  ];
  for (const [group, values] of groups) for (const input of inputs(group)) input.checked = values.includes(input.value);
}
