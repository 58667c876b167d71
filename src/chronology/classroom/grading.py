"""Grade one submission: rebuild the notebook from the clean copy, run it under nbval in a sandbox, say what came of it.

    with Grader() as grader:
        outcomes = grader.grade(clean(solution), {"02-q1-answer": 'q1 = "b"'})

Grading is a function of its arguments only. It runs in a process of its own (`python -m chronology.classroom.grading`)
that keeps pytest and nbval loaded, and the sandbox with it; so the process that asks stays as it was.

The rules. Only the sources of answer cells and of the student's own code cells are taken from the student. They run in
the order in which they stood. A cell of the student's own that fails, or takes too long, stops nothing else. A question
is *correct* if its answer cell ran and nbval found the output of the check to be that of a right answer. It is
*unanswered* if the answer cell is as it was handed out, or the answer has no value. An answer cell that raises an
error, or SystemExit, is an *error*, whatever it did before. If a process ends or runs into a limit, that costs the
question of that cell; the next cell gets a fresh process in which the cells of the course and the student's own are run
again, but not the earlier answers. When the time of the whole notebook is up, all questions left are *timeout*.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from chronology.classroom.sandbox.kernel import OWN
from chronology.classroom.sandbox.outside import Limits, SandboxError
from chronology.exercises import build

STATUSES = (
    "correct", "wrong", "unanswered", "error", "timeout", "out of memory", "tampered", "unreadable", "to mark",
)  # fmt: skip
LONGEST = 100_000  # characters of the source of an answer
_MESSAGE = 400  # characters of a message
_STARTING = 90  # seconds for all libraries to be loaded, and for what comes after the notebook's own time
# A right answer has several texts where other right answers are known; all begin with this word.
_SANITISE = "regex: \\ACorrect\\. [\\s\\S]*\nreplace: Correct.\n"


@dataclass(frozen=True)
class Outcome:
    """What came of one question. message: what the check says, the student's own line and error, or which limit."""

    question: str
    status: str
    points: float
    of: int
    message: str


class GradingError(RuntimeError):
    """The grading itself failed: a fault of ours or of the machine, which says nothing about the submission."""


def clean(solution: NotebookNode, name: str = "") -> NotebookNode:
    """The notebook that submissions are rebuilt in: as students get it, with the outputs of the right answers."""
    notebook = build.marked(solution, name)
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
        if cell.id in answers and cell.id.endswith("-answer"):
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


def grade(
    clean: NotebookNode,
    answers: dict[str, str],
    limits: Limits = Limits(),  # noqa: B008
    sandboxed: bool = True,
    own: Sequence[tuple[str, str]] = (),
) -> list[Outcome]:
    """Grade one submission; one outcome for each question, in their order. See `Grader.grade`."""
    with Grader(sandboxed) as grader:
        return grader.grade(clean, answers, limits, own)


