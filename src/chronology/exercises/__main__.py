"""The commands of the exercises: ``python -m chronology.exercises build``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m chronology.exercises", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("build", help="make the student notebooks and the questions from the solutions")
    make.add_argument("folder", nargs="?", type=Path, default=Path("exercises"))
    given = parser.parse_args(arguments)
    from chronology.exercises import build

    try:
        build.write(given.folder)
    except build.BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
