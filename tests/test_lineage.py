"""The lineage: its traits in Python, the rule of the day in the script, and the widget in a browser."""

import datetime
import json

import pandas as pd
import pytest
import traitlets
from hypothesis import example, given, settings
from hypothesis import strategies as st

import chronology as ch
from chronology import tables
from chronology.widgets import scripts
from conftest import PHONE

pytestmark = pytest.mark.remembered

THREE = ["kazakhstan", "foreign-ministry", "supreme-soviet"]
NAMES = {"institutions": ch.institution_names(), "places": ch.place_names()}


def drawn(page):
    return page.locator(".bodies > li").evaluate_all("found => found.map(each => each.dataset.id)")


def lines(page):
    return page.locator("[data-name]").evaluate_all("found => found.map(each => each.dataset.name)")


def answers(page):
    """Body -> its three names on the day."""
    return page.locator("[data-answer]").evaluate_all(
        """found => Object.fromEntries(found.map(each => [each.dataset.answer,
        Object.fromEntries([...each.querySelectorAll("dd [lang]")].map(name => [name.lang, name.textContent]))]))"""
    )


def follow(page, **traits):
    query = "&".join(f"{name}={json.dumps(value)}" for name, value in traits.items())
    page.evaluate("address => { location.hash = address }", f"lineage-widget?{query}")
    page.wait_for_timeout(60)


# --- Python -----------------------------------------------------------------------------


def test_at_first_it_shows_what_has_several_names():
    for arguments, names, owner in (
        ((), ch.institution_names(), "institution"),
        ((ch.place_names(),), ch.place_names(), "place"),
    ):
        counts = names[owner].value_counts()
        assert set(ch.Lineage(*arguments).ids) == set(counts[counts > 1].index)
    one = ch.institution_names().query("institution == 'ussr'")
    assert ch.Lineage(one).ids == ["ussr"]


def test_what_is_selected_is_a_table():
    lineage = ch.Lineage(selected="kazakhstan")
    assert list(lineage.selected_names.number) == [1, 2, 3, 4, 5]
    assert "kazakh-spelling-1936" in lineage.selected_events.index
    assert set(lineage.selected_events.index) == set(ch.events(party="kazakhstan").index) | set(
        ch.events(body="kazakhstan").index
    )
    lineage.selected = ""
    assert lineage.selected_names.empty and lineage.selected_events.empty
    towns = ch.Lineage(ch.place_names(), selected="almaty")
    assert list(towns.selected_events.index) == list(ch.events(place="almaty").index)


def test_events_are_counted_under_the_name_of_their_day():
    (body,) = ch.Lineage(ch.institution_names().query("institution == 'kazakhstan'")).bodies
    events = ch.Lineage(selected="kazakhstan").selected_events
    names = ch.institution_names()
    called = [tables.name_at(names, "kazakhstan", day.date(), "") for day in events.earliest]
    assert body["events"] == len(events)
    assert {each["name"]["en"]: each.get("events", 0) for each in body["names"]} == {
        each["name"]["en"]: called.count(each["name"]["en"]) for each in body["names"]
    }


def test_filters_and_ids_narrow_what_is_shown():
    lineage = ch.Lineage(ids=["sco", "kazakhstan", "foreign-ministry"], filters={"kind": "organ"})
    assert lineage.filters == {"kind": ["organ"]}
    assert set(lineage.shown_names.institution) == {"foreign-ministry"}
    lineage.filters = {}
    assert list(lineage.shown_names.institution.unique()) == ["kazakhstan", "foreign-ministry", "sco"]


@pytest.mark.parametrize(
    "traits",
    [
        {"ids": ["kazakstan"]},
        {"selected": "ministry"},
        {"filters": {"kind": "states"}},
        {"filters": {"kinds": "state"}},
        {"filters": {"kind": 5}},
        {"day": "1936-02-30"},
        {"day": "1936"},
        {"day": "193X"},
        {"view": ["1915-01-01"]},
        {"view": ["2026-12-31", "1915-01-01"]},
        {"view": ["x", "y"]},
        {"language": "de"},
    ],
)
def test_an_unknown_value_is_an_error(traits):
    with pytest.raises(traitlets.TraitError):
        ch.Lineage(**traits)
    lineage = ch.Lineage()
    (name, value), *_ = traits.items()
    with pytest.raises(traitlets.TraitError):
        setattr(lineage, name, value)


