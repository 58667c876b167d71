"""A question of the exercises with controls in which anybody can answer it, and the replies of `check`, without Python.

The page opens the same sealed replies by the same rules: what the two go by in common, is in `rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import traitlets

from chronology import edition
from chronology.edition import _
from chronology.exercises import questions, seal, written
from chronology.exercises.ids import read_id
from chronology.exercises.kinds.number import UNIT
from chronology.exercises.kinds.options import LIKE_LATIN
from chronology.exercises.steps import EXAMPLE_FROM, SOLUTION_FROM
from chronology.widgets import base

if TYPE_CHECKING:  # what makes notebooks is not in the page's Python
    from chronology.exercises.build import Question


def rules() -> dict[str, object]:
    """What Python and the script both read answers by: patterns, letters, rounds, shares."""
    return {
        "rounds": seal.ROUNDS,
        "part": questions.PART,
        "example": EXAMPLE_FROM,
        "solution": SOLUTION_FROM,
        "unit": UNIT.pattern,
        "likeLatin": {chr(letter): chr(latin) for letter, latin in LIKE_LATIN.items()},
        "dates": written.patterns(),
    }


class Exercise(base.Widget):
    """A question, such as ``Exercise("02-q3")``: it says what `check` says. `answer` is what was given so far.

    question: the id of a question, or two digits: of the chapter whose answers are counted, downloaded and brought back
    (in the book alone, see `whole`). asked: the question as it is sealed, and what its prose says, which in a notebook
    stands above: texts, option -> what it says; code, the options that are a line of code; called, what an answer to
    choose from is called in a translated edition; note, the form in which an answer is asked for; language, in which
    all this is. Of an open question: points; rubric, [{text, points}]; words, the least and the most.

    Raises TraitError for a question that there is not.
    """

    _stem = "exercise"
    _words = ("days",)
    _lists = ("status",)
    _fixed = {"rules": rules()}

    question = traitlets.Unicode("02-q1", help="The id of the question").tag(sync=True)
    asked = traitlets.Dict(help="The question as it is sealed, and what its prose says").tag(sync=True)
    given = traitlets.Any(None, allow_none=True, help="What was given, as a plain answer").tag(sync=True)

    def __init__(self, question: str = "02-q1", asked: Mapping[str, Any] | None = None, **traits: object) -> None:
        if asked is None:
            try:
                asked = questions.question(question)
            except questions.UnknownQuestion:
                message = _("no question {id} that is checked")
                raise traitlets.TraitError(message.format(id=repr(question))) from None
        known = read_id(question)
        if known:
            traits.setdefault("title", question)
        super().__init__(question=question, asked={"language": edition.language(), **asked}, **traits)

    @property
    def answer(self) -> object:
        """What was given, such as ``check`` takes; None for nothing."""
        return _value(self.given)

    def _repr_html_(self) -> str:
        """Its place alone: where no script runs, the prose of the question stands there, and the cells for Python."""
        return f'<div data-widget="Exercise" data-model="{self.model_id}"></div>'


def _value(plain: Any) -> Any:  # noqa: ANN401
    if not isinstance(plain, dict):
        return plain
    if plain["type"] == "pairs":
        return dict(plain["pairs"])
    import pandas as pd

    if plain["type"] == "series":
        return pd.Series(plain["values"], index=plain["index"])
    return pd.DataFrame(plain["rows"], columns=plain["columns"], index=plain["index"])


def whole(chapter: str, name: str, notebook: str, asked: Iterable[Question], title: str = "") -> Exercise:
    """The widget of all answers of a chapter. name, notebook: of the file for students, and its text. title: what tells
    it from another on the page.
    """
    known = {each.id: {"points": each.points} if each.open else _to_read(each.id) for each in asked}
    return Exercise(chapter, {"questions": known, "name": name, "notebook": notebook}, title=title)


def _to_read(id: str) -> dict[str, Any]:
    """Of a question what is needed to write and read its answer."""
    sealed = questions.question(id)
    return {name: sealed[name] for name in ("kind", "points", "spec") if name in sealed}
