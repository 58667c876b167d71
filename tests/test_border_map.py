"""The border map: what Python measures in a window is what the page shows there, and every way to move it works."""

import json
import os
import re

import pandas as pd
import pytest
import traitlets

import chronology as ch
from chronology import languages
from chronology.widgets import border_map, scripts
from conftest import DESK, PHONE

pytestmark = pytest.mark.remembered

WINDOWS = [[], [47, 49.4, 53, 52], [60.81, 50.36, 61.91, 54.9], [51, 51, 52, 51.8], [49.2, 46.32, 49.3, 46.5]]
HOSTILE = '<script>alert("x")</script>\u202e&quot;'


@pytest.fixture(scope="module")
def made():
    return ch.BorderMap()


@pytest.fixture
def widget(made):
    made.set_trait("language", "en")
    made.scales, made.view, made.every, made.selected = ["110m", "50m", "10m"], [], 1, ""
    return made


def follow(page, **traits):
    query = "&".join(f"{name}={json.dumps(value)}" for name, value in traits.items())
    page.evaluate("address => { location.hash = address }", f"bordermap-widget?{query}")
    page.wait_for_timeout(100)


def lengths(page):
    """Line -> kilometres in the window, as the page has them."""
    rows = page.locator(".measured tbody tr")
    return {
        row.get_attribute("data-scale"): float(row.locator("td").first.get_attribute("data-km")) for row in rows.all()
    }


def view(page):
    """The window as a copied link has it."""
    page.wait_for_timeout(350)
    page.get_by_role("button", name="Copy link").click()
    found = re.search(r"view=([^&]*)", page.locator("input.share").input_value())
    return json.loads(found[1].replace("%5B", "[").replace("%5D", "]").replace("%2C", ",")) if found else []


def drag(page, dx, dy):
    page.evaluate("scrollTo(0, 0)")
    box = page.locator(".map").bounding_box()
    x, y = box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.85
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx / 2, y + dy / 2)
    page.mouse.move(x + dx, y + dy)
    page.mouse.up()


# --- Python -------------------------------------------------------------------------------------


def test_the_whole_border_has_the_lengths_of_the_table(widget):
    assert widget.stretch.length_km.to_dict() == pytest.approx(ch.border_lines().length_km.to_dict())
    assert widget.stretch.added_km["10m"] == pytest.approx(1931.3, abs=0.1)
    assert pd.isna(widget.set_trait("view", [47, 44, 48, 45]) or widget.stretch.added_share["10m"])


def test_windows_side_by_side_share_out_the_whole(widget):
    total = 0
    for west, east in [(40, 51), (51, 60), (60, 75), (75, 90)]:
        widget.view = [west, 40, east, 60]
        total += widget.stretch.length_km
    widget.view = []
    assert total.to_dict() == pytest.approx(widget.stretch.length_km.to_dict(), rel=1e-5)


def test_a_segment_is_cut_at_the_window():
    assert border_map.clipped((0, 0), (10, 0), (2, -1, 4, 1)) == ((2, 0), (4, 0))
    assert border_map.clipped((3, 0), (3.5, 0), (2, -1, 4, 1)) == ((3, 0), (3.5, 0))
    assert border_map.clipped((0, 0), (10, 10), (6, 0, 9, 4)) is None
    assert border_map.clipped((0, 2), (10, 2), (0, 0, 10, 1)) is None


def test_the_strips_hold_equally_much_and_all_together(widget):
    lines = ch.border_lines()
    for scale in lines.index:
        assert widget.strips[scale].sum() == pytest.approx(lines.length_km[scale], rel=1e-5)
    assert widget.strips["10m"].tolist() == pytest.approx([666] * 10, abs=10)
    assert widget.strips.added_km.is_monotonic_decreasing
    first = widget.strips.iloc[0]
    widget.view = list(first.iloc[:4])
    assert widget.stretch.added_km["10m"] == pytest.approx(first.added_km)


