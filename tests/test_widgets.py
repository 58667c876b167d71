"""What holds for every widget of the course: drawn without Python, server or network, for everybody who reads."""

import json
import re
from functools import cache

import pytest

import chronology as ch
from accessibility import ALL, ALL_BUT_COLOURS, COLOURS, violations
from chronology import languages
from chronology.book import host
from chronology.widgets import base, scripts
from conftest import DESK, PHONE

WIDGETS = [
    each
    for each in map(ch.__getattr__, ch.__all__)
    if isinstance(each, type) and issubclass(each, base.Widget) and each is not ch.Exercise
]
SMALL = {"width": 320, "height": 640}

pytestmark = [pytest.mark.parametrize("widget", WIDGETS, ids=lambda each: each.__name__), pytest.mark.remembered]

FOCUSABLE = "button, select, input, a[href], summary, [tabindex='0']"


@cache
def at_first(widget):
    """A widget of this kind, to read and not to change."""
    return widget()


def element(page):
    return page.locator("[data-widget]")


@pytest.mark.parametrize("viewport", [DESK, PHONE, SMALL], ids=["desk", "phone", "small"])
def test_it_is_drawn_and_fits(show, widget, viewport):
    page = show(widget, viewport=viewport)
    assert element(page).get_attribute("data-ready") is not None
    assert element(page).get_attribute("data-widget") == widget.__name__
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], "it is wider than the window"
    assert not [url for url in page.asked if not url.startswith(("file:", "blob:", "data:"))]


def test_axe_finds_nothing_on_a_phone(show, widget):
    page = show(widget, viewport=PHONE)
    assert violations(page, ALL_BUT_COLOURS) == {}
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOURS) == {}
    page.set_viewport_size(SMALL)
    page.wait_for_timeout(120)
    assert violations(page, ALL_BUT_COLOURS) == {}


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_it_speaks_three_languages(show, widget, language):
    page = show(widget)
    part = element(page).locator("section.chronology")
    page.locator("[data-keep=language]").select_option(language)
    assert part.get_attribute("lang") == language
    name = at_first(widget).strings[language][f"name.{widget._stem}"]
    assert part.get_attribute("aria-label") == name
    assert at_first(widget).strings[language][f"question.{widget._stem}"] in part.inner_text()
    keys = set(at_first(widget).strings["en"])
    shown = set(re.findall(r"[\w.-]+", part.inner_text()))
    assert not {key for key in keys & shown if "." in key or "-" in key}, "a key stands where words should"
    assert violations(page, ALL_BUT_COLOURS) == {}
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert part.get_attribute("lang") == language, "the choice of language is forgotten"


def test_its_script_comes_without_comments_and_with_its_texts_whole(widget, tmp_path):
    assert not re.search(r"(^|\s)// [^\"'`\n]*$", scripts.script(widget._stem), re.M)
    text = 'const address = "https://example.org"; const parted = "one // two";'
    (tmp_path / "x.js").write_text(f"{text} // why\n// why\n", encoding="utf-8")
    assert scripts.light(tmp_path / "x.js").strip() == text


def test_its_words_are_used_and_there(widget):
    made = at_first(widget)
    own = languages.words(widget._stem)
    code = scripts.script(widget._stem) + (scripts.HERE / f"{widget._stem}.py").read_text(encoding="utf-8")
    literal = set(re.findall(r"\bt\(\s*[\"']([\w.-]+)[\"']", code))
    assert literal <= set(made.strings["en"]), "the script asks for words that do not exist"
    built = [prefix for prefix in re.findall(r"`([\w-]+\.)\$\{", code) + re.findall(r"f\"([\w-]+\.)\{", code)]
    unused = {
        key
        for key in own
        if f'"{key}"' not in code and f"'{key}'" not in code and not key.startswith((*built, "name."))
    }
    assert unused == set(), "words that nothing shows"


def test_on_paper_stands_its_picture_in_the_colours_of_paper_and_nothing_to_press(show, widget):
    page = show(widget, scheme="dark")
    drawn, fallback = page.locator("section.chronology"), page.locator(".fallback")
    assert drawn.is_visible() and not fallback.is_visible()
    page.emulate_media(media="print", color_scheme="dark")
    if not widget._shows:  # it has no picture
        assert not drawn.is_visible() and fallback.is_visible()
        return
    assert drawn.is_visible() and not fallback.is_visible()
    for part in (".title", ".count", ".about .legend", ".picture"):
        assert drawn.locator(part).bounding_box()["height"] > 10, part
    assert (
        drawn.locator("[role=tab], .tools *, .foot *, input, select, .controls *").locator("visible=true").count() == 0
    )
    page.wait_for_function(
        "(each => each.clientWidth <= 672 && each.scrollWidth <= each.clientWidth + 1)(document.querySelector('section.chronology'))"
    )  # not wider than paper
    ink = drawn.locator(".title").evaluate("each => getComputedStyle(each).color")
    assert sum(map(int, re.findall(r"\d+", ink))) < 3 * 90, "light ink"
    page.emulate_media(media="null")
    drawn.locator(".foot").wait_for()  # the page hears of its end a moment after
    page.wait_for_function("document.querySelector('section.chronology').clientWidth > 1000")


