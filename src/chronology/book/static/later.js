// What opens menus, shows tooltips and copies code comes at the first sign of a reader: it is of use where a pointer,
// a finger or the focus is. A click that is quicker than its script waits for it.

const own = /** @type {HTMLScriptElement} */ (document.currentScript);
const signs = ["keydown", "pointermove", "scroll", "touchstart"];
let menus = /** @type {Promise<void> | undefined} */ (undefined);

function bring(name) {
  return new Promise((resolve) => {
    const src = new URL(name, own.src).href;
    document.head.append(Object.assign(document.createElement("script"), { src, async: false, onload: resolve }));
  });
}

/** What Bootstrap does by itself only where it is there before the page is whole. */
function follow() {
  if (document.readyState !== "complete") return;
  const { ScrollSpy } = /** @type {any} */ (window).bootstrap;
  for (const each of document.querySelectorAll('[data-bs-spy="scroll"]')) ScrollSpy.getOrCreateInstance(each);
}

function bringAll(/** @type {any} */ event) {
  if (event.type === "pointermove" && !event.movementX && !event.movementY) return; // of a browser itself, after layout
  for (const sign of signs) removeEventListener(sign, bringAll);
  menus = bring("scripts/bootstrap.js").then(follow);
  for (const name of own.dataset.then.split(" ").filter(Boolean)) bring(name);
}

function wait(event) {
  const opener = event.target.closest?.('[data-bs-toggle="dropdown"]');
  if (!opener || /** @type {any} */ (window).bootstrap) return;
  event.preventDefault();
  event.stopPropagation();
  if (!menus) bringAll(event); // of a voice or a screen reader, before which no pointer moves
  menus.then(() => opener.click());
}

for (const sign of signs) addEventListener(sign, bringAll, { passive: true });
document.addEventListener("click", wait, { capture: true });
