"""The search: what a reader types, and what stands first; from a server and from a file."""

import json
import re
import unicodedata
from urllib.parse import quote

import pytest

import chronology as ch
from chronology.book import search
from conftest import PHONE


@pytest.fixture
def found(visit, pages):
    """What a query finds in the book opened from a file: the page, and links of things and of sections in order."""

    def ask(query):
        page = visit(f"{(pages / 'search.html').as_uri()}?q={quote(query)}", offline=True)
        groups = {}
        for part in page.locator("#search-found section").all():
            links = part.locator("h3 a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
            groups[part.locator("h2").inner_text()] = [link.removeprefix("chapters/") for link in links]
        assert not page.faults
        return page, groups.get("Found in the tables", []), groups.get("Found in the pages", [])

    return ask


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("10 October 1731", "events-1731.html#abulkhair-oath-1731"),
        ("Abulkhair", "people.html#abulkhair-khan"),
        ("Абулхаир", "people.html#abulkhair-khan"),
        ("Әбілқайыр", "people.html#abulkhair-khan"),
        ("abulk", "people.html#abulkhair-khan"),
        ("Orenburg", "places.html#orenburg"),
        ("Tselinograd", "places.html#astana"),
        ("Акмола", "places.html#astana"),
        ("Казакстан", "institutions.html#kazakhstan"),
        ("C43", "claims.html#C43"),
        ("7591", "claims.html#C43"),
        ("7,591", "claims.html#C43"),
        ("friendship-treaty-1992", "events-1992.html#friendship-treaty-1992"),
        ("Договор о дружбе", "events-1992.html#friendship-treaty-1992"),
        ("zhuz", "glossary.html#zhuz"),
        # Forms of a word.
        ("Назарбаевым", "people.html#nursultan-nazarbayev"),
        ("Назарбаевтың", "people.html#nursultan-nazarbayev"),
        ("Абулхаира", "people.html#abulkhair-khan"),
        ("Россией", "institutions.html#russia"),
        ("Қазақстанның", "institutions.html#kazakhstan"),
        (unicodedata.normalize("NFD", "Байқоңыр"), "places.html#baikonur"),
        # Slips of the pen.
        ("Orenbrg", "places.html#orenburg"),
        ("Nazarbaev Nursltan", "people.html#nursultan-nazarbayev"),
        # Sentences of the essay.
        ("S12", "claims.html#C07"),
        ("предложение 12", "claims.html#C07"),
    ],
)
def test_the_thing_stands_first(found, query, first):
    assert found(query)[1][0] == first


@pytest.mark.parametrize(
    "date", ["25 May 1992", "May 25, 1992", "25.05.1992", "1992-05-25", "25 мая 1992 г.", "1992 жылғы 25 мамыр"]
)
def test_a_day_finds_its_events_first_in_any_spelling(found, date):
    _, things, sections = found(date)
    events = ch.events(between=("1992-05-25", "1992-05-25"))
    within = events[events.precision == "day"].index
    assert {link.partition("#")[2] for link in things[: len(within)]} == set(within)
    assert sections, "the pages say the day in their own words"


@pytest.mark.parametrize("edition", ["kk", "ru"])
def test_a_day_in_any_spelling_finds_the_pages_of_an_edition(visit, pages, edition):
    counts = set()
    for date in ("25.05.1992", "25 мая 1992 г.", "1992 жылғы 25 мамыр", "25 May 1992"):
        page = visit(f"{(pages / edition / 'search.html').as_uri()}?q={quote(date)}", offline=True)
        counts.add(page.locator("#search-found section").nth(1).locator("h3 a").count())
    assert len(counts) == 1 and min(counts) > 0, counts


@pytest.mark.parametrize(
    "query", ["мае 1992", "в мае 1992 года", "май 1992", "мамырда 1992", "1992 жылдың мамыры", "05.1992"]
)
def test_a_month_in_any_form_finds_what_happened_in_it(visit, pages, query):
    page = visit(f"{(pages / 'ru/search.html').as_uri()}?q={quote(query)}", offline=True)
    things, sections = [part.locator("h3 a").count() for part in page.locator("#search-found section").all()]
    assert things >= 20 and sections >= 20


@pytest.mark.parametrize(
    ("edition", "query", "first"),
    [
        ("ru", "хана Абылая", "abylai-khan"),
        ("kk", "Абылай ханның", "abylai-khan"),
        ("ru", "Назарбаеву", "nursultan-nazarbayev"),
        ("ru", "декабрьские события", "zheltoqsan-1986"),
        ("ru", "25-го мая 1992", "baikonur-agreement-1992"),
        (".", "Abai", "abai-kunanbayev"),
        (".", "Nazarbaev", "nursultan-nazarbayev"),
    ],
)
def test_a_name_in_another_form_finds_its_own_thing_first(visit, pages, edition, query, first):
    page = visit(f"{(pages / edition / 'search.html').as_uri()}?q={quote(query)}", offline=True)
    assert page.locator("#search-found h3 a").first.get_attribute("href").partition("#")[2] == first


