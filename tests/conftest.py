import os
import shutil
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import sync_playwright

import browser as browsers
from chronology import tables
from chronology.book import host
from chronology.classroom.sandbox.outside import INSTALL
from server import serve

# A slow machine is no fault in a date.
hypothesis.settings.register_profile("course", deadline=None)
hypothesis.settings.load_profile("course")

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "_build" / "html"
DESK, PHONE = {"width": 1400, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the tables that a test may break."""
    return Path(shutil.copytree(tables.DATA, tmp_path / "data"))


@pytest.fixture(scope="session")
def pages() -> Path:
    """The built book."""
    assert (PAGES / "index.html").exists(), "the book is not built: run `make book` first, or `make test`"
    return PAGES


@pytest.fixture(scope="session")
def address(pages: Path):
    """The book, served on this machine."""
    with serve(pages) as served:
        yield served.address


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium; without one the test is skipped, and in CI it fails."""
    path = browsers.find()
    if not path:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no Chromium; {browsers.HOW_TO}")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=browsers.ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def bubblewrap():
    """The sandbox of the class check; without it the test is skipped, and in CI it fails."""
    if not shutil.which("bwrap"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no bubblewrap: `{INSTALL}` (Debian, Ubuntu)")


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


@pytest.fixture
def show(visit, tmp_path):
    """Widgets in a page of their own, opened from a file with the network cut; fails if the page logs an error.

    show(widget, …, viewport=DESK, scheme="light") -> the page, once every widget in it is drawn.
    """
    opened = []

    def open_widgets(*widgets, **options):
        path = tmp_path / f"widgets-{len(opened)}.html"
        path.write_text(host.page(widgets, title="Widgets"), encoding="utf-8")
        page = visit(path.as_uri(), offline=True, **options)
        opened.append(page)
        for element in page.locator("[data-widget]").all():
            element.scroll_into_view_if_needed()
        page.wait_for_function("!document.querySelector('[data-widget]:not([data-ready]):not([data-failed])')")
        page.evaluate("scrollTo(0, 0)")
        return page

    yield open_widgets
    for page in opened:
        assert page.faults == []
