// Keeping in step with the width of the page and the frames of the screen.

/**
 * Call an action when an element has another width than before, with that width in pixels, until the function that
 * this gives is called. What is not shown has none.
 * @param {Element} element
 * @param {(width: number) => void} action
 * @param {number} known the width for which it is drawn already; without one the action is called at first as well
 */
export function watchWidth(element, action, known = 0) {
  return watchSize([element], () => {
    if (!element.clientWidth || element.clientWidth === known) return;
    known = element.clientWidth;
    action(known);
  });
}

/**
 * Call an action when elements may have another size than before, until the function that this gives is called. Paper
 * waits for no observer: the page says when it has its width (chronology/book/host/printing.js).
 * @param {Element[]} elements
 * @param {() => void} action
 * @param {() => void} [soon] the action where there is time for it
 */
export function watchSize(elements, action, soon = action) {
  const observer = new ResizeObserver(soon);
  for (const each of elements) observer.observe(each);
  addEventListener("chronology-paper", action);
  return () => {
    observer.disconnect();
    removeEventListener("chronology-paper", action);
  };
}

/** Calls at most once a frame. */
export function perFrame(action) {
  let waiting = 0;
  const call = () => {
    if (!waiting)
      waiting = requestAnimationFrame(() => {
        waiting = 0;
        action();
      });
  };
  call.cancel = () => cancelAnimationFrame(waiting);
  return call;
}
