// What the reader has typed into the cells of a page, kept in the browser until it is taken back.

import { memory } from "../../widgets/kit/memory.js";

/** The name under which a cell is kept: its own, or what it said at first, which holds wherever it stands in the page. */
export const keyOf = ({ id, source }) => id ?? `source-${hash(source)}`;

/** The texts of a page: get(key), set(key, text); a text that is undefined is forgotten. */
export function kept({ page }) {
  const all = memory(`chronology-cells:${page}`);
  return {
    get: (key) => all.get()?.[key],
    set: (key, text) => all.set({ ...all.get(), [key]: text }),
  };
}

/** A short name for a text: FNV-1a, 32 bits. */
function hash(text) {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ letter.codePointAt(0), 0x01000193);
  return (value >>> 0).toString(36);
}
