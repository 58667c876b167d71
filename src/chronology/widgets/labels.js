// Where names have room on a map. All in pixels; no elements here.

/** @typedef {[number, number, number, number]} Room left, top, right, bottom */
/** @typedef {{ side: string, shift: number, box?: Room }} Place of a name: the side of its dot, how far along it, its room */

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
 * such as are small beside its own, and those only if need be; "none" where there is no room. Beside a large dot it may
 * be shifted along that side, by so many pixels: `shifts`. What is left: `taken`, the boxes of dots and names.
 *
 * map: its width and height; dots: {x, y, wide, radius}, the most important first; line: points.
 */
export function namePlaces(map, dots, line) {
  const around = ({ x, y, radius = 5 }) => [x - radius - 2, y - radius - 2, x + radius + 2, y + radius + 2];
  const spots = dots.map((dot) => ({ radius: 5, ...dot, box: around(dot) }));
  const names = [];
  const places = dots.map(({ x, y, wide, radius = 5 }) => {
    const room = (left, top) => /** @type {Room} */ ([left, top, left + wide, top + TALL]);
    const away = radius + 3;
    /** @returns {Place[]} */
    const beside = (shift) => [
      { side: "right", shift, box: room(x + away, y - TALL / 2 + shift) },
      { side: "left", shift, box: room(x - away - wide, y - TALL / 2 + shift) },
    ];
    /** @returns {Place[]} */
    const over = (shift) => [
      { side: "above", shift, box: room(x - wide / 2 + shift, y - away - TALL) },
      { side: "below", shift, box: room(x - wide / 2 + shift, y + away) },
    ];
    const shifted = radius > 5 ? [-1, 1].flatMap((way) => [...beside(way * radius), ...over((way * wide) / 2)]) : [];
    const tries = [...beside(0), ...over(0), ...shifted];
    const free = (small) => {
      const taken = [...spots.filter((spot) => spot.radius > small).map(({ box }) => box), ...names];
      const open = tries.filter(({ box }) => isFree(map, taken, box));
      return open.find(({ box }) => isOffLine(line, box)) ?? open[0];
    };
    /** @type {Place} */
    const place = free(0) ?? free(SMALL * radius) ?? { side: "none", shift: 0 };
    if (place.box) names.push(place.box);
    return place;
  });
  return {
    sides: places.map(({ side }) => side),
    shifts: places.map(({ shift }) => shift),
    taken: [...spots.map(({ box }) => box), ...names],
  };
}

/** Which names of waters, each {x, y, wide} about its middle, have room, off a line; those that have are taken. */
export const waterPlaces = (map, names, taken, line = []) =>
  names.map(({ x, y, wide }) => {
    const box = /** @type {Room} */ ([x - wide / 2, y - TALL / 2, x + wide / 2, y + TALL / 2]);
    const free = isFree(map, taken, box) && isOffLine(line, box);
    if (free) taken.push(box);
    return free;
  });
