// Cells that are run, edited, stopped and reset in the page. Each is marked by the build with `data-live`; what runs them
// is the Python of live.js, which comes when somebody asks for it and not before.

import { Cell } from "./cell.js";
import { kept } from "./kept.js";
import { Runner } from "./runner.js";

const page = JSON.parse(document.getElementById("live-cells").textContent);
const live = globalThis.chronologyLive;

async function begin() {
  const described = await live?.describe();
  if (!described?.available) return;
  const runner = new Runner(live, page, described);
  const texts = kept(page);
  const elements = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-live]")]);
  const shown = new Map(elements.map((each) => [Number(each.dataset.live), each]));
  runner.cells = page.cells.map(
    (cell, number) => new Cell(runner, { ...cell, number, element: shown.get(number) }, texts),
  );
  // Another script of the page may read what was typed, and put in what was typed elsewhere, by the names of cells.
  globalThis.chronologyCells = {
    texts: () => Object.fromEntries(runner.cells.filter((each) => each.changed).map((each) => [each.key, each.text])),
    put: (key, text) => runner.cells.find((each) => each.key === key)?.put(text),
  };
}
begin();
