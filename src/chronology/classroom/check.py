"""Check a class: a folder of submissions becomes tables and a page for each student.

Each file is read and graded by one of several processes. What is graded stands at once in OUT/work, under a digest of
all that it follows from; so a run that was killed is continued by the next one, and gives the same results. One bad
file or a process that dies stops nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

import nbformat

from chronology.classroom import archives, grading, owners, pool, reports, sheets, submissions
from chronology.classroom.gradebook import Person
from chronology.classroom.owners import Found, Handed
from chronology.classroom.reports import Class, Entry, Exercise, Question, Row
from chronology.classroom.sandbox import outside
from chronology.classroom.submissions import ANSWER, Chapter, Submission
from chronology.exercises import build
from chronology.fingerprint import fingerprint, versions

SOLUTIONS = Path(__file__).resolve().parents[3] / "exercises" / "solutions"
OURS = "This could not be checked ({}). That is not the student’s fault; run the check again."
_DRAWS = re.compile(r"\A## Question \d+ \(\d+ points?\)\s*")


class ClassError(Exception):
    """Why a class cannot be checked, in one line."""


@dataclass(frozen=True)
class How:
    """How a class is checked. grader: what makes a `grading.Grader`; it must be picklable."""

    limits: grading.Limits = field(default_factory=grading.Limits)
    sandboxed: bool = True
    jobs: int = 0  # 0: as many as there are cores
    grader: Callable[[bool], AbstractContextManager[Any]] = grading.Grader


# --- the exercises ----------------------------------------------------------------------------


def chapters(solutions: Path = SOLUTIONS, wanted: tuple[str, ...] = ()) -> dict[str, Chapter]:
    """The exercises of a folder of solution notebooks, by chapter. wanted: only these. Raises ClassError."""
    if not solutions.is_dir():
        raise ClassError(f"{solutions}: there is no such folder; give that of the solution notebooks with --solutions.")
    found = {}
    for path in sorted(solutions.glob("*.ipynb")):
        id = build.chapter_of(path)
        if wanted and id not in wanted:
            continue
        try:
            solution = build.marked(nbformat.read(path, 4), path.name)
            found[id] = Chapter(
                id, _title(solution, path), path.stem, tuple(build.asked(solution)), grading.clean(solution)
            )
        except build.BuildError as error:
            raise ClassError(str(error)) from None
        except Exception as error:
            raise ClassError(f"{path}: this is not a notebook ({type(error).__name__}).") from None
    if missing := [id for id in wanted if id not in found]:
        raise ClassError(f"{solutions}: there is no exercise of chapter {', '.join(missing)}.")
    if not found:
        raise ClassError(f"{solutions}: there are no notebooks in this folder.")
    return found


def _title(notebook: nbformat.NotebookNode, path: Path) -> str:
    heading = re.match(r"# (?:Exercises: )?(.+)", notebook.cells[0].source if notebook.cells else "")
    return heading[1].strip() if heading else path.stem


def shown(chapter: Chapter) -> Exercise:
    """A chapter as the reports show it."""
    prose = {cell.id: _DRAWS.sub("", cell.source) for cell in chapter.clean.cells}
    return Exercise(
        chapter.id,
        chapter.title,
        tuple(
            Question(each.id, f"Question {each.id.partition('-q')[2]}", each.points, each.open, prose[each.id])
            for each in chapter.questions
        ),
    )


# --- one submission ---------------------------------------------------------------------------


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

    def __init__(self, course: dict[str, Chapter], how: How, work: Path) -> None:
        self.course, self.how, self.work = course, how, work
        self.stack = contextlib.ExitStack()

    def __enter__(self) -> Callable[[Found], Checked]:
        return self.check

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    @cached_property
    def grader(self) -> Any:  # noqa: ANN401
        """Not started before something is to be graded."""
        return self.stack.enter_context(self.how.grader(self.how.sandboxed))

    def check(self, found: Found) -> Checked:
        """Read and grade a file."""
        submission = submissions.read(found, self.course)
        if submission.problem:
            return _checked(found, submission, _refused(submission, self.course), self.how)
        rows = self._rows(submission)
        return _checked(found, self._with_pictures(submission), rows, self.how)

    def _with_pictures(self, submission: Submission) -> Submission:
        """Keep the pictures of open answers beside the results; where, stands in the notes."""
        notes = list(submission.notes)
        for name, content in submission.pictures.items():
            path = self.work.parent / "pictures" / f"{hashlib.sha256(content).hexdigest()[:16]}-{name}"
            path.parent.mkdir(exist_ok=True)
            sheets.save(path, content)
            notes.append(f"{name.rpartition('-')[0]}: the answer has a picture, pictures/{path.name}.")
        return replace(submission, notes=tuple(notes))

    def _rows(self, submission: Submission) -> list[Row]:
        chapter = self.course[submission.chapter]
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
    of = [nbformat.writes(chapter.clean), taken, asdict(how.limits), how.sandboxed, _course()]
    return hashlib.sha256(json.dumps(of).encode()).hexdigest()[:32]


@cache
def _course() -> str:
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
    if not asked.open:
        return Row(asked.id, outcome.status, outcome.points, asked.points, outcome.message, answer)
    blank = next(cell.source for cell in chapter.clean.cells if cell.id == asked.id + ANSWER)
    pictured = any(name.startswith(f"{asked.id}-") for name in submission.pictures)
    if answer.split() in ([], blank.split()) and not pictured:
        return Row(asked.id, "unanswered", 0, asked.points, "Nothing was written.", "")
    return Row(asked.id, "to mark", None, asked.points, "This question is marked by hand.", answer)


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


def _not_checked(found: Found, course: dict[str, Chapter], how: How, why: str) -> Checked:
    submission = Submission(
        found.student, submissions.guessed(found, b"", course), problem=("error", OURS.format(why)), notes=found.notes
    )
    checked = _checked(found, submission, _refused(submission, course), how)
    return replace(checked, entry=replace(checked.entry, failed=True))


def _time(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0.0


# --- a class ----------------------------------------------------------------------------------


def check_class(
    handed: Handed,
    out: Path,
    course: dict[str, Chapter],
    how: How | None = None,
    people: tuple[Person, ...] = (),
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Class:
    """Check all that a class has handed in, and keep in `out` what came of it; `reports.write` makes the tables.

    people: of a gradebook. progress: is called with how many files are done, of how many. Raises ClassError.
    """
    how = how or How()
    files = handed.files
    work = out / "work"
    try:
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClassError(f"{out}: {error.strerror}.") from None
    jobs = min(how.jobs or os.cpu_count() or 1, len(files))
    start = partial(Worker, course, how, work)
    checked: dict[int, Checked] = {}
    progress(0, len(files))
    for number, result in pool.run(files, start, jobs, _patience(how.limits)):
        failed = isinstance(result, pool.Failed)
        checked[number] = _not_checked(files[number], course, how, str(result)) if failed else result
        progress(len(checked), len(files))
    counted = _counted([checked[number] for number in sorted(checked)])
    graded = Class({id: shown(each) for id, each in course.items()}, tuple(counted), people)
    reports.store(graded, out)
    return graded


def sandbox_ready() -> None:
    """Raises ClassError, with what to do, where there is no sandbox."""
    try:
        tried = subprocess.run([*outside.command(), "true"], capture_output=True, text=True, timeout=60, check=False)
    except outside.SandboxError as error:
        raise ClassError(f"{error} (To run answers unprotected, ask for it with --no-sandbox.)") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ClassError(f"The sandbox does not start: {error}") from None
    if tried.returncode:
        why = tried.stderr.strip().splitlines()[-1:] or ["it says nothing"]
        raise ClassError(f"The sandbox does not start on this machine: {why[0]}")


@contextlib.contextmanager
def handed_in(place: Path, out: Path, stems: tuple[str, ...]) -> Iterator[Handed]:
    """What stands in a folder or a zip file, to check as long as the context lasts.

    out: folder for the results. stems: names of all notebooks of the course. Raises ClassError where they will not do.
    """
    if not place.exists():
        raise ClassError(f"{place}: there is no such folder.")
    if out.exists() and not out.is_dir():
        raise ClassError(f"{out}: this is not a folder.")
    if out.resolve() == place.resolve() or place.resolve() in out.resolve().parents:
        raise ClassError(f"{out}: the results must not stand in the folder of the submissions.")
    try:
        with archives.opened(place) as opened:
            if not opened.files:
                raise ClassError(" ".join([f"{place}: this folder is empty.", *opened.refused]))
            handed = owners.find(opened.files, stems, sealed=not place.is_dir(), refused=opened.refused)
            if not any(each.is_notebook for each in handed.files):
                raise ClassError(" ".join([f"{place}: there is no notebook (.ipynb) in it.", *opened.refused]))
            yield handed
    except archives.ArchiveError as error:
        raise ClassError(f"{place}: {error}.") from None


def _patience(limits: grading.Limits) -> float:
    """Seconds after which a worker is taken for stuck: for the notebook, and for all that is read and started first.

    The sandbox keeps its own limits long before.
    """
    return limits.seconds + 180


def _counted(checked: list[Checked]) -> Iterator[Entry]:
    """One entry per student and chapter, in order: of two files the newest that could be read counts."""
    readable = {each.entry.student for each in checked if not each.problem}
    groups: dict[tuple[str, str, str], list[Checked]] = {}
    dropped: dict[str, list[str]] = {}
    for each in checked:
        if each.problem and not each.found.is_notebook and each.entry.student in readable:
            dropped.setdefault(each.entry.student, []).append(each.entry.file)
            continue
        # Files of which nothing is known are all kept.
        key = (each.entry.student, each.entry.chapter, "" if each.entry.chapter else each.entry.file)
        groups.setdefault(key, []).append(each)
    for key in sorted(groups):
        best, *rest = sorted(groups[key], key=lambda each: (each.problem, -each.time, each.entry.file))
        notes = list(best.entry.notes)
        for each in rest:
            why = "it could not be read" if each.problem and not best.problem else "this one is newer"
            notes.append(f"There is also {each.entry.file}, which does not count: {why}.")
        notes += [f"There is also {other}, which is not a notebook." for other in dropped.get(key[0], ())]
        yield replace(best.entry, notes=tuple(notes))
