// Topics over time and together. Both views are a grid of cells; a cell is the events in it.

import { button, choice, frame, h, link, radios, restore, keep, set, share, verdict } from "./kit.js";
import { dots, yearColumns, yearName } from "./years.js";

const VIEWS = ["time", "together"];
const MEASURES = ["number", "share"];
const NARROW = 620; // pixels: below, the name of a row stands above its cells
const NAMES = 150; // pixels: the column of names where there is room
const TOTALS = 60;
const YEAR = 33; // and the column of a year that has room for its four digits
const LONGEST = 60; // events of the list before "more"

const percent = (part, whole) => (whole ? Math.round((100 * part) / whole) : 0);

function render({ model, el }) {
  const records = model.get("records");
  const known = records.map((record) => record.year).filter((year) => year !== null);
  const whole = [known.reduce((a, b) => Math.min(a, b), Infinity), known.reduce((a, b) => Math.max(a, b), -Infinity)];
  return frame(model, el, "topics", (body, t) => draw({ model, t, body, records, whole }));
}

/** The years of the trait as far as the events go; all of them where a link says something else. */
function span({ model, whole }) {
  const given = model.get("years");
  if (!given.length) return null;
  if (given.length !== 2 || !given.every(Number.isInteger) || given[0] > given[1]) return null;
  return [Math.max(given[0], whole[0]), Math.min(given[1], whole[1])];
}

/** The events that years and essay leave. The same rule as `_kept` in topics.py. */
function shown(ctx) {
  const years = span(ctx);
  const told = { yes: true, no: false }[ctx.model.get("in_essay")];
  return ctx.records.filter(
    (record) =>
      (told === undefined || record.told === told) &&
      (!years || (record.year !== null && record.year >= years[0] && record.year <= years[1])),
  );
}

function draw(ctx) {
  const { model, t, body } = ctx;
  const controls = h("div", { class: "bar" });
  const rule = h("p", { class: "small", role: "status" });
  const plot = h("div", { class: "plot" });
  const said = h("p", { class: "said", "aria-live": "polite" });
  const notes = h("p", { class: "small" });
  const chosen = h("div", { class: "in-sight", "aria-live": "polite" });
  body.append(controls, rule, plot, said, notes, chosen, share(model, t) ?? "");
  Object.assign(ctx, { controls, rule, plot, said, notes, chosen, more: false, at: null });
  ctx.name = (topic) => {
    const label = t(`topic.${topic}`);
    return label === `topic.${topic}` ? topic : label;
  };
  ctx.pick = (records) => {
    const ids = records.map((record) => record.id);
    const same = ids.length && JSON.stringify(ids) === JSON.stringify(model.get("selected"));
    set(model, { selected: same ? [] : ids });
  };

  const drawChosen = () => drawList(ctx);
  const drawPlot = () => {
    const kept = keep(body);
    const topics = model.get("topics");
    ctx.events = shown(ctx);
    ctx.topic = topics.includes(model.get("topic")) ? model.get("topic") : "";
    ctx.with = new Map(topics.map((topic) => [topic, ctx.events.filter((record) => record.topics.includes(topic))]));
    drawGrid(ctx);
    drawWords(ctx);
    restore(body, kept);
  };
  const drawAll = () => {
    const kept = keep(body);
    drawControls(ctx);
    drawPlot();
    drawChosen();
    restore(body, kept);
  };
  const drawSelection = () => {
    drawPlot();
    ctx.more = false;
    drawChosen();
  };
  const all = ["view", "topic", "years", "in_essay", "measure"].map((name) => `change:${name}`).join(" ");
  model.on(all, drawAll);
  model.on("change:selected", drawSelection);
  drawAll();
  let width = body.clientWidth;
  const resized = new ResizeObserver(() => {
    if (Math.abs(body.clientWidth - width) < 2) return;
    width = body.clientWidth;
    drawPlot();
  });
  resized.observe(body);
  return () => {
    resized.disconnect();
    model.off(all, drawAll);
    model.off("change:selected", drawSelection);
  };
}

