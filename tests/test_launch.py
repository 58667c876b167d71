"""Launched as Binder launches it: a real JupyterLab opens a chapter by its launch path, as a notebook, and runs it."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError

import chronology as ch
from chronology import edition, editions
from conftest import ROOT

pytestmark = pytest.mark.xdist_group("launch")

# Another environment may be tried, such as one made from .binder/ alone.
BIN = Path(os.environ.get("LAUNCH_BIN", Path(sys.executable).parent))
SLOW = 240_000  # ms, for a kernel beside other tests on a slow machine
FOLDERS = ("", *(f"{each}/" for each in editions.others()))
CHAPTERS = [f"{folder}chapters/{slug}.md" for folder in FOLDERS for slug in ch.chapters().slug]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab over a copy of the repository, set up by .binder/postBuild; yields its address."""
    home, copy = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("repository")
    for name in subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split():
        if (ROOT / name).exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    environment = os.environ | {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
    }
    # All but the first step: the package is installed, and its environment is not this test's to change.
    script = (copy / ".binder/postBuild").read_text().replace("python -m pip install --no-deps --editable .", "")
    done = subprocess.run(["bash", "-c", script], cwd=copy, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    options = "--no-browser --ServerApp.ip=127.0.0.1 --ServerApp.port=0 --IdentityProvider.token= --allow-root"
    options = [*options.split(), "--LabApp.expose_app_in_browser=True"]
    log = home / "lab.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [BIN / "jupyter-lab", *options, f"--ServerApp.root_dir={copy}"],
            env=environment,
            cwd=copy,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield _address(home / "data" / "runtime", server, log)
    finally:
        server.terminate()
        server.wait(20)


def _address(runtime: Path, server: subprocess.Popen, log: Path) -> str:
    for _ in range(120):
        assert server.poll() is None, log.read_text()
        for path in runtime.glob("jpserver-*.json"):
            url = json.loads(path.read_text())["url"]
            try:
                urllib.request.urlopen(f"{url}api", timeout=5)
                return url
            except OSError:
                pass
        time.sleep(0.5)
    raise AssertionError(f"no server after a minute: {log.read_text()}")


# The toolbar says "idle" before there is a kernel, and cells run then would be lost with JupyterLab's question for one.
READY = """() => {
    const kernel = jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel
    return kernel?.connectionStatus === "connected" && kernel.status === "idle"
}"""
BEGUN = (
    "() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].some(each => /[*\\d]/.test(each.textContent))"
)


def _run_all(page):
    """Run all cells by the menu. It is rebuilt when the notebook takes the focus, and a click before that is lost."""
    page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell", timeout=SLOW)
    page.wait_for_function(READY, timeout=SLOW)
    for _ in range(8):
        with contextlib.suppress(TimeoutError):
            page.get_by_role("menuitem", name="Run", exact=True).click(timeout=10_000)
            page.get_by_role("menuitem", name="Run All Cells", exact=True).click(timeout=10_000)
            return page.wait_for_function(BEGUN, timeout=20_000)
    raise AssertionError(f"the menu does not run the cells: {page.locator('.jp-Dialog').all_inner_texts()}")


def test_a_chapter_opens_as_a_notebook_and_runs(lab, chromium):
    """From the launch path to a figure, with the network cut to all but this machine."""
    page = chromium.new_page(viewport={"width": 1300, "height": 1000})
    page.goto(f"{lab}lab/tree/chapters/04-independence.md")
    _run_all(page)
    page.wait_for_selector(".jp-OutputArea-output :is(svg, img, .chronology)", timeout=SLOW)
    cells = page.locator(".jp-NotebookPanel .jp-CodeCell")
    done = "() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].every(each => /\\d/.test(each.textContent))"
    page.wait_for_function(done, timeout=SLOW)
    assert cells.count() >= 3
    if picture := os.environ.get("LAUNCH_PICTURE"):
        page.screenshot(path=picture)
    text = page.locator(".jp-NotebookPanel").inner_text()
    assert "{event}" not in text and "{claim}" not in text, "roles of the course, which Jupyter does not know"
    assert page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    page.close()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_exercises_open_as_a_notebook_and_the_checks_answer(lab, chromium, language):
    page = chromium.new_page(viewport={"width": 1300, "height": 1000})
    folder = "" if language == "en" else f"{language}/"
    page.goto(f"{lab}lab/tree/{folder}exercises/02-khanate-and-empire.ipynb?reset")  # without tabs of another visit
    _run_all(page)
    with edition.speaking(language):
        said = edition._("Put your answer in the place of the three dots.").partition(".")[0]
    page.wait_for_selector(f".jp-OutputArea-output:has-text('{said}')", timeout=SLOW)
    assert page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    page.close()


@pytest.mark.parametrize("path", CHAPTERS)
def test_the_launch_path_of_a_chapter_exists_letter_by_letter(lab, path):
    """The server is asked as Binder asks it; a file system that ignores case is not."""
    assert path.rpartition("/")[2] in {each.name for each in (ROOT / "chapters").iterdir()}
    with urllib.request.urlopen(f"{lab}api/contents/{path}?content=0") as answer:
        assert json.load(answer)["path"] == path