def test_the_error_has_a_hint():
    with pytest.raises(traitlets.TraitError, match="did you mean one of kazakhstan"):
        ch.Lineage(ids=["kazakstan"])


def test_kyzylorda_is_called_by_its_names_in_turn():
    called = [
        tables.name_at(ch.place_names(), "kyzylorda", datetime.date(*day), "–")
        for day in [(1900, 1, 1), (1924, 1, 1), (1925, 4, 19), (1950, 1, 1), (2008, 1, 1)]
    ]
    assert called == ["Fort Perovsky, then Perovsk", "Ak-Mechet", "Kzyl-Orda", "Kzyl-Orda", "Kyzylorda"]


# --- the rule of the day ------------------------------------------------------------------


@pytest.fixture(scope="module")
def rules(chromium):
    """Ask the script for what it exports: rules(expression, arguments), `m` is the module and `a` the arguments."""
    page = chromium.new_page()
    page.evaluate(
        """async source => { const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
        globalThis.m = await import(url); }""",
        scripts.script("lineage-rules"),
    )
    yield lambda expression, *arguments: page.evaluate(f"a => {expression}", list(arguments))
    page.close()


@pytest.fixture(scope="module")
def chains():
    return {name: {body["id"]: body["names"] for body in ch.Lineage(frame).bodies} for name, frame in NAMES.items()}


DAYS = st.dates(datetime.date(1450, 1, 1), datetime.date(2024, 12, 31))


@settings(max_examples=25)
@given(st.lists(DAYS, min_size=1, max_size=6), st.sampled_from(["en", "kk", "ru"]))
@example([datetime.date(1936, 2, 4), datetime.date(1936, 2, 5), datetime.date(1936, 12, 5)], "ru")
@example([datetime.date(1991, 12, 25), datetime.date(1991, 12, 26), datetime.date(1991, 12, 27)], "kk")
def test_the_script_and_name_at_agree(rules, chains, days, language):
    asked = [day.isoformat() for day in days]
    for kind, frame in NAMES.items():
        found = rules(
            """Object.entries(a[0]).map(([id, names]) =>
            [id, a[1].map(day => names[m.nameAt(names, day)]?.name[a[2]] ?? "")])""",
            chains[kind],
            asked,
            language,
        )
        assert found == [[id, [tables.name_at(frame, id, day, "", language) for day in days]] for id in chains[kind]]


ENDS = ["", "..", "15XX", "192X", "1925", "1925~", "1925-06", "1925-06-15", "1936-02-05", "1936-12-05", "1991-12-10"]


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from([e for e in ENDS if e != ".."]), st.sampled_from(ENDS)), min_size=1, max_size=5),
    DAYS,
)
def test_they_agree_on_any_table(rules, spans, day):
    frame = pd.DataFrame(
        [
            {"institution": "x", "name_en": f"n{number}", "name_kk": "", "name_ru": "", "start": start, "end": end}
            for number, (start, end) in enumerate(spans)
        ]
    )
    names = ch.Lineage(frame).bodies[0]["names"]
    found = rules("a[0][m.nameAt(a[0], a[1])]?.name.en ?? ''", names, day.isoformat())
    assert found == tables.name_at(frame, "x", day, "", "en")


def test_the_changes_are_the_days_on_which_a_name_is_new(rules, chains):
    names = chains["institutions"]["kazakhstan"]
    assert rules("m.changes([{names: a[0]}])", names) == [
        "1920-08-26",
        "1925-06-15",
        "1936-02-05",
        "1936-12-05",
        "1991-12-10",
    ]


@pytest.mark.parametrize(
    ("town", "day", "doubt", "others"),
    [
        ("kyzylorda", "1925-04-19", True, ["Ak-Mechet"]),
        ("kyzylorda", "1950-01-01", False, []),
        ("saint-petersburg", "1924-01-26", False, []),
        ("almaty", "1950-01-01", False, []),
        ("turkistan", "1550-01-01", True, ["Yasy (Yassy)"]),
        ("dushanbe", "1925-01-01", True, []),
    ],
)
def test_it_says_where_the_answer_is_not_certain(rules, chains, town, day, doubt, others):
    names = chains["places"][town]
    assert rules("m.doubtful(a[0][m.nameAt(a[0], a[1])], a[1])", names, day) is doubt
    assert rules("m.others(a[0], m.nameAt(a[0], a[1]), a[1]).map(n => n.name.en)", names, day) == others


