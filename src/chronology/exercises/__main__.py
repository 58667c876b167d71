"""The commands of the exercises.

python -m chronology.exercises build               student notebooks and questions, from the solutions
python -m chronology.exercises check DIR --out OUT the submissions in a folder or a zip file
python -m chronology.exercises merge OUT           marks that were entered in OUT/open.csv
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

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
    build.add_argument("--without-solutions", action="store_true", help="no solution opens to whoever asks for it")

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
    from chronology import edition, languages
    from chronology.exercises import build

    if given.folder.name in languages.LANGUAGES:  # the exercises of an edition speak its language
        edition.use_language(given.folder.name)
    try:
        build.write(given.folder, solutions=not given.without_solutions)
    except build.BuildError as error:
        return _failed(str(error))
    return 0


def _check(given: argparse.Namespace) -> int:
    from chronology.classroom import command

    return command.check(given)


def _merge(given: argparse.Namespace) -> int:
    from chronology.classroom import command

    return command.merge(given)


if __name__ == "__main__":
    sys.exit(main())
