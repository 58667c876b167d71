// What the reader has judged against the course: how many claims have which two verdicts, and what that says.

import { callOf, python } from "./kit/code.js";
import { button, h } from "./kit/elements.js";
import { frame, keeping, keyOf, offer } from "./kit/frame.js";
import { forgetJudgements, judgements, onJudgements } from "./kit/judgements.js";
import { set, watch } from "./kit/watch.js";
import { link, verdict } from "./kit/words.js";
import { agreed, fileOf, inCell, pairsOf, tooQuick } from "./judgements-rules.js";

/** @import { Frame, Words } from "./kit/types.js" */
/** @import { Judged, Model } from "./judgements-types.js" */

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  const take = () => !model.get("given") && set(model, { judged: known(model) });
  take();
  const stop = onJudgements(take);
  const clean = frame(model, el, "judgements", (parts, t) => mount(model, t, parts));
  return () => {
    stop();
    clean();
  };
}

/**
 * What this browser has kept, as far as it is of claims and verdicts that there are.
 * @param {Model} model
 */
function known(model) {
  const verdicts = model.get("fixed").verdicts.map(([each]) => each);
  const pairs = pairsOf(model.get("claims"), judgements(), verdicts);
  return Object.fromEntries(pairs.map(({ id, mine }) => [id, mine]));
}

/** @param {Model} model @param {Words} t @param {Frame} parts */
function mount(model, t, parts) {
  const acts = h("div", { class: "acts" });
  parts.controls.prepend(acts);
  parts.legend.append(
    ...t.verdicts.map((each) =>
      keyOf(h("span", { class: `sign verdict-${each}`, "aria-hidden": "true" }, t.sign(each)), t(`verdict.${each}`)),
    ),
    keyOf(h("span", { class: "same", "aria-hidden": "true" }, "1"), t("legend.same")),
  );
  parts.help.append(h("p", {}, t("hint")));
  const pairs = () => pairsOf(model.get("claims"), model.get("judged"), t.verdicts);
  parts.rows = () => rowsOf(model, t, pairs());
  parts.direct = () => directOf(pairs());
  const draw = () =>
    keeping(parts.body, () => {
      const now = pairs();
      parts.count.textContent = countOf(model, t, now);
      parts.picture.replaceChildren(grid(model, t, now), ...saidOf(model, t, now));
      acts.replaceChildren(...actsOf(model, t, acts, now));
      drawCell(model, t, parts, now);
    });
  const reveal = () => {
    draw();
    if (cellOf(model, t).length) parts.reveal(parts.picture.querySelector("[aria-pressed=true]"));
  };
  draw();
  return watch(model, { judged: draw, cell: reveal });
}

/** @param {Model} model @param {Words} t @param {Judged[]} pairs */
function countOf(model, t, pairs) {
  const all = model.get("claims").length;
  if (!pairs.length) return t("none", { all });
  const same = agreed(pairs).length;
  return t("count", { n: pairs.length, all, same, percent: Math.round((100 * same) / pairs.length) });
}

/**
 * The chosen cell; none for what is no pair of verdicts, as in a link of others.
 * @param {Model} model
 * @param {Words} t
 */
function cellOf(model, t) {
  const cell = model.get("cell");
  return cell.length === 2 && cell.every((each) => t.verdicts.includes(each)) ? cell : [];
}

/** @param {Model} model @param {Words} t @param {Judged[]} pairs */
function grid(model, t, pairs) {
  const [mine, course] = cellOf(model, t);
  const most = Math.max(1, ...t.verdicts.flatMap((row) => t.verdicts.map((each) => inCell(pairs, [row, each]).length)));
  const cell = (row, each) => {
    const n = inCell(pairs, [row, each]).length;
    const on = row === mine && each === course;
    const says = t("cell", { n, mine: t(`verdict.${row}`), course: t(`verdict.${each}`) });
    return h(
      "td",
      {
        class: row === each ? "same" : "",
        style: `--share: ${Math.round((100 * n) / most)}%`,
        "aria-current": on ? "true" : null,
      },
      n
        ? button(n, () => set(model, { cell: on ? [] : [row, each] }), {
            "aria-label": says,
            "aria-pressed": `${on}`,
            "data-keep": `cell-${row}-${each}`,
          })
        : h("span", { class: "zero" }, "0"),
    );
  };
  const sum = (found) => h("td", { class: "sum" }, pairs.filter(found).length);
  return h(
    "table",
    { class: "both" },
    h("caption", {}, t("caption")),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("td", {}),
        t.verdicts.map((each) => h("th", { scope: "col" }, verdict(t, each))),
        h("th", { scope: "col", class: "sum" }, t("sum")),
      ),
    ),
    h(
      "tbody",
      {},
      t.verdicts.map((row) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, verdict(t, row)),
          t.verdicts.map((each) => cell(row, each)),
          sum((pair) => pair.mine === row),
        ),
      ),
      h(
        "tr",
        { class: "sums" },
        h("th", { scope: "row", class: "sum" }, t("sum")),
        t.verdicts.map((each) => sum((pair) => pair.verdict === each)),
        sum(() => true),
      ),
    ),
  );
}

