// The argument about interests as a table, with a card for a claim and the events that may bear on each.

import { SIGNS, button, frame, h, keep, link, radios, restore, set, share, toggles, verdict } from "./kit.js";
import { dots, yearColumns } from "./years.js";

const WHOSE = ["kazakhstan", "russia", "both"];
const ROWS = {
  whose: ["form", "form", ["aim", "interest", "maxim"]],
  evidence: ["evidence_kind", "interest_evidence", ["record", "not-found", "not-looked", "not-testable"]],
};
const JUDGEMENTS = ["supported", "open", "one-sided"];
const MARKS = { supported: "+", open: "…", "one-sided": "½" };
const NARROW = 560; // pixels: below, the name of a row of events stands above them
const NAMES = 230;
const YEAR = 33; // and the column of a year that has room for its four digits
const STORE = "chronology-judgements";

/** The reader's judgements of all claims, as this browser keeps them; none where it keeps nothing. */
const memory = {
  get: () => {
    try {
      const found = JSON.parse(localStorage.getItem(STORE));
      return Object.fromEntries(Object.entries(found ?? {}).filter(([, value]) => JUDGEMENTS.includes(value)));
    } catch {
      return {};
    }
  },
  set: (judgements) => {
    try {
      if (Object.keys(judgements).length) localStorage.setItem(STORE, JSON.stringify(judgements));
      else localStorage.removeItem(STORE);
    } catch {
      // storage is switched off
    }
  },
};

function render({ model, el }) {
  const claims = model.get("claims");
  const known = new Set(claims.map((claim) => claim.id));
  const kept = Object.fromEntries(Object.entries(memory.get()).filter(([id]) => known.has(id)));
  const judgements = { ...kept, ...model.get("judgements") };
  if (Object.keys(judgements).length) set(model, { judgements });
  const remember = () => {
    const others = Object.entries(memory.get()).filter(([id]) => !known.has(id));
    memory.set({ ...Object.fromEntries(others), ...model.get("judgements") });
  };
  model.on("change:judgements", remember);
  const clean = frame(model, el, "interests", (body, t) => draw({ model, t, body, claims, known }));
  return () => {
    model.off("change:judgements", remember);
    clean();
  };
}

/** The claims that the filters leave. */
function shown({ model, claims }) {
  const tests = Object.entries(model.get("filters")).map(([name, wanted]) => {
    const values = Array.isArray(wanted) ? wanted : [wanted];
    return (claim) => !values.length || !(name in claim) || values.includes(claim[name]);
  });
  return claims.filter((claim) => tests.every((test) => test(claim)));
}

const unseen = (text) => h("span", { class: "unseen" }, text);
const judged = (model, id) => (JUDGEMENTS.includes(model.get("judgements")[id]) ? model.get("judgements")[id] : "none");

function draw(ctx) {
  const { model, t, body } = ctx;
  Object.assign(ctx, {
    controls: h("div", { class: "bar" }),
    status: h("p", { class: "small", role: "status" }),
    grid: h("div", { class: "grid" }),
    card: h("div", { class: "about" }),
    traces: h("figure", { class: "traces" }),
    open: false, // whether the events of the card are unfolded
  });
  ctx.label = (claim, tag = "span", attributes = {}) =>
    t.spoken(tag, Object.keys(claim.label).length ? claim.label : claim.paraphrase, attributes);
  ctx.name = (claim) => t.say(claim.label) || claim.paraphrase;
  ctx.select = (id) => {
    set(model, { selected: model.get("selected").includes(id) ? [] : [id] });
    if (model.get("selected").length) ctx.card.scrollIntoView({ block: "nearest" });
  };
  body.append(ctx.controls, ctx.status, ctx.grid, ctx.card, ctx.traces, share(model, t) ?? "");
  const all = () => {
    const kept = keep(body);
    for (const part of [drawControls, drawTable, drawCard, drawTraces]) part(ctx);
    restore(body, kept);
  };
  const names = ["group", "filters", "selected", "judgements"].map((name) => `change:${name}`).join(" ");
  model.on(names, all);
  all();
  let width = body.clientWidth;
  const resized = new ResizeObserver(() => {
    if (Math.abs(body.clientWidth - width) < 2) return;
    width = body.clientWidth;
    drawTraces(ctx);
  });
  resized.observe(body);
  return () => {
    resized.disconnect();
    model.off(names, all);
  };
}

