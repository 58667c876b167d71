// The matrix of documents. A cell has two parts that never mix: a ring for the essay's claim, and in it what a reader
// of the text found. Without a reader there is a question mark, never an empty cell.

import { button, choice, frame, h, keep, link, radios, restore, set, share } from "./kit.js";

const STATES = ["found", "only-claimed", "claimed-found", "claimed-not-found", "not-found", "not-checked", "no-entry"];
const CHECKED = ["found", "not-found"]; // a text was read for it
const INNER = { found: "✓", "not-found": "✕", "not-checked": "?", "no-entry": "–", filed: "■", "not-filed": "·" };
const LISTED = { type: "type", force: "force", topic: "topics" };
const YES_NO = ["claimed", "checked"];
const SORTS = ["date", "type", "force", "found", "claimed"];
const GROUPS = ["none", "type", "force", "year", "essay", "claimed"];
const LABELS = { type: "document_type", force: "document_force", topic: "topic" };

const many = (value) => (Array.isArray(value) ? value : typeof value === "string" && value ? [value] : []);
const entryOf = (row, column) => row.cells?.[column];
const entries = (row) => Object.values(row.cells ?? {});

/** What is known of a cell, as one word. The same rules as `state` in matrix.py. */
export function state(row, principle) {
  const entry = entryOf(row, principle);
  if (!entry) return "no-entry";
  if (!entry.essay) return entry.record;
  return CHECKED.includes(entry.record) ? `claimed-${entry.record}` : "only-claimed";
}

const has = {
  claimed: (row) => entries(row).some((entry) => entry.essay),
  checked: (row) => entries(row).some((entry) => CHECKED.includes(entry.record)),
};

/** The rows in the scope that pass all filters. The same rules as `filtered` in matrix.py. */
export function narrowed(rows, scope, filters, selected) {
  return rows.filter(
    (row) =>
      (scope === "all" || row.cells) &&
      Object.entries(LISTED).every(
        ([name, field]) => !many(filters[name]).length || many(row[field]).some((value) => many(filters[name]).includes(value)),
      ) &&
      YES_NO.every((name) => typeof filters[name] !== "boolean" || has[name](row) === filters[name]) &&
      (filters.selected !== true || selected.includes(row.id)),
  );
}

/** The rows in groups: [[key, rows], …], key null where there are none. As `ordered` and `grouped` in matrix.py. */
export function arranged(rows, sort, group, lists) {
  const place = (order, value) => (order.indexOf(value) + 1 || order.length + 1);
  const count = (row) => counted([row], lists.principles)[sort];
  const sorted = [...rows].sort((a, b) => ((a.start ?? "A") < (b.start ?? "A") ? -1 : (a.start ?? "A") > (b.start ?? "A") ? 1 : 0));
  if (sort === "type" || sort === "force") sorted.sort((a, b) => place(lists[sort], a[sort]) - place(lists[sort], b[sort]));
  if (sort === "found" || sort === "claimed") sorted.sort((a, b) => count(b) - count(a));
  if (group === "none" || !GROUPS.includes(group)) return [[null, sorted]];
  const keyOf = {
    essay: (row) => (row.in_essay ? "yes" : "no"),
    claimed: (row) => (has.claimed(row) ? "yes" : "no"),
    year: (row) => row.start?.slice(0, 4) ?? "",
  }[group] ?? ((row) => row[group] ?? "");
  const found = new Map();
  for (const row of sorted) {
    const key = keyOf(row);
    if (found.has(key)) found.get(key).push(row);
    else found.set(key, [row]);
  }
  const order = lists[group] ?? ["yes", "no"];
  const rank = group === "year" ? (key) => key || "A" : (key) => place(order, key); // letters come after digits
  return [...found].sort((a, b) => (rank(a[0]) < rank(b[0]) ? -1 : 1));
}

/** What a total says of the cells of some rows and columns. The same as `_counts` in matrix.py. */
export function counted(rows, columns) {
  const total = { found: 0, checked: 0, claimed: 0, both: 0, open: 0, none: 0 };
  for (const row of rows)
    for (const column of columns) {
      const entry = entryOf(row, column);
      const checked = CHECKED.includes(entry?.record);
      total.none += !entry;
      total.found += entry?.record === "found";
      total.checked += checked;
      total.open += Boolean(entry) && !checked;
      total.claimed += Boolean(entry?.essay);
      total.both += checked && Boolean(entry.essay);
    }
  return total;
}

