// What the widgets share: building elements, words in three languages, verdict signs.
// Data reach the page as text only (textContent, setAttribute): nothing here parses HTML.

export const SIGNS = { confirmed: "✓", imprecise: "≈", differs: "≠", unverified: "?", evaluative: "◇" };
export const VERDICTS = Object.keys(SIGNS);
const LANGUAGES = { en: "English", kk: "Қазақша", ru: "Русский" };

/** An element. Attributes that are null, undefined or false are left out; on… attributes are listeners. */
export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** An SVG element, as h. */
export function s(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** The words of a widget in its present language, as t(key) or t(key, { n: 3 }); labels of closed lists are list.value. */
export function words(model) {
  const t = (key, values = {}) => {
    const strings = model.get("strings");
    const text = strings[model.get("language")]?.[key] ?? strings.en?.[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  };
  /** Text of a datum that exists in some languages: {en, kk, ru}. English stands in where one is missing. */
  t.say = (text) => (typeof text === "string" ? text : text?.[model.get("language")] || text?.en || "");
  /** The same as an element that says in which language it is. */
  t.spoken = (tag, text, attributes = {}) => {
    const language = typeof text !== "string" && text?.[model.get("language")] ? model.get("language") : "en";
    return h(tag, { lang: language, dir: "auto", ...attributes }, t.say(text));
  };
  return t;
}

/** Case and width do not count in a search: the same rule as search_text in base.py. */
export const folded = (text) => text.normalize("NFKC").toLowerCase();

let made = 0;
/** An id that no other element has. */
export function unique(stem) {
  made += 1;
  return `${stem}-${made}`;
}

export const button = (label, action, attributes = {}) =>
  h("button", { type: "button", onclick: action, ...attributes }, label);

/** A verdict as sign and word, the sign for the eye only. */
export const verdict = (t, value) =>
  h(
    "span",
    { class: `verdict verdict-${value}` },
    h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[value]),
    ` ${t(`verdict.${value}`)}`,
  );

/** A link to a thing in a register of the book (page: events, claims …); its words alone where there is no book. */
export const link = (model, page, id, words) =>
  model.page ? h("a", { href: `${model.page(page)}#${encodeURIComponent(id)}` }, words) : h("span", {}, words);

/** A select with its label. options: [[value, text], …]; a nested array of options is a group. */
export function choice(label, options, value, change, attributes = {}) {
  const option = ([each, text]) => h("option", { value: each, selected: each === value }, text);
  const list = h(
    "select",
    { onchange: (event) => change(event.target.value), ...attributes },
    options.map((each) =>
      Array.isArray(each[1]) ? h("optgroup", { label: each[0] }, each[1].map(option)) : option(each),
    ),
  );
  return h("label", { class: "choice" }, h("span", {}, label), list);
}

/** A group of toggles. options: [[value, text, extra class], …]; chosen: array of values. */
export function toggles(label, options, chosen, change) {
  return h(
    "fieldset",
    { class: "toggles" },
    h("legend", {}, label),
    options.map(([value, text, style]) =>
      h(
        "label",
        { class: style },
        h("input", {
          type: "checkbox",
          value,
          "data-keep": `${label}/${value}`,
          checked: chosen.includes(value),
          onchange: (event) =>
            change(event.target.checked ? [...chosen, value] : chosen.filter((each) => each !== value)),
        }),
        h("span", {}, text),
      ),
    ),
  );
}

/** A group of which one is on. options: [[value, text], …]. */
export function radios(label, options, chosen, change) {
  const name = unique("radios");
  return h(
    "fieldset",
    { class: "toggles radios" },
    h("legend", {}, label),
    options.map(([value, text]) =>
      h(
        "label",
        {},
        h("input", {
          type: "radio",
          name,
          value,
          "data-keep": `${label}/${value}`,
          checked: value === chosen,
          onchange: () => change(value),
        }),
        h("span", {}, text),
      ),
    ),
  );
}

/** Set traits and send them to Python, if there is one. */
export function set(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(name, value);
  model.save_changes();
}

/**
 * The frame of every widget: name, language, and a part that is drawn anew when the language changes.
 * draw(body, t) fills the body; it may return a function that cleans up.
 */
export function frame(model, el, style, draw) {
  const t = words(model);
  const root = h("section", { class: `chronology ${style}` });
  el.append(root);
  let clean = null;
  const build = () => {
    const kept = keep(root);
    clean?.();
    const language = model.get("language");
    root.lang = language;
    // Two of a kind on a page are told apart by the number that the host gave them.
    const number = el.closest("[data-widget]")?.id?.match(/-\d+$/)?.[0].slice(1) ?? "";
    root.setAttribute("aria-label", `${t(`name.${style}`)} ${number}`.trim());
    const body = h("div", { class: "inside" });
    const languages = choice(
      t("language"),
      Object.entries(LANGUAGES),
      language,
      (value) => set(model, { language: value }),
      {
        "data-keep": "language",
      },
    );
    languages.classList.add("languages");
    root.replaceChildren(h("div", { class: "head" }, h("p", { class: "title" }, t(`name.${style}`)), languages), body);
    clean = draw(body, t);
    restore(root, kept);
  };
  build();
  model.on("change:language", build);
  // The book marks the element a widget lives in; in a notebook nobody else does.
  if (!el.closest("[data-widget]"))
    Object.assign(el.dataset, { widget: model.get("_anywidget_id").split(".").pop(), ready: "" });
  return () => {
    model.off("change:language", build);
    clean?.();
    root.remove();
  };
}

/** Which control has the focus, by its data-keep, so that drawing anew does not lose it. */
export function keep(root) {
  const active = root.getRootNode().activeElement;
  const name = active && root.contains(active) ? active.dataset.keep : null;
  return name && { name, start: active.selectionStart, end: active.selectionEnd };
}

export function restore(root, kept) {
  if (!kept) return;
  const found = root.querySelector(`[data-keep="${CSS.escape(kept.name)}"]`);
  if (!found) return;
  found.focus({ preventScroll: true });
  if (typeof kept.start === "number") found.setSelectionRange?.(kept.start, kept.end);
}

/** A link that others can open, where the page knows its own address (the book does, a notebook does not). */
export function share(model, t) {
  if (!model.address) return null;
  const field = h("input", {
    type: "text",
    readonly: true,
    class: "address",
    hidden: true,
    "aria-label": t("address"),
  });
  const said = h("span", { role: "status" });
  const copy = button(t("share"), async () => {
    field.value = model.address();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = t("copied");
      setTimeout(() => (said.textContent = ""), 4000);
    } catch {
      field.hidden = false; // no clipboard here: the reader copies by hand
      field.select();
    }
  });
  return h("span", { class: "share" }, copy, field, said);
}

/** Calls at most once a frame. */
export function perFrame(action) {
  let waiting = 0;
  const call = () => {
    if (!waiting)
      waiting = requestAnimationFrame(() => {
        waiting = 0;
        action();
      });
  };
  call.cancel = () => cancelAnimationFrame(waiting);
  return call;
}

/** Days since 1 January 1970 of an ISO date; years before 100 are not taken for those of the 20th century. */
export function dayNumber(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return Math.round(new Date(0).setUTCFullYear(year, month - 1, day) / 864e5);
}

export const isoDay = (number) => new Date(Math.round(number) * 864e5).toISOString().slice(0, 10);
