// Keeping in step with the traits of the model.

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