function drawControls(ctx) {
  const { model, t, whole } = ctx;
  const years = span(ctx) ?? whole;
  const options = [];
  for (let year = whole[0]; year <= whole[1] && Number.isFinite(year); year += 1) options.push([`${year}`, `${year}`]);
  const cut = (from, to) => {
    const [first, last] = from > to ? [to, from] : [from, to];
    set(model, { years: first === whole[0] && last === whole[1] ? [] : [first, last] });
  };
  ctx.controls.replaceChildren(
    radios(t("view"), VIEWS.map((value) => [value, t(`view.${value}`)]), model.get("view"), (view) => set(model, { view })),
    radios(t("measure"), MEASURES.map((value) => [value, t(`measure.${value}`)]), model.get("measure"), (measure) =>
      set(model, { measure }),
    ),
    choice(t("from"), options, `${years[0]}`, (value) => cut(+value, years[1]), { "data-keep": "from" }),
    choice(t("to"), options, `${years[1]}`, (value) => cut(years[0], +value), { "data-keep": "to" }),
    choice(
      t("in-essay"),
      ["all", "yes", "no"].map((value) => [value, t(`in-essay.${value}`)]),
      model.get("in_essay"),
      (value) => set(model, { in_essay: value }),
      { "data-keep": "in-essay" },
    ),
  );
}

/** The columns of the present view: {key, short, long, of: records -> records of the column}. */
function columns(ctx, width) {
  const { model } = ctx;
  const topics = model.get("topics");
  if (model.get("view") === "together") {
    return topics.map((topic, number) => ({
      key: topic,
      short: `${number + 1}`,
      long: ctx.name(topic),
      of: (records) => records.filter((record) => record.topics.includes(topic)),
    }));
  }
  const [from, to] = span(ctx) ?? ctx.whole;
  if (!Number.isFinite(from) || from > to) return [];
  const { step, columns: made } = yearColumns(from, to, width);
  ctx.step = step;
  return made.map((years) => ({
    key: `${years[0]}`,
    short: `${years[0]}`,
    long: yearName(years),
    of: (records) => records.filter(({ year }) => year !== null && year >= years[0] && year <= years[1]),
  }));
}

function drawGrid(ctx) {
  const { model, t, plot, topic: chosen } = ctx;
  const together = model.get("view") === "together";
  const width = plot.clientWidth || 700;
  ctx.step = 1;
  const cells = width < NARROW ? width : width - NAMES - TOTALS;
  const cols = columns(ctx, cells);
  plot.classList.toggle("stacked", width < NARROW);
  if (!ctx.events.length) {
    plot.replaceChildren(h("p", { class: "empty" }, t("nothing")));
    return;
  }
  const topics = model.get("topics");
  const others = (topic) => cols.filter((col) => together && col.key !== topic);
  const pairs = (topic) => others(topic).map((col) => col.of(ctx.with.get(topic)).length);
  ctx.most = topics.flatMap(pairs).reduce((most, each) => Math.max(most, each), 1);
  const fields = topics.filter((topic) => model.get("fields").includes(topic));
  const groups = [
    ["fields", fields],
    ["added", topics.filter((topic) => !fields.includes(topic))],
  ].filter(([, rows]) => rows.length);
  const heading = (style, text, more) => h("th", { role: "columnheader", class: style, ...more }, h("span", {}, text));
  const head = h(
    "tr",
    { role: "row" },
    heading("name", t("topic")),
    cols.map((col) => heading(col.key === chosen && "chosen", col.short, { title: col.long, "aria-label": col.long })),
    together ? null : heading("total", t("events")),
  );
  const groupName = (key) =>
    h("tr", { role: "row", class: "group-name" }, h("th", { role: "rowheader", "aria-colspan": cols.length + 1 }, t(key)));
  const table = h(
    "table",
    {
      role: "grid",
      "aria-label": t(together ? "matrix" : "grid"),
      style: `--columns:${cols.length}`,
      class: together ? "matrix" : cells / cols.length < YEAR ? "time crowded" : "time",
    },
    h("thead", { role: "rowgroup" }, head),
    groups.map(([key, rows]) =>
      h(
        "tbody",
        { role: "rowgroup", "aria-label": t(key) },
        groups.length > 1 && groupName(key),
        rows.map((topic) => row(ctx, topic, cols, together)),
      ),
    ),
  );
  plot.replaceChildren(table);
  rove(ctx, table);
}