function drawControls(ctx) {
  const { model, t, claims } = ctx;
  const filters = model.get("filters");
  const verdicts = Object.keys(SIGNS).filter((value) => claims.some((claim) => claim.verdict === value));
  const chosen = [filters.verdict ?? []].flat();
  const narrow = (verdicts) => {
    const { verdict: _, ...others } = filters;
    set(model, { filters: verdicts.length ? { ...others, verdict: verdicts } : others });
  };
  ctx.controls.replaceChildren(
    radios(t("group"), Object.keys(ROWS).map((each) => [each, t(`group.${each}`)]), model.get("group"), (group) =>
      set(model, { group }),
    ),
    toggles(t("verdict"), verdicts.map((each) => [each, `${SIGNS[each]}\u2002${t(`verdict.${each}`)}`]), chosen, narrow),
    Object.keys(filters).length ? button(t("clear"), () => set(model, { filters: {} }), { "data-keep": "clear" }) : "",
  );
}

function drawTable(ctx) {
  const { model, t, claims } = ctx;
  const left = shown(ctx);
  const group = model.get("group") in ROWS ? model.get("group") : "whose";
  const [field, words, rows] = ROWS[group];
  const about = claims.find((claim) => claim.id === model.get("selected")[0]);
  const count = t("shown", { n: left.length, all: claims.length });
  ctx.status.textContent = about ? `${count} · ${about.id}: ${ctx.name(about)}` : count;
  const cell = (row, whose) => {
    const all = claims.filter((claim) => claim[field] === row && claim.whose === whose);
    const seen = all.filter((claim) => left.includes(claim));
    // A maxim of one side, an aim of both: the form of the argument does not ask for them, so nothing is missing.
    const asked = group === "whose" && row !== "maxim" && whose !== "both";
    const nothing = asked
      ? h("span", { class: "silent" }, t("silent"))
      : h("span", { class: "none" }, h("span", { "aria-hidden": "true" }, "–"), unseen(t("none")));
    return h(
      "td",
      {
        role: "cell",
        class: all.length ? null : asked ? "gap" : "blank",
        "data-of": t(`of.${whose}`),
        "data-cell": `${row}/${whose}`,
      },
      seen.length ? h("ul", {}, seen.map((claim) => h("li", {}, item(ctx, claim)))) : null,
      all.length > seen.length ? h("span", { class: "small" }, t("hidden", { n: all.length - seen.length })) : null,
      all.length ? null : nothing,
    );
  };
  const heading = (...content) => h("th", { role: "columnheader", scope: "col" }, ...content);
  ctx.grid.replaceChildren(
    h(
      "table",
      { role: "table", "aria-label": t("table") },
      h(
        "thead",
        { role: "rowgroup" },
        h("tr", { role: "row" }, heading(unseen(t(`group.${group}`))), WHOSE.map((whose) => heading(t(`of.${whose}`)))),
      ),
      h(
        "tbody",
        { role: "rowgroup" },
        rows.map((row) =>
          h(
            "tr",
            { role: "row" },
            h("th", { role: "rowheader", scope: "row" }, t(`${words}.${row}`)),
            WHOSE.map((whose) => cell(row, whose)),
          ),
        ),
      ),
    ),
  );
}

