"""Options in an order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from chronology.edition import _
from chronology.exercises.kinds.base import Finding, Kind, NoAnswer, Slip
from chronology.exercises.kinds.options import listed, read_items, refuse_unknown
from chronology.exercises.plain import called, comparable


class Order(Kind):
    """value: all options, in an order. Options: options."""

    value: list[str]

    def parse(self, answer: Any) -> list[str]:  # noqa: ANN401
        options = self.spec["options"]
        if isinstance(answer, dict) and answer["type"] in ("set", "pairs"):
            message = _('An order is asked, so a list such as ["a", "b"]; {what} has none.')
            raise NoAnswer(message.format(what=called(answer)))
        items = read_items(answer, self.spec)
        if isinstance(answer, dict) and sorted(map(comparable, answer["index"])) == sorted(map(comparable, options)):
            raise NoAnswer(_("The labels are asked, not the values: take the index of the Series."))
        refuse_unknown(items, options)
        missing = [each for each in options if comparable(each) not in items]
        if len(set(items)) < len(items):
            raise NoAnswer(_("Something stands in the list twice."), "extra")
        if missing:
            raise NoAnswer(_("Missing in the order: {options}.").format(options=listed(missing)), "missing")
        return items

    @property
    def text(self) -> str:
        return " > ".join(self.value)

    def facets(self) -> list[str]:
        return [f"{a} before {b}" for a, b in pairwise(self.value)]

    def slips(self) -> Iterator[Slip]:
        items = self.value
        yield "order", _("The right order, but from the end to the beginning."), " > ".join(reversed(items))
        for at in range(len(items) - 1):
            swapped = [*items[:at], items[at + 1], items[at], *items[at + 2 :]]
            yield "order", _("Almost: two neighbours have changed places."), " > ".join(swapped)

    def partial(self, has: Callable[[str], bool]) -> Finding:
        right, count = self.parts(has)
        return "order", _("Neighbours that stand as they should: {right} of {count}.").format(right=right, count=count)

    def parts(self, has: Callable[[str], bool]) -> tuple[int, int]:
        return sum(map(has, self.facets())), len(self.value) - 1