/** One topic: its name, its cells and, over time, its total. */
function row(ctx, topic, cols, together) {
  const { model, t, topic: chosen } = ctx;
  const records = ctx.with.get(topic);
  const shared = chosen ? records.filter((record) => record.topics.includes(chosen)) : records;
  const selected = new Set(model.get("selected"));
  const asShare = model.get("measure") === "share";
  const number = model.get("topics").indexOf(topic) + 1;
  const isSelected = (ids) => ids.length > 0 && ids.length === selected.size && ids.every(({ id }) => selected.has(id));
  const cell = (key, label, ids, content, extra = {}) =>
    h(
      "td",
      {
        role: "gridcell",
        tabindex: "-1",
        "data-cell": "",
        "data-keep": `${topic}/${key}`,
        "data-n": ids.length,
        "aria-label": label,
        "aria-selected": isSelected(ids) ? "true" : "false",
        ...extra,
        onclick: () => ctx.pick(ids),
      },
      content,
    );
  const style = (record) =>
    [
      record.told && "told",
      chosen && (record.topics.includes(chosen) ? "also" : "other"),
      selected.has(record.id) && "selected",
    ]
      .filter(Boolean)
      .join(" ");
  const also = (some) =>
    chosen && chosen !== topic
      ? `; ${t("cell.also", { topic: ctx.name(chosen), n: some.filter((record) => record.topics.includes(chosen)).length })}`
      : "";

  const cells = cols.map((col) => {
    const some = col.of(records);
    if (!together) {
      const told = some.filter((record) => record.told).length;
      const label = t("cell", { topic: ctx.name(topic), year: col.long, n: some.length, told }) + also(some);
      return cell(col.key, label, some, some.length ? dots(some, style) : null, { "data-column": col.key });
    }
    const part = percent(some.length, records.length);
    const same = col.key === topic;
    const shade = asShare ? part : percent(some.length, ctx.most);
    const label = same
      ? t("cell.total", { topic: ctx.name(topic), n: some.length })
      : t("cell.both", { row: ctx.name(topic), column: col.long, n: some.length });
    return cell(col.key, asShare ? `${label}, ${part} %` : label, some, asShare ? `${part}` : `${some.length}`, {
      "data-column": col.key,
      class: [same && "same", !some.length && "none", [topic, col.key].includes(chosen) && "chosen"].filter(Boolean).join(" "),
      style: `--part:${same ? 0 : shade}%`,
    });
  });
  const total = () => {
    const all = chosen && chosen !== topic ? records.length : ctx.events.length;
    const text = asShare
      ? `${percent(shared.length, all)} %`
      : chosen && chosen !== topic
        ? `${shared.length}/${records.length}`
        : `${records.length}`;
    const label = t("cell.total", { topic: ctx.name(topic), n: records.length }) + also(records);
    return cell("total", label, shared, text, { class: "total" });
  };
  return h(
    "tr",
    { role: "row", "data-topic": topic, class: topic === chosen ? "chosen" : null },
    h(
      "th",
      {
        role: "rowheader",
        scope: "row",
        class: "name",
        tabindex: "-1",
        "data-cell": "",
        "data-keep": `${topic}/name`,
        "aria-selected": topic === chosen ? "true" : "false",
        onclick: () => set(model, { topic: topic === chosen ? "" : topic }),
      },
      together && h("span", { class: "number", "aria-hidden": "true" }, `${number}`),
      h("span", { class: "label", dir: "auto" }, ctx.name(topic)),
    ),
    cells,
    together ? null : total(),
  );
}

