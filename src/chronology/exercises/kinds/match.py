"""Something given for each of several options."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from chronology.edition import _
from chronology.exercises.kinds.base import Finding, Kind, NoAnswer
from chronology.exercises.kinds.options import listed, read_option, refuse_unknown
from chronology.exercises.plain import called, comparable


class Match(Kind):
    """value: pairs. Options: options, on the left; to, on the right, where the question names these as well."""

    value: list[tuple[str, str]]

    def parse(self, answer: Any) -> list[tuple[str, str]]:  # noqa: ANN401
        options, to = self.spec["options"], self.spec.get("to", [])
        if isinstance(answer, dict) and answer["type"] == "series":
            answer = {"type": "pairs", "pairs": list(zip(answer["index"], answer["values"]))}
        if not isinstance(answer, dict) or answer["type"] != "pairs":
            form = f'{{"{options[0]}": "{to[0]}", …}}' if to else '{"a": 1, "b": 2}'
            message = _("A dictionary is asked, such as {form}, and this is {what}.")
            raise NoAnswer(message.format(form=form, what=called(answer)))
        if any(right is None or left is None for left, right in answer["pairs"]):
            raise NoAnswer(_("Some of the pairs are still empty."), "missing")
        for each in (each for pair in answer["pairs"] for each in pair):
            if isinstance(each, dict):
                raise NoAnswer(
                    _("The pairs are texts in quotation marks, and one is {what}.").format(what=called(each))
                )
        pairs = [
            (read_option(comparable(left), options), read_option(re.sub(r"\s*/\s*", "/", comparable(right)), to))
            for left, right in answer["pairs"]
        ]
        lefts = [left for left, _right in pairs]
        refuse_unknown(lefts, options)
        missing = [each for each in options if comparable(each) not in lefts]
        if missing:
            raise NoAnswer(_("Nothing is given for {options}.").format(options=listed(missing)), "missing")
        refuse_unknown([right for _left, right in pairs], to)
        return pairs

    @property
    def text(self) -> str:
        return "; ".join(f"{left} = {right}" for left, right in sorted(self.value))

    def facets(self) -> list[str]:
        return [f"pair {left} = {right}" for left, right in self.value]

    def partial(self, has: Callable[[str], bool]) -> Finding:
        right, count = self.parts(has)
        return "partial", _("Right pairs: {right} of {count}.").format(right=right, count=count)

    def parts(self, has: Callable[[str], bool]) -> tuple[int, int]:
        return sum(map(has, self.facets())), len(self.spec["options"])
