"""One of several options."""

from __future__ import annotations

from typing import Any

from chronology.exercises.kinds.base import Kind, NoAnswer
from chronology.exercises.kinds.options import listed, read_option
from chronology.exercises.plain import called, comparable


class Choice(Kind):
    """value: the option, in small letters. Options: options."""

    value: str

    def parse(self, answer: Any) -> str:  # noqa: ANN401
        options = self.spec["options"]
        if isinstance(answer, list) and len(answer) == 1:
            answer = answer[0]
        if not isinstance(answer, str):
            message = "One of {options} is asked, as a text, and this is {what}."
            raise NoAnswer(message.format(options=listed(options), what=called(answer)))
        found = read_option(answer, options)
        if found not in map(comparable, options):
            raise NoAnswer(f"Choose one of {listed(options)}.", "unknown")
        return found
