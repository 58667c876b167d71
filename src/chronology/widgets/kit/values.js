// Values that may be one, several or none, and objects of them.

/** The values of a filter or a field that holds one text, several or none. */
export const many = (value) => (Array.isArray(value) ? value : typeof value === "string" && value ? [value] : []);

/** An object with one key set anew; null, an empty text or list takes it away. */
export function put(all, key, value) {
  const { [key]: _, ...others } = all;
  return value === null || value.length === 0 ? others : { ...others, [key]: value };
}
