"""Open questions: the table in which an instructor marks them, and the marks that stand in it.

open.csv has the columns key, student, chapter, question, answer, changed, rubric, of, points, comment. The last two are
the instructor's. ``changed`` says that the answer is another than the one that was marked: the mark counts until it is
changed, and whoever has looked at it empties the cell. A row is known by its key, eight letters of which no spreadsheet
makes a number, a date or another letter; by names only where the table has no keys, as older ones had none.

Nothing that was entered is lost in silence. A mark counts, or its row is named among `Marks.faults`. A row that is read
but belongs to nobody stays in the table. A table of which something would be lost by writing it anew is left as it is.
What counted once is remembered beside the other results: a row that is gone from the table comes back with its mark.
To take a mark back, empty its cell.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from chronology.classroom import sheets
from chronology.exercises.ids import read_id

NAME = "open.csv"
REMEMBERED = "marks.json"  # key -> points and comment as entered, the answer they are for, whether that has changed
COLUMNS = ("key", "student", "chapter", "question", "answer", "changed", "rubric", "of", "points", "comment")
CHANGED = "since it was marked"

_LETTERS = "bcdfghjklmnpqrstvwxz"  # without vowels: no words, and nothing like 4E+10 or TRUE
_NAMED = 5  # rows that are named one by one
_MOST = 1_000  # points
_CELL = 32_000  # characters, after which a spreadsheet cuts off a cell


def key_of(identity: str, question: str) -> str:
    """The key of an answer. identity: of the student, whatever is shown of the name."""
    number = int.from_bytes(hashlib.sha256(f"{identity}\n{question}".encode()).digest()[:8])
    return "".join(_LETTERS[number // 20**place % 20] for place in range(8))


@dataclass(frozen=True)
class Waiting:
    """An answer that is to be marked by hand. refused: why there is nothing to mark, or ""."""

    key: str
    student: str
    chapter: str
    question: str
    answer: str
    rubric: str
    of: int
    refused: str = ""


@dataclass(frozen=True)
class Mark:
    """What an instructor has written. points: None where nothing has been, or nothing that counts."""

    points: float | None
    comment: str


class Marks:
    """The marks of a folder, for the answers that are asked for.

    faults: what is not counted and why, a sentence each that names row, student and question. notes: what else the
    instructor should know. by_key: the marks that count. waiting: how many answers have no points yet.
    """

    def __init__(self, folder: Path, asked: Iterable[Waiting] = ()) -> None:
        """Raises `sheets.SheetError` where the file is there and cannot be read: nothing may be written over it."""
        self.path = folder / NAME
        self._memory = folder / REMEMBERED
        self._remembered = _read_memory(self._memory)
        waiting = {each.key: each for each in asked}
        self.asked = {key: each for key, each in waiting.items() if not each.refused}
        self._refused = {key: each.refused for key, each in waiting.items() if each.refused}
        self.faults: list[str] = []
        self.notes: list[str] = []
        self.by_key: dict[str, Mark] = {}
        self.table = self._read() if self.path.exists() else sheets.Table(COLUMNS, [])
        self._placed: dict[str, sheets.Line] = {}
        self._marked: dict[str, str] = {}  # key -> digest of the answer that the mark is for
        self._kept: list[sheets.Line] = []
        self._mixed: set[str] = set()  # keys in rows that are not counted
        self._lost = False  # whether writing the table anew would lose something
        for line in self.table.lines:
            if any(cell.strip() for cell in [*line.cells.values(), *line.beside]):
                self._take(line)
        self._restore()
        self.waiting = sum(self.get(key).points is None for key in self.asked)

    def _restore(self) -> None:
        """Count again what counted before and of which the row is gone."""
        gone = [
            key for key in self.asked if key not in self._placed and any(self._remembered.get(key, _NOTHING).entered)
        ]
        for key in gone:
            points, comment = self._remembered[key].entered
            cells = {"points": points, "comment": comment}
            self._placed[key] = sheets.Line(0, cells, [])
            self._take_mark(key, cells)
            self.by_key[key] = Mark(_points(points, self.asked[key].of)[0], comment)
        gone = [key for key in gone if key not in self._mixed]  # of these something is said already
        if gone:
            rows = ", ".join(f"{self.asked[key].student} {self.asked[key].question}" for key in gone[:_NAMED])
            more = f" and {len(gone) - _NAMED} more" if len(gone) > _NAMED else ""
            self.notes.append(
                f"Rows that had been marked are gone from {self.path}; they stand there again, with their marks: "
                f"{rows}{more}. To take a mark back, empty its cell."
            )

    def get(self, key: str) -> Mark:
        return self.by_key.get(key, Mark(None, ""))

    def write(self) -> None:
        """Write the table anew, with a row for each answer asked for; left as it is where something would be lost."""
        if self._lost:
            self.faults.append(f"{self.path} was left as it is because of these rows. Mend them, then run merge.")
            return
        rows = []
        for key, each in self.asked.items():
            old = self._placed[key].cells if key in self._placed else {}
            own = (key, each.student, each.chapter, each.question, each.answer)
            changed = CHANGED if self._has_changed(key) else ""
            rows.append((*own, changed, each.rubric, each.of, old.get("points", ""), old.get("comment", "")))
        rows.sort(key=lambda row: (row[2], row[3], row[1], row[0]))
        rows += [tuple(line.cells.get(column, "") for column in COLUMNS) for line in self._kept]
        sheets.write(self.path, COLUMNS, rows, self.table.delimiter)
        now = {
            key: _Remembered(
                line.cells.get("points", ""), line.cells.get("comment", ""), self._marked[key], self._has_changed(key)
            )
            for key, line in self._placed.items()
        }
        kept = {key: each for key, each in (self._remembered | now).items() if any(each.entered)}
        sheets.save(self._memory, json.dumps(kept, ensure_ascii=False).encode())

    # --- reading ------------------------------------------------------------------------------

    def _read(self) -> sheets.Table:
        """The table in the encoding in which most texts are those of the answers they stand for."""

        def right(table: sheets.Table) -> int:
            return sum(
                _one_line(line.cells.get(name, "")) == _one_line(getattr(self.asked[key], name))
                for line in table.lines
                if (key := _key_in(line)) in self.asked
                for name in ("student", "answer", "rubric")
            )

        tables = sheets.tables(self.path, ("points",), COLUMNS)
        best = max(tables, key=right)  # the first of several
        if "key" not in best.columns and not {"student", "question"} <= set(best.columns):
            raise sheets.SheetError(f"{self.path}: the column key is missing; put it back, or move the file away.")
        return best

    def _take(self, line: sheets.Line) -> None:
        cells = line.cells
        entered, comment = cells["points"].strip(), cells.get("comment", "").strip()
        where = f"{self.path}, row {line.number} ({cells.get('student', '')}, {cells.get('question', '')})"
        strange = [text for text in line.beside if text.strip()]
        strange += [text for name, text in cells.items() if name not in COLUMNS and text.strip()]
        if strange:
            self._lost = True
            self.faults.append(
                f"{where}: “{strange[0]}” stands beside the columns of the table. Put it into points or comment."
            )
        key, why = self._whose(line)
        if not why and (typed := _in_other_column(cells, self.asked[key])):
            self._lost = True
            self.faults.append(f"{where}: “{typed}” stands in a column of the course. Is it the points?")
        if why:
            if entered or comment:
                self._kept.append(line)
                self.faults.append(f"{where}: {why} {'Its mark' if entered else 'The row'} is not counted; it stays.")
                self._mixed.add(_key_in(line))
            return
        if key in self._placed:
            self._take_again(key, line, where)
            return
        self._placed[key] = line
        asked = self.asked[key]
        points, why = _points(entered, asked.of)
        if why:
            self.faults.append(f"{where}: {why}")
        elif not entered and _like_points(comment):
            self.faults.append(f"{where}: “{comment}” is the comment, and there are no points. Is it the points?")
        if points is not None and not points.is_integer():
            self.notes.append(f"{where}: {points:g} points count; the rubric gives whole points only.")
        self._take_mark(key, cells)
        self.by_key[key] = Mark(points, cells.get("comment", ""))

    def _take_mark(self, key: str, cells: dict[str, str]) -> None:
        """Find out for which answer a mark is, and say so where that is another than is there now."""
        asked, before = self.asked[key], self._remembered.get(key, _NOTHING)
        seen = cells.get("answer", "").strip() or asked.answer
        entered = (cells.get("points", ""), cells.get("comment", ""))
        as_before = before.answer and _as_entered(entered) == _as_entered(before.entered)
        looked_at = before.changed and "changed" in cells and not cells["changed"].strip()
        if as_before and not looked_at:
            self._marked[key] = before.answer
        else:
            self._marked[key] = _digest(asked.answer if _same_answer(seen, asked.answer) else seen)
        if any(map(str.strip, entered)) and self._has_changed(key):
            self.notes.append(
                f"{asked.student}, {asked.question}: the answer has changed since it was marked; the mark counts as "
                f"before. Enter another, or empty the cell “changed” in {self.path}."
            )

    def _has_changed(self, key: str) -> bool:
        cells = self._placed[key].cells if key in self._placed else {}
        marked = any(cells.get(name, "").strip() for name in ("points", "comment"))
        return marked and self._marked.get(key, "") not in ("", _digest(self.asked[key].answer))

    def _take_again(self, key: str, line: sheets.Line, where: str) -> None:
        """A second row of one answer: what is entered in one of them counts, and neither where they differ."""
        first = self._placed[key]
        one, other = (
            tuple(each.cells.get(name, "").strip() for name in ("points", "comment")) for each in (first, line)
        )
        if one == other or not any(other):
            return
        if not any(one):
            del self._placed[key]
            self._take(line)
            return
        self._lost = True
        self.by_key[key] = Mark(None, "")
        self.faults.append(
            f"{where}: this question of this student stands in the file twice, also in row {first.number}, and the two "
            "differ; neither counts."
        )

    def _whose(self, line: sheets.Line) -> tuple[str, str]:
        """The key of the answer that a row belongs to, or why it belongs to none."""
        key, cells = _key_in(line), line.cells
        student, question = _one_line(cells.get("student", "")), cells.get("question", "").strip()
        if key in self.asked:
            asked = self.asked[key]
            if question and question != asked.question:
                return "", f"the key is that of {asked.question} of {asked.student}."
            others = {_one_line(each.student) for each in self.asked.values()} - {_one_line(asked.student)}
            if student in others and not _as_number(student, asked.student):
                return "", f"the key is that of {asked.student}, but the name is another’s. Were rows mixed up?"
            if student not in _names(asked) and (other := self._whose_answer(cells, asked)):
                return "", f"the key is that of {asked.student}, but the answer is {other}’s. Were rows mixed up?"
            return key, ""
        if key in self._refused:
            return "", f"there is nothing to mark now. {self._refused[key]}"
        named = [
            each.key
            for each in self.asked.values()
            if each.question == question and (student in _names(each) or _as_number(student, each.student))
        ]
        if not key and len(named) == 1:
            return named[0], ""
        if not key and len(named) > 1:
            return "", "there are several students of this name."
        return "", self._nobody(cells, question)

    def _whose_answer(self, cells: dict[str, str], asked: Waiting) -> str:
        """The other student whose answer stands in a row, or ""."""
        answer = cells.get("answer", "")
        if not answer.strip() or _same_answer(answer, asked.answer):
            return ""
        others = (each for each in self.asked.values() if each.question == asked.question)
        return next((each.student for each in others if _same_answer(answer, each.answer)), "")

    def _nobody(self, cells: dict[str, str], question: str) -> str:
        chapters = {each.chapter for each in self.asked.values()}
        if (id := read_id(question)) and id.chapter not in chapters:
            return f"chapter {id.chapter} is not among what is checked now."
        alike = [
            each.student
            for each in self.asked.values()
            if each.question == question and each.answer.strip() and _same_answer(cells.get("answer", ""), each.answer)
        ]
        if len(alike) == 1:
            return f"this fits nobody, but the answer is now that of {alike[0]}: move the points to that row."
        if "key" not in cells:
            return "without the column key this fits nobody who has handed in. Put the column back."
        return "this fits nobody who has handed in. Was a folder or a file renamed?"


class _Remembered(NamedTuple):
    points: str
    comment: str
    answer: str = ""
    changed: bool = False

    @property
    def entered(self) -> tuple[str, str]:
        return self.points, self.comment


_NOTHING = _Remembered("", "")


def _read_memory(path: Path) -> dict[str, _Remembered]:
    """What was entered before; nothing where that was never kept or cannot be read: the table has it as well."""
    try:
        return {key: _Remembered(*entered) for key, entered in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _as_entered(entered: tuple[str, str]) -> tuple[object, str]:
    """What a spreadsheet does not change in points and a comment."""
    points, comment = entered
    number, _ = _points(points.strip(), _MOST)
    return points.strip() if number is None else number, " ".join(comment.split())


def _digest(answer: str) -> str:
    return hashlib.sha256(_letters(answer).encode()).hexdigest()[:16]


def _letters(answer: str) -> str:
    """An answer without what spreadsheets change in it: blanks, line ends, and how its letters are composed."""
    return "".join(unicodedata.normalize("NFC", answer).split())


def _as_number(cell: str, name: str) -> bool:
    """Whether a cell may be a name of digits of which a spreadsheet has made a number: 7 of 007, 4.05E+10."""
    if not name.isdecimal() or not re.fullmatch(r"[1-9]\d*(?:[.,]\d+)?(?:[Ee]\+?\d+)?", cell):
        return False
    number = cell.replace(",", ".")
    digits = len(re.split("[Ee]", number)[0].replace(".", "").lstrip("0")) if "e" in cell.casefold() else 17
    return float(number) == float(f"{float(name):.{max(digits, 1) - 1}e}")


def _key_in(line: sheets.Line) -> str:
    return "".join(line.cells.get("key", "").split()).casefold()


def _one_line(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _names(asked: Waiting) -> tuple[str, str]:
    return _one_line(asked.student), _one_line(_without_number(asked.student))


def _without_number(name: str) -> str:
    return re.sub(r" \([^()]*\)$", "", name)


def _like_points(text: str) -> bool:
    """Whether a text is a number, a fraction, or the date that a spreadsheet makes of one."""
    return bool(
        re.fullmatch(r"\d+([.,/ -]+\d+)*|\d+[./ -][^\W\d]{3,}\.?([./ -]\d+)?|[^\W\d]{3,}\.?[./ -]\d+", text.strip())
    )


def _in_other_column(cells: dict[str, str], asked: Waiting) -> str:
    """What looks like points and stands where the course had written something else; or ""."""
    for name in ("answer", "rubric", "of"):
        there, own = cells.get(name, "").strip(), str(getattr(asked, name)).strip()
        if there and there != own and _like_points(there):
            return there
    return ""


def _points(entered: str, of: int) -> tuple[float | None, str]:
    """Points as a spreadsheet writes them, with a point or a comma, or as 4 / 5; or why they do not count."""
    number = re.fullmatch(r"(\d+(?:[.,]\d+)?)(?:\s*/\s*(\d+))?", entered)
    if not entered:
        return None, ""
    if not number or (number[2] and int(number[2]) != of):
        return None, f"“{entered}” is not a number of points."
    points = float(number[1].replace(",", "."))
    return (points, "") if points <= of else (None, f"{entered} points, but the question has {of:g}.")


def _same_answer(old: str, new: str) -> bool:
    """Whether two texts are one answer, of which a spreadsheet may have cut off the end or put ? for letters."""
    old, new = _letters(old), _letters(new)
    cut = _CELL // 2 < len(old) < len(new)
    return (cut or len(old) == len(new)) and all(a in (b, "?") for a, b in zip(old[: -2 if cut else None], new))