/** The sign of a state: the claim as a ring, what the text was found to say in it. */
function glyph(value) {
  const ring = value.startsWith("claimed-") || value === "only-claimed";
  const inner = value === "only-claimed" ? "not-checked" : value.replace(/^claimed-/, "");
  return h("span", { class: `glyph ${inner}${ring ? " ring" : ""}`, "aria-hidden": "true" }, h("span", {}, INNER[inner]));
}

function render({ model, el }) {
  const rows = model.get("documents");
  const byId = new Map(rows.map((row) => [row.id, row]));
  const lists = model.get("lists");
  const works = model.get("works");
  let unfolded = false; // the filters, also after a change of language

  return frame(model, el, "matrix", (body, t) => {
    const kind = () => (model.get("columns") === "topics" ? "topics" : "principles");
    const filters = () => model.get("filters") ?? {};
    const selected = () => model.get("selected").filter((id) => byId.has(id));
    const known = (key, value) => (t(key) === key ? value : t(key)); // a frame of the user's may have values of its own
    const answer = (name, each) => ({ essay: t(`essay.${each}`), claimed: t(`claimed.${each}`), checked: t(`checked.${each}`) })[name];
    const columnName = (column) => known(`${kind() === "topics" ? "topic" : "principle"}.${column}`, column);
    const label = (name, value) => (value ? known(`${LABELS[name]}.${value}`, value) : "");
    const stateOf = (row, column) =>
      kind() === "topics" ? (many(row.topics).includes(column) ? "filed" : "not-filed") : state(row, column);
    const partial = (row, column) =>
      kind() === "principles" && entryOf(row, column)?.record === "not-checked" && Boolean(entryOf(row, column).work);
    const narrow = (name, value) => {
      const next = { ...filters(), [name]: value };
      if (value === null || value.length === 0) delete next[name];
      set(model, { filters: next });
    };

    let at = []; // the row and column that Tab leads to, by data-keep
    let revealed = ""; // the cell whose card was brought into sight: drawing anew does not bring it back
    let stops = []; // the focusable elements of the grid, row by row

    const controls = h("div", { class: "bar controls" });
    const summary = h("summary", { "data-keep": "filters" });
    const panel = h("div", { class: "bar panel" });
    const status = h("p", { class: "small", role: "status" });
    const legend = h("div", { class: "legend" });
    const choices = h("div", { class: "bar" });
    const table = h("table", { role: "grid" });
    const field = h("div", { class: "field" }, table);
    body.append(
      controls,
      h("details", { class: "filters", open: unfolded, ontoggle: (event) => (unfolded = event.target.open) }, summary, panel),
      legend,
      status,
      choices,
      field,
      h("p", { class: "small keys" }, t("keys")),
      share(model, t) ?? "",
    );

    // --- controls ---------------------------------------------------------------------------
    function drawControls() {
      const pick = (name, values, text) =>
        choice(t(name), values.map((value) => [value, text(value)]), model.get(name), (value) => set(model, { [name]: value }), { "data-keep": name });
      const amount = { entered: rows.filter((row) => row.cells).length, all: rows.length };
      const kinds = radios(t("columns"), ["principles", "topics"].map((each) => [each, t(`columns.${each}`)]), kind(), (value) => set(model, { columns: value, cell: [] }));
      for (const input of kinds.querySelectorAll("input")) input.dataset.keep = `columns-${input.value}`;
      controls.replaceChildren(
        kinds,
        pick("scope", ["entered", "all"], (value) => t(`scope.${value}`, { n: amount[value] })),
        pick("sort", SORTS, (value) => t(`sort.${value}`)),
        pick("group", GROUPS, (value) => t(`group.${value}`)),
      );
      const now = filters();
      const used = [...Object.keys(LISTED), ...YES_NO].filter((name) => name in now).length;
      summary.textContent = used ? t("filters-n", { n: used }) : t("filters");
      const one = (name) => {
        const there = new Set(rows.flatMap((row) => many(row[LISTED[name]])));
        const values = lists[LISTED[name]].filter((value) => there.has(value)).map((value) => [value, label(name, value)]);
        const wanted = many(now[name]);
        const several = wanted.length > 1 ? [["several", wanted.map((value) => label(name, value)).join(", ")]] : [];
        return choice(t(name), [["", t("any")], ...several, ...values], several.length ? "several" : wanted[0] ?? "",
          (value) => value !== "several" && narrow(name, value ? [value] : []), { "data-keep": `filter-${name}` });
      };
      const yesNo = (name) =>
        choice(t(name), [["", t("any")], ...["yes", "no"].map((each) => [each, answer(name, each)])],
          typeof now[name] === "boolean" ? (now[name] ? "yes" : "no") : "", (value) => narrow(name, value ? value === "yes" : null), { "data-keep": `filter-${name}` });
      panel.replaceChildren(
        ...Object.keys(LISTED).map(one),
        ...YES_NO.map(yesNo),
        used ? button(t("clear"), () => set(model, { filters: {} }), { "data-keep": "clear" }) : "",
      );
      const chosen = selected().length;
      choices.hidden = !chosen && now.selected !== true;
      choices.replaceChildren(
        h("span", { class: "count" }, t("selected", { n: chosen })),
        button(t("only"), () => narrow("selected", now.selected === true ? null : true),
          { "aria-pressed": now.selected === true ? "true" : "false", "data-keep": "only" }),
        button(t("unselect"), () => set(model, { selected: [], filters: { ...filters(), selected: undefined } }), { "data-keep": "unselect" }),
      );
    }

    // --- totals -----------------------------------------------------------------------------
    const totals = (some, columns) => {
      const n = counted(some, columns);
      const there = { found: n.checked, claimed: n.claimed, open: n.open, none: n.none };
      return Object.keys(there).filter((each) => there[each]).map((each) => t(`count.${each}`, n));
    };
    const lines = (some, columns) => totals(some, columns).map((text) => h("span", { class: "line" }, text));

    function drawStatus(shown) {
      const said = t("shown", { n: shown.length, all: rows.length });
      status.textContent = kind() === "topics" || !shown.length ? said : [said, ...totals(shown, lists.principles)].join(" · ");
      const seen = (value) => shown.reduce((sum, row) => sum + lists[kind()].filter((column) => stateOf(row, column) === value).length, 0);
      const values = kind() === "topics" ? ["filed", "not-filed"] : STATES.map((each) => [each, seen(each)]);
      // What no cell shows is explained all the same where it is the other half of the question.
      const kept = kind() === "topics" ? values : values.filter(([each, n]) => n || each === "not-found" || each === "claimed-found").map(([each]) => each);
      legend.replaceChildren(
        h("ul", {}, kept.map((each) => h("li", { "data-state": each }, glyph(each), `${t(each === "not-checked" ? "neither" : `state.${each}`)}: ${seen(each)}`))),
        h("p", {}, t(`note.${kind()}`)),
      );
    }

    // --- the table --------------------------------------------------------------------------
    const dateOf = (row) => t.say(row.date) || t("undated");
    const official = (row) => (row.official ? t("official", { languages: row.official.join(", ").toUpperCase() }) : t("official.none"));
    const nameOf = (row) => row.short ?? row.title;
    const fact = (name, value) => (value === "unknown" ? `${t(name).toLowerCase()}: ${label(name, value)}` : label(name, value));

    function drawRow(row, chosen, columns) {
      const tick = h("input", {
        type: "checkbox",
        tabindex: "-1",
        checked: chosen.includes(row.id),
        "data-keep": `${row.id}|`,
        onchange: (event) => {
          const now = selected().filter((id) => id !== row.id);
          set(model, { selected: event.target.checked ? [...now, row.id] : now });
        },
      });
      const facts = [dateOf(row), ...["type", "force"].filter((each) => each !== model.get("group")).map((each) => fact(each, row[each])), official(row)].filter(Boolean).join(" · ");
      const cells = columns.map((column) => {
        const value = stateOf(row, column);
        return h(
          "button",
          {
            type: "button",
            tabindex: "-1",
            "data-state": value,
            "data-column": column,
            "data-keep": `${row.id}|${column}`,
            "aria-expanded": "false",
            onclick: () => open(row.id, column),
          },
          glyph(value),
          h("span", { class: "word" }, t(`state.${value}`), partial(row, column) ? h("span", {}, "*", h("span", { class: "unseen" }, ` ${t("partial")}`)) : ""),
          entryOf(row, column)?.article && kind() === "principles" ? h("span", { class: "unseen", lang: "en" }, ` ${entryOf(row, column).article}`) : "",
        );
      });
      stops.push([tick, ...cells]);
      return h(
        "tr",
        { role: "row", "data-id": row.id },
        h(
          "th",
          { scope: "row", role: "rowheader" },
          h("label", {}, tick, t.spoken("span", nameOf(row), { class: "name" })),
          h("p", { class: "small" }, facts),
          kind() === "principles" ? h("p", { class: "small total" }, totals([row], columns).join(" · ")) : "",
        ),
        cells.map((cell) => h("td", { role: "gridcell" }, cell)),
      );
    }

    function drawHead(columns) {
      const corner = () => h("th", { scope: "col", role: "columnheader", class: "corner" }, t("document"));
      const heads = columns.map((column) => h("th", { scope: "col", role: "columnheader" }, h("span", {}, columnName(column))));
      const over = lists.fields.filter((each) => columns.includes(each)).length;
      if (kind() === "principles") return h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, corner(), heads));
      const group = (words, span) => h("th", { scope: "colgroup", role: "columnheader", colspan: span, style: `grid-column:span ${span}`, class: "over" }, h("span", {}, words));
      return h(
        "thead",
        { role: "rowgroup" },
        h("tr", { role: "row" }, h("td", { role: "gridcell", class: "corner" }), group(t("fields", { claim: lists.claims.fields }), over), group(t("further"), columns.length - over)),
        h("tr", { role: "row" }, corner(), heads),
      );
    }

    const filed = (some, column) => `${some.filter((row) => many(row.topics).includes(column)).length}`;

    function drawGroup(key, some, columns) {
      const name = h("span", {}, `${groupName(key)} (${some.length})`);
      const head = (span, ...words) => h("th", { scope: "rowgroup", role: "rowheader", colspan: span }, name, words);
      return h(
        "tr",
        { role: "row", class: "grouped" },
        kind() === "topics"
          ? [head(1), ...columns.map((column) => h("td", { role: "gridcell" }, filed(some, column)))]
          : head(columns.length + 1, h("span", { class: "small" }, ` ${totals(some, columns).join(" · ")}`)),
      );
    }

    const groupName = (key) => {
      const name = model.get("group");
      if (name === "year") return key === "" ? t("undated") : `${key}`;
      if (name === "type" || name === "force") return label(name, key) || "–";
      return answer(name, key);
    };

    function drawTable() {
      const columns = lists[kind()];
      const chosen = selected();
      const kept = narrowed(rows, model.get("scope"), filters(), chosen);
      const groups = arranged(kept, model.get("sort"), model.get("group"), lists);
      stops = [];
      drawStatus(kept);
      table.dataset.columns = kind();
      // Headers are turned where a long word would be broken.
      const longest = Math.max(...columns.flatMap((column) => columnName(column).split(/[\s-]/)).map((word) => word.length));
      table.dataset.heads = kind() === "topics" || longest > (model.get("language") === "en" ? 12 : 10) ? "turned" : "upright";
      table.style.setProperty("--columns", columns.length);
      table.setAttribute("aria-label", t("name.matrix"));
      field.hidden = !kept.length;
      if (!kept.length) {
        status.textContent = t("nothing");
        return;
      }
      table.replaceChildren(
        drawHead(columns),
        ...groups.map(([key, some]) =>
          h(
            "tbody",
            { role: "rowgroup" },
            key === null ? "" : drawGroup(key, some, columns),
            some.map((row) => drawRow(row, chosen, columns)),
          ),
        ),
        h("tfoot", { role: "rowgroup" },
          h("tr", { role: "row" },
            h("th", { scope: "row", role: "rowheader" }, t("totals")),
            columns.map((column) =>
              h("td", { role: "gridcell" }, h("span", { class: "head", "aria-hidden": "true" }, columnName(column)),
                kind() === "topics" ? h("span", { class: "line" }, filed(kept, column)) : lines(kept, [column]))))),
      );
      if (!stops.flat().some((each) => each.dataset.keep === at)) at = stops[0][1].dataset.keep;
      settle();
      drawCard();
    }

    // --- keyboard ---------------------------------------------------------------------------
    const settle = () => stops.flat().forEach((each) => (each.tabIndex = each.dataset.keep === at ? 0 : -1));
    table.addEventListener("focusin", (event) => {
      if (event.target.dataset.keep?.includes("|")) {
        at = event.target.dataset.keep;
        settle();
      }
    });
    table.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && model.get("cell").length) {
        close(...model.get("cell"));
        return;
      }
      const y = stops.findIndex((row) => row.includes(event.target));
      if (y < 0 || event.altKey || event.metaKey) return;
      const x = stops[y].indexOf(event.target);
      const end = stops[0].length - 1;
      const to = {
        ArrowRight: [y, x + 1],
        ArrowLeft: [y, x - 1],
        ArrowDown: [y + 1, x],
        ArrowUp: [y - 1, x],
        Home: [event.ctrlKey ? 0 : y, 0],
        End: [event.ctrlKey ? stops.length - 1 : y, end],
      }[event.key];
      if (!to) return;
      event.preventDefault();
      const next = stops[to[0]]?.[to[1]];
      if (!next) return;
      // An open card follows the focus.
      if (model.get("cell").length && next.dataset.column) set(model, { cell: [stops[to[0]][0].dataset.keep.slice(0, -1), next.dataset.column] });
      next.focus();
    });

    // --- the card of a cell -----------------------------------------------------------------
    function open(id, column) {
      const [now, its] = model.get("cell");
      set(model, { cell: now === id && its === column ? [] : [id, column] });
    }

    const cellAt = (id, column) => stops.flat().find((each) => each.dataset.keep === `${id}|${column}`);
    function close(id, column) {
      set(model, { cell: [] });
      cellAt(id, column)?.focus();
    }

    function drawCard() {
      table.querySelector(".opened")?.remove();
      for (const each of table.querySelectorAll("[aria-expanded=true]")) each.setAttribute("aria-expanded", "false");
      const [id, column] = model.get("cell");
      const cell = cellAt(id, column);
      if (!cell) {
        revealed = "";
        return;
      }
      cell.setAttribute("aria-expanded", "true");
      const row = cell.closest("tr");
      const opened = h("tr", { class: "opened", role: "row" }, h("td", { role: "gridcell", colspan: lists[kind()].length + 1 }, cardOf(byId.get(id), column)));
      row.after(opened);
      if (revealed === cell.dataset.keep) return;
      revealed = cell.dataset.keep;
      // Bring both into the window of the table, without moving the page.
      const box = field.getBoundingClientRect();
      const above = row.getBoundingClientRect().top - box.top - field.clientTop - table.tHead.offsetHeight;
      const below = opened.getBoundingClientRect().bottom - box.bottom;
      if (above < 0 || below > 0) field.scrollTop += above < 0 ? above : Math.min(below, above);
    }

    function cardOf(row, column) {
      const value = stateOf(row, column);
      const entry = kind() === "principles" ? entryOf(row, column) ?? {} : {};
      const fact = (name, text, lang) => (text ? [h("dt", {}, name), h("dd", { lang, dir: "auto" }, text)] : []);
      const data = (text) => text && h("span", { lang: "en" }, text);
      return h(
        "div",
        { class: "detail" },
        h("p", { class: "strong" }, glyph(value), ` ${columnName(column)}: ${t(`state.${value}`)}`),
        h("p", {}, t(`means.${value}`)),
        partial(row, column) ? h("p", {}, `* ${t("partial")}`) : "",
        h(
          "dl",
          {},
          fact(t("article"), data(entry.article)),
          fact(t("reference"), works[entry.work] && h("cite", { lang: works[entry.work][1] }, works[entry.work][0])),
          fact(t("remark"), data(entry.note)),
          Object.entries(row.title).flatMap(([language, title]) =>
            fact(t(`title-in.${language}`), [h("span", { lang: language }, title), ` (${t(`title_status.${row.official?.includes(language) ? "official" : "rendering"}`)})`])),
          fact(t("signed"), t.say(row.date)),
          fact(t("in-force"), t.say(row.in_force)),
          fact(t("out-of-force"), t.say(row.out_of_force)),
          fact(t("identifier"), data(row.identifier)),
          fact(t("note"), data(row.note)),
        ),
        h(
          "p",
          { class: "bar" },
          row.event && model.page ? link(model, "events", row.event, t("register")) : "",
          entry.essay && model.page ? link(model, "claims", lists.claims.principles, `${t("claim")} ${lists.claims.principles}`) : "",
          button(t("close"), () => close(row.id, column)),
        ),
      );
    }

    const draw = () => {
      const kept = keep(body);
      drawControls();
      drawTable();
      restore(body, kept);
    };
    draw();
    const traits = "change:columns change:scope change:sort change:group change:filters change:selected";
    model.on(traits, draw);
    model.on("change:cell", drawCard);
    return () => {
      model.off(traits, draw);
      model.off("change:cell", drawCard);
    };
  });
}

export default { render };
