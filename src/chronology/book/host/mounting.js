// Putting a widget in the place of its table.

const LONG = 10000; // elements of a table, about 2,000 events

const imported = new Map();
/** The module of a widget, imported once: from its text, for a page loads no module from a file. */
function moduleOf(source) {
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

/**
 * Draw the widget of a model into its element, once.
 * @param {HTMLElement} element
 * @param {Promise<import("./model.js").Model>} coming its model
 * @param {string} failed what is said if it cannot be drawn
 */
export async function mount(element, coming, failed) {
  if (element.dataset.mounting !== undefined) return;
  element.dataset.mounting = "";
  const own = document.createElement("div");
  try {
    const model = await coming;
    failed = model.get("strings")?.[model.get("language")]?.failed ?? failed;
    style(model.get("_css"));
    const found = (await moduleOf(model.get("_esm"))).default;
    const widget = typeof found === "function" ? await found() : found;
    element.append(own);
    await widget.initialize?.({ model });
    await widget.render({ model, el: own });
    element.dataset.ready = "";
    element.querySelectorAll(":scope > .fallback").forEach(putAway);
  } catch (error) {
    own.remove();
    element.prepend(Object.assign(document.createElement("p"), { textContent: failed, role: "alert" }));
    element.dataset.failed = "";
    console.error(error);
  }
}

const paper = matchMedia("print");
/**
 * A very long table is kept as text while its widget stands in its place: the browser goes through all that is in the
 * page again and again, seen or not. It comes back for paper.
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
