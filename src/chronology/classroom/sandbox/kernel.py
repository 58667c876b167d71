"""The kernel that nbval runs a submission with: cells go to the sandbox, checks are made here.

What a student's code prints cannot be believed, since it may have changed all that stands around it. So a check cell is
not run in the sandbox. The kernel asks there for the value of the answer, judges it here, and gives nbval the output
that `check` would have given; nbval compares it with the stored output of the right answer.
"""

from __future__ import annotations

import math
import re
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Empty
from typing import Any

from nbformat import NotebookNode

from chronology.classroom.sandbox.outside import Ended, Inmate, Limits, Sandbox
from chronology.edition import SOURCE, _, in_source, language, marked
from chronology.exercises import format_reply
from chronology.exercises.ids import ANSWER, CHECK, CellId, read_id
from chronology.exercises.plain import MOST
from chronology.exercises.questions import Judgement, judge

DEPTH = 20  # of lists within lists
JUDGING = 5  # seconds
OWN = "own-"  # how the ids of the student's own cells begin
OWN_SHARE = 1 / 3  # of the time of a notebook: so much may the student's own cells take together


@dataclass
class Ran:
    """What came of a cell: what went wrong (status and message), or how its check was judged.

    slip: what went wrong in the language of the source, where that is known; it tells mistakes apart in every edition.
    """

    status: str = ""
    message: str = ""
    judgement: Judgement | None = None
    slip: str = ""


@dataclass
class Kernel:
    """Does what nbval asks of a `RunningKernel`. cells: those of the clean notebook. ran: cell id -> what came of it.

    Before each cell `cell` must be set to the one that is to run. After the process of a student has ended, the next
    cell gets a fresh one, in which the cells that are neither answers nor checks are run again. A cell of the student's
    own with which a process has ended is not run again.
    """

    cells: list[NotebookNode]
    limits: Limits
    sandbox: Sandbox
    cell: NotebookNode | None = None
    ran: dict[str, Ran] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._until = time.monotonic() + self.limits.seconds
        self._inmate: Inmate | None = None
        self._messages: deque[dict[str, Any]] = deque()
        self._count = 0
        self._own_left = self.limits.seconds * OWN_SHARE
        self._failed: dict[str, str] = {}  # own cells that did not run to their end: id -> why

    # --- what nbval calls ---

    def execute_cell_input(self, cell_input: str, allow_stdin: bool | None = None) -> str:
        """Run the cell to its end; its messages wait to be got. Returns the id that they carry."""
        self._count += 1
        id = f"cell {self._count}"
        self._messages.clear()
        id_of = read_id(self.cell.id)
        ran = self._check(id_of) if id_of and id_of.part == CHECK else self._run(cell_input)
        self.ran[self.cell.id] = ran
        if ran.judgement:
            text = format_reply(ran.judgement.right, ran.judgement.message) + "\n"
            self._say(id, "stream", name="stdout", text=text)
            data = {"text/plain": repr(ran.judgement.points)}
            self._say(id, "execute_result", data=data, metadata={}, execution_count=self._count)
        elif ran.status:
            self._say(id, "error", ename=ran.status, evalue=ran.message, traceback=[ran.message])
        self._say(id, "status", execution_state="idle")
        return id

    def await_reply(self, msg_id: str, timeout: float | None = None) -> None:
        """The reply is there: cells run to their end before they return."""

    def await_idle(self, parent_id: str, timeout: float | None = None) -> None:
        self._messages.clear()

    def get_message(self, stream: str, timeout: float | None = None) -> dict[str, Any]:
        if not self._messages:
            raise Empty
        return self._messages.popleft()

    def is_alive(self) -> bool:
        return True

    def stop(self) -> None:
        if self._inmate:
            self._inmate.close()
            self._inmate = None

    def _say(self, id: str, type: str, **content: object) -> None:
        self._messages.append({"msg_type": type, "parent_header": {"msg_id": id}, "content": content})

    # --- in the sandbox ---

    def _run(self, source: str) -> Ran:
        own = self.cell.id.startswith(OWN)
        try:
            error = self._own(self.cell) if own else self._ask({"run": source}).get("error")
        except Ended as ended:
            return Ran(ended.status, ended.message)
        if not error:
            return Ran()
        status, message = _trouble(error, source)
        if own:
            self._failed[self.cell.id] = message
        return Ran(status, message + self._missing(error), slip=in_source(lambda: _trouble(error, source))[1])

    def _own(self, cell: NotebookNode) -> object:
        """Run a cell of the student's own: the error that it raises, if any. Raises Ended."""
        if cell.id in self._failed:
            return None
        before = time.monotonic()
        try:
            if self._own_left <= 0:
                raise Ended("timeout", _("The time for cells of one’s own was up."))
            return self._ask({"run": cell.source}, self._own_left).get("error")
        except Ended as ended:
            self._failed[cell.id] = ended.message
            raise
        finally:
            self._own_left -= time.monotonic() - before

    def _missing(self, error: object) -> str:
        """What to add to an error about a name that a cell of the student's own was to give, but failed."""
        text = str(error.get("text")) if isinstance(error, dict) and error.get("name") == "NameError" else ""
        name = re.search(r"'(\w+)'", text)
        for cell in self.cells if name else ():
            if cell.id in self._failed and re.search(rf"\b{name[1]}\b", cell.source):
                return " " + _("The cell that was to give it failed: {why}").format(why=self._failed[cell.id])
        return ""

    def _check(self, id: CellId) -> Ran:
        try:
            reply = self._ask({"value": id.variable})
            if reply.get("missing"):
                return _said("unanswered", lambda: _("{name} has no value.").format(name=id.variable))
            answer = believed(reply.get("value"))
            with _at_most(JUDGING):
                judgement = judge(id.question, answer)
                if judgement.right or language() == SOURCE:
                    return Ran(judgement=judgement, slip=judgement.message)
                return Ran(judgement=judgement, slip=in_source(lambda: judge(id.question, answer)).message)
        except Ended as ended:
            return Ran(ended.status, ended.message)
        except TimeoutError:
            return Ran("timeout", _("The answer could not be judged within {n} seconds.").format(n=JUDGING))

    def _ask(self, request: dict[str, str], most: float = math.inf) -> dict[str, Any]:
        while not self._inmate:
            self._inmate = self.sandbox.inmate(self.limits)
            try:
                for cell in self._before():
                    if cell.id.startswith(OWN):
                        with suppress(Ended):
                            self._own(cell)
                        if not self._inmate:
                            break  # and again, without it
                    else:
                        self._asked({"run": cell.source})
            except Ended:
                self._inmate = None
                raise
        return self._asked(request, most)

    def _before(self) -> Iterator[NotebookNode]:
        """The cells before this one that belong to no answer."""
        for cell in self.cells:
            if cell.id == self.cell.id:
                return
            if cell.cell_type == "code" and not cell.id.endswith((ANSWER, CHECK)):
                yield cell

    def _asked(self, request: dict[str, str], at_most: float = math.inf) -> dict[str, Any]:
        left = self._until - time.monotonic()
        cell = min(self.limits.cell_seconds, at_most)
        most, message = (cell, _("The cell took longer than {n} seconds."))
        if left < cell:
            most, message = self.limits.seconds, _("The notebook took longer than {n} seconds.")
        try:
            return self._inmate.ask(request, min(left, most), message.format(n=format(most, ".3g")))
        except Ended:
            self._inmate = None
            raise