class Grader:
    """Grades one submission after the other, with all libraries loaded once. A context manager.

    mode: "warm", "cold" or "none", as in `Sandbox`. Raises SandboxError where there is no sandbox.
    """

    def __init__(self, sandboxed: bool = True) -> None:
        self._sandboxed = sandboxed
        self._process: subprocess.Popen | None = None
        self._start()

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def grade(
        self,
        clean: NotebookNode,
        answers: dict[str, str],
        limits: Limits = Limits(),  # noqa: B008
        own: Sequence[tuple[str, str]] = (),
    ) -> list[Outcome]:
        """Grade one submission. clean: from `clean`. answers: id of an answer cell -> the student's source. own: as in
        `rebuilt`.

        Raises GradingError if the grading itself fails; the next submission finds everything new.
        """
        if not self._process:
            self._start()
        job = {"clean": clean, "answers": answers, "limits": asdict(limits), "own": list(own)}
        try:
            said = self._ask(job, limits.seconds + _STARTING)
            if "error" in said:
                raise GradingError(said["error"])
        except GradingError:
            self.close()
            raise
        return [Outcome(**each) for each in said["outcomes"]]

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "chronology.classroom.grading", *([] if self._sandboxed else ["--no-sandbox"])],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip
        try:
            said = self._answer(_STARTING)
        except GradingError:
            self.close()
            raise
        if "error" in said:
            self.close()
            raise SandboxError(said["error"])
        self.mode = said["mode"]

    def _ask(self, job: dict[str, Any], seconds: float) -> dict[str, Any]:
        try:
            self._process.stdin.write(json.dumps(job).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            raise GradingError("The process that grades is gone.") from None
        return self._answer(seconds)

    def _answer(self, seconds: float) -> dict[str, Any]:
        until, line = time.monotonic() + seconds, b""
        output = self._process.stdout.fileno()
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([output], [], [], max(0, until - time.monotonic()))
            if not ready:
                raise GradingError(f"The grading did not end within {seconds:g} seconds.")
            got = os.read(output, 65536)
            if not got:
                raise GradingError("The process that grades has ended.")
            line += got
        return json.loads(line)

    def close(self) -> None:
        if self._process:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process.stdout.close()
            self._process = None


# --- in the process that grades -------------------------------------------------------------------


def _serve(sandboxed: bool) -> None:
    """Read jobs, a line of JSON each, from the standard input; write an answer to each to the standard output."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # pytest reports to us by other ways

    def say(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    from chronology.classroom.sandbox.outside import Sandbox

    try:
        sandbox = Sandbox(sandboxed)
        from chronology.classroom import validation  # noqa: F401  # while the sandbox starts

        ready = {"mode": sandbox.mode}
    except SandboxError as error:
        say({"error": str(error)})
        return
    with sandbox:
        say(ready)
        for line in sys.stdin:
            job = json.loads(line)
            notebook = nbformat.from_dict(job["clean"])
            try:
                outcomes = graded(notebook, job["answers"], Limits(**job["limits"]), sandbox, job["own"])
                say({"outcomes": [asdict(each) for each in outcomes]})
            except Exception as error:
                say({"error": f"{type(error).__name__}: {error}"})


def graded(
    clean: NotebookNode,
    answers: dict[str, str],
    limits: Limits,
    sandbox: Any,  # noqa: ANN401
    own: Sequence[tuple[str, str]] = (),
) -> list[Outcome]:
    """What `Grader.grade` does, in the process that grades."""
    from chronology.classroom import validation
    from chronology.classroom.sandbox.kernel import Kernel

    too_long = [id for id, source in answers.items() if len(source) > LONGEST]
    answers = {id: source for id, source in answers.items() if id not in too_long}
    notebook = rebuilt(clean, answers, own)
    kernel = Kernel(notebook.cells, limits, sandbox)
    with tempfile.TemporaryDirectory(prefix="grading-") as folder:
        path = Path(folder, "submission.ipynb")
        path.write_text(nbformat.writes(notebook, 4), encoding="utf-8")
        rules = Path(folder, "sanitise.cfg")
        rules.write_text(_SANITISE, encoding="utf-8")
        passed = validation.run(path, rules, kernel)
    untouched = {cell.id: cell.source.strip() for cell in clean.cells}
    outcomes = []
    for asked in build.asked(clean):
        answer, check = f"{asked.id}-answer", f"{asked.id}-check"
        if asked.open:
            outcomes.append(Outcome(asked.id, "to mark", 0, asked.points, "To be marked by hand."))
            continue
        if answer in too_long:
            message = f"The answer is longer than {LONGEST:,} characters."
            outcomes.append(Outcome(asked.id, "unreadable", 0, asked.points, message))
            continue
        same = answers.get(answer, untouched[answer]).strip() == untouched[answer]
        found = _outcome(asked, kernel.ran[answer], kernel.ran[check], same, passed[check])
        outcomes.append(replace(found, message=_safe(found.message)))
    return outcomes


def _outcome(asked: build.Asked, ran: Any, checked: Any, same: bool, passed: bool) -> Outcome:  # noqa: ANN401
    judgement = checked.judgement
    if passed != bool(judgement and judgement.right):
        raise GradingError(f"{asked.id}: nbval and the check do not agree; are the solutions built anew?")
    if ran.status:
        return Outcome(asked.id, ran.status, 0, asked.points, ran.message)
    if checked.status:
        return Outcome(asked.id, checked.status, 0, asked.points, checked.message)
    if judgement.right:
        return Outcome(asked.id, "correct", judgement.points, asked.points, judgement.message)
    status = "unanswered" if same or judgement.category == "unanswered" else "wrong"
    return Outcome(asked.id, status, 0, asked.points, judgement.message)


_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")


def _safe(text: str) -> str:
    """Text of a student's making as one short line that holds nothing but letters, signs and spaces."""
    text = _ESCAPES.sub("", text[: 10 * _MESSAGE])
    text = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return text if len(text) <= _MESSAGE else text[: _MESSAGE - 1] + "…"


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        _serve("--no-sandbox" not in sys.argv)