/** One cell is reached by Tab, the others by the arrow keys. */
function rove(ctx, table) {
  const rows = [...table.querySelectorAll("tr[data-topic]")].map((each) => [...each.querySelectorAll("[data-cell]")]);
  const find = () => rows.flat().find((each) => each.dataset.keep === ctx.at) ?? rows[0]?.[0];
  const mark = (cell) => {
    table.querySelectorAll("[tabindex='0']").forEach((each) => (each.tabIndex = -1));
    cell.tabIndex = 0;
    ctx.at = cell.dataset.keep;
  };
  if (find()) mark(find());
  table.addEventListener("focusin", (event) => event.target.dataset.cell !== undefined && mark(event.target));
  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-cell]");
    const y = rows.findIndex((each) => each.includes(cell));
    if (y < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const x = rows[y].indexOf(cell);
    const to = {
      ArrowLeft: [x - 1, y],
      ArrowRight: [x + 1, y],
      ArrowUp: [x, y - 1],
      ArrowDown: [x, y + 1],
      Home: [0, y],
      End: [rows[y].length - 1, y],
    }[event.key];
    if (to) rows[to[1]]?.[to[0]]?.focus();
    else if (event.key === "Enter" || event.key === " ") cell.click();
    else if (event.key === "Escape") set(ctx.model, { selected: [], topic: "" });
    else return;
    event.preventDefault();
  });
}

/** The rule of counting, the legend, and what is to be said of the chosen topic. */
function drawWords(ctx) {
  const { model, t, events, topic } = ctx;
  const together = model.get("view") === "together";
  const given = events.reduce((sum, record) => sum + record.topics.length, 0);
  const undated = events.filter((record) => record.year === null).length;
  ctx.rule.textContent = t("rule", { events: events.length, topics: given });
  const notes = together
    ? [t("hint.together"), model.get("measure") === "share" && t("hint.share")]
    : [
        t("legend"),
        topic && t("legend.topic", { topic: ctx.name(topic) }),
        !topic && t("hint"),
        t("begins"),
        ctx.step > 1 && t("columns", { n: ctx.step }),
        undated && t("undated", { n: undated }),
      ];
  ctx.notes.textContent = notes.filter(Boolean).join(" ");
  if (!topic) {
    ctx.said.replaceChildren();
    return;
  }
  const records = ctx.with.get(topic);
  const others = model
    .get("topics")
    .filter((each) => each !== topic)
    .map((each) => [each, records.filter((record) => record.topics.includes(each)).length])
    .filter(([, n]) => n)
    .sort((a, b) => b[1] - a[1]);
  const list = others.map(([each, n]) => `${ctx.name(each)} ${n}`).join(", ");
  ctx.said.replaceChildren(
    [
      t("said", {
        topic: ctx.name(topic),
        n: records.length,
        all: events.length,
        a: percent(records.length, events.length),
        b: percent(records.length, given),
      }),
      list && t("said.with", { list }),
      t("said.alone", { n: records.filter((record) => record.topics.length === 1).length }),
    ]
      .filter(Boolean)
      .join(" "),
    " ",
    button(t("unchoose"), () => set(model, { topic: "" }), { "data-keep": "unchoose" }),
  );
}

/** The chosen events. */
function drawList(ctx) {
  const { model, t, records } = ctx;
  const wanted = new Set(model.get("selected"));
  const found = records.filter((record) => wanted.has(record.id));
  if (!found.length) {
    ctx.chosen.replaceChildren();
    return;
  }
  const entry = (record) =>
    h(
      "li",
      { "data-id": record.id },
      h("span", { class: "when" }, t.say(record.date) || t("no-year")),
      " ",
      link(model, "events", record.id, t.spoken("span", record.title, { class: "what" })),
      " ",
      record.verdict && verdict(t, record.verdict),
      " ",
      h("span", { class: "small" }, [...record.topics.map(ctx.name), t(record.told ? "told.yes" : "told.no")].join(" · ")),
    );
  const rest = ctx.more ? 0 : Math.max(0, found.length - LONGEST);
  ctx.chosen.replaceChildren(
    h(
      "div",
      { class: "detail" },
      h(
        "div",
        { class: "bar" },
        h("p", { class: "strong" }, t("chosen", { n: found.length })),
        button(t("unchosen"), () => set(model, { selected: [] }), { "data-keep": "unchosen" }),
      ),
      h("ul", {}, found.slice(0, found.length - rest).map(entry)),
      rest > 0 &&
        button(`… ${rest}`, () => {
          ctx.more = true;
          drawList(ctx);
        }),
    ),
  );
}

export default { render };
