"""The built registers hold what the tables hold, and every link leads somewhere."""

import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ExtensionError

import books
import chronology as ch
from bench import report
from bench.weight import first_visit
from chronology import dates, tables
from chronology.book import registers
from conftest import ROOT

pytestmark = pytest.mark.remembered


def plain(path: Path) -> str:
    """The HTML of a page with plain blanks: a day stands in one line with its month."""
    return books.plain_days(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def parsed(pages: Path) -> dict[Path, BeautifulSoup]:
    return {
        path: BeautifulSoup(plain(path), "html.parser")
        for path in [*pages.glob("*.html"), *pages.glob("chapters/*.html")]
    }


def entries(parsed, pages, name):
    return {entry["id"]: entry for entry in parsed[pages / "chapters" / f"{name}.html"].select(".register > .entry")}


PARTS = sorted(path.stem for path in (ROOT / "chapters").glob("events-*.md"))


def test_every_event_stands_once_in_the_parts_of_the_register_in_order(parsed, pages):
    found = [id for part in PARTS for id in entries(parsed, pages, part)]
    assert len(PARTS) > 3 and found == list(ch.events().index)
    assert all(len(entries(parsed, pages, part)) <= 75 for part in PARTS), "a page of the register is too long"


def test_the_first_page_leads_to_every_event(parsed, pages):
    lines = parsed[pages / "chapters/events.html"].select(".lines > li")
    assert [line["id"] for line in lines] == list(ch.events().index)
    stands = {id: part for part in PARTS for id in entries(parsed, pages, part)}
    for line in lines:
        assert line.a["href"] == f"{stands[line['id']]}.html#{line['id']}"
        assert line.a.text == ch.events().title[line["id"]]


def test_years_to_jump_to_stand_before_the_events_and_lead_to_them(parsed, pages):
    for part in ("events", *PARTS):
        page = parsed[pages / f"chapters/{part}.html"]
        (years,) = page.select(".years")
        begun = [ch.events().earliest[id].year for id in ch.events().index if page.find(id=id)]
        ids = [link["href"].removeprefix("#") for link in years.select("a")]
        assert all(page.find(id=id) for id in ids) and len(ids) == len(
            {year // 10 * 10 if year < 1990 else year for year in begun}
        )
        before = years.find_all_previous("p")
        assert sum(len(each.text) for each in before if each.find_parent("article")) < 400, (
            "a screen of a phone is full"
        )


def test_every_chapter_stands_in_the_plan_of_the_guide(parsed, pages):
    rows = parsed[pages / "chapters/instructor-guide.html"].select("table.teaching-plan tbody tr")
    said = [row.td.text.strip() for row in rows]
    chapters = sorted((ROOT / "chapters").glob("[0-9][0-9]-*.md"))
    titles = [path.read_text(encoding="utf-8").partition("\n# ")[2].partition("\n")[0] for path in chapters]
    assert said == [f"{number}. {title}" for number, title in enumerate(titles)] and len(said) > 11


def test_a_part_is_called_by_the_years_of_its_periods(parsed, pages):
    periods = registers.periods_of_register()
    for part in PARTS:
        said = (ROOT / "chapters" / f"{part}.md").read_text(encoding="utf-8")
        named = re.search("^:periods: (.*)$", said, re.M)[1].split()
        within = re.search(r"^:between: (\d{4}) (\d{4})$", said, re.M)
        years = [periods.earliest[named[0]].year, periods.until[named[-1]].year]
        years = [*map(int, within.groups())] if within else years
        assert part == f"events-{years[0]}"
        last = periods.latest[named[-1]].year  # a period may end with a year, and the next begin with another
        assert set(map(int, re.findall(r"\d{4}", said.splitlines()[0]))) <= {*years, last}


@pytest.mark.parametrize(
    ("periods", "message"),
    [
        ("standing-khanate standing-horde", "no period of the register is standing-horde; expected some of standing-"),
        ("standing-khanate", "no page has the entry of abulkhair-oath-1731, .*: name every period"),
    ],
)
def test_a_register_with_a_gap_ends_the_build(tmp_path, periods, message):
    part = f"# Part\n\n```{{event-register}}\n:periods: {periods}\n```\n"
    pages = {"chapters/events": "# All\n\n```{event-index}\n```\n", "chapters/events-1465": part}
    with pytest.raises(ExtensionError, match=message):
        books.build(tmp_path, pages)


MANY = 900
SMALL_BOOK = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import books
folder = Path(sys.argv[2])
pages = {f"chapters/{path.stem}": path.read_text(encoding="utf-8") for path in Path(sys.argv[3]).glob("events*.md")}
books.build(folder, books.APPENDICES | pages)
"""


def multiplied(folder: Path, count: int) -> None:
    """The tables of a folder with so many events: those that are there again, in other words of the same length."""
    chance = random.Random(1992)
    tables_of = {name: pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False) for name in EVENT_TABLES}
    of_events = {name: "id" if name == "events" else "event" for name in EVENT_TABLES}
    events = tables_of["events"]
    more = {id: 0 for id in events.id}
    for number in range(count - len(events)):
        more[events.id[number % len(events)]] += 1
    for name, frame in tables_of.items():
        prose = [each for each in frame.columns if each in PROSE]
        stock = {each: " ".join(frame[each]).split() for each in prose}
        rows = []
        for row in frame.to_dict("records"):
            for number in range(more[row[of_events[name]]]):
                made = row | {each: " ".join(chance.choices(stock[each], k=len(row[each].split()))) for each in prose}
                made[of_events[name]] += f"-{number}"
                if name == "documents":
                    made["id"] += f"-{number}"
                rows.append(made)
        pd.concat([frame, pd.DataFrame(rows)]).to_csv(folder / f"{name}.csv", index=False)


EVENT_TABLES = ("events", "event_references", "documents")
PROSE = {
    *("title_en", "title_kk", "title_ru", "note", "explanation"),
    *("supports", "identifier"),
}


def test_a_page_of_the_register_weighs_little_with_many_more_events(chromium, tmp_path):
    """Of 900 events: at most 200 KB gzipped without fonts on a first visit."""
    for name in ("data", "src"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    multiplied(tmp_path / "data", MANY)
    given = [str(ROOT / "tests"), str(tmp_path / "book"), str(ROOT / "chapters")]
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", SMALL_BOOK, *given], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    pages = tmp_path / "book" / "html"
    shown = sum(
        len(BeautifulSoup((pages / f"chapters/{part}.html").read_text(), "html.parser").select(".entry"))
        for part in PARTS
    )
    assert shown == MANY
    for name in ("events", *PARTS):
        sent = first_visit(chromium, pages, f"chapters/{name}.html")
        assert sum(size for _, size in sent) <= report.PAGE, (name, sorted(sent, key=lambda each: -each[1])[:4])


def test_an_event_shows_date_titles_verdict_and_references(parsed, pages):
    pairs, works = ch.event_references(), ch.references()
    found = {id: entry for part in PARTS for id, entry in entries(parsed, pages, part).items()}
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
            assert re.fullmatch(r"bibliography(-\w+)?\.html#.+", item.a["href"]), id
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
    listed = [page for path, page in parsed.items() if path.name.startswith("bibliography")]
    assert sum(len(page.select(".citation")) for page in listed) == len(ch.references())


def test_no_page_of_the_bibliography_is_heavy(chromium, pages):
    for path in pages.glob("chapters/bibliography*.html"):
        sent = first_visit(chromium, pages, f"chapters/{path.name}")
        assert sum(size for _, size in sent) <= report.PAGE, (path.name, sorted(sent, key=lambda each: -each[1])[:4])


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
    page = BeautifulSoup(plain(pages / "chapters/claims.html"), "html.parser")
    for id, claim in ch.claims().iterrows():
        if claim.value:
            assert tables.stated_value(claim) in page.find(id=id).find("dl").get_text(), id
