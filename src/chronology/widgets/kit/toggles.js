// Groups of which some are on.

import { h } from "./elements.js";

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
