// Groups of which some, or one, are on.

import { h, unique } from "./elements.js";

/** A group of toggles. options: [[value, text, extra class], …]; chosen: array of values. */
export function toggles(label, options, chosen, change) {
  return h(
    "fieldset",
    { class: "toggles" },
    h("legend", {}, label),
    options.map(([value, text, style]) =>
      h(
        "label",
        { class: style },
        h("input", {
          type: "checkbox",
          value,
          "data-keep": `${label}/${value}`,
          checked: chosen.includes(value),
          onchange: (event) =>
            change(event.target.checked ? [...chosen, value] : chosen.filter((each) => each !== value)),
        }),
        h("span", {}, text),
      ),
    ),
  );
}

/** A group of which one is on. options: [[value, text], …]. */
export function radios(label, options, chosen, change) {
  const name = unique("radios");
  return h(
    "fieldset",
    { class: "toggles radios" },
    h("legend", {}, label),
    options.map(([value, text]) =>
      h(
        "label",
        {},
        h("input", {
          type: "radio",
          name,
          value,
          "data-keep": `${label}/${value}`,
          checked: value === chosen,
          onchange: () => change(value),
        }),
        h("span", {}, text),
      ),
    ),
  );
}
