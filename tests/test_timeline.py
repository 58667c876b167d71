"""The timeline: in Python, and in the page by mouse, keyboard and touch."""

import itertools
import json
import random
import re
from urllib.parse import quote

import pandas as pd
import pytest
import traitlets
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import chronology as ch
from bench.events import generated
from chronology import dates, languages, tables
from chronology.book import host
from chronology.widgets import base, scripts
from conftest import PHONE

pytestmark = pytest.mark.remembered

EVENTS = ch.events()
FEW = EVENTS[EVENTS.in_essay]  # a mark for each
ID = "timeline-widget"
AT_ONCE = 200  # rows of a table before the button for more


def to(page, **traits):
    """Set traits as a link does."""
    query = "&".join(f"{name}={json.dumps(value)}" for name, value in traits.items())
    page.evaluate("address => { location.hash = address }", f"{ID}?{query}")


def listed(page):
    return page.locator("tr[data-row]").evaluate_all("found => found.map(each => each.dataset.row)")


def in_table(html):
    page = BeautifulSoup(html, "html.parser")
    return [str(link["href"]).partition("#")[2] for link in page.select("tbody a")]


def offering(name):
    """The script of the timeline, which offers one of its functions to a test instead of drawing."""
    source, count = re.subn(
        r"export default ?\{ ?render ?\};", f"globalThis.{name}ForTest = {name};", scripts.script("timeline")
    )
    assert count == 1
    return source


def selected(page):
    return page.locator("[aria-selected=true][data-id]").evaluate_all("found => found.map(each => each.dataset.id)")


# --- Python ---------------------------------------------------------------------------------


def test_the_choice_is_a_table_in_python():
    made = ch.Timeline(selected=["ussr-dissolution-1991", "independence-law-1991"])
    assert list(made.selected_events.index) == ["independence-law-1991", "ussr-dissolution-1991"], "in order of time"
    assert len(made.shown_events) == len(EVENTS)


@pytest.mark.parametrize(
    ("traits", "hint"),
    [
        ({"filters": {"kinds": "treaty"}}, "kind"),
        ({"filters": {"kind": "treatys"}}, "treaty"),
        ({"filters": {"period": "mansurov-9"}}, "mansurov-1"),
        ({"selected": ["independence-law"]}, "independence-law-1991"),
        ({"view": ["1992", "1991"]}, "must come after"),
        ({"view": ["yesterday", "today"]}, "EDTF"),
        ({"lanes": "colour"}, "lanes"),
        ({"language": "de"}, "en"),
    ],
)
def test_an_unknown_value_is_refused_with_a_hint(traits, hint):
    with pytest.raises(traitlets.TraitError, match=hint):
        ch.Timeline(**traits)


def test_a_refused_value_leaves_the_trait_as_it_was():
    made = ch.Timeline(filters={"kind": "oath"})
    with pytest.raises(traitlets.TraitError):
        made.filters = {"kind": "treatys"}
    assert made.filters == {"kind": ["oath"]}


@pytest.mark.parametrize(
    ("date", "calendar", "drawn", "soft"),
    [
        ("1991-12-16", "gregorian", "point", False),
        ("1991-12", "gregorian", "within", False),
        ("17XX", "gregorian", "within", False),
        ("[1999-08,1999-09]", "gregorian", "within", False),
        ("1465/1466", "hijri", "within", True),
        ("1837/1847", "julian", "span", True),
        ("1991-12-16/1991-12-21", "gregorian", "span", False),
        ("1995/..", "gregorian", "open", True),
        ("1999-02-27?", "gregorian", "point", False),
    ],
)
def test_a_date_is_drawn_as_what_it_is(date, calendar, drawn, soft):
    assert (base.shape(date, calendar), base.soft(date)) == (drawn, soft)


