// Runs the anywidgets of a page without Python: reads their state, which the build has stored in the page, imports
// the module of each and gives it a model. No file and no network is needed beyond the page itself.
(() => {
  const page = JSON.parse(document.getElementById("widget-state").textContent);
  const models = new Map();
  const REMEMBERED = "chronology-language";

  /** The part of the anywidget model interface that needs no Python. */
  class Model {
    #state;
    #listeners = new Map();
    constructor(state, element) {
      this.#state = state;
      this.element = element;
      this.initial = { ...state };
    }
    get(name) {
      return this.#state[name];
    }
    set(name, value) {
      if (typeof name === "object") {
        for (const [each, its] of Object.entries(name)) this.set(each, its);
        return;
      }
      if (same(this.#state[name], value)) return;
      this.#state[name] = value;
      this.#tell(`change:${name}`, value);
      this.#tell("change");
    }
    on(name, action) {
      for (const each of name.split(" ")) {
        if (!this.#listeners.has(each)) this.#listeners.set(each, new Set());
        this.#listeners.get(each).add(action);
      }
    }
    off(name, action) {
      if (!name) this.#listeners.clear();
      else
        for (const each of name.split(" "))
          action ? this.#listeners.get(each)?.delete(action) : this.#listeners.delete(each);
    }
    save_changes() {} // nobody else to tell
    send() {
      console.info("Python is not running in this page: a message of a widget went nowhere.");
    }
    #tell(event, value) {
      for (const action of [...(this.#listeners.get(event) ?? [])]) action(this, value);
    }

    // What the book adds: addresses of its pages, and a link to what the reader sees.
    page(name) {
      return `${page.root}${name}.html`;
    }
    address() {
      const changed = (this.get("linked") ?? []).filter((name) => !same(this.get(name), this.initial[name]));
      const query = new URLSearchParams(changed.map((name) => [name, JSON.stringify(this.get(name))]));
      return `${location.href.split("#")[0]}#${this.element.id}?${query}`;
    }
    /** Take over the traits of a link; what is no such trait, or not of its type, is left alone. */
    follow(query) {
      for (const [name, text] of new URLSearchParams(query)) {
        if (!(this.get("linked") ?? []).includes(name)) continue;
        try {
          const value = JSON.parse(text);
          if (kind(value) === kind(this.get(name))) this.set(name, value);
        } catch {
          // not a link of ours
        }
      }
    }
  }

  const kind = (value) => (Array.isArray(value) ? "list" : value === null ? "none" : typeof value);
  const same = (a, b) =>
    a === b || (typeof a === "object" && typeof b === "object" && JSON.stringify(a) === JSON.stringify(b));

  const imported = new Map();
  function module(source) {
    if (!imported.has(source)) {
      const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
      imported.set(source, import(address));
    }
    return imported.get(source);
  }

  const styled = new Set();
  function style(css) {
    if (!css || styled.has(css)) return;
    styled.add(css);
    document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
  }

  const memory = {
    get: () => {
      try {
        return localStorage.getItem(REMEMBERED);
      } catch {
        return null; // storage is switched off
      }
    },
    set: (value) => {
      try {
        localStorage.setItem(REMEMBERED, value);
      } catch {
        // storage is switched off
      }
    },
  };

  /** The reader's language holds for every widget of the page, and for the next page. */
  function shareLanguage(model) {
    model.on("change:language", (_, language) => {
      memory.set(language);
      for (const other of models.values()) if (other.get("language")) other.set("language", language);
    });
  }

  const modelOf = (element) => {
    if (!models.has(element)) {
      const names = page.models[element.dataset.model];
      const value = (name, number) => (page.prefixes[name] ?? "") + page.values[number];
      const state = Object.fromEntries(
        Object.entries(names).map(([name, number]) => [
          name,
          name in page.prefixes ? value(name, number) : JSON.parse(JSON.stringify(page.values[number])),
        ]),
      );
      const model = new Model(state, element);
      const language = [...models.values()][0]?.get("language") ?? memory.get();
      if (language && state.strings?.[language]) model.set("language", language);
      models.set(element, model);
      if (state.language) shareLanguage(model);
    }
    return models.get(element);
  };

  async function mount(element) {
    if (element.dataset.mounting !== undefined) return;
    element.dataset.mounting = "";
    const model = modelOf(element);
    const own = document.createElement("div");
    try {
      style(model.get("_css"));
      const found = (await module(model.get("_esm"))).default;
      const widget = typeof found === "function" ? await found() : found;
      element.append(own);
      await widget.initialize?.({ model });
      await widget.render({ model, el: own });
      element.dataset.ready = "";
      element.querySelectorAll(":scope > .fallback").forEach(putAway);
    } catch (error) {
      own.remove();
      const words = model.get("strings")?.[model.get("language")]?.failed ?? "This widget could not be drawn.";
      element.prepend(Object.assign(document.createElement("p"), { textContent: words, role: "alert" }));
      element.dataset.failed = "";
      console.error(error);
    }
  }

  const LONG = 10000; // elements of a table, about 2,000 events
  const paper = matchMedia("print");
  /**
   * A very long table is kept as text while its widget stands in its place: the browser goes through all that is in
   * the page again and again, seen or not. It comes back for paper.
   */
  function putAway(table) {
    if (table.getElementsByTagName("*").length < LONG) return;
    const text = table.innerHTML;
    const turn = (shown) => {
      if (shown !== Boolean(table.firstChild)) table.innerHTML = shown ? text : "";
    };
    paper.addEventListener("change", () => turn(paper.matches));
    addEventListener("beforeprint", () => turn(true));
    addEventListener("afterprint", () => turn(false));
    turn(paper.matches);
  }

  const elements = [...document.querySelectorAll("[data-widget][data-model]")];
  const near = new IntersectionObserver(
    (seen) => {
      for (const each of seen)
        if (each.isIntersecting) {
          near.unobserve(each.target);
          mount(each.target);
        }
    },
    { rootMargin: "600px" },
  );
  elements.forEach((element) => near.observe(element));

  function follow() {
    const [, id, query] = decodeHash().match(/^([\w-]+)\?(.*)$/s) ?? [];
    const element = query && elements.find((each) => each.id === id);
    if (!element) return;
    modelOf(element).follow(query);
    mount(element).then(() => element.scrollIntoView());
  }
  // Some programs encode the question mark of a link, some the whole of what follows it.
  function decodeHash() {
    const hash = location.hash.slice(1);
    const [, id, query] = hash.match(/^([\w-]+)%3f(.*)$/is) ?? [];
    if (!id) return hash;
    try {
      return `${id}?${query.includes("=") ? query : decodeURIComponent(query)}`;
    } catch {
      return hash; // damaged on its way
    }
  }
  addEventListener("hashchange", follow);
  follow();
})();
