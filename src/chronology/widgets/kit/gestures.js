// Dragging with the mouse or a finger, two fingers, and the wheel.

const STILL = 4; // pixels: a hand that moves no farther has pressed, not dragged
const CLOSE = 20; // pixels between two fingers at least

/**
 * Listen to the hand on an element.
 *
 * move: the fingers have moved by (dx, dy) pixels; their distance has grown by factor, about the point (x, y) of the
 * element. end: the hand was lifted after a drag. wheel: the wheel was turned at (x, y); gives whether that was used,
 * else the page scrolls. sideways: only left and right count, up and down belong to the page.
 * The click that ends a drag goes nowhere.
 * @param {HTMLElement} element
 * @param {{
 *   move: (dx: number, dy: number, factor: number, x: number, y: number) => void,
 *   end?: () => void,
 *   wheel: (event: WheelEvent, x: number, y: number) => boolean,
 *   sideways?: boolean,
 * }} actions
 */
export function gestures(element, { move, end, wheel, sideways = false }) {
  /** @type {Map<number, [number, number]>} */
  const fingers = new Map();
  let dragged = 0;
  const inside = (x, y) => {
    const corner = element.getBoundingClientRect();
    return /** @type {[number, number]} */ ([x - corner.left, y - corner.top]);
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!fingers.size) dragged = 0;
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
  });
  element.addEventListener("pointermove", (event) => {
    if (!event.buttons) fingers.delete(event.pointerId); // lifted outside
    if (!fingers.has(event.pointerId)) return;
    const before = [...fingers.values()];
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    const after = [...fingers.values()];
    const [a, b] = [middleOf(before), middleOf(after)];
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    dragged += (sideways ? Math.abs(dx) : Math.hypot(dx, dy)) + (after.length > 1 ? STILL + 1 : 0);
    if (dragged <= STILL) return;
    if (!element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
    move(dx, dy, apart(after, sideways) / apart(before, sideways), ...inside(...b));
  });
  const lift = (event) => {
    if (fingers.delete(event.pointerId) && dragged > STILL) end?.();
  };
  element.addEventListener("pointerup", lift);
  element.addEventListener("pointercancel", lift);
  // A click of the keyboard, which has no detail, ends no drag.
  element.addEventListener("click", (event) => dragged > STILL && event.detail && event.stopPropagation(), true);
  const turn = (event) => wheel(event, ...inside(event.clientX, event.clientY)) && event.preventDefault();
  element.addEventListener("wheel", turn, { passive: false });
  return { busy: () => fingers.size > 0 };
}

/** @returns {[number, number]} */
const middleOf = (points) => [
  points.reduce((sum, [x]) => sum + x, 0) / points.length,
  points.reduce((sum, [, y]) => sum + y, 0) / points.length,
];

/**
 * Pixels between two fingers; 1 where there is only one.
 * @param {[number, number][]} points
 */
function apart(points, sideways) {
  const [one, other] = points;
  if (!other) return 1;
  const [x, y] = [one[0] - other[0], sideways ? 0 : one[1] - other[1]];
  return Math.max(CLOSE, Math.hypot(x, y));
}
