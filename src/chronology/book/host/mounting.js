// Putting a widget in the place of its table.

const widgets = new Map();
/**
 * The widget of a module without imports, made once: from its text, for a page loads no module from a file, and without
 * waiting, as paper does not wait.
 */
function widgetOf(source) {
  if (!widgets.has(source)) {
    const found = new Function(
      `"use strict";\n${source.replace(/^export default /m, "return ")}\n//# sourceURL=widget.js`, // its name in tools
    )();
    widgets.set(source, typeof found === "function" ? found() : found);
  }
  return widgets.get(source);
}

const styled = new Set();
/** What the styles of all begin with comes once, before all of their own: after one of these it would win over it. */
function style(css = "") {
  for (const textContent of css.split("/**/"))
    if (styled.size < styled.add(textContent).size)
      document.head.append(Object.assign(document.createElement("style"), { textContent }));
}

/**
 * Draw the widget of a model into its element.
 * @param {HTMLElement} element
 * @param {Promise<import("./model.js").Model>} coming its model
 * @param {string} failed what is said if it cannot be drawn
 */
export async function mount(element, coming, failed) {
  const own = document.createElement("div");
  try {
    const model = await coming;
    failed = model.get("strings")?.[model.get("language")]?.failed ?? failed;
    style(model.get("_css"));
    const widget = await widgetOf(model.get("_esm"));
    element.append(own);
    await widget.initialize?.({ model });
    await widget.render({ model, el: own });
    element.dataset.ready = "";
  } catch (error) {
    own.remove();
    for (const each of element.querySelectorAll("noscript")) each.outerHTML = each.textContent; // a long table
    element.prepend(Object.assign(document.createElement("p"), { textContent: failed, role: "alert" }));
    element.dataset.failed = "";
    console.error(error);
  }
}
