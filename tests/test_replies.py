"""Another edition: what a student is told by a check and by a page of feedback, in a language of test strings."""

import csv
import io
import math
import os
import platform
import re
import shutil
import subprocess
import sys
import tokenize

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from chronology import edition, tables
from chronology.classroom import worker
from chronology.classroom.submissions import Submission
from chronology.exercises import check, questions
from chronology.exercises.plain import MOST
from handed_in import CHAPTER, NAME, RIGHT, cell, hand_in, notebook
from submitted import solution
from test_translation import ROOT, WORD, lookalike, translate

pytestmark = pytest.mark.remembered

CODE = re.compile(
    r"check\([^)]*\)|pd\.Series\([^)]*\)|\b\d\d-\w+|\b(DataFrame|Series|object|complex)\b|\[[^]]*\]|\{[^}]*\}|'[^']*'"
)

OWN = r" \d+, .* – (\w+Error\b.*)?"  # the student's own line, and Python's own words


def english(text: str) -> list[str]:
    """The English words of a text, but for names of Python and what stands in brackets as code does."""
    return WORD.findall(CODE.sub("", text))


@pytest.fixture(scope="module")
def locale(tmp_path_factory):
    """A folder with the catalogue of the language of test strings."""
    folder = tmp_path_factory.mktemp("locale")
    translate(folder / "eo/LC_MESSAGES/chronology.po")
    return folder


@pytest.fixture
def translated(monkeypatch, locale):
    monkeypatch.setattr(edition, "LOCALE", locale)
    edition._catalogue.cache_clear()
    monkeypatch.setenv(edition.VARIABLE, "eo")
    monkeypatch.setattr(questions, "MADE", {})
    yield
    edition._catalogue.cache_clear()


# What is asked: kind, right answer, options of the kind.
ASKED = {
    "day": ("date", "1731-10-21", {}),
    "day of one style": ("date", "1900-03-13", {"style": "new"}),
    "month": ("date", "1936-12", {}),
    "year": ("date", "1465", {}),
    "decade": ("date", "178X", {}),
    "century": ("date", "17XX", {}),
    "span": ("date", "1837/1847", {}),
    "number": ("number", 12, {}),
    "share": ("number", 0.25, {"tolerance": 0.01, "unit": "share"}),
    "choice": ("choice", "1", {"options": ["1", "2"]}),
    "set": ("set", ["1", "2"], {"options": ["1", "2", "3", "4"]}),
    "order": ("order", ["1", "2", "3"], {"options": ["1", "2", "3"]}),
    "match": ("match", {"1": "7", "2": "8"}, {"options": ["1", "2"], "to": ["7", "8", "9"]}),
    "name": ("name", "Абылай", {}),
    "series": ("table", pd.Series([1, 2, 3], index=["7", "8", "9"]), {"ordered": True}),
    "frame": ("table", pd.DataFrame({"1": [1, 2], "2": [3, 4]}), {}),
}
ANSWERS = [
    None, "", "7", "x", math.nan, True, 1j, object(), [], ["1"], ["1", "1", "2"], ["1", "3"], ["3", "2", "1"],
    ["1", "2", "3"], ["2", "1", "3"], ["1", "2", "4"], ["5"], ["3"], {"1"}, {}, {"1": "7"}, {"1": "7", "2": None},
    {"1": "7", "2": "9"}, {"1": "7", "2": "5"}, "1" * (MOST + 1), ["1"] * (MOST + 1), pd.DataFrame({"1": [0] * MOST, "2": 0}),
    12, 11, 13, -12, 1200, 0.12, 12_000, 0.012, 0.28, 25, 0.0025, 0.75, pd.Series([12]),
    "1731-10-10", "1731-10-22", "1732-10-21", "1731-10", "1731", "1731-10-11", "10 October 1731 Old Style",
    "28 February 1900 Old Style", "29 February 1900 Old Style", "1900-02-29", "2 (16) March 1900", "29 February 1901",
    "1936-11", "1936-12-05", "1936", "1466", "1475", "1565", "1465-01", "177X", "179X", "18XX", "1837", "1847/1837",
    "1837/1848", "1838/1847", "1837/1850", "12 or 13", "9" * 200,
    pd.Series([1, 2, 3], index=["7", "8", "6"]), pd.Series([1, 2, 4], index=["7", "8", "9"]),
    pd.Series([3, 2, 1], index=["9", "8", "7"]), pd.Series([2, 1, 3], index=["8", "7", "9"]),
    pd.Series([1, 2], index=["7", "8"]), pd.Series([1, 2, 3, 4], index=["7", "8", "9", "6"]), pd.Series([5]),
    pd.Series([100, 200, 300], index=["7", "8", "9"]), pd.Series([0.01, 0.02, 0.03], index=["7", "8", "9"]),
    pd.DataFrame({"1": [1, 2]}), pd.DataFrame({"1": [1, 2], "2": [3, 4], "3": 0}), pd.DataFrame({"1": [1], "2": [3]}),
    pd.DataFrame({"1": [1, 2, 3], "2": 0}), pd.DataFrame({"1": [1, 2], "2": [4, 3]}),
]  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_no_reply_has_an_english_word(translated, capsys, name):
    kind, answer, options = ASKED[name]
    questions.key("98-q1", answer, kind, points=1, why="Ñ", hint="Ĥ", **options)
    assert check("98-q1", answer) == 1 and lookalike("Correct.") in capsys.readouterr().out
    left, replies = {}, set()
    for each in ANSWERS:
        check("98-q1", each)
        reply = capsys.readouterr().out
        replies.add(reply)
        if set(english(reply)) - set(str(each).casefold().split()):
            left[str(each)] = reply
    assert not left
    assert len(replies) > 5, "they are told apart"


