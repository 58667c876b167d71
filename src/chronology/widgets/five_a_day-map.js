// The map on which a place is shown: land, water and a dot for each place to choose from. For the hand only; the list
// beside it has the same places for the keyboard and for who listens.

import { h, s } from "./kit/elements.js";
import { groundPaths } from "./ground.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model, Option } from "./five_a_day-types.js" */

/**
 * @param {Model} model
 * @param {Option[]} options
 * @param {{ choose(option: Option): void, mark(option: Option): string, name(option: Option): any }} given
 * mark: what is to be seen of a place once there is an answer: right, wrong or nothing; name: its name then
 */
export function mapOf(model, options, { choose, mark, name }) {
  const [left, bottom, right, top] = model.get("fixed").window;
  const flipped = ([x, y]) => [x, -y];
  const place = (/** @type {Option} */ { at: [x, y] }) => ({
    x: (x - left) / (right - left),
    y: (top - y) / (top - bottom),
  });
  const ground = s(
    "svg",
    { viewBox: `${left} ${-top} ${right - left} ${top - bottom}`, "aria-hidden": "true" },
    groundPaths(model.get("ground"), flipped),
  );
  const spots = options.map((option) => {
    const { x, y } = place(option);
    const side = x > 0.7 ? "before" : "after";
    return h(
      "span",
      { class: `spot ${mark(option)}`, "data-place": option.id, style: `left: ${100 * x}%; top: ${100 * y}%` },
      h("i", {}),
      h("span", { class: side, dir: "auto" }, name(option)),
    );
  });
  const map = h("div", { class: "map", "aria-hidden": "true" }, ground, spots);
  map.style.aspectRatio = `${right - left} / ${top - bottom}`;
  map.addEventListener("click", ({ clientX, clientY }) => {
    const box = map.getBoundingClientRect();
    const far = (option) => {
      const { x, y } = place(option);
      return Math.hypot(x * box.width - (clientX - box.left), y * box.height - (clientY - box.top));
    };
    choose(options.reduce((best, each) => (far(each) < far(best) ? each : best)));
  });
  return map;
}
