"""When a widget works, on a slow line and a slow machine: our page and the stock page of the same text in turn.

400 kbit/s (50,000 bytes a second) both ways, 400 ms until a request is answered, and a processor four times slower
than this one, all by Chromium's DevTools. Time runs from the navigation to the frame that shows the reaction to the
first click on "zoom in".
"""

from __future__ import annotations

import statistics

from playwright.sync_api import Browser

from bench import books, chromium
from server import serve

LINE = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
SLOWER = 4
PATIENCE = 180  # seconds
# Clicks as soon as there is something to click, each frame until it has an effect.
PROBE = """
globalThis.works = (async () => {
  const times = {};
  for (;;) {
    const plot = document.querySelector(".chronology.timeline .plot");
    const button = document.querySelector(".chronology.timeline [data-keep=zoom-in]");
    if (button && plot?.querySelector("[role=option]")) {
      times.drawn ??= performance.now();
      const before = plot.innerHTML;
      button.click();
      if (plot.innerHTML !== before) break;
    }
    await new Promise(requestAnimationFrame);
  }
  return { ...times, works: await bench.drawn(() => true) };
})();
"""


def once(browser: Browser, address: str) -> dict[str, float]:
    """Seconds from the navigation until the widget is drawn, and until it works."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.add_init_script(chromium.script("measure.js") + PROBE)
    devtools = chromium.session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", LINE)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    try:
        page.goto(address, wait_until="commit")
        times = chromium.answer(page, "works", PATIENCE)
        return {name: value / 1000 for name, value in times.items()}
    finally:
        context.close()


def run(runs: int = 5) -> dict[str, object]:
    built = {kind: books.build(stock=kind == "stock") for kind in ("ours", "stock")}
    found: dict[str, list[dict[str, float]]] = {kind: [] for kind in built}
    with chromium.started() as playwright, serve(built["ours"]) as ours, serve(built["stock"]) as stock:
        browser = chromium.launch(playwright)
        for _ in range(runs):
            for kind, served in (("ours", ours), ("stock", stock)):
                found[kind].append(once(browser, f"{served.address}/index.html"))
                print(f"  {kind}: works after {found[kind][-1]['works']:.2f} s", flush=True)
        browser.close()
    middle = {
        kind: {name: statistics.median(each[name] for each in times) for name in times[0]}
        for kind, times in found.items()
    }
    return {"runs": found, "median": middle, "times sooner": middle["stock"]["works"] / middle["ours"]["works"]}
