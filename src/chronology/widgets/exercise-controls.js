// The controls of a question, by its kind. Each is given {t, question, raw, take, announce, rules} and gives an element;
// take(raw) hands on what was given, announce(text) says a move.

import { button, h, unique } from "./kit/elements.js";
import { sorting } from "./kit/sorting.js";
import { dateInWords } from "./exercise-words.js";
import { NoAnswer, typed } from "./exercise-text.js";

/** @import { Given, Question } from "./exercise-types.js" */
/** @import { Words } from "./kit/types.js" */

/** A line of code: as it stands, and broken at blanks only. */
const codeLine = (text) =>
  h(
    "code",
    { class: "code-line notranslate" },
    text.split(/( +)/).map((part) => (part.trim() ? h("span", {}, part) : part)),
  );

/** An option with its letter and what it says. */
function said(/** @type {Question} */ { texts, code }, option) {
  if (!texts[option]) return [h("b", {}, option)];
  const text = code?.includes(option) ? codeLine(texts[option]) : h("span", {}, texts[option]);
  return [h("b", {}, option), " ", text];
}

const legend = (/** @type {Words} */ t) => h("legend", { class: "unseen" }, t("answer"));
const noteOf = (/** @type {Question} */ { note }) => note && h("p", { class: "small", id: unique("note") }, note);

function optionsOf(/** @type {Given} */ { t, question, raw, take }, type) {
  const name = unique("options");
  const many = type === "checkbox";
  const isOn = (each) => (many ? (raw ?? []).includes(each) : raw === each);
  const list = h("ul", { class: "options" });
  const change = ({ target }) => {
    const on = [...list.querySelectorAll("input:checked")].map((each) => /** @type {any} */ (each).value);
    take(many ? on : target.value);
  };
  const row = (each) =>
    h(
      "li",
      {},
      h(
        "label",
        {},
        h("input", { type, name, value: each, checked: isOn(each), onchange: change }),
        h("span", {}, said(question, each)),
      ),
    );
  list.append(...question.spec.options.map(row));
  return h("fieldset", {}, legend(t), list);
}

function matching(/** @type {Given} */ { t, question, raw, take }) {
  const given = { ...raw };
  const { options, to } = question.spec;
  const set = (each, value) => {
    if (value.trim()) given[each] = value;
    else delete given[each];
    take({ ...given });
  };
  const field = (each) =>
    to
      ? h(
          "select",
          { onchange: ({ target }) => set(each, target.value), "data-option": each },
          h("option", { value: "" }, t("pick")),
          to.map((value) => h("option", { value, selected: given[each] === value }, question.called?.[value] ?? value)),
        )
      : h("input", {
          type: "text",
          value: given[each] ?? "",
          "data-option": each,
          oninput: ({ target }) => set(each, target.value),
        });
  const row = (each) => h("li", {}, h("label", {}, h("span", {}, said(question, each)), field(each)));
  return h("fieldset", {}, legend(t), h("ul", { class: "pairs" }, options.map(row)));
}

function ordering(/** @type {Given} */ { t, question, raw, take, announce }) {
  const list = h("ol", { class: "sortable" });
  let ids = raw ?? question.spec.options;
  const titleOf = (each) => question.texts[each] ?? each;
  const move = (each, order, focus) => {
    ids = order;
    draw();
    if (focus) list.querySelector(`[data-move="${CSS.escape(`${each} ${focus}`)}"]`)?.focus();
    take(order);
    announce(t("moved", { title: titleOf(each), n: order.indexOf(each) + 1, total: order.length }));
  };
  const arrow = (each, by, key, sign) => {
    const at = ids.indexOf(each);
    const end = at + by < 0 || at + by >= ids.length;
    const act = () => end || move(each, ids.toSpliced(at, 1).toSpliced(at + by, 0, each), by);
    const attributes = { "aria-label": t(key, { title: titleOf(each) }), "aria-disabled": end && "true" };
    return button(sign, act, { ...attributes, "data-move": `${each} ${by}` });
  };
  const row = (each) => {
    const handle = h("span", { class: "handle", "aria-hidden": "true" }, "⠿");
    const arrows = h("span", { class: "group" }, arrow(each, -1, "up", "↑"), arrow(each, 1, "down", "↓"));
    const made = h("li", { "data-option": each }, handle, h("span", { class: "what" }, said(question, each)), arrows);
    sorting(made, () => {
      const order = [...list.children].map((item) => /** @type {HTMLElement} */ (item).dataset.option);
      if (order.join("\n") !== ids.join("\n")) move(each, order);
    });
    return made;
  };
  const draw = () => list.replaceChildren(...ids.map(row));
  draw();
  return h("fieldset", {}, legend(t), h("p", { class: "small how" }, t("how-order")), list);
}

