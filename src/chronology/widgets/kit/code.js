// What is set in a widget, as Python that does the same in a notebook.

/** @import { Model } from "./types.js" */

const WIDTH = 72; // letters of a line

/** A value as Python writes it. */
export function python(value) {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (typeof value === "object")
    return `{${Object.entries(value)
      .map(([key, each]) => `${python(key)}: ${python(each)}`)
      .join(", ")}}`;
  return JSON.stringify(value); // Python reads a string and a number of JSON as its own
}

/** A call, in lines that are not too long. given: arguments as text. */
export function callOf(name, given) {
  const line = `${name}(${given.join(", ")})`;
  if (line.length <= WIDTH || !given.length) return line;
  return `${name}(\n${given.map((each) => `    ${each.replaceAll("\n", "\n    ")},\n`).join("")})`;
}

/** Keyword arguments as text. */
export const keywords = (values) => Object.entries(values).map(([name, value]) => `${name}=${python(value)}`);

/**
 * The traits that are not as they are at first in Python.
 * @param {Model<any>} model
 */
export function traitsSet(model) {
  const usual = model.get("defaults");
  const differs = (name) => JSON.stringify(model.get(name)) !== JSON.stringify(usual[name]);
  return Object.fromEntries(
    Object.keys(usual)
      .filter(differs)
      .map((name) => [name, model.get(name)]),
  );
}

/**
 * The Python of a widget as it is: the widget, then its rows. direct: where the rows can be asked for without it.
 * @param {Model<any>} model
 * @param {{ rows: string, traits: Record<string, any> } | null} direct rows: the call that gives them; traits: of the widget
 * @param {string} own a comment for a table of the reader's own
 */
export function codeOf(model, direct, own) {
  const [name, property] = model.get("fixed").code;
  const source = model.get("source");
  const [variable, rows] = [snake(name), property.replace(/^shown_/, "")];
  const widget = (first, traits) => callOf(`ch.${name}`, [...first, ...keywords(traits)]);
  const made = direct
    ? [`${rows} = ${direct.rows}`, widget([rows], direct.traits)]
    : [
        `${variable} = ${widget(source ? [source] : [], traitsSet(model))}`,
        `${rows === variable ? `${rows}_shown` : rows} = ${variable}.${property}`,
        variable,
      ];
  const comment = /\bframe\b/.test(source) ? [`# ${own}`] : [];
  return ["import chronology as ch", "", ...comment, ...made, ""].join("\n");
}

/** EssayMap -> essay_map. */
const snake = (name) => name.replace(/(?<=.)[A-Z]/g, "_$&").toLowerCase();