def test_a_record_carries_what_the_card_shows():
    made = ch.Timeline()
    record = next(each for each in made.events if each["id"] == "friendship-treaty-1992")
    account = made.more["accounts"]["event"]["friendship-treaty-1992"]
    event = EVENTS.loc["friendship-treaty-1992"]
    assert record["title"] == {language: event[f"title_{language}"] for language in languages.LANGUAGES}
    assert record["start"] == event.date and record["in_essay"] is True
    seen = ch.event_references()
    assert len(account["works"]) == (seen.event == "friendship-treaty-1992").sum()
    linked = [value["id"] for fact in account["facts"] for value in fact["values"] if isinstance(value, dict)]
    assert linked == list(ch.claims().index[ch.claims().event == "friendship-treaty-1992"])


# --- one filter, three places ---------------------------------------------------------------

words = st.sampled_from(
    [
        "treaty",
        "ШАРТ",
        "граница",
        "1991",
        "желтоқсан",
        "Caspian",
        "of the",
        "xyzzy",
        "[",
        "\\",
        "İ",
        "ﬁ",
        "Abylay",
        "Qazaqstan",
        "й",
        "’",
    ]
)


def some(name, values):
    return st.lists(st.sampled_from(sorted(values)), min_size=1, max_size=3, unique=True).map(lambda each: {name: each})


FILTERS = st.lists(
    st.one_of(
        some("kind", EVENTS.kind.unique()),
        some("verdict", EVENTS.verdict.unique()),
        some("topic", {topic for topics in EVENTS.topics for topic in topics}),
        some("party", {party for parties in EVENTS.parties for party in parties}),
        some("place", {place for places in EVENTS.places for place in places}),
        st.sampled_from(list(ch.periods().index)).map(lambda period: {"period": period}),
        st.booleans().map(lambda told: {"in_essay": told}),
        st.lists(words, min_size=1, max_size=2).map(lambda each: {"text": " ".join(each)}),
    ),
    max_size=2,
).map(lambda parts: {name: value for part in parts for name, value in part.items()})


def test_python_list_and_table_show_the_same_events_in_the_same_order(show):
    page = show(ch.Timeline)
    to(page, show="table")
    page.locator(".rows").wait_for()
    sizes = set()
    made = ch.Timeline()

    @settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(FILTERS)
    def same(filters):
        made.filters = filters
        expected = list(made.shown_events.index)
        sizes.add(len(expected))
        to(page, filters=made.filters)
        page.wait_for_function(
            "wanted => document.querySelectorAll('tr[data-row]').length === wanted",
            arg=len(expected[:AT_ONCE]),
            timeout=3000,
        )
        assert listed(page) == expected[:AT_ONCE]
        assert in_table(made.fallback()) == expected
        status = page.locator("[role=status]").first.inner_text()
        assert status.startswith(f"{len(expected)} of") or not expected

    same()
    assert len(sizes) > 5, "the generated filters choose too little to be a test"


@pytest.mark.parametrize(
    ("text", "kind", "id"),
    [
        ("Abylay", "people", "abylai-khan"), ("Абылай", "people", "abylai-khan"), ("Әбілмансұр", "people", "abylai-khan"),
        ("Qazaqstan", "parties", "kazakhstan"), ("Қазақстан", "parties", "kazakhstan"), ("казакстан", "parties", "kazakhstan"),
        ("Alma-Ata", "places", "almaty"), ("Алматы", "places", "almaty"), ("Байқоңыр", "places", "baikonur"),
    ],
)  # fmt: skip
def test_an_event_is_found_by_the_names_of_its_people_places_and_parties_in_every_language(show, text, kind, id):
    wanted = set(EVENTS.index[EVENTS[kind].map(lambda each: id in each)])
    made = ch.Timeline(filters={"text": text})
    assert wanted and wanted <= set(made.shown_events.index)
    assert len(made.shown_events) < len(EVENTS)
    page = show(ch.Timeline)
    to(page, show="table", filters={"text": text})
    page.wait_for_function(
        "n => document.querySelectorAll('tr[data-row]').length === n", arg=len(made.shown_events[:AT_ONCE])
    )
    assert set(listed(page)) <= set(made.shown_events.index)


