"""The built registers hold what the tables hold, and every link leads somewhere."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

import chronology as ch
from chronology import dates, tables


@pytest.fixture(scope="session")
def parsed(pages: Path) -> dict[Path, BeautifulSoup]:
    return {
        path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in [*pages.glob("*.html"), *pages.glob("chapters/*.html")]
    }


def entries(parsed, pages, name):
    return {entry["id"]: entry for entry in parsed[pages / "chapters" / f"{name}.html"].select(".register > .entry")}


def test_every_event_stands_in_the_register_in_order(parsed, pages):
    events = ch.events()
    assert list(entries(parsed, pages, "events")) == list(events.index)


def test_an_event_shows_date_titles_verdict_and_references(parsed, pages):
    pairs, works = ch.event_references(), ch.references()
    found = entries(parsed, pages, "events")
    for id, event in ch.events().iterrows():
        entry = found[id]
        assert entry.select_one(".when").text == dates.display(event.date, "en", event.date_written, event.calendar)
        assert entry.select_one(".name strong").text == event.title_en
        assert entry.select_one(".titles [lang=kk]").text == event.title_kk
        assert entry.select_one(".titles [lang=ru]").text == event.title_ru
        assert entry.select_one(".verdict").text.split(" ", 1)[1] == event.verdict
        assert entry.select_one(".sign").text
        remarks = [remark.text for remark in entry.select(".remark")]
        assert len(remarks) == sum(bool(text) for text in (event.explanation, event.note))
        shown = entry.select(".works > li")
        expected = pairs[pairs.event == id]
        assert len(shown) == len(expected)
        for item, pair in zip(shown, expected.itertuples()):
            title = works.title[pair.reference].split("\u00a0")[0][:20]
            assert item.a["href"].startswith("bibliography.html#"), id
            assert title[:10] in item.a["title"]
            said = {"yes": "", "partly": "Seen in part only.", "no": "Not seen."}[pair.seen]
            assert [each for each in ("Seen in part only.", "Not seen.") if each in item.text] == [said] * bool(said)


def test_every_claim_stands_in_the_register_in_order(parsed, pages):
    claims = ch.claims()
    found = entries(parsed, pages, "claims")
    assert list(found) == list(claims.sort_values("chapter", kind="stable").index)
    for id, claim in claims.iterrows():
        assert found[id].select_one(".name strong").text == claim.paraphrase
        assert found[id].select_one(".verdict").text.split(" ", 1)[1] == claim.verdict
        if claim.date:
            assert dates.display(claim.date) in found[id].select_one(".facts dd").text
        if claim.period:
            pairs = ch.period_references()
            assert len(found[id].select(".works > li")) >= (pairs.period == claim.period).sum()
        leads = {link["href"].rpartition("#")[2] for link in found[id].select(".facts a")}
        assert leads == set(filter(None, [claim.event, *claim.evidence]))


def test_the_sentences_without_a_claim_are_listed(parsed, pages):
    page = parsed[pages / "chapters" / "claims.html"]
    listed = [int(number) for line in page.select(".silent") for number in re.findall(r"(\d+) \(", line.text)]
    sentences = ch.sentences()
    assert listed == list(sentences.index[~sentences.checkable])


def test_every_work_stands_in_the_bibliography_once(parsed, pages):
    shown = [each.get_text(" ") for each in parsed[pages / "chapters" / "bibliography.html"].select(".citation")]
    assert len(shown) == len(ch.references())


def test_ids_are_unique_on_every_page(parsed):
    for path, page in parsed.items():
        repeated = [id for id, count in Counter(tag["id"] for tag in page.select("[id]")).items() if count > 1]
        # The theme puts its search dialogue on the page twice.
        assert set(repeated) <= {"search-input"}, path.name


def test_every_internal_link_leads_to_a_page_and_a_place(parsed, pages):
    ids = {path: {each["id"] for each in page.select("[id]")} for path, page in parsed.items()}
    names = cache(lambda folder: {each.name for each in folder.iterdir()})
    for path, page in parsed.items():
        for tag in page.select("a[href], link[href], script[src], img[src]"):
            address = urlsplit(tag.get("href") or tag.get("src"))
            if address.scheme in ("http", "https", "mailto", "data"):
                continue
            # Only the page for lost readers links from the root of the site.
            base = pages if path.name == "404.html" else path.parent
            target = (base / unquote(address.path).removeprefix("/")).resolve() if address.path else path
            assert target.exists(), f"{path.name}: {tag}"
            assert target.name in names(target.parent), f"{path.name}: upper or lower case in {tag}"
            if address.fragment and target in parsed:
                assert unquote(address.fragment) in ids[target], f"{path.name}: {tag}"


def test_no_page_asks_another_host(parsed):
    for path, page in parsed.items():
        for tag in page.select("link[href], script[src], img[src], iframe[src], source[src]"):
            if tag.name == "link" and "canonical" in (tag.get("rel") or []):
                continue
            assert not urlsplit(tag.get("href") or tag.get("src")).netloc, f"{path.name}: {tag}"


def test_register_and_card_say_a_number_alike(pages):
    page = BeautifulSoup((pages / "chapters/claims.html").read_text(encoding="utf-8"), "html.parser")
    for id, claim in ch.claims().iterrows():
        if claim.value:
            assert tables.stated_value(claim) in page.find(id=id).find("dl").get_text(), id
