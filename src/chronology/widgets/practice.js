// Short self-tests: put in order, match, choose one. What was answered and how often is kept in this browser only.
import { button, frame, h, keep, restore, set, share, unique } from "./kit.js";

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
        const now = after > (first ?? "") ? after : (first ?? "");
        if (kept.length + 1 > (runs.get(now)?.length ?? 0)) runs.set(now, [...kept, id]);
      }
  return [...runs.values()].reduce((longest, run) => (run.length > longest.length ? run : longest));
}

/** Item -> a key of MARKS. The same rule as marks in practice.py, which does not say when a wrong date was. */
function marksOf(question, answer) {
  const items = new Map(question.items.map((item) => [item.id, item]));
  if (question.form === "choose") return items.has(answer) ? { [answer]: items.get(answer).right ? "right" : "wrong" } : {};
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

function render({ model, el }) {
  const store = memory(model);
  // question -> whether its feedback is to be seen, how often it was shuffled, whether it was solved, or the solution shown
  let state = { checked: {}, rounds: {}, solved: {}, shown: {} };
  let redraws = [];

  const stored = store.get();
  if (stored?.state && !Object.keys(model.get("tries")).length && !Object.keys(model.get("answers")).length) {
    const known = model.get("questions").filter((question) => fits(question, stored.answers?.[question.id]));
    for (const name of Object.keys(state)) state[name] = { ...stored.state[name] };
    const answers = Object.fromEntries(known.map(({ id }) => [id, stored.answers[id]]));
    set(model, { answers, tries: { ...stored.tries } });
  }
  const save = () => store.set({ answers: model.get("answers"), tries: model.get("tries"), state });
  const triesOf = (question) => Number(model.get("tries")[question.id]) || 0;
  const given = (question) => {
    const answer = model.get("answers")[question.id];
    if (fits(question, answer)) return answer;
    return question.form === "order" ? shuffled(question, state.rounds[question.id]).map((item) => item.id) : null;
  };
  const correct = (question) => {
    const marks = Object.values(marksOf(question, given(question)));
    return marks.length > 0 && marks.every((mark) => mark === "right");
  };
  const finished = (question) => state.checked[question.id] && (state.shown[question.id] || correct(question));

  const redraw = () => redraws.forEach((each) => each());

  /** Take over an answer; what was said of the one before no longer holds. */
  function answer(question, value, more = {}) {
    delete state.checked[question.id];
    delete state.shown[question.id];
    for (const [name, its] of Object.entries(more)) if (its !== undefined) state[name][question.id] = its;
    const answers = { ...model.get("answers"), [question.id]: value };
    if (value === null) delete answers[question.id];
    set(model, { answers });
    save();
    redraw();
  }

  function draw(body, t) {
    const questions = model.get("questions");
    redraws = [];
    body.append(h("p", { class: "small" }, t(model.page ? "label" : "label-notebook")));
    if (!questions.length) body.append(h("p", { class: "empty" }, t("empty")));
    body.append(h("ol", { class: "questions" }, questions.map((question, place) => card(question, place))));
    const progress = h("p", {});
    const said = h("span", { role: "status" });
    const forget = button(
      t("forget"),
      () => {
        state = { checked: {}, rounds: {}, solved: {}, shown: {} };
        set(model, { answers: {}, tries: {} });
        store.clear();
        redraw();
        said.textContent = t("forgotten");
      },
      { "data-keep": "forget" },
    );
    body.append(h("div", { class: "bar" }, progress, forget, said, share(model, t)));
    redraws.push(() => {
      const n = questions.filter(({ id }) => state.solved[id]).length;
      progress.textContent = t("progress", { n, total: questions.length });
    });
    redraw();

    function card(question, place) {
      const part = h("div", { class: "part" });
      const result = h("div", { class: "result", role: "status" });
      const bar = h("div", { class: "bar" });
      const moves = h("p", { class: "unseen", role: "status" });
      const root = h(
        "fieldset",
        {},
        h("legend", {}, `${place + 1}. `, t.spoken("span", question.text)),
        question.form === "order" && h("p", { class: "small" }, t("how")),
        part,
        bar,
        result,
        moves,
      );
      const forms = { order: ordering, match: matching, choose: choosing };
      redraws.push(() => {
        const kept = keep(root);
        const answered = given(question);
        const marks = state.checked[question.id] ? marksOf(question, answered) : null;
        part.replaceChildren(forms[question.form](question, answered, marks));
        bar.replaceChildren(...controls(question));
        const words = marks ? outcome(question, marks) : [];
        // A live region that is filled anew with the same words would be read anew.
        const text = words.map((each) => each.textContent).join("\n");
        if (result.dataset.text !== text) result.replaceChildren(...words);
        result.dataset.text = text;
        restore(root, kept);
      });
      return h("li", { "data-id": question.id, "data-form": question.form }, root);

      function controls(question) {
        const tried = triesOf(question);
        const done = finished(question);
        const named = (key, action) => button(t(key), action, { "data-keep": `${question.id} ${key}`, "data-do": key });
        return [
          h(
            "span",
            { class: "group-apart" },
            named("check", () => check(question)),
            tried > 0 && !done && named("solution", () => show(question)),
            tried > 0 && named("again", () => again(question)),
          ),
          tried > 0 && h("span", { class: "small tries" }, t("tries", { n: tried })),
        ].filter(Boolean);
      }

      function check() {
        const answered = given(question);
        const marks = marksOf(question, answered);
        if (!Object.values(marks).some((mark) => mark !== "none")) {
          result.textContent = t("first-answer");
          result.dataset.text = "";
          return;
        }
        const now = { checked: true, solved: correct(question) || undefined };
        set(model, { tries: { ...model.get("tries"), [question.id]: triesOf(question) + 1 } });
        answer(question, answered, now);
      }

      function show() {
        answer(question, solution(question), { checked: true, shown: true });
        root.querySelector('[data-do="again"]')?.focus({ preventScroll: true }); // the button pressed is gone
      }

      function again() {
        answer(question, null, { rounds: (state.rounds[question.id] ?? 0) + 1 });
        root.querySelector("[data-first]")?.focus({ preventScroll: true });
      }

      function outcome(question, marks) {
        const done = finished(question);
        const values = Object.values(marks);
        const n = values.filter((mark) => mark === "right").length;
        const score =
          question.form === "choose" ? null : t("score", { n, total: question.items.length });
        return [
          state.shown[question.id]
            ? h("p", { class: "strong" }, t("shown"))
            : h("p", { class: "strong" }, done ? sign("right") : (score ?? sign("wrong"))),
          !done && text(question.hint, "hint"),
          done && text(question.explanation),
        ].filter(Boolean);
      }

      function text(texts, key) {
        if (!t.say(texts)) return null;
        const spoken = t.spoken("p", texts);
        if (key) spoken.textContent = t(key, { text: spoken.textContent });
        return spoken;
      }

      /** A mark as sign and word. */
      function sign(mark) {
        const right = mark === "right" ? "right" : mark === "none" ? "none" : "wrong";
        return h(
          "span",
          { class: `fares fares-${right}`, "data-mark": mark },
          h("span", { class: "sign", "aria-hidden": "true" }, MARKS[mark]),
          ` ${t(`mark.${mark}`)}`,
        );
      }

      function choosing(question, answered, marks) {
        const group = unique("option");
        return h(
          "ul",
          { class: "options" },
          shuffled(question, state.rounds[question.id]).map((item, number) => {
            const told = marks && (item.id === answered || finished(question));
            return h(
              "li",
              {},
              h(
                "label",
                {},
                h("input", {
                  type: "radio",
                  name: group,
                  value: item.id,
                  checked: item.id === answered,
                  "data-keep": `${question.id} ${item.id}`,
                  "data-first": number === 0,
                  onchange: () => answer(question, item.id),
                }),
                t.spoken("span", item.text),
              ),
              told && h("p", { class: "told" }, sign(item.right ? "right" : "wrong"), " ", t.spoken("span", item.feedback)),
            );
          }),
        );
      }

      function matching(question, answered, marks) {
        return h(
          "ul",
          { class: "pairs" },
          shuffled(question, state.rounds[question.id]).map((item, number) => {
            const chosen = answered?.[item.id] ?? "";
            const list = h(
              "select",
              {
                "data-keep": `${question.id} ${item.id}`,
                "data-item": item.id,
                "data-first": number === 0,
                onchange: (event) => {
                  const { [item.id]: _, ...others } = given(question) ?? {};
                  const value = event.target.value;
                  answer(question, value ? { ...others, [item.id]: value } : others);
                },
              },
              h("option", { value: "" }, t("pick")),
              question.answers.map((each) =>
                h("option", { value: each.id, selected: each.id === chosen }, t.say(each.text)),
              ),
            );
            const told = marks?.[item.id] === "right" && t.say(item.feedback);
            return h(
              "li",
              {},
              h("label", {}, t.spoken("span", item.text), list),
              marks && h("p", { class: "told" }, sign(marks[item.id]), told && " ", told && t.spoken("span", item.feedback)),
            );
          }),
        );
      }

      function ordering(question, answered, marks) {
        const items = new Map(question.items.map((item) => [item.id, item]));
        const title = (item) => t.say(item.text);
        const list = h("ol", { class: "sortable" });
        const move = (id, by) => {
          const ids = [...given(question)];
          const from = ids.indexOf(id);
          const to = from + by;
          if (to < 0 || to >= ids.length) return;
          ids.splice(to, 0, ...ids.splice(from, 1));
          answer(question, ids);
          tell(id, to);
        };
        const tell = (id, to) =>
          (moves.textContent = t("moved", { title: title(items.get(id)), n: to + 1, total: items.size }));
        const done = marks && finished(question);
        answered.forEach((id, place) => {
          const item = items.get(id);
          const why = done && free(items.get(answered[place - 1]), item);
          const arrow = (by, key, mark, end) =>
            button(mark, () => move(id, by), {
              "aria-label": t(key, { title: title(item) }),
              "aria-disabled": end && "true",
              "data-keep": `${question.id} ${id} ${by}`,
              "data-first": place === 0 && by > 0,
            });
          const row = h(
            "li",
            { "data-item": id },
            h("span", { class: "handle", "aria-hidden": "true" }, "⠿"),
            h(
              "div",
              { class: "what" },
              t.spoken("span", item.text),
              marks && !done && h("p", { class: "told" }, sign(marks[id])),
              done && t.spoken("p", item.date, { class: "told" }),
              why && h("p", { class: "told" }, t(why)),
            ),
            h(
              "span",
              { class: "group" },
              arrow(-1, "earlier", "↑", place === 0),
              arrow(1, "later", "↓", place === answered.length - 1),
            ),
          );
          row.addEventListener("pointerdown", (event) => drag(event, row, list));
          list.append(row);
        });
        return list;

        /** The others make room for the row that is held; it is never taken out, so that it keeps the pointer. */
        function drag(event, row, list) {
          const held = event.target.closest(".handle") || event.pointerType === "mouse";
          if (!held || event.button || event.target.closest("button")) return;
          event.preventDefault();
          row.setPointerCapture(event.pointerId);
          row.classList.add("held");
          const follow = ({ clientY }) => {
            for (const other of [...list.children]) {
              const box = other.getBoundingClientRect();
              const below = row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
              if (other === row) continue;
              if (below && clientY > box.top + box.height / 2) row.before(other);
              else if (!below && clientY < box.top + box.height / 2) row.after(other);
            }
          };
          const stop = () => {
            row.classList.remove("held");
            row.removeEventListener("pointermove", follow);
            const ids = [...list.children].map((each) => each.dataset.item);
            if (ids.join("\n") === given(question).join("\n")) return;
            answer(question, ids);
            tell(row.dataset.item, ids.indexOf(row.dataset.item));
          };
          row.addEventListener("pointermove", follow);
          row.addEventListener("pointerup", stop, { once: true });
          row.addEventListener("pointercancel", stop, { once: true });
        }
      }
    }
  }

  let rebuild;
  const close = frame(model, el, "practice", (body, t) => {
    rebuild = () => {
      body.replaceChildren();
      draw(body, t);
    };
    rebuild();
  });
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