function field(/** @type {Given} */ { t, question, raw, take, check }, more = {}, ...beside) {
  const note = noteOf(question);
  const input = h("input", {
    type: "text",
    value: raw ?? "",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-describedby": note?.id,
    oninput: ({ target }) => take(target.value || null),
    onkeydown: (event) => event.key === "Enter" && !event.isComposing && check?.(),
    ...more,
  });
  return h("div", {}, h("label", { class: "field" }, h("span", {}, t("answer")), input, ...beside), note);
}

const dating = (given) => {
  const { t, rules } = given;
  const heard = h("p", { class: "small heard", role: "status" });
  const hear = (text) => {
    heard.textContent = "";
    const plain = typed(text ?? "");
    if (typeof plain !== "string") return;
    try {
      const [read, old] = rules.dates.read(plain);
      heard.textContent = old ? t("read-old") : t("read-as", { date: dateInWords(t, read) });
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      heard.textContent = t("read-not");
    }
  };
  hear(given.raw);
  const take = (raw) => {
    given.take(raw);
    hear(raw);
  };
  const made = field({ ...given, take });
  made.append(heard);
  return made;
};

const numbering = (given) => {
  const unit = { share: "share", "per cent": "per-cent" }[given.question.spec.unit];
  return field(given, { inputmode: "decimal", class: "short" }, unit && h("span", {}, given.t(unit)));
};

const choosing = (given) => optionsOf(given, "radio");
const collecting = (given) =>
  given.question.spec.options
    ? optionsOf(given, "checkbox")
    : field({ ...given, question: { ...given.question, note: given.t("items-how") } });

function tabling(/** @type {Given} */ { t, question, raw, take }) {
  const { count, columns, labelled } = question.spec;
  const heads = [...(labelled === false ? [] : [t("label")]), ...(columns ?? [t("value")])];
  const cells = [];
  const read = () => {
    const rows = cells.map((row) => row.map((each) => each.value));
    take(rows.flat().some((each) => each.trim()) ? rows : null);
  };
  const paste = (event, row, column) => {
    const text = event.clipboardData.getData("text");
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    text
      .trimEnd()
      .split(/\r?\n/)
      .forEach((line, down) => {
        line.split("\t").forEach((value, right) => {
          const cell = cells[row + down]?.[column + right];
          if (cell) cell.value = value.trim();
        });
      });
    read();
  };
  const rows = Math.max(count, raw?.length ?? 0);
  for (let row = 0; row < rows; row += 1) {
    cells.push(
      heads.map((column, at) =>
        h("input", {
          type: "text",
          value: raw?.[row]?.[at] ?? "",
          "aria-label": t("cell", { column, n: row + 1 }),
          autocomplete: "off",
          oninput: read,
          onpaste: (event) => paste(event, row, at),
        }),
      ),
    );
  }
  const table = h(
    "table",
    { class: "grid" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        heads.map((each) => h("th", { scope: "col" }, each)),
      ),
    ),
    h(
      "tbody",
      {},
      cells.map((row) =>
        h(
          "tr",
          {},
          row.map((each) => h("td", {}, each)),
        ),
      ),
    ),
  );
  return h("fieldset", {}, legend(t), h("div", { class: "scroll" }, table), h("p", { class: "small how" }, t("paste")));
}

/** An open answer: a text, its words counted, and its rubric to tick. ticked: numbers; tick(numbers). */
function writing(/** @type {Given} */ { t, question, raw, take, ticked, tick }) {
  const count = h("p", { class: "small", role: "status" });
  const say = (text) => {
    const n = (text ?? "").split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    const [first, last] = question.words ?? [];
    count.textContent = first ? t("words-of", { n, first, last }) : t("words-n", { n });
  };
  say(raw);
  const text = h("textarea", { rows: 9, "aria-label": t("answer") });
  text.value = raw ?? "";
  text.addEventListener("input", () => {
    take(text.value.trim() ? text.value : null);
    say(text.value);
  });
  const marks = h("p", { class: "small", role: "status" });
  const rubric = h("ul", { class: "options" });
  const sum = () => {
    const on = [...rubric.querySelectorAll("input")].flatMap((each, at) => (each.checked ? [at] : []));
    const points = on.reduce((all, at) => all + question.rubric[at].points, 0);
    marks.textContent = on.length ? t("own-marks", { points, of: question.points }) : "";
    return on;
  };
  rubric.append(
    ...question.rubric.map((each, at) => {
      const box = h("input", { type: "checkbox", checked: ticked.includes(at), onchange: () => tick(sum()) });
      return h("li", {}, h("label", {}, box, h("span", {}, each.text)));
    }),
  );
  sum();
  const parts = question.rubric.length ? h("fieldset", {}, h("legend", {}, t("rubric")), rubric, marks) : "";
  return h("div", {}, text, count, parts);
}

export const CONTROLS = {
  choice: choosing,
  set: collecting,
  match: matching,
  order: ordering,
  date: dating,
  number: numbering,
  name: (given) => field(given),
  table: tabling,
  open: writing,
};
