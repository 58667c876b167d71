// Values that stand in files of their own, since several pages have them: each a script that is loaded when it is needed,
// for a page that was opened from a file may fetch nothing. Written by chronology/book/host.

const bringing = new Map();

/**
 * Whether a value only says where it stands.
 * @param {any} value
 * @returns {value is { file: string, name: string }}
 */
export const isKept = (value) => Boolean(value?.file && value.name);

/**
 * The value; undefined if it cannot be had now.
 * @param {{ file: string, name: string }} kept
 */
export function bring({ file, name }) {
  if (!bringing.has(name)) bringing.set(name, load(file, name));
  return bringing.get(name);
}

async function load(file, name) {
  const script = Object.assign(document.createElement("script"), { src: file });
  const ended = new Promise((resolve) => ["load", "error"].forEach((each) => script.addEventListener(each, resolve)));
  document.head.append(script);
  await ended;
  script.remove();
  const value = globalThis.chronologyKept?.[name];
  if (value === undefined) bringing.delete(name); // the line may be there again another time
  return value;
}
