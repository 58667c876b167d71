"""The built pages in a browser: on a desk and on a phone, in light and dark, with the network cut."""

import itertools
import re
import zlib

import pytest
import yaml
from bs4 import BeautifulSoup

import chronology as ch
from accessibility import ALL, ALL_BUT_COLOURS, COLOURS, violations
from bench import report
from chronology import editions, languages
from chronology.datewords import ENGLISH_MONTHS
from conftest import DESK, PHONE, ROOT
from server import serve

CONTENTS = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
LISTED = [each for part in CONTENTS["parts"] for each in part["chapters"]]
BELOW = [each["file"] for one in LISTED for each in one.get("sections", [])]
EXERCISES = [name for name in BELOW if name.startswith("exercises/")]
REGISTER = [name for name in BELOW if name.startswith("chapters/events-")]
# The pages of exercises are all made in one way, and so are the parts of the register of events: three of them and one
# are looked at as closely as the others.
PAGES = [CONTENTS["root"], *(one["file"] for one in LISTED), REGISTER[3], *EXERCISES[::4]]
CHAPTERS = [f"chapters/{slug}" for slug in ch.chapters().slug]
# Of the other editions a page of each kind.
KINDS = [CONTENTS["root"], CHAPTERS[4], REGISTER[3], EXERCISES[4], "chapters/glossary"]
OTHERS = [f"{language}/{name}" for language in editions.others() for name in KINDS]

# Violations of the theme (sphinx-book-theme 1.1.4), not of our pages: rule -> reason, date noted.
THEME = {
    "region": "2026-11-22: the name of the book above the search field stands outside every landmark",
}


# Lines of code that are wider than their box, also those that are folded.
CUT = """() => [...document.querySelectorAll("article .highlight pre")].filter(code => {
    const folded = code.closest("details:not([open])");
    if (folded) folded.open = true;
    return code.scrollWidth > code.clientWidth + 1;
}).map(code => code.innerText)"""

# Numbers and dates of tables that stand in two lines, and tables of which the first column does not stay.
BROKEN = """() => [...document.querySelectorAll("article table.dataframe tbody :is(.number, .date)")].filter(cell => {
    const text = document.createRange();
    text.selectNodeContents(cell);
    return new Set([...text.getClientRects()].map(line => Math.round(line.top))).size > 1;
}).map(cell => cell.innerText)"""
ADRIFT = """() => [...document.querySelectorAll("article .output.text_html:has(table.dataframe)")].filter(box => {
    box.scrollLeft = box.scrollWidth;
    const first = box.querySelector("tbody tr").firstElementChild.getBoundingClientRect();
    const lost = first.left < box.getBoundingClientRect().left - 1;
    box.scrollLeft = 0;
    return lost;
}).map(box => box.innerText)"""


@pytest.mark.remembered(page="name")
@pytest.mark.parametrize("name", PAGES + OTHERS)
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_page_fits_and_is_silent(visit, address, name, viewport):
    page = visit(f"{address}/{name}.html", viewport)
    assert page.evaluate(SHIFTS) < 0.05, "the page moves while it is loaded"
    assert page.faults == []
    assert all(url.startswith((address, "blob:", "data:")) for url in page.asked), "a request to another host"
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], "the page scrolls sideways"
    assert page.locator("input[type=search]:visible").count() <= 1, "more than one search bar"
    undrawn = """() => [...document.querySelectorAll("[class*='fa-']")]
        .filter(icon => !getComputedStyle(icon).maskImage.startsWith("url")).map(icon => icon.className)"""
    assert page.evaluate(undrawn) == [], "an icon of the theme is not drawn"
    levels = page.eval_on_selector_all(
        "article :is(h1, h2, h3, h4, h5, h6)", "found => found.map(each => +each.tagName[1])"
    )
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), "headings descend step by step"
    assert page.evaluate(CUT) == [], "code is cut off"
    assert page.evaluate(BROKEN) == [], "a number or a date is broken"
    assert page.evaluate(ADRIFT) == [], "the first column of a table scrolls away"
    if viewport == DESK:
        page.set_viewport_size({"width": 1280, "height": 720})
        assert page.evaluate(CUT) == [], "code is cut off"
    figures = page.locator("article .drawing svg, article img")
    assert name not in CHAPTERS or figures.count() + page.locator("article [data-widget]").count() >= 1
    for figure in figures.all():
        words = figure.get_attribute("aria-label") or figure.get_attribute("alt") or ""
        assert len(words.split()) >= 8, f"a figure does not say what it shows: {words}"


