"""A widget says of a thing what its register says, in every language; of another row it says what the row holds."""

import dataclasses
import gettext
import json
import re

import pytest
from bs4 import BeautifulSoup

import books
import chronology as ch
from chronology import edition, entries, languages
from chronology.book import domain
from chronology.widgets import accounts

pytestmark = pytest.mark.remembered

MANY = 60  # events of a page
# Opens one card after another as a link would, and gives what each says.
READ = """async ([widget, addresses, selector]) => {
  const found = [];
  for (const address of addresses) {
    location.hash = `${widget}?${address}`;
    await new Promise((done) => addEventListener("hashchange", () => setTimeout(done), { once: true }));
    found.push(document.querySelector(selector)?.cloneNode(true).outerHTML ?? "");
  }
  return found;
}"""


def read_cards(page, widget: str, selector: str, traits: list[dict]) -> list[BeautifulSoup]:
    """What the cards say that these traits open."""
    addresses = ["&".join(f"{name}={json.dumps(value)}" for name, value in each.items()) for each in traits]
    return [BeautifulSoup(html, "html.parser") for html in page.evaluate(READ, [widget, addresses, selector])]


def letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


def strings(entry: entries.Entry) -> list[str]:
    """Every text that a card has to show of an entry."""
    if entry.kind == "document":
        names = [text for each in entry.titles for text in (each.text, each.status)]
    else:
        names = [entry.title, *(each.text for each in entry.titles)]
    facts = [
        text for fact in entry.facts for text in (fact.term, *(getattr(each, "words", each) for each in fact.values))
    ]
    works = [text for work in entry.works for text in (work.cited, work.supports, work.note, work.seen)]
    inner = [text for each in entry.documents for text in strings(each)]
    said = [entry.when if entry.kind != "document" else "", entry.standing, *entry.lines, *entry.remarks, entry.caution]
    return [letters(text) for text in (*names, *said, *facts, *works, *inner) if text]


def cards_of(show, kind: str, language: str = "en") -> dict[str, BeautifulSoup]:
    """Id -> the card of every thing of a kind, opened in the page."""
    ids = list(entries.entries(kind))
    if kind == "event":
        found = {}
        for start in range(0, len(ids), MANY):  # the fewer are drawn, the sooner a card is there
            some = ids[start : start + MANY]
            page = show(ch.Timeline(ch.events().loc[some], language=language))
            traits = [{"selected": [id]} for id in some]
            found |= zip(some, read_cards(page, "timeline-widget", ".detail", traits))
            page.close()
        return found
    if kind == "document":
        page = show(ch.DocumentMatrix(scope="all", language=language))
        cells = [{"scope": "all", "cell": [id, "human-rights"]} for id in ids]
        return dict(zip(ids, read_cards(page, "documentmatrix-widget", ".detail", cells)))
    page = show(ch.EssayMap(selected=list(ch.sentences().index), language=language))
    found = page.locator(".claimed").evaluate_all("found => found.map(each => [each.dataset.id, each.outerHTML])")
    return {id: BeautifulSoup(html, "html.parser") for id, html in found}


@pytest.mark.parametrize("kind", ["event", "claim", "document"])
@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_a_card_says_every_word_of_the_entry(show, kind, language):
    cards = cards_of(show, kind, language)
    assert set(cards) == set(entries.entries(kind))
    for id, entry in entries.entries(kind, language).items():
        said = letters(cards[id].get_text())
        assert [text for text in strings(entry) if text not in said] == [], id


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    """Kind -> the page of its register."""
    out = books.build(tmp_path_factory.mktemp("registers"), books.APPENDICES)
    pages = {"event": "events", "claim": "claims"}
    return {
        kind: BeautifulSoup((out / f"chapters/{page}.html").read_text(encoding="utf-8"), "html.parser")
        for kind, page in pages.items()
    }


@pytest.mark.xdist_group("registers")
@pytest.mark.parametrize("kind", ["event", "claim"])
def test_a_register_says_no_more_than_the_card_and_in_the_same_order(show, registers, kind):
    cards = cards_of(show, kind)
    for id in entries.entries(kind):
        item, card = registers[kind].find(id=id), cards[id]
        for each in (*item.select(".headerlink, .scripted"), *card.select(".bar")):
            each.decompose()
        works = [(each.find_all("li"), part) for part in (item, card) for each in part.select("details")]
        for cited, supports in zip(*(part for part, _ in works)) if works else ():
            supports.span.decompose()  # the card names authors and year, the register links to the bibliography
            assert letters(cited.get_text()).endswith(letters(supports.get_text())), id
        for _, part in works:
            for each in part.select("details"):
                each.decompose()
        said, told = letters(card.get_text()), letters(item.get_text())
        if kind == "event":
            doubts = "|".join(map(re.escape, ("·uncertain", "·thedayisnotknown")))
            said = re.sub(doubts, "", said).removesuffix("Registerentry")
        else:
            said = re.sub(r"·alsomadeinsentence[\d,]+", "", said)
        assert said == told, id


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_lists_call_an_event_what_its_entry_calls_it(language):
    events = ch.events()
    for id, entry in entries.entries("event", language).items():
        assert (entry.when, entry.title) == (events[f"date_{language}"][id], events[f"title_{language}"][id])


