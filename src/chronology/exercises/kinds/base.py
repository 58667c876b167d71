"""What all kinds of questions have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Spec = dict[str, Any]  # the options of a question, such as the letters of a choice or the tolerance of a number
Finding = tuple[str, str]  # category (one of `questions.CATEGORIES`) and message
Slip = tuple[str, str, str]  # category, message, the text that would be right if this slip was made


class NoAnswer(Exception):
    """What was given cannot be an answer to this kind of question: category and message."""

    def __init__(self, message: str, category: str = "type") -> None:
        super().__init__(message)
        self.message, self.category = message, category


class Kind:
    """An answer to a question of one kind, read once. value: what `parse` makes of the plain answer.

    Raises NoAnswer where it cannot be an answer.
    """

    def __init__(self, answer: Any, spec: Spec) -> None:  # noqa: ANN401
        self.spec = spec
        self.value = self.parse(answer)

    @classmethod
    def settle(cls, answer: Any, spec: Spec) -> Spec:  # noqa: ANN401
        """The options with those that the right answer itself settles, such as a precision."""
        return spec

    @classmethod
    def sized(cls, answer: Any, spec: Spec) -> tuple[float, float] | None:  # noqa: ANN401
        """The coarse class of size in which the right answer lies, where a kind has such: from, and below."""
        return None

    def parse(self, answer: Any) -> Any:  # noqa: ANN401
        """A plain answer (see `plain`) as a value of this kind. Raises NoAnswer."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """The text that stands for the answer: two answers are the same if their texts are."""
        return self.value

    def facets(self) -> list[str]:
        """Texts of which the digests are stored as well, so that an answer can be partly right."""
        return []

    def slips(self) -> Iterator[Slip]:
        """Near misses: texts that, if one of them is the right answer, tell what went wrong."""
        return iter(())

    def partial(self, has: Callable[[str], bool]) -> Finding | None:
        """What is partly right. has: whether a facet is one of the right answer."""
        return None

    def parts(self, has: Callable[[str], bool]) -> tuple[int, int]:
        """How many parts of the right answer are there, less those that are too many, and how many there are in all.

        (0, 1) where the kind has no parts.
        """
        return 0, 1