@pytest.mark.remembered(page="name")
@pytest.mark.parametrize("name", PAGES + OTHERS)
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_page_opens_from_a_file_with_the_network_cut_and_draws_its_widgets(visit, pages, name, viewport):
    page = visit((pages / f"{name}.html").as_uri(), viewport, offline=True)
    assert page.locator(".bd-article h1").is_visible()
    draw_widgets(page)
    for widget in page.locator("[data-widget]").all():
        drawn = widget.locator("section.chronology")
        assert drawn.inner_text().strip()
        box, room = drawn.bounding_box(), widget.bounding_box()
        assert box["width"] <= room["width"] + 1
        wider = drawn.evaluate(
            "each => [...each.children].filter(part => part.scrollWidth > each.clientWidth + 1).length"
        )
        assert wider == 0, "a part of the widget is cut off"
    assert page.faults == []
    assert not [url for url in page.asked if url.startswith("http")]


# What has moved on a page that nobody has touched, as browsers count it (https://web.dev/articles/cls).
SHIFTS = """new Promise(done => {
    new PerformanceObserver(list => done(list.getEntries().filter(each => !each.hadRecentInput)
        .reduce((sum, each) => sum + each.value, 0))).observe({ type: "layout-shift", buffered: true });
    setTimeout(done, 100, 0); })"""


@pytest.mark.parametrize("name", ["01-neighbours", "04-independence", "07-border"])
def test_a_link_to_the_practice_leads_there_and_nothing_moves(visit, pages, name):
    page = visit("about:blank", DESK)
    # Without our letters: when they come is a matter of the line, and lines break anew (`make bench PART=slow`).
    page.route("**/fonts.css*", lambda route: route.abort())
    page.goto(f"{(pages / f'chapters/{name}.html').as_uri()}#practice")
    page.locator("[data-widget=Practice] section.chronology").wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate(SHIFTS) < 0.01
    assert 0 <= page.locator("#practice h2").bounding_box()["y"] < 200


def draw_widgets(page):
    for widget in page.locator("[data-widget]").all():
        widget.scroll_into_view_if_needed()
        widget.locator("section.chronology").wait_for()
    assert page.locator("[data-failed]").count() == 0


@pytest.mark.remembered(page="name")
@pytest.mark.parametrize("name", PAGES + OTHERS)
def test_axe_finds_nothing(visit, address, name):
    page = visit(f"{address}/{name}.html", DESK)
    draw_widgets(page)
    assert violations(page, ALL, THEME) == {}
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert violations(page, COLOURS, THEME) == {}
    page.set_viewport_size(PHONE)
    draw_widgets(page)
    page.wait_for_timeout(500)  # the theme lets the keyboard reach what scrolls now, a moment after
    assert violations(page, ALL_BUT_COLOURS, THEME) == {}
    if name in (PAGES[0], CHAPTERS[0]):  # what only a phone shows, its bars and drawers, is the same on every page
        assert violations(page, COLOURS, THEME) == {}


@pytest.mark.remembered(page="name")
@pytest.mark.parametrize("name", [each for each in EXERCISES if each not in PAGES])
def test_axe_finds_nothing_in_the_other_exercises(visit, address, name):
    page = visit(f"{address}/{name}.html", DESK)
    assert violations(page, ALL_BUT_COLOURS, THEME) == {}


TREATY = "chapters/events-1992.html#friendship-treaty-1992"


def test_an_address_leads_to_its_event(visit, address):
    page = visit(f"{address}/{TREATY}")
    entry = page.locator("#friendship-treaty-1992")
    page.wait_for_function("document.querySelector('#friendship-treaty-1992').getBoundingClientRect().top < 300")
    assert entry.bounding_box()["y"] > page.locator(".bd-header-article").bounding_box()["height"], (
        "hidden under the bar"
    )