def test_fewer_points_keep_both_ends(widget):
    line = ch.border_lines()["parts"]["10m"][0]
    for every in (1, 5, 8, 2024):
        kept = border_map.thinned(line, every)
        assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert {1, 2, 4, 8, 11, 22, 44, 88, 2024} <= set(widget.thinned.index)
    assert widget.thinned.length_km[8] == pytest.approx(ch.length_km(line[::8]))
    widget.every = 8
    assert widget.stretch.length_km["every 8"] == pytest.approx(widget.thinned.length_km[8])


def test_neighbours_are_near_and_named(widget):
    ids = [place["id"] for place in widget.places]
    assert {"oral", "orenburg", "aktobe", "omsk", "chelyabinsk"} <= set(ids)
    assert not {"moscow", "almaty", "kazakh-steppe"} & set(ids)
    assert [place["lon"] for place in widget.places] == sorted(place["lon"] for place in widget.places)
    widget.selected = "oral"
    assert "border-forum-uralsk-2006" in widget.selected_events.index
    widget.selected = "length-7591"
    assert widget.selected_events.empty


@pytest.mark.parametrize(
    ("trait", "value", "hint"),
    [
        ("scales", ["10"], "10m"),
        ("view", [53, 49, 47, 52], "west, south, east, north"),
        ("view", [47, 49, 53], "west, south, east, north"),
        ("view", ["47", 49, 53, 52], "west, south, east, north"),
        ("view", [float("nan"), 49, 53, 52], "west, south, east, north"),
        ("every", 0, "from 1 to 2024"),
        ("every", 2025, "from 1 to 2024"),
        ("selected", "orall", "did you mean one of oral"),
        ("selected", "moscow", "did you mean"),
        ("selected", "length-7590", "length-7591"),
    ],
)
def test_an_unknown_value_is_refused_with_a_hint(widget, trait, value, hint):
    with pytest.raises(traitlets.TraitError, match=hint):
        setattr(widget, trait, value)


def test_points_are_sent_exactly(widget):
    for line, parts in zip(widget.lines, ch.border_lines()["parts"], strict=True):
        for steps, part in zip(line["parts"], parts, strict=True):
            x = y = 0
            points = [((x := x + dx) / 10_000, (y := y + dy) / 10_000) for dx, dy in zip(steps[::2], steps[1::2])]
            assert points == part


# --- the page -----------------------------------------------------------------------------------


def test_the_page_measures_what_python_measures(widget, show):
    """Lambert's formula in the page, Karney's in Python: the same to one part in ten thousand."""
    page = show(widget)
    for window in WINDOWS:
        for every in (1, 11):
            follow(page, view=window, every=every)
            widget.view, widget.every = window, every
            expected = widget.stretch.length_km.rename({"every 11": "thinned"}).to_dict()
            assert lengths(page) == pytest.approx(expected, rel=1e-4, abs=0.002)
    assert page.locator(".said").inner_text().startswith("In this frame")


def test_any_window_the_reader_makes_is_measured_alike(widget, show):
    page = show(widget)
    for key in ("zoom-in", "zoom-in", "west", "zoom-in", "south"):
        page.locator(f"[data-keep={key}]").click()
        widget.view = view(page)
        assert lengths(page) == pytest.approx(widget.stretch.length_km.to_dict(), rel=1e-4, abs=0.002)
    assert len(widget.view) == 4


def test_the_page_and_its_table_have_the_same_in_the_same_order(widget, show):
    page = show(widget)
    listed = page.locator(".fallback [data-id]").evaluate_all("all => all.map(each => each.dataset.id)")
    scales = page.locator(".measured tr[data-scale]").evaluate_all("all => all.map(each => each.dataset.scale)")
    drawn = page.locator(".cuts [data-id], .published [data-id]").evaluate_all(
        "all => all.map(each => each.dataset.id)"
    )
    spots = page.locator(".spot").evaluate_all("all => all.map(each => each.dataset.id)")
    steps = [str(step) for step in widget.steps]
    assert listed == [*scales, *drawn[:10], *steps, *drawn[10:], *spots]
    assert len(drawn) == 10 + len(ch.border_lengths())
    for language in languages.LANGUAGES:
        widget.language = language
        assert f"<caption>{widget.strings[language]['published']}</caption>" in widget.fallback()


