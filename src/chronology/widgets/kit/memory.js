// What this browser keeps for the reader. Where storage is switched off nothing is kept, and all works.

/** The memory under a key: get() gives what was set, or null; set(value); clear(). */
export function memory(key) {
  const attempt = (action) => {
    try {
      return action();
    } catch {
      return null;
    }
  };
  return {
    get: () => attempt(() => JSON.parse(localStorage.getItem(key))),
    set: (value) => attempt(() => localStorage.setItem(key, JSON.stringify(value))),
    clear: () => attempt(() => localStorage.removeItem(key)),
  };
}
