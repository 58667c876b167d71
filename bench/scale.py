"""How fast the Timeline paints with many events, and what memory it takes; vis-timeline beside it.

Both get the same events and the same actions, in a window of 1400 x 900, and are measured in the same way
(measure.js). Ours gets the events of a reader's hand (drive-ours.js), vis-timeline is told by its interface, without
animation (drive-vis.js). vis-timeline runs with lanes, stacked, once with clusters and once without.
"""

from __future__ import annotations

import gc
import json
import shutil
import statistics
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright
from playwright.sync_api import TimeoutError as TooLate

import chronology as ch
from bench import BUILT, chromium, npm
from bench.events import generated
from bench.trace import PARTS, Trace, cpu_times
from chronology import languages
from chronology.book import host
from server import serve

COUNTS = (10_000, 100_000)
RIVALS = {
    "ours": None,
    "vis-timeline, clusters": {"cluster": True},
    "vis-timeline": {},
}
PATIENCE = 30  # seconds for one action
LOADING = 120  # seconds until something is drawn
OPENINGS = 3  # of a page, of which the median counts
ENOUGH = 30  # seconds for one kind of action; what was measured until then counts
WIDGET = "widget.js"  # how the host names the script of a widget, and the lines that the browser puts before it
BEFORE_WIDGET = 3

WHOLE, DECADES, YEARS = [], ["1960-01-01", "2008-12-31"], ["1991-01-01", "1993-12-31"]
VIEWS = (WHOLE, DECADES, YEARS)


def typed(*words: str) -> list[str]:
    """What a reader types, with a look on the way, and wipes out again."""
    return [text for word in words for text in (word[:2], word, "")]


KINDS = [value for kind in languages.values("event_kind")[:12] for value in (kind, "")]
TO_AND_FRO = (1, 1, 1, 1, -1, -1, -1, -1)
# Name of the action -> its steps: (name in the drivers, value, the view it begins with, or None to go on).
ACTIONS: dict[str, list[tuple[str, object, list[str] | None]]] = {
    "filter by text": [
        ("text", text, None)
        for text in typed("treaty", "kazakhstan", "space", "border", "zhuz", "oath", "1992", "embassy", "шарт")
    ],
    "filter by kind": [("kind", kind, None) for kind in KINDS],
    "zoom by button": [("zoom", factor, None) for factor in [1 / 1.6] * 12 + [1.6] * 12],
    "zoom by wheel": [("wheel", factor, None) for factor in [1 / 1.3] * 16 + [1.3] * 16],
    "pan by key": [
        ("pan", part * 0.2, view if at == 0 else None) for view in VIEWS for at, part in enumerate(TO_AND_FRO)
    ],
    "pan by drag": [
        ("drag", part * 30, view if at == 0 else None) for view in VIEWS for at, part in enumerate(TO_AND_FRO)
    ],
}


# --- pages ------------------------------------------------------------------------------------


