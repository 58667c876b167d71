"""What runs in the sandbox: a process that has all libraries loaded and is forked for each submission.

    python -m chronology.classroom.sandbox.inside    (started by `outside`, which holds the other end of its stdin)

Four processes, each the parent of the next: the *server* never runs code of a student. For each submission it forks a
*keeper*, which enters namespaces of its own, keeps the limits that the kernel does not, and ends everything at the end.
Below it are an *init*, process 1 of its namespace, and the *inmate*, which runs the student's cells. Nothing that the
inmate sends is trusted.

The server is sent a line of JSON (a Job) and two sockets: the one of the keeper, on which it says how the inmate ended
and which is closed to end it; and the one of the inmate, on which requests and replies go as lines of JSON:
{"n": 1, "run": source} -> {"n": 1} or {"n": 1, "error": {"name", "text", "line"}}; and {"n": 2, "value": name} ->
{"n": 2, "value": what `plain` makes of it} or {"n": 2, "missing": true}.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from chronology.classroom.sandbox import confine
from chronology.exercises.plain import plain

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

WATCH = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True)
class Job:
    """What a keeper is told: whether to enter namespaces, the folder to work in, and the limits."""

    nested: bool
    folder: str
    seconds: float
    memory_mb: int
    processes: int
    scratch_mb: int


# --- the server -------------------------------------------------------------------------------


def serve() -> None:
    """Load all, say whether namespaces can be nested here, then fork for each job until the other end closes."""
    control = socket.socket(fileno=os.dup(0))
    if "--no-sandbox" not in sys.argv:
        confine.leave_root()
    confine.be_seen(False)
    confine.die_with_parent()
    shell = _shell()
    gc.collect()
    gc.freeze()
    control.sendall(json.dumps({"nested": _can_nest()}).encode() + b"\n")
    while True:
        message, sockets, _, _ = socket.recv_fds(control, 4096, 2)
        if not message:
            return
        keeper = os.fork()
        if keeper == 0:
            control.close()
            _forever(_keep, Job(**json.loads(message)), *(socket.socket(fileno=each) for each in sockets), shell)
        for each in sockets:
            os.close(each)
        os.waitpid(keeper, 0)


def _shell() -> InteractiveShell:
    import matplotlib
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class Shell(InteractiveShell):
        """An IPython without a screen."""

        def enable_gui(self, gui: str | None = None) -> None:
            """There is none."""

        def ask_exit(self) -> NoReturn:
            """What `exit` and `quit` call."""
            raise SystemExit

        def showtraceback(self, *given: object, **named: object) -> None:
            """Nobody would read it."""

        showsyntaxerror = showtraceback

    matplotlib.use("agg")
    settings = Config()
    settings.HistoryManager.enabled = False
    shell = Shell.instance(config=settings)
    shell.history_manager.outputs = _Forgetful()
    # What a first cell would wait for.
    # All that the course offers is loaded here, once, and not in each submission.
    warm = "import chronology as ch, pandas as pd\n[getattr(ch, name) for name in dir(ch)]\nch.events().head()"
    shell.run_cell(warm, store_history=False)
    shell.reset(new_session=False)
    return shell


class _Forgetful(dict):
    """Where IPython keeps all that cells print: nobody asks for it."""

    def __missing__(self, cell: int) -> list:
        return []


def _can_nest() -> bool:
    def attempt() -> None:
        confine.enter_namespaces()
        child = os.fork()
        if child == 0:
            _forever(confine.hide_files, 1)
        os._exit(os.waitpid(child, 0)[1] and 1)

    child = os.fork()
    if child == 0:
        _forever(attempt)
    return os.waitpid(child, 0)[1] == 0


def _forever(do: object, *arguments: object) -> NoReturn:
    """Do this and end the process: a child must never come back into the parent's code."""
    try:
        do(*arguments)
    except BaseException:
        os._exit(70)
    os._exit(0)


# --- the keeper -------------------------------------------------------------------------------


def _keep(job: Job, status: socket.socket, channel: socket.socket, shell: InteractiveShell) -> None:
    confine.die_with_parent()
    confine.adopt_orphans()
    if job.nested:
        confine.enter_namespaces()
    first = os.fork()
    if first == 0:
        status.close()
        _forever(_init if job.nested else _inmate, job, channel, shell)
    channel.close()
    ended = _watch(first, job, status)
    _end(first, job.nested)
    with contextlib.suppress(OSError):
        status.sendall(json.dumps({"ended": ended}).encode() + b"\n")


