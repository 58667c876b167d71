"""Grade one submission: rebuild the notebook from the clean copy, run it under nbval in a sandbox, say what came of it.

    with Grader() as grader:
        outcomes = grader.grade(clean(solution), {"02-q1-answer": 'q1 = "b"'})

Grading is a function of its arguments only. pytest leaves traces in the process in which it runs, so the class check
gives a Grader a process of its own (see `pool`), which keeps pytest and nbval loaded, and the sandbox with it.

The rules. Only the sources of answer cells and of the student's own code cells are taken from the student. They run in
the order in which they stood. A cell of the student's own that fails, or takes too long, stops nothing else. A question
is *correct* if its answer cell ran and nbval found the output of the check to be that of a right answer. It is *partly*
right if the check gives points for its right parts, and *solution shown* if a cell of the notebook asks for the
solution (which `submissions` finds): then it gives no points. It is *unanswered* if the answer cell is as it was handed
out, or the answer has no value. An answer cell that raises an error, or SystemExit, is an *error*, whatever it did
before. If a process ends or runs into a limit, that costs the question of that cell; the next cell gets a fresh process
in which the cells of the course and the student's own are run again, but not the earlier answers. When the time of the
whole notebook is up, all questions left are *timeout*.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from chronology.classroom.sandbox.kernel import OWN, Kernel
from chronology.classroom.sandbox.outside import Limits, Sandbox
from chronology.edition import _
from chronology.exercises import build
from chronology.exercises.ids import ANSWER, CHECK

STATUSES = (
    "correct", "partly", "wrong", "solution shown", "unanswered", "error", "timeout", "out of memory", "tampered",
    "unreadable", "to mark",
)  # fmt: skip
_MESSAGE = 400  # characters of a message


@dataclass(frozen=True)
class Outcome:
    """What came of one question. message: what the check says, the student's own line and error, or which limit.

    slip: the same in the language of the source, where that is known.
    """

    question: str
    status: str
    points: float
    of: int
    message: str
    slip: str = ""


class GradingError(RuntimeError):
    """The grading itself failed: a fault of ours or of the machine, which says nothing about the submission."""


def clean(solution: NotebookNode, name: str = "") -> NotebookNode:
    """The notebook that submissions are rebuilt in: as students get it, with the outputs of the right answers."""
    notebook = build.with_metadata(solution, name)
    for cell in notebook.cells:
        cell.source = build.without_solution(cell.source, f"{name}, {cell.id}")
    return notebook


def rebuilt(clean: NotebookNode, answers: dict[str, str], own: Sequence[tuple[str, str]] = ()) -> NotebookNode:
    """The clean notebook with these sources of answer cells (id -> source); other ids are not looked at.

    own: cells of the student's own, each the id of the cell after which it stands ("" at the top) and its source. They
    are called own-1, own-2 …
    """
    notebook = nbformat.from_dict(clean)
    for cell in notebook.cells:
        if cell.id in answers and cell.id.endswith(ANSWER):
            cell.source = _writable(answers[cell.id])
    placed: dict[str, list[NotebookNode]] = {}
    for number, (after, source) in enumerate(own, 1):
        placed.setdefault(after, []).append(nbformat.v4.new_code_cell(_writable(source), id=f"{OWN}{number}"))
    cells = placed.pop("", [])
    for cell in notebook.cells:
        cells += [cell, *placed.pop(cell.id, [])]
    notebook.cells = cells
    return notebook


def _writable(source: str) -> str:
    """Half a pair of surrogates cannot be written to a file."""
    return source.encode("utf-8", "replace").decode()


class Grader:
    """Grades one submission after the other, with all libraries loaded once. A context manager.

    It runs pytest in this process: `pool` gives it one of its own. mode: "warm", "cold" or "none", as in `Sandbox`.
    Raises SandboxError where there is no sandbox.
    """

    def __init__(self, sandboxed: bool = True) -> None:
        self._sandbox = Sandbox(sandboxed)
        from chronology.classroom import validation  # noqa: F401  # while the sandbox starts

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, *error: object) -> None:
        self._sandbox.close()

    @property
    def mode(self) -> str:
        return self._sandbox.mode

    def grade(
        self,
        clean: NotebookNode,
        answers: dict[str, str],
        limits: Limits = Limits(),  # noqa: B008
        own: Sequence[tuple[str, str]] = (),
    ) -> list[Outcome]:
        """Grade one submission; one outcome for each question, in their order.

        clean: from `clean`. answers: id of an answer cell -> the student's source. own: as in `rebuilt`. Raises
        GradingError, or whatever else goes wrong, if the grading itself fails.
        """
        notebook = rebuilt(clean, answers, own)
        kernel = Kernel(notebook.cells, limits, self._sandbox)
        passed = _passed(notebook, kernel)
        untouched = {cell.id: cell.source.strip() for cell in clean.cells}
        outcomes = []
        for asked in build.find_questions(clean):
            answer, check = asked.id + ANSWER, asked.id + CHECK
            if asked.open:
                outcomes.append(Outcome(asked.id, "to mark", 0, asked.points, _("To be marked by hand.")))
                continue
            same = answers.get(answer, untouched[answer]).strip() == untouched[answer]
            found = _outcome(asked, kernel.ran[answer], kernel.ran[check], same, passed[check])
            outcomes.append(replace(found, message=_safe(found.message), slip=_safe(found.slip)))
        return outcomes


def _passed(notebook: NotebookNode, kernel: Kernel) -> dict[str, bool]:
    """Run a notebook under nbval: cell id -> whether it passed."""
    from chronology.classroom import validation

    with tempfile.TemporaryDirectory(prefix="grading-") as folder:
        path = Path(folder, "submission.ipynb")
        path.write_text(nbformat.writes(notebook, 4), encoding="utf-8")
        return validation.run(path, kernel)


def _outcome(asked: build.Question, ran: Any, checked: Any, same: bool, passed: bool) -> Outcome:  # noqa: ANN401
    judgement = checked.judgement
    if passed != bool(judgement and judgement.right):
        raise GradingError(f"{asked.id}: nbval and the check do not agree; are the solutions built anew?")
    if ran.status:
        return Outcome(asked.id, ran.status, 0, asked.points, ran.message, ran.slip)
    if checked.status:
        return Outcome(asked.id, checked.status, 0, asked.points, checked.message, checked.slip)
    if judgement.right:
        return Outcome(asked.id, "correct", judgement.points, asked.points, judgement.message, checked.slip)
    if same or judgement.category == "unanswered":
        return Outcome(asked.id, "unanswered", 0, asked.points, judgement.message, checked.slip)
    status = "partly" if judgement.points else "wrong"
    return Outcome(asked.id, status, judgement.points, asked.points, judgement.message, checked.slip)


_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")


def _safe(text: str) -> str:
    """Text of a student's making as one short line that holds nothing but letters, signs and spaces."""
    text = _ESCAPES.sub("", text[: 10 * _MESSAGE])
    text = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return text if len(text) <= _MESSAGE else text[: _MESSAGE - 1] + "…"