def test_what_only_begins_alike_stands_after_what_has_the_name(visit, pages):
    page = visit(f"{(pages / 'ru/search.html').as_uri()}?q={quote('Кенесары')}", offline=True)
    titles = page.locator("#search-found section").first.locator("h3").all_inner_texts()
    assert all("Кенесары" in each for each in titles[:6]), "Советский Союз is Кеңес Одағы"


def test_a_short_word_marks_no_longer_one(visit, pages):
    page = visit(f"{(pages / 'ru/search.html').as_uri()}?q={quote('12 июня 1990 г.')}", offline=True)
    assert {each.lower() for each in page.locator("#search-found mark").all_inner_texts()} <= {"12", "июня", "1990"}


def test_a_year_finds_the_events_within_it_first(found):
    events = ch.events()
    within = set(events.index[(events.earliest >= "1994-01-01") & (events.latest <= "1994-12-31")])
    things = found("1994")[1]
    assert {link.partition("#")[2] for link in things[: len(within)]} == within


def test_an_excerpt_is_a_sentence_of_the_page_with_the_word_marked(found):
    page, _, sections = found("Baikonur")
    assert len(sections) > 3
    shown = page.locator("#search-found section").last.locator(".excerpt").all()
    for excerpt in shown:
        assert not re.search(r"confirmed\d|differs\d", excerpt.inner_text())
    assert page.locator(".excerpt mark").count()
    assert page.get_by_role("status").filter(has_text="Found").count() == 1


@pytest.mark.parametrize(("query", "first"), [("chapter 5", "05-periods.html"), ("glossary", "glossary.html")])
def test_a_page_stands_before_its_parts_and_those_that_name_it(found, query, first):
    assert found(query)[2][0] == first


def test_one_word_is_not_taken_for_another_of_the_same_beginning(found):
    page, things, _ = found("Таруса")  # neither Тара nor Тараз
    assert "Nothing was found for “Таруса”" in page.locator("#search-count").inner_text(), things
    assert found("Тараз")[1][0] == "places.html#taraz"


def test_it_answers_while_one_types_and_the_address_follows(found):
    page, *_ = found("")
    page.locator(".course-search input").press_sequentially("1731")
    page.locator("#search-found a").first.wait_for()
    assert page.url.endswith("?q=1731")


@pytest.mark.parametrize("touch", [True, False])
def test_the_field_of_every_page_answers_while_one_types(visit, pages, touch):
    options = {"viewport": PHONE, "is_mobile": True, "has_touch": True} if touch else {}
    page = visit((pages / "chapters" / "00-tables.html").as_uri(), offline=True, **options)
    assert not any("search-index" in each for each in page.asked), "two megabytes that nobody asked for"
    page.locator(".search-button__button:visible").first.click()
    assert page.locator("form.bd-search kbd").first.is_visible() is not touch, "a key of a keyboard"
    page.keyboard.type("Abulkhair")
    first = page.locator(".search-button__search-container .found h3 a").first
    first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = page.locator(".search-button__search-container").bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"], "the field stays in sight"
    first.click()
    page.wait_for_url("**/chapters/people.html#abulkhair-khan")
    assert page.faults == []


def test_nothing_found_says_so_and_escapes(found):
    page, things, sections = found("<img src=x onerror=alert(1)>zzz")
    assert not things and not sections
    assert page.locator("#search-count").inner_text().startswith("Nothing was found for “<img")


def test_without_scripts_the_registers_are_named(visit, address):
    page = visit(f"{address}/search.html", java_script_enabled=False)
    page.locator("noscript a", has_text="Event register").click()
    page.wait_for_url("**/events.html")


def test_the_index_has_no_cells_of_tables_and_every_thing_has_a_place(pages):
    text = (pages / search.FILE).read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("window.courseIndex = ").rstrip(";\n"))
    ids = {
        name: set(re.findall(r'id="([^"]+)"', (pages / f"{name}.html").read_text()))
        for name in {each["page"] for each in (*index["things"], *index["sections"])}
    }
    for each in (*index["things"], *index["sections"]):
        assert not each["anchor"] or each["anchor"] in ids[each["page"]], each
    assert not any("Show the code" in each["text"] or "<" in each["text"][:1] for each in index["sections"])
