// Groups of which one is on.

import { h, unique } from "./elements.js";

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
