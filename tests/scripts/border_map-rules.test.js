import assert from "node:assert/strict";
import test from "node:test";

import * as rules from "../../src/chronology/widgets/border_map-rules.js";
import { stepped } from "../../src/chronology/widgets/ground.js";
import * as labels from "../../src/chronology/widgets/labels.js";

const MAP = { width: 640, height: 320 };
const view = () => new rules.View([50, 45, 80, 55], 51);

test("a degree of the meridian at the equator is 110.6 km, one of the equator 111.3", () => {
  assert.ok(Math.abs(rules.distance([0, -0.5], [0, 0.5]) - 110.574) < 0.01);
  assert.ok(Math.abs(rules.distance([0, 0], [1, 0]) - 111.319) < 0.01);
  assert.equal(rules.distance([50, 50], [50, 50]), 0);
});

test("only what lies in a window is measured", () => {
  assert.deepEqual(rules.clipped([0, 0], [10, 0], [2, -1, 4, 1]), [
    [2, 0],
    [4, 0],
  ]);
  assert.equal(rules.clipped([0, 0], [10, 0], [2, 1, 4, 2]), null);
});

test("steps become points, and thinned lines keep their ends", () => {
  assert.deepEqual(stepped([10000, 20000, -10000, 0], 10000), [
    [1, 2],
    [0, 2],
  ]);
  assert.deepEqual(rules.thinned([1, 2, 3, 4, 5, 6], 4), [1, 5, 6]);
});

test("what stands at a pixel stands there again", () => {
  const map = view();
  map.look([60, 48, 70, 52], true);
  const [lon, lat] = map.at(100, 50);
  assert.ok(Math.abs(map.toX(lon) - 100) < 1e-9 && Math.abs(map.toY(lat) - 50) < 1e-9);
});

test("a zoom keeps the point under the hand, and out of it comes the whole border", () => {
  const map = view();
  map.look([60, 48, 70, 52], true);
  const before = map.at(400, 200);
  map.move(0, 0, 1.5, 400, 200);
  map.at(400, 200).forEach((each, i) => assert.ok(Math.abs(each - before[i]) < 1e-9));
  assert.deepEqual(map.box, map.visible());
  map.move(0, 0, 1e-6);
  assert.equal(map.box, null);
  assert.deepEqual([map.lon, map.lat], map.middle);
});

test("names meet neither each other nor the line, where they can", () => {
  const dots = [
    { x: 300, y: 100, wide: 60 },
    { x: 330, y: 100, wide: 60 },
  ];
  const { sides } = labels.namePlaces(MAP, dots, []);
  assert.deepEqual(sides, ["left", "right"]);
  assert.deepEqual(labels.namePlaces(MAP, [dots[0]], [[320, 100]]).sides, ["left"]);
  assert.deepEqual(labels.namePlaces({ width: 40, height: 20 }, [{ x: 20, y: 10, wide: 60 }], []).sides, ["none"]);
});

test("the name of a large dot covers small ones where it has no other room, and never one of its size", () => {
  const ring = (radius) =>
    [
      [-60, 0],
      [60, 0],
      [0, -28],
      [0, 28],
    ].map(([x, y]) => ({ x: 320 + x, y: 100 + y, wide: 700, radius }));
  const large = { x: 320, y: 100, wide: 80, radius: 16 };
  const side = (dots) => labels.namePlaces(MAP, dots, []).sides[0];
  assert.equal(side([large, ...ring(4)]), "right");
  assert.equal(side([large, ...ring(9)]), "none");
  assert.equal(side([large, ...ring(4).filter(({ y }) => y !== 128)]), "below");
});

test("the name of a large dot at an edge is shifted into the map, that of a small one is not", () => {
  const place = (radius) => labels.namePlaces(MAP, [{ x: 12, y: 4, wide: 80, radius }], []);
  assert.deepEqual([place(16).sides, place(16).shifts], [["right"], [16]]);
  assert.deepEqual([place(5).sides, place(5).shifts], [["none"], [0]]);
});