def test_old_style_of_the_script_is_that_of_python(show):
    page = show(ch.Timeline)
    page.add_script_tag(content=offering("oldStyle"), type="module")
    page.wait_for_function("globalThis.oldStyleForTest")
    days = [*pd.date_range("1690-01-01", "1918-02-13", freq="331D"), *pd.date_range("1900-02-20", "1900-03-20")]
    numbers = [(day - pd.Timestamp("1970-01-01")).days for day in days]
    found = page.evaluate("days => days.map(oldStyleForTest)", numbers)
    for day, old in zip(days, found):
        expected = dates.new_to_old_style(day.date().isoformat())
        assert f"{old['month'] + 1:02}-{old['day']:02}" == expected[5:], day


# --- in the page ----------------------------------------------------------------------------


def test_a_mark_opens_its_card_with_the_mouse(show):
    page = show(ch.Timeline(FEW))
    page.locator(".blip[data-id=abylai-election-1771]").click()
    card = page.locator(".detail")
    assert "Abylai" in card.inner_text() and "differs" in card.inner_text()
    assert selected(page) == ["abylai-election-1771"]
    card.locator("summary").click()
    assert card.locator("details li").count() == (ch.event_references().event == "abylai-election-1771").sum()
    assert card.get_by_role("link", name="Register entry").get_attribute("href") == "events.html#abylai-election-1771"
    card.get_by_role("button", name="Next event").click()
    assert selected(page) == [FEW.index[FEW.index.get_loc("abylai-election-1771") + 1]]
    card.get_by_role("button", name="Close").click()
    assert page.locator(".detail").count() == 0


def test_the_whole_timeline_by_keyboard(show):
    page = show(ch.Timeline(FEW))
    plot = page.locator(".plot")
    plot.focus()
    page.keyboard.press("Home")
    assert selected(page) == [FEW.index[0]]
    for expected in FEW.index[1:6]:
        page.keyboard.press("ArrowRight")
        assert selected(page) == [expected]
        active = plot.get_attribute("aria-activedescendant")
        assert page.locator(f"#{active}").get_attribute("data-id") == expected, "a screen reader is led to it"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.detail') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('plot')")
    assert selected(page) == []
    before = page.locator(".tick").all_inner_texts()
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert page.locator(".tick").all_inner_texts() != before
    page.keyboard.press("0")
    assert page.locator(".tick").all_inner_texts() == before


def test_zoom_reaches_single_days_in_both_calendars(show):
    page = show(ch.Timeline)
    to(page, view=["1917-03-10", "1917-03-20"])
    page.wait_for_function("document.querySelector('.axis').innerText.includes('Old Style')")
    ticks = [text.replace("\n", " ").strip() for text in page.locator(".tick").all_inner_texts()]
    assert "15 Mar 1917 2 Mar Old Style" in ticks
    to(page, view=["1918-02-10", "1918-02-20"])
    page.wait_for_function("document.querySelector('.axis').innerText.includes('1918')")
    ticks = [text.replace("\n", " ").strip() for text in page.locator(".tick").all_inner_texts()]
    assert "13 Feb 1918 31 Jan Old Style" in ticks and "14 Feb 1918" in ticks


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "25 May 1992", "May 1991"),
        ("kk", "1992 ж. 25 мам", "1991 ж. мам"),
        ("ru", "25 мая 1992", "май 1991"),
    ],
)
def test_the_axis_says_days_and_months_in_the_order_of_the_language_and_none_over_another(show, language, day, month):
    for view, said in ((["1992-05-22", "1992-05-28"], day), (["1991-02-01", "1992-03-01"], month)):
        page = show(ch.Timeline(view=view, language=language))
        assert said in page.locator(".tick").all_inner_texts()
        widths = page.locator(".tick").evaluate_all(
            """all => all.map(each => {
              const range = document.createRange();
              range.selectNodeContents(each);
              const { left, right } = range.getBoundingClientRect();
              return [left, right];
            })"""
        )
        assert all(right <= left for (_, right), (left, _) in itertools.pairwise(widths))


