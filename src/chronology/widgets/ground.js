// Land and water of the maps, as Python sends them.

import { s } from "./kit/elements.js";

/** Points from whole steps, east and north by turns, of which so many make one. */
export function stepped(steps, grid = 1) {
  const points = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    points.push([x / grid, y / grid]);
  }
  return points;
}

/** A path of lines, each stepwise. place: a point -> [x, y] of the drawing. */
export const pathOfSteps = (lines, place, grid = 1) =>
  lines
    .map((steps) => stepped(steps, grid))
    .filter((points) => points.length)
    .map((points) => `M${points.map((point) => place(point).join(" ")).join("L")}`)
    .join("");

/** Land, lakes and rivers as paths. ground: layer -> lines. */
export const groundPaths = (ground, place, grid = 1) =>
  Object.entries(ground).map(([layer, lines]) =>
    s("path", { class: layer, "fill-rule": "evenodd", d: pathOfSteps(lines, place, grid) }),
  );