def test_an_old_address_of_an_event_leads_on_to_where_it_stands(visit, address, pages):
    for begin in (address, pages.as_uri()):
        page = visit(f"{begin}/chapters/events.html#friendship-treaty-1992")
        page.wait_for_url(f"{begin}/{TREATY}")
        page.go_back()
        assert "events" not in page.url, "back leads away from the course, not into a circle"
    page = visit(f"{address}/chapters/events.html")
    page.evaluate("location.hash = '#alma-ata-meeting-1991'")
    page.wait_for_url("**/events-1990.html#alma-ata-meeting-1991")
    page = visit(f"{address}/chapters/events.html#friendship-treaty-1992", java_script_enabled=False)
    line = page.locator("#friendship-treaty-1992")
    assert line.bounding_box()["y"] < 300
    line.get_by_role("link").click()
    page.wait_for_url(f"**/{TREATY}")


def test_a_year_leads_to_its_first_event(visit, address):
    page = visit(f"{address}/chapters/events.html")
    page.locator(".years").get_by_role("link", name="1998").click()
    first = ch.events().index[ch.events().earliest.dt.year == 1998][0]
    page.wait_for_function(f"document.getElementById('{first}').getBoundingClientRect().top < 300")
    assert page.locator(f"#{first}").bounding_box()["y"] > page.locator(".bd-header-article").bounding_box()["height"]


def test_references_unfold_with_the_keyboard_and_lead_to_the_bibliography(visit, address):
    page = visit(f"{address}/{TREATY}")
    folded = page.locator("#friendship-treaty-1992 details")
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    assert folded.get_attribute("open") is not None
    folded.locator("a").first.click()
    page.wait_for_url("**/bibliography*.html#*")


def test_print_shows_what_is_folded(visit, address):
    page = visit(f"{address}/{TREATY}")
    works = page.locator("#friendship-treaty-1992 .works")
    assert not works.is_visible()
    page.emulate_media(media="print")
    assert works.bounding_box()["height"] > 0


def test_without_scripts_the_register_is_all_there(visit, address):
    page = visit(f"{address}/{TREATY}", java_script_enabled=False)
    assert page.locator(".entry").count() > 20
    assert page.locator("#friendship-treaty-1992 .verdict").is_visible()


# --- cards ----------------------------------------------------------------------------------

CARDS = "chapters/04-independence"
DRAWN = "chapters/10-plans-and-outcomes"  # it has cards, a figure and widgets


def test_a_card_opens_under_the_pointer_and_stays_while_it_is_read(visit, address):
    page = visit(f"{address}/{CARDS}.html")
    link = page.locator("a.cited-claim").first
    card = page.locator(f"#{link.get_attribute('aria-describedby')}")
    assert not card.is_visible()
    link.hover()
    card.wait_for(state="visible")
    card.hover()
    page.wait_for_timeout(400)
    assert card.is_visible()
    page.mouse.move(5, 5)
    card.wait_for(state="hidden")


def test_a_card_opens_with_the_keyboard_and_closes_with_escape(visit, address):
    page = visit(f"{address}/{CARDS}.html")
    link = page.locator("a.cited-event").first
    card = page.locator(f"#{link.get_attribute('aria-describedby')}")
    link.focus()
    card.wait_for(state="visible")
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events-*.html#*")


# Whether nothing has been drawn for three tenths of a second.
AT_REST = """() => {
    const high = document.documentElement.scrollHeight + scrollY;
    if (globalThis.high !== high) globalThis.since = performance.now();
    globalThis.high = high;
    return performance.now() - globalThis.since > 300;
}"""


@pytest.mark.parametrize("place", ["first", "last"])
def test_a_card_stays_in_the_window_of_a_phone_and_a_second_touch_follows(visit, address, place):
    page = visit(f"{address}/{CARDS}.html", PHONE, has_touch=True)
    link = getattr(page.locator("article p a.cited-event"), place)
    card = page.locator(f"#{link.get_attribute('aria-describedby')}")
    link.scroll_into_view_if_needed()
    page.wait_for_function(AT_REST)  # a reader who touches a link has seen what stands above it drawn
    link.tap()
    card.wait_for(state="visible")
    page.wait_for_function(AT_REST)
    box = card.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    assert box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"]
    link.tap()
    page.wait_for_url("**/events-*.html#*")


def test_no_tooltip_stays_where_a_finger_has_opened_the_drawer(visit, address):
    page = visit(f"{address}/{CARDS}.html", PHONE, has_touch=True, is_mobile=True)
    page.locator("button.primary-toggle").first.tap()
    page.wait_for_timeout(500)
    assert page.locator(".tooltip:visible").count() == 0


