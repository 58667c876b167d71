// The chain of names of a body, under its lines.

import { accountSaid } from "./kit/account.js";
import { button, h } from "./kit/elements.js";
import { link } from "./kit/words.js";
import { chainSpan } from "./lineage-rules.js";
import { certain, inThree, kindName } from "./lineage-words.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model } from "./lineage-types.js" */

const remark = (before, note) => (note ? [before ? " · " : "", h("span", { lang: "en", dir: "auto" }, note)] : "");

/**
 * look(from, to) shows a stretch of days; close() shuts the card.
 * @param {Model} model
 * @param {Words} t
 */
export function chainOf(model, t, body, id, { look, close }) {
  model.bring?.();
  const register = model.get("register");
  const kind = kindName(t, register, body.kind) ?? "";
  const span = chainSpan(body.names);
  return h(
    "div",
    { class: "detail", id },
    h("p", { class: "small" }, kind),
    ...(accountSaid(model, register.slice(0, -1), body.id) ?? []).map((text) =>
      t.spoken("p", text, { class: "small" }),
    ),
    h(
      "ol",
      { class: "chain" },
      body.names.map((name, number) => linkOf(t, body, name, number)),
    ),
    h(
      "div",
      { class: "bar" },
      span ? button(t("fit"), () => look(...span), { "data-keep": "fit" }) : "",
      button(t("close"), close, { "data-keep": "close" }),
      h(
        "span",
        {},
        t("events", { n: body.events ?? 0 }),
        model.page ? [" · ", link(model, register, body.id, t("register"))] : "",
      ),
    ),
  );
}

/** @param {Words} t */
function linkOf(t, body, name, number) {
  const sure = certain(t, name);
  return h(
    "li",
    { "data-chain": `${body.id}/${number}` },
    h("p", {}, h("b", {}, t.say(name.when)), h("span", { class: "then" })),
    inThree(t, name.name, body.names[number - 1]?.name),
    name.events ? h("p", { class: "small" }, t("events-under", { n: name.events })) : "",
    h("p", { class: "small" }, sure, remark(sure, name.note)),
  );
}
