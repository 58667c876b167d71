"""The widgets in a real JupyterLab: a change in the page reaches Python, and one from Python reaches the page."""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest

import chronology as ch
from chronology.widgets import base

pytestmark = [pytest.mark.xdist_group("lab"), pytest.mark.remembered]

WIDGETS = [
    each
    for each in map(ch.__getattr__, ch.__all__)
    if isinstance(each, type) and issubclass(each, base.Widget) and each is not ch.Exercise
]
SETUP = "import chronology as ch\nwidget = ch.{name}()\nwidget"


@contextlib.contextmanager
def started(folder, *more):
    """A JupyterLab of its own in a folder; yields a function that gives the address of a notebook by name.

    more: options of the server.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    home = {"JUPYTER_CONFIG_DIR": str(folder / "config"), "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces")}
    options = [f"--ServerApp.port={port}", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}", *more]
    with (folder / "lab.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", *options],
            stdout=log,
            stderr=log,
            env=os.environ | home,
        )
    base = f"http://127.0.0.1:{port}"
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{base}/api/status?token={token}", timeout=2).close()
            break
        except OSError:
            assert server.poll() is None, (folder / "lab.log").read_text()
            time.sleep(0.5)
    try:
        yield lambda name: f"{base}/lab/tree/{name}?token={token}&reset"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab of its own; yields (folder, address of a notebook by name)."""
    folder = tmp_path_factory.mktemp("lab")
    with started(folder) as address:
        yield folder, address


@pytest.fixture
def notebook(lab, visit):
    """Open a notebook with these cells in JupyterLab; returns the page and a function that runs a cell."""
    folder, address = lab

    def open_notebook(*sources):
        name = f"{secrets.token_hex(4)}.ipynb"
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / name)
        page = visit(address(name), {"width": 1300, "height": 1000})
        page.set_default_timeout(90_000)
        page.locator(".jp-Notebook .jp-CodeCell").nth(len(sources) - 1).wait_for()
        page.get_by_text("| Idle").wait_for()  # the status bar: what is run before the kernel is ready is lost

        def run(number):
            """Run a cell and return the text of its output once the kernel is done."""
            cell = page.locator(".jp-Notebook .jp-CodeCell").nth(number)
            cell.locator(".jp-InputPrompt").click()  # command mode: no completer takes the key
            page.keyboard.press("Shift+Enter")
            page.wait_for_function(
                "number => /^\\[\\d+\\]:$/.test(document.querySelectorAll('.jp-Notebook .jp-CodeCell')[number]"
                ".querySelector('.jp-InputPrompt').textContent.trim())",
                arg=number,
            )
            return cell.locator(".jp-OutputArea").first.inner_text()

        return page, run

    return open_notebook


def test_the_timeline_and_python_are_connected_both_ways(notebook):
    page, run = notebook(
        SETUP.format(name="Timeline"),
        "print(list(widget.selected_events.index), widget.language)",
        "widget.selected = ['ussr-dissolution-1991']\nwidget.filters = {'kind': 'dissolution'}",
        "widget.filters = {'kind': 'treatys'}",
    )
    run(0)
    page.locator(".chronology.timeline .blip").first.wait_for()
    page.locator(".blip[data-id=abylai-election-1771]").click()
    page.locator(".detail").wait_for()
    page.locator("[data-keep=language]").select_option("kk")
    assert "['abylai-election-1771'] kk" in run(1), "the page does not reach Python"
    run(2)
    page.locator(".detail.verdict-imprecise").wait_for()
    wanted = len(ch.events(kind="dissolution"))
    page.wait_for_function(f"document.querySelectorAll('.blip').length === {wanted}")
    assert "TraitError" in run(3)
    assert page.locator(".blip").count() == wanted, "a refused filter changes nothing"


def test_a_practice_and_python_are_connected_both_ways(notebook):
    page, run = notebook(
        "import chronology as ch\nwidget = ch.Practice(chapter=4)\nwidget",
        "print(widget.answers, widget.results.right.sum(), widget.results.tries.sum())",
        "widget.answers = {'december-1991': ch.events().loc[widget.questions[0]['solution']].index.tolist()}",
    )
    run(0)
    question = page.locator("[data-id=a-name-too-early]")
    question.get_by_label("The Russian Federation.").check()
    question.locator("[data-do=check]").click()
    question.get_by_text("its name was still RSFSR").wait_for()
    assert "{'a-name-too-early': '0'} 1 1" in run(1), "the page does not reach Python"
    run(2)
    page.wait_for_function("document.querySelector('.sortable > li').dataset.item === 'minsk-agreement-1991'")
    assert not question.locator("input:checked").count()
    assert page.get_by_text("in this browser and this notebook").is_visible()


def test_every_widget_is_drawn_and_connected_both_ways(notebook):
    page, run = notebook(
        *(SETUP.format(name=widget.__name__) for widget in WIDGETS),
        "widget.language = 'ru'",
        "print(widget.language)",
    )
    for number, widget in enumerate(WIDGETS):
        run(number)
        drawn = page.locator(".jp-Notebook .jp-CodeCell").nth(number).locator("section.chronology")
        drawn.wait_for()
        run(len(WIDGETS))  # Python sets the language
        drawn.and_(page.locator("[lang=ru]")).wait_for()
        drawn.locator("[data-keep=language]").select_option("kk")
        assert "kk" in run(len(WIDGETS) + 1), f"{widget.__name__}: the page does not reach Python"
