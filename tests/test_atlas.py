"""The atlas: what Python counts up to a day is what map, list and table show; names of the day; the one line."""

import json

import pandas as pd
import pytest
import traitlets
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

import chronology as ch
from chronology import basemap, dates, tables
from chronology.book import host
from conftest import PHONE

pytestmark = pytest.mark.remembered

SCRIPT = '<script>document.title = "broken"</script>'
DAYS = ["1400-01-01", "1731-10-21", "1936-06-01", "1991-12-15", "1991-12-26", "1998-05-06", "2008-12-31"]
choices = st.fixed_dictionaries(
    {
        "day": st.sampled_from(DAYS) | st.sampled_from(sorted(ch.events().earliest.dt.strftime("%Y-%m-%d"))),
        "filters": st.fixed_dictionaries(
            {},
            optional={
                "party": st.sampled_from([["russian-empire"], ["kazakhstan", "kazakh-khanate"]]),
                "topic": st.sampled_from([["energy"], ["statehood", "space"]]),
                "chapter": st.sampled_from([[2], [4, 8]]),
                "in_essay": st.booleans(),
            },
        ),
    }
)


def follow(page, **traits):
    """Set traits from outside, as a shared link does, and wait until the page has taken them over."""
    query = "&".join(f"{name}={json.dumps(value)}" for name, value in traits.items())
    page.evaluate("hash => { location.hash = hash }", f"atlas-widget?{query}")
    page.evaluate("() => new Promise(done => setTimeout(done, 30))")


def counted(page, selector, key) -> dict[str, int]:
    """Id of a place -> number of events, as some elements of the page have them."""
    read = "(found, key) => found.map(each => [each.dataset[key], +each.dataset.n])"
    return dict(page.locator(selector).evaluate_all(read, key))


def named(page) -> dict[str, str]:
    """Id of a place -> its name in the list."""
    read = "found => found.map(each => [each.dataset.place, each.querySelector('.what').textContent])"
    return dict(page.locator("li[data-place]").evaluate_all(read))


def spot(page, place):
    return page.locator(f'.spot[data-id="{place}"]')


# --- Python -------------------------------------------------------------------------------


def test_by_default_all_events_up_to_the_last():
    atlas = ch.Atlas()
    events = ch.events()
    assert list(atlas.shown_events.index) == list(events.index)
    assert atlas.day == events.earliest.max().strftime("%Y-%m-%d")
    assert atlas.shown_places.events.to_dict() == events.places.explode().dropna().value_counts().to_dict()


def test_events_count_from_the_first_day_that_their_date_can_mean():
    atlas = ch.Atlas(day="1991-12-16")
    assert "independence-law-1991" in atlas.shown_events.index
    assert "russia-recognition-1991" not in atlas.shown_events.index
    atlas.day = "1465-01-01"
    assert len(atlas.shown_events) == 0 and len(atlas.shown_places) == 0
    atlas.day = ""
    assert len(atlas.shown_events) == len(ch.events()), "no day is the last"


def test_filters_leave_what_the_tables_say():
    atlas = ch.Atlas(filters={"party": "russian-empire", "in_essay": False})
    assert set(atlas.shown_events.index) == set(ch.events(party="russian-empire", in_essay=False).index)
    atlas.filters = {"chapter": 2}
    assert set(atlas.shown_events.index) == set(ch.claims(chapter=2).event) - {""}


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_a_place_wears_the_name_of_the_day(language):
    atlas = ch.Atlas(language=language)
    for day in ("1890-01-01", "1991-12-16", "1992-07-01", "2005-01-01"):
        atlas.day = day
        for place, row in atlas.shown_places.iterrows():
            today = tables.places().loc[place, f"name_{language}"]
            assert row["name"] == tables.name_at(tables.place_names(), place, day, today, language)
            assert row.today == today


def test_the_line_is_drawn_only_from_the_end_of_the_union_on():
    last = tables.events().earliest["ussr-dissolution-1991"].date()
    assert last.isoformat() == "1991-12-26"
    assert ch.Atlas(day="1991-12-26").has_line
    assert not ch.Atlas(day="1991-12-25").has_line
    assert not ch.Atlas(day="1700-01-01").has_line


