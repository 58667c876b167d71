"""The whole book by the builders that `make book` does not use: from what it has read and run, so only writing is left.

EPUB is built by every `make test`. LaTeX, text and gettext take minutes: CI builds them, and ANEW=1 does;
tests/test_builders.py builds a small book by each of them every time.
"""

import contextlib
import io
import os
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import polib
import pytest
from bs4 import BeautifulSoup
from jupyter_book.sphinx import build_sphinx

import books
from conftest import ROOT

pytestmark = pytest.mark.xdist_group("whole book")  # one copy of what was read for all

SETTINGS = {"external_toc_path": str(ROOT / "_toc.yml"), "latex_individualpages": False}
RUN = re.compile(r"Executing notebook")
slow = pytest.mark.skipif(not {"ANEW", "CI"} & os.environ.keys(), reason="takes minutes: in CI, or with ANEW=1")


@pytest.fixture(scope="module")
def build(pages, tmp_path_factory):
    """Build the book by a builder, which is done without a warning; returns the folder."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(ROOT / "_build" / ".doctrees", folder / "trees")

    def run(builder: str, **config: object) -> Path:
        trees = folder / ("trees" if not config else f"trees-{builder}")
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            done = build_sphinx(
                ROOT,
                folder / builder,
                noconfig=True,
                path_config=ROOT / "_config.yml",
                confoverrides=SETTINGS | config,
                doctreedir=trees,
                builder=builder,
                warningiserror=True,
                keep_going=True,
            )
        assert done == 0, "\n".join(line for line in said.getvalue().splitlines() if "WARNING" in line) or done
        assert not RUN.search(said.getvalue()), "a chapter was run again: what `make book` has read is not used"
        return folder / builder

    return run


@pytest.fixture(scope="module")
def epub(build) -> Path:
    """The unpacked EPUB, as a reader gets it."""
    return books.unpacked(build("epub"))


def test_every_page_of_the_epub_is_well_formed_and_has_what_the_page_has(epub, pages):
    chapters = {path.stem for path in (pages / "chapters").glob("*.html")}
    assert chapters == {path.stem for path in (epub / "chapters").glob("*.xhtml")}
    for path in epub.rglob("*.xhtml"):
        ElementTree.parse(path)
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for widget in page.select("[data-widget]"):
            assert widget.select_one("td, li"), f"{path.name}: nothing stands in for {widget['data-widget']}"
        assert not page.select("script"), path.name


def test_no_link_in_the_epub_is_dead(epub):
    assert books.dead_links(epub) == []


@slow
@pytest.mark.parametrize(("builder", "ending"), [("latex", "tex"), ("text", "txt")])
def test_paper_and_text_have_no_html(build, builder, ending):
    written = list(build(builder).rglob(f"*.{ending}"))
    assert written
    for path in written:
        assert not re.search(r"<(table|div|span)\b", path.read_text(encoding="utf-8")), path


@slow
def test_every_chapter_is_in_the_catalogue(build):
    out = build("gettext", nb_execution_mode="off")
    places = {
        place for path in out.glob("*.pot") for entry in polib.pofile(str(path)) for place, _ in entry.occurrences
    }
    named = {Path(place).stem for place in places}
    assert {path.stem for path in (ROOT / "chapters").glob("*.md")} <= named
