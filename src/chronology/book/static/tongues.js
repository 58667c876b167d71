// The same page in another language: the switch leads to the section that is being read, and is remembered. Who comes
// from elsewhere to a page in another language is offered the one chosen before, or on a first visit the reader's own.

const KEPT = "chronology-language";
const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".editions a"));

function recall() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return "";
  }
}

function remember(/** @type {string} */ language) {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // A browser that keeps nothing offers again.
  }
}

/** The id of the section at the head of the window, "" at the head of the page. */
function sectionRead() {
  const above = [...document.querySelectorAll("article section[id]")].filter(
    (each) => each.getBoundingClientRect().top < 120,
  );
  return scrollY > 200 ? (above.at(-1)?.id ?? "") : "";
}

function lead(/** @type {HTMLAnchorElement} */ link) {
  const here = location.hash || (sectionRead() && `#${sectionRead()}`);
  link.href = link.href.split("#")[0] + here;
  remember(link.lang);
}

/** A line at the foot of the window. wanted: the languages of the reader, the dearest first. */
function offer(/** @type {string[]} */ wanted) {
  const known = [document.documentElement.lang, ...[...links].map((each) => each.lang)];
  const language = wanted.find((each) => known.includes(each));
  const link = [...links].find((each) => each.lang === language);
  if (!link) return;
  const line = document.createElement("p");
  const go = Object.assign(document.createElement("a"), { href: link.href, lang: language });
  const stay = Object.assign(document.createElement("button"), { type: "button" });
  const said = Object.assign(document.createElement("span"), { lang: language });
  line.className = "edition-offer";
  said.textContent = link.dataset.offer;
  go.textContent = link.dataset.read;
  stay.textContent = link.dataset.stay;
  stay.lang = language;
  go.addEventListener("click", () => lead(go));
  stay.addEventListener("click", () => {
    remember(document.documentElement.lang);
    line.remove();
  });
  line.append(said, " ", go, " ", stay);
  document.body.append(line);
}

for (const link of links) link.addEventListener("click", () => lead(link));
const within = document.referrer.startsWith(`${location.origin}/`);
if (!recall()) offer(navigator.languages.map((each) => each.split("-")[0]));
else if (!within) offer([recall()]);
