// The card below the timeline: one event, or those that a mark stands for.

import { accountBody, accountOf } from "./kit/account.js";
import { button, h } from "./kit/elements.js";
import { rowButton } from "./kit/frame.js";
import { set } from "./kit/watch.js";
import { link } from "./kit/words.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Ctx, Model } from "./timeline-types.js" */

/** @param {Ctx} ctx */
export function drawCard(ctx) {
  const { model } = ctx;
  const element = h("div", {});
  const focus = () => element.querySelector(":scope > :is(h3, p)[tabindex], button")?.focus({ preventScroll: true });
  const close = () => {
    const id = model.get("selected").at(-1);
    ctx.group = null;
    set(model, { selected: [] });
    update();
    (rowButton(ctx.frame.body, id) ?? ctx.chart.plot).focus({ preventScroll: true });
  };
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  const open = (row) => {
    set(model, { selected: [row.id] });
    ctx.group = null;
    update();
    focus();
  };

  function update() {
    const active = element.getRootNode().activeElement;
    const kept = element.contains(active) && active.dataset.keep;
    const ids = model.get("selected").filter((id) => ctx.byId.has(id));
    const row = ctx.byId.get(ids.at(-1));
    element.className = ctx.group || row ? `detail ${row ? `verdict-${row.verdict}` : ""}` : "";
    if (ctx.group) element.replaceChildren(...grouped(ctx, open, close));
    else element.replaceChildren(...(row ? [...told(ctx, row), turning(ctx, row, ids, close)] : []));
    if (!kept) return;
    const same = element.querySelector(`[data-keep="${kept}"]:not(:disabled)`);
    (same ?? element.querySelector("button:not(:disabled)"))?.focus({ preventScroll: true });
  }
  return { element, update, focus };
}

/**
 * The events that a mark stands for, each a button.
 * @param {Ctx} ctx
 */
function grouped({ dateOf, group, t }, open, close) {
  const said = t("group", { n: group.length, first: dateOf(group[0]), last: dateOf(group.at(-1)) });
  const entry = (row) =>
    h(
      "li",
      {},
      button(`${dateOf(row)} · ${t.say(row.title)}`, () => open(row)),
    );
  return [
    h("p", { class: "strong", tabindex: "-1" }, said),
    h("ul", { class: "plain" }, group.map(entry)),
    button(t("close"), close),
  ];
}

/**
 * What is known of an event.
 * @param {Ctx} ctx
 */
function told({ dateOf, model, t }, row) {
  const doubts = [row.uncertain && t("uncertain"), (row.soft || row.shape === "within") && t("within")];
  const account = accountOf(model, "event", row.id);
  return [
    h("p", { class: "when", tabindex: "-1" }, [dateOf(row), ...doubts].filter(Boolean).join(" · ")),
    ...accountBody(model, t, row.waits ? before(account, row) : account ? { ...account, title: row.title } : own(row)),
    row.waits &&
      h(
        "p",
        {},
        `… ${t("waits")}: `,
        row.claims.flatMap((id) => [link(model, "claims", id, id), " "]),
      ),
    account && model.page && h("p", {}, link(model, "events", row.id, t("register"))),
  ].filter(Boolean);
}

/** What is told of an event before its claims were judged. */
const before = (account, { title }) => ({ title, facts: account?.facts });

/** An event that only the reader's table has. */
const own = ({ title, verdict, explanation, note }) => ({
  title,
  verdict,
  lines: [explanation].filter(Boolean),
  remarks: [note].filter(Boolean),
});

/**
 * To the event before and after.
 * @param {Ctx} ctx
 */
function turning({ chart, chosen, model, t }, row, ids, close) {
  const at = chosen.indexOf(row);
  const turn = (key, sign, by, disabled) => {
    const move = () => {
      chart.show(chosen[at + by]);
      set(model, { selected: [chosen[at + by].id] });
    };
    return button(sign, move, { "aria-label": t(key), title: t(key), disabled, "data-keep": key });
  };
  return h(
    "div",
    { class: "bar" },
    turn("previous", "←", -1, at <= 0),
    turn("next", "→", 1, at < 0 || at >= chosen.length - 1),
    button(t("close"), close, { "data-keep": "close" }),
    ids.length > 1 && h("span", { class: "small" }, t("selected", { n: ids.length })),
  );
}
