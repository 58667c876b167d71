// The map of the essay: a square for every sentence, with the sign of each of its claims, and under it what the
// sentence claims. The squares are built once and change in place, so that the focus stays where it is.

import { SIGNS, VERDICTS, button, choice, frame, h, keep, link, radios, restore, set, share, toggles, verdict } from "./kit.js";

const FILTERS = ["kind", "verdict"];
const MOST = 4; // signs that have room in a square

const many = (value) => (Array.isArray(value) ? value : value ? [value] : []);

/** The sentences of the chapter, or all, each with its claims; and of every claim the first sentence that is shown. */
export function laidOut(sentences, claims, chapter) {
  const shown = sentences
    .filter((each) => chapter === null || each.chapter === chapter)
    .map((each) => ({ ...each, claims: claims.filter((claim) => claim.sentences.includes(each.number)) }));
  const first = new Map();
  for (const each of shown) for (const claim of each.claims) if (!first.has(claim.id)) first.set(claim.id, each.number);
  return { shown, first };
}

/** Whether a claim passes the filters, or all of them but one. */
export const passes = (claim, filters, but = "") =>
  FILTERS.every((name) => name === but || !many(filters[name]).length || many(filters[name]).includes(claim[name]));

/** The square that lies above (step -1) or below (step 1) another as they are drawn, whatever the width. */
function vertical(squares, from, step) {
  const box = from.getBoundingClientRect();
  const beyond = squares
    .map((square) => ({ square, at: square.getBoundingClientRect() }))
    .filter(({ at }) => step * (at.top - box.top) > box.height / 2);
  const line = step * Math.min(...beyond.map(({ at }) => step * at.top));
  const near = beyond.filter(({ at }) => Math.abs(at.top - line) < box.height / 2);
  return near.sort((a, b) => Math.abs(a.at.left - box.left) - Math.abs(b.at.left - box.left))[0]?.square ?? from;
}

/** What panel and list say: of a claim (number: of the sentence it stands with), and of a sentence without one. */
function tellers(model, t) {
  const cited = (id) => {
    const { title, date } = model.get("cited")[id];
    return link(model, "events", id, [t.spoken("span", title), " (", t.spoken("span", date), ")"]);
  };
  const fact = (term, ...values) => h("p", { class: "small" }, `${t(term)}: `, ...values.flat());

  function claimed(claim, number) {
    const also = number ? claim.sentences.filter((each) => each !== number).join(", ") : "";
    const known = model.get("cited");
    const more = (claim.evidence ?? []).filter((id) => known[id] && id !== claim.event);
    return h(
      "div",
      { class: `claimed verdict-${claim.verdict}`, "data-id": claim.id },
      h("p", {},
        link(model, "claims", claim.id, claim.id),
        claim.kind ? ` · ${t(`claim_kind.${claim.kind}`)}` : "",
        claim.verdict ? [" · ", verdict(t, claim.verdict)] : "",
        also ? h("span", { class: "small" }, ` · ${t("also", { n: also })}`) : ""),
      t.spoken("p", claim.paraphrase ?? "", { class: "words" }),
      claim.value ? fact("states", t.spoken("span", claim.value)) : "",
      claim.explanation ? t.spoken("p", claim.explanation) : "",
      known[claim.event] ? fact("event", cited(claim.event)) : "",
      more.length ? fact("evidence", ...more.map((id, at) => [at ? "; " : "", cited(id)])) : "",
    );
  }

  const silence = (sentence) =>
    Object.keys(sentence.reason).length
      ? h("p", { class: "words" }, `${t("silent")}: `, t.spoken("span", sentence.reason), ".")
      : h("p", {}, t("missing"));
  return { claimed, silence };
}

function render({ model, el }) {
  return frame(model, el, "essay_map", (body, t) => {
    let clean = null;
    const build = () => {
      clean?.();
      body.replaceChildren();
      clean = draw(model, body, t);
    };
    build();
    model.on("change:chapter", build);
    return () => {
      model.off("change:chapter", build);
      clean();
    };
  });
}