# --- in the browser -------------------------------------------------------------------------


@pytest.mark.parametrize("traits", [{}, {"ids": ["ussr", *THREE]}, {"ids": THREE, "filters": {"kind": ["organ"]}}])
def test_the_table_and_the_widget_have_the_same_names_in_the_same_order(show, visit, tmp_path, traits):
    widget = ch.Lineage(**traits)
    page = show(widget)
    shown = widget.shown_names
    assert drawn(page) == list(shown.institution.unique())
    assert [line.split("/")[0] for line in lines(page)] == list(shown.institution)
    table = page.locator(".fallback tbody tr")
    links = table.locator("a").evaluate_all("found => found.map(each => each.getAttribute('href').split('#')[1])")
    assert links == list(shown.institution)
    assert table.locator("td:nth-child(2)").all_text_contents() == list(shown.name_en)
    assert page.locator("[data-name] .full").all_text_contents() == list(shown.name_en)


def test_a_body_opens_its_chain_and_says_where_a_language_kept_its_name(show):
    page = show(ch.Lineage(ids=THREE))
    button = page.get_by_role("button", name="Kazakhstan · names: 5")
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    third = page.locator("[data-chain='kazakhstan/2']")
    assert "5 February – 5 December 1936" in third.inner_text()
    assert "a source was seen" in third.inner_text()
    kept = third.locator("dd").filter(has=page.locator(".same")).locator("[lang]")
    assert [each.get_attribute("lang") for each in kept.all()] == ["kk"], "only in Kazakh nothing changed"
    told = sum("kazakhstan" in parties for parties in ch.events().parties)
    assert f"events of the chronology: {told}" in page.locator(".detail").inner_text()
    assert page.get_by_role("link", name="Register entry").get_attribute("href") == "institutions.html#kazakhstan"
    button.click()
    assert page.locator(".chain").count() == 0


def test_the_keyboard_picks_a_body_and_moves_the_day(show):
    page = show(ch.Lineage(ids=THREE, view=["1915-01-01", "2026-12-31"], day="1936-02-04"))
    page.locator("[data-keep=pick-kazakhstan]").focus()
    page.keyboard.press("Enter")
    assert page.locator("[data-keep=pick-kazakhstan]").evaluate("each => each === document.activeElement")
    slider = page.get_by_role("slider")
    slider.focus()
    assert "Kazak Autonomous" in slider.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "document.querySelector('[role=slider]').getAttribute('aria-valuetext').includes('Kazakh Auto')"
    )
    assert slider.get_attribute("aria-valuetext").startswith("5 February 1936")
    for key, day in [
        ("Shift+ArrowRight", "1936-03-05"),
        ("PageUp", "1937-03-05"),
        ("PageDown", "1936-03-05"),
        ("ArrowDown", "1936-03-04"),
        ("Home", "1915-01-01"),
        ("End", "2026-12-31"),
    ]:
        page.keyboard.press(key)
        page.wait_for_function("day => document.querySelector('input.day').value === day", arg=day)
    assert slider.evaluate("each => each === document.activeElement")


def test_a_leap_day_moves_to_the_end_of_the_shorter_month(show):
    page = show(ch.Lineage(day="1936-02-29"))
    page.get_by_role("slider").focus()
    page.keyboard.press("PageUp")
    page.wait_for_function("document.querySelector('input.day').value === '1937-02-28'")


def test_a_typed_day_is_answered_in_three_languages(show):
    widget = ch.Lineage(ids=["ussr", *THREE])
    page = show(widget)
    assert answers(page) == {}
    page.get_by_label("Day", exact=True).fill("5 February 1936")
    page.keyboard.press("Enter")
    page.locator("[data-answer]").first.wait_for()
    names, day = ch.institution_names(), datetime.date(1936, 2, 5)
    called = {id: {each: tables.name_at(names, id, day, "", each) for each in ("en", "kk", "ru")} for id in widget.ids}
    assert answers(page) == {id: texts for id, texts in called.items() if texts["en"]}
    assert page.locator("[data-nameless]").all_text_contents() == [
        "Ministry of Foreign Affairs of Kazakhstan",
        "Supreme Soviet, later Parliament of Kazakhstan",
    ]
    states = page.locator("[data-name^='kazakhstan/']").evaluate_all("found => found.map(each => each.dataset.then)")
    assert states == ["no-longer", "no-longer", "now", "not-yet", "not-yet"]
    page.get_by_label("Day", exact=True).fill("31.2.1936")
    page.keyboard.press("Enter")
    assert "no such day" in page.get_by_role("alert").inner_text()
    page.get_by_role("button", name="Without a day").click()
    page.wait_for_function("!document.querySelector('[data-answer]')")