def test_what_lies_off_the_map_or_nowhere_is_said():
    atlas = ch.Atlas()
    off = atlas.shown_places.query("where == 'outside'")
    assert {"shanghai", "lisbon", "new-york"} <= set(off.index) and "moscow" not in off.index
    said = BeautifulSoup(atlas.fallback(), "html.parser")
    for place in off.index:
        assert "outside the map" in said.select_one(f'[data-place="{place}"]').parent.text
    assert "Without a place in the tables" in said.text


@pytest.mark.parametrize(
    ("trait", "value", "hint"),
    [
        ("day", "1991-13-01", "single day"),
        ("day", "1991", "single day"),
        ("filters", {"partie": ["russia"]}, "party"),
        ("filters", {"topic": ["energi"]}, "energy"),
        ("filters", {"chapter": 12}, "1 to 11"),
        ("selected", "moskow", "moscow"),
    ],
)
def test_an_unknown_value_is_refused_with_a_hint(trait, value, hint):
    with pytest.raises(traitlets.TraitError, match=hint):
        setattr(ch.Atlas(), trait, value)


def test_a_short_fallback_says_where_the_rest_is():
    atlas = ch.Atlas(listed=3)
    first = BeautifulSoup(atlas.fallback(), "html.parser").select_one("tbody tr")
    links = [(each["href"], each.text) for each in first.select("td:last-child a")]
    place = atlas.shown_places.iloc[0]
    assert len(links) == 4 and links[-1] == (f"places.html#{place.name}", f"and {place.events - 3} more")


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_the_fallback_has_the_same_places_names_and_events(language):
    atlas = ch.Atlas(language=language, day="1995-06-01", filters={"in_essay": True})
    places = atlas.shown_places
    rows = BeautifulSoup(atlas.fallback(), "html.parser").select("tbody tr")
    found = {
        cells[0].select_one("[data-place]")["data-place"]: cells
        for row in rows
        if (cells := row.select("td")) and cells[0].select_one("[data-place]")
    }
    assert list(found) == list(places.index)
    for place, (name, number, events) in found.items():
        assert name.a.text == places.loc[place, "name"]
        assert int(number.text) == places.loc[place, "events"] == len(events.select("a"))
        atlas.selected = place
        assert [link["href"] for link in events.select("a")] == [
            f"events.html#{id}" for id in atlas.selected_events.index
        ]


def test_the_ground_is_small_equal_area_and_without_a_boundary():
    atlas = ch.Atlas()
    assert set(atlas.ground) == {"land", "lakes", "rivers"}
    assert len(json.dumps(atlas.ground)) < 60_000
    corners = [(60, 50), (61, 50), (61, 51), (60, 51)]
    assert basemap.area(corners) == pytest.approx(7_898, rel=0.005), "km² of a square degree on the sphere"


def test_two_of_a_page_share_their_ground():
    atlas = ch.Atlas()
    longest = json.dumps(max(atlas.ground["land"], key=len), separators=(",", ":"))
    assert host.page([atlas, ch.Atlas(day="1936-06-01")]).count(longest) == 1


# --- the page -----------------------------------------------------------------------------


def test_the_page_shows_what_python_counts_for_every_choice(show):
    page = show(ch.Atlas)

    @settings(max_examples=25)
    @given(choices)
    def same(chosen):
        expected = ch.Atlas(**chosen)
        follow(page, selected="", **chosen)
        places = expected.shown_places
        assert counted(page, "li[data-place]", "place") == places.events.to_dict()
        assert counted(page, ".spot", "id") == places[places["where"] == "map"].events.to_dict()
        assert named(page) == places["name"].to_dict()
        assert (page.locator(".empty").count() == 1) == expected.shown_events.empty
        assert page.locator("path.line[hidden]").count() == (0 if expected.has_line else 1)

    same()