def test_dragging_moves_the_map_once_it_is_zoomed(widget, show):
    page = show(widget)
    page.locator("[data-keep=zoom-in]").click()
    before = view(page)
    drag(page, 120, 0)
    after = view(page)
    assert after[0] < before[0] and after[1] == pytest.approx(before[1], abs=0.001)
    page.locator("[data-keep=whole]").click()
    assert view(page) == []


def test_the_keyboard_zooms_moves_and_resets(widget, show):
    page = show(widget)
    page.locator(".map").focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    zoomed = view(page)
    assert zoomed[2] - zoomed[0] < 25
    page.locator(".map").focus()
    page.keyboard.press("ArrowRight")
    moved = view(page)
    assert moved[0] > zoomed[0]
    page.locator(".map").focus()
    page.keyboard.press("-")
    wider = view(page)
    assert wider[2] - wider[0] > moved[2] - moved[0]
    page.locator(".map").focus()
    page.keyboard.press("0")
    assert view(page) == []


def test_zoom_has_its_limits(widget, show):
    page = show(widget)
    page.locator(".map").focus()
    for _ in range(20):
        page.keyboard.press("+")
    window = view(page)
    assert window[2] - window[0] == pytest.approx(0.5, abs=0.01)
    assert lengths(page)["10m"] > 0, "zooming ends where there is no line"
    page.locator(".map").focus()
    for _ in range(20):
        page.keyboard.press("-")
    assert view(page) == []


