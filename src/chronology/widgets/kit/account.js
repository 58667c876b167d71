// What the course says of a thing, in the words and the order of its register; made in chronology/widgets/accounts.py.

import { h } from "./elements.js";
import { link, verdict } from "./words.js";

/** @import { Model, Words } from "./types.js" */

const ACCOUNT_PAGES = {
  event: "events",
  claim: "claims",
  person: "people",
  place: "places",
  institution: "institutions",
};

/**
 * The account of a thing; null if the course has none, or the widget was given another row for it. A page of the book
 * brings accounts now; change:more tells.
 * @param {Model} model
 * @param {string} kind
 * @param {string} id
 */
export function accountOf(model, kind, id) {
  model.bring?.();
  const account = model.get("accounts")?.[kind]?.[id];
  return account ? { ...account, ...model.get("more")?.accounts?.[kind]?.[id] } : null;
}

/**
 * A text of an account, {en, kk, ru}: a number says where it stands among the texts of the widget.
 * @param {Model} model
 */
export function accountText(model, text) {
  if (typeof text !== "number") return text;
  const texts = model.get("texts") ?? [];
  return text < texts.length ? texts[text] : model.get("more")?.texts?.[text - texts.length];
}

/**
 * What the course says of a thing in sentences, as far as it is there; null if it has no account of it.
 * @param {Model} model
 * @param {string} kind
 * @param {string} id
 */
export function accountSaid(model, kind, id) {
  const account = model.get("accounts")?.[kind]?.[id];
  return account
    ? [...(account.lines ?? []), ...(account.remarks ?? [])].map((text) => accountText(model, text))
    : null;
}

/**
 * An account from its title on, as elements.
 * @param {Model} model
 * @param {Words} t
 * @param {any} account
 */
export function accountBody(model, t, account) {
  const said = (tag, text, attributes) => t.spoken(tag, accountText(model, text), attributes);
  const paragraphs = (texts, attributes) => (texts ?? []).map((text) => said("p", text, attributes));
  return [
    said("p", account.title, { class: "strong" }),
    accountTitles(model, account),
    account.verdict &&
      h(
        "p",
        {},
        verdict(t, account.verdict),
        account.standing === undefined ? "" : [" · ", said("span", account.standing)],
      ),
    ...paragraphs(account.lines),
    ...paragraphs(account.remarks, { class: "small" }),
    accountFacts(model, account, said),
    ...paragraphs(account.caution === undefined ? [] : [account.caution], { class: "small" }),
    account.works &&
      h(
        "details",
        {},
        said("summary", account["of-works"], { "data-keep": "works" }),
        h("ul", {}, accountWorks(model, t, account)),
      ),
  ].filter(Boolean);
}

/**
 * The title in the other languages.
 * @param {Model} model
 */
function accountTitles(model, account) {
  const title = accountText(model, account.title) ?? {};
  const shown = title[model.get("language")] || title.en;
  const others = Object.keys(title).filter((language) => title[language] !== shown);
  const each = (language, at) => [at ? " · " : "", h("span", { lang: language, dir: "auto" }, title[language])];
  return (
    typeof title !== "string" && others.length > 0 && !account.alone && h("p", { class: "small" }, others.flatMap(each))
  );
}

/** @param {Model} model */
function accountFacts(model, { facts = [], documents, ...account }, said) {
  const value = (each) =>
    each.id === undefined
      ? said("span", each)
      : link(model, ACCOUNT_PAGES[each.kind], each.id, said("span", each.words));
  const fact = ({ term, values, between }) => [
    said("dt", term),
    h(
      "dd",
      {},
      values.flatMap((each, at) => [at ? between : "", value(each)]),
    ),
  ];
  const papers = documents && [
    said("dt", account["of-documents"]),
    h(
      "dd",
      {},
      h(
        "ul",
        {},
        documents.map((each) => h("li", {}, accountDocument(each, said))),
      ),
    ),
  ];
  return (facts.length > 0 || papers) && h("dl", { class: "facts" }, facts.flatMap(fact), papers || "");
}

/** A document: its titles, each official or rendering, and what is known of it. */
export function accountDocument({ titles, lines = [], remarks = [] }, said) {
  const title = ({ language, text, status }) =>
    h(
      "p",
      {},
      h("span", { lang: language, dir: "auto" }, text),
      status === undefined ? "" : [" (", said("span", status), ")"],
    );
  const about = [...lines, ...remarks].flatMap((each, at) => [at ? " " : "", said("span", each)]);
  return [...titles.map(title), h("p", { class: "small" }, about)];
}

/**
 * The works that support an account, as items of a list: each with what it supports and how far it was seen.
 * @param {Model} model
 * @param {Words} t
 */
export function accountWorks(model, t, account) {
  const said = (text) => t.spoken("span", accountText(model, text));
  const work = ({ cited, supports, note, seen }) =>
    h(
      "li",
      {},
      // Names stand in the letters of their work, which tell no language.
      h("span", { dir: "auto" }, t.say(accountText(model, cited))),
      supports === undefined ? "" : [": ", said(supports)],
      note === undefined ? "" : [" (", said(note), ")"],
      ".",
      seen === undefined ? "" : [" ", said(seen)],
    );
  return (account?.works ?? []).map(work);
}
