"""All cells of the chapters and of the solutions, run in the page and held against what the book and the notebooks show."""

import contextlib
import functools
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.parse
import warnings
from pathlib import Path

import jupytext
import nbformat
import pytest

import browser as browsers
import live
import remembered
from conftest import ROOT
from server import serve

CHAPTERS = sorted((ROOT / "chapters").glob("[01][0-9]-*.md"))
SOLUTIONS = sorted((ROOT / "exercises" / "solutions").glob("*.ipynb"))
STARTS = 6  # of a browser that hangs, which WebKit does now and then; why is not known
PATIENCE = 150  # seconds for a notebook, on a machine that is busy
STUDENTS = sorted((ROOT / "exercises").glob("*.ipynb"))
# Runs notebooks, each in a Python of its own, and sends what came of each to whoever serves the page.
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Cells</title>
<script src="_static/live/manifest.js"></script><script src="_static/live/live.js"></script></head><body><script>
addEventListener("load", async () => {
  const put = (name, value) => fetch(`/put/${name}`, { method: "POST", body: JSON.stringify(value) });
  try {
    const run = %s;
    const books = await (await fetch("books.json")).json();
    const python = await chronologyLive.start();
    for (const [name, sources] of Object.entries(books)) {
      await put(encodeURIComponent(name), { variant: python.variant, cells: await run(sources) });
      await python.stop();
    }
  } catch (error) {
    await put("failed", String(error?.stack ?? error));
  }
});
</script></body></html>"""


def books() -> dict[str, list[str]]:
    """Name of a notebook -> its cells of code."""
    read = {path.name: jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst") for path in CHAPTERS}
    read |= {f"solutions/{path.name}": nbformat.read(path, as_version=4) for path in SOLUTIONS}
    read |= {f"students/{path.name}": nbformat.read(path, as_version=4) for path in STUDENTS}
    return {name: [cell.source for cell in book.cells if cell.cell_type == "code"] for name, book in read.items()}


@contextlib.contextmanager
def chromium(url: str, profile: str):
    path = browsers.find()
    if not path:
        _absent("Chromium", browsers.HOW_TO)
    # No name of another host is found, so a request to one would fail the run.
    closed = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with _started([path, *browsers.ARGUMENTS, closed, "--remote-debugging-port=0", f"--user-data-dir={profile}", url]):
        yield


@contextlib.contextmanager
def firefox(url: str, profile: str):
    path = _firefox()
    if not path:
        _absent("Firefox", "apt-get install firefox-esr (Debian)")
    with _started([path, "--headless", "--no-remote", "--profile", profile, url]):
        yield


@contextlib.contextmanager
def webkit(url: str, profile: str):
    browser = _webkit()
    if not browser or not shutil.which("xvfb-run"):
        _absent("WebKit", "apt-get install webkit2gtk-driver xvfb (Debian)")
    environment = os.environ | {"HOME": profile, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    with _started(["xvfb-run", "-a", str(browser), url], environment):
        yield


def _firefox() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


def _webkit() -> Path | None:
    return next(iter(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")), None)


def _absent(name: str, how: str) -> None:
    """Skipped, not passed, and said aloud; a failure where CI is set, since nothing is skipped there."""
    message = f"NOT TESTED IN {name.upper()}: it is not here; {how}"
    if os.environ.get("CI"):
        pytest.fail(message)
    warnings.warn(message, stacklevel=2)
    pytest.skip(message)


@contextlib.contextmanager
def _started(command: list[str], environment: dict[str, str] | None = None):
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 15)
        process.wait(30)


@pytest.fixture(scope="module")
def ran(tmp_path_factory, request):
    """Browser -> what came of all cells in it, run once."""
    site = live.made(tmp_path_factory.mktemp("cells"))
    (site / "index.html").write_text(PAGE % live.RUN, encoding="utf-8")

    @functools.cache
    def run(start) -> dict | str:
        """Notebook -> what came of its cells, and by which variant; or what was wrong, so that it is not run again.

        What came of cells that are the same, with all the same around them, is not asked for again.
        """
        names = {name: _finding(start, cells) for name, cells in books().items()}
        kept = {name: remembered.outcome("cells", finding) for name, finding in names.items()}
        ran = {name: json.loads(said) for name, said in kept.items() if said}
        for _ in range(STARTS):
            left = {name: cells for name, cells in books().items() if name not in ran}
            if not left:
                return ran
            (site / "books.json").write_text(json.dumps(left), encoding="utf-8")
            came = _run(site, start, left)
            for name in came.keys() & names.keys():
                if {cell["status"] for cell in came[name]["cells"]} == {"ok"} and came[name]["variant"] == "snapshot":
                    remembered.keep_outcome("cells", names[name], json.dumps(came[name]))
            ran |= came
            if len(ran) == len(books()):
                return ran
            if "failed" in ran:
                break
            warnings.warn(f"{start.__name__} hung after {len(ran)} notebooks and was started anew", stacklevel=1)
        return ran.get("failed", f"the browser hung after {len(ran)} notebooks")

    def got(start) -> dict:
        found = run(start)
        assert isinstance(found, dict), found
        return found

    return got


def _finding(start, cells: list[str]) -> str:
    """The name under which it is remembered what came of cells in a browser."""
    return remembered.name(start.__name__, _version(start.__name__), json.dumps(cells), remembered.surroundings())


@functools.cache
def _version(name: str) -> str:
    path = {"chromium": browsers.find, "firefox": _firefox, "webkit": _webkit}[name]()
    if name == "webkit" and path:  # which says its version on a screen alone; another one is another file
        return f"{path.stat().st_size} {path.stat().st_mtime_ns}"
    return remembered.version(path) if path else ""


def _run(site: Path, start, names) -> dict:
    """What a browser gives until it is done or has given nothing for a while."""
    profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    with serve(site) as served, profile as folder, start(f"{served.address}/index.html", folder):
        since, seen = time.monotonic(), 0
        while len(served.put) < len(names) and "failed" not in served.put:
            if len(served.put) > seen:
                since, seen = time.monotonic(), len(served.put)
            if time.monotonic() - since > PATIENCE:
                break
            time.sleep(0.2)
    return {urllib.parse.unquote(name): json.loads(text) for name, text in served.put.items()}


every_browser = pytest.mark.parametrize("start", [chromium, firefox, webkit], ids=lambda start: start.__name__)
pytestmark = pytest.mark.xdist_group("live cells")


@every_browser
def test_every_cell_of_the_chapters_and_notebooks_runs(ran, start):
    got = ran(start)
    assert {each["variant"] for each in got.values()} == {"snapshot"}
    failed = [(name, live.text(cell)) for name, each in got.items() for cell in each["cells"] if cell["status"] != "ok"]
    assert failed == []
    assert {name: len(each["cells"]) for name, each in got.items()} == {
        name: len(sources) for name, sources in books().items()
    }


@every_browser
@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_the_solutions_say_what_their_notebooks_say(ran, start, path):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    for cell, got in zip(cells, ran(start)[f"solutions/{path.name}"]["cells"]):
        stored = [live.comparable(output) for output in cell.outputs]
        if stored:
            assert _joined(live.shown(got)) == _joined(stored), cell.source


@every_browser
@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_the_chapters_show_what_the_book_shows(ran, start, path, pages):
    built = nbformat.read(pages.parent / "jupyter_execute" / "chapters" / f"{path.stem}.ipynb", as_version=4)
    cells = [cell for cell in built.cells if cell.cell_type == "code"]
    for cell, got in zip(cells, ran(start)[path.name]["cells"]):
        assert live.shown(got) == [live.comparable(output) for output in cell.outputs], cell.source


def _joined(outputs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return live.together([each for each in outputs if each[0] == "stream"])
