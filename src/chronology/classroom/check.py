"""Check a class: a folder of submissions becomes tables and a page for each student.

Each file is read and graded by one of several processes (see `worker`). One bad file or a process that dies stops
nothing.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from chronology.classroom import archives, gradebook, grading, outcomes, owners, pool, submissions
from chronology.classroom.course import Chapter, ClassError
from chronology.classroom.gradebook import Person
from chronology.classroom.outcomes import Class, Entry, Exercise
from chronology.classroom.owners import Handed
from chronology.classroom.sandbox import outside
from chronology.classroom.worker import Checked, How, Worker, not_checked
from chronology.edition import _, language, speaking


def check_class(
    handed: Handed,
    out: Path,
    course: dict[str, Chapter],
    how: How | None = None,
    people: tuple[Person, ...] = (),
    progress: Callable[[int, int], None] = lambda done, of: None,
    editions: dict[str, dict[str, Chapter]] | None = None,
    usual: str = "",
) -> Class:
    """Check all that a class has handed in, and keep in `out` what came of it; `reports.write` makes the tables.

    people: of a gradebook. progress: is called with how many files are done, of how many. editions: language -> the
    course as notebooks in it have it; other notebooks are taken for those of `course`. usual: the language of most
    notebooks, in which is told what is wrong with a file that has none. Raises ClassError.
    """
    how = how or How()
    files = handed.files
    work = out / "work"
    try:
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClassError(f"{out}: {error.strerror}.") from None
    jobs = min(how.jobs or os.cpu_count() or 1, len(files))
    editions = editions or {}
    start = partial(Worker, course, how, work, editions, usual)
    checked: dict[int, Checked] = {}
    progress(0, len(files))
    for number, result in pool.run(files, start, jobs, _patience(how.limits)):
        failed = isinstance(result, pool.Failed)
        checked[number] = not_checked(files[number], course, how, str(result)) if failed else result
        progress(len(checked), len(files))
    asked = [each for _number, each in sorted(checked.items()) if each.entry.rows[0].status != submissions.ELSEWHERE]
    graded = Class(
        _exercises(course),
        tuple(_counted(asked)),
        people,
        elsewhere=len(checked) - len(asked),
        editions={each: _exercises(chapters) for each, chapters in editions.items()},
    )
    outcomes.store(graded, out)
    return graded


def _exercises(course: dict[str, Chapter]) -> dict[str, Exercise]:
    return {id: each.exercise for id, each in course.items()}


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
def handed_in(place: Path, out: Path, stems: tuple[str, ...], people: tuple[Person, ...] = ()) -> Iterator[Handed]:
    """What stands in a folder or a zip file, to check as long as the context lasts.

    out: folder for the results. stems: names of all notebooks of the course. people: of a gradebook. Raises ClassError
    where they will not do.
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
            known = partial(gradebook.knows, people)
            handed = owners.find(opened.files, stems, sealed=not place.is_dir(), refused=opened.refused, known=known)
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
        with speaking(best.entry.language or language()):
            notes = [*best.entry.notes, *_others(best, rest, dropped.get(key[0], []))]
        yield replace(best.entry, notes=tuple(notes))


def _others(best: Checked, rest: list[Checked], dropped: list[str]) -> Iterator[str]:
    """A sentence on each file beside the one that counts. dropped: the files that are not notebooks."""
    for each in rest:
        if each.problem and not best.problem:
            note = _("There is also {file}, which does not count: it could not be read.")
        elif each.time < best.time:
            note = _("There is also {file}, which does not count: this one is newer.")
        else:
            note = _(
                "There is also {file}, which does not count: both have the same time, and the name of this one "
                "comes first."
            )
        yield note.format(file=each.entry.file)
    for file in dropped:
        yield _("There is also {file}, which is not a notebook.").format(file=file)
