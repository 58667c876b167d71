// Keeping in step: with the traits of the model, with the width of the page, with the frames of the screen.

/** Set traits and send them to Python, if there is one. */
export function set(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(name, value);
  model.save_changes();
}

/** What a trait is, of the values that it can have; the first of them where a link says something else. */
export function chosen(model, name) {
  const values = model.get("fixed").choices[name];
  return values.includes(model.get(name)) ? model.get(name) : values[0];
}

/** The same action for several traits, for `watch`. */
export const each = (traits, action) => Object.fromEntries(traits.map((trait) => [trait, action]));

/**
 * Call actions when traits change, until the function that this gives is called. actions: trait -> action.
 * @param {Record<string, () => void>} actions
 */
export function watch(model, actions) {
  const listeners = Object.entries(actions).map(([trait, action]) => [`change:${trait}`, action]);
  for (const [name, action] of listeners) model.on(name, action);
  return () => {
    for (const [name, action] of listeners) model.off(name, action);
  };
}

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