@pytest.mark.parametrize("day", ["1994-03-28", "1995-01-20"])
def test_events_of_one_day_do_not_lie_on_each_other(show, day):
    there = EVENTS[EVENTS.date == day]
    assert len(there) > 1
    page = show(ch.Timeline(view=[day, day.replace(day[-2:], f"{int(day[-2:]) + 1}")], lanes="none"))
    boxes = [page.locator(f".blip[data-id={id}]").bounding_box() for id in there.index]
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"], there.index


def test_no_two_marks_overlap_at_any_scale(show):
    page = show(ch.Timeline)
    for view in ([], ["1990-01-01", "2008-12-31"], ["1991-08-01", "1992-12-31"], ["1994-01-01", "1995-12-31"]):
        for lanes in ("none", "kind", "party"):
            to(page, view=view, lanes=lanes)
            page.wait_for_timeout(60)
            overlaps = page.evaluate(
                """() => [...document.querySelectorAll(".lane")].flatMap(lane => {
                    const boxes = [...lane.querySelectorAll(".blip .sign")].map(each => each.getBoundingClientRect());
                    return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b =>
                        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
                        .map(b => [a.left, a.top, b.left, b.top])); })"""
            )
            assert overlaps == [], (view, lanes)


def test_a_group_opens_where_no_zoom_tells_its_events_apart(show):
    frame = pd.concat([EVENTS.loc[["independence-law-1991"]]] * 30).assign(title_en=[f"event {n}" for n in range(30)])
    frame.index = [f"e{number}" for number in range(30)]
    page = show(ch.Timeline(frame, lanes="none"))
    group = page.locator(".blip.several")
    for _ in range(8):
        if page.locator(".detail").count():
            break
        group.first.click()
    listed_events = page.locator(".detail li")
    assert listed_events.count() > 5
    listed_events.nth(2).locator("button").click()
    assert page.locator(".detail .strong").inner_text().startswith("event")


def test_dragging_and_the_wheel_move_the_window(show):
    page = show(ch.Timeline(view=["1990-01-01", "2008-12-31"]))
    box = page.locator(".plot").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 8
    before = page.locator(".tick").first.inner_text()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 300, y, steps=5)
    page.mouse.up()
    assert page.locator(".tick").first.inner_text() != before
    assert selected(page) == [], "the click that ends a drag chooses nothing"
    scroll = page.evaluate("scrollY")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -400)
    page.keyboard.up("Control")
    page.wait_for_timeout(100)
    assert page.evaluate("scrollY") == scroll
    assert page.locator(".tick").count() > 0


def test_two_fingers_zoom_and_one_taps(show):
    page = show(ch.Timeline, viewport=PHONE, has_touch=True)
    before = page.locator(".tick").all_inner_texts()
    box = page.locator(".plot").bounding_box()
    y, centre = box["y"] + 60, box["x"] + box["width"] / 2
    session = page.context.new_cdp_session(page)

    def touch(kind, gap):
        points = [] if gap is None else [{"x": centre - gap, "y": y, "id": 0}, {"x": centre + gap, "y": y, "id": 1}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 20)
    for gap in range(25, 130, 15):
        touch("touchMove", gap)
    touch("touchEnd", None)
    page.wait_for_timeout(100)
    assert page.locator(".tick").all_inner_texts() != before
    page.get_by_role("button", name="Show all").tap()
    page.locator(".blip[data-id=kazakh-khanate-founded-1465]").tap()
    assert page.locator(".detail .strong").inner_text().startswith("Kazakh Khanate")


