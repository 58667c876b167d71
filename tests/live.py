"""Python in the page, for the tests: a folder served like the pages of the book, and cells that are run in it."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from chronology.live import assets
from chronology.live.sources import Missing

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Cells</title>
<script src="_static/live/manifest.js"></script><script src="_static/live/live.js"></script></head><body></body></html>"""
# Runs cells one after the other; gives for each its result and what it showed. Binary parts are given as their number.
RUN = """async (sources) => {
  const python = await chronologyLive.start();
  const all = [];
  for (const source of sources) {
    const shown = [];
    const result = await python.run(source, { output: (message, buffers) => shown.push({ ...message, buffers: buffers?.length }) });
    all.push({ ...result, shown });
  }
  return all;
}"""


def made(folder: Path, *, snapshot: bool = True) -> Path:
    """A site with Python in it; where that cannot be made the test is skipped, and in CI it fails."""
    try:
        if snapshot:
            assets.make_snapshot()
    except Missing as missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no Python in the page: {missing}")
    assets.publish(folder / "_static" / "live")
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    return folder


def copied(site: Path, folder: Path) -> Path:
    """A copy of a site that a test may break; files are shared until they are written anew."""
    return Path(shutil.copytree(site, folder, copy_function=os.link))


def manifest(site: Path) -> dict:
    text = (site / "_static" / "live" / "manifest.js").read_text(encoding="utf-8")
    return json.loads(re.fullmatch(r"globalThis\.\w+ = (.*);\n", text, re.S)[1])


def change_manifest(site: Path, changed: dict) -> None:
    path = site / "_static" / "live" / "manifest.js"
    path.unlink()
    path.write_text(f"globalThis.chronologyLiveManifest = {json.dumps(changed)};\n", encoding="utf-8")


def run(page, *sources: str) -> list[dict]:
    page.set_default_timeout(120_000)
    return page.evaluate(RUN, list(sources))


def text(result: dict) -> str:
    """What a cell printed and showed as text, and its errors."""
    parts = []
    for message in result["shown"]:
        if message["t"] == "stream":
            parts.append(message["text"])
        elif message["t"] == "display":
            parts.append(message["data"].get("text/plain") or message["data"].get("text/html", ""))
        elif message["t"] == "error":
            parts += message["traceback"]
    return "".join(parts)


# --- what can be compared ---------------------------------------------------------------

_ADDRESS = re.compile(r"0x[0-9a-f]+|[0-9a-f]{32}|<style scoped>.*?</style>", re.S)


def shown(got: dict) -> list[tuple[str, str]]:
    """What a cell showed, as `comparable` gives it."""
    told = []
    for message in got["shown"]:
        if message["t"] == "stream":
            told.append({"output_type": "stream", "text": message["text"]})
        elif message["t"] == "display":
            told.append({"output_type": "display_data", "data": message["data"]})
    return together([comparable(each) for each in told])


def comparable(output: dict) -> tuple[str, str]:
    """Kind and content of an output, without what differs from run to run, and of a figure its words."""
    if output["output_type"] == "stream":
        return "stream", output["text"]
    data = output["data"]
    if "image/svg+xml" in data:
        return "figure", " ".join(sorted(re.findall(r"<text[^>]*>(.*?)</text>", data["image/svg+xml"], re.S)))
    kind = "text/html" if "text/html" in data else "text/plain"
    return kind, _ADDRESS.sub("", data[kind]).strip()


def together(outputs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """One text of what was printed in parts."""
    joined: list[tuple[str, str]] = []
    for kind, content in outputs:
        if kind == "stream" and joined and joined[-1][0] == "stream":
            joined[-1] = ("stream", joined[-1][1] + content)
        else:
            joined.append((kind, content))
    return joined
