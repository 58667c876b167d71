"""The questions as the package knows them: how an answer is read, and sealed replies to what may be answered.

`key` makes such a question from a right answer, in the solution notebooks; `judge` asks it about an answer. The
questions of a chapter stand in sealed/NN.json, written by `make exercises`; what is in them, is told in `seal`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from chronology import edition
from chronology.edition import _
from chronology.exercises.kinds import KINDS, Kind, NoAnswer
from chronology.exercises.plain import plain, written_out
from chronology.exercises.seal import digest, seal, unseal, unwrap, wrap
from chronology.languages import short_number

FOLDER = Path(__file__).parent / "sealed"  # the English questions; those of another edition below, by its language
MADE_FROM = "made from"  # beside the questions of a chapter: `build.digest` of its solution notebook
# What a judgement can be; "known" is a mistake for which the question has a reply of its own.
CATEGORIES = (
    "correct", "unanswered", "type", "unknown", "known", "calendar", "precision", "off by one", "close", "unit",
    "order", "missing", "extra", "labels", "partial", "wrong",
)  # fmt: skip
PART = 3 / 4  # so many of the parts of an answer must be right for half of the points

Sealed = dict[str, Any]  # a question as it is stored
# Questions that the solution notebook which is running has just made; they come before the stored ones.
MADE: dict[str, Sealed] = {}
# Of these, what is said to what: answers as they are read, whether they are right, and the reply, as they were given.
SAID: dict[str, list[tuple[str, bool, str]]] = {}


@dataclass(frozen=True)
class Judgement:
    """Whether an answer is right, its points, what kind of thing is wrong (one of CATEGORIES), and what to say.

    points: whole or half; those of a wrong answer are for its right parts. text: what stands for the answer, by which
    two answers are the same; "" where it cannot be one.
    """

    right: bool
    points: float
    category: str
    message: str
    text: str = field(default="", compare=False)


@dataclass(frozen=True)
class Solution:
    """A right answer, written out in a line or more, and why it is right and matters."""

    answer: str
    why: str


class UnknownQuestion(KeyError):
    """There is no question of that name."""


def key(
    id: str,
    answer: object,
    kind: str,
    *,
    points: int,
    why: str,
    hint: str,
    example: str = "",
    also: Iterable[tuple[object, str]] = (),
    hints: Iterable[tuple[object, str]] = (),
    **spec: object,
) -> None:
    """Say, in a solution notebook, what the right answer to a question is and what is said to it.

    kind: one of KINDS. why: one sentence on why the answer matters, said after "Correct." hint: said to a wrong answer
    of which nothing better is known; anyone can read it, so it must not give the answer away. example: the way to an
    answer, shown on another case, to whoever has given two wrong answers; anyone can read it, too. also: other right
    answers, each with what is said to it. hints: wrong answers that are likely, at least two, each with its hint.
    spec: options of the kind, such as ``options`` of a choice or ``tolerance`` of a number (see `kinds`).

    Raises ValueError where two of the answers cannot be told apart or one cannot be read. In another edition than the
    English one an answer may come twice, as a name of that language and as another right answer.
    """
    read = KINDS[kind]
    spec = read.settle(plain(answer), dict(spec))
    said = SAID[id] = []
    for value, right, text in [
        (answer, True, why),
        *((value, True, text) for value, text in also),
        *((value, False, text) for value, text in hints),
    ]:
        try:
            given = read(plain(value), spec).text
        except NoAnswer as error:
            raise ValueError(f"{id}: {value!r} cannot be an answer: {error.message}") from None
        before = [each for each in said if each[0] == given]
        if before and (edition.language() == edition.SOURCE or before[0][1] != right):
            raise ValueError(f"{id}: {value!r} is the same as an answer before it")
        said.append((given, right, text))
    facets = [digest(id, facet) for facet in dict.fromkeys(read(plain(answer), spec).facets())]
    size = read.sized(plain(answer), spec)
    solution = {"answer": written_out(plain(answer)), "why": why}
    # In the order of the digests, which says nothing about which of them is right.
    MADE[id] = {
        "kind": kind,
        "points": points,
        "hint": hint,
        **({"example": example} if example else {}),
        **({"spec": spec} if spec else {}),
        "replies": sealed_replies(id, said),
        **({"facets": sorted(facets)} if facets else {}),
        **({"size": wrap(id, "size", size)} if size else {}),
        "solution": wrap(id, "solution", solution),
    }


def sealed_replies(id: str, said: Iterable[tuple[str, bool, str]]) -> dict[str, str]:
    """What is said to answers, sealed: name -> reply. Of two replies to an answer the first counts."""
    replies: dict[str, str] = {}
    for given, right, text in said:
        name, reply = seal(id, given, {"right": right, "text": text})
        replies.setdefault(name, reply)
    return dict(sorted(replies.items()))


def folder(language: str) -> Path:
    """Where the questions of an edition stand."""
    return FOLDER if language == edition.SOURCE else FOLDER / language


def _stored(chapter: str) -> dict[str, Sealed]:
    """The questions of a chapter in the language of the edition, in English where it has none."""
    return _read(chapter, edition.language()) or _read(chapter, edition.SOURCE)


@cache
def _read(chapter: str, language: str) -> dict[str, Sealed]:
    path = folder(language) / f"{chapter}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def made_from(chapter: str) -> str:
    """The digest of the solution notebook from which the questions of a chapter were made."""
    return str(_stored(chapter).get(MADE_FROM, ""))


def question(id: str) -> Sealed:
    """The question of that name; raises UnknownQuestion."""
    found = MADE.get(id) or _stored(id.partition("-")[0]).get(id)
    if found is None:
        raise UnknownQuestion(id)
    return found


def example(id: str) -> str:
    """The worked example of a question, "" where it has none. Raises UnknownQuestion."""
    return question(id).get("example", "")


def solution(id: str) -> Solution | None:
    """The solution of a question; None in an edition without solutions. Raises UnknownQuestion."""
    wrapped = question(id).get("solution")
    return Solution(**unwrap(id, "solution", wrapped)) if wrapped else None


def judge(id: str, answer: Any) -> Judgement:  # noqa: ANN401
    """Judge a plain answer (see `plain`). Raises UnknownQuestion."""
    asked = question(id)
    if answer is None:
        return Judgement(False, 0, "unanswered", _("Put your answer in the place of the three dots."))
    spec = asked.get("spec", {})
    if "size" in asked:
        spec = {**spec, "size": unwrap(id, "size", asked["size"])}
    try:
        given = KINDS[asked["kind"]](answer, spec)
    except NoAnswer as error:
        return Judgement(False, 0, error.category, error.message)
    reply = unseal(id, given.text, asked["replies"])
    if reply and reply["right"]:
        return Judgement(True, asked["points"], "correct", reply["text"], given.text)

    facets = set(asked.get("facets", ()))

    def has(facet: str) -> bool:
        return digest(id, facet) in facets

    category, message = ("known", reply["text"]) if reply else _unforeseen(id, asked, given, has)
    points = part_points(asked["points"], *given.parts(has))
    if points:
        message += " " + _("For the parts that are right: {points} of {of} points.").format(
            points=short_number(points), of=asked["points"]
        )
    return Judgement(False, points, category, message, given.text)


def part_points(points: int, right: int, count: int) -> float:
    """The points of an answer of which not all parts are right: half of them for three quarters of the parts."""
    half = points // 2 if points % 2 == 0 else points / 2
    return half if right >= PART * count else 0


def _unforeseen(id: str, asked: Sealed, given: Kind, has: Callable[[str], bool]) -> tuple[str, str]:
    """What is wrong with an answer for which the question has no reply of its own: category and message."""
    for category, message, text in given.slips():
        reply = unseal(id, text, asked["replies"])
        if reply and reply["right"]:
            return category, message
    category, message = given.partial(has) or ("wrong", "")
    if category == "labels":  # the hint is about the values, and these are right
        return category, message
    return category, f"{message} {asked['hint']}".strip()
