"""Exercises: `check` tells a student, in the notebook, whether an answer is right, and if not, what kind of thing is
wrong. How a class is checked stands in `chronology.classroom`; how the notebooks are made, in `build`.
"""

from __future__ import annotations

from chronology.edition import _
from chronology.exercises.plain import plain
from chronology.exercises.questions import UnknownQuestion, judge
from chronology.exercises.steps import Steps

__all__ = ["check"]

_STEPS = Steps()  # as long as the notebook runs


def check(id: str, answer: object, *, solution: bool = False) -> float:
    """Say what there is to say about an answer, and return its points.

    id: of the question, such as ``02-q3``. answer: what the student gives, of any type. solution: show the solution,
    after which the question gives no points. Never raises. The number that is returned is what nbgrader takes for the
    points of the cell.
    """
    try:
        judged = judge(id, plain(answer))
        further = _STEPS.after(id, judged, bool(solution))
    except UnknownQuestion:
        print(
            _("There is no question {id}: the line of the check has been changed. Write it as it was.").format(
                id=repr(id)
            )
        )
        return 0
    except Exception as error:  # a fault of ours, which no student can mend
        message = _("This answer could not be checked ({error}). Please tell whoever runs the course.")
        print(message.format(error=type(error).__name__))
        return 0
    print("\n".join([format_reply(judged.right, judged.message), *further]))
    return 0 if _STEPS.shown(id) else judged.points


def format_reply(right: bool, message: str) -> str:
    """What `check` says of an answer; what may follow it, is in `steps`."""
    first = _("Correct.") if right else _("Not yet.")
    return f"{first} {message}"