def test_a_row_of_another_table_says_what_it_holds():
    events = ch.events().head(3)
    changed = events.assign(note=["A remark of my own.", *events.note[1:]])
    assert accounts.unchanged(changed, ch.events()) == list(events.index[1:])
    assert accounts.unchanged(changed.drop(columns="note"), ch.events()) == list(events.index)
    assert accounts.unchanged(changed.rename(index={events.index[1]: "mine"}), ch.events()) == [events.index[2]]
    made = ch.Timeline(changed)
    assert set(made.accounts["event"]) == set(events.index[1:])
    assert made.events[0]["note"] == {"en": "A remark of my own."} and "note" not in made.events[1]
    made.filters = {"text": "remark of my own"}
    assert list(made.shown_events.index) == [events.index[0]]


def test_what_has_no_words_in_a_language_is_known_to_be_english(monkeypatch):
    monkeypatch.setattr(edition, "_catalogue", lambda language: gettext.NullTranslations())
    entries.forget()
    made = ch.EssayMap(ch.claims().head(1))
    (account,) = made.accounts["claim"].values()
    assert set(made.texts[account["lines"][0]]) == {"en"}
    assert set(made.texts[account["when"]]) == set(languages.LANGUAGES)
    monkeypatch.undo()
    entries.forget()
    (account,) = ch.EssayMap(ch.claims().head(1)).accounts["claim"].values()
    assert set(made.texts[account["lines"][0]]) < set(ch.EssayMap(ch.claims().head(1)).texts[account["lines"][0]])


@pytest.fixture
def further(monkeypatch):
    """A further line in every entry, put in at one place."""
    line = "A third word in every card."

    def with_line(make):
        return lambda: (dataclasses.replace(entry, lines=(*entry.lines, line)) for entry in make())

    monkeypatch.setattr(entries, "MAKERS", {kind: with_line(make) for kind, make in entries.MAKERS.items()})
    entries.forget()
    yield line
    entries.forget()


def test_a_further_line_stands_wherever_the_thing_is_shown(further, tmp_path, show):
    cited = {
        "event": "independence-law-1991",
        "claim": "C43",
        "person": "tauke-khan",
        "place": "oral",
        "institution": "kazakhstan",
        "glossary": "ratification",
    }
    text = "# A page\n\n" + "\n\n".join(f"{{{kind}}}`{id}`" for kind, id in cited.items())
    pages = {"chapters/one": text} | books.APPENDICES
    for builder in ("html", "epub"):
        out = books.build(tmp_path, pages, builder)
        for kind, id in cited.items():
            path = out / f"{domain.PAGES[kind]}{'.html' if builder == 'html' else '.xhtml'}"
            item = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").find(id=id)
            assert further in item.get_text(), (builder, kind)
    page = BeautifulSoup((tmp_path / "html/chapters/one.html").read_text(encoding="utf-8"), "html.parser")
    index = (tmp_path / "html/search-index.js").read_text(encoding="utf-8")
    found = {each["kind"]: each for each in json.loads(index[index.index("{") : index.rindex(";")])["things"]}
    for kind, id in cited.items():
        assert further in page.find(id=f"card-{kind}-{id}").get_text()
        assert further in found[kind]["text"]
    widgets = {
        ".timeline .detail": ch.Timeline(selected=[cited["event"]]),
        ".essay_map .claimed": ch.EssayMap(selected=["C43"]),
        ".matrix .detail": ch.DocumentMatrix(cell=["friendship-treaty-1992", "human-rights"]),
        ".interests .detail": ch.Interests(selected=["C55"]),
        ".border_map .detail": ch.BorderMap(selected=cited["place"]),
        ".lineage .detail": ch.Lineage(selected=cited["institution"]),
    }
    shown = show(*widgets.values())
    for selector in widgets:
        assert further in shown.locator(selector).first.inner_text(), selector
