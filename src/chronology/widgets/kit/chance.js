// Orders that look like chance and are always the same for the same text.

/** Numbers from 0 to 1 that a text determines. */
export function numbers(seed) {
  let state = 2166136261;
  for (const letter of seed) state = Math.imul(state ^ letter.codePointAt(0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A list in an order that a text determines.
 * @template Item
 * @param {Item[]} list
 * @param {string} seed
 * @returns {Item[]}
 */
export function mixed(list, seed) {
  const next = numbers(seed);
  return list
    .map((item) => /** @type {[number, Item]} */ ([next(), item]))
    .sort((one, other) => one[0] - other[0])
    .map(([, item]) => item);
}
