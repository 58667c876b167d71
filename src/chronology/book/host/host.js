// Runs the anywidgets of a page without Python: reads their state, which the build has stored in the page and in files
// beside it, makes the widget of each and gives it a model. No network is needed.

import { bring, isKept } from "../../widgets/kit/bring.js";
import { inReadersLanguage } from "./language.js";
import { partsOf } from "./links.js";
import { Model, stateOf } from "./model.js";
import { mount } from "./mounting.js";
import { printing } from "./printing.js";

const page = JSON.parse(document.getElementById("widget-state").textContent);
const elements = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-widget][data-model]")]);
const making = new Map(); // element -> its model, when it is there
const drawing = new Map(); // element -> when it is drawn

/** The model of an element, made when it is first asked for, and once more if what it needs could not be had then. */
function modelOf(element) {
  if (!making.has(element)) {
    const model = made(element);
    making.set(element, model);
    model.catch(() => making.delete(element));
  }
  return making.get(element);
}

/** A model, in the language of the page. */
async function made(element) {
  const number = element.dataset.model;
  await Promise.all(Object.values(page.models[number]).flat().map(fill));
  const cells = (selector) =>
    [...element.querySelector("tbody").querySelectorAll(selector.replace("#", ""))].map((each) =>
      selector[0] === "#" ? each.hash.slice(1) : each.textContent,
    );
  const held = (name, /** @type {Model} */ model, given) =>
    brought(page.held)
      .then((later) => later[name]({ page, number, model, brought }, given))
      .then(
        () => true,
        () => false,
      );
  const { root, language } = page;
  const model = new Model(stateOf(page, number, cells), { id: element.id, root, language, held: page.held && held });
  await inReadersLanguage(model);
  return model;
}

/** Draw a widget, once. */
function draw(element) {
  if (!drawing.has(element)) drawing.set(element, mount(element, modelOf(element), page.failed));
  return drawing.get(element);
}

/** Bring a value into the page that is not in it. */
async function fill(number) {
  const kept = page.values[number];
  if (isKept(kept)) page.values[number] = await brought(kept);
}

async function brought(kept) {
  const value = await bring(kept);
  if (value === undefined) throw new Error(`${kept.file} is missing`);
  return value;
}

/** Show what the link leads to. */
async function follow() {
  const { id, query } = partsOf(location.hash) ?? {};
  const element = id && elements.find((each) => each.id === id);
  if (!element) return;
  const model = await modelOf(element).catch(() => null); // what is missing is said where it is drawn
  await model?.follow(query);
  await draw(element);
  element.scrollIntoView();
}

const near = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen)
      if (isIntersecting) {
        near.unobserve(target);
        draw(target);
      }
  },
  { rootMargin: "600px" },
);
addEventListener("hashchange", follow);
follow();
for (const each of elements) near.observe(each);
addEventListener("chronology-all", () => elements.forEach(draw)); // a widget needs the others, as that of exercises

const pictured = elements.filter((each) => each.dataset.picture !== undefined);
// Who prints may never have come near a picture, and paper waits for nothing: all that it is drawn from is brought at the
// first sign of a reader, and not before, when the line is free. Drawn before it is near, it would move what is read.
const signs = ["keydown", "pointermove", "scroll", "touchstart"];
const stay = (event) => {
  if (event.type === "pointermove" && !event.movementX && !event.movementY) return; // of a browser itself, after layout
  for (const sign of signs) removeEventListener(sign, stay);
  pictured.forEach(modelOf);
};
for (const sign of signs) addEventListener(sign, stay, { passive: true });
printing(() => Promise.all(pictured.map(draw)));