/** What the numbers say, in words. @param {Model} model @param {Words} t @param {Judged[]} pairs */
function saidOf(model, t, pairs) {
  const { enough } = model.get("fixed");
  const signed = (each) => `${t.sign(each)} ${t(`verdict.${each}`)}`;
  const found = tooQuick(pairs, enough).map(({ kind, mine, instead, ...numbers }) =>
    t("quick", { ...numbers, kind: t(`claim_kind.${kind}`), mine: signed(mine), instead: signed(instead) }),
  );
  const few = t("few", { enough, n: pairs.length });
  const texts = pairs.length < enough ? [few] : found.length ? found.slice(0, 3) : [t("even", { n: pairs.length })];
  return texts.map((each) => h("p", { class: "said" }, each));
}

/** What can be done with the judgements. @param {Model} model @param {Words} t @param {HTMLElement} acts @param {Judged[]} pairs */
function actsOf(model, t, acts, pairs) {
  if (!pairs.length) return [];
  const save = button(t("export"), () => offer("judgements.csv", "text/csv", fileOf(pairs)), { "data-keep": "export" });
  if (model.get("given")) return [save];
  const back = () => {
    acts.replaceChildren(save, forget);
    forget.focus();
  };
  const forget = button(
    t("forget"),
    () => {
      const no = button(t("forget.no"), back);
      acts.replaceChildren(
        h("span", { role: "alert" }, t("forget.sure", { n: pairs.length })),
        button(t("forget.yes"), () => {
          forgetJudgements();
          /** @type {HTMLElement} */ (acts.closest("section").querySelector("[role=tab][aria-selected=true]")).focus();
        }),
        no,
      );
      no.focus();
    },
    { "data-keep": "forget" },
  );
  return [save, forget];
}

/** The claims of the chosen cell. @param {Model} model @param {Words} t @param {Frame} parts @param {Judged[]} pairs */
function drawCell(model, t, parts, pairs) {
  const cell = cellOf(model, t);
  if (!cell.length) return parts.details.replaceChildren();
  const close = () => {
    set(model, { cell: [] });
    /** @type {HTMLElement} */ (parts.picture.querySelector(`[data-keep="cell-${cell.join("-")}"]`))?.focus();
  };
  const found = inCell(pairs, cell);
  const said = { n: found.length, mine: t(`verdict.${cell[0]}`), course: t(`verdict.${cell[1]}`) };
  parts.details.replaceChildren(
    h(
      "section",
      { class: "detail", "aria-label": t("cell", said) },
      button("×", close, { class: "close", "aria-label": t("close"), "data-keep": "close" }),
      h("p", { class: "strong" }, t("cell", said)),
      h(
        "ul",
        {},
        found.map((each) =>
          h("li", {}, link(model, "claims", each.id, each.id), " ", t.spoken("span", each.paraphrase)),
        ),
      ),
    ),
  );
}

/** The claims that were judged, as a table. @param {Model} model @param {Words} t @param {Judged[]} pairs */
const rowsOf = (model, t, pairs) => ({
  heads: [t("table.claim"), t("table.paraphrase"), t("table.kind"), t("mine"), t("course")],
  head: 0,
  rows: pairs,
  id: (each) => each.id,
  cells: (each) => [
    each.id,
    t.spoken("span", each.paraphrase),
    t(`claim_kind.${each.kind}`),
    verdict(t, each.mine),
    verdict(t, each.verdict),
  ],
  pick: (each) => set(model, { cell: [each.mine, each.verdict] }),
  picked: () => inCell(pairs, model.get("cell")).map((each) => each.id),
});

/** The judgements as Python. @param {Judged[]} pairs */
function directOf(pairs) {
  const lines = pairs.map(({ id, mine }) => `    ${python(id)}: ${python(mine)},\n`).join("");
  return { rows: `${callOf("ch.Judgements", [lines ? `{\n${lines}}` : "{}"])}.judgements`, traits: {} };
}

export default { render };
