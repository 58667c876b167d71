"""The maps of chapters: what the tables hold, names of the day, no line before both were states, for every builder."""

import datetime
import itertools
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ExtensionError

import chronology as ch
from books import APPENDICES, build, plain_days, unpacked
from chronology import tables
from chronology.book import calendars, sketches, strips
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

DAYS = """:::{calendars}
:events: tauke-audience-1694 abylai-charter-1778 nicholas-ii-abdication-1917

Why does the lag grow?
:::

:::{key-dates}
kazakh-khanate-founded-1465
abulkhair-oath-1731
abylai-charter-1778
abylai-election-1771
kenesary-uprising-1837
:::
"""


def of_chapters() -> dict[str, str]:
    """Chapter -> its map as it is written."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(CHAPTERS.glob("[01]*.md"))}
    return {name: found[0] for name, text in texts.items() if (found := MAP.search(text))}


def book() -> dict[str, str]:
    """The pages of a book of maps."""
    pages = {f"chapters/{name}": f"# {name}\n\n{text}" for name, text in of_chapters().items()}
    more = {"seats": f"# Seats\n\n{SEATS}\n\n{DAYS}", "papers": f"# P\n\n{PAPERS}", "days": f"# Days\n\n{DAYS}"}
    return {**APPENDICES, **pages, **{f"chapters/{name}": text for name, text in more.items()}}


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
    links = [link["href"] for link in page(folder, "seats").select_one(".chapter-map").select(".on-map a")]
    assert links == [
        f"events.html#{event}"
        for event in ("kirghiz-assr-formed-1920", "kazak-assr-renamed-1925", "foreign-commissariat-1944")
    ]


def test_every_word_without_an_edge_has_room(folder):
    for name, text in of_chapters().items():
        words = re.search(r"^:words: (.*)$", text, re.M)
        drawn = page(folder, name).select("text.state")
        assert len(drawn) == len(words[1].split() if words else []), name


def test_a_number_without_its_name_is_explained(folder):
    told = set()
    for name in (*of_chapters(), "seats", "papers"):
        found = page(folder, name).select(".chapter-map")
        alone = [
            text.text for each in found for text in each.select("text.name") if not re.search(r"[^\W\d]", text.text)
        ]
        told.add(bool(alone))
        assert bool(alone) == any("A number alone" in each.text for each in found), (name, alone)
    assert told == {True, False}


def test_what_binds_is_thick_a_straight_line_is_straight_and_the_border_is_said_to_be_no_evidence(folder):
    papers = page(folder, "papers")
    arcs = [(set(arc["class"]), re.findall(r"[\d.-]+", arc["d"])) for arc in papers.select("path.arc")]
    assert [("thick" in classes) for classes, _numbers in arcs] == [True, False, False]
    x1, y1, x, y, x2, y2 = map(float, arcs[2][1])
    assert (x, y) == pytest.approx(((x1 + x2) / 2, (y1 + y2) / 2), abs=0.2)
    assert papers.select("path.line") and "no evidence of where it runs" in papers.text
    assert "shows no route" in papers.text and "1,000 km" in papers.select_one("text.km").text
    assert "Names without an edge: Russia" in papers.select_one(".chapter-map svg")["aria-label"]


def test_lines_between_the_same_places_lie_apart_from_whichever_end_they_begin(folder):
    said = re.findall(r"(\w+)[>|](\w+)=", of_chapters()["06-documents"])
    assert ("almaty", "moscow") in said and ("moscow", "almaty") in said
    drawn = [re.findall(r"[\d.-]+", arc["d"])[2:4] for arc in page(folder, "06-documents").select("path.arc")]
    bends = [complex(*map(float, each)) for each in drawn]
    assert len(bends) == len(said) == 6
    assert min(abs(a - b) for a, b in itertools.combinations(bends, 2)) > 5


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
    for name in [*of_chapters(), "papers", "days"]:
        tab = visit((folder / f"html/chapters/{name}.html").as_uri(), viewport=viewport, offline=True)
        read = """found => found.map(each => { const box = each.getBoundingClientRect();
            const scale = each.ownerSVGElement.getBoundingClientRect().width / 400;
            const air = 0.15 * box.height; // above and below the letters
            return [box.left, box.top + air, box.right, box.bottom - air, scale * parseFloat(getComputedStyle(each).fontSize)]; })"""
        boxes = tab.locator(".chapter-map text:visible").evaluate_all(read)
        assert boxes
        for i, one in enumerate(boxes):
            assert one[4] >= 12.95, (name, "too small to be read")
            for other in boxes[:i]:
                apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                assert apart, (name, one, other)
        assert tab.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        drawing, words = (tab.locator(f".chapter-map.wide {each}").first.bounding_box() for each in ("svg", "> p"))
        beside = words["x"] >= drawing["x"] + drawing["width"] and words["y"] < drawing["y"] + drawing["height"]
        assert beside == (viewport != PHONE), (name, "the words stand in the margin where there is one")
        tab.close()


def test_other_builders_have_what_it_shows(folder):
    latex = next(build(folder, book(), "latex").glob("*.tex")).read_text(encoding="utf-8")
    assert "Figure: Map of land and water." in latex and "2 Kzyl" in latex and "Which of the three" in latex
    text = (unpacked(build(folder, book(), "epub")) / "chapters/seats.xhtml").read_text(encoding="utf-8")
    ElementTree.fromstring(text)  # an EPUB is XML
    svg = BeautifulSoup(text, "html.parser").select_one("svg")
    assert "Kzyl-Orda" in svg["aria-label"] and svg.select("path")
    assert "10 days from" not in latex and "11 days from 12 March 1700 (1 March Old Style)" in latex
    drawn = [each["aria-label"] for each in BeautifulSoup(text, "html.parser").select("svg")[1:]]
    assert "10 days behind" in drawn[0] and drawn[1].startswith("5 events on an axis"), "one day of the calendars"


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


def test_calendars_hold_one_day_by_both_and_mark_how_far_one_lags(folder):
    box = page(folder, "days").select_one(".chapter-map")
    days = box.select(".calendars > div")
    assert [day.has_attr("hidden") for day in days] == [False, True, True] and box.label.has_attr("hidden")
    events = tables.events()
    for id, day in zip(("tauke-audience-1694", "abylai-charter-1778", "nicholas-ii-abdication-1917"), days):
        new, old = events.earliest[id], events.date_written[id]
        lag = (new - pd.Timestamp(old)).days
        assert f"{lag} days behind" in day.svg["aria-label"]
        here, there = (
            float(each) for each in re.match(r"M([\d.]+) .*H([\d.]+)V", day.select_one("path.arc")["d"]).groups()
        )
        assert (there - here) / calendars.CELL == pytest.approx(lag)
        numbers = {(float(text["y"]), float(text["x"])): text.text for text in day.select("text.number")}
        upper, lower = (top + calendars.TALL / 2 for top in (calendars.OLD, calendars.NEW))
        assert int(numbers[upper, there]) == int(numbers[lower, here]) == int(old[-2:])
        assert int(numbers[lower, there]) == new.day
    listed = [plain_days(item.text) for item in box.select(".on-map li")]
    assert listed[0].startswith("10 days: 1 August 1694 (22 July Old Style), Tauke")
    assert listed[3:] == [
        f"{n} days from {n + 1} March {y} (1 March Old Style)" for n, y in ((11, 1700), (12, 1800), (13, 1900))
    ]


@pytest.mark.parametrize("day", ["1700-02-28", "1700-03-11", "1700-03-12", "1900-03-13", "1900-03-14"])
def test_a_lag_is_how_far_the_day_of_that_number_lies_back(day):
    one = calendars.day_of(datetime.date.fromisoformat(day))
    past = one.new - datetime.timedelta(days=one.lag)
    assert (past.month, past.day) in ((int(one.old[5:7]), int(one.old[8:])), (3, 1)), one
    assert one.lag == {"1700-02-28": 10, "1700-03-11": 10, "1700-03-12": 11, "1900-03-13": 12, "1900-03-14": 13}[day]


def test_a_slider_moves_the_day_of_the_calendars(visit, folder):
    tab = visit((folder / "html/chapters/days.html").as_uri(), offline=True)
    slider = tab.get_by_role("slider", name="Choose a day")
    slider.focus()
    tab.keyboard.press("ArrowRight")
    assert "4 June 1778" in slider.get_attribute("aria-valuetext")
    assert "4 June 1778" in tab.locator(".calendars svg:visible").get_attribute("aria-label")
    tab.emulate_media(media="print")
    assert not slider.is_visible() and tab.locator(".calendars svg:visible").count() == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (":events: tauke-audience-1604", "tauke-audience-1604"),
        (":events: friendship-treaty-1992", "Old Style"),
        (":events: abylai-election-1771", "Old Style"),
        ("", "have events"),
    ],
)
def test_a_fault_of_calendars_ends_the_build_and_says_where(tmp_path, text, said):
    with pytest.raises(ExtensionError, match=re.escape(said)) as caught:
        build(tmp_path, {"chapters/one": f"# One\n\n:::{{calendars}}\n{text}\n\nWhy?\n:::\n"})
    assert "one.md" in str(caught.value)


def test_key_dates_stand_on_an_axis_told_or_not_and_known_or_not(folder):
    ids = DAYS.partition("{key-dates}\n")[2].split()[:-1]
    events = tables.events().loc[ids].sort_values("earliest")
    strip = page(folder, "days").select_one(".strip svg")
    marks = [g.circle for g in strip.select("g")]
    assert [g.title.text for g in strip.select("g")] == [f"{e.date_text}: {e.title}" for e in events.itertuples()]
    assert [("told" in mark["class"]) for mark in marks] == list(events.in_essay)
    assert [("vague" in mark["class"]) for mark in marks] == list(events.earliest != events.latest)
    places = [float(mark["cx"]) for mark in marks]
    assert places == sorted(places) and len(set(places)) == len(ids)
    # The Julian year 1847 ends in January 1848 of the axis.
    assert "5 events on an axis of years from 1465 to 1848" in strip["aria-label"]
    years = {text.text: float(text["x"]) for text in strip.select("text")}
    assert years["1500"] < years["1600"] < places[1] < years["1800"]


def test_marks_of_one_time_stand_above_each_other():
    weeks = ch.events(between=("1991-12-01", "1991-12-31"))
    marks = list(strips.placed(weeks))
    assert len(marks) == len(weeks) > 5
    for i, (left, right, row) in enumerate(marks):
        assert all(row != r or left - b >= 11 or a - right >= 11 for a, b, r in marks[:i])


def test_key_dates_without_an_event_are_refused(tmp_path):
    with pytest.raises(ExtensionError, match="key-dates have ids"):
        build(tmp_path, {"chapters/one": "# One\n\n:::{key-dates}\n:::\n"})
