// Keeping in step with the width of the page and the frames of the screen.

/**
 * Call an action when an element has another width than before, with that width in pixels, until the function that
 * this gives is called. What is not shown has none.
 * @param {Element} element
 * @param {(width: number) => void} action
 * @param {number} known the width for which it is drawn already; without one the action is called at first as well
 */
export function watchWidth(element, action, known = 0) {
  const observer = new ResizeObserver(() => {
    if (!element.clientWidth || element.clientWidth === known) return;
    known = element.clientWidth;
    action(known);
  });
  observer.observe(element);
  return () => observer.disconnect();
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
