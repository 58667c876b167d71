"""Numbers: counted, or measured to a tolerance."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from chronology.edition import _
from chronology.exercises.kinds.base import Finding, Kind, NoAnswer, Slip, Spec
from chronology.exercises.plain import called

# What may stand behind a number; whether it is the unit that is asked for shows in the number.
UNIT = re.compile(
    r"\s*(%|per ?cent|процент\w*|пайыз|km|kilomet\w+|км|days?|дн\w+|день|күн|years?|лет|жыл)\.?\s*$", re.IGNORECASE
)
_WIDTH = 10  # answers, at the least, in a class of size


class Number(Kind):
    """value: a float. Options: tolerance, how far from the right number is still right, 0 (the default) where it is
    counted; unit, "share" or "per cent", where the number is one. Settled by the right answer: step and offset. Of a
    sealed question: size, see `sized`.
    """

    value: float

    @classmethod
    def settle(cls, answer: Any, spec: Spec) -> Spec:  # noqa: ANN401
        number, step = cls(answer, spec).value, 2 * spec.get("tolerance", 0) or 1
        # The right number lies in the middle of a step, so that both sides are as far as the tolerance.
        return {**spec, "step": step, "offset": round((number - step / 2) % step, 9)}

    @classmethod
    def sized(cls, answer: Any, spec: Spec) -> tuple[float, float]:  # noqa: ANN401
        """The class of size of the right answer. A wrong number is told to be too high or too low only if it lies in
        another one: whoever halves the distance again and again finds the class and no more.

        Classes begin at 0 and at 1, 2, 5, 10, 20 … times a power of ten, below 0 as above it, and none holds fewer than
        ten answers that the check tells apart.
        """
        number, least = cls(answer, spec).value, _WIDTH * spec["step"]
        power = 10.0 ** math.floor(math.log10(least))
        borders = [0.0]
        while borders[-1] <= abs(number):
            borders += [each for each in (power, 2 * power, 5 * power) if each >= least * (1 - 1e-9)]
            power *= 10
        below = next(each for each in borders if each > abs(number))
        start = borders[borders.index(below) - 1]
        return (-below, -start) if number < 0 else (start, below)

    def parse(self, answer: Any) -> float:  # noqa: ANN401
        if isinstance(answer, str):
            text = UNIT.sub("", answer).replace("\u202f", "").replace(" ", "").replace("−", "-")
            thousands = re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", text)
            try:
                answer = float(text.replace(",", "" if thousands else "."))
                if not math.isfinite(answer):
                    raise ValueError
            except ValueError:
                raise NoAnswer(_("A number is asked, without words, and this text cannot be read as one.")) from None
        if isinstance(answer, dict) and answer["type"] == "series" and len(answer["values"]) == 1:
            raise NoAnswer(_("This is a Series with one value; the value itself is asked: take it out with .iloc[0]."))
        if isinstance(answer, list) and len(answer) == 2 and all(type(each) is int for each in answer):
            raise NoAnswer(_("In code a number has a point and no comma: `29.95`, not `29,95`."))
        if isinstance(answer, bool) or not isinstance(answer, int | float):
            raise NoAnswer(_("A number is asked, and this is {what}.").format(what=called(answer)))
        return float(answer)

    @property
    def text(self) -> str:
        return self._step_of(self.value)

    def _step_of(self, number: float) -> str:
        return str(math.floor((number - self.spec["offset"]) / self.spec["step"] + 1e-9))

    def slips(self) -> Iterator[Slip]:
        number = self.value
        for step in (-1, 1):
            if self.spec.get("tolerance"):
                yield (
                    "close",
                    _(
                        "Close, but not close enough. Are these the rows that are asked for? "
                        "If so, look at the rounding."
                    ),
                    self._step_of(number + step * self.spec["step"]),
                )
            else:
                message = _("Off by one. Go through the steps again: what was counted too many, or left out?")
                yield "off by one", message, self._step_of(number + step)
        for factor, message in (
            (-1, _("The sign is wrong: which is taken from which?")),
            (100, _("A hundred times too small: is a share asked for, or a per cent?")),
            (0.01, _("A hundred times too large: is a share asked for, or a per cent?")),
            (1000, _("A thousand times too small: look at the unit.")),
            (0.001, _("A thousand times too large: look at the unit.")),
        ):
            yield "unit", message, self._step_of(number * factor)
        whole = {"share": 1, "per cent": 100}.get(self.spec.get("unit"))
        if whole:
            yield "wrong", _("This is the share of the others."), self._step_of(whole - number)

    def partial(self, has: Callable[[str], bool]) -> Finding | None:
        start, below = self.spec.get("size", (-math.inf, math.inf))
        if start <= self.value < below:
            return None
        return "wrong", _("Too low.") if self.value < start else _("Too high.")
