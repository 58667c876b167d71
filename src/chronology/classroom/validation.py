"""nbval with a kernel of ours: a plugin for pytest that exchanges nothing but the kernel."""

from __future__ import annotations

import contextlib
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # none is needed but nbval

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile, find_metadata_tags

from chronology.classroom.sandbox.kernel import Kernel

_OPTIONS = (
    "--nbval-lax", "--noconftest", "--capture=no", "--color=no", "--config-file", os.devnull,
    "-p", "nbval.plugin", "-qq", "--no-header", "--no-summary", "-p", "no:cacheprovider", "-p", "no:faulthandler",
    # They collect garbage several times a run, which takes as long as all the rest.
    "-p", "no:unraisableexception", "-p", "no:threadexception",
)  # fmt: skip


class Notebook(IPyNbFile):
    """A notebook that nbval runs with a kernel that is there already.

    Comments in a cell do not change how nbval treats it: those of an answer are the student's. Of the output of a check
    its points are compared: what it says differs from edition to edition, and from one right answer to another.
    """

    made: Kernel

    def setup(self) -> None:
        self.kernel = self.made
        self.skip_compare += ("stdout",)

    def collect(self) -> Iterator[IPyNbCell]:
        for item in super().collect():
            item.options = defaultdict(bool, find_metadata_tags(item.cell.metadata))
            yield item


class _Plugin:
    """passed: cell id -> whether nbval has passed it."""

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel
        self.passed: dict[str, bool] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> Iterator[None]:
        yield
        notebook = Notebook.from_parent(parent, path=file_path)
        notebook.made = self.kernel
        return [notebook]

    def pytest_runtest_setup(self, item: IPyNbCell) -> None:
        self.kernel.cell = item.cell

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: IPyNbCell) -> Iterator[None]:
        report = yield
        if report.when == "call":
            self.passed[item.cell.id] = report.passed
        return report


def run(path: Path, kernel: Kernel) -> dict[str, bool]:
    """Run a notebook under nbval; cell id -> whether it passed."""
    plugin = _Plugin(kernel)
    options = [
        *_OPTIONS,
        f"--rootdir={path.parent}",
        f"--confcutdir={path.parent}",
        str(path),
    ]
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):  # pytest reports to us by other ways
        code = pytest.main(options, plugins=[plugin])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise RuntimeError(f"pytest ended with {code!r}")
    return plugin.passed