def test_filters_by_hand_and_clear(show):
    page = show(ch.Timeline)
    page.locator("[data-keep=filters]").click()
    page.locator("[data-keep=filter-kind]").select_option("oath")
    oaths = EVENTS[EVENTS.kind == "oath"].verdict.value_counts()
    assert page.locator("[role=status]").first.inner_text().startswith(f"{oaths.sum()} of")
    none = oaths.index[oaths == 0][0]
    page.locator(f".toggles input[value={none}]").focus()
    page.keyboard.press("Space")
    assert page.locator("[role=status]").first.inner_text().startswith("No event")
    assert page.evaluate("document.activeElement.value") == none, "the focus is lost"
    page.get_by_role("button", name="Reset").click()
    page.get_by_label("Search").fill("каспий")
    expected = ch.Timeline(filters={"text": "каспий"}).shown_events
    assert page.locator("[role=status]").first.inner_text().startswith(f"{len(expected)} of")
    assert len(expected) > 1


def test_a_link_carries_everything(show):
    page = show(ch.Timeline)
    traits = {
        "lanes": "party",
        "filters": {"topic": ["border"]},
        "view": ["1997-01-01", "2006-01-01"],
        "selected": ["border-treaty-2005"],
        "show": "table",
    }
    to(page, **traits)
    page.locator(".rows").wait_for()
    page.get_by_role("button", name="Copy link").click()
    copied = page.locator("input.share").input_value()
    other = page.context.new_page()
    other.goto(copied)
    other.locator(".rows").wait_for()
    shown = ch.Timeline(filters={"topic": "border"}, view=["1997-01-01", "2006-01-01"]).shown_events
    assert listed(other) == list(shown.index) and 0 < len(shown) < len(ch.events(topic="border"))
    assert other.locator("[data-keep=lanes]").input_value() == "party"
    assert other.locator(".rows [aria-pressed=true]").get_attribute("data-keep") == "row-border-treaty-2005"


# --- hostile data ---------------------------------------------------------------------------


def hostile():
    nasty = "<script>globalThis.caught = 1</script><img src=x onerror='globalThis.caught = 1'>\"'&amp; ‮abc‬"
    frame = EVENTS.head(8).copy()
    frame["title_en"] = [nasty, "x" * 10_000, "", "</script><b>", "Б" * 300, "  ", "${1}", "{n}"]
    frame["note"] = nasty
    frame["explanation"] = nasty
    frame["date_en"] = nasty
    frame.index = ["a", "b b", 'c"c', "d<d", "e'e", "f&f", "g/g", "h#h"]
    frame.loc["a", ["earliest", "latest"]] = pd.NaT
    return frame


def test_hostile_data_neither_break_it_nor_get_into_the_page(show):
    frame = hostile()
    page = show(ch.Timeline(frame))
    to(page, show="table")
    assert page.locator("tr[data-row]").count() == len(frame)
    for number in range(len(frame)):
        page.locator(".rows tbody button").nth(number).click()
        assert page.locator(".detail").is_visible()
    assert page.evaluate("globalThis.caught") is None
    assert page.locator("section.chronology :is(script, img, b)").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(media="print")
    assert page.locator(".fallback :is(script, img, b)").count() == 0


def test_few_columns_and_no_rows_are_enough(show):
    bare = EVENTS[["date", "earliest", "latest", "title_en"]]
    page = show(ch.Timeline(bare.head(3)), ch.Timeline(bare.head(0)))
    assert page.locator("[data-ready]").count() == 2
    assert page.locator("[data-widget]").nth(1).locator("[role=status]").first.inner_text().startswith("No event")


# --- many events ------------------------------------------------------------------------------


def columns(page):
    """How many columns the lanes show."""
    paths = page.locator(".columns path").evaluate_all("found => found.map(each => each.getAttribute('d') ?? '')")
    return sum(path.count("M") for path in paths)


