// The timeline. A mark is one event, or several where they would lie on top of each other; nothing is
// drawn that is not in the window, so that a hundred thousand events cost no more elements than a hundred.

import { choice, radios, share, toggles } from "./kit/controls.js";
import { button, h, s, unique } from "./kit/elements.js";
import { frame } from "./kit/frame.js";
import { dayNumber, isoDay } from "./kit/time.js";
import { perFrame, set } from "./kit/watch.js";
import { SIGNS, VERDICTS, link, verdict } from "./kit/words.js";
import {
  FIELDS,
  MARK,
  filtered,
  laned,
  many,
  oldStyle,
  packed,
  prepared,
  searchable,
  ticks,
} from "./timeline-layout.js";

const ROW = 25; // pixels
const HEAD = 17;
const ROWS = 16; // of all lanes together, about
const CLOSEST = 70; // pixels of a day at most
const LONGEST = 200; // entries of the list before "more"
const STEP = 1.6; // of a zoom
const CROWDED = 250; // events of a lane
const LEAST_LABEL = 60; // pixels: what is shorter says nothing
const FIRST_NEW_STYLE_DAY = dayNumber("1918-02-14"); // in Russia
const EARLIEST = dayNumber("0001-01-01"); // that ISO text of four digits can say
const LANES = ["essay", "kind", "party", "topic", "verdict", "none"];
const LISTS = { kind: "event_kind", verdict: "verdict", topic: "topic", place: "place", party: "party" };

function render({ model, el }) {
  const data = read(model);
  return frame(model, el, "timeline", (body, t) => draw({ model, t, body, ...data, chosen: [], group: null }));
}

/** The events and periods as the script uses them, and the span of time that they fill, in day numbers. */
function read(model) {
  const rows = prepared(model.get("events"));
  const dated = rows.filter((row) => row.from !== null);
  const first = dated.reduce((least, row) => Math.min(least, row.from), Infinity);
  const last = dated.reduce((most, row) => Math.max(most, row.to ?? row.from + 365), -Infinity);
  const margin = Math.max(2, (last - first) * 0.04);
  return {
    rows,
    byId: new Map(rows.map((row) => [row.id, row])),
    periods: model.get("periods"),
    last,
    whole: dated.length ? [Math.max(EARLIEST, first - margin), last + 2 * margin] : [0, 365],
  };
}

/** The body of the widget. ctx: model, t, what `read` gives; chosen: the events that pass the filters. */
function draw(ctx) {
  const { model, body } = ctx;
  const status = h("p", { class: "small", role: "status" });
  const spoken = h("p", { class: "unseen", "aria-live": "polite" });
  ctx.nameOf = (name, value) => ctx.t(`${LISTS[name]}.${value}`);
  ctx.dateOf = (row) => ctx.t.say(row.date) || ctx.t("undated");
  ctx.described = (row) =>
    [ctx.dateOf(row), ctx.t.say(row.title), row.verdict && ctx.t(`verdict.${row.verdict}`)].filter(Boolean).join(", ");
  ctx.select = (id, add = false) => {
    const now = model.get("selected");
    if (add) set(model, { selected: now.includes(id) ? now.filter((each) => each !== id) : [...now, id] });
    else set(model, { selected: now.length === 1 && now[0] === id ? [] : [id] });
  };
  const chart = (ctx.chart = drawChart(ctx));
  const list = drawList(ctx);
  const card = (ctx.card = drawCard(ctx));
  const controls = drawControls(ctx);
  body.append(controls.element, status, spoken, chart.element, list.element, card.element, share(model, ctx.t) ?? "");

  const onFilters = () => {
    ctx.chosen = filtered(ctx.rows, model.get("filters"), ctx.periods);
    ctx.group = null;
    const count = { n: ctx.chosen.length, all: ctx.rows.length };
    status.textContent = ctx.chosen.length ? ctx.t("shown", count) : ctx.t("nothing");
    controls.update();
    chart.relane();
    list.update();
    card.update();
  };
  const onShow = () => {
    chart.element.hidden = model.get("show") === "list";
    controls.update();
    list.update();
    chart.paint();
  };
  const onSelected = () => {
    ctx.group = null;
    chart.paint();
    list.mark();
    card.update();
    const row = ctx.byId.get(model.get("selected").at(-1));
    spoken.textContent = row ? ctx.described(row) : "";
  };
  const onLanes = () => {
    controls.update();
    chart.relane();
  };
  const watched = {
    "change:filters": onFilters,
    "change:lanes": onLanes,
    "change:view": chart.follow,
    "change:show": onShow,
    "change:selected": onSelected,
  };
  for (const [name, action] of Object.entries(watched)) model.on(name, action);
  chart.element.hidden = model.get("show") === "list";
  onFilters();
  return () => {
    for (const [name, action] of Object.entries(watched)) model.off(name, action);
    chart.stop();
  };
}