function draw(model, body, t) {
  const { claimed, silence } = tellers(model, t);
  const chapters = new Map(model.get("chapters").map((each) => [each.number, each]));
  const { shown, first } = laidOut(model.get("sentences"), model.get("claims"), model.get("chapter"));
  const claims = [...new Set(shown.flatMap((each) => each.claims))];
  const byNumber = new Map(shown.map((each) => [each.number, each]));
  const rows = [...chapters.keys()]
    .map((number) => [number, shown.filter((each) => each.chapter === number)])
    .filter(([, inside]) => inside.length);

  const filters = () => model.get("filters");
  const fits = (claim) => passes(claim, filters());
  const filtered = () => FILTERS.some((name) => many(filters()[name]).length);
  /** The claims that count with a sentence: those that match and were not made before. */
  const counted = (sentence) => sentence.claims.filter((claim) => fits(claim) && first.get(claim.id) === sentence.number);
  const matching = () => (filtered() ? shown.filter((each) => each.claims.some(fits)) : shown);
  const selected = () => model.get("selected").filter((number) => byNumber.has(number));
  const narrow = (name, values) => {
    const { [name]: _, ...others } = filters();
    set(model, { filters: values.length ? { ...others, [name]: values } : others });
  };

  // --- filters --------------------------------------------------------------------------------
  const bar = h("div", { class: "bar" });
  const status = h("span", { role: "status" });
  const clear = button(t("clear"), () => {
    bar.querySelector("select").focus();
    set(model, { filters: {} });
  });
  const kinds = Object.keys(model.get("strings").en).filter((key) => key.startsWith("claim_kind.")).map((key) => key.slice(11));

  function drawBar() {
    const kept = keep(bar);
    const count = (name, value) => claims.filter((each) => each[name] === value && passes(each, filters(), name)).length;
    const chosen = many(filters().kind);
    const several = chosen.length > 1;
    bar.replaceChildren(
      toggles(t("verdict"), VERDICTS.map((each) => [each, `${SIGNS[each]} ${t(`verdict.${each}`)} ${count("verdict", each)}`]),
        many(filters().verdict), (values) => narrow("verdict", values)),
      choice(t("kind"),
        [["", t("any")], ...(several ? [["several", t("several", { n: chosen.length })]] : []),
          ...kinds.map((each) => [each, `${t(`claim_kind.${each}`)} (${count("kind", each)})`])],
        several ? "several" : (chosen[0] ?? ""),
        (value) => value !== "several" && narrow("kind", value ? [value] : []),
        { "data-keep": "kind" }),
      radios(t("show"), [["map", t("map")], ["list", t("list")]], model.get("show"), (value) => set(model, { show: value })),
      share(model, t) ?? "",
    );
    for (const input of bar.querySelectorAll("fieldset input")) input.dataset.keep = `option-${input.value}`;
    restore(bar, kept);
  }

  // --- the squares ----------------------------------------------------------------------------
  let pointed = null; // the sentence under the pointer or with the focus
  let open = null; // the sentence that was pointed at last
  const squares = shown.map(square);
  const squareOf = new Map(shown.map((each, at) => [each.number, squares[at]]));
  const sums = new Map(rows.map(([number]) => [number, h("span", { class: "sums" })]));

  function square(sentence) {
    const { number } = sentence;
    const signs = sentence.claims.slice(0, sentence.claims.length > MOST ? MOST - 1 : MOST);
    const rest = sentence.claims.length - signs.length;
    return h(
      "button",
      {
        type: "button", role: "gridcell", class: "square", tabindex: "-1", "data-id": number, "data-keep": `square-${number}`,
        onclick: (event) => select(number, event.ctrlKey || event.metaKey || event.shiftKey),
        onfocus: () => { become(number); point(number); },
        onpointerenter: (event) => event.pointerType === "mouse" && point(number),
      },
      h("span", { class: "of", "aria-hidden": "true" }, `${number}`),
      h(
        "span",
        { class: signs.length > 2 ? "signs packed" : "signs", "aria-hidden": "true" },
        signs.map((claim) => h("span", { class: `sign verdict-${claim.verdict}`, "data-claim": claim.id }, SIGNS[claim.verdict] ?? "•")),
        rest ? h("span", { class: "sign rest" }, `+${rest}`) : "",
        signs.length ? "" : h("span", { class: "sign none" }, "·"),
      ),
    );
  }

  /** What a screen reader says of a square; the words of the claims follow when it is opened. */
  function said(sentence) {
    const about = sentence.claims.map((claim) =>
      [claim.id, claim.kind && t(`claim_kind.${claim.kind}`), claim.verdict && t(`verdict.${claim.verdict}`)].filter(Boolean).join(", "));
    const outside = filtered() && !sentence.claims.some(fits) ? t("outside") : "";
    return [t("sentence", { n: sentence.number }), ...(about.length ? about : [t("silent")]), outside].filter(Boolean).join("; ");
  }

  const grid = h(
    "div",
    {
      role: "grid", "aria-label": t("grid"), "aria-multiselectable": "true", class: "squares", onkeydown: travel,
      onpointerleave: () => point(null), onfocusout: left,
    },
    rows.map(([number, sentences]) =>
      h("div", { role: "row", class: "strip", "data-chapter": number },
        h("div", { role: "rowheader", class: "heading" }, h("span", {}, `${number}. `, t.spoken("span", chapters.get(number)?.title ?? "")), sums.get(number)),
        h("div", { role: "presentation", class: "sentences" }, sentences.map((each) => squareOf.get(each.number))))),
  );

  function travel(event) {
    const from = event.target.closest(".square");
    if (!from || event.altKey) return;
    const row = [...from.parentElement.children];
    const whole = event.ctrlKey || event.metaKey;
    const to = {
      ArrowLeft: () => squares[squares.indexOf(from) - 1],
      ArrowRight: () => squares[squares.indexOf(from) + 1],
      ArrowUp: () => vertical(squares, from, -1),
      ArrowDown: () => vertical(squares, from, 1),
      Home: () => (whole ? squares : row)[0],
      End: () => (whole ? squares : row).at(-1),
      Escape: () => close(Number(from.dataset.id)),
    }[event.key];
    if (!to) return;
    event.preventDefault();
    to()?.focus();
  }

  /** Let a square be the one that Tab reaches. */
  function become(number) {
    for (const each of squares) each.tabIndex = -1;
    const one = squareOf.get(number) ?? squares[0];
    if (one) one.tabIndex = 0;
  }

  function point(number) {
    if (number === pointed) return;
    pointed = number;
    open = number ?? open;
    drawPanel();
  }

  /** The focus went elsewhere. Into the panel it takes along what the panel shows. */
  function left(event) {
    if (!grid.contains(event.relatedTarget) && !panel.contains(event.relatedTarget)) point(null);
  }

  function select(number, more) {
    const now = selected();
    const on = now.includes(number);
    if (more) set(model, { selected: on ? now.filter((each) => each !== number) : [...now, number] });
    else set(model, { selected: on && now.length === 1 ? [] : [number] });
  }

  // --- what a sentence claims -----------------------------------------------------------------
  let inside = []; // the sentences that the panel shows
  let drawn = ""; // … and all else on which it depends
  const panel = h("section", {
    class: "detail panel", "aria-label": t("details"), onfocusout: left,
    onkeydown: (event) => event.key === "Escape" && close(),
  });
  const spoken = h("span", { role: "status", class: "unseen" });

  /** What the panel says of a sentence; nothing if others said it all. */
  function told(number, before) {
    const sentence = byNumber.get(number);
    const own = sentence.claims.filter((claim) => !before.some((each) => claim.sentences.includes(each)));
    if (sentence.claims.length && !own.length) return [];
    const { page, title } = chapters.get(sentence.chapter) ?? {};
    const where = t("chapter", { n: sentence.chapter, title: t.say(title) });
    return [
      h("p", { class: "which" }, h("span", { class: "strong" }, t("sentence", { n: number })), h("span", { class: "parted" }, " · "),
        model.page && page ? h("a", { href: model.page(page), "data-keep": `chapter-${number}` }, where) : where),
      ...(own.length ? own.map((claim) => claimed(claim, number)) : [silence(sentence)]),
    ];
  }

  /** Go on from the open sentence to the next or previous one that matches, round at the ends. */
  function go(step) {
    const numbers = matching().map((each) => each.number);
    const from = inside.at(-1);
    const ahead = step > 0 ? numbers.find((each) => each > from) : numbers.findLast((each) => each < from);
    const to = ahead ?? numbers.at(step > 0 ? 0 : -1);
    pointed = null;
    become(to);
    set(model, { selected: [to] });
    drawPanel();
    squareOf.get(to).scrollIntoView({ block: "nearest" }); // not behind the panel
  }

  function drawPanel() {
    const chosen = selected();
    const none = !matching().length;
    inside = pointed !== null ? [pointed] : chosen.length ? chosen : open !== null ? [open] : [];
    const now = JSON.stringify([inside, chosen, none]);
    if (now === drawn) return;
    drawn = now;
    const kept = keep(panel);
    const buttons = h("div", { class: "steps" },
      button("←", () => go(-1), { "aria-label": t("previous"), "data-keep": "previous", disabled: none }),
      button("→", () => go(1), { "aria-label": t("next"), "data-keep": "next", disabled: none }),
      button("×", () => close(), { "aria-label": t("close"), "data-keep": "close" }));
    panel.replaceChildren(...(inside.length
      ? [buttons, ...inside.flatMap((number, at) => told(number, inside.slice(0, at)))]
      : [h("p", {}, t("hint")), h("p", { class: "small" }, t("legend.square")), h("p", { class: "small" }, t("legend.count")),
          model.get("language") === "en" ? "" : h("p", { class: "small" }, t("english"))]));
    panel.classList.toggle("pinned", chosen.length > 0 && inside.every((each) => chosen.includes(each)));
    panel.scrollTop = 0;
    const twins = new Set(inside.flatMap((number) => byNumber.get(number).claims.flatMap((claim) => claim.sentences)));
    for (const [number, each] of squareOf) {
      each.setAttribute("aria-selected", chosen.includes(number) ? "true" : "false");
      each.classList.toggle("open", inside.includes(number));
      each.classList.toggle("twin", twins.has(number) && !inside.includes(number));
    }
    restore(panel, kept);
  }

  /** Nothing is open any more; the focus goes to a square, without opening it again. */
  function close(number = inside.at(-1)) {
    squareOf.get(number)?.focus({ preventScroll: true });
    open = pointed = null;
    if (selected().length) set(model, { selected: [] });
    drawPanel();
  }

  // --- the same as a list ---------------------------------------------------------------------
  const listed = h("div", { class: "listed", tabindex: "0", role: "region", "aria-label": t("list") });
  function drawList() {
    listed.hidden = model.get("show") !== "list";
    grid.hidden = panel.hidden = !listed.hidden;
    if (listed.hidden) return listed.replaceChildren();
    const one = (sentence) => {
      const own = counted(sentence);
      if (!sentence.claims.length && !filtered())
        return [h("li", { "data-id": `s${sentence.number}` }, h("p", { class: "small" }, t("sentence", { n: sentence.number })), silence(sentence))];
      return own.map((claim) => h("li", {},
        h("p", { class: "small" }, t(claim.sentences.length > 1 ? "sentences" : "sentence", { n: claim.sentences.join(", ") })),
        claimed(claim)));
    };
    listed.replaceChildren(...rows.flatMap(([number, sentences]) => {
      const items = sentences.flatMap(one);
      if (!items.length) return [];
      return [h("p", { class: "strong" }, t("chapter", { n: number, title: t.say(chapters.get(number)?.title) })), h("ul", {}, items)];
    }));
  }

  // --- keeping in step with the traits --------------------------------------------------------
  function drawSums() {
    for (const [number, sentences] of rows) {
      const own = sentences.flatMap(counted);
      sums.get(number).replaceChildren(...VERDICTS.flatMap((each) => {
        const n = own.filter((claim) => claim.verdict === each).length;
        return n ? [h("span", { class: `verdict-${each}` }, h("span", { class: "tally", "aria-hidden": "true" }, SIGNS[each]),
          h("span", { class: "unseen" }, ` ${t(`verdict.${each}`)}`), ` ${n}`)] : [];
      }));
    }
  }
  function refilter() {
    drawBar();
    drawSums();
    const now = { sentences: matching().length, claims: claims.filter(fits).length };
    const all = { allSentences: shown.length, allClaims: claims.length, silent: shown.filter((each) => !each.claims.length).length };
    status.textContent = !now.claims && filtered() ? t("nothing") : t(filtered() ? "matching" : "whole", { ...now, ...all });
    clear.hidden = !filtered();
    for (const [number, each] of squareOf) {
      const { claims: own } = byNumber.get(number);
      each.setAttribute("aria-label", said(byNumber.get(number)));
      each.classList.toggle("outside", filtered() && !own.some(fits));
      for (const sign of each.querySelectorAll("[data-claim]"))
        sign.classList.toggle("faded", !fits(own.find((claim) => claim.id === sign.dataset.claim)));
    }
    drawPanel();
    drawList();
  }
  function onSelected() {
    drawPanel();
    const number = selected().at(-1);
    if (!number) return spoken.replaceChildren();
    become(number);
    const sentence = byNumber.get(number);
    spoken.replaceChildren(...(sentence.claims.length
      ? sentence.claims.map((claim) => t.spoken("span", claim.paraphrase ?? ""))
      : [t.spoken("span", sentence.reason)]));
  }
  const onShow = () => {
    drawBar();
    drawList();
  };

  const watched = { "change:filters": refilter, "change:selected": onSelected, "change:show": onShow };
  for (const [name, action] of Object.entries(watched)) model.on(name, action);
  body.append(bar, h("div", { class: "bar found" }, status, clear), h("div", { class: "stage" }, grid, panel), listed, spoken);
  become(selected().at(-1));
  refilter();
  return () => {
    for (const [name, action] of Object.entries(watched)) model.off(name, action);
  };
}

export default { render };