def test_without_scripts_a_cited_thing_is_a_link(visit, address):
    page = visit(f"{address}/{CARDS}.html", java_script_enabled=False)
    assert page.locator(".cards").inner_text().strip() == ""
    page.locator("a.cited-event").first.click()
    page.wait_for_url("**/events-*.html#*")


def test_cards_do_not_print(visit, address):
    page = visit(f"{address}/{CARDS}.html")
    page.locator("a.cited-event").first.focus()
    page.locator(".info:not([hidden])").wait_for()
    page.emulate_media(media="print")
    assert page.locator(".info:visible").count() == 0


def brightness(colour):
    """Of a colour as a browser names it, from 0 to 255."""
    return sum(int(number) for number in re.findall(r"\d+", colour)[:3]) / 3


def test_a_dark_screen_prints_dark_ink_on_white_paper(visit, address):
    page = visit(f"{address}/chapters/02-khanate-and-empire.html", scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    inks = (
        """found => [...new Set(found.map(each => getComputedStyle(each)[each.closest("svg") ? "fill" : "color"]))]"""
    )
    for box in page.locator("article :is(.cell_input, .highlight, pre, code)").all():
        ground = box.evaluate("each => getComputedStyle(each).backgroundColor")
        assert ground == "rgba(0, 0, 0, 0)" or brightness(ground) > 230, (box.inner_text(), ground)
    for part in (
        "article p",
        "article pre span",
        "article p code span",
        ".drawing svg text",
        "article a",
        "article :is(td, th)",
    ):
        assert page.locator(part).count(), part
        for ink in page.locator(part).evaluate_all(inks):
            assert brightness(ink) < 140, (part, ink)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )


def test_paper_shows_every_page_at_its_size_its_head_in_line_with_the_text(visit, address):
    """A picture whose marks reach far out of its window makes nothing smaller, and what is under More is read."""
    for name in ("chapters/04-independence", "chapters/05-periods"):
        page = visit(f"{address}/{name}.html", DESK)
        draw_widgets(page)
        assert page_scale(page.pdf(format="A4")) == 1, name
        page.evaluate("document.documentElement.dataset.paper = ''")
        page.emulate_media(media="print")
        lefts = page.locator("#jb-print-docs-body h1, #jb-print-toc h2, article > section > section > h2")
        assert len({round(each.bounding_box()["x"]) for each in lefts.all()}) == 1
    more = page.locator(".chronology .tables > details")
    assert more.locator("table").first.bounding_box()["height"] > 0 and not more.locator("summary").is_visible()


