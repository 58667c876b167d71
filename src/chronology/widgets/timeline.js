// The timeline. A mark is one event, or several where they would lie on top of each other; nothing is
// drawn that is not in the window, so that a hundred thousand events cost no more elements than a hundred.

import {
  SIGNS, VERDICTS, button, choice, dayNumber, folded, frame, h, isoDay, link, perFrame, radios, set, share, toggles,
  unique, verdict,
} from "./kit.js";

const MARK = 20; // pixels: size of a mark, and of the target for a finger with the gap
const ROW = 25;
const HEAD = 17;
const LETTER = 6.7; // pixels of a letter of a label, about
const CLOSEST = 70; // pixels of a day at most
const ROWS = 16; // of all lanes together, about
const LONGEST = 200; // entries of the list before "more"
const WESTERN = dayNumber("1918-02-14"); // first day of the Western calendar in Russia
const LISTS = { kind: "kind", verdict: "verdict", topic: "topics", place: "places", party: "parties" };
const LABELS = { kind: "event_kind", verdict: "verdict", topic: "topic", place: "place", party: "party" };
const STEPS = [
  ["year", 200], ["year", 100], ["year", 50], ["year", 20], ["year", 10], ["year", 5], ["year", 2], ["year", 1],
  ["month", 6], ["month", 3], ["month", 1], ["day", 10], ["day", 5], ["day", 1],
];
const LENGTHS = { year: 365.25, month: 30.44, day: 1 };

const many = (value) => (Array.isArray(value) ? value : value ? [value] : []);

/** What the script knows of an event beyond its record: day numbers, and the text that is searched. */
export function prepared(records) {
  return records.map((record, order) => ({
    ...record,
    order,
    from: record.start ? dayNumber(record.start) : null,
    to: record.end ? dayNumber(record.end) + 1 : null, // a day lasts until the next begins
    text: null,
  }));
}

const searchable = (row) =>
  (row.text ??= folded(
    ["title", "date", "explanation", "note"].flatMap((stem) => Object.values(row[stem] ?? {})).join("\n"),
  ));

/** The events that pass all filters, in their order. The same rules as `filtered` in timeline.py. */
export function filtered(rows, filters, periods) {
  const tests = [];
  for (const [name, field] of Object.entries(LISTS)) {
    const wanted = new Set(many(filters[name]));
    if (wanted.size) tests.push((row) => many(row[field]).some((value) => wanted.has(value)));
  }
  if (filters.period) {
    const period = periods.find((each) => each.id === filters.period);
    const from = dayNumber(period.start);
    const to = period.end ? dayNumber(period.end) : Infinity;
    tests.push((row) => row.from !== null && row.from >= from && row.from <= to);
  }
  if (typeof filters.in_essay === "boolean") tests.push((row) => Boolean(row.in_essay) === filters.in_essay);
  const sought = folded(filters.text ?? "").split(" ").filter(Boolean);
  if (sought.length) tests.push((row) => sought.every((word) => searchable(row).includes(word)));
  return tests.length ? rows.filter((row) => tests.every((test) => test(row))) : rows;
}

/** The lanes: [key, rows] in the order in which they are shown. Rare parties share a lane. */
export function laned(rows, lanes, order) {
  const found = new Map();
  const put = (key, row) => (found.has(key) ? found.get(key).push(row) : found.set(key, [row]));
  for (const row of rows) {
    if (row.from === null) continue;
    if (lanes === "none") put("all", row);
    else if (lanes === "essay") put(row.in_essay ? "yes" : "no", row);
    else if (lanes === "party" || lanes === "topic") many(row[LISTS[lanes]]).forEach((key) => put(key, row));
    else put(row[LISTS[lanes]] ?? "", row);
  }
  let listed = [...found];
  if (lanes === "party") {
    listed.sort((a, b) => b[1].length - a[1].length);
    const rest = listed.splice(7).flatMap(([, each]) => each);
    if (rest.length) listed.push(["others", [...new Set(rest)].sort((a, b) => a.order - b.order)]);
  } else {
    const place = (key) => (order.indexOf(key) + 1 || order.length + 1);
    listed.sort((a, b) => place(a[0]) - place(b[0]));
  }
  return listed;
}

/**
 * Where the marks of a lane stand at a scale of so many pixels a day: each {x, w, row, room, items}. Positions do not
 * depend on the window, so that panning moves the marks together. Rows are filled from above, with room for a label
 * where there is some; what finds no row joins the mark before it.
 */
