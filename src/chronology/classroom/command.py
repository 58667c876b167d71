"""What `python -m chronology.exercises check` and `merge` do, with the arguments that were read; each returns the exit
code. `build` needs none of this, nor does a student.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from chronology.classroom import gradebook, outcomes, reports, sheets
from chronology.classroom.marks import Marks
from chronology.classroom.outcomes import Class


def check(given: argparse.Namespace) -> int:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    # Here, since marks can be merged where there is no sandbox.
    from chronology.classroom import check as checking
    from chronology.classroom import course, grading, submissions, worker

    limits = {"seconds": given.seconds, "cell_seconds": given.cell_seconds, "memory_mb": given.memory}
    how = worker.How(
        limits=grading.Limits(**{name: value for name, value in limits.items() if value}),
        sandboxed=not given.no_sandbox,
        jobs=given.jobs,
    )
    solutions = given.solutions or course.own_solutions()
    wanted = tuple(
        f"{int(each):02}" if each.isdecimal() else each for text in given.chapters for each in text.split(",")
    )
    try:
        chapters = course.read_chapters(solutions, wanted)
        stems = tuple(path.stem for path in solutions.glob("*.ipynb"))
        book = gradebook.read(given.students) if given.students else gradebook.Gradebook(())
        # What is wrong with the folders is said first.
        with checking.handed_in(given.folder, given.out, stems, book.people) as handed:
            Marks(given.out)  # then a table of marks over which nothing may be written
            if given.no_sandbox:
                print("Without a sandbox: answers can read and change whatever you can.", file=sys.stderr)
            else:
                checking.sandbox_ready()
            spoken = Counter(
                submissions.spoken(submissions.contents(each.path)) for each in handed.files if each.is_notebook
            )
            editions = {} if given.solutions else course.read_editions(set(spoken), wanted)
            usual = spoken.most_common(1)[0][0]
            bar = Progress(
                TextColumn("Checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), transient=False
            )
            with bar:
                task = bar.add_task("", total=None)

                def progress(done: int, of: int) -> None:
                    bar.update(task, completed=done, total=of)

                graded = checking.check_class(handed, given.out, chapters, how, book.people, progress, editions, usual)
        code = _write(graded, given.out)
    except (course.ClassError, sheets.SheetError) as error:
        return _failed(str(error))
    for line in filter(None, [book.told, *handed.told]):
        print(line)
    for line in handed.doubts:
        print(line, file=sys.stderr)
    return 1 if handed.doubts else code


def merge(given: argparse.Namespace) -> int:
    try:
        return _write(outcomes.read_stored(given.out), given.out)
    except OSError:
        return _failed(f"{given.out}: no class has been checked into this folder yet.")
    except sheets.SheetError as error:
        return _failed(str(error))
    except (ValueError, TypeError, KeyError):
        return _failed(f"{given.out / outcomes.STORED}: this file is damaged; check the class again.")


def _write(graded: Class, out: Path) -> int:
    faults, notes = reports.write(graded, out)
    for line in reports.summarise(graded, out):
        print(line)
    for line in [*notes, *faults]:
        print(line, file=sys.stderr)
    return 1 if faults or any(entry.failed for entry in graded.entries) else 0


def _failed(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