def test_two_fingers_zoom(widget, show):
    page = show(widget, viewport=PHONE, has_touch=True)
    box = page.locator(".map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = page.context.new_cdp_session(page)
    for kind, apart in (("touchStart", 20), ("touchMove", 40), ("touchMove", 80)):
        touches = [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    window = view(page)
    assert window and window[2] - window[0] < 20


def test_a_strip_is_shown_with_the_figures_of_its_button(widget, show):
    page = show(widget)
    strip = page.locator(".cuts button").first
    strip.click()
    assert strip.get_attribute("aria-pressed") == "true"
    added = re.search(r"\+(\d+) km", strip.inner_text())[1]
    assert f"+{added} km" in page.locator(".said").inner_text()
    assert page.locator(".shade").get_attribute("d"), "what is not measured is not shaded"


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_the_whole_border_stands_at_every_scale_side_by_side_with_its_length(widget, show, viewport):
    page = show(widget, viewport=viewport)
    panels = page.locator(".panels figure")
    shown = [re.match(r"([\d,]+) km 1:(\d+) million", " ".join(each.split()))[1] for each in panels.all_inner_texts()]
    assert shown == [f"{km:,.0f}" for km in widget.stretch.length_km]
    boxes = [each.bounding_box() for each in panels.all()]
    assert len({round(box["y"]) for box in boxes}) == 1, "side by side"
    assert boxes[0]["y"] + boxes[0]["height"] <= page.locator(".map").bounding_box()["y"]
    figures = page.locator(".panels .length").evaluate_all(
        "all => all.map(each => each.scrollWidth <= each.parentNode.clientWidth)"
    )
    assert all(figures), "no figure is cut"


def test_lines_are_switched_and_told_apart_without_colour(widget, show):
    page = show(widget)
    strokes = page.locator(".lines path").evaluate_all(
        "all => all.map(each => [getComputedStyle(each).strokeWidth, getComputedStyle(each).strokeDasharray])"
    )
    assert len({tuple(stroke) for stroke in strokes}) == 3
    page.locator("input[value='50m']").focus()
    page.keyboard.press("Space")
    assert page.locator(".lines path").evaluate_all("all => all.map(each => each.dataset.scale)") == ["10m", "110m"]
    assert page.evaluate("document.activeElement.value") == "50m"
    follow(page, scales=["10m"])
    assert page.locator(".measured input:checked").evaluate_all("all => all.map(each => each.value)") == ["10m"]


def test_the_slider_thins_the_line_and_says_so(widget, show):
    page = show(widget)
    slider = page.locator("[data-keep=every]")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext").startswith("one point in 2: 1,013 points, ")
    assert page.locator("[data-scale=thinned]").count() == 1
    km = float(page.locator("[data-scale=thinned] td").first.get_attribute("data-km"))
    assert km == pytest.approx(widget.thinned.length_km[2], rel=1e-4)
    page.keyboard.press("Home")
    assert "2 points" in slider.get_attribute("aria-valuetext")


def test_a_place_shows_its_names_and_events_and_keeps_the_focus(widget, show):
    page = show(widget)
    spot = page.locator(".spot[data-id=orenburg]")
    spot.focus()
    page.keyboard.press("Enter")
    assert spot.get_attribute("aria-pressed") == "true"
    card = page.locator(".detail")
    assert "Chkalov" in card.inner_text() and "1938" in card.inner_text()
    widget.selected = "orenburg"
    shown = card.locator("[data-event]").evaluate_all("all => all.map(each => each.dataset.event)")
    assert shown == list(widget.selected_events.index)
    assert card.locator("[data-event] a").first.get_attribute("href").endswith(f"events.html#{shown[0]}")
    assert page.evaluate("document.activeElement.dataset.id") == "orenburg"
    page.locator("[data-keep=language]").select_option("kk")
    assert "Орынбор" in card.inner_text()
    page.locator("[data-keep=close]").click()
    assert card.count() == 0 and page.evaluate("document.activeElement.dataset.id") == "orenburg"


def test_a_place_outside_the_window_is_found_by_its_name(widget, show):
    page = show(widget)
    follow(page, view=[47, 49.4, 53, 52])
    assert page.locator(".spot[data-id=novosibirsk]").is_hidden()
    page.locator("[data-keep=place]").select_option("novosibirsk")
    assert page.locator(".spot[data-id=novosibirsk]").is_visible()
    assert "Novonikolayevsk" in page.locator(".detail").inner_text()
    west, south, east, north = view(page)
    assert west < 82.93 < east and south < 55.02 < north


def test_a_finger_opens_a_place_and_a_published_length(widget, show):
    page = show(widget, viewport=PHONE, has_touch=True)
    page.locator(".spot[data-id=omsk]").tap()
    assert "border-forum-omsk-2003" in page.locator(".detail [data-event]").evaluate_all(
        "all => all.map(each => each.dataset.event)"
    )
    page.locator(".published [data-id='length-7598-8'] button").tap()
    text = page.locator(".detail").inner_text()
    assert "called the length on land" in text and "a source was seen" in text and "+937 km" in text
    assert page.locator(".leader.chosen").count() == 1


@pytest.mark.parametrize("viewport", [{"width": 1000, "height": 800}, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("window", WINDOWS[:3], ids=str)
@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_names_do_not_lie_on_each_other(widget, show, viewport, window, language):
    widget.view, widget.language = window, language
    page = show(widget, viewport=viewport)
    boxes = page.locator(".spot:not([hidden]):not([data-side=none]) span, .side:not(.unseen)").evaluate_all(
        "all => all.map(each => { const box = each.getBoundingClientRect(); return [each.textContent, box.left, box.top, box.right, box.bottom] })"
    )
    assert len(boxes) >= 2
    for i, (name, left, top, right, bottom) in enumerate(boxes):
        for other, *box in boxes[:i]:
            assert right <= box[0] + 1 or left >= box[2] - 1 or bottom <= box[1] + 1 or top >= box[3] - 1, (name, other)


def test_the_countries_stand_on_their_own_sides(widget, show):
    """North-east of Oral lies Russia, south-east of it Kazakhstan."""
    widget.view = [51.5, 50.2, 55, 52]
    page = show(widget)
    above, below = (page.locator(".side").nth(each).bounding_box()["y"] for each in (0, 1))
    assert page.locator(".side").all_inner_texts() == ["Russia", "Kazakhstan"]
    assert above <= below


def test_python_sees_what_is_out_of_the_ordinary_and_so_does_the_page(show):
    empty = [frame().iloc[:0] for frame in (ch.border_lines, ch.border_lengths, ch.places, ch.events)]
    nothing = ch.BorderMap(*empty)
    assert nothing.stretch.empty and nothing.strips.empty and nothing.selected_events.empty
    page = show(nothing)
    assert page.locator(".said").inner_text() == "There is no line to draw."
    lines = pd.DataFrame(
        {"denominator": [10], "points": [1], "parts": [[[(60.0, 50.0)], []]], "length_km": [0.0]}, ["a"]
    )
    assert show(ch.BorderMap(lines, every=1)).locator(".measured tbody tr").count() == 1


def test_hostile_data_stay_text(show):
    places, lengths, events = ch.places(), ch.border_lengths(), ch.events()
    for column in ("name_en", "name_kk", "name_ru", "note"):
        places[column] = HOSTILE
    lengths["counts_en"], lengths["note"], lengths["published"] = HOSTILE * 300, HOSTILE, ""
    events["title_en"], events["title_kk"], events["title_ru"] = HOSTILE, "", "x" * 10_000
    lines = ch.border_lines().rename({"10m": HOSTILE})
    widget = ch.BorderMap(lines, lengths, places, events, selected="oral")
    assert "<script" not in widget.fallback()
    page = show(widget, viewport=PHONE)
    assert HOSTILE in page.locator(".detail .strong").inner_text()
    assert page.locator("section script").count() == 0
    page.locator("[data-keep=language]").select_option("ru")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_link_with_nonsense_leaves_the_whole_border(widget, show):
    page = show(widget)
    whole = lengths(page)
    for traits in (
        {"view": ["a", None, 3, 4]}, {"view": [0, 0, 1e308, 1e308]}, {"view": [5, 5, 1, 1]}, {"view": [1]},
        {"every": -3}, {"selected": "nobody"}, {"scales": ["x", {}]},
    ):  # fmt: skip
        follow(page, **traits)
        assert lengths(page) == whole
    follow(page, every=1e9)
    assert lengths(page)["thinned"] == pytest.approx(ch.BorderMap().thinned.length_km[2024], rel=1e-4)


def test_it_is_light():
    """The points, and the script without what every widget has and a page carries once, before compression."""
    assert len(json.dumps(ch.BorderMap().lines)) < 30_000
    script, other = map(scripts.script, ("border_map", "topics"))
    own = script.removeprefix(os.path.commonprefix([script, other]))  # noqa: RUF071 - letter by letter
    assert len(own) < 45_000


def test_land_and_water_lie_under_the_line_and_move_with_it(show):
    assert set(ch.BorderMap().ground) == {"land", "lakes", "rivers"}, "a layer that may be a boundary"
    page = show(ch.BorderMap)
    order = page.locator(".map > svg > g").evaluate_all("found => found.map(each => each.getAttribute('class'))")
    assert order.index("ground") < order.index("lines")
    for layer in ("land", "lakes", "rivers"):
        assert page.locator(f".ground path.{layer}").get_attribute("d")
    moved = (
        "() => [...document.querySelectorAll('.map .ground, .map .lines')].map(each => each.getAttribute('transform'))"
    )
    before = page.evaluate(moved)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function(f"before => ({moved})()[1] !== before", arg=before[1])
    after = page.evaluate(moved)
    assert before[0] == before[1] and after[0] == after[1]


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_names_of_waters_meet_no_other_name(show, language):
    page = show(ch.BorderMap(language=language), viewport=PHONE)
    read = """found => found.filter(each => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .map(each => { const box = each.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom, each.textContent]; })"""
    waters = page.locator(".water").evaluate_all(read)
    others = page.locator(".spot:not([hidden], [data-side=none]) > span, .side:not(.unseen)").evaluate_all(read)
    assert {name for *_box, name in waters} <= set(languages.words("waters", language).values()) and waters
    for i, one in enumerate(waters):
        for other in [*others, *waters[:i]]:
            apart = one[2] <= other[0] + 1 or other[2] <= one[0] + 1 or one[3] <= other[1] + 1 or other[3] <= one[1] + 1
            assert apart, (one, other)
