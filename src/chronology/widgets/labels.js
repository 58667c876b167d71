// Where names have room on a map. All in pixels; no elements here.

/** @typedef {[number, number, number, number]} Room left, top, right, bottom */

const TALL = 16; // of a line of text
const SMALL = 0.5; // of the radius of a dot: what is as small beside it, its name may cover where there is no other room

/** @param {Room} one @param {Room} other */
const meet = (one, other) => one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];

/** Whether a box lies on the map and meets none that is taken. */
export const isFree = ({ width, height }, taken, box) =>
  box[0] >= 0 && box[2] <= width && box[1] >= 0 && box[3] <= height && !taken.some((other) => meet(box, other));

/** Whether no point of a line lies in a box, or so near to it. */
export const isOffLine = (line, [l, u, r, d], room = 0) =>
  !line.some(([x, y]) => x > l - room && x < r + room && y > u - room && y < d + room);

/**
 * The side of its dot at which each name stands, off the line if it can, where it meets no other name and no dot but
 * such as are small beside its own, and those only if need be; "none" where there is no room. What is left: `taken`,
 * the boxes of dots and names.
 *
 * map: its width and height; dots: {x, y, wide, radius}, the most important first; line: points.
 */
export function namePlaces(map, dots, line) {
  const around = ({ x, y, radius = 5 }) => [x - radius - 2, y - radius - 2, x + radius + 2, y + radius + 2];
  const spots = dots.map((dot) => ({ radius: 5, ...dot, box: around(dot) }));
  const names = [];
  const sides = dots.map(({ x, y, wide, radius = 5 }) => {
    const room = (left, top) => [left, top, left + wide, top + TALL];
    const away = radius + 3;
    const tries = {
      right: room(x + away, y - TALL / 2),
      left: room(x - away - wide, y - TALL / 2),
      above: room(x - wide / 2, y - away - TALL),
      below: room(x - wide / 2, y + away),
    };
    const free = (small) => {
      const taken = [...spots.filter((spot) => spot.radius > small).map(({ box }) => box), ...names];
      const sides = Object.keys(tries).filter((side) => isFree(map, taken, tries[side]));
      return sides.find((each) => isOffLine(line, tries[each])) ?? sides[0];
    };
    const side = free(0) ?? free(SMALL * radius) ?? "none";
    if (side !== "none") names.push(tries[side]);
    return side;
  });
  return { sides, taken: [...spots.map(({ box }) => box), ...names] };
}

/** Which names of waters, each {x, y, wide} about its middle, have room, off a line; those that have are taken. */
export const waterPlaces = (map, names, taken, line = []) =>
  names.map(({ x, y, wide }) => {
    const box = /** @type {Room} */ ([x - wide / 2, y - TALL / 2, x + wide / 2, y + TALL / 2]);
    const free = isFree(map, taken, box) && isOffLine(line, box);
    if (free) taken.push(box);
    return free;
  });