def test_circles_are_as_large_as_their_events_are_many(show):
    page = show(ch.Atlas)
    wide = {place: spot(page, place).locator(".dot").bounding_box()["width"] for place in ("moscow", "astana")}
    counts = ch.Atlas().shown_places.events
    assert (wide["moscow"] / wide["astana"]) ** 2 == pytest.approx(counts["moscow"] / counts["astana"], rel=0.1)


def test_the_line_is_seen_only_from_the_end_of_the_union_on(show):
    page = show(ch.Atlas)
    line = page.locator("path.line")
    assert line.is_visible()
    follow(page, day="1991-12-25")
    assert not line.is_visible()
    assert "Before 26 December 1991" in page.locator("section.chronology").inner_text()
    follow(page, day="1991-12-26")
    assert line.is_visible()


def said_of(day: pd.Timestamp) -> str:
    """What is said of a day on which events begin: the day, or what is known of the first if it may be another."""
    begun = ch.events()[ch.events().earliest == day]
    exact = (begun.precision == "day") & (begun.earliest == begun.latest)
    return dates.display(day) if exact.any() else begun.date_text.iloc[0]


def test_the_slider_goes_from_event_to_event_and_says_the_day(show):
    page = show(ch.Atlas)
    days = ch.events().earliest.drop_duplicates()
    slider = page.locator("[data-keep=day]")
    slider.focus()
    page.keyboard.press("Home")
    assert slider.get_attribute("aria-valuetext") == said_of(days.iloc[0])
    assert set(named(page)) == set(ch.events().places[ch.events().earliest == days.iloc[0]].explode().dropna())
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == said_of(days.iloc[1])
    page.keyboard.press("End")
    assert slider.get_attribute("aria-valuetext") == said_of(days.iloc[-1])
    page.get_by_role("button", name="Earlier event").click()
    assert slider.get_attribute("aria-valuetext") == slider.evaluate(
        "each => each.getRootNode().querySelector('.now').textContent"
    ).removeprefix("Up to ")


def test_a_chosen_place_shows_its_events_beside_the_map_and_below_it_on_a_phone(show):
    page = show(ch.Atlas)
    spot(page, "almaty").click()
    expected = list(ch.Atlas(selected="almaty").selected_events.index)
    more = page.locator(".panel").get_by_role("button", name="…")
    listed = "found => found.map(each => each.dataset.event)"
    events = page.locator(".panel li[data-event]").evaluate_all(listed)
    assert events == expected[: len(events)] and more.count() == (len(events) < len(expected))
    if more.count():
        more.click()
        assert page.locator(".panel li[data-event]").evaluate_all(listed) == expected
    assert page.locator(".panel li[data-event] a").first.get_attribute("href").startswith("events.html#")
    card, ground = (page.locator(each).bounding_box() for each in (".panel", ".map"))
    assert card["x"] >= ground["x"] + ground["width"]
    phone = show(ch.Atlas, viewport=PHONE, has_touch=True)
    phone.locator("li[data-place=almaty] button").tap()
    assert phone.evaluate("document.activeElement.dataset.keep") == "close", "the focus is lost"
    card, ground = (phone.locator(each).bounding_box() for each in (".panel", ".map"))
    assert card["y"] >= ground["y"] + ground["height"]
    phone.locator("[data-keep=close]").tap()
    assert phone.evaluate("document.activeElement.dataset.keep") == "place-almaty", "the focus is lost"


def test_the_places_are_one_stop_of_the_keyboard(show):
    page = show(ch.Atlas)
    on = "() => document.activeElement.dataset.keep"
    assert page.locator(".spot[tabindex='0']").count() == 1
    spot(page, "moscow").focus()
    page.keyboard.press("ArrowDown")
    south = page.evaluate(on)
    assert south != "spot-moscow"
    page.keyboard.press("Enter")
    assert spot(page, south.removeprefix("spot-")).get_attribute("aria-pressed") == "true"
    assert page.evaluate(on) == south, "the focus is lost"
    page.keyboard.press("Escape")
    assert page.locator(".spot[aria-pressed=true]").count() == 0
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(on) == south, "the map is one stop"


