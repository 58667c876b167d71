"""The questions as the package knows them: how an answer is read, and sealed replies to what may be answered.

`key` makes such a question from a right answer, in the solution notebooks; `judge` asks it about an answer. The
questions of a chapter stand in sealed/NN.json, written by `make exercises`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from chronology.edition import _
from chronology.exercises.kinds import KINDS, NoAnswer
from chronology.exercises.plain import plain
from chronology.exercises.seal import digest, seal, unseal

FOLDER = Path(__file__).parent / "sealed"
MADE_FROM = "made from"  # beside the questions of a chapter: `build.digest` of its solution notebook
# What a judgement can be; "known" is a mistake for which the question has a reply of its own.
CATEGORIES = (
    "correct", "unanswered", "type", "unknown", "known", "calendar", "precision", "off by one", "close", "unit",
    "order", "missing", "extra", "labels", "partial", "wrong",
)  # fmt: skip

Sealed = dict[str, Any]  # a question as it is stored
# Questions that the solution notebook which is running has just made; they come before the stored ones.
MADE: dict[str, Sealed] = {}


@dataclass(frozen=True)
class Judgement:
    """Whether an answer is right, its points, what kind of thing is wrong (one of CATEGORIES), and what to say."""

    right: bool
    points: int
    category: str
    message: str


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
    also: Iterable[tuple[object, str]] = (),
    hints: Iterable[tuple[object, str]] = (),
    **spec: object,
) -> None:
    """Say, in a solution notebook, what the right answer to a question is and what is said to it.

    kind: one of KINDS. why: one sentence on why the answer matters, said after "Correct." hint: said to a wrong answer
    of which nothing better is known; anyone can read it, so it must not give the answer away. also: other right
    answers, each with what is said to it. hints: wrong answers that are likely, at least two, each with its hint.
    spec: options of the kind, such as ``options`` of a choice or ``tolerance`` of a number (see `kinds`).

    Raises ValueError where two of the answers cannot be told apart or one cannot be read.
    """
    spec = KINDS[kind].settle(plain(answer), dict(spec))
    replies: dict[str, str] = {}
    for value, right, text in [
        (answer, True, why),
        *((value, True, text) for value, text in also),
        *((value, False, text) for value, text in hints),
    ]:
        try:
            read = KINDS[kind](plain(value), spec).text
        except NoAnswer as error:
            raise ValueError(f"{id}: {value!r} cannot be an answer: {error.message}") from None
        name, reply = seal(id, read, {"right": right, "text": text})
        if name in replies:
            raise ValueError(f"{id}: {value!r} is the same as an answer before it")
        replies[name] = reply
    facets = [digest(id, facet) for facet in dict.fromkeys(KINDS[kind](plain(answer), spec).facets())]
    # In the order of the digests, which says nothing about which of them is right.
    MADE[id] = {
        "kind": kind,
        "points": points,
        "hint": hint,
        **({"spec": spec} if spec else {}),
        "replies": dict(sorted(replies.items())),
        **({"facets": sorted(facets)} if facets else {}),
    }


@cache
def _stored(chapter: str) -> dict[str, Sealed]:
    path = FOLDER / f"{chapter}.json"
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


def judge(id: str, answer: Any) -> Judgement:  # noqa: ANN401
    """Judge a plain answer (see `plain`). Raises UnknownQuestion."""
    asked = question(id)
    replies = asked["replies"]

    def wrong(category: str, message: str) -> Judgement:
        return Judgement(False, 0, category, message)

    if answer is None:
        return wrong("unanswered", _("Put your answer in the place of the three dots."))
    try:
        given = KINDS[asked["kind"]](answer, asked.get("spec", {}))
        reply = unseal(id, given.text, replies)
        if reply:
            right = reply["right"]
            return Judgement(right, asked["points"] if right else 0, "correct" if right else "known", reply["text"])
        for category, message, text in given.slips():
            reply = unseal(id, text, replies)
            if reply and reply["right"]:
                return wrong(category, message)
        facets = set(asked.get("facets", ()))
        found = given.partial(lambda facet: digest(id, facet) in facets)
    except NoAnswer as error:
        return wrong(error.category, error.message)
    category, message = found or ("wrong", "")
    if category == "labels":  # the hint is about the values, and these are right
        return wrong(category, message)
    return wrong(category, f"{message} {asked['hint']}".strip())
