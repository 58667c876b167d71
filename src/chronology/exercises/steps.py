"""Help in three steps: the hint of a reply, a worked example, the solution.

The reply to a wrong answer holds the first. From the second different wrong answer on the example follows. From the
third on the solution is offered, and whoever asks for it gets it at any time: with ``solution=True`` in the check. Then
the question gives no points, whatever is answered afterwards.

That is kept as long as the notebook runs. What stays is the line that asked: the class check reads it (see `ids`).
"""

from __future__ import annotations

from collections import defaultdict

from chronology.edition import _
from chronology.exercises import questions
from chronology.exercises.ids import check_line
from chronology.exercises.questions import Judgement

EXAMPLE_FROM, SOLUTION_FROM = 2, 3  # different wrong answers


class Steps:
    """What was tried in one sitting, and which solutions were shown."""

    def __init__(self) -> None:
        self._wrong: defaultdict[str, set[str]] = defaultdict(set)
        self._shown: set[str] = set()

    def shown(self, id: str) -> bool:
        """Whether the solution of a question was shown."""
        return id in self._shown

    def after(self, id: str, judged: Judgement, asked: bool) -> list[str]:
        """The lines that follow the reply to an answer. asked: whether the solution is asked for.

        Raises UnknownQuestion.
        """
        if not judged.right and judged.text:
            self._wrong[id].add(judged.text)
        found = questions.solution(id)
        if asked and found:
            self._shown.add(id)
            return [*solution_lines(found), no_points()]
        lines = [_("This edition of the exercises holds no solutions.")] if asked else []
        tried = 0 if judged.right else len(self._wrong[id])
        example = questions.example(id)
        if tried >= EXAMPLE_FROM and example:
            lines.append(_("An example: {example}").format(example=example))
        if self.shown(id):
            lines.append(no_points())
        elif tried >= SOLUTION_FROM and found and not asked:
            offer = _("To see the solution, with its reason, write {check}. Then the question gives no points.")
            lines.append(offer.format(check=check_line(id, solution=True)))
        return lines


def solution_lines(solution: questions.Solution) -> list[str]:
    """The solution as it is shown; an answer of several lines begins in a line of its own."""
    start = "\n" if "\n" in solution.answer else " "
    return [_("The solution:") + start + solution.answer, _("Why: {why}").format(why=solution.why)]


def no_points() -> str:
    """What is said of a question whose solution was shown."""
    return _("The solution of this question was shown, so it gives no points.")
