// The lineage. Every name has a line of its own: its words, and under them a bar in per cent of the window, so that
// nothing is measured and words slide left where a bar stands too far right for them.

import {
  button, dayNumber, frame, h, isoDay, link, perFrame, radios, set, share, toggles, unique,
} from "./kit.js";

const NAMED = { en: "English", kk: "Қазақша", ru: "Русский" };
const CERTAIN = { seen: "●", mixed: "◐", knowledge: "○" };
const STRETCHES = [[], ["1450-01-01", "1730-12-31"], ["1700-01-01", "1917-12-31"], ["1915-01-01", "2008-12-31"], ["1985-01-01", "2008-12-31"]];
const TABLES_END = "2008-12-31"; // what the tables call open was in use then and after
const MONTHS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000]; // of a step of the scale
const SHORTEST = 300; // days in the window
const ALWAYS = "0000";
const FOREVER = "9999-12-31";
const ABBREVIATED = /\(([^()]*\p{Lu}{2}[^()]*)\)$/u; // (Kirghiz ASSR), but not (fort)

const exact = (days) => days?.length === 2 && days[0] === days[1];
export const covers = (name, day) =>
  Boolean(name.from || name.to || name.open) && (name.from?.[0] ?? ALWAYS) <= day && day <= (name.to?.[1] ?? FOREVER);

/** Which of the successive names was in use on a day, -1 for none: the last that covers it, as in tables.name_at. */
export const nameAt = (names, day) => names.findLastIndex((name) => covers(name, day));

/** Whether a name that covers a day may not have been in use on it: that day lies where it began or ended somehow. */
export const doubtful = ({ from, to, open }, day) =>
  !from || (!exact(from) && day <= from[1]) || (!open && (!to || (!exact(to) && day >= to[0])));

/**
 * The other names that may have been in use on a day. A name that ended exactly on it gave way to the new one; where an
 * end or a beginning is unknown, the neighbours in the chain set it a limit.
 */
export const others = (names, at, day) =>
  names.filter((name, each) => {
    const past = !name.open && !name.to && day > (names[each + 1]?.from?.[1] ?? FOREVER);
    const ahead = !name.from && day < (names[each - 1]?.from?.[0] ?? ALWAYS);
    return each !== at && covers(name, day) && !past && !ahead && !(exact(name.to) && name.to[1] === day);
  });

/** The days on which some body is called otherwise than on the day before. */
export function changes(bodies) {
  const before = (day) => isoDay(dayNumber(day) - 1);
  const found = bodies.flatMap(({ names }) =>
    names
      .flatMap(({ from, to }) => [from?.[0], to && isoDay(dayNumber(to[1]) + 1)])
      .filter((day) => day && nameAt(names, day) !== nameAt(names, before(day))),
  );
  return [...new Set(found)].sort();
}

/** A day as it is typed: 1936-06-01, 1936-06, 1936 or 1.6.1936; null if there is no such day. */
export function typed(text) {
  const turned = text.trim().replace(/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, "$3-$2-$1");
  const [, year, month = "1", day = "1"] = turned.match(/^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/) ?? [];
  return year ? valid([year, month.padStart(2, "0"), day.padStart(2, "0")].join("-")) : null;
}
const valid = (day) => {
  const number = /^\d{4}-\d\d-\d\d$/.test(day) && day > "0001" ? dayNumber(day) : NaN;
  return !Number.isNaN(number) && isoDay(number) === day ? day : null;
};

/** The pieces of a bar, in day numbers: [class, from, to]; null is the edge of the window. */
export function pieces({ from, to, open }) {
  const days = (range) => range && [dayNumber(range[0]), dayNumber(range[1]) + (exact(range) ? 0 : 1)];
  const [first, last] = [days(from), days(to)];
  if (!first && !last && !open) return [];
  const made = [];
  if (first && !exact(from)) made.push(["maybe", first[0], first[1]]);
  if (last && !exact(to)) made.push(["maybe", last[0], last[1]]);
  if (open) return [...made, first ? ["core open", first[1], null] : ["maybe", null, null]];
  if (!first) return [["maybe unbegun", null, last[0]], ...made];
  if (!last) return [...made, ["maybe unended", first[1], null]];
  return first[1] < last[0] ? [...made, ["core", first[1], last[0]]] : made;
}

