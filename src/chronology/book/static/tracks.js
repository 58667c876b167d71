// The switch of a chapter that folds its code away, for those who read and judge (book/tracks.py).

{
  const KEY = "chronology-track";
  const { dataset } = document.documentElement;
  const tell = () => {
    for (const each of document.querySelectorAll("[data-do=with-python]"))
      each.setAttribute("aria-checked", `${dataset.track !== "read"}`);
  };
  document.addEventListener("click", ({ target }) => {
    if (!(/** @type {Element} */ (target).closest("[data-do=with-python]"))) return;
    if (dataset.track === "read") delete dataset.track;
    else dataset.track = "read";
    try {
      localStorage.setItem(KEY, dataset.track ?? "");
    } catch {} // it holds for this page
    tell();
  });
  tell();
}
