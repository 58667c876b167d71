"""Open questions: the table in which an instructor marks them, and the marks that stand in it.

open.csv has the columns student, chapter, question, answer, rubric, of, points, comment. The last two are the
instructor's: they are read before anything is written, and written back as they were.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from chronology.exercises import sheets

NAME = "open.csv"
COLUMNS = ("student", "chapter", "question", "answer", "rubric", "of", "points", "comment")

Key = tuple[str, str, str]  # student, chapter, question


@dataclass(frozen=True)
class Asked:
    """An answer that is to be marked by hand."""

    student: str
    chapter: str
    question: str
    answer: str
    rubric: str
    of: int

    @property
    def key(self) -> Key:
        return self.student, self.chapter, self.question


@dataclass(frozen=True)
class Mark:
    """What an instructor has written. points: None where nothing has been, or nothing that is a number."""

    points: float | None
    comment: str


class Marks:
    """The marks of a folder. faults: what is wrong with them, a sentence each that names file and row."""

    def __init__(self, folder: Path) -> None:
        """Raises `sheets.SheetError` where the file is there and cannot be read: nothing may be written over it."""
        self.path = folder / NAME
        self.rows = sheets.read(self.path, COLUMNS) if self.path.exists() else []
        self.faults: list[str] = []
        self.by_key: dict[Key, Mark] = {}
        for number, row in enumerate(self.rows, 2):
            if any(row.values()):
                self._take(number, row)

    def _take(self, number: int, row: dict[str, str]) -> None:
        key, entered, of = _key(row), row["points"].strip(), _number(row["of"])
        points = _number(entered)
        where = f"{self.path}, row {number} ({key[0]}, {key[2]})"
        if key in self.by_key:
            self.faults.append(
                f"{where}: this question of this student stands in the file twice; the first row counts."
            )
            return
        if entered and points is None:
            self.faults.append(f"{where}: “{entered}” is not a number of points.")
        elif points is not None and not 0 <= points <= (of if of is not None else points):
            self.faults.append(f"{where}: {entered} points, but the question has {of:g}.")
            points = None
        self.by_key[key] = Mark(points, row["comment"])

    def get(self, key: Key) -> Mark:
        return self.by_key.get(key, Mark(None, ""))

    def write(self, asked: Iterable[Asked]) -> list[str]:
        """Write the table anew: what was entered stays, also for answers that are not asked for now.

        Returns a sentence for each answer that has changed since it was marked.
        """
        before = {_key(row): row for row in reversed(self.rows) if any(row.values())}
        changed, rows = [], []
        for each in asked:
            old = before.pop(each.key, {})
            entered = old.get("points", ""), old.get("comment", "")
            if any(entered) and old["answer"].split() != each.answer.split():
                changed.append(f"{each.student}, {each.question}: the answer has changed since it was marked.")
            rows.append((*each.key, each.answer, each.rubric, each.of, *entered))
        rows += [tuple(row[column] for column in COLUMNS) for row in before.values() if row["points"] or row["comment"]]
        sheets.write(self.path, COLUMNS, sorted(rows, key=lambda row: (row[1], row[2], row[0])))
        return changed


def _key(row: dict[str, str]) -> Key:
    question = row["question"].strip()
    # A spreadsheet makes 2 of 02; the question still says it.
    return row["student"].strip(), question.partition("-")[0], question


def _number(text: str) -> float | None:
    """A number as a spreadsheet writes it, with a point or a comma; None where it is none."""
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return number if -1e6 < number < 1e6 else None