// --- controls -----------------------------------------------------------------------------

function drawControls(ctx) {
  const { model, t, chart, periods, last, whole } = ctx;
  const narrow = (name, value) => {
    const next = { ...model.get("filters"), [name]: value };
    if (value === null || value === "" || value?.length === 0) delete next[name];
    set(model, { filters: next });
  };
  const goTo = (id) => {
    const period = periods.find((each) => each.id === id);
    chart.look(period ? [dayNumber(period.start) - 1, (period.end ? dayNumber(period.end) : last) + 2] : [...whole]);
  };
  const schemes = [...new Set(periods.map((period) => period.scheme))];
  const periodOptions = schemes.map((scheme) => [
    t(`scheme.${scheme}`),
    periods.filter((period) => period.scheme === scheme).map((period) => [period.id, t.say(period.title)]),
  ]);
  const search = h("input", {
    type: "search",
    "data-keep": "search",
    oninput: (event) => narrow("text", event.target.value),
  });
  const laneChoice = choice(
    t("lanes"),
    LANES.map((each) => [each, t(`lanes.${each}`)]),
    model.get("lanes"),
    (value) => set(model, { lanes: value }),
    { "data-keep": "lanes" },
  );
  const switches = h("div", {});
  const zooms = h(
    "div",
    { class: "group" },
    button("−", () => chart.zoom(STEP), { "aria-label": t("zoom-out"), title: t("zoom-out"), "data-keep": "zoom-out" }),
    button("+", () => chart.zoom(1 / STEP), {
      "aria-label": t("zoom-in"),
      title: t("zoom-in"),
      "data-keep": "zoom-in",
    }),
    button(t("fit"), () => chart.look(chart.fitted()), { "data-keep": "fit" }),
  );
  const unfold = h("summary", { "data-keep": "filters" });
  const verdicts = h("div", {});
  const selects = {};
  for (const name of ["kind", "topic", "party", "place"]) {
    const values = [...new Set(ctx.rows.flatMap((row) => row[FIELDS[name]] ?? []))].map((value) => [
      value,
      ctx.nameOf(name, value),
    ]);
    values.sort((a, b) => a[1].localeCompare(b[1], model.get("language")));
    selects[name] = choice(
      t(name),
      [["", t("any")], ["several", ""], ...values],
      "",
      (value) => narrow(name, value ? [value] : []),
      { "data-keep": `filter-${name}` },
    );
  }
  const period = choice(
    t("period"),
    [["", t("any")], ...periodOptions],
    "",
    (id) => {
      narrow("period", id);
      if (id) goTo(id);
    },
    { "data-keep": "filter-period" },
  );
  const essay = choice(
    t("essay"),
    [
      ["", t("any")],
      ["yes", t("lanes.essay.yes")],
      ["no", t("lanes.essay.no")],
    ],
    "",
    (value) => narrow("in_essay", value === "" ? null : value === "yes"),
    { "data-keep": "filter-essay" },
  );
  const clear = button(t("clear"), () => {
    set(model, { filters: {} });
    unfold.focus();
  });
  const element = h(
    "div",
    {},
    h(
      "div",
      { class: "bar" },
      h("label", { class: "choice search" }, h("span", {}, t("search")), search),
      laneChoice,
      choice(t("go-to"), [["", t("whole")], ...periodOptions], "", goTo, { "data-keep": "go" }),
      zooms,
      switches,
    ),
    h(
      "details",
      { class: "filters" },
      unfold,
      h("div", { class: "panel" }, verdicts, h("div", { class: "bar" }, Object.values(selects), period, essay, clear)),
    ),
  );

  let switched = null; // what the switches show
  function update() {
    const now = model.get("filters");
    const counted = Object.keys(now).filter((name) => name !== "text").length;
    if (search.value !== (now.text ?? "")) search.value = now.text ?? "";
    laneChoice.querySelector("select").value = model.get("lanes");
    unfold.textContent = counted ? t("filters-n", { n: counted }) : t("filters");
    clear.disabled = !counted && !now.text;
    for (const [name, each] of Object.entries(selects)) {
      const wanted = many(now[name]);
      const several = each.querySelector('[value="several"]');
      several.hidden = wanted.length < 2;
      several.textContent = t("several", { n: wanted.length });
      each.querySelector("select").value = wanted.length > 1 ? "several" : (wanted[0] ?? "");
    }
    period.querySelector("select").value = now.period ?? "";
    essay.querySelector("select").value = typeof now.in_essay === "boolean" ? (now.in_essay ? "yes" : "no") : "";
    const next = JSON.stringify([now.verdict, model.get("show")]);
    if (switched === next) return;
    switched = next;
    renew(
      verdicts,
      toggles(
        t("verdict"),
        VERDICTS.map((each) => [each, `${SIGNS[each]}\u2002${t(`verdict.${each}`)}`]),
        many(now.verdict),
        (wanted) => narrow("verdict", wanted),
      ),
    );
    renew(
      switches,
      radios(
        t("show"),
        [
          ["chart", t("chart")],
          ["list", t("list")],
        ],
        model.get("show"),
        (value) => set(model, { show: value }),
      ),
    );
  }
  return { element, update };
}

