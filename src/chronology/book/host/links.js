// Links to what a reader sees: `#widget?trait=value&…`, each value as JSON. No elements here.

const kind = (value) => (Array.isArray(value) ? "list" : value === null ? "none" : typeof value);

/** Whether two values of a trait are the same. */
export const same = (a, b) =>
  a === b ||
  (typeof a === "object" && typeof b === "object" && !ArrayBuffer.isView(a) && JSON.stringify(a) === JSON.stringify(b));

/** The address of a page with some traits of a widget in it. */
export function addressOf(page, id, traits) {
  const query = new URLSearchParams(Object.entries(traits).map(([name, value]) => [name, JSON.stringify(value)]));
  return `${page.split("#")[0]}#${id}?${query}`;
}

/** The widget and the query that a hash names: {id, query}; null if it names none. */
export function partsOf(hash) {
  const [, id, query] = decoded(hash.replace(/^#/, "")).match(/^([\w-]+)\?(.+)$/s) ?? [];
  return id ? { id, query } : null;
}

/** Some programs encode the question mark of a link, some the whole of what follows it. */
function decoded(hash) {
  const [, id, query] = hash.match(/^([\w-]+)%3f(.*)$/is) ?? [];
  if (!id) return hash;
  try {
    return `${id}?${query.includes("=") ? query : decodeURIComponent(query)}`;
  } catch {
    return hash; // damaged on its way
  }
}

/** The traits that a query sets; what is no such trait, or not of the type that it has now, is left out. */
export function traitsIn(query, now) {
  const found = {};
  for (const [name, text] of new URLSearchParams(query)) {
    if (!Object.hasOwn(now, name)) continue;
    try {
      const value = JSON.parse(text);
      if (kind(value) === kind(now[name])) found[name] = value;
    } catch {
      // not a link of ours
    }
  }
  return found;
}