export function packed(rows, scale, origin, limit, width) {
  const marks = [];
  const ends = []; // of each row: where its last mark ends
  const wished = []; // … and where its label would end
  const lasts = [];
  let joined = null; // the group that the last event joined
  for (const row of rows) {
    const x = (row.from - origin) * scale;
    const w = Math.max(MARK, ((row.to ?? 1e9) - row.from) * scale);
    if (joined && x < joined.x + joined.w && w <= MARK * 2) {
      joined.items.push(row);
      continue;
    }
    let place = -1;
    for (let each = 0; each < limit && place < 0; each += 1) if (!(wished[each] > x)) place = each;
    if (place < 0) for (let each = 0; each < limit; each += 1) if (ends[each] <= x && !(ends[each] >= ends[place])) place = each;
    if (place < 0) {
      // No room: join the mark that begins last.
      for (let each = 0; each < limit; each += 1) if (!(lasts[each].x <= lasts[place]?.x)) place = each;
      joined = lasts[place];
      joined.items.push(row);
      joined.w = Math.max(joined.w, MARK + 10);
      ends[place] = Math.max(ends[place], joined.x + joined.w + 3);
      wished[place] = Math.max(wished[place], ends[place]);
      continue;
    }
    const mark = { x, w, row: place, room: Infinity, items: [row] };
    if (lasts[place]) lasts[place].room = x - lasts[place].x - lasts[place].w - 6;
    lasts[place] = mark;
    ends[place] = x + w + 3;
    wished[place] = ends[place] + Math.min(width / 3, Math.max(...Object.values(row.title ?? { en: "" }).map((text) => text.length), 0) * LETTER);
    marks.push(mark);
  }
  return { marks, rows: ends.length };
}

/** Days of the ticks of an axis, with step and unit, for about one tick each 80 pixels. */
export function ticks(from, to, width) {
  const wanted = ((to - from) / width) * 80;
  const [unit, step] = STEPS.findLast(([each, count]) => LENGTHS[each] * count >= wanted) ?? STEPS[0];
  const found = [];
  const first = new Date(Math.max(from, -719000) * 864e5);
  let year = first.getUTCFullYear();
  let month = unit === "year" ? 0 : first.getUTCMonth();
  if (unit === "year") year -= year % step;
  if (unit === "month") month -= month % step;
  for (let count = 0; count < 400; count += 1) {
    const months = Date.UTC(year, month, 1) / 864e5;
    if (months > to) break;
    if (unit === "day") {
      const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
      for (let day = 1; day <= length - (step > 1 ? 2 : 0); day += day === 1 && step > 1 ? step - 1 : step) {
        if (months + day - 1 >= from && months + day - 1 <= to) found.push(months + day - 1);
      }
      month += 1;
    } else {
      if (months >= from) found.push(months);
      if (unit === "year") year += step;
      else month += step;
    }
  }
  return { unit, step, days: found };
}

/** A day of the Western calendar in the Old Style (Julian): the lag is whole days from one leap year lost to the next. */
export function oldStyle(day) {
  const date = new Date(day * 864e5);
  const year = date.getUTCFullYear() - (date.getUTCMonth() < 2 ? 1 : 0);
  return day - (Math.floor(year / 100) - Math.floor(year / 400) - 2);
}

