"""Work for several processes, one of which may die without taking the others or its work with it.

The pools of the standard library give up as a whole when a process dies. This one hands the task to a new process,
once, and goes on; the same where the work fails or takes too long, since nobody knows what is left in that process.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any

ATTEMPTS = 2
STARTING = 300  # seconds until a process can begin with its first task
# Workers inherit nothing of this process: not its threads, and not the ends of the pipes of other workers, whose
# closing tells a worker that this process is gone.
_FORKS = "forkserver" in multiprocessing.get_all_start_methods()
_CONTEXT = multiprocessing.get_context("forkserver" if _FORKS else "spawn")

Work = Callable[[Any], Any]


class Failed(Exception):
    """A task that came to nothing each time; the message says how: the name of an error, or what the process did."""


class Worker:
    """A process that does one task after the other. task: the number of the one that it has, or None."""

    def __init__(self, start: partial[AbstractContextManager[Work]]) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_serve, args=(theirs, start), daemon=False)
        self.process.start()
        theirs.close()
        self.task: int | None = None
        self.ready, self.since = False, time.monotonic()

    def give(self, number: int, task: Any) -> None:  # noqa: ANN401
        self.task = number
        if self.ready:
            self.since = time.monotonic()
        with contextlib.suppress(OSError):  # it is dead, and will be found so
            self.pipe.send(task)

    def received(self) -> tuple[bool, Any]:
        """Whether there is a result, and what it is. Raises Failed if the process has ended, or is about to."""
        try:
            if not self.pipe.poll():
                return False, None
            result = self.pipe.recv()
        except (EOFError, OSError):
            raise Failed("the process ended") from None
        if isinstance(result, Failed):
            raise result
        if self.ready:
            self.task = None
            return True, result
        self.ready, self.since = True, time.monotonic()
        return False, None

    def late(self, seconds: float) -> bool:
        return time.monotonic() - self.since > (seconds if self.ready else STARTING)

    def stop(self, patience: float = 0) -> None:
        """Let it end by itself, or end it after so many seconds."""
        self.pipe.close()
        self.process.join(patience)
        for end in (self.process.terminate, self.process.kill):
            if self.process.is_alive():
                end()
                self.process.join(5)


def _serve(pipe: Connection, start: partial[AbstractContextManager[Work]]) -> None:
    """What a worker does until its pipe is closed or its work fails."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that began
    with contextlib.suppress(EOFError, OSError):
        try:
            with start() as work:
                pipe.send("ready")
                while True:
                    task = pipe.recv()
                    pipe.send(work(task))
        except Exception as error:
            pipe.send(Failed(type(error).__name__))


def run(
    tasks: Sequence[Any], start: partial[AbstractContextManager[Work]], jobs: int, seconds: float
) -> Iterator[tuple[int, Any]]:
    """The number of each task and its result, as they come; the result is a Failed where there is none.

    start: is called in each process and gives, as a context manager, the function that does the work; it must be
    picklable. seconds: that one task may take.
    """
    if _FORKS:
        _CONTEXT.set_forkserver_preload([start.func.__module__])  # so that each need not be loaded anew
    waiting = deque((number, 1) for number in range(len(tasks)))
    workers: list[Worker] = []
    attempts: dict[int, int] = {}
    try:
        while waiting or any(each.task is not None for each in workers):
            for each in workers:
                if each.task is None and waiting:
                    number, attempts[number] = waiting.popleft()
                    each.give(number, tasks[number])
            while waiting and len(workers) < jobs:
                worker = Worker(start)
                number, attempts[number] = waiting.popleft()
                worker.give(number, tasks[number])
                workers.append(worker)
            wait([each.pipe for each in workers if each.task is not None], timeout=1)
            for each in list(workers):
                if each.task is None:
                    continue
                number = each.task
                try:
                    done, result = each.received()
                    if done:
                        yield number, result
                    elif not each.process.is_alive():
                        raise Failed("the process ended")
                    elif each.late(seconds):
                        raise Failed("it took too long")
                except Failed as failed:
                    workers.remove(each)
                    each.stop()
                    if attempts[number] < ATTEMPTS:
                        waiting.append((number, attempts[number] + 1))
                    else:
                        yield number, failed
    finally:
        for each in workers:
            each.stop(patience=0 if each.task is not None else 10)
