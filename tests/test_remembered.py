"""What is not run again, and that it is run again where something it follows from has changed."""

import os
import subprocess
import sys

import pytest

import remembered
import test_live_cells as live_cells
from conftest import ROOT

ID = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def book(tmp_path):
    """A built book of one page, of which `change` writes a file anew."""

    def change(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        remembered._shared.cache_clear()
        return remembered.page(tmp_path, "one")

    change("one.html", f"One <p id='{ID}'>")
    change("_static/style.css", "p {}")
    return change


@pytest.mark.parametrize(
    ("name", "text", "same"),
    [
        ("one.html", f"One <p id='{ID[::-1]}'>", True),
        ("one.html", f"Two <p id='{ID}'>", False),
        ("two.html", "Two", True),
        ("_static/style.css", "p { color: red }", False),
        ("_static/kept/of-another-page.js", "1", True),
    ],
    ids=["ids of models", "its text", "another page", "a style", "data of another page"],
)
def test_a_page_is_the_same_while_it_and_what_all_pages_load_are(book, name, text, same):
    before = book("_static/kept/own.js", "1")
    assert (book(name, text) == before) is same


def run(folder, body, marks="@pytest.mark.remembered", argument="", **environment):
    """The outcome of a remembered test with a body, as pytest tells it."""
    path = folder / "test_one.py"
    path.write_text(f"import pytest, pathlib\n{marks}\ndef test_{folder.name}({argument}):\n    {body}\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "conftest", "-p", "no:cacheprovider", "-p", "no:xdist"]
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'tests'}{os.pathsep}{ROOT}"} | environment
    done = subprocess.run(
        [*command, "--rootdir", folder, path], env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout


def test_what_has_passed_is_left_out_until_all_is_asked_anew(tmp_path, monkeypatch):
    monkeypatch.delenv("ANEW", raising=False)
    assert "1 passed" in run(tmp_path, f"assert {str(tmp_path)!r}", ANEW="1")
    said = run(tmp_path, f"assert {str(tmp_path)!r}")
    assert "1 deselected" in said and "1 tests had passed before" in said
    assert "1 passed" in run(tmp_path, f"assert {str(tmp_path)!r}", ANEW="1")


def test_what_was_asked_of_a_file_is_asked_again_when_it_is_another(tmp_path, monkeypatch):
    monkeypatch.delenv("ANEW", raising=False)
    read = tmp_path / "read.txt"
    paths = f"@pytest.mark.parametrize('path', [pathlib.Path({str(read)!r})], ids=['one'])"
    marks = f"@pytest.mark.remembered(file='path')\n{paths}"
    for text, said in (("1", "1 passed"), ("1", "1 deselected"), ("2", "1 passed")):
        read.write_text(text, encoding="utf-8")
        assert said in run(tmp_path, "assert path.read_text()", marks, "path")


def test_what_came_of_cells_is_kept_for_the_same_cells_in_the_same_browser(tmp_path, monkeypatch):
    monkeypatch.setattr(remembered, "FOLDER", tmp_path)
    monkeypatch.delenv("ANEW", raising=False)
    starts = (live_cells.chromium, live_cells.firefox)
    findings = {live_cells._finding(start, cells) for start in starts for cells in (["1"], ["2"], ["1", "2"])}
    assert len(findings) == 6
    finding = live_cells._finding(live_cells.chromium, ["1"])
    assert finding in findings and remembered.outcome("cells", finding) is None
    remembered.keep_outcome("cells", finding, '{"cells": []}')
    assert remembered.outcome("cells", finding) == '{"cells": []}'
    monkeypatch.setenv("ANEW", "1")
    assert remembered.outcome("cells", finding) is None


def test_what_has_failed_is_run_again(tmp_path):
    for _ in range(2):
        assert "1 failed" in run(tmp_path, "assert False")


def test_a_test_that_reads_a_chapter_must_not_be_remembered(tmp_path):
    chapter = ROOT / "chapters" / "04-independence.md"
    said = run(tmp_path, f"assert pathlib.Path({str(chapter)!r}).read_text()")
    assert "marked `remembered` and opens" in said and "1 error" in said