def write_pages(folder: Path, counts: tuple[int, ...], rivals: tuple[str, ...]) -> None:
    """A page for each rival and number of events."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for ending in ("js", "css"):
        where = {"js": "standalone/umd/vis-timeline-graph2d.min.js", "css": "styles/vis-timeline-graph2d.min.css"}
        shutil.copy(npm.MODULES / "vis-timeline" / where[ending], folder / f"vis-timeline.{ending}")
    template = chromium.script("vis.html").replace("{driver}", chromium.script("drive-vis.js"))
    for count in counts:
        widget = ch.Timeline(generated(count), lanes="kind")
        for rival in rivals:
            if RIVALS[rival] is None:
                text = host.page([widget], title=f"{count:,} events")
            else:
                data = {"events": widget.events, "options": RIVALS[rival]}
                text = template.replace("{data}", host.embedded(data))
            (folder / name(rival, count)).write_text(text, encoding="utf-8")


def name(rival: str, count: int) -> str:
    return f"{rival.replace(', ', '-')}-{count}.html"


# --- one rival ----------------------------------------------------------------------------------


class Case:
    """One rival with one number of events, in a browser of its own; opened anew where it hangs."""

    def __init__(self, playwright: Playwright, address: str, ours: bool) -> None:
        self.playwright, self.address, self.ours = playwright, address, ours
        self.browser: Browser | None = None

    def open(self) -> float:
        """Open the page; returns the milliseconds from the navigation until something is drawn."""
        self.close()
        self.browser = chromium.launch(self.playwright)
        self.page: Page = self.browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
        self.page.set_default_timeout(LOADING * 1000)
        driver = chromium.script("drive-ours.js") if self.ours else ""
        there = ".chronology.timeline [role=option]" if self.ours else ".vis-foreground .vis-item"
        drawn = f"\nglobalThis.drawnAt = bench.drawn(() => document.querySelector({json.dumps(there)}));"
        self.page.add_init_script(chromium.script("measure.js") + drawn + driver)
        self.page.goto(self.address, wait_until="commit")
        at = chromium.answer(self.page, "drawnAt", LOADING)
        chromium.answer(self.page, "driver.reset([])", LOADING)
        self.page.wait_for_timeout(3000)  # what is prepared while nothing is to be done
        return at

    def close(self) -> None:
        if self.browser:
            self.browser.close()
            self.browser = None

    def act(self, steps: list[tuple[str, object, list[str] | None]]) -> Iterator[dict[str, float | None]]:
        """Take the steps one after the other; yields what measure.js says of each. Raises TooLate."""
        chromium.answer(self.page, "driver.reset([])", PATIENCE)
        for number, (act, value, view) in enumerate(steps):
            if view is not None and number:
                chromium.answer(self.page, f"driver.reset({json.dumps(view)})", PATIENCE)
            if act == "drag" and (view is not None or not number):
                chromium.answer(self.page, "driver.grip()", PATIENCE)
            yield chromium.answer(self.page, f"driver.take({json.dumps(act)}, {json.dumps(value)})", PATIENCE)

    def measured(self, steps: list[tuple[str, object, list[str] | None]]) -> dict[str, object]:
        """The times of one kind of action, and how it ended if not well."""
        times, ended, began = [], "", time.monotonic()
        trace = Trace(self.browser)
        trace.start()
        try:
            for found in self.act(steps):
                times.append(found)
                if time.monotonic() - began > ENOUGH:
                    ended = f"stopped after {ENOUGH} s"
                    break
        except TooLate:
            ended = f"no answer in {PATIENCE} s"
        # A page that hangs does not give its part of a trace.
        cpu = [] if ended.startswith("no answer") else [each["all"] for each in cpu_times(trace.stop())]
        return {"times": times, "ended": ended, **summary(times), "cpu": spread(cpu)}

    def profile(self, steps: list[tuple[str, object, list[str] | None]]) -> dict[str, dict[str, float]]:
        """Milliseconds a step: of each part of the work (processor time), and of each function of the script."""
        trace = Trace(self.browser, parts=True)
        trace.start()
        list(self.act(steps))
        found = cpu_times(trace.stop())
        parts = {
            part: statistics.median(each.get(part, 0) for each in found)
            for part in ("all", *sorted(set(PARTS.values())))
        }
        devtools = chromium.session(self.page)
        devtools.send("Profiler.enable")
        devtools.send("Profiler.setSamplingInterval", {"interval": 200})
        devtools.send("Profiler.start")
        count = len(list(self.act(steps)))
        profile = devtools.send("Profiler.stop")["profile"]
        devtools.detach()
        return {"parts": parts, "functions": self_times(profile, count)}


def memory(page: Page) -> dict[str, float]:
    """Bytes after garbage was collected, of the page with its elements and of its script alone, and the DOM nodes."""
    devtools = chromium.session(page)
    devtools.send("HeapProfiler.enable")
    for _ in range(2):
        devtools.send("HeapProfiler.collectGarbage")
    heap = devtools.send("Runtime.getHeapUsage")
    nodes = devtools.send("Memory.getDOMCounters")["nodes"]
    devtools.detach()
    page_size = heap["usedSize"] + heap["embedderHeapUsedSize"] + heap["backingStorageSize"]
    return {"page": page_size, "script": heap["usedSize"], "nodes": nodes}


def self_times(profile: dict, steps: int, most: int = 12) -> dict[str, float]:
    """Milliseconds a step that each function of a page takes by itself, the slowest first.

    What was called by the benchmark alone, not by the page, is left out, and so is what is not script.
    """
    nodes = {node["id"]: node for node in profile["nodes"]}
    parents = {child: node["id"] for node in profile["nodes"] for child in node.get("children", [])}

    def of_the_page(id: int | None) -> bool:
        while id is not None:
            if nodes[id]["callFrame"]["url"] == WIDGET:
                return True
            id = parents.get(id)
        return False

    kept = {
        id
        for id, node in nodes.items()
        if of_the_page(id) or node["callFrame"]["functionName"] == "(garbage collector)"
    }
    times: Counter = Counter()
    for id, micros in zip(profile["samples"], profile["timeDeltas"]):
        if id in kept:
            frame = nodes[id]["callFrame"]
            line = f":{frame['lineNumber'] + 1 - BEFORE_WIDGET}" if frame["url"] == WIDGET else ""
            times[f"{frame['functionName'] or 'anonymous'}{line}"] += micros / 1000 / steps
    return {name: round(value, 3) for name, value in times.most_common(most)}


def summary(times: list[dict[str, float | None]]) -> dict[str, object]:
    """What measure.js says of some actions, as median and 95th percentile."""
    seen = [each for each in times if each["work"] is not None]
    # Until nothing changed any more: where a page goes on after the first frame, that on the clock counts as well.
    done = [each["work"] + each["settled"] - each["latency"] for each in seen]
    found = {key: spread([each[key] for each in seen]) for key in ("handled", "work", "latency", "settled")}
    found["done"] = spread(done)
    return {"n": len(seen), "without effect": len(times) - len(seen), **found}


def spread(values: list[float]) -> dict[str, float] | None:
    return {"median": statistics.median(values), "p95": p95(values)} if values else None


def p95(values: list[float]) -> float:
    """The value that 95 of 100 do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


