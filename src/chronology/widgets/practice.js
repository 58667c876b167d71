// Short self-tests: put in order, match, choose one. What was answered and how often is kept in this browser only.
import { share } from "./kit/controls.js";
import { button, h, unique } from "./kit/elements.js";
import { frame, keep, restore } from "./kit/frame.js";
import { set } from "./kit/watch.js";

const MARKS = { right: "✓", wrong: "✗", none: "–", earlier: "↑", later: "↓", "was-earlier": "✗", "was-later": "✗" };

/** What the browser keeps for this practice of this page; where storage is off, nothing is kept and all works. */
function memory(model) {
  const key = `chronology-practice ${location.pathname} ${model.get("name")}`;
  const attempt = (action) => {
    try {
      return action();
    } catch {
      return null;
    }
  };
  return {
    get: () => attempt(() => JSON.parse(localStorage.getItem(key))),
    set: (value) => attempt(() => localStorage.setItem(key, JSON.stringify(value))),
    clear: () => attempt(() => localStorage.removeItem(key)),
  };
}

/** Numbers from 0 to 1 that a text determines. */
function numbers(seed) {
  let state = 2166136261;
  for (const letter of seed) state = Math.imul(state ^ letter.codePointAt(0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The items of a question as they stand at first, or after so many rounds; never in the right order. */
function shuffled(question, round) {
  if (!round) return question.items;
  const solved = (list) => question.form === "order" && inOrder(list).length > Math.ceil(list.length / 2);
  for (let turn = 0; turn < 60; turn += 1) {
    const next = numbers(`${question.id} ${round} ${turn}`);
    const list = question.items
      .map((item) => [next(), item])
      .sort((one, other) => one[0] - other[0])
      .map(([, item]) => item);
    if (!solved(list)) return list;
  }
  return question.items;
}

/** The ids of the most items, in the order given, that no date contradicts. The same rule as in_order in practice.py. */
function inOrder(items) {
  const runs = new Map([["", []]]); // latest first day so far -> the longest run that has it
  for (const { id, first, last } of items)
    for (const [after, kept] of [...runs])
      if (after <= (last ?? "9999")) {
        const [, now] = [after, first ?? ""].sort();
        if (kept.length + 1 > (runs.get(now)?.length ?? 0)) runs.set(now, [...kept, id]);
      }
  return [...runs.values()].reduce((longest, run) => (run.length > longest.length ? run : longest));
}

/** Item -> a key of MARKS. The same rule as marks in practice.py, which does not say when a wrong date was. */
function marksOf(question, answer) {
  const items = new Map(question.items.map((item) => [item.id, item]));
  if (question.form === "choose")
    return items.has(answer) ? { [answer]: items.get(answer).right ? "right" : "wrong" } : {};
  if (question.form === "match") {
    const day = (id) => question.answers.find((each) => each.id === id)?.at;
    const mark = (item, chosen) => {
      if (!chosen) return "none";
      if (chosen === item.answer) return "right";
      if (!day(chosen) || !day(item.answer)) return "wrong";
      return day(chosen) < day(item.answer) ? "was-later" : "was-earlier";
    };
    return Object.fromEntries(question.items.map((item) => [item.id, mark(item, answer?.[item.id])]));
  }
  const ordered = answer.map((id) => items.get(id));
  const kept = new Set(inOrder(ordered));
  const tooLow = (item, place) =>
    ordered.slice(0, place).some((above) => kept.has(above.id) && (above.first ?? "") > (item.last ?? "9999"));
  return Object.fromEntries(
    ordered.map((item, place) => [item.id, kept.has(item.id) ? "right" : tooLow(item, place) ? "earlier" : "later"]),
  );
}

/** Why two neighbours in an order may change places, or null. The same rule as either in practice.py. */
function free(above, item) {
  if (!above?.first || !item.first) return null;
  if ([above.first, above.last, item.last].every((day) => day === item.first)) return "same-day";
  return above.first <= (item.last ?? "9999") && item.first <= (above.last ?? "9999") ? "overlap" : null;
}

const solution = (question) =>
  question.form === "order"
    ? question.solution
    : question.form === "match"
      ? Object.fromEntries(question.items.map((item) => [item.id, item.answer]))
      : question.items.find((item) => item.right)?.id;

/** Whether an answer of a link or of an earlier visit is one to this question. */
function fits(question, answer) {
  const ids = question.items.map((item) => item.id);
  if (question.form === "choose") return ids.includes(answer);
  if (question.form === "order")
    return Array.isArray(answer) && answer.length === ids.length && ids.every((id) => answer.includes(id));
  return typeof answer === "object" && answer !== null && !Array.isArray(answer);
}

const fresh = () => ({ checked: {}, rounds: {}, solved: {}, shown: {} });

/** The reader's answers, and what is known of each: whether it was checked, how often shuffled, solved or shown. */
class Sheet {
  constructor(model) {
    this.model = model;
    this.store = memory(model);
    this.state = fresh();
    const stored = this.store.get();
    if (!stored?.state || Object.keys(model.get("tries")).length || Object.keys(model.get("answers")).length) return;
    for (const name of Object.keys(this.state)) this.state[name] = { ...stored.state[name] };
    const known = model.get("questions").filter((question) => fits(question, stored.answers?.[question.id]));
    const answers = Object.fromEntries(known.map(({ id }) => [id, stored.answers[id]]));
    set(model, { answers, tries: { ...stored.tries } });
  }

  tries = ({ id }) => Number(this.model.get("tries")[id]) || 0;
  round = ({ id }) => Number(this.state.rounds[id]) || 0;
  shown = ({ id }) => Boolean(this.state.shown[id]);
  solved = () => this.model.get("questions").filter(({ id }) => this.state.solved[id]).length;

  /** The answer as it stands; an order has one from the beginning. */
  given(question) {
    const answer = this.model.get("answers")[question.id];
    if (fits(question, answer)) return answer;
    return question.form === "order" ? shuffled(question, this.round(question)).map(({ id }) => id) : null;
  }

  /** The marks to be seen, or null. */
  marks = (question) => (this.state.checked[question.id] ? marksOf(question, this.given(question)) : null);

  right(question) {
    const marks = Object.values(marksOf(question, this.given(question)));
    return marks.length > 0 && marks.every((mark) => mark === "right");
  }

  finished = (question) => Boolean(this.state.checked[question.id]) && (this.shown(question) || this.right(question));

  /** Take over an answer; what was said of the one before no longer holds. */
  answer({ id }, value, more = {}) {
    for (const name of ["checked", "shown"]) delete this.state[name][id];
    for (const [name, its] of Object.entries(more)) this.state[name][id] = its;
    const { [id]: _, ...others } = this.model.get("answers");
    set(this.model, { answers: value === null ? others : { ...others, [id]: value } });
    this.store.set({ answers: this.model.get("answers"), tries: this.model.get("tries"), state: this.state });
    this.redraw();
  }

  /** Returns whether there was anything to check. */
  check(question) {
    const answer = this.given(question);
    if (!Object.values(marksOf(question, answer)).some((mark) => mark !== "none")) return false;
    set(this.model, { tries: { ...this.model.get("tries"), [question.id]: this.tries(question) + 1 } });
    this.answer(question, answer, this.right(question) ? { checked: true, solved: true } : { checked: true });
    return true;
  }

  show = (question) => this.answer(question, solution(question), { checked: true, shown: true });
  again = (question) => this.answer(question, null, { rounds: this.round(question) + 1 });

  forget() {
    this.state = fresh();
    set(this.model, { answers: {}, tries: {} });
    this.store.clear();
    this.redraw();
  }

  redraw() {}
}

/** A mark as sign and word. */
function sign(t, mark) {
  const style = ["right", "none"].includes(mark) ? mark : "wrong";
  const seen = h("span", { class: "sign", "aria-hidden": "true" }, MARKS[mark]);
  return h("span", { class: `fares fares-${style}`, "data-mark": mark }, seen, ` ${t(`mark.${mark}`)}`);
}

/** One question. Returns its element and what draws it anew. */
function card(sheet, t, question, place) {
  const part = h("div", { class: "part" });
  const bar = h("div", { class: "bar" });
  const result = h("div", { class: "result", role: "status" });
  const moves = h("p", { class: "unseen", role: "status" });
  const how = question.form === "order" && h("p", { class: "small" }, t("how"));
  const legend = h("legend", {}, `${place + 1}. `, t.spoken("span", question.text));
  const root = h("fieldset", {}, legend, how, part, bar, result, moves);
  const to = (selector) => root.querySelector(selector)?.focus({ preventScroll: true });
  const actions = {
    check: () => sheet.finished(question) || sheet.check(question) || result.replaceChildren(t("first-answer")),
    solution: () => {
      sheet.show(question);
      to('[data-do="again"]'); // the button that was pressed is gone
    },
    again: () => {
      sheet.again(question);
      to("[data-first]");
    },
  };
  const named = (key, end = false) =>
    button(t(key), actions[key], {
      "data-keep": `${question.id} ${key}`,
      "data-do": key,
      "aria-disabled": end && "true",
    });
  let said = "";

  function draw() {
    const kept = keep(root);
    const tries = sheet.tries(question);
    const finished = sheet.finished(question);
    part.replaceChildren(FORMS[question.form](sheet, t, question, (text) => (moves.textContent = text)));
    bar.replaceChildren(
      named("check", finished),
      ...(tries && !finished ? [named("solution")] : []),
      ...(tries ? [named("again"), h("span", { class: "small" }, t("tries", { n: tries }))] : []),
    );
    const words = sheet.marks(question) ? outcome(sheet, t, question) : [];
    const text = words.map((each) => each.textContent).join("\n");
    // A live region that is filled anew with the same words would be read out again.
    if (said !== text || !text) result.replaceChildren(...words);
    said = text;
    restore(root, kept);
  }
  return { item: h("li", { "data-id": question.id, "data-form": question.form }, root), draw };
}

/** What is said of the whole answer: how much is right, then the hint, in the end the explanation. */
function outcome(sheet, t, question) {
  const finished = sheet.finished(question);
  const n = Object.values(sheet.marks(question)).filter((mark) => mark === "right").length;
  const score = question.form === "choose" ? sign(t, "wrong") : t("score", { n, total: question.items.length });
  const text = finished ? question.explanation : question.hint;
  const spoken = t.say(text) && t.spoken("p", text);
  if (spoken && !finished) spoken.textContent = t("hint", { text: spoken.textContent });
  const first = sheet.shown(question) ? t("shown") : finished ? sign(t, "right") : score;
  return [h("p", { class: "strong" }, first), spoken].filter(Boolean);
}

function choosing(sheet, t, question) {
  const group = unique("option");
  const chosen = sheet.given(question);
  const option = (item, number) => {
    const input = h("input", {
      type: "radio",
      name: group,
      value: item.id,
      checked: item.id === chosen,
      "data-keep": `${question.id} ${item.id}`,
      "data-first": number === 0,
      onchange: () => sheet.answer(question, item.id),
    });
    const told = sheet.marks(question) && (item.id === chosen || sheet.finished(question));
    return h(
      "li",
      {},
      h("label", {}, input, t.spoken("span", item.text)),
      told && h("p", { class: "told" }, sign(t, item.right ? "right" : "wrong"), " ", t.spoken("span", item.feedback)),
    );
  };
  return h("ul", { class: "options" }, shuffled(question, sheet.round(question)).map(option));
}

function matching(sheet, t, question) {
  const marks = sheet.marks(question);
  const chosen = sheet.given(question) ?? {};
  const pair = (item, number) => {
    const list = h(
      "select",
      {
        "data-keep": `${question.id} ${item.id}`,
        "data-item": item.id,
        "data-first": number === 0,
        onchange: ({ target: { value } }) => {
          const { [item.id]: _, ...others } = chosen;
          sheet.answer(question, value ? { ...others, [item.id]: value } : others);
        },
      },
      h("option", { value: "" }, t("pick")),
      question.answers.map(({ id, text }) => h("option", { value: id, selected: id === chosen[item.id] }, t.say(text))),
    );
    const told = marks?.[item.id] === "right" && t.say(item.feedback) && t.spoken("span", item.feedback);
    return h(
      "li",
      {},
      h("label", {}, t.spoken("span", item.text), list),
      marks && h("p", { class: "told" }, sign(t, marks[item.id]), " ", told),
    );
  };
  return h("ul", { class: "pairs" }, shuffled(question, sheet.round(question)).map(pair));
}

function ordering(sheet, t, question, announce) {
  const items = new Map(question.items.map((item) => [item.id, item]));
  const ids = sheet.given(question);
  const marks = sheet.marks(question);
  const finished = sheet.finished(question);
  const title = (id) => t.say(items.get(id).text);
  const list = h("ol", { class: "sortable" });
  const take = (id, order) => {
    sheet.answer(question, order);
    announce(t("moved", { title: title(id), n: order.indexOf(id) + 1, total: order.length }));
  };
  const arrow = (id, by, key, shape) => {
    const place = ids.indexOf(id);
    const end = place + by < 0 || place + by >= ids.length;
    const move = () => take(id, ids.toSpliced(place, 1).toSpliced(place + by, 0, id));
    return button(shape, end ? () => {} : move, {
      "aria-label": t(key, { title: title(id) }),
      "aria-disabled": end && "true",
      "data-keep": `${question.id} ${id} ${by}`,
      "data-first": place === 0 && by > 0,
    });
  };
  const row = (id, place) => {
    const item = items.get(id);
    const why = finished && free(items.get(ids[place - 1]), item);
    const what = h(
      "div",
      { class: "what" },
      t.spoken("span", item.text),
      marks && !finished && h("p", { class: "told" }, sign(t, marks[id])),
      finished && t.spoken("p", item.date, { class: "told" }),
      why && h("p", { class: "told" }, t(why)),
    );
    const handle = h("span", { class: "handle", "aria-hidden": "true" }, "⠿");
    const arrows = h("span", { class: "group" }, arrow(id, -1, "earlier", "↑"), arrow(id, 1, "later", "↓"));
    const made = h("li", { "data-item": id }, handle, what, arrows);
    made.addEventListener("pointerdown", (event) =>
      drag(event, made, () => {
        const order = [...list.children].map((each) => each.dataset.item);
        if (order.join("\n") !== ids.join("\n")) take(id, order);
      }),
    );
    return made;
  };
  list.append(...ids.map(row));
  return list;
}

/** Drag a row of a list. The others make room for it; it is never taken out itself, so that it keeps the pointer. */
function drag(event, row, dropped) {
  const held = event.target.closest(".handle") || event.pointerType === "mouse";
  if (!held || event.button || event.target.closest("button")) return;
  event.preventDefault();
  row.setPointerCapture(event.pointerId);
  row.classList.add("held");
  const follow = ({ clientY }) => {
    for (const other of [...row.parentNode.children].filter((each) => each !== row)) {
      const { top, height } = other.getBoundingClientRect();
      const below = row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (below && clientY > top + height / 2) row.before(other);
      else if (!below && clientY < top + height / 2) row.after(other);
    }
  };
  const stop = () => {
    row.classList.remove("held");
    row.removeEventListener("pointermove", follow);
    dropped();
  };
  row.addEventListener("pointermove", follow);
  row.addEventListener("pointerup", stop, { once: true });
  row.addEventListener("pointercancel", stop, { once: true });
}

const FORMS = { order: ordering, match: matching, choose: choosing };

function render({ model, el }) {
  const sheet = new Sheet(model);
  let rebuild;

  const close = frame(model, el, "practice", (body, t) => {
    rebuild = () => {
      const questions = model.get("questions");
      const cards = questions.map((question, place) => card(sheet, t, question, place));
      const progress = h("p", {});
      const said = h("span", { role: "status" });
      const forget = () => {
        sheet.forget();
        said.textContent = t("forgotten");
      };
      sheet.redraw = () => {
        for (const each of cards) each.draw();
        progress.textContent = t("progress", { n: sheet.solved(), total: questions.length });
      };
      sheet.redraw();
      const foot = [progress, button(t("forget"), forget, { "data-keep": "forget" }), said, share(model, t)];
      body.replaceChildren(
        h("p", { class: "small" }, t(model.page ? "label" : "label-notebook")),
        questions.length
          ? h(
              "ol",
              { class: "questions" },
              cards.map(({ item }) => item),
            )
          : h("p", { class: "empty" }, t("empty")),
        h("div", { class: "bar" }, foot),
      );
    };
    rebuild();
  });
  const redraw = () => sheet.redraw();
  const asked = () => rebuild();
  model.on("change:answers change:tries", redraw);
  model.on("change:questions", asked);
  return () => {
    model.off("change:answers change:tries", redraw);
    model.off("change:questions", asked);
    close();
  };
}

export default { render };
