"""Processor time of the page's own thread, from a trace of the browser.

The clock on the wall says what a reader waits for; on a machine that is busy with other things it says too much. The
trace counts only the time in which the thread of the page was at work: script, style, layout and paint, from the mark
``bench-begin`` of measure.js to ``bench-end``, without the tasks in which the benchmark itself looks (``bench-look``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable

from playwright.sync_api import Browser

TASK = "ThreadControllerImpl::RunTask"
MARKS = ("bench-begin", "bench-look", "bench-end")
# What the devtools call the parts of a frame -> what we call them.
PARTS = {
    "FunctionCall": "script",
    "EvaluateScript": "script",
    "UpdateLayoutTree": "style",
    "Layout": "layout",
    "PrePaint": "paint",
    "Paint": "paint",
    "Layerize": "paint",
    "Commit": "commit",
}


class Trace:
    """A trace of all that the browser does while the context lasts; `events` afterwards."""

    def __init__(self, browser: Browser, parts: bool = False) -> None:
        """parts: also what the tasks consist of, which makes the page a little slower."""
        self.session = browser.new_browser_cdp_session()
        self.categories = ["toplevel", "blink.user_timing", *(["devtools.timeline"] if parts else [])]
        self.events: list[dict] = []
        self.complete = False
        self.session.on("Tracing.dataCollected", lambda said: self.events.extend(said["value"]))
        self.session.on("Tracing.tracingComplete", self._end)

    def _end(self, _: object) -> None:
        self.complete = True

    def start(self) -> None:
        config = {"includedCategories": self.categories, "excludedCategories": ["*"]}
        self.session.send("Tracing.start", {"traceConfig": config, "transferMode": "ReportEvents"})

    def stop(self) -> list[dict]:
        """End the trace; returns its events."""
        self.session.send("Tracing.end")
        while not self.complete:
            self.session.send("Browser.getVersion")  # lets the events come in
        self.session.detach()
        return self.events


def cpu_times(events: list[dict]) -> list[dict[str, float]]:
    """For each measured action the milliseconds of processor time: all, and by part if the trace has parts."""
    marks = sorted((each["ts"], each["name"], each["pid"], each["tid"]) for each in events if each["name"] in MARKS)
    if not marks:
        return []
    page = marks[0][2:]
    own = [each for each in events if each.get("ph") == "X" and (each["pid"], each["tid"]) == page]
    own.sort(key=lambda each: (each["ts"], -each["dur"]))
    tasks = _outermost(each for each in own if each["name"] == TASK)
    starts = [each["ts"] for each in tasks]
    parts = [each for each in own if each["name"] in PARTS]

    def task(moment: float) -> int:
        return bisect_right(starts, moment) - 1

    looks = {task(ts) for ts, name, *_ in marks if name != "bench-begin"}
    found, begin = [], None
    for ts, name, *_ in marks:
        if name == "bench-begin":
            begin = task(ts)
        elif name == "bench-end" and begin is not None:
            counted = [at for at in range(begin, task(ts)) if at not in looks]
            found.append(
                {"all": sum(tasks[at].get("tdur", 0) for at in counted) / 1000} | _parts(parts, tasks, counted)
            )
            begin = None
    return found


def _outermost(tasks: Iterable[dict]) -> list[dict]:
    kept: list[dict] = []
    for each in tasks:
        if not kept or each["ts"] >= kept[-1]["ts"] + kept[-1]["dur"]:
            kept.append(each)
    return kept


def _parts(events: list[dict], tasks: list[dict], counted: list[int]) -> dict[str, float]:
    """Milliseconds of each part by itself, without the parts within it. events: in order of time."""
    starts = [each["ts"] for each in events]
    times: Counter = Counter()
    for at in counted:
        first, last = (bisect_left(starts, tasks[at]["ts"] + after) for after in (0, tasks[at]["dur"]))
        around: list[dict] = []
        for each in events[first:last]:
            while around and each["ts"] >= around[-1]["ts"] + around[-1]["dur"]:
                around.pop()
            took = each.get("tdur", 0) / 1000
            times[PARTS[each["name"]]] += took
            if around:
                times[PARTS[around[-1]["name"]]] -= took
            around.append(each)
    return dict(times)
