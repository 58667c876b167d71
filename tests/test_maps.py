"""The maps of chapters: what the tables hold, names of the day, no line before both were states, for every builder."""

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ExtensionError

import chronology as ch
from books import APPENDICES, build, unpacked
from chronology import tables
from chronology.book import sketches
from chronology.book.notebooks import plain
from conftest import PHONE

pytestmark = pytest.mark.xdist_group("maps")  # one book for all

CHAPTERS = Path(__file__).parents[1] / "chapters"
MAP = re.compile(r"^:::\{(?:map|rulers)\}\n(.*?)^:::\n", re.S | re.M)
SEATS = """:::{map}
:stops: kirghiz-assr-formed-1920@orenburg kazak-assr-renamed-1925@kyzylorda foreign-commissariat-1944@almaty

Which of the three is not in Kazakhstan today?
:::
"""
PAPERS = """:::{map}
:arcs: moscow>almaty=friendship-treaty-1992 moscow>almaty=cooperation-declaration-1995 tengiz|novorossiysk=cpc-pipeline-opened-2001
:words: russia@60,58
:rings: moscow=1000
:line:

Which line is thin?
:::
"""


def of_chapters() -> dict[str, str]:
    """Chapter -> its map as it is written."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(CHAPTERS.glob("[01]*.md"))}
    return {name: found[0] for name, text in texts.items() if (found := MAP.search(text))}


def book() -> dict[str, str]:
    """The pages of a book of maps."""
    pages = {f"chapters/{name}": f"# {name}\n\n{text}" for name, text in of_chapters().items()}
    return {**APPENDICES, **pages, "chapters/seats": f"# Seats\n\n{SEATS}", "chapters/papers": f"# P\n\n{PAPERS}"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("maps")
    build(folder, book())
    return folder


def page(folder, name):
    return BeautifulSoup((folder / f"html/chapters/{name}.html").read_text(encoding="utf-8"), "html.parser")


def test_a_map_stands_near_the_head_of_its_chapter_and_asks_one_question():
    maps = of_chapters()
    assert len(maps) == len(ch.chapters())
    for name, text in maps.items():
        before = (CHAPTERS / f"{name}.md").read_text(encoding="utf-8").partition(text)[0]
        assert before.rstrip().endswith(":::") and before.count("\n## ") == 0, name
        caption = MAP.fullmatch(text)[1].strip().rpartition("\n\n")[2]
        assert caption.endswith("?"), name


def test_places_have_the_names_of_the_day_of_the_event(folder):
    svg = page(folder, "seats").select_one(".chapter-map svg")
    names = tables.place_names()
    for number, (event, place) in enumerate(
        {
            "kirghiz-assr-formed-1920": "orenburg",
            "kazak-assr-renamed-1925": "kyzylorda",
            "foreign-commissariat-1944": "almaty",
        }.items(),
        1,
    ):
        then = tables.name_at(names, place, ch.events().earliest[event], "")
        assert f"{number} {then}" in [text.text for text in svg.select("text.name")]
        assert f"{number} {then}" in svg["aria-label"]
    assert "Kzyl-Orda" in svg["aria-label"] and "No boundary is drawn." in page(folder, "seats").text
    links = [link["href"] for link in page(folder, "seats").select(".on-map a")]
    assert links == [
        f"events.html#{event}"
        for event in ("kirghiz-assr-formed-1920", "kazak-assr-renamed-1925", "foreign-commissariat-1944")
    ]


def test_what_binds_is_thick_a_straight_line_is_straight_and_the_border_is_said_to_be_no_evidence(folder):
    papers = page(folder, "papers")
    arcs = [(set(arc["class"]), re.findall(r"[\d.-]+", arc["d"])) for arc in papers.select("path.arc")]
    assert [("thick" in classes) for classes, _numbers in arcs] == [True, False, False]
    x1, y1, x, y, x2, y2 = map(float, arcs[2][1])
    assert (x, y) == pytest.approx(((x1 + x2) / 2, (y1 + y2) / 2), abs=0.2)
    assert papers.select("path.line") and "no evidence of where it runs" in papers.text
    assert "shows no route" in papers.text and "1,000 km" in papers.select_one("text.km").text
    assert "Names without an edge: Russia" in papers.select_one(".chapter-map svg")["aria-label"]


def test_no_chapter_draws_a_line_for_a_time_before_both_were_states(folder):
    first = ch.events().earliest["ussr-dissolution-1991"]
    for name, text in of_chapters().items():
        events = re.findall(r"(?:^|[ =])([a-z][a-z-]+-(?:1[4-9]|20)\d\d)", text)
        early = any(ch.events().earliest[event] < first for event in events)
        assert not (early and page(folder, name).select("path.line")), name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (":stops: nothing-1999", "nothing-1999"),
        (":stops: ussr-dissolution-1991@almaty", "was not at 'almaty'"),
        (":stops: russia-recognition-1991", "has no place"),
        (":stops: putin-visit-2000@astana semipalatinsk-closure-1991\n:line:", "semipalatinsk-closure-1991"),
        (":arcs: moscow-almaty=friendship-treaty-1992", "is no arc"),
        (":places: moscow\n:words: russia@here", "is no word on a map"),
        (":places: moscow\n:rings: moscow=far", "is no ring"),
        (":places: lisbom", "lisbom"),
        (":places: moscow\n:day: 1992", "single day"),
        ("", "stops, arcs or places"),
    ],
)
def test_a_fault_ends_the_build_and_says_where(tmp_path, text, said):
    with pytest.raises(ExtensionError, match=re.escape(said)) as caught:
        build(tmp_path, {"chapters/one": f"# One\n\n:::{{map}}\n{text}\n\nWhy?\n:::\n"})
    assert "one.md" in str(caught.value)


def test_a_map_without_a_question_is_refused(tmp_path):
    with pytest.raises(ExtensionError, match="caption"):
        build(tmp_path, {"chapters/one": "# One\n\n:::{map}\n:places: moscow\n:::\n"})


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1440, "height": 900}], ids=["phone", "desk"])
def test_its_names_can_be_read_and_do_not_meet(visit, folder, viewport):
    for name in [*of_chapters(), "papers"]:
        tab = visit((folder / f"html/chapters/{name}.html").as_uri(), viewport=viewport, offline=True)
        read = """found => found.map(each => { const box = each.getBoundingClientRect();
            const scale = each.ownerSVGElement.getBoundingClientRect().width / 400;
            const air = 0.15 * box.height; // above and below the letters
            return [box.left, box.top + air, box.right, box.bottom - air, scale * parseFloat(getComputedStyle(each).fontSize)]; })"""
        boxes = tab.locator(".chapter-map text").evaluate_all(read)
        assert boxes
        for i, one in enumerate(boxes):
            assert one[4] >= 12.95, (name, "too small to be read")
            for other in boxes[:i]:
                apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                assert apart, (name, one, other)
        assert tab.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        tab.close()


def test_other_builders_have_what_it_shows(folder):
    latex = next(build(folder, book(), "latex").glob("*.tex")).read_text(encoding="utf-8")
    assert "Figure: Map of land and water." in latex and "2 Kzyl" in latex and "Which of the three" in latex
    text = (unpacked(build(folder, book(), "epub")) / "chapters/seats.xhtml").read_text(encoding="utf-8")
    ElementTree.fromstring(text)  # an EPUB is XML
    svg = BeautifulSoup(text, "html.parser").select_one("svg")
    assert "Kzyl-Orda" in svg["aria-label"] and svg.select("path")


def test_rulers_have_the_periods_of_their_schemes(folder):
    periods = page(folder, "05-periods")
    schemes = ("mansurov", "course-standing", "course-questions")
    counts = [sum(ends >= 1990 for ends in ch.periods(scheme).latest.dt.year.fillna(2008)) for scheme in schemes]
    tops = [float(each["y"]) for each in periods.select("rect.period")]
    assert list(Counter(tops).values()) == counts
    listed = [each.select("li") for each in periods.select(".on-map .container")]
    assert [len(items) for items in listed] == counts
    assert listed[0][0].text.strip() == f"1 {ch.periods('mansurov').title.iloc[0]}, August 1991 – May 1992"
    assert f": {counts[2]}." in periods.select_one(".chapter-map svg")["aria-label"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (":schemes: mansurof\n:between: 1990 2008", "mansurof"),
        (":schemes: mansurov\n:between: 1990", "two years"),
        (":between: 1990 2008", "have schemes"),
    ],
)
def test_a_fault_of_rulers_ends_the_build_and_says_where(tmp_path, text, said):
    with pytest.raises(ExtensionError, match=re.escape(said)) as caught:
        build(tmp_path, {"chapters/one": f"# One\n\n:::{{rulers}}\n{text}\n\nWhy?\n:::\n"})
    assert "one.md" in str(caught.value)


def test_the_download_has_the_question_in_plain_words():
    said = plain(SEATS, "")
    assert "drawing" in said and "Which of the three" in said and ":stops:" not in said


def test_a_ring_has_everywhere_the_same_distance():
    from chronology import border

    points = list(sketches.around(76.9, 43.25, 1000))
    lengths = [border.length_km([(76.9, 43.25), point]) for point in points]
    assert min(lengths) > 995 and max(lengths) < 1005