def _watch(first: int, job: Job, status: socket.socket) -> str:
    """Wait until the inmate ends, breaks a limit, or is to end; which of them it was."""
    while True:
        asked, _, _ = select.select([status], [], [], WATCH)
        if asked:
            return "closed"
        done, how = os.waitpid(first, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(how)
            number = code - 128 if code > 128 else -code
            return f"signal {number}" if number > 0 else f"exit {code}"
        members = list(_descendants(os.getpid()))
        if len(members) > job.processes + 2:
            return "processes"
        if sum(map(_memory, members)) > job.memory_mb * 2**20:
            return "memory"


def _end(first: int, nested: bool) -> None:
    """Kill all below the keeper, and wait until they are gone: with process 1 its namespace ends."""
    with contextlib.suppress(ProcessLookupError, ChildProcessError):
        os.kill(first, signal.SIGKILL)
        os.waitpid(first, 0)
    while not nested and (left := list(_descendants(os.getpid()))):
        for each in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        time.sleep(0.002)


def _descendants(pid: int) -> Iterator[int]:
    children: dict[int, list[int]] = {}
    with contextlib.suppress(FileNotFoundError):
        for each in os.listdir("/proc"):
            if each.isdigit():
                with contextlib.suppress(OSError), open(f"/proc/{each}/stat") as file:
                    parent = int(file.read().rpartition(")")[2].split()[1])
                    children.setdefault(parent, []).append(int(each))
    left = [pid]
    while left:
        found = children.get(left.pop(), [])
        yield from found
        left += found


def _memory(pid: int) -> int:
    """Bytes of a process; what it shares with others is divided among them, where it may be looked into."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/smaps_rollup") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("Pss:"))
    with contextlib.suppress(OSError), open(f"/proc/{pid}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


# --- the inmate -------------------------------------------------------------------------------


def _init(job: Job, channel: socket.socket, shell: InteractiveShell) -> None:
    confine.die_with_parent()
    inmate = os.fork()
    if inmate == 0:
        _forever(_inmate, job, channel, shell)
    channel.close()
    while True:
        done, how = os.wait()
        if done == inmate:
            code = os.waitstatus_to_exitcode(how)
            os._exit(128 - code if code < 0 else code)


def _inmate(job: Job, channel: socket.socket, shell: InteractiveShell) -> None:
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # the first to go where the machine itself runs out of memory
    os.setsid()
    os.nice(5)
    confine.limit(job.memory_mb, job.processes + 3, job.scratch_mb, int(job.seconds) + 5)
    if job.nested:
        confine.hide_files(job.scratch_mb)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.dup2(channel.detach(), 3)
    os.closerange(4, 65536)
    os.chdir(job.folder)
    confine.be_seen(True)  # for the keeper, who reads how much memory it takes
    confine.drop_privileges()
    confine.refuse_calls()
    _answer(socket.socket(fileno=3), shell)


def _answer(channel: socket.socket, shell: InteractiveShell) -> None:
    for line in channel.makefile("rb"):
        asked = json.loads(line)
        if "run" in asked:
            done = shell.run_cell(asked["run"], store_history=False)
            error = done.error_before_exec or done.error_in_exec
            reply = {"error": _describe_error(error)} if error else {}
        elif asked["value"] in shell.user_ns:
            reply = {"value": plain(shell.user_ns[asked["value"]])}
        else:
            reply = {"missing": True}
        channel.sendall(json.dumps({"n": asked["n"], **reply}).encode() + b"\n")


def _describe_error(error: BaseException) -> dict[str, object]:
    """The name and text of an error, and the line of the cell where it came up."""
    try:
        text = str(error)[:1000]
    except BaseException:  # the error is of the student's making
        text = ""
    line = error.lineno if isinstance(error, SyntaxError) else None
    if isinstance(error, SyntaxError):
        text = error.msg
    at = error.__traceback__
    while at:
        if at.tb_frame.f_code.co_filename.startswith(("<ipython-input", "<string>")):
            line = at.tb_lineno
        at = at.tb_next
    return {"name": type(error).__name__[:100], "text": text, "line": line}


if __name__ == "__main__":
    sys.exit(serve())