def test_buttons_lead_from_change_to_change(show):
    page = show(ch.Lineage(ids=["kazakhstan"], view=["1930-01-01", "1940-12-31"]))
    field = page.locator("input.day")
    for name, day in [
        ("Next", "1936-02-05"),
        ("Next", "1936-12-05"),
        ("Next", "1991-12-10"),
        ("Previous", "1936-12-05"),
    ]:
        page.get_by_role("button", name=f"{name} change").click()
        page.wait_for_function("day => document.querySelector('input.day').value === day", arg=day)
        assert page.locator(".marker").is_visible(), "the window follows"
    assert field.input_value() == "1936-12-05"


def test_it_says_what_is_new_on_a_day(show):
    page = show(ch.Lineage(ids=["ussr", *THREE], day="1991-12-10"))
    new = page.locator("[data-answer]").filter(has=page.locator(".begun"))
    assert new.evaluate_all("found => found.map(each => each.dataset.answer)") == THREE
    follow(page, day="1991-12-11")
    assert page.locator(".begun").count() == 0


def test_a_doubtful_town_is_told_with_its_other_name(show):
    page = show(ch.Lineage(ch.place_names(), ids=["kyzylorda", "orenburg"], day="1925-04-19"))
    doubt = page.locator("[data-answer=kyzylorda] .doubt").inner_text()
    assert "not certain" in doubt and "or: Ak-Mechet" in doubt
    assert page.locator("[data-answer=orenburg] .doubt").count() == 0


SEEN = ["1915-01-01", "2026-12-31"]


def year_at(share: float) -> str:
    """The year so far along what is seen."""
    first, last = map(pd.Timestamp, SEEN)
    return f"{(first + share * (last - first)).year}"


def test_the_marker_is_dragged_by_mouse(show):
    page = show(ch.Lineage(ids=THREE, view=SEEN))
    box = page.locator(".rail").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.1, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.53, y, steps=4)
    page.mouse.up()
    page.wait_for_function("year => document.querySelector('input.day').value.startsWith(year)", arg=year_at(0.53))
    page.mouse.move(box["x"] + box["width"] * 0.9, y)
    page.wait_for_timeout(60)
    assert page.locator("input.day").input_value().startswith(year_at(0.53)), "let go is let go"


def test_on_a_phone_a_touch_picks_and_marks_and_names_fit(show):
    page = show(ch.Lineage(ids=THREE, view=SEEN), viewport=PHONE, has_touch=True)
    box = page.locator(".rail").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.9, box["y"] + 10)
    page.wait_for_function("year => document.querySelector('input.day').value.startsWith(year)", arg=year_at(0.9))
    page.locator("[data-keep=pick-foreign-ministry]").tap()
    assert page.locator("[data-chain]").count() == 3
    label = page.locator("[data-name='kazakhstan/0'] .label")
    assert "Kirghiz ASSR" in label.inner_text() and label.bounding_box()["height"] < 24
    for each in page.locator("[data-name] .label").all():
        place = each.bounding_box()
        assert place["x"] >= 0 and place["x"] + place["width"] <= PHONE["width"]


def test_a_pick_stays_under_the_finger_when_another_chain_closes_above(show):
    page = show(ch.Lineage, viewport=PHONE, has_touch=True)
    page.locator("[data-keep=pick-kazakhstan]").tap()
    other = page.locator("[data-keep=pick-sco]")
    other.scroll_into_view_if_needed()
    before = other.bounding_box()["y"]
    other.tap()
    assert abs(other.bounding_box()["y"] - before) < 3


