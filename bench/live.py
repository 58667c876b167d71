"""Python in the page: from the click on Run to the whole table of events, and what else a reader waits for.

Cold is a new profile, warm the same profile in a browser started anew; early means that the pointer came to the button
0.4 s before. The line is paced by the server, since DevTools slow the page and not its workers; for the same reason a
slower processor is one on which the processes of the browser run 10 ms of every 40.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright

from bench import ROOT, chromium
from chronology.live import assets
from chronology.live.sources import Missing
from server import Line, Served, serve

import browser as browsers  # isort: skip (from tests/, which bench/__init__.py puts in the path)

SITE = ROOT / "_build" / "bench" / "live"
EARLY = 400  # ms from the pointer to the click
LINE = Line(bytes_a_second=20e6 / 8, latency=0.04)
SLOWER = 4
SLICE = 0.04  # seconds
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Run</title>
<script src="_static/live/manifest.js"></script><script src="_static/live/live.js"></script></head>
<body></body></html>"""
TABLE = "import pandas as pd, chronology as ch\npd.options.display.max_rows = None\nch.events()"
RUN = """async ([source, early]) => {
  if (early) chronologyLive.warm();
  await new Promise((go) => setTimeout(go, early));
  const begin = performance.now();
  const python = await chronologyLive.start();
  await python.run(source, { output: ({ data }) => { document.body.innerHTML = data["text/html"]; } });
  await new Promise(requestAnimationFrame);
  await new Promise((drawn) => setTimeout(drawn));
  return { seconds: (performance.now() - begin) / 1000, variant: python.variant };
}"""
STOP = """async () => {
  const python = await chronologyLive.start();
  python.run("while True: pass");
  await new Promise((go) => setTimeout(go, 100));
  const begin = performance.now();
  await python.stop();
  await python.run("1 + 1");
  return (performance.now() - begin) / 1000;
}"""
WIDGET = """async () => {
  const python = await chronologyLive.start();
  const heard = [];
  python.oncomm = (message) => heard.push(message);
  await python.run("import ipywidgets\\none = ipywidgets.IntSlider()\\n"
    + "one.observe(lambda change: setattr(one, 'max', 100 + change.new), 'value')");
  const id = heard.find(({ content }) => content.data?.state?._model_name === "IntSliderModel").content.comm_id;
  const times = [];
  for (let value = 1; value < 22; value += 1) {
    const begin = performance.now();
    const back = new Promise((done) => { python.oncomm = ({ content }) => content.data.state?.max && done(); });
    const data = { method: "update", state: { value }, buffer_paths: [] };
    python.comm({ type: "comm_msg", content: { comm_id: id, data } });
    await back;
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[10];
}"""


def site() -> Path:
    """A page with Python beside it. Ends the program where it cannot be made."""
    try:
        assets.make_snapshot()
    except Missing as missing:
        sys.exit(f"The benchmark needs Python in the page: {missing}")
    shutil.rmtree(SITE, ignore_errors=True)
    assets.publish(SITE / "_static" / "live")
    (SITE / "index.html").write_text(PAGE, encoding="utf-8")
    return SITE


@contextlib.contextmanager
def opened(playwright: Playwright, profile: str, served: Served) -> Iterator[Page]:
    context: BrowserContext = playwright.chromium.launch_persistent_context(
        profile, executable_path=browsers.find(), args=browsers.ARGUMENTS
    )
    try:
        page = context.new_page()
        page.set_default_timeout(180_000)
        page.goto(f"{served.address}/index.html")
        yield page
    finally:
        context.close()


def table(page: Page, early: int = 0) -> float:
    """Seconds from the click until the table of all events is drawn."""
    got = page.evaluate(RUN, [TABLE, early])
    assert got["variant"] == "snapshot", "Python started without its snapshot"
    return got["seconds"]


@contextlib.contextmanager
def slowed(times: int) -> Iterator[None]:
    """The processes of the browser that this process has started run only a part of each slice of time."""
    ended = threading.Event()

    def hold() -> None:
        while not ended.is_set():
            _signal(signal.SIGSTOP)
            time.sleep(SLICE * (times - 1) / times)
            _signal(signal.SIGCONT)
            time.sleep(SLICE / times)

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _signal(number: int) -> None:
    for process in _descendants(os.getpid()):
        with contextlib.suppress(OSError):
            if "chrom" in Path(f"/proc/{process}/comm").read_text():
                os.kill(process, number)


def _descendants(parent: int) -> Iterator[int]:
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, task.read_text().split()):
                yield child
                yield from _descendants(child)


def run(runs: int = 5) -> dict[str, object]:
    """The medians in seconds (a widget's change in milliseconds), and the bytes that were transferred."""
    folder = site()
    found: dict[str, list[float]] = {}
    sent: dict[str, int] = {}

    def keep(name: str, measure: Callable[[], float]) -> None:
        found.setdefault(name, []).append(measure())
        print(f"  {name}: {found[name][-1]:.2f}", flush=True)

    with chromium.started() as playwright, serve(folder) as near, serve(folder, line=LINE) as far:
        for _ in range(runs):
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
                before = near.total
                with opened(playwright, profile, near) as page:
                    keep("cold", lambda page=page: table(page))
                    keep("stop to running again", lambda page=page: page.evaluate(STOP))
                    keep("a widget's change and back", lambda page=page: page.evaluate(WIDGET))
                sent["first"] = near.total - before
                with opened(playwright, profile, near) as page:
                    keep("warm", lambda page=page: table(page))
                sent["second"] = near.total - before - sent["first"]
            with _fresh(playwright, near) as page:
                keep("pointer 0.4 s before", lambda page=page: table(page, EARLY))
            with _fresh(playwright, near) as page, slowed(SLOWER):
                keep("processor four times slower", lambda page=page: table(page))
            with _fresh(playwright, far) as page:
                keep("20 Mbit/s", lambda page=page: table(page))
    return {"runs": found, "median": {name: statistics.median(each) for name, each in found.items()}, "sent": sent}


@contextlib.contextmanager
def _fresh(playwright: Playwright, served: Served) -> Iterator[Page]:
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        opened(playwright, profile, served) as page,
    ):
        yield page
