"""What `python -m chronology.exercises check` and `merge` do, with the arguments that were read; each returns the exit
code. `build` needs none of this, nor does a student.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from chronology.classroom import check as checking
from chronology.classroom import course, gradebook, grading, outcomes, reports, sheets, worker
from chronology.classroom.marks import Marks
from chronology.classroom.outcomes import Class


def check(given: argparse.Namespace) -> int:
    return command.check(given)


def merge(given: argparse.Namespace) -> int:
    return command.merge(given)


def _failed(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