/** A claim in the table: its verdict as a sign, its words, and how the reader judged it. */
function item(ctx, claim) {
  const { model, t } = ctx;
  const judgement = judged(model, claim.id);
  const mine = `${t("judgement")}: ${t(`judgement.${judgement}`)}`;
  return h(
    "button",
    {
      type: "button",
      class: `item verdict-${claim.verdict}`,
      "data-id": claim.id,
      "data-keep": `item-${claim.id}`,
      "aria-pressed": model.get("selected").includes(claim.id) ? "true" : "false",
      onclick: () => ctx.select(claim.id),
    },
    claim.verdict && h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[claim.verdict]),
    ctx.label(claim, "span", { class: "words" }),
    claim.verdict && unseen(`, ${t(`verdict.${claim.verdict}`)}`),
    judgement !== "none" &&
      h("span", { class: "mine", title: mine }, h("span", { "aria-hidden": "true" }, MARKS[judgement]), unseen(`, ${mine}`)),
  );
}

function drawCard(ctx) {
  const { model, t, claims, known } = ctx;
  const id = model.get("selected").find((each) => known.has(each));
  const claim = claims.find((each) => each.id === id);
  const judgements = model.get("judgements");
  const count = (value) => Object.values(judgements).filter((each) => each === value).length;
  const tally = Object.keys(judgements).length
    ? h(
        "div",
        { class: "tally small" },
        t("judgements", Object.fromEntries(JUDGEMENTS.map((value) => [value.replace("-", ""), count(value)]))),
        " ",
        button(t("forget"), () => set(model, { judgements: {} }), { "data-keep": "forget" }),
      )
    : "";
  if (!claim) {
    ctx.card.replaceChildren(tally);
    return;
  }
  const order = [...ctx.grid.querySelectorAll("[data-id]")].map((each) => each.dataset.id);
  const at = order.indexOf(id);
  const neighbour = (step) => order[(at + step + order.length) % order.length];
  const go = (step, name) =>
    button(t(name), () => set(model, { selected: [neighbour(step)] }), { "data-keep": name, disabled: order.length < 2 });
  const said = (text) => h("span", { lang: "en", dir: "auto" }, text);
  const judge = (value) => {
    const { [id]: _, ...others } = judgements;
    set(model, { judgements: value === "none" ? others : { ...others, [id]: value } });
  };
  ctx.card.replaceChildren(
    h(
      "div",
      { class: `detail verdict-${claim.verdict}`, "data-card": id },
      ctx.label(claim, "p", { class: "strong" }),
      h("p", {}, claim.register ? link(model, "claims", id, t("claim", { id })) : id, ": ", said(claim.paraphrase)),
      h(
        "p",
        {},
        claim.verdict && verdict(t, claim.verdict),
        claim.evidence_kind && ` · ${t(`interest_evidence.${claim.evidence_kind}`)}`,
      ),
      claim.explanation && h("p", {}, `${t("explanation")}: `, said(claim.explanation)),
      claim.form === "interest" ? steps(ctx, claim) : records(ctx, claim),
      claim.form && h("p", {}, t(`shake.${claim.form}`)),
      radios(t("judgement"), ["none", ...JUDGEMENTS].map((each) => [each, t(`judgement.${each}`)]), judged(model, id), judge),
      h("p", { class: "small" }, t("stays")),
      h(
        "div",
        { class: "bar" },
        go(-1, "previous"),
        go(1, "next"),
        button(t("close"), () => close(ctx, id), { "data-keep": "close" }),
      ),
    ),
    tally,
  );
}

function close(ctx, id) {
  set(ctx.model, { selected: [] });
  ctx.grid.querySelector(`[data-id="${CSS.escape(id)}"]`)?.focus();
}

/** The three steps of an interest: that the thing is there, that it is wanted, that it weighs more than another. */
function steps(ctx, claim) {
  const { model, t } = ctx;
  const events = model.get("records");
  const ids = (model.get("traces")[claim.id] ?? []).filter((id) => id in events);
  const alone = ids.filter((id) => events[id].alone).length;
  const step = (name, ...content) =>
    h("li", {}, h("strong", {}, t(`step.${name}`)), " ", h("span", { class: "small" }, t(`how.${name}`)), ...content);
  return h(
    "div",
    {},
    h("p", {}, t("count.interest")),
    h(
      "ol",
      {},
      step("exists", records(ctx, claim)),
      step(
        "wanted",
        h("p", {}, ids.length ? t("wanted.some", { n: ids.length, alone }) : t("wanted.none")),
        ids.length > 0 &&
          h(
            "details",
            { open: ctx.open, ontoggle: (event) => (ctx.open = event.target.open) },
            h("summary", { "data-keep": "events" }, `${t("traces")} (${ids.length})`),
            h("ul", {}, ids.map((id) => entry(ctx, id))),
          ),
      ),
      step("weighs"),
    ),
  );
}

