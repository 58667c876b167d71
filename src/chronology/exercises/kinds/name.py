"""Names of persons, places and works."""

from __future__ import annotations

import re
from typing import Any

from chronology.exercises.kinds.base import Kind, NoAnswer
from chronology.exercises.plain import called, comparable


class Name(Kind):
    """value: the name in small letters, without its article and punctuation."""

    value: str

    def parse(self, answer: Any) -> str:  # noqa: ANN401
        if isinstance(answer, int) and not isinstance(answer, bool):
            answer = str(answer)
        if isinstance(answer, list) and len(answer) == 1:
            answer = answer[0]
        if not isinstance(answer, str):
            raise NoAnswer(f"A name is asked, as a text, and this is {called(answer)}.")
        found = re.sub(r"[\"'“”«»‘’().,]", "", comparable(answer)).replace("–", "-")
        return re.sub(r"^(the|an?) ", "", found)
