import functools
import http.server
import os
import shutil
import threading
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import sync_playwright

import browser as browsers
from chronology import tables

# A slow machine is no fault in a date.
hypothesis.settings.register_profile("course", deadline=None)
hypothesis.settings.load_profile("course")

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "_build" / "html"


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

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(pages)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


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
