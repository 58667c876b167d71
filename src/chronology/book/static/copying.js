// What copies code comes at the first sign of a reader: its buttons are seen only where a pointer or the focus is.

const own = /** @type {HTMLScriptElement} */ (document.currentScript);
const signs = ["keydown", "pointermove", "scroll", "touchstart"];

function bringCopying(/** @type {any} */ event) {
  if (event.type === "pointermove" && !event.movementX && !event.movementY) return; // of a browser itself, after layout
  for (const sign of signs) removeEventListener(sign, bringCopying);
  for (const name of own.dataset.then.split(" ")) {
    const src = new URL(name, own.src).href;
    document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
  }
}

for (const sign of signs) addEventListener(sign, bringCopying, { passive: true });