@pytest.mark.parametrize("viewport", [{"width": 1400, "height": 900}, PHONE], ids=["desk", "phone"])
def test_the_note_below_the_map_is_whole(show, viewport):
    views = show(ch.Atlas, viewport=viewport).locator(".stage > .views")
    assert views.evaluate("each => each.scrollHeight <= each.clientHeight + 1")


@pytest.mark.parametrize("viewport", [{"width": 1400, "height": 900}, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_names_never_lie_over_each_other_and_none_is_lost(show, viewport, language):
    page = show(ch.Atlas, viewport=viewport)
    page.locator("[data-keep=language]").select_option(language)
    page.wait_for_timeout(50)
    boxes = page.locator(".spot:not([data-side=none]) > span, .waters span:not(.out)").evaluate_all(
        "found => found.map(each => { const box = each.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; })"
    )
    assert len(boxes) > 8
    for i, one in enumerate(boxes):
        for other in boxes[:i]:
            apart = one[2] <= other[0] + 1 or other[2] <= one[0] + 1 or one[3] <= other[1] + 1 or other[3] <= one[1] + 1
            assert apart, (one, other)
    assert set(named(page)) == set(ch.Atlas().shown_places.index)


def test_reset_brings_back_the_whole(show):
    page = show(ch.Atlas)
    follow(page, day="1936-06-01", filters={"in_essay": True}, selected="moscow")
    page.locator("[data-keep=reset]").click()
    assert counted(page, "li[data-place]", "place") == ch.Atlas().shown_places.events.to_dict()


def hostile() -> pd.DataFrame:
    day = pd.Timestamp("1999-01-01")
    bad = 'b"><img src=x onerror=alert(1)>'
    rows = [
        {"id": "a", "places": (SCRIPT, "moscow"), "title_en": SCRIPT, "earliest": day, "topics": (bad,)},
        {"id": bad, "places": "almaty", "title_en": "x" * 10_000, "earliest": day, "parties": (SCRIPT,)},
        {"id": "c", "places": (), "title_en": "\u202eabc", "earliest": pd.Timestamp("2000-01-01")},
        {"id": "d", "title_en": "", "earliest": pd.NaT},
    ]
    return pd.DataFrame(rows).set_index("id")


def test_hostile_data_break_nothing_and_stay_text(show):
    widget = ch.Atlas(hostile())
    page = show(widget, viewport=PHONE)
    assert page.title() == "Widgets"
    assert counted(page, "li[data-place]", "place") == widget.shown_places.events.to_dict()
    assert widget.shown_places["where"].to_dict() == {SCRIPT: "unknown", "moscow": "map", "almaty": "map"}
    page.locator("li[data-place=almaty] button").click()
    page.locator("[data-keep=close]").click()
    page.locator("[data-keep=nowhere]").click()
    assert page.locator("section.chronology img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    text = page.locator("section.chronology").inner_text()
    assert SCRIPT in text and "without coordinates in the tables" in text
    assert "Without a known day, so on no map: 1." in text
    assert "<script>" not in widget.fallback() and "<img" not in widget.fallback()


def test_an_empty_frame_is_a_map_without_places(show):
    widget = ch.Atlas(ch.events().head(0))
    page = show(widget)
    assert widget.day == "" and widget.shown_places.empty and len(widget.fallback()) > 0
    assert page.locator(".empty").is_visible() and page.locator("[data-keep=day]").is_disabled()
    assert page.locator("path.land").count() == 1 and page.locator(".spot").count() == 0


def test_a_long_list_of_events_is_shown_in_two_steps(show):
    events = ch.events()
    many = events.assign(places=[("moscow",)] * len(events))
    page = show(ch.Atlas(many, selected="moscow"))
    assert 20 < page.locator("li[data-event]").count() < len(many)
    page.get_by_role("button", name="…").click()
    assert page.locator("li[data-event]").count() == len(many)


def test_the_filters_are_as_wide_as_a_phone(show):
    page = show(ch.Atlas(), viewport=PHONE)
    page.get_by_role("button", name="Filter").click()
    page.locator(".narrowing select").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
