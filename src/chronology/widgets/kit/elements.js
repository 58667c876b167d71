// Building elements. Data reach the page as text only (textContent, setAttribute): nothing here parses HTML.

/** An element. Attributes that are null, undefined or false are left out; on… attributes are listeners. */
export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** An SVG element, as h. */
export function s(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

let made = 0;
/** An id that no other element has. */
export function unique(stem) {
  made += 1;
  return `${stem}-${made}`;
}

export const button = (label, action, attributes = {}) =>
  h("button", { type: "button", onclick: action, ...attributes }, label);

/** Set an attribute, where it has another value. */
export const change = (element, name, value) =>
  element.getAttribute(name) !== value && element.setAttribute(name, value);