def test_without_scripts_stands_its_table(visit, tmp_path, widget):
    path = tmp_path / "plain.html"
    path.write_text(host.page([at_first(widget)]), encoding="utf-8")
    plain = visit(path.as_uri(), java_script_enabled=False, offline=True)
    assert plain.locator(".fallback").is_visible()
    assert plain.locator(".fallback :is(tbody tr, li)").count() > 2
    assert plain.locator(".fallback").evaluate("each => each.scrollWidth <= innerWidth"), "the table is too wide"


def test_every_control_is_reached_by_the_keyboard_and_shows_it(show, widget):
    page = show(widget)
    part = page.locator("section.chronology")
    names = """found => found.filter(each => each.checkVisibility() && !each.disabled && each.tabIndex >= 0)
        .map((each, number) => each.dataset.walk = String(number))"""
    wanted = set(part.locator(FOCUSABLE).evaluate_all(names))
    # One of a group of radio buttons is reached by Tab, the others by the arrow keys.
    radios = part.locator("input[type=radio]").evaluate_all(
        "found => found.map(each => [each.name, each.dataset.walk])"
    )
    groups = {name: {walk for each, walk in radios if each == name} for name, _ in radios}
    reached = set()
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    for _ in range(3 * len(wanted) + 10):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => { const on = document.activeElement, seen = on.closest("label")?.querySelector("span") ?? on;
            const look = [on, ...(on.matches("input") ? [seen, on.nextElementSibling ?? seen] : [])];
            const shown = each => { const style = getComputedStyle(each);
                return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none"
                    || (each instanceof SVGElement && parseFloat(style.strokeWidth) >= 2); };
            return on === document.body ? null : [on.dataset.walk ?? "", look.some(shown), on.outerHTML.slice(0, 160)]; }"""
        )
        if state is None:
            if reached:
                break
            continue
        assert state[1], f"the focus is not to be seen on {state[2]}"
        reached.add(state[0])
    for group in groups.values():
        if reached & group:
            reached |= group
    assert wanted - reached == set()


# What is pressed, without the marks of a picture, of which rows are as near to each other as a finger can tell.
PRESSED = ":is(button, select, summary, input:not([type=radio], [type=checkbox]))"
CONTROLS = f""":is(.head, .across, .fold, .foot, .details) {PRESSED},
    .picture :is(form, .bar, .controls, details > *, .questions) > {PRESSED}, .picture > label > {PRESSED}"""


def test_its_targets_are_large_enough_for_a_finger(show, widget):
    page = show(widget, viewport=PHONE, has_touch=True)
    part = page.locator("section.chronology")
    part.evaluate(
        "each => each.querySelectorAll('[aria-expanded=false]:is(.help, .unfold)').forEach(one => one.click())"
    )
    sizes = part.locator(PRESSED).evaluate_all(
        """found => found.filter(each => each.checkVisibility({visibilityProperty: true}) && each.getClientRects().length)
        .map(each => [each.getBoundingClientRect().width, each.getBoundingClientRect().height, each.outerHTML.slice(0, 120)])"""
    )
    assert [size for size in sizes if size[0] < 24 or size[1] < 24] == []
    missed = part.evaluate(
        """(part, controls) => {
            const centre = each => { const box = each.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; };
            const far = (each, point) => { const [x, y] = centre(each); return Math.hypot(x - point[0], y - point[1]); };
            const all = [...part.querySelectorAll(controls)].filter(each => each.checkVisibility({ visibilityProperty: true }));
            return all.flatMap(each => {
                each.scrollIntoView({ block: "center" });
                const [x, y] = centre(each);
                return [[19, 0], [-19, 0], [0, 19], [0, -19]].map(([dx, dy]) => [x + dx, y + dy])
                    .filter(([px]) => px > 0 && px < innerWidth)
                    .filter(point => { const hit = document.elementFromPoint(...point)?.closest("button, select, summary, input, label");
                        return !hit || !(each === hit || hit.contains(each) || far(hit, point) < 21); })
                    .map(() => each.outerHTML.slice(0, 120)); }); }""",
        CONTROLS,
    )
    assert missed == []


def test_what_the_reader_sees_can_be_linked_to(show, widget):
    """Every trait of a link, set by a link, is what the copied link carries again."""
    page = show(widget)
    made = at_first(widget)
    assert made.linked, "no trait can be linked to"
    assert set(made.linked) <= set(made.trait_names(sync=True))
    id = element(page).get_attribute("id")
    page.evaluate("address => { location.hash = address }", f"{id}?language=%22ru%22")
    page.wait_for_selector("section.chronology[lang=ru]")
    page.get_by_role("button", name=languages.words("common", "ru")["share"]).click()
    address = page.locator("input.share")
    copied = address.input_value()
    assert f"#{id}?" in copied and "language=%22ru%22" in copied


def test_a_link_with_nonsense_changes_nothing_and_breaks_nothing(show, widget):
    page = show(widget)
    before = page.locator("section.chronology").inner_text()
    id = element(page).get_attribute("id")
    nonsense = ["x", 7, None, True, {"a": 1}, ["nobody", "<script>"], "<img src=x onerror=alert(1)>", {"kind": ["no"]}]
    for name in at_first(widget).linked:
        for value in nonsense:
            query = f"{name}={json.dumps(value)}"
            page.evaluate("address => { location.hash = address }", f"{id}?{query}")
            page.wait_for_timeout(20)
    page.evaluate("address => { location.hash = address }", f"{id}?_esm=%22x%22&strings=%7B%7D")
    page.wait_for_timeout(50)
    assert page.locator("section.chronology").is_visible()
    assert before


def test_an_element_that_fails_leaves_its_table(visit, tmp_path, widget):
    html = host.page([at_first(widget)]).replace("export default {render", "export default {broken")
    assert "export default {broken" in html
    path = tmp_path / "broken.html"
    path.write_text(html, encoding="utf-8")
    page = visit(path.as_uri(), offline=True)
    page.wait_for_selector("[data-failed]")
    assert page.get_by_role("alert").is_visible()
    assert page.locator(".fallback").is_visible()
    assert page.faults, "the fault is logged"


# What else a widget can look like: traits, as a link sets them, by widget.
STATES = {
    "Atlas": [{"day": "1936-06-01"}, {"selected": "moscow"}, {"filters": {"topic": ["energy"], "in_essay": True}}],
    "BorderMap": [{"view": [60, 50, 66, 55]}, {"selected": "omsk", "every": 44}, {"selected": "length-7591"}],
    "DocumentMatrix": [
        {"columns": "topics", "scope": "all", "group": "force"},
        {"columns": "principles", "cell": ["alma-ata-declaration-1991", "human-rights"]},
        {"filters": {"claimed": True}, "selected": ["friendship-treaty-1992"]},
    ],
    "EssayMap": [
        {"show": "table"},
        {"selected": [18, 43]},
        {"filters": {"verdict": ["differs"]}},
        {"layer": "mine", "selected": [18]},
        {"layer": "differ"},
    ],
    "FiveADay": [],
    "Interests": [{"group": "evidence"}, {"selected": ["C55"]}],
    "Judgements": [{"show": "table"}, {"cell": ["confirmed", "differs"]}],
    "Lineage": [{"day": "1936-06-01"}, {"selected": "kazakhstan", "view": ["1915-01-01", "2008-12-31"]}],
    "Periods": [{"selected": 2, "by": "verdict"}, {"cuts": []}, {"compare": "essay-spans", "by": "in_essay"}],
    "Practice": [],
    "Timeline": [
        {"show": "table", "selected": ["ussr-dissolution-1991"]},
        {"show": "code", "filters": {"kind": ["oath"]}},
        {"lanes": "party", "selected": ["border-treaty-2005"], "view": ["1991-01-01", "1995-12-31"]},
        {"filters": {"text": "nothing has this text"}},
    ],
    "Topics": [{"topic": "energy"}, {"view": "together", "measure": "share"}, {"selected": ["border-treaty-2005"]}],
}


def test_axe_finds_nothing_in_any_state(show, widget):
    page = show(widget)
    id = element(page).get_attribute("id")
    for state in [{}, *STATES[widget.__name__]]:
        query = "&".join(f"{name}={json.dumps(value)}" for name, value in state.items())
        before = page.locator("section.chronology").inner_html()
        page.evaluate("address => { location.hash = address }", f"{id}?{query}")
        page.wait_for_timeout(120)
        assert not state or page.locator("section.chronology").inner_html() != before, f"{state} changes nothing"
        page.locator("section.chronology").evaluate(
            """each => { each.querySelectorAll("details").forEach(one => one.open = true);
            each.querySelectorAll(".head [aria-expanded=false], .across [aria-expanded=false]").forEach(one => one.click()) }"""
        )
        assert violations(page, ALL) == {}, state
        page.emulate_media(color_scheme="dark")
        assert violations(page, COLOURS) == {}, state
        page.emulate_media(color_scheme="light")


CHOSEN = {
    "EssayMap": ([18], ["kazakh-khanate-founded-1465", "kenesary-uprising-1837"]),
    "DocumentMatrix": (["friendship-treaty-1992"], ["friendship-treaty-1992"]),
    "Timeline": (["ussr-dissolution-1991"], ["ussr-dissolution-1991"]),
    "Topics": (["border-treaty-2005"], ["border-treaty-2005"]),
}


def test_the_chosen_events_are_a_table(widget):
    """Where events stand behind what is chosen, Python has them as rows of a table."""
    made = widget()
    if widget.__name__ in ("Practice", "FiveADay"):
        assert not hasattr(made, "selected_events")
        return
    assert len(made.selected_events) == 0 and {"date", "title_en", "verdict"} <= set(made.selected_events.columns)
    if widget.__name__ in CHOSEN:
        made.selected, expected = CHOSEN[widget.__name__]
        assert list(made.selected_events.index) == expected