test("south of the line is one country, north the other", () => {
  const bends = [
    [50, 50],
    [60, 52],
    [70, 50],
  ];
  assert.equal(rules.isSouth([60, 51], bends, 70), true);
  assert.equal(rules.isSouth([60, 53], bends, 70), false);
});

test("a border without points has a window nevertheless", () => {
  assert.deepEqual(rules.boundsOf([]), [46, 46, 88, 56]);
});

test("a slanting part is cut where it enters and leaves the window, whichever way it runs", () => {
  const box = /** @type {const} */ ([2, -1, 4, 20]);
  assert.deepEqual(rules.clipped([0, 0], [10, 10], box), [
    [2, 2],
    [4, 4],
  ]);
  assert.deepEqual(rules.clipped([12, 6], [2, 1], [4, -1, 8, 20]), [
    [8, 4],
    [4, 2],
  ]);
  const [a, b] = [
    [2, 1],
    [3, 4],
  ];
  assert.deepEqual(rules.clipped(a, b, box), [a, b]);
});

test("between two bends the line is straight", () => {
  const bends = [
    [50, 50],
    [60, 52],
    [70, 50],
  ];
  for (const [x, y] of [
    [55, 51],
    [52.5, 50.5],
    [65, 51],
  ]) {
    assert.equal(rules.isSouth([x, y - 0.01], bends, 70), true);
    assert.equal(rules.isSouth([x, y + 0.01], bends, 70), false);
  }
});

test("the window is what the map shows from edge to edge", () => {
  const map = view();
  assert.deepEqual(map.middle, [65, 50]);
  map.look([60, 48, 70, 52], true);
  const [west, south, east, north] = map.visible();
  assert.ok(Math.abs(map.toX(west)) < 0.01 && Math.abs(map.toX(east) - map.width) < 0.01);
  assert.ok(Math.abs(map.toY(north)) < 0.01 && Math.abs(map.toY(south) - map.height) < 0.01);
});

test("the net is as fine as its lines stand 70 pixels apart", () => {
  const gaps = [701, 700, 71, 7, 1].map((zoom) => rules.netGap({ shrink: 1, zoom }));
  assert.deepEqual(gaps, [0.1, 0.2, 1, 20, 30]);
  assert.equal(rules.netGap({ shrink: 0.5, zoom: 71 }), 2);
  assert.deepEqual(rules.multiples(-0.6, 1.2, 0.5), [-0.5, 0, 0.5, 1]);
});

test("a short line has a window that is not too narrow, a long one its own", () => {
  const line = (...points) => [{ parts: [points] }];
  assert.deepEqual(rules.boundsOf(line([60, 50])), [59.75, 49.75, 60.25, 50.25]);
  assert.deepEqual(rules.boundsOf(line([60, 50], [61, 50.3])), [59.9, 49.9, 61.1, 50.4]);
  assert.deepEqual(rules.boundsOf(line([60, 50], [70, 55])), [60, 50, 70, 55]);
});

test("a name stands beside its dot, above or below it where the line is in the way", () => {
  const dot = { x: 300, y: 100, wide: 60 };
  const around = [
    [320, 100],
    [280, 100],
    [300, 80],
  ];
  const boxes = { right: [308, 92, 368, 108], above: [270, 76, 330, 92], below: [270, 108, 330, 124] };
  for (const [count, side] of /** @type {const} */ ([
    [0, "right"],
    [2, "above"],
    [3, "below"],
  ])) {
    const found = labels.namePlaces(MAP, [dot], around.slice(0, count));
    assert.deepEqual(found, { sides: [side], shifts: [0], taken: [[293, 93, 307, 107], boxes[side]] });
  }
});

