"""Several items, in any order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chronology.exercises.kinds.base import Finding, Kind, NoAnswer, Spec
from chronology.exercises.kinds.options import read_items, refuse_unknown


class Set(Kind):
    """value: the items. Options: options, where the question names them; settled by the right answer: count."""

    value: set[str]

    @classmethod
    def settle(cls, answer: Any, spec: Spec) -> Spec:  # noqa: ANN401
        return {**spec, "count": len(cls(answer, spec).value)}

    def parse(self, answer: Any) -> set[str]:  # noqa: ANN401
        if isinstance(answer, dict) and answer["type"] == "pairs":
            raise NoAnswer("A list or a set is asked, and this is a dictionary.")
        items = read_items(answer, self.spec)
        if not items:
            raise NoAnswer("Nothing is in the list yet.", "missing")
        refuse_unknown(items, self.spec.get("options", []))
        return set(items)

    @property
    def text(self) -> str:
        return ", ".join(sorted(self.value))

    def facets(self) -> list[str]:
        return [f"item {item}" for item in self.value]

    def partial(self, has: Callable[[str], bool]) -> Finding:
        right = sum(has(f"item {item}") for item in self.value)
        missing, extra = self.spec["count"] - right, len(self.value) - right
        if not right:
            return "wrong", "None of these is right."
        if not extra and missing == 1:
            return "missing", "All that you name is right, but one is missing."
        if not extra:
            return "missing", f"All that you name is right, but {missing} are missing."
        if not missing and extra == 1:
            return "extra", "All that is asked is there, and one is too many."
        if not missing:
            return "extra", f"All that is asked is there, and {extra} are too many."
        message = "{right} right, {wrong} wrong, {missing} missing."
        return "partial", message.format(right=right, wrong=extra, missing=missing)
