// A grid of which Tab reaches one stop, and the arrow keys the others.

const inColumn = (rows, y, x, way) => rows[y + way]?.[x];

/**
 * Where a key leads from the stop x of row y: to a stop, or to null at the edge; undefined for a key that leads nowhere.
 * @template Stop
 * @param {{ key: string, altKey?: boolean, ctrlKey?: boolean, metaKey?: boolean }} event
 * @param {Stop[][]} rows
 * @param {number} y
 * @param {number} x
 * @param {boolean} flows left and right go on in the next row
 * @param {(rows: Stop[][], y: number, x: number, way: 1 | -1) => Stop | undefined} vertical the stop below (1) or above
 * @returns {Stop | null | undefined}
 */
export function ahead({ key, altKey, ctrlKey, metaKey }, rows, y, x, flows = false, vertical = inColumn) {
  if (altKey) return undefined;
  const whole = ctrlKey || metaKey;
  if (key === "Home") return (whole ? rows[0] : rows[y])[0];
  if (key === "End") return (whole ? rows.at(-1) : rows[y]).at(-1);
  if (whole) return undefined;
  const line = flows ? rows.flat() : rows[y];
  const at = line.indexOf(rows[y][x]);
  if (key === "ArrowLeft") return line[at - 1] ?? null;
  if (key === "ArrowRight") return line[at + 1] ?? null;
  if (key === "ArrowUp") return vertical(rows, y, x, -1) ?? null;
  return key === "ArrowDown" ? (vertical(rows, y, x, 1) ?? null) : undefined;
}

/**
 * Let a grid be reached so. Gives what is to be called when its stops are new, or with the stop that Tab shall reach.
 *
 * rows: the stops as they stand now; each has a data-keep. first: the one that Tab reaches if the one before is gone.
 * keys: what further keys do with a stop. moved: called before a stop gets the focus by an arrow key.
 * @param {HTMLElement} root
 * @param {{
 *   rows: () => HTMLElement[][],
 *   first?: (rows: HTMLElement[][]) => HTMLElement | undefined,
 *   flows?: boolean,
 *   vertical?: (rows: HTMLElement[][], y: number, x: number, way: 1 | -1) => HTMLElement | undefined,
 *   keys?: Record<string, (stop: HTMLElement) => void>,
 *   moved?: (stop: HTMLElement) => void,
 * }} actions
 */
export function roving(root, { rows, first = ([row]) => row?.[0], flows, vertical, keys = {}, moved }) {
  let at = ""; // the stop that Tab reaches, by data-keep
  /** @param {HTMLElement} [stop] */
  const settle = (stop) => {
    const [all, stops] = [rows(), rows().flat()];
    const one = stop ?? stops.find((each) => each.dataset.keep === at) ?? first(all);
    for (const each of stops) each.tabIndex = each === one ? 0 : -1;
    at = one?.dataset.keep ?? "";
  };
  root.addEventListener("focusin", ({ target }) => {
    const stop = /** @type {HTMLElement} */ (target);
    if (rows().flat().includes(stop)) settle(stop);
  });
  root.addEventListener("keydown", (event) => {
    const all = rows();
    const stop = /** @type {HTMLElement} */ (event.target);
    const y = all.findIndex((row) => row.includes(stop));
    if (y < 0) return;
    const to = ahead(event, all, y, all[y].indexOf(stop), flows, vertical);
    const plain = !event.altKey && !event.ctrlKey && !event.metaKey;
    if (to === undefined && !(plain && event.key in keys)) return;
    event.preventDefault();
    if (to === undefined) keys[event.key](stop);
    if (!to) return;
    moved?.(to);
    to.focus();
  });
  return settle;
}
