"""Dates, in any of the forms that `written` reads."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any

from chronology import dates
from chronology.exercises import written
from chronology.exercises.kinds.base import Finding, Kind, NoAnswer, Slip, Spec
from chronology.exercises.plain import called

_TOO_EXACT = "This is more exact than the record allows. Give only what is known."


class Date(Kind):
    """value: EDTF of the New Style. Options: style, "new" where an answer in the Old Style does not count; settled by
    the right answer: precision, and span where it is one.
    """

    value: str

    @classmethod
    def settle(cls, answer: Any, spec: Spec) -> Spec:  # noqa: ANN401
        text = cls(answer, spec).text
        return {**spec, "precision": dates.parse(text).precision, **({"span": True} if "/" in text else {})}

    def parse(self, answer: Any) -> str:  # noqa: ANN401
        if isinstance(answer, int) and not isinstance(answer, bool) and 1000 <= answer <= 9999:
            answer = str(answer)
        if isinstance(answer, list) and len(answer) == 2:  # the two ends of a span
            answer = "/".join(map(str, answer))
        if not isinstance(answer, str):
            message = "A date is asked, and this is {what}. {form}"
            raise NoAnswer(message.format(what=called(answer), form=written.FORM))
        try:
            text, old = written.read(answer)
        except written.NotTheSameDay as error:
            raise NoAnswer(str(error), "calendar") from None
        except dates.DateError as error:
            raise NoAnswer(str(error)) from None
        if old and self.spec.get("style") == "new":
            raise NoAnswer("This is a day of the Old Style. Which day of the New Style was it?", "calendar")
        return text

    def facets(self) -> list[str]:
        month = [f"month {self.value[:7]}"] if len(self.value) == 10 else []
        return [f"year {self.value[:4]}", *month]

    def slips(self) -> Iterator[Slip]:
        text = self.value
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            yield from _slips_of_day(text, self.spec)
        elif re.fullmatch(r"\d{4}(-\d\d)?", text):
            yield from _slips_of_year(text)
        elif re.fullmatch(r"\d\dXX|\d\d\dX", text):
            step = 100 if text.endswith("XX") else 10
            for years in (-step, step):
                moved = f"{int(text.replace('X', '0')) + years:04}"
                shown = moved[:2] + "XX" if step == 100 else moved[:3] + "X"
                yield "off by one", "Off by one: the 18th century is the years that begin with 17.", shown
        elif "/" in text:
            yield from _slips_of_span(*text.split("/"))

    def partial(self, has: Callable[[str], bool]) -> Finding | None:
        text, month = self.value, has(f"month {self.value[:7]}")
        if not has(f"year {text[:4]}"):
            return None
        if len(text) == 10 and month:
            return "partial", "Year and month are right, the day is not."
        if self.spec["precision"] == "day" and len(text) < 10:
            if month:
                return "precision", "Year and month are right, but the day is asked."
            return "precision", "The year is right, but the day is asked."
        if self.spec.get("span") and "/" not in text:
            return "precision", "One end is right, but both are asked: the first and the last, as in 1837/1847."
        return "partial", "The year is right, but not the rest."


def _slips_of_day(text: str, spec: Spec) -> Iterator[Slip]:
    day = datetime.date.fromisoformat(text)
    if day.year < 1919:
        for turn in (dates.old_to_new_style, dates.new_to_old_style):
            try:
                yield "calendar", "The right day in the other calendar. Which style is asked for?", turn(text)
            except dates.DateError:
                continue
    for step in (-1, 1):
        yield "off by one", "Off by one day. Look, or count, once more.", _moved(day, days=step)
    for years in (-1, 1, -100, 100, -10, 10):
        if 1 <= day.year + years <= 9999:
            moved = f"{day.year + years:04}{text[4:]}"
            yield "off by one", "Day and month are right, the year is not.", moved
    if day.day <= 12:
        yield "order", "Day and month seem to have changed places.", f"{text[:4]}-{day.day:02}-{day.month:02}"
    for shorter in (text[:7], text[:4]) if spec["precision"] != "day" else ():
        yield "precision", _TOO_EXACT, shorter


def _slips_of_year(text: str) -> Iterator[Slip]:
    """Of a year or a month."""
    for years in (-1, 1):
        yield "off by one", "Off by one year.", f"{int(text[:4]) + years:04}{text[4:]}"
    for years in (-100, 100, -10, 10):
        yield "wrong", "A digit of the year is wrong.", f"{int(text[:4]) + years:04}{text[4:]}"
    if len(text) == 7:
        yield "precision", _TOO_EXACT, text[:4]
        year, month = int(text[:4]), int(text[5:])
        for step in (-1, 1):
            moved = 12 * year + month - 1 + step
            yield "off by one", "Off by one month.", f"{moved // 12:04}-{moved % 12 + 1:02}"


def _slips_of_span(first: str, last: str) -> Iterator[Slip]:
    for end in (first, last):
        yield "precision", "One date is asked, not a span.", end
    if re.fullmatch(r"\d{4}/\d{4}", f"{first}/{last}"):
        for a, b in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            yield "off by one", "One end of the span is off by one year.", f"{int(first) + a}/{int(last) + b}"


def _moved(day: datetime.date, days: int) -> str:
    try:
        return (day + datetime.timedelta(days=days)).isoformat()
    except OverflowError:
        return day.isoformat()
