// Keeping in step: with the traits of the model, with the width of the page, with the frames of the screen.

/** @import { Model, Shared } from "./types.js" */

/**
 * Set traits and send them to Python, if there is one.
 * @template {Shared} Traits
 * @param {Model<Traits>} model
 * @param {Partial<NoInfer<Traits>>} values
 */
export function set(model, values) {
  const state = /** @type {Model<any>} */ (model);
  for (const [name, value] of Object.entries(values)) state.set(name, value);
  model.save_changes();
}

/**
 * What a trait is, of the values that it can have; the first of them where a link says something else.
 * @template {Shared} Traits
 * @param {Model<Traits>} model
 * @param {keyof NoInfer<Traits> & string} name
 * @returns {string}
 */
export function chosen(model, name) {
  const values = model.get("fixed").choices[name];
  const value = /** @type {Model<any>} */ (model).get(name);
  return values.includes(value) ? value : values[0];
}

/**
 * Call actions when traits change, until the function that this gives is called. actions: trait -> action. names: of
 * traits that have the last action in common.
 * @template {Shared} Traits
 * @param {Model<Traits>} model
 * @param {{ [Name in keyof NoInfer<Traits>]?: () => void }} actions
 * @param {(keyof NoInfer<Traits> & string)[]} names
 * @param {() => void} [action]
 */
export function watch(model, actions, names = [], action) {
  const shared = names.map((name) => /** @type {[string, () => void]} */ ([name, action]));
  const listeners = [...Object.entries(actions), ...shared];
  for (const [name, each] of listeners) model.on(`change:${name}`, each);
  return () => {
    for (const [name, each] of listeners) model.off(`change:${name}`, each);
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
