// The cards: a place, with its names and what happened there; a published length.

import { accountOf, accountSaid, accountText } from "./kit/account.js";
import { h } from "./kit/elements.js";
import { eventItem } from "./kit/events.js";
import { link } from "./kit/words.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Ctx } from "./border_map-types.js" */

/** @param {Ctx} ctx */
export function cardOfPlace(ctx, place) {
  const { happened, model, number, t } = ctx;
  const account = accountOf(model, "place", place.id);
  const others = Object.entries(place.name).filter(([language]) => language !== model.get("language"));
  const events = place.events.map((id) => happened.get(id)).filter(Boolean);
  const kind = [
    t(`place_kind.${place.kind}`),
    t("distance", { km: number(place.km) }),
    place.approximate && t("approximate"),
  ];
  return [
    h("p", { class: "strong" }, link(model, "places", place.id, t.spoken("span", place.name))),
    h(
      "p",
      { class: "small" },
      others.flatMap(([language, name], i) => [i ? " · " : "", h("span", { lang: language }, name)]),
    ),
    h("p", {}, kind.filter(Boolean).join(" · ")),
    ...namesOf(
      t,
      place.names,
      (account?.called ?? []).map((text) => t.say(accountText(model, text))),
    ),
    ...(accountSaid(model, "place", place.id)?.map((text) => t.spoken("p", text, { class: "small" })) ?? [
      small(place.note),
    ]),
    h("p", {}, t("events-n", { n: events.length })),
    h(
      "ul",
      { class: "happened" },
      events.map((event) => eventItem(model, t, event)),
    ),
  ].filter(Boolean);
}

const small = (text) => (text ? h("p", { class: "small", lang: "en" }, text) : null);

/**
 * The names that a place has had. called: each with its time, as the list of places says it.
 * @param {Words} t
 */
function namesOf(t, names, called) {
  if (!names.length) return [];
  const name = (each, at) =>
    h(
      "li",
      {},
      called[at] ?? [t.spoken("b", each.name), `: ${t.say(each.time)}`],
      ` · ${t(`certainty.${each.certainty}`)}.`,
      each.note ? h("span", { class: "small", lang: "en" }, ` ${each.note}`) : "",
    );
  return [h("p", {}, t("names")), h("ul", {}, names.map(name))];
}

/** @param {Ctx} ctx */
export function cardOfLength(ctx, each) {
  const { fine, number, t } = ctx;
  const works = () =>
    h(
      "details",
      {},
      h("summary", {}, t("works", { n: each.works.length })),
      h(
        "ul",
        { lang: "en" },
        each.works.map((work) => h("li", {}, work)),
      ),
    );
  return [
    h("p", { class: "strong" }, t(`qualifier.${each.qualifier}`, { n: number(each.km, 1) })),
    h("p", {}, `${t("counts")}: `, t.spoken("span", each.counts)),
    h("p", {}, `${t("when")}: ${t.say(each.published) || t("undated")}`),
    h("p", {}, `${t("certainty")}: ${t(`certainty.${each.certainty}`)}`),
    fine?.km ? h("p", {}, against(ctx, each)) : null,
    small(each.note),
    each.works.length ? works() : null,
  ].filter(Boolean);
}

/** @param {Ctx} ctx */
const against = ({ change, fine, scaleOf, signed, t }, { km }) =>
  t("against", { scale: scaleOf(fine), added: signed(km - fine.km), share: change(km / fine.km - 1) });
