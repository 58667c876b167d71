// The map of the essay: a square for every sentence, with the sign of each of its claims, and under it what the
// sentence claims. The squares are built once and change in place, so that the focus stays where it is.

import { button, h } from "./kit/elements.js";
import { callOf, keywords, traitsSet } from "./kit/code.js";
import { frame, keeping, rowButton } from "./kit/frame.js";
import { roving } from "./kit/grid.js";
import { chosen, set, watch } from "./kit/watch.js";
import { judgements, judgesFirst, onJudgements, withholding } from "./kit/judgements.js";
import { hints, ofBoth, told } from "./essay_map-card.js";
import { drawSquare, legendOf, rowsOf, square, strips, tally } from "./essay_map-chart.js";
import { controlsOf, layersOf } from "./essay_map-controls.js";
import {
  amounts,
  beyond,
  byChapter,
  clicked,
  countedIn,
  isFiltered,
  knownOf,
  laidOut,
  liftedOf,
  matching,
  newIn,
  nextOf,
  openOf,
  seenIn,
} from "./essay_map-rules.js";

/** @import { Frame, Words } from "./kit/types.js" */
/** @import { Model } from "./essay_map-types.js" */

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  return frame(model, el, "essay_map", (parts, t) => {
    let clean = null;
    const build = () => {
      clean?.();
      clean = new Essay(model, t, parts).start();
    };
    build();
    const stop = watch(model, { chapter: build });
    return () => {
      stop();
      clean();
    };
  });
}

/**
 * The sentences that are shown, with their claims and chapters.
 * @param {Model} model
 */
function mapOf(model) {
  const claims = model.get("claims").map((each) => ({ ...each, told: each }));
  const made = laidOut(model.get("sentences"), claims, model.get("chapter"));
  return { ...made, claims: [...new Set(made.shown.flatMap((each) => each.claims))], chapters: model.get("chapters") };
}

class Essay {
  /** @param {Model} model @param {Words} t @param {Frame} frame */
  constructor(model, t, frame) {
    this.model = model;
    this.t = t;
    this.frame = frame;
    this.map = mapOf(model);
    this.pointed = null; // the sentence under the pointer or with the focus
    this.lifted = []; // the claims that stand out
    this.inside = []; // the sentences that the panel shows
    this.drawn = ""; // … and all else on which it depends
    this.byNumber = new Map(this.map.shown.map((each) => [each.number, each]));
    this.squares = new Map(this.map.shown.map((each) => [each.number, square(each, this.listeners(each.number))]));
    this.seeAnew();
    this.rows = byChapter(this.map, this.map.chapters);
    this.sums = new Map(this.rows.map(([number]) => [number, h("span", { class: "sums" })]));
    this.build();
  }

  build() {
    const { frame, t } = this;
    const left = (event) => this.left(event);
    this.bar = h("div", { class: "bar" });
    this.layers = h("div", { class: "layers" });
    const chapters = new Map(this.map.chapters.map((each) => [each.number, each]));
    this.grid = h(
      "div",
      {
        role: "grid",
        "aria-label": t("grid"),
        "aria-multiselectable": "true",
        class: "squares",
        onpointerleave: () => this.point(null),
        onfocusout: left,
      },
      strips(t, this.rows, chapters, this.squares, this.sums),
    );
    this.settle = roving(this.grid, {
      rows: () => this.rows.map(([, sentences]) => sentences.map((each) => this.squares.get(each.number))),
      flows: true,
      vertical: (rows, y, x, way) => this.beside(rows[y][x], way),
      keys: { Escape: (from) => this.close(Number(from.dataset.id)) },
    });
    this.panel = h("section", {
      class: "panel",
      hidden: true,
      "aria-label": t("details"),
      onfocusout: left,
      onkeydown: (event) => event.key === "Escape" && this.close(),
    });
    this.spoken = h("span", { role: "status", class: "unseen" });
    frame.filters.replaceChildren(this.bar);
    frame.picture.replaceChildren(this.grid);
    frame.details.replaceChildren(this.panel, this.spoken);
    frame.help.replaceChildren(...hints(this.model, t));
    frame.legend.replaceChildren(...legendOf(t, judgesFirst()));
    frame.controls.prepend(this.layers);
    frame.rows = () => rowsOf(this.model, t, this.map, this.filters);
    frame.direct = () => this.direct();
  }

