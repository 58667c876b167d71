// A lane of the timeline as it stands on the page. While the scale stays, it only moves, and loses and gains marks at
// its edges: what it showed before is kept, for the same event needs no other element.

import { change, h, s, unique } from "./kit/elements.js";
import { MARK, labelPlace, leaves, seen } from "./timeline-rules.js";

/** @import { Ctx } from "./timeline-types.js" */

const ROW = 25; // pixels
const HEAD = 17;

/**
 * What a mark is, in words.
 * @param {Ctx} ctx
 */
export const said = ({ dateOf, described, t }, { items }) =>
  items.length > 1
    ? t("group", { n: items.length, first: dateOf(items[0]), last: dateOf(items.at(-1)) })
    : described(items[0]);

export class Lane {
  /** @type {Ctx} */
  #ctx;
  #title = h("span", { class: "lane-name small", "aria-hidden": "true" });
  #columns = s("path");
  #moving = h("div", { class: "moving", role: "presentation" });
  #layout = { marks: [], rows: 0, most: 0 };
  #view = { offset: 0, width: 0 };
  #old = new Map(); // first event of a mark -> element, of the layout before
  #marks = new WeakMap(); // element -> mark
  #edged = new WeakSet(); // marks whose label the edge of the window has shortened or moved
  /** @type {Map<any, HTMLElement>} mark -> element, of what is in the window */
  shown = new Map();

  /** @param {Ctx} ctx */
  constructor(ctx, name) {
    this.#ctx = ctx;
    this.name = name;
    const picture = s("svg", { class: "columns", "aria-hidden": "true" }, this.#columns);
    this.element = h("div", { class: "lane" }, this.#title, picture, this.#moving);
  }

  /** Take the marks of a new scale, or of other events. layout: what `packed` gives; count: of the events. */
  lay(layout, count) {
    change(this.element, "style", `height:${HEAD + layout.rows * ROW}px`);
    this.#title.textContent = `${this.name} · ${count}`;
    this.#old = new Map([...this.shown].map(([mark, made]) => [mark.items[0], made]));
    this.#layout = layout;
    this.shown = new Map();
  }

  /**
   * Show what is in the window. Columns are one path, for hundreds of elements would be too slow; all else is an
   * element, in order of time.
   *
   * offset: pixels from the left of the window to the day at which the marks count from 0. fullest: the most events
   * of a column, of any lane. isSelected: whether a mark is.
   */
  fill({ offset, width, fullest, isSelected }) {
    this.#view = { offset, width };
    this.#moving.style.transform = `translateX(${offset.toFixed(1)}px)`;
    const shown = new Map();
    let path = "";
    for (const mark of this.#layout.marks) {
      const x = mark.x + offset;
      if (x > width || x + mark.w < 0) continue;
      const here = isSelected(mark);
      if (mark.column && !here) {
        path += columnOf(mark, x, fullest);
        continue;
      }
      const made = this.#dressed(mark);
      change(made, "aria-selected", String(here));
      shown.set(mark, made);
    }
    change(this.#columns, "d", path);
    putInOrder(this.#moving, shown.values());
    this.shown = shown;
    this.#old = new Map();
    // A lane of columns alone has no options, so it is no group of them; a name would make it one.
    const name = shown.size ? this.name : null;
    Object.assign(this.element, { role: name && "group", ariaLabel: name });
  }

  /** The mark under the pointer, an element or a column. */
  markAt(event) {
    const made = event.target.closest(".blip");
    if (made) return this.#marks.get(made);
    const box = this.element.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left - this.#view.offset, event.clientY - box.top - HEAD];
    return this.#layout.marks.find(
      (mark) => mark.column && x >= mark.x && x < mark.x + mark.w && y >= mark.row * ROW && y < mark.row * ROW + MARK,
    );
  }

  /** The element of a mark, dressed anew where the edges of the window make it look different than before. */
  #dressed(mark) {
    const { offset, width } = this.#view;
    const place = seen(mark, offset, width);
    const title = mark.items.length > 1 ? "" : this.#ctx.t.say(mark.items[0].title);
    const edged = title !== "" && leaves(place.left, title.length, width);
    const known = this.shown.get(mark);
    if (known && !place.long && !edged && !this.#edged.has(mark)) return known;
    if (edged) this.#edged.add(mark);
    else this.#edged.delete(mark);
    const made =
      known ??
      this.#old.get(mark.items[0]) ??
      h("div", { id: unique("mark"), role: "option" }, h("span", { class: "sign" }));
    this.#dress(made, mark, place);
    showLabel(made, title, title && labelPlace(mark, place, title.length, width));
    this.#marks.set(made, mark);
    return made;
  }

  /** Change the element of a mark where it differs. */
  #dress(made, mark, place) {
    const [row] = mark.items;
    const several = mark.items.length > 1;
    change(made, "class", several ? `blip several${place.cut ? " cut" : ""}` : styleOf(row, place));
    change(made, "aria-label", said(this.#ctx, mark));
    made.removeAttribute("title");
    if (several) made.removeAttribute("data-id");
    else change(made, "data-id", row.id);
    const left = (place.left - this.#view.offset).toFixed(1);
    const top = HEAD + mark.row * ROW;
    change(made, "style", `left:${left}px;top:${top}px;width:${(place.right - place.left).toFixed(1)}px`);
    made.firstChild.textContent = several
      ? `${mark.items.length}`
      : row.waits
        ? "…"
        : (this.#ctx.t.sign(row.verdict) ?? "•");
  }
}

function styleOf(row, { wide, cut }) {
  const style = ["blip", wide && "wide", cut && "cut", row.shape, row.soft && "soft", row.uncertain && "uncertain"];
  return [...style, row.in_essay && "told", `verdict-${row.verdict}`].filter(Boolean).join(" ");
}

function columnOf(mark, x, fullest) {
  const tall = (Math.sqrt(mark.items.length / fullest) * MARK * 0.8 + MARK * 0.2).toFixed(1);
  return `M${x.toFixed(1)} ${HEAD + mark.row * ROW + MARK}v-${tall}h${mark.w.toFixed(1)}v${tall}z`;
}

/** Write the label of a mark where it has its place, or take it away. */
function showLabel(made, title, place) {
  const label = made.children[1];
  if (!place) {
    label?.remove();
    return;
  }
  const shown = label ?? made.appendChild(h("span", { dir: "auto" }));
  change(shown, "class", place.before ? "label before" : "label");
  change(shown, "style", `max-width:${place.room.toFixed(0)}px`);
  const text = title.slice(0, place.room / 3); // no letter is so narrow that more could be seen
  if (shown.textContent !== text) shown.textContent = text;
}

/** Put elements into a place in their order, moving only those that stand elsewhere; what else is there goes. */
function putInOrder(place, elements) {
  let next = place.firstChild;
  for (const made of elements) {
    if (made === next) next = next.nextSibling;
    else place.insertBefore(made, next);
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
}