/** What was seen of the thing: works, and the events that the claim names as evidence. */
function records(ctx, claim) {
  const { t, model } = ctx;
  const events = claim.evidence.filter((id) => id in model.get("records"));
  if (!claim.works.length && !events.length) return "";
  return h(
    "ul",
    { "aria-label": t("record") },
    claim.works.map((work) =>
      h("li", {}, h("span", { lang: work.language, dir: "auto" }, work.cited), work.seen && ` ${t(work.seen)}`),
    ),
    events.map((id) => entry(ctx, id)),
  );
}

function entry(ctx, id) {
  const { t, model } = ctx;
  const event = model.get("records")[id];
  return h(
    "li",
    { "data-event": id },
    `${t.say(event.date) || t("no-year")} `,
    link(model, "events", id, t.spoken("span", event.title)),
    " ",
    event.verdict && verdict(t, event.verdict),
    h("span", { class: "small" }, ` ${t(event.alone ? "alone.yes" : "alone.no")}`),
  );
}

/** The events that may bear on each claim, by year. */
function drawTraces(ctx) {
  const { model, t, claims, traces } = ctx;
  const events = model.get("records");
  const rows = claims.filter((claim) => claim.id in model.get("traces") && claim.form === "interest");
  const dated = (id) => id in events && events[id].year !== null;
  const found = (claim) => model.get("traces")[claim.id].filter(dated).map((id) => events[id]);
  const years = rows.flatMap((claim) => found(claim).map((event) => event.year));
  traces.hidden = !years.length;
  if (!years.length) return;
  const narrow = ctx.body.clientWidth < NARROW;
  const width = ctx.body.clientWidth - (narrow ? 0 : NAMES);
  const { step, columns } = yearColumns(Math.min(...years), Math.max(...years), width);
  const slots = (content) => h("span", { class: "slots", "aria-hidden": "true" }, columns.map(content));
  const row = (claim) => {
    const all = found(claim);
    const within = ([first, last]) => all.filter((event) => event.year >= first && event.year <= last);
    const list = [...new Set(all.map((event) => event.year))].join(", ");
    return h(
      "div",
      { class: "trace", role: "listitem", "data-trace": claim.id },
      button([h("span", { class: "words" }, ctx.name(claim)), h("b", {}, `${all.length}`)], () => open(claim.id), {
        class: "thing",
        dir: "auto",
        "data-keep": `trace-${claim.id}`,
        "aria-label": t("traces.row", { thing: ctx.name(claim), n: all.length, years: list }),
        "aria-pressed": model.get("selected").includes(claim.id) ? "true" : "false",
      }),
      slots((each) => h("span", { class: "slot" }, dots(within(each), (event) => (event.alone ? "told" : "")))),
    );
  };
  const open = (id) => {
    ctx.open = true;
    ctx.select(id);
  };
  traces.style.setProperty("--columns", columns.length);
  const room = width / columns.length > YEAR;
  const legend = [`${t("traces")}.`, t("traces.legend"), step > 1 && t("columns", { n: step })].filter(Boolean).join(" ");
  traces.replaceChildren(
    h("figcaption", { class: "small" }, legend),
    h("div", { role: "list", class: narrow ? "narrow" : null }, rows.map(row)),
    h(
      "div",
      { class: `trace axis${narrow ? " narrow" : ""}`, "aria-hidden": "true" },
      h("span", { class: "thing" }),
      slots((each, number) => h("span", { class: "slot" }, room || number % 2 === 0 ? `${each[0]}` : "")),
    ),
  );
}

export default { render };