  /** Keep in step with the traits; gives what ends that. */
  start() {
    this.become(this.selected.at(-1));
    this.refilter();
    const stop = onJudgements(() => this.judged());
    const unwatch = watch(this.model, {
      filters: () => this.refilter(),
      layer: () => this.judged(),
      selected: () => this.speak(),
      more: () => {
        this.drawn = "";
        this.drawPanel();
      },
    });
    return () => {
      stop();
      unwatch();
      this.layers.remove();
    };
  }

  // --- whose verdicts -----------------------------------------------------------------------

  /** Let every claim have the verdict that is to be seen. */
  seeAnew() {
    const [mine, waits, layer] = [judgements(), withholding(), chosen(this.model, "layer")];
    for (const claim of this.map.claims)
      Object.assign(claim, seenIn(layer, claim.told, mine[claim.id], waits(claim.id)));
  }

  /** The reader has judged, or wants to see other verdicts. */
  judged() {
    const last = document.activeElement?.closest?.(".claimed")?.getAttribute("data-id");
    const before = this.map.claims.filter((claim) => claim.mine);
    this.seeAnew();
    this.drawn = "";
    this.refilter();
    const fresh = this.map.claims.find((claim) => claim.mine && claim.id === last && !before.includes(claim));
    if (!fresh) return;
    this.spoken.replaceChildren(ofBoth(this.t, fresh));
    /** @type {HTMLElement} */ (this.panel.querySelector(`[data-id="${fresh.id}"] .both`))?.focus();
  }

  get filters() {
    return knownOf(this.model.get("filters"), this.model.get("fixed").filters);
  }

  get selected() {
    return this.model.get("selected").filter((number) => this.byNumber.has(number));
  }

  // --- the squares --------------------------------------------------------------------------

  listeners(number) {
    return {
      onclick: (event) =>
        set(this.model, { selected: clicked(this.selected, number, event.ctrlKey || event.metaKey || event.shiftKey) }),
      onfocus: () => this.point(number),
      // Not when it is entered: beside an open panel the squares stand elsewhere, and the pointer has not moved.
      onpointermove: (event) => event.pointerType === "mouse" && this.point(number),
    };
  }

  /** The square above (way -1) or below another, as they are drawn. */
  beside(from, way) {
    const squares = [...this.squares.values()];
    const boxes = squares.map((each) => each.getBoundingClientRect());
    return squares[beyond(boxes, squares.indexOf(from), way)];
  }

  /** Let a square be the one that Tab reaches. */
  become(number) {
    this.settle(this.squares.get(number));
  }

  point(number) {
    if (number === this.pointed) return;
    this.pointed = number;
    this.drawPanel();
  }

  /** The focus went elsewhere. Into the panel it takes along what the panel shows. */
  left({ relatedTarget }) {
    if (!this.grid.contains(relatedTarget) && !this.panel.contains(relatedTarget)) this.point(null);
  }

  // --- what a sentence claims ---------------------------------------------------------------

  /** Go on from the open sentence to the next or previous one that matches, round at the ends. */
  go(step) {
    const numbers = matching(this.map, this.filters).map((each) => each.number);
    const to = nextOf(numbers, this.inside.at(-1), step);
    this.pointed = null;
    this.become(to);
    set(this.model, { selected: [to] });
    this.drawPanel();
  }

  steps(disabled) {
    const step = (name, sign, action, attributes) =>
      button(sign, action, { "aria-label": this.t(name), "data-keep": name, ...attributes });
    return h(
      "div",
      { class: "steps" },
      step("previous", "←", () => this.go(-1), { disabled }),
      step("next", "→", () => this.go(1), { disabled }),
      step("close", "×", () => this.close()),
    );
  }

  /** What the panel says of the sentences that are open; of each what those before it did not say. */
  tell() {
    const { model, t, inside, map } = this;
    return inside.flatMap((number, at) => {
      const sentence = this.byNumber.get(number);
      const own = newIn(sentence, inside.slice(0, at));
      return own
        ? told(
            model,
            t,
            sentence,
            own,
            map.chapters.find((each) => each.number === sentence.chapter),
          )
        : [];
    });
  }