# --- all ------------------------------------------------------------------------------------------


def run(counts: tuple[int, ...] = COUNTS, rivals: tuple[str, ...] = tuple(RIVALS)) -> dict[str, object]:
    npm.install()
    folder = BUILT / "scale"
    print("  making the pages …", flush=True)
    write_pages(folder, counts, rivals)
    gc.collect()
    found: dict[str, dict[str, object]] = {}
    with chromium.started() as playwright, serve(folder) as served:
        for count in counts:
            for rival in rivals:
                case = Case(playwright, f"{served.address}/{name(rival, count)}", rival == "ours")
                found.setdefault(str(count), {})[rival] = one(case, f"{rival}, {count:,}")
                case.close()
                # What was measured is kept, should a later case be broken off.
                (folder / "so-far.json").write_text(json.dumps(found), encoding="utf-8")
    return found


def one(case: Case, label: str) -> dict[str, object]:
    """All that is measured of one rival with one number of events."""
    urllib.request.urlopen(case.address).read()  # the server packs it once, which takes longer than to draw it
    try:
        found: dict[str, object] = {"drawn": statistics.median(case.open() for _ in range(OPENINGS))}
    except TooLate:
        print(f"  {label}: nothing drawn in {LOADING} s", flush=True)
        return {"drawn": None}
    print(f"  {label}: drawn after {found['drawn']:.0f} ms", flush=True)
    found["memory"] = memory(case.page)
    found["actions"] = {}
    for action, steps in ACTIONS.items():
        result = found["actions"][action] = case.measured(steps)
        median = f"{result['work']['median']:.1f} ms" if result["work"] else "-"
        print(f"  {label}: {action} {median} {result['ended']}", flush=True)
        if result["ended"].startswith("no answer"):
            case.open()
    found["memory after use"] = memory(case.page)
    if case.ours:
        try:
            found["profile"] = {action: case.profile(steps) for action, steps in ACTIONS.items()}
        except TooLate:
            found["profile"] = {}
    return found
