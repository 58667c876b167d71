// Cards of cited things: shown on hover, focus or touch, hidden with Escape. A card can be pointed
// at without vanishing, and never leaves the window (WCAG 2.2, 1.4.13).

const WAIT = 150; // milliseconds: a pointer that only passes by opens nothing
let shown = null;
let timer = 0;

const cardOf = (link) => document.getElementById(link.getAttribute("aria-describedby"));

function place(card, link) {
  const rects = link.getClientRects();
  const line = rects[0];
  const root = document.documentElement;
  const width = card.offsetWidth;
  const left = Math.max(8, Math.min(line.left, root.clientWidth - width - 8));
  const below = rects[rects.length - 1].bottom + 6;
  const fits = below + card.offsetHeight <= root.clientHeight;
  const top = fits ? below : Math.max(8, line.top - card.offsetHeight - 6);
  card.style.left = `${left + window.scrollX}px`;
  card.style.top = `${top + window.scrollY}px`;
}

function show(link) {
  clearTimeout(timer);
  if (shown?.link === link) return;
  hide();
  const card = cardOf(link);
  if (!card) return;
  document.body.append(card); // out of every box that might clip it
  card.hidden = false;
  place(card, link);
  shown = { card, link };
}

function hide() {
  clearTimeout(timer);
  if (shown) shown.card.hidden = true;
  shown = null;
}

const soon = (action) => {
  clearTimeout(timer);
  timer = setTimeout(action, WAIT);
};

for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("a.cited"))) {
  link.addEventListener("pointerenter", (event) => {
    if (event.pointerType === "mouse") soon(() => show(link));
  });
  link.addEventListener("pointerleave", () => soon(hide));
  link.addEventListener("focus", () => show(link));
  link.addEventListener("blur", () => soon(hide));
  // The first touch shows the card, the second follows the link.
  let touched = false;
  link.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch" && shown?.link !== link;
  });
  link.addEventListener("click", (event) => {
    if (!touched) return;
    event.preventDefault();
    touched = false;
    show(link);
  });
}

for (const card of document.querySelectorAll(".cards > .info")) {
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => soon(hide));
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
document.addEventListener("pointerdown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (shown && !shown.card.contains(target) && target.closest("a.cited") !== shown.link) hide();
});
window.addEventListener("resize", hide);
// A widget that is drawn above moves the line on which the link stands.
new ResizeObserver(() => shown && place(shown.card, shown.link)).observe(document.body);
