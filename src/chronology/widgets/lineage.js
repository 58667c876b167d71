// The lineage. Every name has a line of its own: its words, and under them a bar in per cent of the window, so that
// nothing is measured and words slide left where a bar stands too far right for them.

import { CERTAIN } from "./kit/certainty.js";
import { h, unique } from "./kit/elements.js";
import { frame, keeping, keyOf, rowButton } from "./kit/frame.js";
import { dayNumber } from "./kit/time.js";
import { perFrame } from "./kit/screen.js";
import { set, watch } from "./kit/watch.js";
import { chainOf } from "./lineage-card.js";
import { bodyItem, chartParts, drawScale } from "./lineage-chart.js";
import { chooserOf, drawTicks, several, windowBar } from "./lineage-controls.js";
import { drawDay, moveMarker, questionParts } from "./lineage-day.js";
import { asked, changeFrom, extentOf, viewOf } from "./lineage-rules.js";

/** @import { Frame, Words } from "./kit/types.js" */
/** @import { Model, Scene, Traits } from "./lineage-types.js" */

/** @type {(keyof Traits)[]} */
const DRAWN = ["ids", "filters", "view", "selected", "more"];

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  const extent = extentOf(model.get("bodies"));
  return frame(model, el, "lineage", (parts, t) => mount(model, t, parts, extent));
}

/** @param {Model} model @param {Words} t @param {Frame} made */
function mount(model, t, made, extent) {
  const scene = () => asked(model, extent);
  const ask = (day) => set(model, { day });
  const parts = {
    ...made,
    ...windowBar(model, t, extent),
    ...chooserOf(model, t, scene()),
    ...chartParts(t),
    ...questionParts(t, ask, (by) => step(model, scene(), by)),
    prefix: unique("chain"), // of the ids of the chains of names
  };
  made.controls.prepend(parts.stretch, parts.moves);
  made.filters.append(...parts.chooser);
  made.picture.append(parts.chart, parts.panel);
  made.help.append(h("p", {}, t("legend")));
  made.legend.append(
    ...["seen", "mixed", "knowledge"].map((each) =>
      keyOf(h("b", { "aria-hidden": "true" }, CERTAIN[each]), t(`certainty.${each}`)),
    ),
  );
  made.rows = () => rowsOf(model, t, scene());
  moveMarker(parts, scene, ask);
  const draw = () => keeping(made.body, () => drawField(model, t, parts, scene()));
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

/**
 * The names that are shown, as a table.
 * @param {Model} model
 * @param {Words} t
 * @param {Scene} scene
 */
const rowsOf = (model, t, { shown, selected }) => ({
  heads: [
    t(`register.${model.get("register")}`),
    ...t.languages.map(([, own]) => own),
    t("table.when"),
    t("table.certainty"),
  ],
  rows: shown.flatMap((body) => body.names.map((name) => ({ body, name }))),
  id: ({ body }) => body.id,
  cells: ({ body, name }) => [
    t.spoken("span", body.name),
    ...t.languages.map(([each]) => h("span", { lang: each, dir: "auto" }, name.name[each] ?? "")),
    t.say(name.when),
    name.certainty ? t(`certainty.${name.certainty}`) : "",
  ],
  pick: ({ body }) => set(model, { selected: body.id === selected ? "" : body.id }),
  picked: () => [selected],
});

const kept = (list, name) => list.querySelector(`[data-keep="${CSS.escape(name)}"]`);

/** @param {Model} model @param {Words} t @param {any} parts @param {Scene} scene */
function drawField(model, t, parts, scene) {
  const { shown, bodies, selected } = scene;
  drawTicks(parts, scene);
  drawScale(t, parts, scene);
  const chain = (body) => `${parts.prefix}-${bodies.indexOf(body)}`;
  const press = (id) => pick(model, parts, id);
  const open = shown.find(({ id }) => id === selected);
  parts.list.replaceChildren(...shown.map((body) => bodyItem(t, scene, body, chain(body), body === open, press)));
  parts.details.replaceChildren(
    ...(open ? [chainOf(model, t, open, chain(open), cardActions(model, parts, scene))] : []),
  );
  parts.filtered(Number(scene.kinds.length > 0) + Number(scene.ids.length !== several(bodies).length));
  const all = shown.reduce((sum, { names }) => sum + names.length, 0);
  const title = t(`register.${model.get("register")}`);
  parts.count.textContent = shown.length ? `${title}: ${shown.length} · ${t("names", { n: all })}` : t("nothing");
  parts.chart.hidden = parts.panel.hidden = !shown.length;
  drawDay(t, parts, scene);
}

/** @param {Model} model @param {any} p1 @param {Scene} scene */
const cardActions = (model, { body, list }, { whole, selected }) => ({
  look: (from, to) => set(model, { view: viewOf(whole, from, to) }),
  close: () => {
    set(model, { selected: "" });
    (rowButton(body, selected) ?? kept(list, `pick-${selected}`))?.focus({ preventScroll: true });
  },
});

/**
 * Open a chain of names, or close it.
 * @param {Model} model
 */
function pick(model, { list, reveal }, id) {
  set(model, { selected: id });
  if (id) reveal(kept(list, `pick-${id}`));
}

export default { render };
