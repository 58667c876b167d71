"""A grader in a process of its own, as in the class check: here for tests and the benchmark, which ask it directly."""

import time
from functools import partial

from chronology.classroom import grading, pool

PATIENCE = 150  # seconds


class Work:
    """What the process does: it gives the mode of the grader, or what it makes of one submission."""

    def __init__(self, sandboxed):
        self.sandboxed = sandboxed

    def __enter__(self):
        self.grader = grading.Grader(self.sandboxed)
        return self.work

    def __exit__(self, *_):
        self.grader.__exit__()

    def work(self, arguments):
        return self.grader.mode if arguments is None else self.grader.grade(*arguments)


class Grader:
    """As `grading.Grader`; a `pool.Failed` is raised where the process has failed, and the next one is new."""

    def __init__(self, sandboxed=True):
        self.start = partial(Work, sandboxed)
        self.worker = None
        self.mode = self._ask(None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.worker:
            self.worker.stop(10)

    def grade(self, clean, answers, limits=grading.Limits(), own=()):  # noqa: B008
        return self._ask((clean, answers, limits, own))

    def _ask(self, task):
        self.worker = self.worker or pool.Worker(self.start)
        self.worker.give(0, task)
        until = time.monotonic() + PATIENCE
        try:
            while time.monotonic() < until:
                self.worker.pipe.poll(1)
                done, result = self.worker.received()
                if done:
                    return result
            raise pool.Failed("it took too long")
        except pool.Failed:
            self.worker.stop()
            self.worker = None
            raise