def _said(status: str, say: Callable[[], str]) -> Ran:
    return Ran(status, say(), slip=in_source(say))


# What is said of errors that tell a student nothing.
_PLAINLY = {
    "SystemExit": marked("exit() and quit() end Python, and the answer with it: leave the line out."),
    "StdinNotImplementedError": marked("input() waits for somebody at the keyboard: write the value into the cell."),
    "EOFError": marked("input() waits for somebody at the keyboard: write the value into the cell."),
}


def _trouble(error: object, source: str) -> tuple[str, str]:
    """Status and message of an error in a cell, with the student's own line."""
    error = error if isinstance(error, dict) else {}
    name, text, at = (error.get(each) for each in ("name", "text", "line"))
    lines = source.splitlines()
    what = _(_PLAINLY[name]) if name in _PLAINLY else f"{name}: {text}" if text else str(name)
    if type(at) is int and 0 < at <= len(lines):
        what = _("Line {n}, {line} – {what}").format(n=at, line=lines[at - 1].strip(), what=what)
    return "out of memory" if name == "MemoryError" else "error", what


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def stop(*given: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# --- values -------------------------------------------------------------------------------------

_SHAPES = {
    "set": {"items"},
    "pairs": {"pairs"},
    "series": {"index", "values"},
    "frame": {"columns", "index", "rows"},
    "other": {"name"},
}


def believed(value: Any) -> Any:  # noqa: ANN401
    """The value, if it is one that `plain` can give. Raises Ended otherwise: the student's code has made it up."""
    if _is_plain(value, DEPTH):
        return value
    raise Ended("tampered", _("What came back is nothing that an answer can be."))


def _is_plain(value: object, depth: int) -> bool:
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, int):
        return abs(value) < 10**15
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, str):
        return len(value) <= MOST and _is_text(value)
    if depth == 0:
        return False
    if isinstance(value, list):
        return len(value) <= MOST and all(_is_plain(each, depth - 1) for each in value)
    if not isinstance(value, dict) or _SHAPES.get(str(value.get("type"))) != value.keys() - {"type"}:
        return False
    if value["type"] == "other":
        return isinstance(value["name"], str) and _is_plain(value["name"], 0)
    parts = [value[each] for each in value if each != "type"]
    if not all(isinstance(each, list) and _is_plain(each, depth - 1) for each in parts):
        return False
    if value["type"] == "pairs":
        return all(isinstance(each, list) and len(each) == 2 for each in value["pairs"])
    if value["type"] == "series":
        return len(value["index"]) == len(value["values"])
    if value["type"] == "frame":
        width = len(value["columns"])
        return len(value["index"]) == len(value["rows"]) and all(
            isinstance(row, list) and len(row) == width for row in value["rows"]
        )
    return True


def _is_text(value: str) -> bool:
    """Whether it can be written as UTF-8: a half of a pair of surrogates cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
