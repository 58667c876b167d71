import itertools
import os
import shutil
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import hypothesis
import playwright.sync_api
import pytest

import browser as browsers
import remembered
from chronology import edition, tables
from chronology.book import host
from chronology.classroom.sandbox.outside import INSTALL
from server import serve

# A slow machine is no fault in a date.
hypothesis.settings.register_profile("course", deadline=None)
hypothesis.settings.load_profile("course")

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "_build" / "html"
GOOD = pytest.StashKey[bool]()
PASSED = pytest.StashKey[int]()
DESK, PHONE = {"width": 1400, "height": 900}, {"width": 360, "height": 740}


def pytest_configure(config):
    told = "not run again while all that it follows from is the same; page: the argument that names the page it opens"
    config.addinivalue_line(
        "markers", f"remembered(page=None, file=None): {told}, file: that which is the file it reads"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session):
    """Tests of a group run on one worker. pytest-xdist knows a group by an ending of the ids, which a pytest may lose."""
    grouped = [each for each in session.items if each.get_closest_marker("xdist_group")]
    if getattr(session.config.option, "loadgroup", False) and not all("@" in each.nodeid for each in grouped):
        raise pytest.UsageError(f"pytest-xdist does not group tests with pytest {pytest.__version__}")


def _finding(item) -> str | None:
    """The name under which it is remembered that a test has passed; None for a test that is run each time."""
    marker = item.get_closest_marker("remembered")
    book = {"pages", "address", "measured"} & set(item.fixturenames)  # which follows from the chapters too
    if not marker or (book and not marker.kwargs):
        return None
    given = {kind: item.callspec.params[argument] for kind, argument in marker.kwargs.items()}
    read = [remembered.page(PAGES, given["page"])] if "page" in given else []
    read += [given["file"].read_text(encoding="utf-8")] if "file" in given else []
    return remembered.name(item.path.name, item.name, remembered.surroundings(), *read)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leaves out what has passed with all the same."""
    passed = [each for each in items if (finding := _finding(each)) and remembered.known("tests", finding)]
    if not passed:
        return
    items[:] = [each for each in items if each not in set(passed)]
    config.hook.pytest_deselected(items=passed)
    config.stash[PASSED] = len(passed)
    if hasattr(config, "workeroutput"):  # a worker of pytest-xdist, which alone knows what is left out
        config.workeroutput["passed before"] = len(passed)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    if number := getattr(node, "workeroutput", {}).get("passed before"):
        node.config.stash[PASSED] = number  # the same for every worker


def _note(event: str, details: tuple) -> None:
    """Notes what of the chapters and the book is opened, which nothing remembered may follow from."""
    if event == "open" and isinstance(details[0], (str, os.PathLike)):
        path = os.path.abspath(details[0])
        if path.startswith(UNSEEN):
            opened.append(path)


opened: list[str] = []
UNSEEN = tuple(f"{ROOT / each}{os.sep}" for each in ("chapters", "_build/html"))
sys.addaudithook(_note)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    opened.clear()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.stash[GOOD] = report.passed and item.stash.get(GOOD, True)
    if report.when == "teardown" and item.stash[GOOD] and (finding := _finding(item)):
        if opened and not item.get_closest_marker("remembered").kwargs:
            report.outcome = "failed"
            report.longrepr = f"it is marked `remembered` and opens {sorted(set(opened))[0]}"
        else:
            remembered.keep("tests", finding)
    return report


def pytest_terminal_summary(terminalreporter, config):
    if number := config.stash.get(PASSED, 0):
        terminalreporter.write_line(f"{number} tests had passed before with all the same; ANEW=1 runs them again")


@pytest.fixture(autouse=True)
def language_put_back():
    """Fails a test that leaves its language to those after it, in whatever order they run."""
    before = os.environ.get(edition.VARIABLE)
    yield
    left = os.environ.pop(edition.VARIABLE, None)
    if before is not None:
        os.environ[edition.VARIABLE] = before
    speaks = [each or edition.SOURCE for each in (left, before)]  # the build of a book says it of English, too
    assert speaks[0] == speaks[1], "the language is not put back: monkeypatch.setenv(edition.VARIABLE, …) does it"


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
    with playwright.sync_api.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=path, args=browsers.ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def bubblewrap():
    """The sandbox of the class check; without it the test is skipped, and in CI it fails."""
    if not shutil.which("bwrap"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no bubblewrap: `{INSTALL}` (Debian, Ubuntu)")


@pytest.fixture(scope="session")
def tabs(chromium):
    """Tabs that are free, by the options of their context, to be used again: the process of a new one costs a second."""
    free = defaultdict(list)
    yield free
    for page in itertools.chain(*free.values()):
        page.context.close()


@pytest.fixture
def visit(chromium, tabs, request):
    """Open an address in a tab that knows nothing of other tests; returns the page.

    Its `faults` are the errors of its console and its scripts, its `asked` the requests. options: of the context.
    """
    used, failed = [], request.session.testsfailed

    def open_page(url, viewport=DESK, scheme="light", **options):
        kind = tuple(sorted(options.items()))
        page = tabs[kind].pop() if tabs[kind] else _new_tab(chromium, options)
        used.append((kind, page))
        page.faults, page.asked = [], []
        page.set_default_timeout(30_000)
        page.set_viewport_size(viewport)
        page.emulate_media(media="null", color_scheme=scheme, reduced_motion="reduce")
        page.goto(url, wait_until="load")
        return page

    yield open_page
    for kind, page in used:
        # Nobody knows in what state a test that failed leaves the keys and the pointer.
        if request.session.testsfailed == failed and len(tabs[kind]) < 2 and _emptied(page):
            tabs[kind].append(page)
        else:
            page.context.close()


def _new_tab(chromium, options):
    page = chromium.new_context(**options).new_page()
    page.on("console", lambda message: message.type == "error" and page.faults.append(message.text))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    return page


def _emptied(page) -> bool:
    """Leave the page and what it has stored; False if that cannot be, or others share its context."""
    if page.is_closed() or page.context.pages != [page]:
        return False
    try:
        page.unroute_all()
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.mouse.move(-1, -1)
        page.goto("about:blank")
        page.context.clear_cookies()
    except playwright.sync_api.Error:
        return False
    return True


def _page(*widgets) -> str:
    if isinstance(widgets[0], type):
        return _page_at_first(widgets[0])
    return host.page(widgets, title="Widgets")


@cache
def _page_at_first(widget) -> str:
    return host.page([widget()], title="Widgets")


@pytest.fixture
def show(visit, tmp_path):
    """Widgets in a page of their own, opened from a file with the network cut; fails if the page logs an error.

    show(widget, …, viewport=DESK, scheme="light") -> the page, once every widget in it is drawn. A class stands for its
    widget as it is at first.
    """
    opened = []

    def open_widgets(*widgets, **options):
        path = tmp_path / f"widgets-{len(opened)}.html"
        path.write_text(_page(*widgets), encoding="utf-8")
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
