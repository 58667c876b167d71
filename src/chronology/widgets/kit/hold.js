// Dragging one thing, or along one thing.

/**
 * Follow a hand that holds an element, wherever it goes. start: it has taken hold; false lets go at once. move: it moves.
 * end: it has let go.
 * @param {HTMLElement} element
 * @param {{ start?: (event: PointerEvent) => boolean | void, move: (event: PointerEvent) => void, end?: () => void }} actions
 */
export function hold(element, { start, move, end }) {
  let held = false;
  element.addEventListener("pointerdown", (event) => {
    if (event.button || start?.(event) === false) return;
    element.setPointerCapture(event.pointerId);
    held = true;
  });
  element.addEventListener("pointermove", (event) => held && move(event));
  element.addEventListener("lostpointercapture", () => {
    if (held) end?.();
    held = false;
  });
}