def test_a_crowded_lane_shows_columns_that_can_be_pressed_and_read(show):
    many = generated(2000)
    page = show(ch.Timeline(many, lanes="none"))
    before = columns(page)
    assert before > 15 and page.locator(".blip").count() < 60, "numbers for hundreds of marks say nothing"
    lane = page.locator(".lane")
    page.evaluate("document.querySelector('.lane').scrollIntoView({block: 'center'})")
    box = lane.bounding_box()
    row = box["y"] + box["height"] - 8
    for x in range(int(box["x"] + box["width"] * 0.75), int(box["x"] + box["width"]), 5):
        page.mouse.move(x, row)
        title = page.locator(".lane").evaluate("lane => lane.parentElement.title")
        if "events" in title:
            break
    assert "events" in title, "the column says how many it stands for"
    ticks = page.locator(".tick").all_inner_texts()
    page.mouse.click(x, row)
    assert page.locator(".tick").all_inner_texts() != ticks, "pressed, it opens"


def test_an_event_in_a_column_is_shown_when_it_is_chosen(show):
    many = generated(2000)
    page = show(ch.Timeline(many, lanes="none"))
    plot = page.locator(".plot")
    plot.focus()
    page.keyboard.press("Home")
    for _ in range(60):
        page.keyboard.press("ArrowRight")
    active = page.locator(f"#{plot.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("aria-selected") == "true"
    assert active.bounding_box()["width"] > 10


def test_an_open_span_does_not_swallow_what_follows(show):
    days = pd.date_range("1700-01-01", periods=600, freq="100D").strftime("%Y-%m-%d")
    frame = pd.concat([EVENTS.loc[["independence-law-1991"]]] * 600).assign(date=days)
    frame["earliest"] = frame["latest"] = pd.to_datetime(days).astype("datetime64[s]")
    frame.index = [f"e{number}" for number in range(600)]
    for number in range(0, 40, 4):  # ten spans without an end, more than a lane has rows
        frame.loc[f"e{number}", "latest"] = pd.NaT
        frame.loc[f"e{number}", "date"] += "/.."
    page = show(ch.Timeline(frame, lanes="none"))
    assert columns(page) > 15
    few = frame.iloc[:200]  # not crowded: a mark for each
    page = show(ch.Timeline(few, lanes="none"))
    assert page.locator(".blip").count() > 150


def test_every_event_stands_once_and_no_short_one_far_from_its_day(show):
    page = show(ch.Timeline)
    page.add_script_tag(content=offering("packed"), type="module")
    page.wait_for_function("globalThis.packedForTest !== undefined")
    chance = random.Random(1991)
    lengths = (1, 1, 1, 30, 700, 5000, None)  # days; None: without an end
    lanes = []
    for _ in range(200):
        days = sorted(chance.randrange(4000) for _ in range(chance.randrange(1, 150)))
        rows = [{"from": day, "to": length and day + length, "letters": 20, "number": number}
                for number, (day, length) in enumerate(zip(days, chance.choices(lengths, k=len(days))))]  # fmt: skip
        lanes.append([rows, chance.choice((0.02, 0.2, 2, 20)), 0, chance.choice((1, 2, 6)), 800])
    placed = page.evaluate("lanes => lanes.map(lane => packedForTest(...lane).marks)", lanes)
    grouped = 0
    for (rows, scale, *_), marks in zip(lanes, placed):
        assert sorted(item["number"] for mark in marks for item in mark["items"]) == [row["number"] for row in rows]
        for mark in marks:
            grouped += mark["long"] and len(mark["items"]) > 2
            for item in mark["items"]:
                if item["to"] is not None and (item["to"] - item["from"]) * scale <= 40:
                    assert 0 <= item["from"] * scale - mark["x"] < 45, (mark, item)
    assert grouped > 50, "too few groups that a long event has joined"


def test_the_order_of_the_elements_is_that_of_time(show):
    page = show(ch.Timeline(lanes="none"))
    page.locator(".plot").focus()
    for key in ("+", "+", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowRight", "-"):
        page.keyboard.press(key)
        left = page.locator(".blip").evaluate_all("found => found.map(each => parseFloat(each.style.left))")
        assert left == sorted(left), key


@pytest.mark.parametrize("viewport", [None, PHONE])
def test_no_label_is_cut_by_the_edge_of_the_window(show, viewport):
    page = show(ch.Timeline(view=["1990-01-01", "2008-12-31"]), **({"viewport": viewport} if viewport else {}))
    page.locator(".plot").focus()
    found = 0
    for key in ("+", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft", "+", "Shift+ArrowRight", "-", "-"):
        page.keyboard.press(key)
        cut, shown = page.evaluate(
            """() => { const edge = document.querySelector(".plot").getBoundingClientRect().right;
            const labels = [...document.querySelectorAll(".blip .label")];
            return [labels.filter((each) => each.getBoundingClientRect().right > edge + 1), labels]
              .map((some) => some.map((each) => each.textContent)); }"""
        )
        assert not cut, key
        found += len(shown)
    assert found > 20


def test_a_title_of_the_table_links_to_the_register_only_where_that_has_the_event():
    own = EVENTS.head(3).rename(index={EVENTS.index[1]: "of-my-own"})
    assert in_table(ch.Timeline(own).fallback()) == [EVENTS.index[0], EVENTS.index[2]]


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_the_table_fits_a_phone_with_all_its_words(show, language):
    page = show(ch.Timeline(EVENTS, show="table", language=language), viewport=PHONE)
    page.locator("tr[data-row]").first.wait_for()
    rows = page.locator(".rows")
    assert rows.evaluate("each => each.scrollWidth <= each.clientWidth")
    cut = "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"
    assert rows.locator("th, td").evaluate_all(cut) == []


def test_a_long_table_is_neither_in_the_page_nor_on_paper(show):
    page = show(ch.Timeline(generated(2500)))
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        assert page.locator(".fallback tbody tr").count() == 0
        assert page.evaluate("document.querySelectorAll('*').length") < 3000
    page.pdf()
    assert page.locator(".plot [role=option]").count() > 0


def test_a_contrast_theme_keeps_filled_and_hollow_apart(show):
    page = show(ch.Timeline(ch.events(between=("1991-12-08", "1992-05-25"))), forced_colors="active")
    ground = "each => getComputedStyle(each).backgroundColor"
    told, omitted = page.locator(".blip.told:not(.several) .sign"), page.locator(".blip:not(.told):not(.several) .sign")
    assert told.first.evaluate(ground) != omitted.first.evaluate(ground)


def test_the_years_on_the_axis_do_not_overlap_over_ten_thousand_years(show):
    row = {"date": "", "calendar": "gregorian", "title_en": "x"}
    days = pd.DataFrame([row | {"date": date} for date in ("0001", "9999")], index=["a", "b"])
    page = show(ch.Timeline(tables.with_bounds(days, "days")))
    boxes = [each.bounding_box() for each in page.locator(".tick").all()]
    assert len(boxes) > 2
    assert all(one["x"] + one["width"] <= other["x"] for one, other in itertools.pairwise(boxes))


@pytest.mark.parametrize("mark", ["%3F", "%3f"])
@pytest.mark.parametrize("whole", [False, True])
def test_a_link_whose_question_mark_was_encoded_is_followed(show, mark, whole):
    page = show(ch.Timeline)
    query = 'language="ru"' if whole else "language=%22ru%22"
    page.evaluate(
        "hash => { location.hash = hash }", f"timeline-widget{mark}{quote(query, safe='') if whole else query}"
    )
    page.locator("section[lang=ru]").wait_for()


def test_without_structured_clone_it_is_drawn(visit, tmp_path):
    path = tmp_path / "widget.html"
    path.write_text(
        host.page([ch.Timeline()], title="x").replace(
            "<head>", "<head><script>delete window.structuredClone</script>", 1
        )
    )
    page = visit(path.as_uri(), offline=True)
    page.locator("[data-ready]").wait_for()
    assert page.evaluate("typeof structuredClone") == "undefined"


def test_the_legend_has_the_sign_of_every_verdict(show):
    signs = show(ch.Timeline).locator("span.legend .sign").all_inner_texts()
    assert set(signs) == set(languages.VERDICT_SIGNS.values())
