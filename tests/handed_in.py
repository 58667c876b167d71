"""Notebooks as students hand them in, for tests."""

import json
from pathlib import Path

import nbformat

from chronology.classroom import course

ROOT = Path(__file__).resolve().parents[1]
NAME = "02-khanate-and-empire"
COURSE = course.read_chapters(ROOT / "exercises" / "solutions", ("02",))
CHAPTER = COURSE["02"]
POINTS = {each.id.partition("-")[2]: each.points for each in CHAPTER.questions}
STUDENT = nbformat.read(ROOT / "exercises" / f"{NAME}.ipynb", 4)
RIGHT = {
    "q1": 'q1 = "b"',
    "q2": 'q2 = "21 October 1731"',
    "q3": 'q3 = "1900-03-13"',
    "q4": 'q4 = ["a", "e"]',
    "q5": 'q5 = (ch.events(between=("1465", "1918")).precision == "day").mean() * 100',
    "q6": "q6 = pd.Series([10, 11, 12, 13], index=[1600, 1700, 1800, 1900])",
    "q7": 'q7 = {"a": "178X", "b": "1822/1824", "c": "17XX", "d": "1598~", "e": "1995/.."}',
    "q8": 'q8 = ["d", "b", "e", "c", "a"]',
    "q9": "The year rests on one book.",
}


def notebook(**answers):
    """The student notebook as plain JSON, with these answers: q1='q1 = "b"'."""
    made = json.loads(nbformat.writes(STUDENT, 4))
    for number, source in answers.items():
        cell(made, f"02-{number}-answer")["source"] = source
    return made


def cell(made, id):
    return next(each for each in made["cells"] if each["id"] == id)


def hand_in(folder, path, made=None, **answers):
    """Write a notebook, or bytes, into a folder of submissions."""
    target = Path(folder) / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if made is None:
        made = notebook(**answers)
    target.write_bytes(made if isinstance(made, bytes) else json.dumps(made).encode())
    return target
