// Runs the anywidgets of a page without Python: reads their state, which the build has stored in the page, imports
// the module of each and gives it a model. No file and no network is needed beyond the page itself.

import { memory } from "../../widgets/kit/memory.js";
import { partsOf } from "./links.js";
import { Model, stateOf } from "./model.js";
import { mount } from "./mounting.js";

const page = JSON.parse(document.getElementById("widget-state").textContent);
const elements = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-widget][data-model]")]);
const models = new Map(); // element -> its model
const remembered = memory("chronology-language");

/** The model of an element, made when it is first asked for, in the language of the page. */
function modelOf(element) {
  if (!models.has(element)) {
    const model = new Model(stateOf(page, element.dataset.model), { id: element.id, root: page.root });
    const language = [...models.values()][0]?.get("language") ?? remembered.get();
    if (language && model.get("strings")?.[language]) model.set("language", language);
    models.set(element, model);
    if (model.get("language")) shareLanguage(model);
  }
  return models.get(element);
}

/**
 * The reader's language holds for every widget of the page, and for the next page.
 * @param {Model} model
 */
function shareLanguage(model) {
  model.on("change:language", (_, language) => {
    remembered.set(language);
    for (const other of models.values()) if (other.get("language")) other.set("language", language);
  });
}

/** Show what the link leads to. */
async function follow() {
  const { id, query } = partsOf(location.hash) ?? {};
  const element = id && elements.find((each) => each.id === id);
  if (!element) return;
  modelOf(element).follow(query);
  await mount(element, modelOf(element));
  element.scrollIntoView();
}

const near = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen)
      if (isIntersecting) {
        near.unobserve(target);
        mount(/** @type {HTMLElement} */ (target), modelOf(target));
      }
  },
  { rootMargin: "600px" },
);
for (const each of elements) near.observe(each);
addEventListener("hashchange", follow);
follow();
