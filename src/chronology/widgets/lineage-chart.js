// The chart of the lineage: the scale, and a list of bodies with a line for each name. scene: what `asked` gives.

import { CERTAIN } from "./kit/certainty.js";
import { monthInWords } from "./kit/days.js";
import { h } from "./kit/elements.js";
import { barOf, beginning, scaleOf, shortName } from "./lineage-rules.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Scene } from "./lineage-types.js" */

const LATE = 88; // per cent: from here on the words of a tick stand left of it
const hidden = { "aria-hidden": "true" };

/**
 * The parts of the chart, empty; the handle is the marker of a day.
 * @param {Words} t
 */
export function chartParts(t) {
  const words = h("span", { class: "words", ...hidden });
  const handle = h("span", {
    class: "handle",
    role: "slider",
    tabindex: "0",
    "data-keep": "handle",
    "aria-label": t("day-marker"),
  });
  const rail = h("div", { class: "rail" }, words, handle);
  const ticks = h("div", { class: "ticks", ...hidden });
  const lines = h("div", { class: "lines", ...hidden });
  const marker = h("div", { class: "marker", ...hidden });
  const list = h("ul", { class: "bodies" });
  const scale = h("div", { class: "scale" }, rail, ticks);
  const chart = h("div", { class: "chart" }, scale, h("div", { class: "field" }, lines, list, marker));
  return { words, handle, rail, ticks, lines, marker, list, chart };
}

/** @param {Words} t @param {any} p1 @param {Scene} scene */
export function drawScale(t, { ticks, lines }, scene) {
  const name = ({ year, month }) => (month ? monthInWords(t, year, month) : `${year}`);
  const marks = scaleOf(scene);
  const tick = (mark) =>
    h("span", { class: mark.at > LATE ? "tick late" : "tick", style: `left:${mark.at}%` }, name(mark));
  ticks.replaceChildren(...marks.map(tick));
  lines.replaceChildren(...marks.map(({ at }) => h("span", { style: `left:${at}%` })));
}

/**
 * A body with its names. chain: the id of its chain of names; open: whether that is open.
 * @param {Words} t
 * @param {Scene} scene
 */
export function bodyItem(t, scene, body, chain, open, pick) {
  const attributes = {
    type: "button",
    class: "pick",
    "aria-expanded": String(open),
    "aria-controls": open ? chain : null,
    "data-keep": `pick-${body.id}`,
    onclick: () => pick(open ? "" : body.id),
  };
  return h(
    "li",
    { "data-id": body.id },
    h(
      "button",
      attributes,
      h("span", hidden, open ? "▾ " : "▸ "),
      t.spoken("span", body.name),
      h("span", { class: "small" }, ` · ${t("names", { n: body.names.length })}`),
    ),
    h(
      "ul",
      { class: "names" },
      body.names.map((name, number) => nameLine(t, scene, body, name, number)),
    ),
  );
}

/** @param {Words} t @param {Scene} scene */
function nameLine(t, scene, body, name, number) {
  const { parts, outside } = barOf(scene, name);
  const basis = outside ? (outside < 0 ? 0 : 100) : Math.min(100, Math.max(0, beginning(scene, name)));
  return h(
    "li",
    {
      class: CERTAIN[name.certainty] ? `name ${name.certainty}` : "name",
      "data-name": `${body.id}/${number}`,
      "data-outside": outside ? String(outside) : null,
    },
    h("span", { class: "gap", style: `flex-basis:${basis}%` }),
    labelOf(t, body, name, outside),
    h(
      "span",
      { class: "track", ...hidden },
      parts.map(([style, at]) => h("span", { class: `piece ${style}`, style: at })),
    ),
  );
}

/**
 * The words of a line. They say where its bar is if that is outside the window.
 * @param {Words} t
 */
function labelOf(t, body, name, outside) {
  const sure = CERTAIN[name.certainty];
  const more = [outside && t(outside < 0 ? "before" : "after"), sure && t(`certainty.${name.certainty}`)];
  const short = shortName(
    t.say(name.name),
    body.names.map((each) => t.say(each.name)),
  );
  return h(
    "span",
    { class: "label" },
    h("span", hidden, outside < 0 ? "« " : "", h("span", { class: "sign" }), sure ? `${sure} ` : ""),
    t.spoken("span", name.name, { class: "full" }),
    h("span", { class: "short", ...hidden }, short),
    h("span", { class: "when" }, ` ${t.say(name.when)}`),
    h("span", hidden, outside > 0 ? " »" : ""),
    h(
      "span",
      { class: "unseen" },
      more
        .filter(Boolean)
        .map((each) => `, ${each}`)
        .join(""),
    ),
    h("span", { class: "unseen then" }),
  );
}