test("a country's name stands nearest to the middle, ten pixels off the line, where it suits", () => {
  const place = (line, suits = () => true, taken = []) => rules.countryPlace(MAP, 100, taken, line, suits);
  const taken = [];
  assert.deepEqual(place([], undefined, taken), [320, 160]);
  assert.deepEqual(taken, [[270, 151, 370, 169]]);
  for (const near of [
    [261, 160],
    [379, 160],
    [320, 142],
    [320, 178],
  ])
    assert.notDeepEqual(place([near]), [320, 160]);
  for (const far of [
    [259, 160],
    [381, 160],
    [320, 140],
    [320, 180],
  ])
    assert.deepEqual(place([far]), [320, 160]);
  assert.ok(place([], (x) => x > 400)[0] > 400);
  assert.equal(
    place([], () => false),
    undefined,
  );
});

test("a window is a box of degrees on the earth, and nothing else is", () => {
  assert.equal(rules.isBox([-180, -90, 180, 90]), true);
  for (const no of [
    [50, 45, 80],
    [50, 45, 80, 55, 1],
    [50, 45, "80", 55],
    [50, Number.NaN, 80, 55],
    [-181, 45, 80, 55],
    [80, 45, 80, 55],
    [50, 45, 181, 55],
    [50, -91, 80, 55],
    [50, 55, 80, 55],
    [50, 45, 80, 91],
  ])
    assert.equal(rules.isBox(no), false, String(no));
});

test("the length in a window is that of the parts in it, whole or cut", () => {
  const parts = [
    [0, 0],
    [1, 0],
    [2, 0],
  ];
  const segments = parts.slice(1).map((b, i) => [parts[i], b, 100]); // as if it were 100 km
  assert.equal(rules.lengthIn(segments, null), 200);
  assert.equal(rules.lengthIn(segments, [-1, -1, 1, 1]), 100);
  assert.ok(Math.abs(rules.lengthIn(segments, [-1, -1, 0.5, 1]) - 111.319 / 2) < 0.01);
  assert.equal(rules.lengthIn(segments, [5, 5, 6, 6]), 0);
});

test("lines are drawn from the coarsest to the finest", () => {
  const lines = rules.readLines(
    [1, 2, 3].map(() => ({ parts: [[0, 0, 10, 0]] })),
    10,
  );
  assert.deepEqual(
    lines.map(({ look, points, parts }) => [look, points, parts[0]]),
    ["coarse", "middle", "fine"].map((look) => [
      look,
      2,
      [
        [0, 0],
        [1, 0],
      ],
    ]),
  );
  assert.equal(rules.thinner(undefined)(3).points, 0);
  assert.equal(rules.thinner(lines[0])(5).points, 2);
});

test("a point holds on the map as far from its edges as asked, and can be had in its middle", () => {
  const map = view();
  const [w, h] = [map.width, map.height];
  for (const [x, y] of [
    [11, 11],
    [w - 11, h - 11],
  ])
    assert.equal(map.holds(x, y, 10), true);
  for (const [x, y] of [
    [9, 50],
    [w - 9, 50],
    [50, 9],
    [50, h - 9],
  ])
    assert.equal(map.holds(x, y, 10), false);
  map.look([50, 45, 80, 55], false);
  map.centre([60, 51], 4);
  assert.deepEqual([map.lon, map.lat, map.zoom], [60, 51, map.smallest * 4]);
  assert.deepEqual(map.box, map.visible());
  map.look([60, 40, 61, 60], true);
  assert.ok(Math.abs(map.zoom * 20 - map.height) < 1e-9, "a high window fits by its height");
});

test("the map follows the hand", () => {
  const map = view();
  map.look([60, 48, 70, 52], true);
  const [before, lon, lat] = [map.at(300, 150), map.lon, map.lat];
  map.move(-20, 10);
  assert.ok(map.lon < lon && map.lat < lat);
  map.at(320, 140).forEach((each, i) => assert.ok(Math.abs(each - before[i]) < 1e-9));
});

test("a slanting way is as long as the geodesic", () => {
  // By GeographicLib, on WGS 84.
  assert.ok(Math.abs(rules.distance([0, 0], [1, 1]) - 156.8996) < 0.02);
  const south = rules.distance([50, -46], [60, -50]);
  assert.ok(Math.abs(south - rules.distance([60, 50], [50, 46])) < 1e-9, "both ways, and south of the equator");
});
