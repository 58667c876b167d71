// An entry that once stood on this page has a line here: a link to it goes on to where it stands now.

function goOn() {
  const line = document.getElementById(location.hash.slice(1));
  const link = /** @type {HTMLAnchorElement} */ (line?.matches(".moved") && line.querySelector("a"));
  if (link) location.replace(link.href);
}

window.addEventListener("hashchange", goOn);
goOn();
