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

  const verdictOf = (element) => [...element.classList].find((each) => each.startsWith("verdict-"))?.slice(8);

  const claimOf = (card) => card.querySelector(".answer a[href*='#C']").hash.slice(1);

  function judge(card, choice) {
    for (const other of card.querySelectorAll(".choices button")) other.setAttribute("aria-pressed", other === choice);
    keep(claimOf(card), verdictOf(choice.closest("li")));
    card.querySelector(".answer").open = true;
    show();
  }

  function asButtons(card) {
    for (const item of card.querySelectorAll(".choices > li")) {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-pressed", "false");
      button.append(...item.querySelector("p").childNodes);
      button.addEventListener("click", () => judge(card, button));
      item.replaceChildren(button);
    }
  }

  // Squares are neutral until their claims were judged.
  function show() {
    const judged = kept();
    for (const claim of document.querySelectorAll(".essay-squares .claim")) {
      claim.classList.toggle("judged", claim.querySelector("a").hash.slice(1) in judged);
    }
  }

  const cards = [...document.querySelectorAll(".try-one > .to-judge")];
  if (cards.length) {
    document.documentElement.classList.add("judging");
    const today = Math.floor(Date.now() / 86_400_000) % cards.length; // another claim each day
    cards.forEach((card, at) => {
      card.hidden = at !== today;
      asButtons(card);
    });
    show();
  }
})();