def page_scale(pdf):
    """How large Chromium has drawn a page in a PDF: 1 for 96 CSS pixels to the inch, of which it makes 300 dots."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S)
    # What is pressed may hold the words that end it by chance, and is then cut short: its beginning is enough.
    texts = (zlib.decompressobj().decompress(each) for each in streams if each[:1] == b"\x78")
    return float(next(found[1] for text in texts if (found := re.search(rb"q\n([\d.]+) 0 0 [\d.]+ ", text)))) / 3.125


def test_the_handout_has_lines_between_its_columns_on_paper(visit, address):
    page = visit(f"{address}/chapters/handout.html")
    page.emulate_media(media="print")
    edges = "all => all.map(each => parseFloat(getComputedStyle(each).borderInlineStartWidth))"
    assert set(page.locator("table.handout td").evaluate_all(edges)) == {1}


def test_the_handout_tells_no_verdict_on_paper(visit, address):
    page = visit(f"{address}/chapters/handout.html")
    page.emulate_media(media="print")
    claims = page.locator("table.handout .cited-claim")
    assert claims.count() == page.locator("table.handout tbody tr").count()
    assert all(re.fullmatch(r"C\d\d", each.strip()) for each in claims.all_inner_texts())
    assert len(set(claims.evaluate_all("all => all.map(each => getComputedStyle(each).color)"))) == 1


# Rules of the book's sheets that name something in a widget by a class, beside those that give a verdict its look.
MEANT_FOR_WIDGETS = """[...document.styleSheets].filter(sheet => /_static\\/(chronology|front|judging|maps|cells)\\.css/.test(sheet.href))
    .flatMap(function rules(list) { return [...list.cssRules].flatMap(each => [each, ...(each.cssRules ? rules(each) : [])]) })
    .flatMap(rule => (rule.selectorText ?? "").split(/,(?![^(]*\\))/).map(each => each.trim()))
    .filter(each => each && !/\\.chronology\\b/.test(each) && !/^\\.verdict/.test(each))
    .filter(each => /\\./.test(each.split(/[ >+~](?![^(]*\\))/).at(-1).replace(/:not\\([^)]*\\)/g, "")))
    .filter(each => document.querySelector(`section.chronology :is(${each.replace(/::.*/, "")})`))"""


@pytest.mark.parametrize("page", ["03-soviet-republic", "04-independence", "07-border", "09-interests", "atlas"])
def test_the_look_of_the_book_does_not_reach_into_a_widget(visit, address, page):
    """Classes of a page and of a widget may have the same name: the bars of the Lineage once lay over its words."""
    opened = visit(f"{address}/chapters/{page}.html")
    for each in opened.locator("[data-widget]").all():
        each.scroll_into_view_if_needed()
    opened.wait_for_function("document.querySelectorAll('section.chronology').length > 0")
    assert opened.evaluate(MEANT_FOR_WIDGETS) == []


def test_a_day_stands_in_one_line_with_its_month(pages):
    parted = re.compile(rf"(?<!\d)\d{{1,2}} (?:{'|'.join(ENGLISH_MONTHS)})\b")
    for name in ["04-independence", "events", "people"]:
        page = BeautifulSoup((pages / f"chapters/{name}.html").read_text(encoding="utf-8"), "html.parser")
        said = " ".join(each.get_text() for each in page.select("article section > p, article :is(.lines, .register)"))
        assert "\u00a0December 1991" in said
        assert parted.findall(said) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_has_its_colours_before_it_has_its_scripts(visit, pages, scheme):
    page = visit("about:blank", scheme=scheme)
    page.route("**/*.js*", lambda route: route.abort())
    page.goto((pages / "chapters/07-border.html").as_uri())
    assert page.evaluate("document.documentElement.dataset.theme") == scheme


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figures_follow_light_and_dark(visit, address, scheme):
    page = visit(f"{address}/{DRAWN}.html", scheme=scheme)
    colour = page.locator(".drawing svg text").first.evaluate("each => getComputedStyle(each).fill")
    assert brightness(colour) < 80 if scheme == "light" else brightness(colour) > 180


# --- weight ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def measured(pages):
    """The book as a host serves it, gzipped and to be kept: its address, and what was sent."""
    with serve(pages) as served:
        yield served


@pytest.mark.remembered(page="name")
@pytest.mark.parametrize("name", [PAGES[0], *CHAPTERS, "chapters/events", *REGISTER, *OTHERS])
def test_a_chapter_weighs_little_at_first_and_nothing_then(chromium, measured, name):
    """At most 200 KB gzipped without fonts on the first visit, 120 KB of fonts, and nothing on the second."""
    sent = measured.sent
    sent.clear()
    context = chromium.new_context(viewport=DESK)
    for first in (True, False):
        page = context.new_page()
        page.goto(f"{measured.address}/{name}.html", wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        page.close()
        if first:
            assert measured.total <= report.PAGE, sorted(sent, key=lambda each: -each[1])[:8]
            assert 0 < measured.fonts <= report.FONTS
            assert len(sent) > 3
        else:
            assert sent == []
        sent.clear()
    context.close()


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_leads_to_its_exercises_and_they_can_be_downloaded(visit, address, name):
    page = visit(f"{address}/{name}.html", DESK)
    box = page.locator(".exercises")
    with page.expect_download() as download:
        box.get_by_role("link", name="Download the notebook").click()
    slug = name.rpartition("/")[2]
    assert download.value.path().read_bytes() == (ROOT / f"exercises/{slug}.ipynb").read_bytes()
    box.get_by_role("link", name="Answer the questions").click()
    assert page.locator(".bd-article h1").first.inner_text().startswith("Exercises: ")
    assert page.locator(".bd-article h2").count() == len(
        re.findall("## Question", (ROOT / f"exercises/{slug}.ipynb").read_text())
    )
    assert page.locator(".cell_output:not(.given)").count() == 0, "an output of somebody's run"
    with page.expect_download() as download:
        page.locator(".dropdown-download-buttons").hover()
        page.locator("a[href$='.ipynb']").first.evaluate("link => link.click()")
    assert download.value.suggested_filename == f"{slug}.ipynb"


def test_every_page_is_described_in_words_of_its_own(pages):
    told = {}
    for name in [CONTENTS["root"], *(one["file"] for one in LISTED), *BELOW]:
        for edition in ("", *(f"{each}/" for each in editions.others())):
            head = BeautifulSoup((pages / f"{edition}{name}.html").read_text(encoding="utf-8"), "html.parser").head
            said = head.select_one("meta[name=description]")["content"]
            assert len(said) > 40, (edition, name, said)
            told.setdefault(said, []).append(f"{edition}{name}")
    alike = ("exercises/", "chapters/events-")  # pages of one kind begin alike
    assert [each for each in told.values() if len(each) > 1 and not any(kind in each[0] for kind in alike)] == []


def test_every_sign_can_be_typed_in_a_cell(visit, address):
    """The theme's scripts take some keys for themselves where they see no field."""
    page = visit(f"{address}/chapters/07-border.html", DESK)
    page.locator("[data-live] [data-do=edit]").first.click()
    page.wait_for_selector("[data-live] .cm-content:focus")
    page.keyboard.press("Control+A")
    written = "x = 7 // 2 / 3 ? k n p"
    page.keyboard.type(written)
    page.wait_for_function("text => document.querySelector('.cm-content').innerText === text", arg=written)


