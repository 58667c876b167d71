"""The memory of the class check follows from all that can change a result."""

import shutil
from importlib import metadata

import pytest

from chronology import fingerprint, tables
from chronology.classroom import worker
from chronology.classroom.submissions import Submission
from handed_in import CHAPTER

HOW = worker.How()
SUBMISSION = Submission("Jane", "02", {"02-q1-answer": 'q1 = "b"'})


def digest(submission=SUBMISSION, how=HOW):
    worker.course_digest.cache_clear()
    return worker.digest(CHAPTER, submission, how)


@pytest.fixture(autouse=True)
def forget():
    yield
    worker.course_digest.cache_clear()


@pytest.mark.parametrize("file", ["references.bib", "border.geojson", "datapackage.json", "events.csv"])
def test_every_file_of_the_data_counts(file, tmp_path, monkeypatch):
    data = shutil.copytree(tables.DATA, tmp_path / "data")
    monkeypatch.setattr(tables, "DATA", data)
    before = digest()
    assert digest() == before
    with (data / file).open("ab") as opened:
        opened.write(b" ")
    assert digest() != before


@pytest.mark.parametrize(
    "file",
    ["widgets/timeline.py", "words/common.csv", "widgets/kit/elements.js", "exercises/sealed/02.json", "dates.py"],
)
def test_every_file_of_the_package_counts(file, tmp_path, monkeypatch):
    package = shutil.copytree(
        fingerprint.PACKAGE, tmp_path / "chronology", ignore=shutil.ignore_patterns("__pycache__")
    )
    monkeypatch.setattr(fingerprint, "PACKAGE", package)
    before = digest()
    with (package / file).open("ab") as opened:
        opened.write(b" ")
    assert digest() != before


def test_versions_count(monkeypatch):
    before = digest()

    class Newer:
        name, version = "pandas", "99"

    monkeypatch.setattr(metadata, "distributions", lambda: [Newer()])
    assert digest() != before


def test_answers_cells_of_ones_own_and_their_places_count():
    made = [
        SUBMISSION,
        Submission("Jane", "02", {"02-q1-answer": 'q1 = "c"'}),
        Submission("Jane", "02", SUBMISSION.answers, own=(("", "x = 1"),)),
        Submission("Jane", "02", SUBMISSION.answers, own=(("02-q1", "x = 1"),)),
    ]
    assert len({digest(each) for each in made}) == len(made)
    assert digest(Submission("Eve", "02", SUBMISSION.answers, notes=("a note",))) == digest()
