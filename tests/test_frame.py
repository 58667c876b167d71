"""The frame of every widget: its tabs, the rows it shows, the Python it writes, and what can be taken away."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pandas as pd
import pytest

import chronology as ch
from chronology import languages
from chronology.classroom import sheets
from chronology.widgets import base
from conftest import DESK, PHONE

pytestmark = pytest.mark.remembered

WIDGETS = [
    each
    for each in map(ch.__getattr__, ch.__all__)
    if isinstance(each, type) and issubclass(each, base.Widget) and each is not ch.Exercise
]
WITH_ROWS = [each for each in WIDGETS if each._shows]
NARROW = {"width": 760, "height": 900}
NASTY = "it's \"quoted\" \\ back\\\\slash\nnew\tline </script> {n} ${1} \u2028 \U0001f600 '''"

# What can be set in a widget, beside nothing: traits, as a link sets them.
SET = {
    "Timeline": [
        {"filters": {"topic": ["border"], "in_essay": False}, "lanes": "party"},
        {"filters": {"kind": ["oath", "treaty"], "verdict": ["differs"]}, "selected": ["kazakh-khanate-founded-1465"]},
        {"view": ["1991-08-01", "1992-05-31"], "filters": {"party": ["russia"]}, "selected": ["independence-law-1991"]},
        {"filters": {"period": "mansurov-2", "text": "каспий"}},
        {"filters": {"text": "договор о дружбе"}, "view": ["1990-01-01", "1999-12-31"]},
        {"filters": {"text": NASTY}},
    ],
    "EssayMap": [
        {"filters": {"verdict": ["differs"]}},
        {"filters": {"verdict": ["differs", "imprecise"], "kind": ["date", "list"]}, "selected": [18, 43]},
        {"layer": "mine", "filters": {"kind": ["date"]}},
    ],
    "Topics": [
        {"in_essay": "yes", "topic": "energy"},
        {"years": [1993, 1999], "view": "together", "measure": "share"},
        {"selected": ["border-treaty-2005"], "in_essay": "no"},
    ],
    "DocumentMatrix": [
        {"scope": "all", "sort": "type", "group": "force"},
        {"filters": {"topic": ["border"], "claimed": False}, "scope": "all"},
        {"cell": ["alma-ata-declaration-1991", "human-rights"], "filters": {"checked": True}},
    ],
    "Interests": [{"group": "evidence", "filters": {"verdict": ["confirmed"]}}, {"selected": ["C55"]}],
    "Judgements": [{"cell": ["confirmed", "differs"]}],
    "Lineage": [
        {"ids": ["kazakhstan", "russia"], "day": "1936-06-01"},
        {"filters": {"kind": ["state"]}, "view": ["1915-01-01", "2008-12-31"], "selected": "kazakhstan"},
    ],
    "Periods": [{"cuts": ["1991-12-16"], "by": "verdict"}, {"cuts": [], "compare": ""}],
    "Atlas": [{"day": "1995-06-01", "filters": {"party": ["russia"], "in_essay": False}}, {"selected": "moscow"}],
    "BorderMap": [{"view": [60, 50, 66, 55]}, {"every": 44, "scales": ["50m"]}],
}
STATES = [
    pytest.param(widget, state, id=f"{widget.__name__}-{number}")
    for widget in WITH_ROWS
    for number, state in enumerate([{}, *SET[widget.__name__]])
]


def follow(page, widget, **traits):
    """Set traits as a link does."""
    link = "&".join(f"{name}={json.dumps(value)}" for name, value in traits.items())
    page.evaluate(
        "([id, query]) => { location.hash = `${id}?${query.split('&').map(part => { const at = part.indexOf('=');"
        " return part.slice(0, at) + '=' + encodeURIComponent(part.slice(at + 1)); }).join('&')}`; }",
        [f"{widget.__name__.lower()}-widget", link],
    )
    page.wait_for_timeout(60)


def rows_of(page):
    """The ids of all rows, also of those that come when one asks for more."""
    while (more := page.locator(".rows > button:visible")).count():
        more.first.click()
    return page.locator("tr[data-row]").evaluate_all("all => all.map(each => each.dataset.row).filter(Boolean)")


def written(widget, code):
    """What the code leaves behind: the names, and the rows as the page names them."""
    names = {}
    exec(code, names)
    what = widget._shows.removeprefix("shown_")
    rows = names[what] if isinstance(names.get(what), pd.DataFrame) else names[f"{what}_shown"]
    return names, [str(each) for each in (rows[rows.columns[0]] if widget is ch.Lineage else rows.index)]


@pytest.mark.parametrize(("widget", "state"), STATES)
def test_the_code_that_is_shown_gives_the_rows_that_are_shown(show, widget, state):
    page = show(widget)
    follow(page, widget, show="table", **state)
    shown = rows_of(page)
    page.get_by_role("tab", name="Code").click()
    code = page.locator("pre code").text_content()
    names, rows = written(widget, code)
    assert rows == shown, code
    made = [each for each in names.values() if isinstance(each, widget)]
    for name, value in state.items():
        if made and name not in ("selected", "show"):
            assert getattr(made[0], name) == value, "a trait is lost"
    assert all(len(line) <= 88 or '"' in line for line in code.splitlines())


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: ch.Timeline(ch.events(between=("1990", "2008"), topic=["border", "space"])),
         'ch.events(between=("1990", "2008"), topic=["border", "space"])'),
        (lambda: ch.Timeline(ch.events(in_essay=True)), "ch.events(in_essay=True)"),
        (lambda: ch.Timeline(ch.events().tail(2)), 'ch.events().loc[["'),
        (lambda: ch.EssayMap(ch.claims(kind="plan")), 'ch.claims(kind="plan")'),
        (lambda: ch.DocumentMatrix(ch.documents().tail(3)), 'ch.documents().loc[["'),
        (lambda: ch.Lineage(ch.place_names().head(9)), "ch.place_names().loc[[0, 1"),
    ],
)  # fmt: skip
def test_the_code_asks_for_the_table_as_it_was_asked_for(show, make, expected):
    made = make()
    page = show(made)
    follow(page, type(made).__mro__[1], show="table")
    follow(page, next(each for each in WIDGETS if isinstance(made, each)), show="table")
    shown = rows_of(page)
    page.get_by_role("tab", name="Code").click()
    code = page.locator("pre code").text_content()
    assert expected in code
    assert written(next(each for each in WIDGETS if isinstance(made, each)), code)[1] == shown


def test_a_table_of_the_readers_own_is_named_and_not_taken_for_the_courses(show):
    mine = ch.events(topic="border").assign(verdict="differs")
    page = show(ch.Timeline(mine, show="code"))
    assert "ch.Timeline(frame)" in page.locator("pre code").text_content()
    assert "# frame is the table that you gave" in page.locator("pre code").text_content()


@pytest.mark.parametrize("widget", WITH_ROWS, ids=lambda each: each.__name__)
def test_the_tabs_are_tabs(show, widget):
    page = show(widget)
    tabs, panels = page.get_by_role("tab"), page.locator("[role=tabpanel]")
    assert tabs.all_inner_texts() == ["Map" if widget in (ch.Atlas, ch.BorderMap) else "Chart", "Table", "Code"]
    tabs.first.focus()
    for key, at in [("ArrowRight", 1), ("ArrowRight", 2), ("ArrowRight", 0), ("ArrowLeft", 2), ("Home", 0), ("End", 2)]:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.textContent") == tabs.nth(at).text_content()
        assert [each.get_attribute("aria-selected") for each in tabs.all()] == [str(n == at).lower() for n in range(3)]
        assert [each.get_attribute("tabindex") for each in tabs.all()] == ["0" if n == at else "-1" for n in range(3)]
        assert [each.is_visible() for each in panels.all()] == [n == at for n in range(3)]
        assert tabs.nth(at).get_attribute("aria-controls") == panels.nth(at).get_attribute("id")


@pytest.mark.parametrize("widget", WITH_ROWS, ids=lambda each: each.__name__)
def test_reset_brings_back_what_was_there_at_first_and_is_there_once(show, widget):
    page = show(widget)
    follow(page, widget, show="table")
    before = rows_of(page)
    for state in SET[widget.__name__]:
        follow(page, widget, **state)
    page.get_by_role("button", name="Reset").click()
    assert page.get_by_role("button", name=re.compile(r"\breset\b|clear filters|start again", re.I)).count() == 1
    assert rows_of(page) == before
    address = page.locator("section").get_by_role("button", name="Copy link")
    address.click()
    assert page.locator("input.share").input_value().split("?")[1] == "show=%22table%22"


# --- what can be taken away -----------------------------------------------------------------


def saved(page, name):
    with page.expect_download() as download:
        page.locator(f"[data-keep={name}]").click()
    return download.value.path().read_bytes(), download.value.suggested_filename


@pytest.mark.parametrize("widget", WITH_ROWS, ids=lambda each: each.__name__)
def test_the_file_has_the_rows_that_are_shown(show, widget):
    page = show(widget)
    follow(page, widget, show="table", **SET[widget.__name__][0])
    content, name = saved(page, "csv")
    assert name == f"{widget.__name__.lower()}.csv"
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content and b"\n" not in content.replace(b"\r\n", b"")
    head, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    cells = "all => all.map(each => [...each.cells].map(cell => cell.textContent))"
    assert head == ["id", *page.locator(".rows thead tr").evaluate_all(cells)[0]]
    assert [line[0] for line in lines if line[0]] == rows_of(page)
    plain = [[sheets.unescape_field(field) for field in line[1:]] for line in lines]
    assert plain == page.locator(".rows tbody tr").evaluate_all(cells)


def test_no_field_of_the_file_is_a_formula(show):
    titles = ["=1+1", "+7", "-7", "@SUM(A1)", " \n=1", "\t=1", "＝1", "'quoted", 'a,"b"\nc', "plain"]
    frame = ch.events().head(len(titles)).assign(title_en=titles)
    page = show(ch.Timeline(frame, show="table"))
    content, _ = saved(page, "csv")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]
    assert [line[2] for line in lines] == [sheets.escape_field(title) for title in titles]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("widget", WITH_ROWS, ids=lambda each: each.__name__)
def test_the_picture_needs_nothing_else(show, widget, scheme):
    page = show(widget, scheme=scheme)
    content, name = saved(page, "svg")
    assert name == f"{widget.__name__.lower()}.svg"
    root = ElementTree.fromstring(content)
    text = content.decode()
    assert not re.search(r"var\(|url\((?!#|&quot;#)|href=|class=|<script|foreignObject|currentcolor", text, re.I)
    shapes = [each.tag.split("}")[1] for each in root.iter()]
    assert sum(each in ("rect", "path", "line", "circle") for each in shapes) > 5
    words = " ".join(each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text"))
    seen = page.locator(".picture").inner_text().split()
    assert sum(word in words for word in seen) > 0.6 * len(seen) and len(seen) > 10
    ground = root.find("{http://www.w3.org/2000/svg}rect").get("fill")
    assert ground.startswith("rgb")
    assert (sum(map(int, re.findall(r"\d+", ground)[:3])) < 300) == (scheme == "dark")


# --- head, controls, details ----------------------------------------------------------------


def test_a_title_may_stand_instead_of_the_question(show):
    page = show(ch.Timeline(title='Who <b>signed</b> "what"?'))
    assert page.locator("section .title").inner_text() == 'Who <b>signed</b> "what"?'


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_it_asks_a_question_over_a_count(show, widget, language):
    page = show(widget)
    page.locator("[data-keep=language]").select_option(language)
    title = page.locator("section .title")
    assert title.inner_text().endswith("?") and title.evaluate("each => each.localName") == "h2"
    assert re.search(r"\d", page.locator("section .count").inner_text())


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda each: each.__name__)
def test_the_controls_are_of_one_height_and_no_text_is_small(show, widget):
    page = show(widget)
    heights = page.locator(".across :is(button, select, input:not([type=radio], [type=checkbox]))").evaluate_all(
        "all => all.filter(each => each.checkVisibility()).map(each => each.getBoundingClientRect().height)"
    )
    assert set(map(round, heights)) <= {36}
    small = page.locator("section *").evaluate_all(
        """all => all.filter(each => each.checkVisibility() && [...each.childNodes].some(
        node => node.nodeType === 3 && node.data.trim()) && parseFloat(getComputedStyle(each).fontSize) < 12.99
        && each.getBoundingClientRect().width > 2).map(each => each.outerHTML.slice(0, 90))"""
    )
    assert small == []


CHOOSE = {
    "Timeline": ".blip[data-id=independence-law-1991], .blip[data-id]",
    "EssayMap": ".square[data-id='43']",
    "Topics": "td[data-n='2']",
    "DocumentMatrix": "[data-keep='friendship-treaty-1992|human-rights']",
    "Interests": ".item[data-id=C55]",
    "Lineage": "[data-keep=pick-kazakhstan]",
    "Periods": "[data-keep=period-2]",
}


@pytest.mark.parametrize("viewport", [DESK, NARROW, PHONE], ids=["desk", "narrow", "phone"])
@pytest.mark.parametrize("name", CHOOSE)
def test_the_details_open_after_a_choice_and_never_over_the_picture(show, name, viewport):
    page = show(getattr(ch, name), viewport=viewport)
    detail, picture = page.locator(".details > .detail"), page.locator(".views")
    assert detail.count() == 0
    mark = page.locator(CHOOSE[name]).first
    mark.click()
    page.wait_for_timeout(150)
    card, chart = detail.bounding_box(), picture.bounding_box()
    beside = card["x"] >= chart["x"] + chart["width"]
    assert beside == (viewport is DESK)
    assert beside or card["y"] >= chart["y"] + chart["height"]
    if not beside:
        assert card["height"] <= viewport["height"] / 2 + 1
        assert card["y"] + card["height"] <= viewport["height"] + 1, "it is out of sight"
        chosen = mark.bounding_box()
        assert chart["y"] - 1 <= chosen["y"] <= chart["y"] + chart["height"], "the chosen mark is out of sight"
    detail.get_by_role("button").first.focus()
    page.keyboard.press("Escape")
    assert detail.count() == 0
    assert page.evaluate("document.activeElement.closest('.picture') !== null"), "the focus is lost"


CELLS = """[...document.querySelectorAll('.rows tbody tr')].slice(0, 20).flatMap(row => [...row.cells].map((cell, at) => {
    const head = row.closest('table').tHead.rows[0].cells[at];
    return [Math.round(cell.getBoundingClientRect().left - head.getBoundingClientRect().left), cell.textContent]
}).filter(([off]) => off))"""
BROKEN = """[...document.querySelectorAll('.rows :is(th, td)')].slice(0, 200).flatMap(cell => {
    const found = [], walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), range = document.createRange();
    while (walker.nextNode())
        for (const word of walker.currentNode.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
            range.setStart(walker.currentNode, word.index);
            range.setEnd(walker.currentNode, word.index + word[0].length);
            if (new Set([...range.getClientRects()].map(each => Math.round(each.top))).size > 1) found.push(word[0]);
        }
    return found;
})"""


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(
    "widget", [each for each in WITH_ROWS if each is not ch.Judgements], ids=lambda each: each.__name__
)
def test_in_the_tab_table_a_cell_stands_under_its_head_and_words_are_whole(show, widget, viewport):
    page = show(widget, viewport=viewport)
    follow(page, widget, show="table")
    assert page.locator(".rows tbody tr").count()
    assert page.evaluate(CELLS) == []
    assert page.evaluate(BROKEN) == []


def test_a_picture_is_not_moved_when_what_is_chosen_can_be_seen(show):
    """On a phone a picture beside an open card has a window of its own; it begins with the scale."""
    timeline = ch.Timeline(ch.events(between=("1990-10", "1992")), selected=["independence-law-1991"])
    page = show(timeline, viewport={"width": 390, "height": 900})
    views = page.locator(".views")
    assert views.evaluate("each => each.scrollHeight > each.clientHeight"), "nothing to move"
    assert views.evaluate("each => each.scrollTop") == 0
    page = show(ch.Timeline(lanes="kind", selected=["independence-law-1991"]), viewport=PHONE)
    chosen, window = page.locator(".blip[aria-selected=true]").bounding_box(), page.locator(".views").bounding_box()
    assert window["y"] <= chosen["y"] <= window["y"] + window["height"] - chosen["height"]


@pytest.mark.parametrize("name", CHOOSE)
def test_a_row_opens_the_details_and_closing_leads_back_to_it(show, name):
    widget = getattr(ch, name)
    page = show(widget)
    follow(page, widget, show="table")
    button = page.locator(".rows th button").first
    button.click()
    if name == "DocumentMatrix":  # a row of documents is ticked; its cells have the details
        assert page.locator(".rows [aria-pressed=true]").count() == 1
        return
    page.locator(".details > .detail").get_by_role("button", name="Close").last.click()
    assert page.locator(".details > .detail").count() == 0
    assert page.evaluate("document.activeElement.dataset.keep").startswith("row-")