function render({ model, el }) {
  const rows = prepared(model.get("events"));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const periods = model.get("periods");
  const dated = rows.filter((row) => row.from !== null);
  const first = dated.reduce((least, row) => Math.min(least, row.from), Infinity);
  const last = dated.reduce((most, row) => Math.max(most, row.to ?? row.from + 365), -Infinity);
  const margin = Math.max(2, (last - first) * 0.03);
  const whole = dated.length ? [first - margin, last + margin] : [0, 365];
  const span = () => {
    const given = model.get("view");
    return given.length === 2 ? [dayNumber(given[0]), dayNumber(given[1]) + 1] : [...whole];
  };

  return frame(model, el, "timeline", (body, t) => {
    let [from, to] = span();
    let chosen = [];
    let lanes = [];
    let layouts = new Map();
    let scaleOfLayout = 0;
    let width = 600;
    let more = LONGEST;
    let group = null; // the events of a mark whose list is open

    const filters = () => model.get("filters");
    const narrow = (name, value) => {
      const next = { ...filters(), [name]: value };
      if (value === null || value === "" || value?.length === 0) delete next[name];
      set(model, { filters: next });
    };
    const list = (name) => (LABELS[name] === "party" || LABELS[name] === "place" ? `${LABELS[name]}` : LABELS[name]);
    const nameOf = (name, value) => t(`${list(name)}.${value}`);
    const present = (field) => [...new Set(rows.flatMap((row) => many(row[field])))];
    const months = t("months").split(" ");
    const dateOf = (row) => t.say(row.date);

    // --- controls ---------------------------------------------------------------------------
    const status = h("p", { class: "small", role: "status" });
    const spoken = h("p", { class: "unseen", "aria-live": "polite" });
    const search = h("input", {
      type: "search",
      "data-keep": "search",
      value: filters().text ?? "",
      oninput: (event) => narrow("text", event.target.value),
    });
    const goTo = (id) => {
      const period = periods.find((each) => each.id === id);
      look(period ? [dayNumber(period.start) - 1, (period.end ? dayNumber(period.end) : last) + 2] : [...whole]);
    };
    const schemes = [...new Set(periods.map((period) => period.scheme))];
    const periodOptions = schemes.map((scheme) => [
      t(`scheme.${scheme}`),
      periods.filter((period) => period.scheme === scheme).map((period) => [period.id, t.say(period.title)]),
    ]);
    const zoomBar = h(
      "div",
      { class: "group" },
      button("−", () => zoom(1.6), { "aria-label": t("zoom-out"), title: t("zoom-out") }),
      button("+", () => zoom(1 / 1.6), { "aria-label": t("zoom-in"), title: t("zoom-in") }),
      button(t("fit"), () => look(fitted())),
    );
    const switches = h("div", { class: "switch" });
    const panel = h("div", { class: "panel" });
    const unfold = h("details", { class: "filters" }, h("summary", { "data-keep": "filters" }), panel);
    body.append(
      h(
        "div",
        { class: "bar" },
        h("label", { class: "choice search" }, h("span", {}, t("search")), search),
        choice(t("lanes"), ["essay", "kind", "party", "topic", "verdict", "none"].map((each) => [each, t(`lanes.${each}`)]), model.get("lanes"),
          (value) => set(model, { lanes: value }), { "data-keep": "lanes" }),
        choice(t("go-to"), [["", t("whole")], ...periodOptions], "", goTo, { "data-keep": "go" }),
        zoomBar,
        switches,
      ),
      unfold,
      status,
      spoken,
    );
    const drawSwitches = () =>
      switches.replaceChildren(
        radios(t("show"), [["chart", t("chart")], ["list", t("list")]], model.get("show"), (value) => set(model, { show: value })),
      );
    const drawPanel = () => {
      const now = filters();
      const counted = Object.keys(now).filter((name) => name !== "text").length;
      unfold.querySelector("summary").textContent = counted ? t("filters-n", { n: counted }) : t("filters");
      const one = (name, label) => {
        const values = present(LISTS[name]).map((value) => [value, nameOf(name, value)]);
        values.sort((a, b) => a[1].localeCompare(b[1], model.get("language")));
        const wanted = many(now[name]);
        const several = wanted.length > 1 ? [["several", t("several", { n: wanted.length })]] : [];
        return choice(label, [["", t("any")], ...several, ...values], wanted.length > 1 ? "several" : wanted[0] ?? "",
          (value) => value !== "several" && narrow(name, value ? [value] : []), { "data-keep": `filter-${name}` });
      };
      const keptFocus = panel.contains(panel.getRootNode().activeElement) && panel.getRootNode().activeElement.dataset;
      const kept = keptFocus && (keptFocus.keep ?? null);
      const value = panel.contains(panel.getRootNode().activeElement) ? panel.getRootNode().activeElement.value : null;
      panel.replaceChildren(
        toggles(t("verdict"), VERDICTS.map((each) => [each, `${SIGNS[each]} ${t(`verdict.${each}`)}`, `verdict-${each}`]), many(now.verdict),
          (wanted) => narrow("verdict", wanted)),
        h("div", { class: "bar" },
          one("kind", t("kind")), one("topic", t("topic")), one("party", t("party")), one("place", t("place")),
          choice(t("period"), [["", t("any")], ...periodOptions], now.period ?? "", (id) => { narrow("period", id); if (id) goTo(id); }, { "data-keep": "filter-period" }),
          choice(t("essay"), [["", t("any")], ["yes", t("lanes.essay.yes")], ["no", t("lanes.essay.no")]],
            now.in_essay === undefined ? "" : now.in_essay ? "yes" : "no", (each) => narrow("in_essay", each === "" ? null : each === "yes"), { "data-keep": "filter-essay" }),
          counted || now.text ? button(t("clear"), () => set(model, { filters: {} }), { "data-keep": "clear" }) : null,
        ),
      );
      const again = kept ? panel.querySelector(`[data-keep="${kept}"]`) : value && panel.querySelector(`input[value="${CSS.escape(value)}"]`);
      again?.focus({ preventScroll: true });
    };

    // --- chart ------------------------------------------------------------------------------
    const prefix = unique("mark");
    const axis = h("div", { class: "axis", "aria-hidden": "true" });
    const field = h("div", { class: "lanes" });
    const plot = h("div", { class: "plot", tabindex: "0", role: "listbox", "data-keep": "plot" }, field);
    const band = h("div", { class: "band" });
    const overview = h("div", { class: "overview", "aria-hidden": "true" }, h("canvas"), band);
    const chart = h("div", { class: "chart" }, axis, plot, overview, h("p", { class: "small keys" }, t("keys")));
    const listed = h("div", { class: "listed" });
    const card = h("div", {});
    body.append(chart, listed, card, share(model, t) ?? "");

    const scale = () => width / (to - from);
    const fitted = () => {
      const drawn = chosen.filter((row) => row.from !== null);
      if (!drawn.length) return [...whole];
      const least = drawn.reduce((a, row) => Math.min(a, row.from), Infinity);
      const most = drawn.reduce((a, row) => Math.max(a, row.to ?? row.from + 365), -Infinity);
      const room = Math.max(3, (most - least) * 0.05);
      return [least - room, most + room];
    };

    function look([left, right], tell = true) {
      const shortest = width / CLOSEST;
      const longest = (whole[1] - whole[0]) * 1.2;
      const length = Math.min(longest, Math.max(shortest, right - left));
      const middle = Math.min(whole[1], Math.max(whole[0], (left + right) / 2));
      [from, to] = [middle - length / 2, middle + length / 2];
      paint();
      if (tell) report();
    }
    let pending = 0;
    let own = ""; // the view that we set ourselves, which need not be drawn again
    const report = () => {
      clearTimeout(pending);
      pending = setTimeout(() => {
        const all = Math.abs(from - whole[0]) < 1 && Math.abs(to - whole[1]) < 1;
        const view = all ? [] : [isoDay(Math.max(from, -719000)), isoDay(to - 1 < from + 1 ? from + 1 : to - 1)];
        own = JSON.stringify(view);
        if (own !== JSON.stringify(model.get("view"))) set(model, { view });
      }, 250);
    };
    const zoom = (factor, at = width / 2) => {
      const day = from + at / scale();
      look([day - (day - from) * factor, day + (to - day) * factor]);
    };
    const pan = (pixels) => look([from + pixels / scale(), to + pixels / scale()]);

    function drawAxis() {
      const { unit, days } = ticks(from, to, width);
      axis.replaceChildren(
        ...days.map((day) => {
          const date = new Date(day * 864e5);
          const year = date.getUTCFullYear();
          const short = (each) => `${each.getUTCDate()} ${months[each.getUTCMonth()].slice(0, 3)}`;
          const text = unit === "year" ? `${year}` : unit === "month" ? `${months[date.getUTCMonth()].slice(0, 3)} ${year}` : `${short(date)} ${year}`;
          const old = unit === "day" && day < WESTERN ? new Date(oldStyle(day) * 864e5) : null;
          return h("div", { class: "tick", style: `left:${(day - from) * scale()}px` }, text, old && h("span", { class: "small" }, t("old-style", { date: short(old) })));
        }),
      );
    }

    const layoutOf = (key, each, limit) => {
      if (!layouts.has(key)) layouts.set(key, packed(each, scale(), whole[0], limit, width));
      return layouts.get(key);
    };

    function paint() {
      if (model.get("show") !== "chart") return;
      if (Math.abs(scale() / scaleOfLayout - 1) > 1e-9) {
        layouts = new Map();
        scaleOfLayout = scale();
      }
      drawAxis();
      const selected = new Set(model.get("selected"));
      const limit = Math.max(2, Math.floor(ROWS / Math.max(1, lanes.length)));
      const offset = (whole[0] - from) * scale();
      let active = null;
      let number = 0;
      field.replaceChildren(
        ...lanes.map(([key, each]) => {
          const layout = layoutOf(key, each, limit);
          const marks = [];
          for (const mark of layout.marks) {
            const x = mark.x + offset;
            if (x > width || x + mark.w < 0) continue;
            const here = mark.items.find((row) => selected.has(row.id));
            const made = drawMark(mark, x, here, `${prefix}-${(number += 1)}`);
            if (here && (!active || here.id === model.get("selected").at(-1))) active = made.id;
            marks.push(made);
          }
          const name = laneName(key);
          return h(
            "div",
            { class: "lane", role: marks.length ? "group" : null, "aria-label": marks.length ? name : null, style: `height:${HEAD + layout.rows * ROW}px` },
            h("span", { class: "lane-name", "aria-hidden": "true" }, `${name} · ${each.length}`),
            marks,
          );
        }),
      );
      plot.setAttribute("role", number ? "listbox" : "group");
      if (active) plot.setAttribute("aria-activedescendant", active);
      else plot.removeAttribute("aria-activedescendant");
      const all = whole[1] - whole[0];
      band.style.left = `${Math.max(0, ((from - whole[0]) / all) * 100)}%`;
      band.style.right = `${Math.max(0, ((whole[1] - to) / all) * 100)}%`;
    }

    const laneName = (key) => {
      const kind = model.get("lanes");
      if (key === "others") return t("others");
      if (kind === "none") return t("events");
      if (kind === "essay") return t(`lanes.essay.${key}`);
      return key ? nameOf(kind, key) : t("unknown");
    };

    function drawMark(mark, x, selected, id) {
      const [row] = mark.items;
      const several = mark.items.length > 1;
      // A bar that begins left of the window keeps its sign in it.
      const left = Math.max(x, Math.min(0, x + mark.w - MARK));
      const right = Math.min(x + mark.w, width + 40);
      const wide = right - left > MARK * 1.6 && !several;
      const style = [
        "mark", several ? "several" : row.shape, wide ? "wide" : "", row.uncertain ? "uncertain" : "", row.in_essay ? "told" : "",
        several ? "" : `verdict-${row.verdict}`, left > x ? "cut" : "",
      ];
      const label = several ? null : h("span", { class: "label", dir: "auto", style: `max-width:${Math.max(0, Math.min(mark.room + (wide ? right - left - MARK : 0), width - left - MARK))}px` }, t.say(row.title));
      return h(
        "div",
        {
          id,
          role: "option",
          class: style.filter(Boolean).join(" "),
          "aria-selected": selected ? "true" : "false",
          "aria-label": several ? t("group", { n: mark.items.length, first: dateOf(row), last: dateOf(mark.items.at(-1)) }) : described(row),
          "data-id": several ? null : row.id,
          "data-ids": mark.items.length > 50 ? null : mark.items.map((each) => each.id).join(" "),
          style: `left:${left}px;top:${HEAD + mark.row * ROW}px;width:${right - left}px`,
          onclick: (event) => (several ? open(mark) : select(row.id, event.ctrlKey || event.metaKey || event.shiftKey)),
        },
        h("span", { class: "sign" }, several ? `${mark.items.length}` : SIGNS[row.verdict] ?? "•"),
        label,
      );
    }

    const described = (row) => [dateOf(row), t.say(row.title), row.verdict && t(`verdict.${row.verdict}`)].filter(Boolean).join(", ");

    /** A mark of several events: look closer, or list them where no zoom tells them apart. */
    function open(mark) {
      const least = mark.items[0].from;
      const most = mark.items.reduce((a, row) => Math.max(a, row.from), least);
      if (most > least && scale() < CLOSEST * 0.9 && (most - least + 1) * scale() < width * 0.8) {
        const room = Math.max(2, (most - least) * 0.2);
        look([least - room, most + room]);
      } else {
        group = mark.items.slice(0, LONGEST);
        drawCard();
        card.querySelector("button")?.focus();
      }
    }

    function select(id, add = false) {
      const now = model.get("selected");
      if (add) set(model, { selected: now.includes(id) ? now.filter((each) => each !== id) : [...now, id] });
      else set(model, { selected: now.length === 1 && now[0] === id ? [] : [id] });
    }

    /** The event so many places on in the list, brought into the window. */
    function step(by) {
      const drawn = chosen.filter((row) => row.from !== null);
      if (!drawn.length) return;
      const at = drawn.findIndex((row) => row.id === model.get("selected").at(-1));
      const inWindow = drawn.findIndex((row) => row.from >= from);
      const next = at < 0 ? Math.max(0, inWindow) : Math.min(drawn.length - 1, Math.max(0, at + by));
      show(drawn[next]);
      set(model, { selected: [drawn[next].id] });
    }

    function show(row) {
      if (row.from === null) return;
      const centre = Math.min((row.from + Math.min(row.to ?? row.from, to)) / 2, to);
      if (row.from > to - 1 || (row.to ?? 1e9) < from || centre < from) {
        const length = to - from;
        look([row.from - length / 2, row.from + length / 2]);
      }
    }

    plot.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const acts = {
        ArrowRight: () => (event.shiftKey ? pan(width / 5) : step(1)),
        ArrowLeft: () => (event.shiftKey ? pan(-width / 5) : step(-1)),
        ArrowDown: () => step(1),
        ArrowUp: () => step(-1),
        Home: () => step(-Infinity),
        End: () => step(Infinity),
        PageDown: () => pan(width * 0.8),
        PageUp: () => pan(-width * 0.8),
        "+": () => zoom(1 / 1.6, focusX()),
        "=": () => zoom(1 / 1.6, focusX()),
        "-": () => zoom(1.6, focusX()),
        0: () => look(fitted()),
        Enter: () => card.querySelector("[tabindex], button")?.focus(),
        Escape: () => set(model, { selected: [] }),
      };
      if (!acts[event.key]) return;
      event.preventDefault();
      acts[event.key]();
    });
    const focusX = () => {
      const row = byId.get(model.get("selected").at(-1));
      const x = row?.from ? (row.from - from) * scale() : width / 2;
      return x >= 0 && x <= width ? x : width / 2;
    };

    // Dragging pans, two fingers zoom; the page still scrolls up and down under a finger.
    const fingers = new Map();
    let dragged = 0;
    const frameLook = perFrame(() => paint());
    plot.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      fingers.set(event.pointerId, event.clientX);
      dragged = 0;
    });
    plot.addEventListener("pointermove", (event) => {
      if (!fingers.has(event.pointerId)) return;
      const before = [...fingers.values()];
      const moved = event.clientX - fingers.get(event.pointerId);
      fingers.set(event.pointerId, event.clientX);
      dragged += Math.abs(moved);
      if (dragged > 4 && !plot.hasPointerCapture?.(event.pointerId)) plot.setPointerCapture(event.pointerId);
      if (dragged <= 4) return;
      const box = plot.getBoundingClientRect();
      const after = [...fingers.values()];
      if (after.length === 2) {
        const centre = (after[0] + after[1]) / 2 - box.left;
        const factor = Math.abs(before[0] - before[1]) / Math.max(20, Math.abs(after[0] - after[1]));
        const day = from + centre / scale();
        const shift = (before[0] + before[1] - after[0] - after[1]) / 2 / scale();
        bounded(day - (day - from) * factor + shift, day + (to - day) * factor + shift);
      } else bounded(from - moved / scale(), to - moved / scale());
      frameLook();
    });
    const bounded = (left, right) => {
      const length = Math.min((whole[1] - whole[0]) * 1.2, Math.max(width / CLOSEST, right - left));
      const middle = Math.min(whole[1], Math.max(whole[0], (left + right) / 2));
      [from, to] = [middle - length / 2, middle + length / 2];
    };
    const lift = (event) => {
      if (fingers.delete(event.pointerId) && dragged > 4) report();
    };
    plot.addEventListener("pointerup", lift);
    plot.addEventListener("pointercancel", lift);
    plot.addEventListener("click", (event) => dragged > 4 && event.stopPropagation(), true);
    plot.addEventListener(
      "wheel",
      (event) => {
        const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey && !sideways) return; // the page scrolls
        event.preventDefault();
        if (event.ctrlKey || event.metaKey) zoom(Math.exp(event.deltaY / 300), event.clientX - plot.getBoundingClientRect().left);
        else pan(sideways ? event.deltaX : event.deltaY);
      },
      { passive: false },
    );
    const seek = (event) => {
      const box = overview.getBoundingClientRect();
      const day = whole[0] + ((event.clientX - box.left) / box.width) * (whole[1] - whole[0]);
      look([day - (to - from) / 2, day + (to - from) / 2]);
    };
    overview.addEventListener("pointerdown", (event) => {
      overview.setPointerCapture(event.pointerId);
      seek(event);
    });
    overview.addEventListener("pointermove", (event) => event.buttons && seek(event));

    function drawOverview() {
      const canvas = overview.querySelector("canvas");
      const wide = Math.max(1, Math.round(width));
      const high = 24;
      const ratio = globalThis.devicePixelRatio || 1;
      canvas.width = wide * ratio;
      canvas.height = high * ratio;
      const bins = new Array(Math.ceil(wide / 4)).fill(0);
      for (const row of chosen)
        if (row.from !== null) bins[Math.min(bins.length - 1, Math.floor(((row.from - whole[0]) / (whole[1] - whole[0])) * bins.length))] += 1;
      const most = Math.max(1, ...bins);
      const pen = canvas.getContext("2d");
      pen.scale(ratio, ratio);
      pen.fillStyle = getComputedStyle(overview).color;
      bins.forEach((count, bin) => {
        const tall = count && Math.max(2, Math.sqrt(count / most) * high);
        pen.fillRect(bin * 4, high - tall, 3, tall);
      });
    }

    // --- list and card ----------------------------------------------------------------------
    function drawList() {
      listed.hidden = model.get("show") !== "list";
      chart.hidden = !listed.hidden;
      if (listed.hidden) return;
      const selected = new Set(model.get("selected"));
      listed.replaceChildren(
        h(
          "ol",
          {},
          chosen.slice(0, more).map((row) =>
            h(
              "li",
              { "data-id": row.id },
              h(
                "button",
                { type: "button", "aria-pressed": selected.has(row.id) ? "true" : "false", "data-keep": `item-${row.id}`,
                  onclick: (event) => select(row.id, event.ctrlKey || event.metaKey || event.shiftKey) },
                h("span", { class: "when" }, dateOf(row) || t("undated")),
                t.spoken("span", row.title, { class: "what" }),
                row.verdict ? h("span", { class: `sign verdict-${row.verdict}`, role: "img", "aria-label": t(`verdict.${row.verdict}`) }, SIGNS[row.verdict]) : null,
              ),
            ),
          ),
        ),
        chosen.length > more ? button(t("more", { n: Math.min(LONGEST, chosen.length - more) }), () => { more += LONGEST; drawList(); }) : "",
      );
    }

    function drawCard() {
      const ids = model.get("selected").filter((id) => byId.has(id));
      const row = byId.get(ids.at(-1));
      if (group) {
        card.className = "card";
        card.replaceChildren(
          h("p", { class: "strong" }, t("group", { n: group.length, first: dateOf(group[0]), last: dateOf(group.at(-1)) })),
          h("ul", { class: "plain" }, group.map((each) => h("li", {}, button(`${dateOf(each)} · ${t.say(each.title)}`, () => { group = null; set(model, { selected: [each.id] }); drawCard(); })))),
          button(t("close"), () => { group = null; drawCard(); plot.focus(); }),
        );
        return;
      }
      if (!row) {
        card.className = "";
        card.replaceChildren();
        return;
      }
      const at = chosen.indexOf(row);
      const move = (by) => { const next = chosen[at + by]; show(next); set(model, { selected: [next.id] }); };
      const others = Object.keys(row.title ?? {}).filter((language) => language !== model.get("language"));
      card.className = `card verdict-${row.verdict}`;
      card.replaceChildren(
        h("p", { class: "when", tabindex: "-1" }, dateOf(row) || t("undated"), row.uncertain ? ` · ${t("uncertain")}` : "", row.shape === "within" ? ` · ${t("within")}` : ""),
        t.spoken("p", row.title, { class: "strong" }),
        others.length ? h("p", { class: "small" }, others.flatMap((language, number) => [number ? " · " : "", h("span", { lang: language }, row.title[language])])) : "",
        h("p", {}, row.verdict ? verdict(t, row.verdict) : "", ` · ${t(row.in_essay ? "lanes.essay.yes" : "lanes.essay.no")}`,
          row.kind ? ` · ${nameOf("kind", row.kind)}` : ""),
        row.parties ? h("p", {}, `${t("party")}: ${row.parties.map((each) => nameOf("party", each)).join(", ")}`) : "",
        row.places ? h("p", {}, `${t("place")}: ${row.places.map((each) => nameOf("place", each)).join(", ")}`) : "",
        row.explanation ? t.spoken("p", row.explanation) : "",
        row.note ? t.spoken("p", row.note, { class: "small" }) : "",
        row.works
          ? h("details", {}, h("summary", {}, t("references", { n: row.works.length })),
              h("ul", {}, row.works.map(([work, supports, seen]) => h("li", { lang: "en" }, `${work}${supports ? `: ${supports}` : ""}.`, seen ? ` ${t("unseen")}` : ""))))
          : h("p", { class: "small" }, row.support ? t(`support.${row.support}`) : ""),
        model.page
          ? h("p", {}, link(model, "events", row.id, t("register")),
              (row.claims ?? []).flatMap((id) => [" · ", link(model, "claims", id, id)]))
          : "",
        h("div", { class: "bar" },
          button("←", () => move(-1), { "aria-label": t("previous"), disabled: at <= 0, "data-keep": "previous" }),
          button("→", () => move(1), { "aria-label": t("next"), disabled: at < 0 || at >= chosen.length - 1, "data-keep": "next" }),
          button(t("close"), () => { set(model, { selected: [] }); plot.focus({ preventScroll: true }); }, { "data-keep": "close" }),
          ids.length > 1 ? h("span", { class: "small" }, t("selected", { n: ids.length })) : ""),
      );
    }

    // --- keeping in step with the traits ------------------------------------------------------
    const orders = { kind: t("order.kind").split(" "), verdict: VERDICTS, topic: t("order.topic").split(" "), essay: ["yes", "no"] };
    function relane() {
      lanes = laned(chosen, model.get("lanes"), orders[model.get("lanes")] ?? []);
      layouts = new Map();
      plot.setAttribute("aria-label", t("described", { n: chosen.length }));
    }
    function refilter() {
      chosen = filtered(rows, filters(), periods);
      group = null;
      more = LONGEST;
      status.textContent = chosen.length ? t("shown", { n: chosen.length, all: rows.length }) : t("nothing");
      if (search.value !== (filters().text ?? "")) search.value = filters().text ?? "";
      relane();
      drawPanel();
      drawOverview();
      paint();
      drawList();
      drawCard();
    }
    const onLanes = () => {
      body.querySelector('[data-keep="lanes"]').value = model.get("lanes");
      relane();
      paint();
    };
    const onView = () => {
      if (JSON.stringify(model.get("view")) === own) return;
      own = "";
      [from, to] = span();
      paint();
    };
    const onShow = () => {
      drawSwitches();
      drawList();
      measure();
    };
    const onSelected = () => {
      const kept = card.contains(card.getRootNode().activeElement) ? card.getRootNode().activeElement.dataset.keep : null;
      group = null;
      paint();
      for (const item of listed.querySelectorAll("button[data-keep]"))
        item.setAttribute("aria-pressed", model.get("selected").some((id) => item.dataset.keep === `item-${id}`) ? "true" : "false");
      drawCard();
      const row = byId.get(model.get("selected").at(-1));
      spoken.textContent = row ? described(row) : "";
      if (kept) (card.querySelector(`[data-keep="${kept}"]:not(:disabled)`) ?? card.querySelector("button:not(:disabled)"))?.focus({ preventScroll: true });
    };
    const measure = () => {
      if (!plot.clientWidth) return;
      width = plot.clientWidth;
      drawOverview();
      paint();
    };
    const watched = { "change:filters": refilter, "change:lanes": onLanes, "change:view": onView, "change:show": onShow, "change:selected": onSelected };
    for (const [name, action] of Object.entries(watched)) model.on(name, action);
    const sized = new ResizeObserver(measure);
    sized.observe(plot);
    drawSwitches();
    refilter();
    onSelected();
    requestAnimationFrame(measure);
    return () => {
      sized.disconnect();
      clearTimeout(pending);
      frameLook.cancel();
      for (const [name, action] of Object.entries(watched)) model.off(name, action);
    };
  });
}

export default { render };
