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
