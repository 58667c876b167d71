// The plain ipywidgets that the chapters use, with those beside them that a reader would try: native controls of the
// browser. Any other says its name.

import { h, unique } from "../../widgets/kit/elements.js";
import { say } from "./words.js";

/** @import { Plain } from "./cells-types.js" */

/**
 * The element of a model of ipywidgets.
 * @param {any} model
 * @param {(child: string) => Element | null} inner draws a model within it
 */
export function controlOf(model, inner) {
  const kind = model.get("_model_name").replace(/Model$/, "");
  const make = KINDS[kind];
  if (make) return make(model, inner);
  return h("p", { class: "needs-python" }, say("other-widget", { name: kind }));
}

const box = (direction) => (/** @type {Plain} */ model, inner) => {
  const element = h("div", { class: `live-box ${direction}` });
  const fill = () => element.replaceChildren(...model.get("children").map(inner).filter(Boolean));
  fill();
  model.on("change:children", fill);
  return element;
};

/** A control with its name before it and, for a slider, its value behind. */
function row(/** @type {Plain} */ model, control, value = null) {
  const id = unique("live-control");
  const [first] = [control].flat();
  first.id = id;
  const label = h("label", { for: id });
  const element = h("div", { class: "live-control" }, label, control, value);
  const show = () => {
    label.textContent = model.get("description") ?? "";
    if (!label.textContent) first.setAttribute("aria-label", model.get("_model_name").replace(/Model$/, ""));
    for (const each of [control].flat()) each.disabled = Boolean(model.get("disabled"));
  };
  show();
  model.on("change:description change:disabled", show);
  return element;
}

const tell = (/** @type {Plain} */ model, name, value) => {
  model.set(name, value);
  model.save_changes();
};

/** As the value of the model is, and whenever it changes. */
const follow = (/** @type {Plain} */ model, names, show) => {
  show();
  model.on(names.map((each) => `change:${each}`).join(" "), show);
};

function slider(/** @type {Plain} */ model) {
  const event = model.get("continuous_update") === false ? "change" : "input";
  const input = h("input", { type: "range", [`on${event}`]: () => tell(model, "value", Number(input.value)) });
  const value = h("output", {});
  follow(model, ["value", "min", "max", "step"], () => {
    limits(input, model);
    input.value = model.get("value");
    value.textContent = model.get("value");
  });
  return row(model, input, model.get("readout") === false ? null : value);
}

/** Two sliders, of which neither passes the other. */
function range(/** @type {Plain} */ model) {
  const inputs = [0, 1].map((at) =>
    h("input", {
      type: "range",
      "aria-label": `${model.get("description") ?? ""} ${say(at ? "last" : "first")}`.trim(),
      oninput: () => {
        const now = [...model.get("value")];
        now[at] = at ? Math.max(Number(inputs[1].value), now[0]) : Math.min(Number(inputs[0].value), now[1]);
        inputs[at].value = String(now[at]);
        tell(model, "value", now);
      },
    }),
  );
  const value = h("output", {});
  follow(model, ["value", "min", "max", "step"], () => {
    model.get("value").forEach((each, at) => {
      limits(inputs[at], model);
      inputs[at].value = String(each);
    });
    value.textContent = model.get("value").join(" – ");
  });
  return row(model, inputs, value);
}

function limits(input, /** @type {Plain} */ model) {
  for (const name of ["min", "max", "step"]) input[name] = model.get(name) ?? "";
}

function choice(/** @type {Plain} */ model) {
  const select = h("select", { onchange: () => tell(model, "index", select.selectedIndex) });
  follow(model, ["_options_labels", "index"], () => {
    select.replaceChildren(...model.get("_options_labels").map((each) => h("option", {}, each)));
    select.selectedIndex = model.get("index") ?? -1;
  });
  return row(model, select);
}

const field = (type, read) => (/** @type {Plain} */ model) => {
  const event = model.get("continuous_update") === false || type === "number" ? "change" : "input";
  const input = h(type === "textarea" ? type : "input", {
    type: type === "textarea" ? null : type,
    [`on${event}`]: () => tell(model, "value", read(input.value)),
  });
  follow(model, ["value", "min", "max", "step"], () => {
    if (type === "number") limits(input, model);
    input.value = model.get("value") ?? "";
  });
  return row(model, input);
};

function tick(/** @type {Plain} */ model) {
  const input = h("input", { type: "checkbox", onchange: () => tell(model, "value", input.checked) });
  follow(model, ["value"], () => {
    input.checked = Boolean(model.get("value"));
  });
  return row(model, input);
}

function press(/** @type {Plain} */ model) {
  const element = h("button", { type: "button", onclick: () => model.send({ event: "click" }) });
  follow(model, ["description", "disabled"], () => {
    element.textContent = model.get("description");
    element.disabled = Boolean(model.get("disabled"));
  });
  return element;
}

const text = (html) => (/** @type {Plain} */ model) => {
  const element = h("div", {});
  follow(model, ["value"], () => {
    element[html ? "innerHTML" : "textContent"] = model.get("value");
  });
  return element;
};

const KINDS = {
  VBox: box("column"),
  Box: box("line"),
  HBox: box("line"),
  IntSlider: slider,
  FloatSlider: slider,
  IntRangeSlider: range,
  FloatRangeSlider: range,
  Dropdown: choice,
  Select: choice,
  RadioButtons: choice,
  ToggleButtons: choice,
  SelectionSlider: choice,
  Checkbox: tick,
  ToggleButton: tick,
  Button: press,
  Text: field("text", String),
  Textarea: field("textarea", String),
  IntText: field("number", Number),
  BoundedIntText: field("number", Number),
  FloatText: field("number", Number),
  BoundedFloatText: field("number", Number),
  Label: text(false),
  HTML: text(true),
};
