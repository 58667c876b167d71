// The lineage. Every name has a line of its own: its words, and under them a bar in per cent of the window, so that
// nothing is measured and words slide left where a bar stands too far right for them.

import { CERTAIN } from "./kit/certainty.js";
import { h, unique } from "./kit/elements.js";
import { frame, keeping } from "./kit/frame.js";
import { dayNumber } from "./kit/time.js";
import { perFrame } from "./kit/screen.js";
import { set, watch } from "./kit/watch.js";
import { chainOf } from "./lineage-card.js";
import { bodyItem, chartParts, drawScale } from "./lineage-chart.js";
import { chooserOf, drawTicks, windowBar } from "./lineage-controls.js";
import { drawDay, moveMarker, questionParts } from "./lineage-day.js";
import { asked, changeFrom, extentOf, viewOf } from "./lineage-rules.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model, Scene, Traits } from "./lineage-types.js" */

/** @type {(keyof Traits)[]} */
const DRAWN = ["ids", "filters", "view", "selected"];

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  const extent = extentOf(model.get("bodies"));
  return frame(model, el, "lineage", ({ picture: body }, t) => mount(model, t, body, extent), []);
}

/** @param {Model} model @param {Words} t */
function mount(model, t, body, extent) {
  const scene = () => asked(model, extent);
  const ask = (day) => set(model, { day });
  const parts = {
    ...windowBar(model, t, extent),
    ...chooserOf(model, t, scene()),
    ...chartParts(t),
    ...questionParts(t, ask, (by) => step(model, scene(), by)),
    count: h("p", { class: "small", role: "status" }),
    prefix: unique("chain"), // of the ids of the chains of names
  };
  const certainty = ["seen", "mixed", "knowledge"].map((each) => `${CERTAIN[each]} ${t(`certainty.${each}`)}`);
  const legend = h("p", { class: "small keys" }, t("legend"), " ", certainty.join(" · "));
  body.append(parts.bar, parts.chooser, parts.count, parts.chart, legend, parts.panel);
  moveMarker(parts, scene, ask);
  const draw = () => keeping(parts.list, () => drawField(model, t, parts, scene()));
  const paintDay = perFrame(() => drawDay(t, parts, scene()));
  draw();
  const stop = watch(model, { day: paintDay }, DRAWN, draw);
  return () => {
    stop();
    paintDay.cancel();
  };
}

/**
 * Go to the next (by 1) or previous (by -1) change of a name, and let it be seen.
 * @param {Model} model
 * @param {Scene} scene
 */
function step(model, scene, by) {
  const day = changeFrom(scene, by);
  if (!day) return;
  const { from, to, whole } = scene;
  const at = dayNumber(day);
  if (at < from || at >= to) set(model, { view: viewOf(whole, at - (to - from) / 2, at + (to - from) / 2) });
  set(model, { day });
}

const kept = (list, name) => list.querySelector(`[data-keep="${CSS.escape(name)}"]`);

/** @param {Model} model @param {Words} t @param {any} parts @param {Scene} scene */
function drawField(model, t, parts, scene) {
  const { shown, bodies, selected } = scene;
  drawTicks(t, parts, scene);
  drawScale(t, parts, scene);
  const item = (body) => {
    const chain = `${parts.prefix}-${bodies.indexOf(body)}`;
    const card = body.id === selected ? chainOf(model, t, body, chain, cardActions(model, parts, scene)) : null;
    return bodyItem(t, scene, body, chain, card, (id, pressed) => pick(model, parts.list, id, pressed));
  };
  parts.list.replaceChildren(...shown.map(item));
  const all = shown.reduce((sum, { names }) => sum + names.length, 0);
  const title = t(`register.${model.get("register")}`);
  parts.count.textContent = shown.length ? `${title}: ${shown.length} · ${t("names", { n: all })}` : t("nothing");
  parts.chart.hidden = parts.panel.hidden = !shown.length;
  drawDay(t, parts, scene);
}

/** @param {Model} model @param {any} p1 @param {Scene} scene */
const cardActions = (model, { list }, { whole, selected }) => ({
  look: (from, to) => set(model, { view: viewOf(whole, from, to) }),
  close: () => {
    set(model, { selected: "" });
    kept(list, `pick-${selected}`)?.focus({ preventScroll: true });
  },
});

/**
 * Open a chain of names, or close it. Another that closes above must not move the page under the reader.
 * @param {Model} model
 */
function pick(model, list, id, pressed) {
  const top = pressed.getBoundingClientRect().top;
  set(model, { selected: id });
  const again = kept(list, pressed.dataset.keep);
  scrollBy({ top: again.getBoundingClientRect().top - top, behavior: "instant" });
}

export default { render };
