// The first page: the possible verdicts become buttons, and what was judged is kept in this browser.

(() => {
  const KEPT = "chronology-judged"; // claim -> verdict

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(KEPT)) ?? {};
    } catch {
      return {};
    }
  };

  const keep = (claim, verdict) => {
    try {
      localStorage.setItem(KEPT, JSON.stringify({ ...kept(), [claim]: verdict }));
    } catch {
      // A browser may keep nothing, as for files; the page works without.
    }
  };

  /** @param {string} selector @returns {HTMLElement[]} */
  const all = (selector) =>
    Array.from(document.querySelectorAll(selector), (each) => /** @type {HTMLElement} */ (each));

  const verdictOf = (element) => [...element.classList].find((each) => each.startsWith("verdict-"))?.slice(8);

  const claimOf = (card) => card.querySelector(".answer a[href*='#C']").hash.slice(1);

  function judge(card, choice) {
    for (const other of card.querySelectorAll(".choices button")) other.setAttribute("aria-pressed", other === choice);
    keep(claimOf(card), verdictOf(choice.closest("li")));
    card.querySelector(".answer").open = true;
    showJudged();
  }

  function asButton(holder, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...(holder.querySelector("p") ?? holder).childNodes);
    button.addEventListener("click", () => act(button));
    holder.replaceChildren(button);
    return button;
  }

  function prepare(card) {
    for (const item of card.querySelectorAll(".choices > li")) {
      asButton(item, (button) => judge(card, button)).setAttribute("aria-pressed", "false");
    }
    asButton(card.querySelector(".next"), () => {
      const at = cards.indexOf(card) + 1;
      show(at % cards.length);
      cards[at % cards.length].querySelector("button").focus();
    });
  }

  const show = (number) => cards.forEach((card, at) => (card.hidden = at !== number));

  const idOf = (claim) => claim.querySelector("a").hash.slice(1);

  // Squares are neutral until their claims were judged, and so are the cards of chapters.
  function showJudged() {
    const judged = kept();
    const lines = all(".chapter-cards > li > .judged-of");
    all(".essay-squares > li").forEach((row, at) => {
      const claims = [...row.querySelectorAll(".claim")];
      for (const claim of claims) claim.classList.toggle("judged", idOf(claim) in judged);
      const ids = [...new Set(claims.map(idOf))];
      const done = ids.filter((id) => id in judged).length;
      lines[at].dataset.said ??= lines[at].textContent;
      lines[at].textContent = done
        ? lines[at].dataset.said.replace("{n}", String(done)).replace("{all}", String(ids.length))
        : "";
    });
  }

  const cards = all(".try-one > .to-judge");
  if (cards.length) {
    document.documentElement.classList.add("judging");
    cards.forEach(prepare);
    show(Math.floor(Date.now() / 86_400_000) % cards.length); // another claim each day
    showJudged();
  }
})();
