"""What an instructor gets of a class: results.csv, summary.csv, items.csv, open.csv and a page for each student.

results.csv
    A row per question of a student: student, chapter, question, points, of, status, message, sandbox, file, notes.
    ``sandbox`` is yes or no; ``status`` one of `grading.STATUSES`, or ``marked`` for an open question with a mark.
summary.csv
    A row per student: Student, ID, SIS User ID, SIS Login ID, Section, a column per chapter, Final Points. Both
    gradebooks take this one file.

    Canvas wants the first five columns in this order, the names of the others are those of its assignments, and it
    leaves alone a column called Final Points. It knows a student by ID, SIS User ID, SIS Login ID or name
    (`lib/gradebook_importer.rb` in https://github.com/instructure/canvas-lms; in words, “Import CSV File for Carmen
    Grades” at https://teaching.resources.osu.edu). There is no row “Points Possible”, which Canvas can do without
    and Moodle would take for a student; and no header ends in a number in brackets, which Canvas takes for the id of
    an assignment.

    Moodle asks which column says who a student is, and knows one by ID number, user name or e-mail address: map “SIS
    User ID” to the ID number or “SIS Login ID” to e-mail address or user name, and each chapter to its grade item
    (https://docs.moodle.org/en/Grade_import; `grade/import/csv` in https://github.com/moodle/moodle).

    A chapter that was not handed in is empty, which both leave as it is. The ids come from a gradebook's own export
    (see `gradebook`); without one only Canvas's file names tell an ID.
items.csv
    A row per question of the chapters that somebody has handed in: chapter, question, submissions, answered (how many
    of these have an answer that can be read), correct, missed (shares of the points of the answered), message (the most
    frequent mistake in them: in the language in which the class is checked or, where all were told in one other, in
    that), times. An open question counts by its marks, once all are there.
open.csv
    See `marks`.
feedback/
    A page per student and chapter, see `feedback`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from chronology import edition
from chronology.classroom import feedback, gradebook, sheets
from chronology.classroom.marks import Marks, Waiting
from chronology.classroom.outcomes import Class, Entry, Row
from chronology.exercises.build import Question

RESULTS = ("student", "chapter", "question", "points", "of", "status", "message", "sandbox", "file", "notes")
ITEMS = ("chapter", "question", "submissions", "answered", "correct", "missed", "message", "times")
# Of an answer that is not there nothing can be said but that; it is no mistake.
_NO_ANSWER = ("unanswered", "unreadable")


def write(graded: Class, out: Path) -> tuple[list[str], list[str]]:
    """Write everything. Returns what an instructor has to settle, and what else there is to know: a sentence each.

    To settle are marks that do not count, and students whose points reach nobody in the gradebook.

    Raises `sheets.SheetError` where marks stand in a file that cannot be read; then nothing has been written.
    """
    marks = Marks(out, _waiting(graded))
    entries = [_with_marks(entry, marks) for entry in graded.entries]
    marks.write()
    said = list(marks.notes)
    sheets.write(out / "results.csv", RESULTS, _results(entries))
    sheets.write(out / "items.csv", ITEMS, _items(graded, entries))
    columns, rows, unknown = _summary(graded, entries)
    sheets.write(out / "summary.csv", columns, rows)
    pages = out / "feedback"
    pages.mkdir(exist_ok=True)
    made = {feedback.name(entry): _page(graded, entry) for entry in entries}
    for name, page in made.items():
        sheets.save(pages / name, page.encode())
    # Pages of before, of somebody who is called otherwise now or has handed in nothing any more.
    old = [path for path in pages.glob("*.html") if path.name not in made and feedback.MADE in _start(path)]
    for path in old:
        path.unlink()
    if old:
        said.append(f"Pages of feedback of which there is no notebook any more, removed: {len(old)}.")
    return [*marks.faults, *unknown], said


def _page(graded: Class, entry: Entry) -> str:
    """What the student gets back, in the language of the notebook."""
    with edition.speaking(entry.language or edition.language()):
        return feedback.page(entry, graded.exercise(entry))


def _start(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(1000)


def summarise(graded: Class, out: Path) -> list[str]:
    """What is said on the screen at the end."""
    marks = Marks(out, _waiting(graded))
    students = {entry.student for entry in graded.entries}
    rows = [row for entry in graded.entries for row in entry.rows]
    counted = Counter(row.status for row in rows)
    lines = [
        f"{len(students)} students, {len(graded.entries)} notebooks: "
        + ", ".join(f"{times} {status}" for status, times in counted.most_common()),
        *(f"{entry.student}, {entry.file}: {note}" for entry in graded.entries for note in entry.notes),
        *(
            f"{entry.student}, {entry.file}: {entry.rows[0].message}"
            for entry in graded.entries
            if all(row.status == "unreadable" for row in entry.rows)
        ),
    ]
    if graded.elsewhere:
        lines.append(f"Notebooks of chapters that are not being checked now, left out: {graded.elsewhere}.")
    if not all(entry.sandboxed for entry in graded.entries):
        lines.append("The answers were run without a sandbox.")
    if failed := sum(entry.failed for entry in graded.entries):
        lines.append(f"{failed} notebooks could not be checked by a fault that is not the students’: run this again.")
    if marks.asked:
        lines.append(
            f"Open questions: {len(marks.asked) - marks.waiting} have points; {marks.waiting} wait for points in "
            f"{marks.path}."
        )
    return [*lines, f"The results: {out / 'summary.csv'}"]


def _waiting(graded: Class) -> Iterable[Waiting]:
    for entry in graded.entries:
        if exercise := graded.exercise(entry):
            prose = {each.id: each.prose for each in exercise.questions if each.open}
            for row in entry.rows:
                if row.question in prose:
                    key, rubric = entry.key(row.question), prose[row.question]
                    refused = "" if row.status == "to mark" else row.message
                    yield Waiting(key, entry.student, entry.chapter, row.question, row.answer, rubric, row.of, refused)


def _with_marks(entry: Entry, marks: Marks) -> Entry:
    rows = []
    for row in entry.rows:
        if row.status == "to mark":
            mark = marks.get(entry.key(row.question))
            status = "to mark" if mark.points is None else "marked"
            row = replace(row, status=status, points=mark.points, comment=mark.comment)
        rows.append(row)
    return replace(entry, rows=tuple(rows))


def _results(entries: Iterable[Entry]) -> Iterable[tuple]:
    for entry in entries:
        end = ("yes" if entry.sandboxed else "no", entry.file, " ".join(entry.notes))
        for row in entry.rows:
            of = row.of if row.question else None
            yield (entry.student, entry.chapter, row.question, row.points, of, row.status, row.message, *end)


def _summary(graded: Class, entries: list[Entry]) -> tuple[list[str], list[list], list[str]]:
    """Columns and rows, and a sentence on each student who is not among the people of a gradebook."""
    columns = [*gradebook.COLUMNS, *(f"{each.id} {each.title}" for each in graded.exercises.values()), "Final Points"]
    points: dict[str, dict[str, float]] = {}
    numbers: dict[str, str] = {}
    for entry in entries:
        points.setdefault(entry.student, {})[entry.chapter] = entry.points
        numbers[entry.student] = numbers.get(entry.student) or entry.user
    people, unknown = gradebook.matched(numbers, graded.people)
    rows = [
        [
            *person,
            *(points.get(student, {}).get(id) for id in graded.exercises),
            sum(points[student].values()) if student in points else None,
        ]
        for student, person in people
    ]
    return columns, rows, unknown


def _items(graded: Class, entries: list[Entry]) -> Iterable[tuple]:
    handed_in = {entry.chapter for entry in entries}
    for exercise in graded.exercises.values():
        for question in exercise.questions if exercise.id in handed_in else ():
            found = [(entry.language, row) for entry in entries for row in entry.rows if row.question == question.id]
            yield exercise.id, question.id, len(found), *_item(question, found)


def _item(question: Question, found: list[tuple[str, Row]]) -> tuple:
    """Answered, correct, missed, message, times: of a question. found: language and row of each submission."""
    answered = [(language, row) for language, row in found if row.status not in _NO_ANSWER]
    share = None
    if answered and question.points and all(row.status != "to mark" for _language, row in answered):
        share = round(sum((row.points or 0) / question.points for _language, row in answered) / len(answered), 4)
    wrong = [(language, row) for language, row in answered if row.status not in ("correct", "marked", "to mark")]
    slips = Counter(row.slip or row.message for _language, row in wrong)
    slip, times = min(slips.items(), key=lambda each: (-each[1], each[0]), default=("", None))
    missed = None if share is None else round(1 - share, 4)
    return len(answered), share, missed, _in_words(slip, wrong), times


def _in_words(slip: str, wrong: list[tuple[str, Row]]) -> str:
    """A mistake as somebody was told of it in the language in which the class is checked, or as all were told."""
    told = [(language, row.message) for language, row in wrong if (row.slip or row.message) == slip]
    own = [message for language, message in told if language in ("", edition.language())]
    words = {*own[:1]} or {message for _language, message in told}
    return words.pop() if len(words) == 1 else slip
