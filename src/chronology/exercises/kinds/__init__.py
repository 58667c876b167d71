"""The kinds of questions: what counts as an answer, and what is likely to go wrong with it.

A kind is a class (see `base.Kind`); an answer to a question of that kind is an instance. Nothing here knows a right
answer.
"""

from __future__ import annotations

from chronology.exercises.kinds.base import Kind, NoAnswer
from chronology.exercises.kinds.choice import Choice
from chronology.exercises.kinds.date import Date
from chronology.exercises.kinds.match import Match
from chronology.exercises.kinds.name import Name
from chronology.exercises.kinds.number import Number
from chronology.exercises.kinds.order import Order
from chronology.exercises.kinds.set import Set
from chronology.exercises.kinds.table import Table

__all__ = ["KINDS", "Kind", "NoAnswer"]

KINDS: dict[str, type[Kind]] = {
    "date": Date,
    "number": Number,
    "choice": Choice,
    "set": Set,
    "order": Order,
    "match": Match,
    "name": Name,
    "table": Table,
}
