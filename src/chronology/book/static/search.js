// The search: things of the tables first, then sections of the pages (search-index.js, see book/search.py).
// A classic script, so that it runs from a file as well.

(() => {
  const { things, sections, months, written: monthsHere, sentence, words } = globalThis.courseIndex;
  const SHOWN = 20; // of each group at first
  const EXCERPT = 220; // characters
  const KINDS = ["event", "person", "place", "institution", "document", "glossary", "claim", "work"];
  // Letters that a keyboard without Kazakh writes with their neighbours; é, ё and й lose their marks below.
  const LETTERS = { ә: "а", қ: "к", ң: "н", ғ: "г", ү: "у", ұ: "у", ө: "о", һ: "х", і: "и", ь: "", ъ: "", ı: "i" };
  const WORD = /[\p{L}\p{N}\p{M}]+/gu;
  const text = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const fold = (word) =>
    word
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/ye/g, "e") // Nazarbayev, Nazarbaev
      .replace(/[әқңғүұөһіьъı]/g, (letter) => LETTERS[letter]);

  // One space for each mark that parts words; what stands inside a word or a number goes.
  const tidy = (said) =>
    said
      .replace(/(\p{L})['’‘ʼʹ`´](?=\p{L})/gu, "$1")
      .replace(/(?<!\d)(\d{1,3})((?:[,\u00a0\u202f ]\d{3})+)(?!\d)/g, (whole) => whole.replace(/\D/g, ""));

  const wordsOf = (said) => {
    const plain = tidy(said);
    const joined = plain.match(/\p{L}+(?:[-‑]\p{L}+)+/gu) ?? [];
    return [...(plain.match(WORD) ?? []), ...joined.map((each) => each.replace(/[-‑]/g, ""))].map(fold);
  };

  // --- dates ---

  const MONTHS = months.map((forms) => forms.map(fold));
  const WRITTEN = monthsHere.map((forms) => forms.map(fold)); // as the pages of this edition write them
  const FILLERS = new Set(
    "жылғы жылы жылдың жыл ж г гг год года году го ого е ші шы of the on in в во".split(" ").map(fold),
  );
  const pad = (number, length = 2) => String(number).padStart(length, "0");

  const monthOf = (word) => {
    if (word.length < 3) return 0;
    const named = (form) => form.startsWith(word) || (form.length > 4 && word.startsWith(form.slice(0, -1)));
    return MONTHS.findIndex((forms) => forms.some(named)) + 1;
  };

  // The first and the last day of the year, month or day that is asked for; null for what is no date.
  function asked(query) {
    let year, month, day;
    const iso = query.trim().match(/^(\d{3,4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?$/);
    const local = query.trim().match(/^(\d{1,2})[-./](\d{1,2})[-./](\d{4})\s*(?:г\.?|ж\.?)?$/);
    const monthly = query.trim().match(/^(\d{1,2})[./](\d{4})$/);
    if (iso) [, year, month, day] = iso.map(Number);
    else if (monthly) [, month, year] = monthly.map(Number);
    else if (local) [, day, month, year] = local.map(Number);
    else {
      for (const word of (query.match(WORD) ?? []).map(fold)) {
        const number = Number(word.replace(/^(\d+)(st|nd|rd|th)$/, "$1"));
        if (FILLERS.has(word)) continue;
        else if (number > 31 && number < 10000 && !year) year = number;
        else if (number >= 1 && number <= 31 && !day) day = number;
        else if (Number.isNaN(number) && monthOf(word) && !month) month = monthOf(word);
        else return null;
      }
      if (!year || (day && !month)) return null;
    }
    if (year > 2100 || month > 12 || day > 31) return null; // 7591 are kilometres
    const from = `${pad(year, 4)}-${pad(month || 1)}-${pad(day || 1)}`;
    return [from, `${pad(year, 4)}-${pad(month || 12)}-${pad(day || 31)}`];
  }

  // --- finding ---

  for (const thing of things) {
    thing.named = [thing.title, ...thing.names].map(wordsOf);
    thing.own = new Set(thing.named.flat());
    thing.said = new Set((thing.spoken ?? []).flatMap(wordsOf));
    thing.all = new Set([
      ...thing.own,
      ...wordsOf(`${thing.id} ${thing.when} ${thing.judged} ${thing.text}`),
      ...thing.said,
    ]);
  }
  for (const section of sections) {
    section.named = [section.title, ...(section.names ?? [])].map(wordsOf);
    section.own = new Set(section.named.flat());
    section.all = new Set([...section.own, ...wordsOf(section.text)]);
  }

  // Whether a word is a form of one in the index: both begin alike, and what follows is no longer than an ending.
  const CYRILLIC = /^\p{Script=Cyrillic}+$/u;
  const VOWELS = /^[аеиоуыэюя]*$/u;
  const ENDING = 2; // letters that a word of the index may end in, as Росси-я
  const ENDINGS = 6; // letters that a form may end in, as Қазақстан-дардың
  // What a word of three letters may end in, folded: хан-ның, хан-ом.
  const CASES = new Set(
    (
      "нын нин дын дин тын тин га ге ка ке ны ни ды ди ты ти на не нан нен дан ден тан тен да де та те мен бен пен " +
      "а у ом е ы ов ам ами ах"
    ).split(" "),
  );
  const lettersAlike = (known, word) => {
    let alike = 0;
    while (alike < known.length && known[alike] === word[alike]) alike += 1;
    return alike;
  };
  const inflected = (known, word) => {
    if (!CYRILLIC.test(word)) return false;
    const alike = lettersAlike(known, word);
    const [own, other] = [known.slice(alike), word.slice(alike)];
    if (own.length > ENDING || other.length > (own ? ENDINGS / 2 : ENDINGS)) return false;
    return (
      alike > 4 ||
      (alike === 4 && !own) ||
      (alike === 3 && !own && CASES.has(other)) ||
      (alike > 2 && own.length === 1 && other.length < 3 && VOWELS.test(own + other))
    );
  };
  const agrees = (known, word) => !/^\d/.test(word) && (known.startsWith(word) || inflected(known, word)); // 199 is no 1991
  // How much of a word one of the index is, from 0 to 1: of назарбаеву назарбаев nearly all, назар far less.
  // By its root, since an ending is long beside a short word.
  const closeness = (known, word) => Math.sqrt(lettersAlike(known, word) / Math.max(known.length, word.length));
  const some = (known, test) => {
    for (const each of known) if (test(each)) return true;
    return false;
  };
  const among = (known, word) => known.has(word) || some(known, (each) => agrees(each, word));
  const weigh = (item, word) => {
    if (item.own.has(word)) return 3;
    const near = [...item.own].filter((each) => inflected(each, word)).map((each) => closeness(each, word));
    if (near.length) return 2 + 0.6 * Math.max(...near);
    if (among(item.own, word)) return 2;
    return among(item.all, word) ? 1 : 0;
  };

  // How well words fit; 0 if one is missing. Of a list of words any will do.
  function fit(item, wanted) {
    const weights = wanted.map((word) => Math.max(...[word].flat().map((each) => weigh(item, each))));
    if (!wanted.length || weights.includes(0)) return 0;
    return weights.reduce((sum, each) => sum + each, 0) / wanted.length;
  }

  // The part of its shortest fitting name that the query makes up: a name before a title that holds it.
  const share = (item, wanted) =>
    Math.max(
      0,
      ...item.named.map((name) => {
        const found = (word) => name.filter((each) => each === word || agrees(each, word));
        const near = (word) => Math.max(0, ...found(word).map((each) => closeness(each, word)));
        const sum = wanted.reduce((all, word) => all + Math.max(...[word].flat().map(near)), 0);
        return sum / Math.max(name.length, wanted.length);
      }),
    );

  // The sentence of the essay that is asked for: S12, sentence 12, 12-сөйлем; 0 for any other query.
  const SENTENCE = new RegExp(
    `^(?:(?:${["s", ...sentence].join("|")})\\s*(\\d{1,2})|(\\d{1,2})[-‑ ](?:${sentence.join("|")}))$`,
    "iu",
  );
  const askedSentence = (query) => Number(query.trim().match(SENTENCE)?.slice(1).find(Boolean) ?? 0);

  // asked: the words of the query; said: those by which the pages say its date, or the same.
  function rank(thing, query, asked, said, range) {
    const number = askedSentence(query);
    if (number) return thing.sentences?.includes(number) ? 100 : 0;
    if (thing.id.toLowerCase() === query.trim().toLowerCase()) return 100;
    if (range) {
      const [first, last] = thing.dates.length ? thing.dates : ["", ""];
      const event = thing.kind === "event";
      const within = first >= range[0] && last <= range[1];
      if (event && within) return 60; // before what only begins or ends then
      // The date as it was written then, or as it is said in another language.
      if (asked.every((word) => thing.said.has(word))) return 55;
      if (within) return 40;
      if (event && first <= range[1] && last >= range[0]) return 50;
    }
    const fits = fit(thing, said);
    const covers = range && thing.dates.length && thing.dates[0] <= range[1] && thing.dates[1] >= range[0];
    if (!fits) return covers ? 1 : 0;
    return fits * 5 + share(thing, said) * 10 - (thing.kind === "work" ? 15 : 0) + 16; // works after the rest
  }

  function find(query) {
    const wanted = wordsOf(query.replace(/(\p{L})[-‑](?=\p{L})/gu, "$1 ")).filter((word) => word);
    const range = asked(query);
    const [year, month, day] = range ? range[0].split("-").map(Number) : [];
    const whole =
      range &&
      (range[0] === range[1]
        ? [`${day}`, WRITTEN[month - 1], `${year}`]
        : range[0].slice(0, 7) === range[1].slice(0, 7)
          ? [WRITTEN[month - 1], `${year}`]
          : [`${year}`]);
    const written = whole || wanted; // the pages say a date in their own words
    const order = (thing) => KINDS.indexOf(thing.kind);
    const ranked = (items, value) =>
      items
        .map((item) => [value(item), item])
        .filter(([points]) => points)
        .sort(
          ([a, one], [b, other]) =>
            b - a || order(one) - order(other) || (one.dates?.[0] ?? "").localeCompare(other.dates?.[0] ?? ""),
        )
        .map(([, item]) => item);
    const begin = (section) => (section.anchor ? 0 : 1); // a page before its parts
    const placed = (section) => {
      const fits = fit(section, written);
      return fits && fits * 5 + share(section, written) * 10 + begin(section);
    };
    return {
      wanted: [...new Set([...wanted, ...written.flat()])].filter((word) => !range || !FILLERS.has(word)),
      things: ranked(things, (thing) => rank(thing, query, wanted, written, range)),
      sections: askedSentence(query) ? [] : ranked(sections, placed),
    };
  }

  // --- slips of the pen ---

  // How many letters are wrong, missing, too many or swapped; `most` is where counting ends.
  function slips(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let [before, last] = [[], [...Array(other.length + 1).keys()]];
    for (let i = 1; i <= one.length; i += 1) {
      const now = [i];
      for (let j = 1; j <= other.length; j += 1) {
        now[j] = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
          now[j] = Math.min(now[j], before[j - 2] + 1);
      }
      [before, last] = [last, now];
    }
    return last[other.length];
  }

  // The query with each word that nothing has in place of the nearest one that names something; null if there is none.
  function mended(query) {
    const spelt = new Map();
    for (const item of [...things, ...sections]) {
      for (const name of [item.title, ...(item.names ?? [])])
        for (const word of name.normalize("NFC").match(WORD) ?? []) spelt.set(fold(word), word);
    }
    let changed = false;
    const better = query.normalize("NFC").replace(WORD, (word) => {
      const plain = fold(word);
      const most = plain.length > 7 ? 2 : plain.length > 4 ? 1 : 0;
      if (!most || /^\d/.test(plain) || some(spelt.keys(), (each) => agrees(each, plain))) return word;
      const near = [...spelt.keys()].map((each) => [slips(plain, each, most), each]).filter(([count]) => count <= most);
      if (!near.length) return word;
      changed = true;
      return spelt.get(near.sort(([a], [b]) => a - b)[0][1]);
    });
    return changed ? better : null;
  }

  // --- showing ---

  function h(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children.filter((child) => child));
    return made;
  }

  const fits = (word, wanted) => {
    const [plain] = wordsOf(word);
    return plain && wanted.some((each) => plain === each || (each.length > 2 && agrees(plain, each)));
  };

  function marked(said, wanted) {
    const parts = said.split(/(\d{1,3}(?:[,\u00a0]\d{3})+|[\p{L}\p{N}\p{M}'’]+)/u);
    return parts.map((part, place) => (place % 2 && fits(part, wanted) ? h("mark", {}, part) : part));
  }

  // A sentence or two around the first word that fits, cut at words.
  function excerpt(said, wanted) {
    const first = [...said.matchAll(/[\p{L}\p{N}\p{M}'’,]+/gu)].find(([word]) => fits(word, wanted))?.index ?? 0;
    const before = said.slice(0, first);
    // An initial ends no sentence.
    let start = [...before.matchAll(/(?<!(?<!\p{L})\p{Lu})[.?!](?= )/gu)].at(-1)?.index + 1 || 0;
    if (first - start > EXCERPT / 2) start = said.indexOf(" ", first - EXCERPT / 2);
    let end = said.length;
    if (end - start > EXCERPT) end = said.lastIndexOf(" ", Math.max(start + EXCERPT, first + 40));
    const cut = said.slice(start, end).trim();
    return `${start > 0 && !/[.?!]/.test(said[start - 1]) ? "… " : ""}${cut}${end < said.length ? " …" : ""}`;
  }

  let root = ""; // what leads from the page to search.html
  const page = (item) => `${root}${item.page}.html${item.anchor ? `#${encodeURIComponent(item.anchor)}` : ""}`;
  const line = (said, wanted, style) => said && h("p", { class: style }, ...marked(said, wanted));

  function thingShown(thing, wanted) {
    const other = thing.names.filter((name) => name !== thing.title);
    const waits = thing.claims.some(/** @type {any} */ (globalThis).chronologyJudging.withholding());
    const facts = [text(`kind.${thing.kind}`), thing.when, waits ? "…" : thing.judged].filter(Boolean).join(" · ");
    return h(
      "li",
      { class: thing.verdict && !waits ? `verdict-${thing.verdict}` : "" },
      h("h3", {}, h("a", { href: page(thing) }, ...marked(thing.title, wanted))),
      line(facts, wanted, "judged"),
      line(other.join(" · "), wanted, "titles"),
      waits ? "" : line(excerpt(thing.text, wanted), wanted, "excerpt"),
    );
  }

  function sectionShown(section, wanted) {
    return h(
      "li",
      {},
      h("h3", {}, h("a", { href: page(section) }, ...marked(section.title, wanted))),
      line(section.of, wanted, "judged"),
      line(excerpt(section.text, wanted), wanted, "excerpt"),
    );
  }

  function group(name, items, shown, wanted) {
    const list = h("ol", {}, ...items.slice(0, SHOWN).map((item) => shown(item, wanted)));
    const part = h("section", {}, h("h2", {}, text(name)), list);
    if (items.length > SHOWN) {
      const more = h("button", { type: "button", class: "btn btn-outline-primary" }, text("more", { n: items.length }));
      more.addEventListener("click", () => {
        const rest = items.slice(SHOWN).map((item) => shown(item, wanted));
        list.append(...rest);
        more.remove();
        rest[0].querySelector("a").focus();
      });
      part.append(more);
    }
    return part;
  }

  // Answers a form, in `count` and `place`. changed: told each query that is answered while somebody types.
  function answer(form, count, place, changed) {
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));

    function show(query) {
      place.replaceChildren();
      count.textContent = "";
      if (!query.trim()) return;
      let found = find(query);
      const instead = found.things.length + found.sections.length ? null : mended(query);
      if (instead) found = find(instead);
      const [many, few] = [found.things.length, found.sections.length];
      const said = [many + few ? text("found", { things: many, sections: few }) : text("none", { query })];
      if (instead && many + few) said.unshift(text("instead", { query, instead }));
      const english = document.documentElement.lang === "en";
      if (english && !few && CYRILLIC.test(wordsOf(query)[0] ?? "")) said.push(text("language-of-pages"));
      count.textContent = said.join(" ");
      if (many) place.append(group("things", found.things, thingShown, found.wanted));
      if (few) place.append(group("sections", found.sections, sectionShown, found.wanted));
    }

    // While typing, once the hand rests.
    const REST = 250; // milliseconds
    let waiting;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        changed?.(field.value);
        show(field.value);
      }, REST);
    });
    show(field.value);
  }

  // On any other page the field of the theme: finding.js, which brings this script.
  /** @type {any} */ (globalThis).courseSearch = (form, count, place) => {
    [, root] = form.getAttribute("action").match(/^(.*)search\.html$/) ?? ["", ""];
    answer(form, count, place);
  };

  const own = /** @type {HTMLFormElement} */ (document.querySelector("form[role=search]"));
  if (own) {
    const field = /** @type {HTMLInputElement} */ (own.elements.namedItem("q"));
    own.hidden = false;
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    field.focus();
    field.select();
    // The address follows, so that it can be shared.
    const follow = (query) => history.replaceState(null, "", `?${new URLSearchParams({ q: query })}`);
    answer(own, document.getElementById("search-count"), document.getElementById("search-found"), follow);
  }
})();