const change = (element, name, value) => element.getAttribute(name) !== value && element.setAttribute(name, value);

/** Put a group of inputs in place of the one before, without losing the focus. */
function renew(place, group) {
  const active = place.getRootNode().activeElement;
  const value = active && place.contains(active) ? active.value : null;
  place.replaceChildren(group);
  if (value !== null) place.querySelector(`[value="${CSS.escape(value)}"]`)?.focus({ preventScroll: true });
}

// --- chart --------------------------------------------------------------------------------

function drawChart(ctx) {
  const { model, t, byId, whole } = ctx;
  const months = t("months").split(" ");
  const given = () => {
    const view = model.get("view");
    const days = view.length === 2 ? [dayNumber(view[0]), dayNumber(view[1]) + 1] : [];
    return days[0] < days[1] ? days : [...whole];
  };
  let [from, to] = given();
  let width = 600;
  let lanes = [];
  let layouts = new Map(); // of each lane, for one scale
  let scaleOfLayouts = 0;
  let drawn = []; // the lanes as they stand in the page
  let fullest = 0; // the most events that a column of a crowded lane stands for
  const known = new Map(); // key -> lane that was drawn at some time
  let number = 0; // of the last mark, for its id
  const marks = new WeakMap(); // element -> mark
  const laneOf = new WeakMap(); // element -> lane
  let offset = 0; // pixels from the left of the window to the day at which the marks count from 0
  const scale = () => width / (to - from);

  const prefix = unique("mark");
  const axis = h("div", { class: "axis", "aria-hidden": "true" });
  const field = h("div", {});
  const plot = h("div", { class: "plot", tabindex: "0", "data-keep": "plot" }, field);
  const bins = s("path", { class: "bins" });
  const band = h("div", { class: "band" });
  const picture = s("svg", { preserveAspectRatio: "none", viewBox: "0 0 300 24" }, bins);
  const overview = h("div", { class: "overview", "aria-hidden": "true" }, picture, band);
  const element = h(
    "div",
    { class: "chart" },
    axis,
    plot,
    overview,
    h("p", { class: "small legend" }, t("legend")),
    h("p", { class: "small keys" }, t("keys")),
    h("p", { class: "small touch" }, t("touch")),
  );

  // Moving the window.
  function bounded(left, right) {
    const length = Math.min((whole[1] - whole[0]) * 1.2, Math.max(width / CLOSEST, right - left));
    const middle = Math.min(whole[1], Math.max(whole[0], (left + right) / 2));
    [from, to] = [middle - length / 2, middle + length / 2];
  }
  let telling = 0;
  let told = ""; // the view that we set ourselves, which need not be drawn again
  function tell() {
    clearTimeout(telling);
    telling = setTimeout(() => {
      const all = Math.abs(from - whole[0]) < 1 && Math.abs(to - whole[1]) < 1;
      const view = all ? [] : [Math.max(EARLIEST, from), Math.max(from + 1, to - 1)].map(isoDay);
      told = JSON.stringify(view);
      if (told !== JSON.stringify(model.get("view"))) set(model, { view });
    }, 250);
  }
  function look([left, right]) {
    bounded(left, right);
    paint();
    tell();
  }
  const zoom = (factor, x = width / 2) => {
    const day = from + x / scale();
    look([day - (day - from) * factor, day + (to - day) * factor]);
  };
  const pan = (pixels) => look([from + pixels / scale(), to + pixels / scale()]);
  const dated = () => ctx.chosen.filter((row) => row.from !== null);
  /** The span that holds all chosen events. */
  function fitted() {
    const rows = dated();
    if (!rows.length || ctx.chosen === ctx.rows) return [...whole];
    const least = rows.reduce((a, row) => Math.min(a, row.from), Infinity);
    const most = rows.reduce((a, row) => Math.max(a, row.to ?? row.from + 365), -Infinity);
    const room = Math.max(3, (most - least) * 0.05);
    return [least - room, most + room];
  }
  /** Bring an event into the window, unless it is there. */
  function show(row) {
    if (row.from === null) return;
    const half = (to - from) / 2;
    if (row.from > to - half / 10 || (row.to ?? Infinity) < from || (row.from < from && row.shape !== "open"))
      look([row.from - half, row.from + half]);
  }
  function follow() {
    if (JSON.stringify(model.get("view")) === told) return;
    told = "";
    [from, to] = given();
    paint();
  }

  // Drawing.
  function drawAxis() {
    const { unit, days } = ticks(from, to, width);
    const short = (day, month) => `${day} ${months[month].slice(0, 3)}`;
    axis.replaceChildren(
      ...days.map((day) => {
        const date = new Date(day * 864e5);
        const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
        const text = {
          year,
          month: `${months[month].slice(0, 3)} ${year}`,
          day: `${short(date.getUTCDate(), month)} ${year}`,
        };
        const old = unit === "day" && day < FIRST_NEW_STYLE_DAY ? oldStyle(day) : null;
        return h(
          "div",
          { class: "tick", style: `left:${((day - from) * scale()).toFixed(1)}px` },
          `${text[unit]}`,
          old && h("span", { class: "small" }, t("old-style", { date: short(old.day, old.month) })),
        );
      }),
    );
  }
  function layoutOf(key, rows) {
    const crowded = rows.length > CROWDED;
    const most = ctx.chosen.length > CROWDED * 4 ? ROWS / 2 : ROWS;
    const limit = Math.max(crowded ? 1 : 2, Math.floor(most / Math.max(1, lanes.length)));
    if (!layouts.has(key)) {
      let layout = packed(rows, scale(), whole[0], limit, width);
      // Where most events share a mark, more rows would hold more numbers, and say no more.
      const shared = layout.marks.reduce((sum, { items }) => sum + (items.length > 1 ? items.length : 0), 0);
      if (crowded && limit > 1 && shared > rows.length / 2) layout = packed(rows, scale(), whole[0], 1, width);
      layouts.set(key, layout);
    }
    return layouts.get(key);
  }
  function laneName(key) {
    const kind = model.get("lanes");
    if (key === "others") return t("others");
    if (kind === "none") return t("events");
    if (kind === "essay") return t(`lanes.essay.${key}`);
    return key ? ctx.nameOf(kind, key) : t("unknown");
  }
  /** Draw what is in the window. While the scale stays, a lane only moves, and loses and gains marks at its edges. */
  function paint() {
    if (model.get("show") === "list") return;
    if (Math.abs(scale() / scaleOfLayouts - 1) > 1e-9) {
      layouts = new Map();
      scaleOfLayouts = scale();
    }
    drawAxis();
    if (!layouts.size) {
      const laid = lanes.map(([key, rows]) => [key, rows, layoutOf(key, rows)]);
      fullest = Math.max(...laid.map(([, , layout]) => layout.most));
      drawn = laid.map((each) => drawLane(...each));
      const now = drawn.map((lane) => lane.element);
      if (now.length !== field.children.length || now.some((each, at) => each !== field.children[at]))
        field.replaceChildren(...now);
    }
    const selected = new Set(model.get("selected"));
    const last = model.get("selected").at(-1);
    offset = (whole[0] - from) * scale();
    let active = null;
    for (const lane of drawn) {
      fill(lane, (mark) => selected.size > 0 && mark.items.some((row) => selected.has(row.id)));
      for (const [mark, made] of lane.shown)
        if (made.getAttribute("aria-selected") === "true" && (!active || mark.items.some((row) => row.id === last)))
          active = made.id;
    }
    plot.setAttribute("role", drawn.some((lane) => lane.shown.size) ? "listbox" : "group"); // none without options
    if (active) plot.setAttribute("aria-activedescendant", active);
    else plot.removeAttribute("aria-activedescendant");
    const share = (day) => `${Math.max(0, Math.min(99, (day / (whole[1] - whole[0])) * 100)).toFixed(2)}%`;
    band.style.left = share(from - whole[0]);
    band.style.right = share(whole[1] - to);
  }
  /** The lane of that key; what it showed before is kept, for the same event needs no other element. */
  function drawLane(key, rows, layout) {
    let lane = known.get(key);
    if (!lane) {
      const title = h("span", { class: "lane-name", "aria-hidden": "true" });
      const columns = s("path");
      const moving = h("div", { class: "moving", role: "presentation" });
      const picture = s("svg", { class: "columns", "aria-hidden": "true" }, columns);
      const element = h("div", { class: "lane", "aria-label": laneName(key) }, title, picture, moving);
      lane = { element, title, picture, columns, moving, shown: new Map() };
      known.set(key, lane);
      laneOf.set(element, lane);
    }
    change(lane.element, "style", `height:${HEAD + layout.rows * ROW}px`);
    lane.title.textContent = `${laneName(key)} · ${rows.length}`;
    const old = new Map([...lane.shown].map(([mark, made]) => [mark.items[0], made]));
    return Object.assign(lane, { layout, old, shown: new Map() });
  }
  /** Columns are one path, for hundreds of elements would be too slow; all else is an element, in order of time. */
  function fill(lane, isSelected) {
    lane.moving.style.transform = `translateX(${offset.toFixed(1)}px)`;
    const shown = new Map();
    let path = "";
    for (const mark of lane.layout.marks) {
      const x = mark.x + offset;
      if (x > width || x + mark.w < 0) continue;
      const here = isSelected(mark);
      if (mark.column && !here) {
        const tall = Math.sqrt(mark.items.length / fullest) * MARK * 0.8 + MARK * 0.2;
        path += `M${x.toFixed(1)} ${HEAD + mark.row * ROW + MARK}v${-tall.toFixed(1)}h${mark.w.toFixed(1)}v${tall.toFixed(1)}z`;
        continue;
      }
      let made = lane.shown.get(mark) ?? lane.old.get(mark.items[0]);
      // A bar that is longer than the window keeps its sign in it, and so is dressed anew.
      const long = mark.w > MARK && (x < 0 || x + mark.w > width);
      if (long || !lane.shown.has(mark)) made = drawMark(mark, made);
      change(made, "aria-selected", String(here));
      shown.set(mark, made);
    }
    change(lane.columns, "d", path);
    let next = lane.moving.firstChild;
    for (const made of shown.values()) {
      if (made === next) next = next.nextSibling;
      else lane.moving.insertBefore(made, next);
    }
    while (next) {
      const gone = next;
      next = next.nextSibling;
      gone.remove();
    }
    Object.assign(lane, { shown, old: new Map() });
    if (shown.size) change(lane.element, "role", "group");
    else lane.element.removeAttribute("role");
  }
  /** The element of a mark, made or, if there is one of the same event, only changed where it differs. */
  function drawMark(
    mark,
    made = h("div", { id: `${prefix}-${(number += 1)}`, role: "option" }, h("span", { class: "sign" })),
  ) {
    const [row] = mark.items;
    const several = mark.items.length > 1;
    const x = mark.x + offset;
    const left = Math.max(x, Math.min(0, x + mark.w - MARK));
    const right = Math.min(x + mark.w, Math.max(width, left) + 40);
    const wide = right - left > MARK * 1.6 && !several;
    const style = ["blip", wide && "wide", left > x && "cut"];
    if (several) style.push("several");
    else
      style.push(
        row.shape,
        row.soft && "soft",
        row.uncertain && "uncertain",
        row.in_essay && "told",
        `verdict-${row.verdict}`,
      );
    const room = Math.min(width, mark.room + (wide ? right - left - MARK : 0));
    change(made, "class", style.filter(Boolean).join(" "));
    change(made, "aria-label", several ? groupName(mark) : ctx.described(row));
    made.removeAttribute("title");
    if (several) made.removeAttribute("data-id");
    else change(made, "data-id", row.id);
    change(
      made,
      "style",
      `left:${(left - offset).toFixed(1)}px;top:${HEAD + mark.row * ROW}px;width:${(right - left).toFixed(1)}px`,
    );
    const [sign, label] = made.children;
    sign.textContent = several ? `${mark.items.length}` : (SIGNS[row.verdict] ?? "•");
    if (several || room <= LEAST_LABEL) label?.remove();
    else {
      const shown = label ?? made.appendChild(h("span", { class: "label", dir: "auto" }));
      change(shown, "style", `max-width:${room.toFixed(0)}px`);
      const text = t.say(row.title).slice(0, room / 3); // no letter is so narrow that more could be seen
      if (shown.textContent !== text) shown.textContent = text;
    }
    marks.set(made, mark);
    return made;
  }
  const groupName = (mark) =>
    t("group", { n: mark.items.length, first: ctx.dateOf(mark.items[0]), last: ctx.dateOf(mark.items.at(-1)) });
  /** The mark under the pointer, an element or a column. */
  function markAt(event) {
    const made = event.target.closest(".blip");
    if (made) return marks.get(made);
    const lane = laneOf.get(event.target.closest(".lane"));
    if (!lane) return undefined;
    const box = lane.element.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left - offset, event.clientY - box.top - HEAD];
    return lane.layout.marks.find(
      (mark) => mark.column && x >= mark.x && x < mark.x + mark.w && y >= mark.row * ROW && y < mark.row * ROW + MARK,
    );
  }
  field.addEventListener("click", (event) => {
    const mark = markAt(event);
    if (!mark) return;
    if (mark.items.length > 1) open(mark);
    else ctx.select(mark.items[0].id, event.ctrlKey || event.metaKey || event.shiftKey);
  });
  // What a mark is, on hover: made when it is asked for.
  field.addEventListener("pointermove", (event) => {
    if (fingers.size) return;
    const mark = markAt(event);
    const [title, hand] = [
      mark ? (mark.items.length > 1 ? groupName(mark) : ctx.described(mark.items[0])).slice(0, 300) : "",
      mark?.column ?? false,
    ];
    field.title = title;
    field.classList.toggle("over", hand);
  });
  /** A mark of several events: look closer, or list them where no zoom tells them apart. */
  function open(mark) {
    const least = mark.items[0].from;
    const most = mark.items.at(-1).from;
    if (most > least && scale() < CLOSEST * 0.9 && (most - least + 1) * scale() < width * 0.8) {
      const room = Math.max(2, (most - least) * 0.2);
      look([least - room, most + room]);
    } else {
      ctx.group = mark.items.slice(0, LONGEST);
      ctx.card.update();
      ctx.card.focus();
    }
  }
  function drawOverview() {
    const counts = new Array(100).fill(0);
    for (const row of ctx.chosen) {
      const part = (row.from - whole[0]) / (whole[1] - whole[0]);
      if (row.from !== null) counts[Math.min(99, Math.floor(part * 100))] += 1;
    }
    const most = Math.max(1, ...counts);
    const bar = (count, at) => {
      const tall = Math.max(2, Math.sqrt(count / most) * 24);
      return count ? `M${at * 3} 24v${-tall.toFixed(1)}h2.4V24z` : "";
    };
    bins.setAttribute("d", counts.map(bar).join(""));
  }
  const orderOf = (list) =>
    Object.keys(model.get("strings").en)
      .filter((key) => key.startsWith(`${list}.`))
      .map((key) => key.slice(list.length + 1));
  function relane() {
    const kind = model.get("lanes");
    lanes = laned(ctx.chosen, kind, kind === "essay" ? ["yes", "no"] : orderOf(LISTS[kind]));
    layouts = new Map();
    plot.setAttribute("aria-label", t("described", { n: ctx.chosen.length }));
    drawOverview();
    paint();
  }
  function measure() {
    if (!plot.clientWidth || plot.clientWidth === width) return;
    width = plot.clientWidth;
    paint();
  }

  // Keyboard.
  /** The event so many places on, brought into the window. */
  function step(by) {
    const rows = dated();
    if (!rows.length) return;
    const at = rows.findIndex((row) => row.id === model.get("selected").at(-1));
    const first = Math.max(
      0,
      rows.findIndex((row) => row.from >= from),
    );
    const next = rows[at < 0 ? first : Math.min(rows.length - 1, Math.max(0, at + by))];
    show(next);
    set(model, { selected: [next.id] });
  }
  const focusX = () => {
    const row = byId.get(model.get("selected").at(-1));
    const x = row && row.from !== null ? (row.from - from) * scale() : -1;
    return x >= 0 && x <= width ? x : width / 2;
  };
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
      "+": () => zoom(1 / STEP, focusX()),
      "=": () => zoom(1 / STEP, focusX()),
      "-": () => zoom(STEP, focusX()),
      0: () => look(fitted()),
      Enter: () => ctx.card.focus(),
      Escape: () => set(model, { selected: [] }),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });

  // Dragging pans, two fingers zoom; the page still scrolls up and down under a finger.
  const fingers = new Map();
  let dragged = 0;
  const soon = perFrame(paint);
  plot.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!fingers.size) dragged = 0;
    fingers.set(event.pointerId, event.clientX);
  });
  plot.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = [...fingers.values()];
    const moved = event.clientX - fingers.get(event.pointerId);
    fingers.set(event.pointerId, event.clientX);
    dragged += Math.abs(moved);
    if (dragged <= 4) return;
    if (!plot.hasPointerCapture(event.pointerId)) plot.setPointerCapture(event.pointerId);
    const after = [...fingers.values()];
    if (after.length === 2) {
      const centre = (after[0] + after[1]) / 2 - plot.getBoundingClientRect().left;
      const factor = Math.abs(before[0] - before[1]) / Math.max(20, Math.abs(after[0] - after[1]));
      const day = from + centre / scale();
      const shift = (before[0] + before[1] - after[0] - after[1]) / 2 / scale();
      bounded(day - (day - from) * factor + shift, day + (to - day) * factor + shift);
    } else bounded(from - moved / scale(), to - moved / scale());
    soon();
  });
  const lift = (event) => {
    if (fingers.delete(event.pointerId) && dragged > 4) tell();
  };
  plot.addEventListener("pointerup", lift);
  plot.addEventListener("pointercancel", lift);
  // The click that ends a drag chooses nothing.
  plot.addEventListener("click", (event) => dragged > 4 && event.stopPropagation(), true);
  plot.addEventListener("dblclick", (event) =>
    zoom(1 / STEP / STEP, event.clientX - plot.getBoundingClientRect().left),
  );
  plot.addEventListener(
    "wheel",
    (event) => {
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      const zooms = event.ctrlKey || event.metaKey;
      if (!zooms && !event.shiftKey && !sideways) return; // the page scrolls
      event.preventDefault();
      const x = event.clientX - plot.getBoundingClientRect().left;
      const day = from + x / scale();
      const factor = Math.exp(Math.max(-100, Math.min(100, event.deltaY)) / 300);
      const moved = (sideways ? event.deltaX : event.deltaY) / scale();
      if (zooms) bounded(day - (day - from) * factor, day + (to - day) * factor);
      else bounded(from + moved, to + moved);
      soon();
      tell();
    },
    { passive: false },
  );
  const seek = (event) => {
    const box = overview.getBoundingClientRect();
    const day = whole[0] + ((event.clientX - box.left) / box.width) * (whole[1] - whole[0]);
    const half = (to - from) / 2;
    bounded(day - half, day + half);
    soon();
    tell();
  };
  overview.addEventListener("pointerdown", (event) => {
    overview.setPointerCapture(event.pointerId);
    seek(event);
  });
  overview.addEventListener("pointermove", (event) => event.buttons && seek(event));

  const sized = new ResizeObserver(measure);
  sized.observe(plot);
  // What is searched is put together while nothing else is to be done.
  let at = 0;
  const later =
    globalThis.requestIdleCallback ?? ((action) => setTimeout(() => action({ timeRemaining: () => 8 }), 50));
  const prepare = (idle) => {
    while (at < ctx.rows.length && idle.timeRemaining() > 2) searchable(ctx.rows[at++]);
    if (at < ctx.rows.length) later(prepare);
  };
  later(prepare);
  const stop = () => {
    at = Infinity;
    sized.disconnect();
    clearTimeout(telling);
    soon.cancel();
  };
  return { element, plot, look, zoom, fitted, show, follow, relane, paint, stop };
}

