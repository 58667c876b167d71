"""Several items, in any order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chronology.edition import _, ngettext
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
            raise NoAnswer(_("A list or a set is asked, and this is a dictionary."))
        items = read_items(answer, self.spec)
        if not items:
            raise NoAnswer(_("Nothing is in the list yet."), "missing")
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
            return "wrong", _("None of these is right.")
        if not extra:
            return "missing", ngettext(
                "All that you name is right, but one is missing.",
                "All that you name is right, but {n} are missing.",
                missing,
            )
        if not missing:
            return "extra", ngettext(
                "All that is asked is there, and one is too many.",
                "All that is asked is there, and {n} are too many.",
                extra,
            )
        message = _("{right} right, {wrong} wrong, {missing} missing.")
        return "partial", message.format(right=right, wrong=extra, missing=missing)

    def parts(self, has: Callable[[str], bool]) -> tuple[int, int]:
        right = sum(map(has, self.facets()))
        return max(0, 2 * right - len(self.value)), self.spec["count"]
