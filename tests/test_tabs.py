"""What lets the suite be quick must not let one test see another, nor an old result stand for a new one."""

import shutil

import pytest

import remembered
from chronology import tables
from conftest import _emptied, _new_tab


@pytest.fixture
def tab(chromium, tmp_path):
    page = _new_tab(chromium, {})
    page.faults, page.asked = [], []
    page.address = (tmp_path / "page.html").as_uri()
    (tmp_path / "page.html").write_text("<!doctype html><title>A page</title>", encoding="utf-8")
    page.goto(page.address)
    yield page
    page.context.close()


def test_a_tab_that_is_used_again_knows_nothing_of_the_test_before(tab):
    tab.evaluate("localStorage.a = sessionStorage.a = 'kept'")
    assert _emptied(tab) and tab.url == "about:blank"
    tab.goto(tab.address)
    assert tab.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_a_tab_that_cannot_be_emptied_is_not_used_again(tab):
    tab.evaluate("Object.defineProperty(window, 'localStorage', {get() { throw new Error('off') }})")
    assert not _emptied(tab)


def test_a_tab_beside_another_is_not_used_again(tab):
    tab.context.new_page()
    assert not _emptied(tab)


def test_what_was_good_is_known_until_anything_changes(tmp_path, monkeypatch):
    monkeypatch.delenv("ANEW", raising=False)
    monkeypatch.setattr(remembered, "FOLDER", tmp_path / "remembered")
    monkeypatch.setattr(tables, "DATA", shutil.copytree(tables.DATA, tmp_path / "data"))
    surroundings = remembered.surroundings.__wrapped__
    finding = remembered.name("a test", surroundings())
    assert not remembered.known("tests", finding)
    remembered.keep("tests", finding)
    assert remembered.known("tests", remembered.name("a test", surroundings()))
    with (tmp_path / "data" / "events.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert not remembered.known("tests", remembered.name("a test", surroundings()))
    monkeypatch.setenv("ANEW", "1")
    assert not remembered.known("tests", finding)
