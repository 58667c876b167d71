// What cells say, in the language of the edition: the build writes it before the script.

/** A text of words/cells.csv, with its places filled. */
export const say = (key, values = {}) =>
  (globalThis.chronologyWords[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
