"""The built pages in a browser: on a desk and on a phone, in light and dark, with the network cut."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = ["chapters/welcome", "chapters/events", "chapters/claims", "chapters/bibliography"]
DESK, PHONE = {"width": 1400, "height": 900}, {"width": 360, "height": 740}

# Violations of the theme (sphinx-book-theme 1.1.4), not of our pages: rule -> reason, date noted.
THEME = {
    "region": "2026-11-22: the name of the book above the search field stands outside every landmark",
}


@pytest.fixture
def visit(chromium):
    """Open an address in a fresh context; returns the page, the log of faults and the requests."""
    contexts = []

    def open_page(url, viewport=DESK, scheme="light", **options):
        context = chromium.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.faults, page.asked = [], []
        page.on("console", lambda message: message.type == "error" and page.faults.append(message.text))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(url, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_page_fits_and_is_silent(visit, address, name, viewport):
    page = visit(f"{address}/{name}.html", viewport)
    assert page.faults == []
    assert all(url.startswith((address, "data:")) for url in page.asked), "a request to another host"
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], "the page scrolls sideways"
    assert page.locator("input[type=search]:visible").count() <= 1, "more than one search bar"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_from_a_file_with_the_network_cut(visit, pages, name):
    page = visit((pages / f"{name}.html").as_uri(), offline=True)
    assert page.faults == []
    assert page.locator(".bd-article h1").is_visible()
    assert not [url for url in page.asked if url.startswith("http")]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, address, name, scheme):
    page = visit(f"{address}/{name}.html", scheme=scheme)
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    found = Axe().run(page).response["violations"]
    ours = {rule["id"]: [node["target"] for node in rule["nodes"]][:5] for rule in found if rule["id"] not in THEME}
    assert ours == {}


def test_an_address_leads_to_its_event(visit, address):
    page = visit(f"{address}/chapters/events.html#friendship-treaty-1992")
    entry = page.locator("#friendship-treaty-1992")
    page.wait_for_function("document.querySelector('#friendship-treaty-1992').getBoundingClientRect().top < 300")
    assert entry.bounding_box()["y"] > page.locator(".bd-header-article").bounding_box()["height"], (
        "hidden under the bar"
    )


def test_references_unfold_with_the_keyboard_and_lead_to_the_bibliography(visit, address):
    page = visit(f"{address}/chapters/events.html")
    folded = page.locator("#friendship-treaty-1992 details")
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    assert folded.get_attribute("open") is not None
    folded.locator("a").first.click()
    page.wait_for_url("**/bibliography.html#*")


def test_print_shows_what_is_folded(visit, address):
    page = visit(f"{address}/chapters/events.html")
    works = page.locator("#friendship-treaty-1992 .works")
    assert not works.is_visible()
    page.emulate_media(media="print")
    assert works.bounding_box()["height"] > 0


def test_without_scripts_the_register_is_all_there(visit, address):
    page = visit(f"{address}/chapters/events.html", java_script_enabled=False)
    assert page.locator(".entry").count() > 80
    assert page.locator("#friendship-treaty-1992 .verdict").is_visible()


@pytest.mark.parametrize("name", PAGES)
def test_every_icon_of_the_theme_is_drawn(visit, address, name):
    page = visit(f"{address}/{name}.html")
    undrawn = """() => [...document.querySelectorAll("[class*='fa-']")]
        .filter(icon => !getComputedStyle(icon).maskImage.startsWith("url")).map(icon => icon.className)"""
    assert page.evaluate(undrawn) == []