def test_bars_begin_where_the_day_is(show):
    page = show(ch.Lineage(ids=["kazakhstan", "russia"], view=SEEN))
    width = page.locator(".rail").bounding_box()["width"]

    def edges(name):
        return page.locator(f"[data-name='{name}'] .piece").evaluate_all(
            "found => found.map(each => [each.className, each.offsetLeft, each.offsetLeft + each.offsetWidth])"
        )

    first, last = map(pd.Timestamp, SEEN)
    days = (last - first).days + 1
    for name, start, end in [
        ("kazakhstan/1", "1925-06-15", "1936-02-05"),
        ("kazakhstan/3", "1936-12-05", "1991-12-10"),
    ]:
        ((kind, left, right),) = edges(name)
        assert kind == "piece core"
        for edge, day in [(left, start), (right, end)]:
            assert abs(edge - (pd.Timestamp(day) - first).days / days * width) < 2
    kinds = [kind for kind, *_ in edges("russia/0")]
    assert kinds == ["piece maybe", "piece core"], "a year is hatched, what is certain is not"
    assert edges("kazakhstan/4")[0][0] == "piece core open"


def test_the_window_is_chosen_and_what_lies_outside_is_marked(show):
    page = show(ch.Lineage(ids=["kazakh-khanate", "kazakhstan"]))
    assert page.locator("[data-outside]").count() == 0
    page.get_by_role("radio", name="1915–2026").click()
    assert page.locator("[data-outside]").evaluate_all("found => found.map(each => each.dataset.name)") == [
        "kazakh-khanate/0"
    ]
    assert "before this stretch" in page.locator("[data-outside] .label").text_content()
    page.get_by_role("button", name="Zoom in").click()
    assert page.locator(".radios input:checked").count() == 0
    page.get_by_role("radio", name="the whole time").click()
    assert page.locator("[data-outside]").count() == 0


def test_bodies_are_chosen(show):
    page = show(ch.Lineage(ids=THREE))
    page.locator("[data-keep=filters]").click()
    page.get_by_label("Soviet Union").check(force=True)
    assert drawn(page) == ["ussr", *THREE]
    page.get_by_label("Kazakhstan", exact=True).uncheck(force=True)
    assert drawn(page) == ["ussr", *THREE[1:]]
    page.get_by_label("organ of a state").check(force=True)
    assert drawn(page) == THREE[1:]
    page.get_by_role("button", name="All", exact=True).click()
    assert len(drawn(page)) == ch.institution_names().institution.nunique()
    follow(page, ids=[])
    assert page.get_by_text("Nothing is chosen.").is_visible() and not page.locator(".chart").is_visible()


def test_a_link_sets_every_trait(show):
    page = show(ch.Lineage)
    follow(page, ids=["ussr"], selected="ussr", day="1950-01-01", view=["1900-01-01", "2000-01-01"], language="kk")
    assert drawn(page) == ["ussr"]
    assert page.locator("[data-chain]").count() == 1
    assert page.locator(".words").inner_text() == "1950 жылғы 1 қаңтар"
    assert answers(page)["ussr"]["kk"].startswith("Кеңестік Социалистік")
    assert page.locator("[data-name] .full").get_attribute("lang") == "kk"
    follow(page, ids=["nobody", "ussr"], selected="nobody", day="1950-99-99", view=["x", "y"], filters={"kind": "no"})
    assert drawn(page) == ["ussr"] and answers(page) == {}


def test_hostile_data_are_text(show):
    evil = "</script><img src=x onerror=alert(1)>\"'‮"
    frame = pd.DataFrame(
        [
            {"institution": evil, "name_en": evil, "start": "1900", "end": "..", "note": evil, "certainty": evil},
            {"institution": evil, "name_en": "x" * 10_000, "start": None, "end": float("nan")},
            {"institution": "a/1 b", "name_en": "", "name_ru": "только", "start": "", "end": ""},
            {"institution": "kazakhstan", "name_en": "same", "start": "1950-01-01", "end": "1950-01-01"},
            {"institution": "kazakhstan", "name_en": "same", "start": "1950-01-01", "end": "1950-01-01"},
        ]
    )
    widget = ch.Lineage(frame, ids=[evil, "a/1 b", "kazakhstan"], selected=evil, day="1950-01-01")
    page = show(widget, viewport=PHONE)
    assert [each["en"] for each in answers(page).values()] == [evil, "same"]
    assert page.locator("main img").count() == 0
    assert len(lines(page)) == 5
    assert evil in page.locator(".chain dd").first.text_content()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("[data-keep='pick-a/1 b']").click()
    assert page.locator("[data-chain='a/1 b/0']").count() == 1


def test_an_empty_table_says_so(show):
    page = show(ch.Lineage(ch.institution_names().head(0)))
    assert page.get_by_text("Nothing is chosen.").is_visible()
