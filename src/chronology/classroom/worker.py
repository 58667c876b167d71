"""What each process of the class check does: read a file, grade it, keep what came of it.

What is graded stands at once in OUT/work, under a digest of all that it follows from; so a run that was killed is
continued by the next one, and gives the same results.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import nbformat

from chronology.classroom import grading, prose, sheets, submissions
from chronology.classroom.course import Chapter
from chronology.classroom.outcomes import Entry, Row
from chronology.classroom.owners import Found
from chronology.classroom.submissions import Submission
from chronology.edition import _, language, marked, speaking
from chronology.exercises.ids import ANSWER
from chronology.fingerprint import fingerprint, versions

OURS = marked("This could not be checked ({why}). That is not the student’s fault; run the check again.")


@dataclass(frozen=True)
class How:
    """How a class is checked. grader: what makes a `grading.Grader`; it must be picklable."""

    limits: grading.Limits = field(default_factory=grading.Limits)
    sandboxed: bool = True
    jobs: int = 0  # 0: as many as there are cores
    grader: Callable[[bool], AbstractContextManager[Any]] = grading.Grader


@dataclass(frozen=True)
class Checked:
    """A file and what came of it."""

    found: Found
    entry: Entry
    problem: bool
    time: float


class Worker:
    """What a process does: a context manager that gives the function that checks one file.

    It is the process that grades, too. Where anything fails, `pool` ends it and begins another.
    """

    def __init__(
        self,
        course: dict[str, Chapter],
        how: How,
        work: Path,
        editions: dict[str, dict[str, Chapter]],
        usual: str = "",
    ) -> None:
        self.course, self.how, self.work, self.editions, self.usual = course, how, work, editions, usual
        self.stack = contextlib.ExitStack()

    def __enter__(self) -> Callable[[Found], Checked]:
        return self.check

    def __exit__(self, *error: object) -> None:
        self.stack.close()

    @cached_property
    def grader(self) -> Any:  # noqa: ANN401
        """Not started before something is to be graded."""
        return self.stack.enter_context(self.how.grader(self.how.sandboxed))

    def check(self, found: Found) -> Checked:
        """Read and grade a file, in the language of its notebook; in that of the class what is no notebook."""
        data = submissions.contents(found.path)
        spoken = submissions.spoken(data)
        checked = self._in(spoken, found, data)
        return self._in(self.usual, found, data) if checked.problem and not spoken else checked

    def _in(self, spoken: str, found: Found, data: bytes | submissions.Problem) -> Checked:
        course = self.editions.get(spoken)
        if not course:
            return self._checked(found, data, self.course)
        with speaking(spoken):
            data = submissions.contents(found.path) if isinstance(data, tuple) else data  # why not, in this language
            checked = self._checked(found, data, course)
        return replace(checked, entry=replace(checked.entry, language=spoken))

    def _checked(self, found: Found, data: bytes | submissions.Problem, course: dict[str, Chapter]) -> Checked:
        submission = submissions.read(found, course, data)
        if submission.problem:
            return _checked(found, submission, _refused(submission, course), self.how)
        rows = self._rows(submission, course[submission.chapter])
        return _checked(found, self._with_pictures(submission), rows, self.how)

    def _with_pictures(self, submission: Submission) -> Submission:
        """Keep the pictures of open answers beside the results; where, stands in the notes."""
        notes = list(submission.notes)
        for name, content in submission.pictures.items():
            path = self.work.parent / "pictures" / f"{hashlib.sha256(content).hexdigest()[:16]}-{name}"
            path.parent.mkdir(exist_ok=True)
            sheets.save(path, content)
            note = _("{question}: the answer has a picture, pictures/{name}.")
            notes.append(note.format(question=name.rpartition("-")[0], name=path.name))
        return replace(submission, notes=tuple(notes))

    def _rows(self, submission: Submission, chapter: Chapter) -> list[Row]:
        path = self.work / f"{digest(chapter, submission, self.how)}.json"
        outcomes = _finished(path, chapter) or self._graded(chapter, submission, path)
        return [_row(chapter, outcome, submission) for outcome in outcomes]

    def _graded(self, chapter: Chapter, submission: Submission, path: Path) -> list[grading.Outcome]:
        outcomes = self.grader.grade(chapter.clean, dict(submission.answers), self.how.limits, submission.own)
        if [each.question for each in outcomes] != [each.id for each in chapter.questions]:
            raise grading.GradingError("not every question was graded")
        text = json.dumps([asdict(each) for each in outcomes], ensure_ascii=False)
        sheets.save(path, text.encode("utf-8", "replace"))
        return outcomes


def digest(chapter: Chapter, submission: Submission, how: How) -> str:
    """All that the grading of a submission follows from, in one name: it is a pure function of this."""
    taken = [sorted(submission.answers.items()), submission.own]
    of = [nbformat.writes(chapter.clean), taken, asdict(how.limits), how.sandboxed, course_digest(), language()]
    return hashlib.sha256(json.dumps(of).encode()).hexdigest()[:32]


@cache
def course_digest() -> str:
    """A digest of the code, the tables and the libraries with which answers are judged."""
    return hashlib.sha256(f"{fingerprint()}\n{versions()}".encode()).hexdigest()


def _finished(path: Path, chapter: Chapter) -> list[grading.Outcome] | None:
    """What an earlier run has graded; None where there is nothing, or only a part of it."""
    try:
        outcomes = [grading.Outcome(**each) for each in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return None
    return outcomes if [each.question for each in outcomes] == [each.id for each in chapter.questions] else None


def _row(chapter: Chapter, outcome: grading.Outcome, submission: Submission) -> Row:
    asked = next(each for each in chapter.questions if each.id == outcome.question)
    answer = submission.answers.get(asked.id + ANSWER, "")
    if problem := submission.refused.get(asked.id):
        return Row(asked.id, problem[0], 0, asked.points, problem[1], answer)
    if asked.id in submission.shown and outcome.points:
        message = marked("The notebook asks for the solution of this question, so it gives no points.")
        return Row(asked.id, "solution shown", 0, asked.points, _(message), answer, slip=message)
    if not asked.open:
        message, slip = outcome.message, outcome.slip
        return Row(asked.id, outcome.status, outcome.points, asked.points, message, answer, slip=slip)
    blank = next(cell.source for cell in chapter.clean.cells if cell.id == asked.id + ANSWER)
    pictured = any(name.startswith(f"{asked.id}-") for name in submission.pictures)
    if prose.nothing_in(answer, blank) and not pictured:
        message = marked("Nothing was written.")
        return Row(asked.id, "unanswered", 0, asked.points, _(message), "", slip=message)
    return Row(asked.id, "to mark", None, asked.points, _("This question is marked by hand."), answer)


def _refused(submission: Submission, course: dict[str, Chapter]) -> list[Row]:
    """A row for each question of a file that cannot be graded, or one row if not even its chapter is known."""
    status, message = submission.problem or ("unreadable", "")
    chapter = course.get(submission.chapter)
    if not chapter:
        return [Row("", status, 0, 0, message)]
    return [Row(each.id, status, 0, each.points, message) for each in chapter.questions]


def _checked(found: Found, submission: Submission, rows: list[Row], how: How) -> Checked:
    entry = Entry(
        found.shown or found.student,
        found.user,
        submission.chapter,
        found.file,
        how.sandboxed,
        submission.notes,
        tuple(rows),
        identity=f"{found.student}\n{found.number}",
    )
    return Checked(found, entry, bool(submission.problem), _time(found.path))


def not_checked(found: Found, course: dict[str, Chapter], how: How, why: str) -> Checked:
    submission = Submission(
        found.student,
        submissions.guessed(found, b"", course),
        problem=("error", _(OURS).format(why=why)),
        notes=found.notes,
    )
    checked = _checked(found, submission, _refused(submission, course), how)
    return replace(checked, entry=replace(checked.entry, failed=True))


def _time(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0.0