function render({ model, el }) {
  const bodies = model.get("bodies");
  const drawn = bodies.flatMap(({ names }) => names.flatMap(({ from = [], to = [] }) => [...from, ...to])).sort();
  const edges = drawn.length ? [drawn[0], [drawn.at(-1), TABLES_END].sort()[1]] : ["1900-01-01", TABLES_END];
  const [first, last] = edges.map(dayNumber);
  const whole = [first - (last - first) * 0.02, last + Math.max(900, (last - first) * 0.03)];

  const ids = () => model.get("ids");
  const day = () => valid(model.get("day")) ?? "";
  const kinds = () => {
    const wanted = [model.get("filters")?.kind ?? []].flat();
    return bodies.some(({ kind }) => wanted.includes(kind)) ? wanted : [];
  };
  const shown = () => bodies.filter(({ id, kind }) => ids().includes(id) && (!kinds().length || kinds().includes(kind)));
  const span = () => {
    const [from, to] = model.get("view").map(valid);
    return from && to && from < to ? [dayNumber(from), dayNumber(to) + 1] : whole;
  };

  return frame(model, el, "lineage", (body, t) => {
    let [from, to] = span();
    const percent = (at) => ((at - from) / (to - from)) * 100;
    const kindOf = ({ kind }) => kind && t(`${model.get("register") === "places" ? "place" : "institution"}_kind.${kind}`);
    const inWords = (iso) => {
      const [year, month, date] = iso.split("-").map(Number);
      return t("day", { year, month: t("months-of").split(" ")[month - 1], day: date });
    };
    const certain = ({ certainty }) => CERTAIN[certainty] && [h("span", { "aria-hidden": "true" }, `${CERTAIN[certainty]} `), t(`certainty.${certainty}`)];

    // --- controls ---------------------------------------------------------------------------
    const look = (left, right) => {
      const length = Math.min(whole[1] - whole[0], Math.max(SHORTEST, right - left));
      const start = Math.min(whole[1] - length, Math.max(whole[0], (left + right - length) / 2));
      set(model, { view: length >= whole[1] - whole[0] ? [] : [isoDay(start), isoDay(start + length - 1)] });
    };
    const zoom = (factor) => {
      const marked = day() ? dayNumber(day()) : NaN;
      const at = marked >= from && marked <= to ? marked : (from + to) / 2;
      look(at - (at - from) * factor, at + (to - at) * factor);
    };
    const pan = (by) => look(from + (to - from) * by, to + (to - from) * by);
    const stretches = STRETCHES.filter((each) => !each.length || (each[0] < edges[1] && each[1] > edges[0]));
    const stretch = radios(t("span"), stretches.map((each) => [each.join(), each.length ? each.map((end) => end.slice(0, 4)).join("–") : t("whole")]),
      model.get("view").join(), (value) => set(model, { view: value ? value.split(",") : [] }));
    const move = (key, sign, action) => button(sign, action, { "aria-label": t(key), title: t(key), "data-keep": key });
    const zooming = h("div", { class: "group" }, move("earlier", "◀", () => pan(-0.4)), move("zoom-out", "−", () => zoom(1.8)),
      move("zoom-in", "+", () => zoom(1 / 1.8)), move("later", "▶", () => pan(0.4)));
    const present = [...new Set(bodies.map(({ kind }) => kind).filter(Boolean))];
    // What is ticked is read from the page, so that a choice made in Python need not draw the boxes anew.
    const ticked = (group) => [...group.querySelectorAll("input:checked")].map((input) => input.value);
    const byKind = toggles(t("kind"), present.map((kind) => [kind, kindOf({ kind })]), kinds(), () => {
      const kind = ticked(byKind);
      set(model, { filters: kind.length ? { kind } : {} });
    });
    const boxes = toggles(t(`register.${model.get("register")}`), bodies.map(({ id, name }) => [id, t.say(name)]), ids(), () => set(model, { ids: ticked(boxes) }));
    const several = bodies.filter(({ names }) => names.length > 1).map(({ id }) => id);
    const chooser = h("details", { class: "chooser" }, h("summary", { "data-keep": "chooser" }),
      h("div", { class: "bar" }, button(t("several"), () => set(model, { ids: several })), button(t("everything"), () => set(model, { ids: bodies.map(({ id }) => id), filters: {} }))),
      present.length > 1 ? byKind : null, boxes);
    const count = h("p", { class: "small", role: "status" });

    // --- chart: the scale with its marker, and a line for each name --------------------------
    const words = h("span", { class: "words", "aria-hidden": "true" });
    const handle = h("span", { class: "handle", role: "slider", tabindex: "0", "data-keep": "handle", "aria-label": t("day-marker") });
    const rail = h("div", { class: "rail" }, words, handle);
    const ticks = h("div", { class: "ticks", "aria-hidden": "true" });
    const lines = h("div", { class: "lines", "aria-hidden": "true" });
    const marker = h("div", { class: "marker", "aria-hidden": "true" });
    const list = h("ul", { class: "bodies" });
    const chart = h("div", { class: "chart" }, h("div", { class: "scale" }, rail, ticks), h("div", { class: "field" }, lines, list, marker));
    const prefix = unique("chain");

    /** The abbreviation of a name, if the names of the body can be told apart by it. */
    const short = (body, name) => {
      const brief = (text) => text.match(ABBREVIATED)?.[1] ?? text;
      const full = t.say(name.name);
      return body.names.some((each) => brief(t.say(each.name)) === brief(full) && t.say(each.name) !== full) ? full : brief(full);
    };
    function bar(name) {
      const parts = pieces(name).map(([style, start, end]) => {
        const left = start === null ? null : percent(start);
        const right = end === null ? null : percent(end);
        if ((left ?? 0) >= 100 || (right ?? 100) <= 0) return null;
        // A bar whose end is unknown is as long as its fading; one that lasts is cut at the edge of the window.
        const at = [
          left === null ? (style.includes("unbegun") ? "" : "left:0") : `left:${Math.max(0, left)}%`,
          right === null ? (style.includes("unended") ? "" : "right:0") : `right:${Math.max(0, 100 - right)}%`,
        ];
        return h("span", { class: `piece ${style}`, style: at.join(";") });
      });
      return { parts: parts.filter(Boolean), outside: parts.some(Boolean) ? 0 : parts.length && (percentOf(name) <= 0 ? -1 : 1) };
    }
    const percentOf = ({ from: begin, to: end }) => percent(dayNumber((begin ?? end)?.[0] ?? edges[0]));

    function line(body, name, number) {
      const { parts, outside } = bar(name);
      const begins = Math.min(100, Math.max(0, percentOf(name)));
      return h(
        "li",
        { class: CERTAIN[name.certainty] ? `name ${name.certainty}` : "name", "data-name": `${body.id}/${number}`, "data-outside": outside ? String(outside) : null },
        h("span", { class: "gap", style: `flex-basis:${outside ? (outside < 0 ? 0 : 100) : begins}%` }),
        h("span", { class: "label" },
          h("span", { "aria-hidden": "true" }, outside < 0 ? "« " : "", h("span", { class: "sign" }), CERTAIN[name.certainty] ? `${CERTAIN[name.certainty]} ` : ""),
          t.spoken("span", name.name, { class: "full" }),
          h("span", { class: "short", "aria-hidden": "true" }, short(body, name)),
          h("span", { class: "when" }, ` ${t.say(name.when)}`),
          h("span", { "aria-hidden": "true" }, outside > 0 ? " »" : ""),
          h("span", { class: "unseen" }, [outside && t(outside < 0 ? "before" : "after"), CERTAIN[name.certainty] && t(`certainty.${name.certainty}`)].filter(Boolean).map((each) => `, ${each}`).join("")),
          h("span", { class: "unseen then" })),
        h("span", { class: "track", "aria-hidden": "true" }, parts),
      );
    }

    function drawField() {
      [from, to] = span();
      const now = shown();
      const open = model.get("selected");
      const months = t("months").split(" ");
      const step = MONTHS.find((each) => (to - from) / 30.44 / each <= 6) ?? MONTHS.at(-1);
      const start = new Date(from * 864e5);
      const marks = [];
      for (let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step; ; month += step) {
        const at = percent(Date.UTC(Math.floor(month / 12), month % 12, 1) / 864e5);
        if (at > 100) break;
        if (at >= 0) marks.push([at, month % 12 ? `${months[month % 12].slice(0, 3)} ${Math.floor(month / 12)}` : `${month / 12}`]);
      }
      ticks.replaceChildren(...marks.map(([at, text]) => h("span", { class: at > 88 ? "tick late" : "tick", style: `left:${at}%` }, text)));
      lines.replaceChildren(...marks.map(([at]) => h("span", { style: `left:${at}%` })));
      list.replaceChildren(
        ...now.map((body) => {
          const chain = `${prefix}-${bodies.indexOf(body)}`;
          const isOpen = body.id === open;
          return h(
            "li",
            { "data-id": body.id },
            h("button", { type: "button", class: "pick", "aria-expanded": String(isOpen), "aria-controls": isOpen ? chain : null, "data-keep": `pick-${body.id}`,
              onclick: (event) => pick(isOpen ? "" : body.id, event.currentTarget) },
              h("span", { "aria-hidden": "true" }, isOpen ? "▾ " : "▸ "), t.spoken("span", body.name), h("span", { class: "small" }, ` · ${t("names", { n: body.names.length })}`)),
            h("ul", { class: "names" }, body.names.map((name, number) => line(body, name, number))),
            isOpen ? chainOf(body, chain) : null,
          );
        }),
      );
      const all = now.reduce((sum, { names }) => sum + names.length, 0);
      count.textContent = now.length ? `${t(`register.${model.get("register")}`)}: ${now.length} · ${t("names", { n: all })}` : t("nothing");
      chart.hidden = panel.hidden = !now.length;
      drawDay();
    }

    /** Open a chain of names, or close it. Another that closes above must not move the page under the reader. */
    function pick(id, pressed) {
      const top = pressed.getBoundingClientRect().top;
      set(model, { selected: id });
      const again = list.querySelector(`[data-keep="${CSS.escape(pressed.dataset.keep)}"]`);
      scrollBy({ top: again.getBoundingClientRect().top - top, behavior: "instant" });
    }

    /** A name in three languages. Where a language kept the name before, it says so: there no change took place. */
    const inThree = (name, before) =>
      h("dl", {}, Object.entries(NAMED).filter(([language]) => name[language]).flatMap(([language, title]) => [
        h("dt", { lang: language }, title),
        h("dd", {}, h("span", { lang: language, dir: "auto" }, name[language]),
          before && before[language] === name[language] ? h("span", { class: "small same" }, ` = ${t("same")}`) : ""),
      ]));

    function chainOf(body, id) {
      const ends = body.names.flatMap(({ from: begin = [], to: end = [], open }) => [...begin, ...end, ...(open ? [TABLES_END] : [])]).sort();
      return h(
        "div",
        { class: "detail", id },
        h("p", { class: "small" }, kindOf(body) ?? "", body.note ? [kindOf(body) ? " · " : "", h("span", { lang: "en", dir: "auto" }, body.note)] : ""),
        h("ol", { class: "chain" }, body.names.map((name, number) =>
          h("li", { "data-chain": `${body.id}/${number}` },
            h("p", {}, h("b", {}, t.say(name.when)), h("span", { class: "then" })),
            inThree(name.name, body.names[number - 1]?.name),
            name.events ? h("p", { class: "small" }, t("events-under", { n: name.events })) : "",
            h("p", { class: "small" }, certain(name) ?? "", name.note ? [certain(name) ? " · " : "", h("span", { lang: "en", dir: "auto" }, name.note)] : "")))),
        h("div", { class: "bar" },
          ends.length > 1 ? button(t("fit"), () => look(dayNumber(ends[0]) - 200, dayNumber(ends.at(-1)) + 200), { "data-keep": "fit" }) : "",
          button(t("close"), () => { set(model, { selected: "" }); list.querySelector(`[data-keep="pick-${CSS.escape(body.id)}"]`)?.focus({ preventScroll: true }); }, { "data-keep": "close" }),
          h("span", {}, t("events", { n: body.events ?? 0 }), model.page ? [" · ", link(model, model.get("register"), body.id, t("register"))] : "")),
      );
    }

    // --- the day ------------------------------------------------------------------------------
    const wrong = h("p", { class: "wrong", role: "alert" });
    const hint = unique("hint");
    const field = h("input", { type: "text", class: "day", autocomplete: "off", spellcheck: "false", "aria-describedby": hint, "data-keep": "day", placeholder: "1936-06-01",
      onchange: (event) => ask(event.target.value), onkeydown: (event) => event.key === "Enter" && ask(event.target.value) });
    const said = h("p", { role: "status", class: "strong" });
    const answers = h("ul", { class: "answers" });
    const step = (by) => {
      const days = changes(shown());
      const next = by > 0 ? days.find((each) => each > (day() || isoDay(from))) : days.findLast((each) => each < (day() || isoDay(to)));
      if (!next) return;
      if (dayNumber(next) < from || dayNumber(next) >= to) look(dayNumber(next) - (to - from) / 2, dayNumber(next) + (to - from) / 2);
      set(model, { day: next });
    };
    const earlier = button(t("change-before"), () => step(-1), { "data-keep": "change-before" });
    const later = button(t("change-after"), () => step(1), { "data-keep": "change-after" });
    const without = button(t("day-clear"), () => { set(model, { day: "" }); field.focus(); }, { "data-keep": "day-clear" });
    const panel = h("div", { class: "asked" }, h("p", { class: "strong" }, t("day-question")),
      h("div", { class: "bar" }, h("label", { class: "choice" }, h("span", {}, t("day-label")), field), earlier, later, without),
      h("p", { class: "small", id: hint }, t("day-hint")), wrong, said, answers);
    function ask(text) {
      const asked = text.trim() ? typed(text) : "";
      wrong.textContent = asked === null ? t("day-wrong") : "";
      field.setAttribute("aria-invalid", String(asked === null));
      if (asked !== null) set(model, { day: asked });
      if (asked) field.value = asked;
    }

    /** How each name of a body stands to the day: now, perhaps, not-yet, no-longer. */
    const standing = (body, asked) => {
      const at = nameAt(body.names, asked);
      const maybe = at < 0 ? [] : others(body.names, at, asked);
      const doubt = at >= 0 && (maybe.length > 0 || doubtful(body.names[at], asked));
      const states = body.names.map((name, each) => {
        if (each === at) return doubt ? "perhaps" : "now";
        if (maybe.includes(name)) return "perhaps";
        if (!name.from && !name.to && !name.open) return "";
        return (name.from ?? name.to ?? [ALWAYS])[0] > asked ? "not-yet" : "no-longer";
      });
      return { at, maybe, doubt, states };
    };

    function drawDay() {
      const asked = day();
      const number = asked ? dayNumber(asked) : Math.round((from + to) / 2);
      const at = percent(number + 0.5);
      const out = at < 0 ? "◂" : at > 100 ? "▸" : "";
      const place = Math.min(100, Math.max(0, at));
      handle.style.left = words.style.left = `clamp(1rem, ${place}%, 100% - 1rem)`;
      handle.textContent = asked ? out || "◆" : "◇";
      words.textContent = asked ? inWords(asked) : t("day-none");
      words.classList.toggle("left", place > 50);
      marker.hidden = !asked || Boolean(out);
      marker.style.left = `${place}%`;
      const now = shown();
      const standings = new Map(now.map((body) => [body.id, asked ? standing(body, asked) : null]));
      const open = standings.get(model.get("selected"));
      const opened = open?.at >= 0 ? `: ${t.say(bodies.find(({ id }) => id === model.get("selected")).names[open.at].name)}` : "";
      for (const [name, value] of Object.entries({ valuemin: Math.ceil(whole[0]), valuemax: Math.floor(whole[1]), valuenow: number, valuetext: asked ? inWords(asked) + opened : t("day-none") }))
        handle.setAttribute(`aria-${name}`, value);
      for (const each of list.querySelectorAll("[data-name], [data-chain]")) {
        const [id, index] = (each.dataset.name ?? each.dataset.chain).split(/\/(?=\d+$)/);
        const state = standings.get(id)?.states[index] ?? "";
        each.dataset.then = state;
        each.querySelector(".then").textContent = state ? (each.dataset.name ? ", " : " · ") + t(`then.${state}`) : "";
        const sign = each.querySelector(".sign");
        if (sign) sign.textContent = state === "now" ? "◆ " : state === "perhaps" ? "◆? " : "";
      }
      if (field !== field.getRootNode().activeElement) field.value = asked;
      without.hidden = !asked;
      said.setAttribute("aria-live", handle === handle.getRootNode().activeElement ? "off" : "polite"); // the marker speaks for itself
      said.textContent = asked ? inWords(asked) + opened : "";
      const named = now.filter(({ id }) => standings.get(id)?.at >= 0);
      const nameless = asked ? now.filter((body) => !named.includes(body)) : [];
      answers.replaceChildren(
        ...named.map((body) => {
          const { at: found, maybe, doubt } = standings.get(body.id);
          const also = maybe.map((name) => h("span", {}, "; ", t("or", { name: t.say(name.name) })));
          const begun = !doubt && changes([body]).includes(asked) ? h("span", { class: "small begun" }, ` · ${t("begun")}`) : "";
          return h("li", { "data-answer": body.id }, h("p", { class: "who" }, t.spoken("span", body.name), begun), inThree(body.names[found].name),
            doubt ? h("p", { class: "doubt" }, `≈ ${t("doubt")}`, also) : "");
        }),
        nameless.length ? h("li", { class: "nameless" }, t("no-name"), " ", nameless.flatMap(({ id, name }, number) => [number ? ", " : "", t.spoken("span", name, { "data-nameless": id })])) : "",
      );
    }

    const paintDay = perFrame(drawDay);
    const shifted = (months, days) => {
      const date = new Date((day() ? dayNumber(day()) : Math.round((from + to) / 2)) * 864e5);
      const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
      const moved = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, Math.min(length, date.getUTCDate()) + days) / 864e5;
      return isoDay(Math.min(Math.floor(whole[1]), Math.max(Math.ceil(whole[0]), moved)));
    };
    handle.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      const year = { PageUp: 1, PageDown: -1 }[event.key];
      const end = { Home: from, End: to - 1 }[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey || (by ?? year ?? end) === undefined) return;
      event.preventDefault();
      set(model, { day: by ? (event.shiftKey ? shifted(by, 0) : shifted(0, by)) : year ? shifted(12 * year, 0) : isoDay(Math.round(end)) });
    });
    const seek = (event) => {
      const box = rail.getBoundingClientRect();
      const portion = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
      set(model, { day: isoDay(Math.floor(Math.min(to - 1, from + portion * (to - from)))) });
    };
    rail.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault(); // no selection of text; the focus is given here
      rail.setPointerCapture(event.pointerId);
      handle.focus({ preventScroll: true });
      seek(event);
    });
    rail.addEventListener("pointermove", (event) => rail.hasPointerCapture(event.pointerId) && seek(event));

    // --- keeping in step with the traits ------------------------------------------------------
    const tick = (group, values) => group.querySelectorAll("input").forEach((input) => (input.checked = values.includes(input.value)));
    const drawChoice = () => {
      tick(byKind, kinds());
      tick(boxes, ids());
      chooser.querySelector("summary").textContent = t("choose", { n: shown().length, all: bodies.length });
      redraw();
    };
    const redraw = () => {
      const root = list.getRootNode();
      const kept = list.contains(root.activeElement) ? root.activeElement.dataset.keep : null;
      drawField();
      if (kept) list.querySelector(`[data-keep="${CSS.escape(kept)}"]`)?.focus({ preventScroll: true });
    };
    const onView = () => {
      tick(stretch, [model.get("view").join()]);
      redraw();
    };
    const watched = { ids: drawChoice, filters: drawChoice, view: onView, selected: redraw, day: paintDay };
    body.append(h("div", { class: "bar" }, stretch, zooming), chooser, count, chart, h("p", { class: "small keys" }, t("legend"), " ",
      Object.entries(CERTAIN).map(([value, sign]) => `${sign} ${t(`certainty.${value}`)}`).join(" · ")), panel, share(model, t) ?? "");
    drawChoice();
    for (const [name, action] of Object.entries(watched)) model.on(`change:${name}`, action);
    return () => {
      paintDay.cancel();
      for (const [name, action] of Object.entries(watched)) model.off(`change:${name}`, action);
    };
  });
}

export default { render };
