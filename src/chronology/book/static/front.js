// The first page: the possible verdicts become buttons. What was judged is kept by judging.js, which comes before.

(() => {
  const {
    judgements,
    judge: keep,
    onJudgements,
    withholding,
    compared,
  } = /** @type {any} */ (globalThis).chronologyJudging;

  /** @param {string} selector @returns {HTMLElement[]} */
  const all = (selector) =>
    Array.from(document.querySelectorAll(selector), (each) => /** @type {HTMLElement} */ (each));

  const verdictOf = (element) => [...element.classList].find((each) => each.startsWith("verdict-"))?.slice(8);

  const claimOf = (card) => card.querySelector(".answer a[href*='#C']").hash.slice(1);

  // A claim that was judged, here or elsewhere in the book, shows what was said and what the course found.
  function showCard(card) {
    const mine = judgements()[claimOf(card)];
    for (const each of card.querySelectorAll(".choices button"))
      each.setAttribute("aria-pressed", `${verdictOf(each.closest("li")) === mine}`);
    const answer = card.querySelector(".answer");
    answer.open = Boolean(mine);
    answer.querySelector("[role=status]").textContent = mine ? compared(mine, verdictOf(answer)) : "";
    if (mine) card.dataset.judged = mine;
    else delete card.dataset.judged;
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
      asButton(item, () => keep(claimOf(card), verdictOf(item)));
    }
    const both = Object.assign(document.createElement("p"), { role: "status" });
    card.querySelector(".answer > summary").after(both);
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
    const judged = judgements();
    const waits = withholding();
    cards.forEach(showCard);
    const lines = all(".chapter-cards > li > .judged-of");
    all(".essay-squares > li").forEach((row, at) => {
      const claims = [...row.querySelectorAll(".claim")];
      for (const claim of claims) claim.classList.toggle("judged", !waits(idOf(claim)));
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
    document.documentElement.classList.add("trying"); // until now the first alone is seen
    cards.forEach(prepare);
    show(Math.floor(Date.now() / 86_400_000) % cards.length); // another claim each day
    showJudged();
    onJudgements(showJudged);
  }
})();