  drawPanel() {
    const { panel, selected } = this;
    const none = !matching(this.map, this.filters).length;
    this.inside = openOf(this.pointed, selected);
    const now = JSON.stringify([this.inside, selected, none]);
    if (now === this.drawn) return;
    this.drawn = now;
    keeping(panel, () => panel.replaceChildren(...(this.inside.length ? [this.steps(none), ...this.tell()] : [])));
    panel.className = this.inside.length ? "detail panel" : "panel";
    panel.hidden = !this.inside.length;
    panel.scrollTop = 0;
    this.mark(selected);
  }

  /** Show at the squares which are selected and open, and which make the same claims as those. */
  mark(selected) {
    const { inside } = this;
    const open = inside.flatMap((number) => this.byNumber.get(number).claims);
    const twins = new Set(open.flatMap((claim) => claim.sentences));
    for (const [number, each] of this.squares) {
      each.setAttribute("aria-selected", selected.includes(number) ? "true" : "false");
      each.classList.toggle("open", inside.includes(number));
      each.classList.toggle("twin", twins.has(number) && !inside.includes(number));
    }
  }

  /** Nothing is open any more; the focus goes to a square, without opening it again. */
  close(number = this.inside.at(-1)) {
    (rowButton(this.frame.body, this.rowAt(number)) ?? this.squares.get(number))?.focus({ preventScroll: true });
    this.pointed = null;
    if (this.selected.length) set(this.model, { selected: [] });
    this.drawPanel();
  }

  /** The selection changed: show it, and say it to whoever does not see it. */
  speak() {
    this.drawPanel();
    const number = this.selected.at(-1);
    if (!number) return this.spoken.replaceChildren();
    this.become(number);
    this.frame.reveal(this.squares.get(number));
    const { claims, reason } = this.byNumber.get(number);
    const texts = claims.length ? claims.map((claim) => claim.paraphrase ?? "") : [reason];
    this.spoken.replaceChildren(...texts.map((text) => this.t.spoken("span", text)));
  }

  // --- controls, counts and list ------------------------------------------------------------

  drawBar() {
    keeping(this.bar, () => this.bar.replaceChildren(...controlsOf(this.model, this.t, this.map.claims, this.filters)));
  }

  /** The claim with which a sentence stands in the table. */
  rowAt(number) {
    return this.byNumber.get(number)?.claims[0]?.id ?? "";
  }

  /** The claims as ch.claims() gives them, where it knows all that is set. */
  direct() {
    const { filters, chapter, ...traits } = traitsSet(this.model);
    if (this.model.get("source") || chapter || (filters?.verdict && traits.layer)) return null;
    return { rows: callOf("ch.claims", keywords(this.filters)), traits };
  }

  drawCounts() {
    const n = amounts(this.map, this.filters);
    const narrowed = isFiltered(this.filters);
    this.frame.filtered(Object.keys(this.filters).length);
    const said = !n.claims && narrowed ? this.t("nothing") : this.t(narrowed ? "matching" : "whole", n);
    const { length } = this.lifted;
    const layer = chosen(this.model, "layer");
    const judged =
      judgesFirst() || layer !== "course"
        ? this.t("judged", { n: this.map.claims.filter((each) => each.mine).length })
        : "";
    const lifted = length ? this.t(layer === "differ" ? "differing" : "lifted", { n: length }) : "";
    const prompt = judgesFirst() && !this.map.claims.some((each) => each.mine) ? this.t("judge-here") : "";
    this.frame.count.textContent = [said, judged, prompt, lifted].filter(Boolean).join(" ");
    for (const [number, sentences] of this.rows) {
      const claims = sentences.flatMap((each) => countedIn(this.map, each, this.filters));
      this.sums.get(number).replaceChildren(...tally(this.t, claims));
    }
  }

  refilter() {
    this.lifted = liftedOf(this.map.claims, this.filters, chosen(this.model, "layer"));
    keeping(this.layers, () => this.layers.replaceChildren(layersOf(this.model, this.t)));
    this.drawBar();
    this.drawCounts();
    for (const [number, each] of this.squares)
      drawSquare(this.t, each, this.byNumber.get(number), this.filters, this.lifted);
    this.drawPanel();
  }
}

export default { render };
