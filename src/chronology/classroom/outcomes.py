"""What came of a class: a row for each question of each submission, as it is kept in OUT/class.json."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from chronology.classroom import gradebook, sheets
from chronology.classroom.marks import key_of
from chronology.exercises.build import Question

STORED = "class.json"


@dataclass(frozen=True)
class Exercise:
    """A chapter's exercise: two digits, title and questions."""

    id: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Row:
    """A question of a student.

    question: "" where a file could not even be given to a chapter. points: None where it has still to be marked. slip:
    the message in the language of the source, where that is known: the same mistake is one in every edition.
    """

    question: str
    status: str
    points: float | None
    of: int
    message: str
    answer: str = ""
    comment: str = ""
    slip: str = ""


@dataclass(frozen=True)
class Entry:
    """What came of one submission.

    user: number of the student in Canvas, or "". file: below the folder. failed: by a fault of ours. identity: what
    tells the student from all others, whatever is shown of the name; marks are known by it. language: of the notebook,
    "" where it is that in which the class is checked.
    """

    student: str
    user: str
    chapter: str
    file: str
    sandboxed: bool
    notes: tuple[str, ...]
    rows: tuple[Row, ...]
    failed: bool = False
    identity: str = ""
    language: str = ""

    def key(self, question: str) -> str:
        return key_of(self.identity or self.student, question)

    @property
    def points(self) -> float:
        return sum(row.points or 0 for row in self.rows)

    @property
    def of(self) -> int:
        return sum(row.of for row in self.rows)


@dataclass(frozen=True)
class Class:
    """All that the reports are written from.

    elsewhere: how many notebooks are of chapters not checked now. editions: language -> the exercises as notebooks in
    it have them.
    """

    exercises: dict[str, Exercise]
    entries: tuple[Entry, ...]
    people: tuple[gradebook.Person, ...] = ()
    elsewhere: int = 0
    editions: dict[str, dict[str, Exercise]] = field(default_factory=dict)

    def exercise(self, entry: Entry) -> Exercise | None:
        """The exercise of a submission in its language; None where that is not known."""
        return self.editions.get(entry.language, self.exercises).get(entry.chapter)


def store(graded: Class, folder: Path) -> None:
    """Keep a class, so that marks can be merged without checking it again."""
    sheets.save(folder / STORED, json.dumps(asdict(graded), ensure_ascii=False, indent=1).encode())


def read_stored(folder: Path) -> Class:
    """A class that was kept. Raises OSError or ValueError."""
    read = json.loads((folder / STORED).read_text(encoding="utf-8"))
    return Class(
        _exercises(read["exercises"]),
        tuple(
            Entry(**{**each, "notes": tuple(each["notes"]), "rows": tuple(Row(**row) for row in each["rows"])})
            for each in read["entries"]
        ),
        tuple(gradebook.Person(**each) for each in read["people"]),
        read.get("elsewhere", 0),
        {language: _exercises(each) for language, each in read.get("editions", {}).items()},
    )


def _exercises(read: dict[str, dict]) -> dict[str, Exercise]:
    return {
        id: Exercise(each["id"], each["title"], tuple(Question(**question) for question in each["questions"]))
        for id, each in read.items()
    }
