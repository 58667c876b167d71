// The field of the theme, which every page has, answers while somebody types, as the search page does. Index and search
// come with the first letter.

const finding = {
  static: new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src).href,
  wrapper: document.querySelector(".search-button__wrapper"),
  bring: (name) =>
    new Promise((resolve, reject) => {
      const src = finding.static + name;
      const script = Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject });
      document.head.append(script);
    }),
};

async function find() {
  const form = finding.wrapper.querySelector("form");
  const count = Object.assign(document.createElement("p"), { role: "status" });
  const place = document.createElement("div");
  const found = Object.assign(document.createElement("div"), { className: "course-search found" });
  found.append(count, place);
  form.after(found);
  const there = /** @type {any} */ (globalThis);
  if (!there.chronologyJudging) await finding.bring("judging.js");
  if (!there.courseIndex) await finding.bring("../search-index.js");
  if (!there.courseSearch) await finding.bring("search.js");
  there.courseSearch(form, count, place);
  // A place on this page is seen once the field is gone.
  found.addEventListener("click", ({ target }) => {
    if (/** @type {Element} */ (target).closest("a")) finding.wrapper.classList.remove("show");
  });
}

finding.wrapper?.addEventListener("input", () => find().catch(() => {}), { once: true }); // else Enter leads to the page
