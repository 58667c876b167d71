"""The commands of the exercises.

python -m chronology.exercises build               student notebooks and questions, from the solutions
python -m chronology.exercises check DIR --out OUT the submissions in a folder or a zip file
python -m chronology.exercises merge OUT           marks that were entered in OUT/open.csv
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chronology.classroom.outcomes import Class

EXTRA = "pip install 'kazakhstan-russia-chronology[exercises]'"


def main(arguments: list[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    try:
        return {"build": _build, "check": _check, "merge": _merge}[given.command](given)
    except ModuleNotFoundError as error:
        return _failed(f"The package {error.name} is missing: {EXTRA}")
    except KeyboardInterrupt:
        return _failed("Stopped. Nothing is lost: the same command goes on from here.", 130)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m chronology.exercises", description="The exercises of the course.")
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="make the student notebooks and the questions from the solutions")
    build.add_argument("folder", nargs="?", type=Path, default=Path("exercises"))

    check = commands.add_parser("check", help="check the submissions of a class")
    check.add_argument("folder", type=Path, metavar="DIR", help="folder or zip file of the submissions")
    check.add_argument("--out", type=Path, required=True, metavar="OUT", help="folder for the results")
    check.add_argument(
        "--chapters", nargs="+", default=[], metavar="NN", help="only these, such as 02 03 (default: all)"
    )
    check.add_argument("--students", type=Path, metavar="CSV", help="export of a gradebook, to fill in who is who")
    check.add_argument("--jobs", type=_positive, default=0, metavar="N", help="processes (default: one per core)")
    check.add_argument("--solutions", type=Path, help="folder of solution notebooks (default: that of the course)")
    check.add_argument("--no-sandbox", action="store_true", help="run answers unprotected; it stands in every result")
    for name, what in (
        ("seconds", "seconds for a notebook"),
        ("cell-seconds", "seconds for a cell"),
        ("memory", "MB of memory"),
    ):
        check.add_argument(f"--{name}", type=_positive, metavar="N", help=what)

    merge = commands.add_parser("merge", help="take over marks that were entered in open.csv")
    merge.add_argument("out", type=Path, metavar="OUT", help="folder of the results")
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return int(text)


def _failed(message: str, code: int = 1) -> int:
    print(message, file=sys.stderr)
    return code


def _build(given: argparse.Namespace) -> int:
    from chronology.exercises import build

    try:
        build.write(given.folder)
    except build.BuildError as error:
        return _failed(str(error))
    return 0


def _check(given: argparse.Namespace) -> int:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from chronology.classroom import check, course, gradebook, grading, sheets, worker
    from chronology.classroom.marks import Marks

    limits = {"seconds": given.seconds, "cell_seconds": given.cell_seconds, "memory_mb": given.memory}
    how = worker.How(
        limits=grading.Limits(**{name: value for name, value in limits.items() if value}),
        sandboxed=not given.no_sandbox,
        jobs=given.jobs,
    )
    solutions = given.solutions or course.SOLUTIONS
    wanted = tuple(
        f"{int(each):02}" if each.isdecimal() else each for text in given.chapters for each in text.split(",")
    )
    try:
        chapters = course.read_chapters(solutions, wanted)
        stems = tuple(path.stem for path in solutions.glob("*.ipynb"))
        # What is wrong with the folders is said first.
        with check.handed_in(given.folder, given.out, stems) as handed:
            people = gradebook.people(given.students) if given.students else ()
            Marks(given.out)  # then a table of marks over which nothing may be written
            if given.no_sandbox:
                print("Without a sandbox: answers can read and change whatever you can.", file=sys.stderr)
            else:
                check.sandbox_ready()
            bar = Progress(
                TextColumn("Checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), transient=False
            )
            with bar:
                task = bar.add_task("", total=None)

                def progress(done: int, of: int) -> None:
                    bar.update(task, completed=done, total=of)

                graded = check.check_class(handed, given.out, chapters, how, people, progress)
        code = _write(graded, given.out)
    except (course.ClassError, sheets.SheetError) as error:
        return _failed(str(error))
    for line in handed.told:
        print(line)
    for line in handed.doubts:
        print(line, file=sys.stderr)
    return 1 if handed.doubts else code


def _merge(given: argparse.Namespace) -> int:
    from chronology.classroom import outcomes, sheets

    try:
        return _write(outcomes.read_stored(given.out), given.out)
    except OSError:
        return _failed(f"{given.out}: no class has been checked into this folder yet.")
    except sheets.SheetError as error:
        return _failed(str(error))
    except (ValueError, TypeError, KeyError):
        return _failed(f"{given.out / outcomes.STORED}: this file is damaged; check the class again.")


def _write(graded: Class, out: Path) -> int:
    from chronology.classroom import reports

    faults, notes = reports.write(graded, out)
    for line in reports.summarise(graded, out):
        print(line)
    for line in [*notes, *faults]:
        print(line, file=sys.stderr)
    return 1 if faults or any(entry.failed for entry in graded.entries) else 0


if __name__ == "__main__":
    sys.exit(main())