def test_no_title_is_said_twice(pages):
    for path in pages.rglob("*.html"):
        title = re.search("<title>(.*?)</title>", path.read_text(encoding="utf-8"), re.S)
        parts = re.split(" (?:&#8212;|—) ", title[1].strip()) if title else []
        assert len(parts) == len(set(parts)), path.name


def test_what_opens_menus_and_copies_code_comes_with_the_first_sign_of_a_reader(visit, address):
    """It is of use where a pointer or the focus is; what nobody calls does not come at all."""
    page = visit(f"{address}/chapters/05-periods.html")
    page.wait_for_timeout(300)
    assert not [url for url in page.asked if re.search("bootstrap.js|clipboard|copybutton.js|sphinx_highlight", url)]
    page.mouse.move(400, 300)
    page.mouse.move(420, 320)
    page.locator("button.copybtn").first.wait_for(state="attached")
    page.wait_for_function("window.bootstrap")
    page.evaluate("document.querySelectorAll('main h2')[2].scrollIntoView()")
    page.wait_for_selector(".bd-toc-nav a.active")  # the contents say where one is
    assert page.faults == []


@pytest.mark.parametrize(("edition", "language"), [("", "en"), ("kk/", "kk"), ("ru/", "ru")])
def test_the_button_that_copies_code_speaks_the_language_of_the_page(visit, address, edition, language):
    said = languages.words("theme", language)
    page = visit(f"{address}/{edition}chapters/05-periods.html")
    page.keyboard.press("Shift")
    button = page.locator("button.copybtn").first
    button.wait_for(state="attached")
    assert button.get_attribute("data-tooltip") == said["copy"]
    assert button.text_content().strip() == said["copy_to_clipboard"]


def test_a_menu_opens_at_a_click_that_is_quicker_than_its_script(visit, address):
    page = visit(f"{address}/chapters/05-periods.html")
    button = page.locator("[data-bs-toggle=dropdown]")
    # By voice or a screen reader: no pointer moves.
    assert not button.evaluate("button => { button.click(); return window.bootstrap; }")
    page.wait_for_selector(".dropdown-download-buttons .dropdown-menu.show")
    button.click()
    page.wait_for_selector(".dropdown-download-buttons .dropdown-menu:not(.show)", state="attached")
    assert page.faults == []


@pytest.mark.parametrize("name", ["people", "kk/people", "ru/places", "glossary"])
def test_a_list_has_letters_to_jump_to(pages, name):
    *edition, name = name.split("/")
    page = BeautifulSoup((pages.joinpath(*edition) / f"chapters/{name}.html").read_text("utf-8"), "html.parser")
    listed = [each["id"] for each in page.select("ul.register > li")]
    links = [(each["href"][1:], each.get_text()) for each in page.select("p.years a")]
    assert len(links) > 15 and [each for each in listed if each in dict(links)] == list(dict(links))
    for id, letter in links:
        title = page.find(id=id).select_one("p.name strong").get_text()
        assert languages.headword(title)[0].upper() == letter, title