// --- list ---------------------------------------------------------------------------------

function drawList(ctx) {
  const { model, t } = ctx;
  const element = h("div", { class: "listed" });
  let most = LONGEST;
  let shown = null; // the events that the list holds now
  const isSelected = (id) => (model.get("selected").includes(id) ? "true" : "false");
  const entry = (row) =>
    h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          "data-id": row.id,
          "data-keep": `item-${row.id}`,
          "aria-pressed": isSelected(row.id),
          onclick: (event) => ctx.select(row.id, event.ctrlKey || event.metaKey || event.shiftKey),
        },
        h("span", { class: "when" }, ctx.dateOf(row)),
        t.spoken("span", row.title, { class: "what" }),
        row.verdict &&
          h(
            "span",
            { class: `sign verdict-${row.verdict}`, role: "img", "aria-label": t(`verdict.${row.verdict}`) },
            SIGNS[row.verdict],
          ),
      ),
    );
  function update() {
    element.hidden = model.get("show") !== "list";
    if (element.hidden) return;
    if (shown !== ctx.chosen) most = LONGEST;
    shown = ctx.chosen;
    const left = Math.min(LONGEST, shown.length - most);
    element.replaceChildren(
      h("ol", {}, shown.slice(0, most).map(entry)),
      left > 0
        ? button(t("more", { n: left }), () => {
            const next = most;
            most += LONGEST;
            update();
            element.querySelectorAll("li button")[next]?.focus();
          })
        : "",
    );
  }
  const mark = () => {
    for (const each of element.querySelectorAll("[data-id]"))
      each.setAttribute("aria-pressed", isSelected(each.dataset.id));
  };
  return { element, update, mark };
}

