"""The ids of the cells of an exercise, and how its questions and checks are written: read here and nowhere else.

``02-q3`` is the prose of question 3 of chapter 2, and the id of the question; ``02-q3-answer``, ``02-q3-check`` and
``02-q3-given`` are cells that belong to it. The answer is the value of the variable ``q3``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ANSWER, CHECK, GIVEN = "-answer", "-check", "-given"
# A link of an exercise to its chapter, as it leads from exercises/, and from a page too, and from exercises/LANGUAGE/.
NEAR, FAR = "](../chapters/", "](../../chapters/"

# The heading of a question, in whatever language: its title, the number in that, and its points. Students may have
# changed how deep it stands.
HEADING = re.compile(r"^#+ (?P<title>[^\n()\d]*(?P<number>\d+)[^\n()\d]*) \((?P<points>\d+) [^\n()\d]+\)", re.MULTILINE)
_CELL = re.compile(r"(\d\d)-q(\d+)(-answer|-check|-given)?")
_QUOTED = re.compile(rb'"(\d\d)-q\d+(?:-answer|-check)?"')
# A check as somebody may have typed it anew.
_CHECK = re.compile(
    r"""^[ \t]*check\(\s*["'](\d\d-q(\d+))["']\s*,\s*q(\d+)\s*(,\s*solution\s*=\s*True\s*)?,?\s*\)[ \t;]*(?:#.*)?$""",
    re.MULTILINE,
)


@dataclass(frozen=True)
class CellId:
    """The id of a cell of a question. chapter: two digits. part: ANSWER, CHECK, GIVEN, or "" for the prose."""

    chapter: str
    number: str
    part: str = ""

    @property
    def question(self) -> str:
        return f"{self.chapter}-q{self.number}"

    @property
    def variable(self) -> str:
        return f"q{self.number}"


def read_id(id: str) -> CellId | None:
    """What an id says; None where it is not that of a question."""
    found = _CELL.fullmatch(id)
    return CellId(found[1], found[2], found[3] or "") if found else None


def check_line(question: str, solution: bool = False) -> str:
    """The check of a question, which is all that stands in its cell. solution: as it asks for the solution."""
    return f'check("{question}", {read_id(question).variable}{", solution=True" if solution else ""})'


def find_checks(source: str) -> list[tuple[str, int, int]]:
    """The checks in a cell, however they are typed: the question, and where in the source each begins and ends."""
    return [(found[1], *found.span()) for found in _CHECK.finditer(source) if found[2] == found[3]]


def chapters_in(data: bytes) -> list[str]:
    """The chapters of which ids stand in a file, read as bytes: as often as they stand there."""
    return [chapter.decode() for chapter in _QUOTED.findall(data)]
