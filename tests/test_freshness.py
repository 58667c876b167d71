"""A change in data/ or src/ reaches the page, and a notebook that fails fails the build."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

pytestmark = pytest.mark.remembered

NOTEBOOK = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
# A notebook

```{code-cell} ipython3
import chronology as ch

ch.events(between=("1991-12", "1991-12"))[["title_en"]]
```
"""
DATES = """# Dates

:::{key-dates}
alma-ata-meeting-1991
ussr-dissolution-1991
:::
"""
CONTENTS = "format: jb-book\nroot: chapters/notebook\nchapters:\n"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A book of a notebook and a page of dates, with its own package on the path of every process."""
    for name in ("data", "src"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "_config.yml", tmp_path)
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "notebook.md").write_text(NOTEBOOK, encoding="utf-8")
    (tmp_path / "chapters" / "dates.md").write_text(DATES, encoding="utf-8")
    (tmp_path / "_toc.yml").write_text(CONTENTS + "  - file: chapters/dates\n")
    return tmp_path


def build(folder: Path) -> subprocess.CompletedProcess:
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", "--warningiserror", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder)


def page(folder: Path, name: str) -> str:
    return (folder / "_build" / "html" / "chapters" / f"{name}.html").read_text(encoding="utf-8")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_change_is_never_served_from_an_old_build(copy):
    assert build(copy).returncode == 0
    assert "Dissolution of the USSR declared" in page(copy, "notebook") and "differs" in page(copy, "dates")

    change(copy / "data" / "events.csv", "Dissolution of the USSR declared", "End of the Union declared")
    assert build(copy).returncode == 0
    for name in ("notebook", "dates"):  # what a notebook prints, and what a directive writes
        assert "End of the Union declared" in page(copy, name)
        assert "Dissolution of the USSR declared" not in page(copy, name)

    change(copy / "src/chronology/words/labels.csv", "verdict.differs,differs,", "verdict.differs,parts ways,")
    assert build(copy).returncode == 0
    assert "parts ways" in page(copy, "dates")


def test_a_failing_notebook_fails_the_build_every_time(copy):
    change(copy / "chapters" / "notebook.md", "import chronology as ch", "import chronology as ch; 1 / 0")
    for _ in range(2):
        done = build(copy)
        assert done.returncode != 0
        assert "ZeroDivisionError" in done.stdout + done.stderr