// --- card ---------------------------------------------------------------------------------

function drawCard(ctx) {
  const { model, t } = ctx;
  const element = h("div", {});
  const focus = () => element.querySelector(":scope > :is(h3, p)[tabindex], button")?.focus({ preventScroll: true });
  const close = () => {
    ctx.group = null;
    set(model, { selected: [] });
    update();
    (model.get("show") === "list" ? element : ctx.chart.plot).focus({ preventScroll: true });
  };
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });

  function update() {
    const active = element.getRootNode().activeElement;
    const kept = active && element.contains(active) ? active.dataset.keep : null;
    const ids = model.get("selected").filter((id) => ctx.byId.has(id));
    const row = ctx.byId.get(ids.at(-1));
    element.className = ctx.group || row ? `detail ${row ? `verdict-${row.verdict}` : ""}` : "";
    element.replaceChildren(...(ctx.group ? grouped(ctx.group) : row ? [...told(row), turning(row, ids)] : []));
    if (kept)
      (
        element.querySelector(`[data-keep="${kept}"]:not(:disabled)`) ?? element.querySelector("button:not(:disabled)")
      )?.focus({ preventScroll: true });
  }
  const grouped = (rows) => [
    h(
      "p",
      { class: "strong", tabindex: "-1" },
      t("group", { n: rows.length, first: ctx.dateOf(rows[0]), last: ctx.dateOf(rows.at(-1)) }),
    ),
    h(
      "ul",
      { class: "plain" },
      rows.map((row) =>
        h(
          "li",
          {},
          button(`${ctx.dateOf(row)} · ${t.say(row.title)}`, () => {
            set(model, { selected: [row.id] });
            ctx.group = null;
            update();
            focus();
          }),
        ),
      ),
    ),
    button(t("close"), close),
  ];
  const names = (name, values) =>
    values?.length && h("p", {}, `${t(name)}: ${values.map((each) => ctx.nameOf(name, each)).join(", ")}`);
  const work = ([cited, supports, seen]) =>
    h(
      "li",
      { lang: "en" },
      `${cited}${supports ? `: ${supports}` : ""}.`,
      seen && h("span", { lang: model.get("language") }, ` ${t(seen)}`),
    );
  const told = (row) => {
    const others = Object.keys(row.title ?? {}).filter((language) => language !== model.get("language"));
    const doubts = [row.uncertain && t("uncertain"), (row.soft || row.shape === "within") && t("within")].filter(
      Boolean,
    );
    return [
      h("p", { class: "when", tabindex: "-1" }, [ctx.dateOf(row), ...doubts].join(" · ")),
      t.spoken("p", row.title, { class: "strong" }),
      others.length &&
        h(
          "p",
          { class: "small" },
          others.flatMap((language, number) => [
            number ? " · " : "",
            h("span", { lang: language, dir: "auto" }, row.title[language]),
          ]),
        ),
      h(
        "p",
        {},
        row.verdict ? [verdict(t, row.verdict), " · "] : "",
        [t(row.in_essay ? "lanes.essay.yes" : "lanes.essay.no"), row.kind && ctx.nameOf("kind", row.kind)]
          .filter(Boolean)
          .join(" · "),
      ),
      names("party", row.parties),
      names("place", row.places),
      row.explanation && t.spoken("p", row.explanation),
      row.note && t.spoken("p", row.note, { class: "small" }),
      row.works
        ? h(
            "details",
            {},
            h("summary", { "data-keep": "works" }, t("references", { n: row.works.length })),
            h("ul", {}, row.works.map(work)),
          )
        : h("p", { class: "small" }, row.support ? t(`support.${row.support}`) : t("no-reference")),
      model.page &&
        h(
          "p",
          {},
          link(model, "events", row.id, t("register")),
          (row.claims ?? []).flatMap((id) => [" · ", link(model, "claims", id, id)]),
        ),
    ].filter(Boolean);
  };
  const turning = (row, ids) => {
    const at = ctx.chosen.indexOf(row);
    const move = (by) => {
      ctx.chart.show(ctx.chosen[at + by]);
      set(model, { selected: [ctx.chosen[at + by].id] });
    };
    return h(
      "div",
      { class: "bar" },
      button("←", () => move(-1), {
        "aria-label": t("previous"),
        title: t("previous"),
        disabled: at <= 0,
        "data-keep": "previous",
      }),
      button("→", () => move(1), {
        "aria-label": t("next"),
        title: t("next"),
        disabled: at < 0 || at >= ctx.chosen.length - 1,
        "data-keep": "next",
      }),
      button(t("close"), close, { "data-keep": "close" }),
      ids.length > 1 && h("span", { class: "small" }, t("selected", { n: ids.length })),
    );
  };
  return { element, update, focus };
}

export default { render };
