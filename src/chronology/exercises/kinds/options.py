"""Answers that are made of options which the question names: letters, words, ids."""

from __future__ import annotations

import re
from typing import Any

from chronology.edition import _
from chronology.exercises.kinds.base import NoAnswer, Spec
from chronology.exercises.plain import called, comparable

# Letters of the Kazakh and Russian keyboards that look like Latin ones, small as they are typed: в is the third letter
# there and no b.
LIKE_LATIN = str.maketrans("асеікмнортух", "aceikmhoptyx")
_JOINS = re.compile(r"[\s_–-]")


def read_option(text: str, options: list) -> str:
    """The option that is meant: in small letters, whatever joins its words, and from whichever keyboard."""
    found = comparable(text)
    known = {comparable(each): comparable(each) for each in options}
    joined = {_JOINS.sub("", each): each for each in known}
    bare = found.strip("().")
    alike = bare.translate(LIKE_LATIN)
    return next(filter(None, map(known.get, (found, bare, alike))), None) or joined.get(_JOINS.sub("", alike)) or bare


def read_items(answer: Any, spec: Spec) -> list[str]:  # noqa: ANN401
    """The items of a list, a set, a Series or a text with signs between them (none are needed between letters, where
    these are the options), as texts. Raises NoAnswer.
    """
    options = [comparable(each) for each in spec.get("options", [])]
    if isinstance(answer, dict) and answer["type"] == "set":
        answer = answer["items"]
    elif isinstance(answer, dict) and answer["type"] == "series":
        answer = answer["values"]
    elif isinstance(answer, str):
        parts = [each for each in re.split(r"\s*[,;<>]\s*|\s+(?:and|және|и)\s+", answer.strip()) if each]
        letters = [each for each in re.sub(r"[\W_]", "", answer) if options]
        answer = letters if letters and all(read_option(each, options) in options for each in letters) else parts
    if not isinstance(answer, list):
        raise NoAnswer(_('A list is asked, such as ["a", "b"], and this is {what}.').format(what=called(answer)))
    return [read_option(each if isinstance(each, str) else comparable(each), options) for each in answer]


def refuse_unknown(items: list[str], options: list) -> None:
    """Raises NoAnswer for items that are not among the options, where the question names them."""
    known = [comparable(each) for each in options]
    strange = [item for item in items if known and item not in known]
    if strange:
        message = _("{items}: not among {options}.").format(items=listed(strange[:3]), options=listed(options))
        raise NoAnswer(message, "unknown")


def listed(items: list) -> str:
    """Items with commas between them."""
    return ", ".join(map(str, items))