def test_what_cannot_be_checked_is_said_in_the_language_of_the_edition(translated, capsys, monkeypatch):
    assert check("98-q9", 1) == 0
    monkeypatch.setattr("chronology.exercises.judge", lambda *given: 1 / 0)
    assert check("98-q1", 1) == 0
    assert english(capsys.readouterr().out.replace("ZeroDivisionError", "")) == []


def test_results_of_one_edition_are_not_remembered_for_another(monkeypatch):
    digests = set()
    for language in ("en", "kk"):
        monkeypatch.setenv(edition.VARIABLE, language)
        digests.add(worker.digest(CHAPTER, Submission("Ann", "02"), worker.How()))
    assert len(digests) == 2


# --- a class ------------------------------------------------------------------------------------


def _edition(folder, locale, environment):
    """A course of its own in the language of test strings: package, tables, one exercise; the folder of the last."""
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(tables.DATA, folder / "data")
    shutil.copytree(locale / "eo", folder / "src/chronology/locale/eo")
    made = solution("02")
    for each in made.cells:
        if each.cell_type == "markdown":
            each.source = each.source.replace("### BEGIN SOLUTION", "{B}").replace("### END SOLUTION", "{E}")
            each.source = lookalike(each.source).replace("{B}", "### BEGIN SOLUTION").replace("{E}", "### END SOLUTION")
        else:
            each.source = _replies_translated(each.source)
    (folder / "exercises/solutions").mkdir(parents=True)
    nbformat.write(made, folder / "exercises/solutions" / f"{NAME}.ipynb")
    # Its stored outputs say “Correct.”, as ours do.
    _run({**environment, edition.VARIABLE: "en"}, "build", str(folder / "exercises"))
    return folder / "exercises"


def _replies_translated(source):
    """The code of a solution with its sentences translated, which are the texts of four words or more."""
    """"""
    lines = source.splitlines(keepends=True)
    for token in reversed(list(tokenize.generate_tokens(io.StringIO(source).readline))):
        (row, start), (_, end) = token.start, token.end
        if token.type == tokenize.STRING and len(token.string.split()) > 3:
            line, start = lines[row - 1], start + token.string.startswith("f")
            lines[row - 1] = line[:start] + lookalike(line[start:end]) + line[end:]
    return "".join(lines)


def _run(environment, *arguments):
    command = [sys.executable, "-m", "chronology.exercises", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def checked(tmp_path_factory, locale, bubblewrap):
    """A class checked in the language of test strings: the tables and the pages."""
    folder = tmp_path_factory.mktemp("edition")
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), edition.VARIABLE: "eo"}
    exercises = _edition(folder, locale, environment)
    student = nbformat.read(exercises / f"{NAME}.ipynb", 4)
    english_one = notebook(**RIGHT)
    hand_in(folder, f"class/1/{NAME}.ipynb", _answered(student, **RIGHT))
    hand_in(folder, f"class/2/{NAME}.ipynb", english_one)
    wrong = {
        "q1": "q1 = 7",
        "q2": "7 / 0",
        "q3": "exit()",
        "q4": "while 1: 0",
        "q5": "q5 = [0] * 10**10",
        "q6": "del q6",
    }
    other = _answered(student, **wrong, q8="", q9="")
    cell(other, "02-q7-check")["source"] = "7"
    other["cells"] = [each for each in other["cells"] if each["id"] != "02-start"]
    other["cells"].insert(3, {"cell_type": "code", "id": "7", "source": "7", "metadata": {}, "outputs": []})
    hand_in(folder, f"class/3/{NAME}.ipynb", other)
    hand_in(folder, "class/4/4.ipynb", b"7")
    hand_in(folder, "class/5/5.ipynb", b"{")
    limits = ["--cell-seconds", "4", "--jobs", "1"]
    out = folder / "out"
    _run(
        environment,
        "check",
        str(folder / "class"),
        "--out",
        str(out),
        "--solutions",
        str(exercises / "solutions"),
        *limits,
    )
    return out


def _answered(student, **answers):
    made = nbformat.from_dict(student)
    for number, source in answers.items():
        cell(made.cells and made, f"02-{number}-answer")["source"] = source
    return made


linux = pytest.mark.skipif(platform.system() != "Linux", reason="the sandbox needs Linux")


@linux
def test_a_notebook_is_graded_the_same_in_every_edition(checked):
    with (checked / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for row in rows:
        found.setdefault(row["student"], []).append(row["status"])
    assert found["1"] == found["2"] == ["correct"] * 8 + ["to mark"]
    stopped = ["wrong", "error", "error", "timeout", "out of memory", "error", "tampered"]
    assert found["3"] == [*stopped, "unanswered", "unanswered"]


@linux
def test_no_page_of_feedback_has_an_english_word(checked):
    left = {}
    pages = sorted(checked.glob("feedback/*.html"))
    assert len(pages) == 5
    for path in pages:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert page.html["lang"] == "eo"
        for each in page.select("style, code"):
            each.decompose()
        texts = (re.sub(OWN, " ", text) for text in page.stripped_strings)
        left[path.name] = [text for text in texts if english(text)]
    assert not any(left.values()), left
