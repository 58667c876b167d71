"""Takes the memory of Python after all imports, once, in a browser without a window.

What the pages get is what differs from the memory as it is when the libraries have been linked: blocks of 256 bytes,
and before them what is needed to link. Two runs of the same input differ in a few thousand pages, so a snapshot is
named by its content and made anew only when its input is another (`assets`).
"""

from __future__ import annotations

import contextlib
import http.server
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue

import numpy as np

from chronology.live.sources import Missing

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --remote-debugging-port=0"
).split()
BLOCK = 256  # bytes
PATIENCE = 300  # seconds
_CELL = re.compile(r"^```\{code-cell\}.*?\n(.*?)^```$", re.S | re.M)
_OPTIONS = re.compile(r"\A(?:---\n.*?\n---\n|(?::[^\n]*\n)+)", re.S)

PAGE = """<!DOCTYPE html><title>Python</title><script type="module">
const worker = new Worker("take.js", { type: "module" });
const fail = (event) => fetch("/put/failed", { method: "POST", body: event.message || "the worker was not loaded" });
worker.onerror = fail;
const task = await (await fetch("task.json")).json();
worker.postMessage({ ...task, base: new URL("./", location.href).href });
</script>"""


def browser() -> str | None:
    """The path of a Chromium, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def cells(chapters: Path) -> list[str]:
    """The code of all cells of the chapters."""
    sources = (path.read_text(encoding="utf-8") for path in sorted(chapters.glob("*.md")))
    return [_OPTIONS.sub("", cell) for source in sources for cell in _CELL.findall(source)]


@dataclass(frozen=True)
class Taken:
    """A snapshot and the order of the table, neither compressed; and what the snapshot says at its head."""

    memory: bytes
    order: bytes
    meta: dict


def said(files: Mapping[str, bytes], described: Mapping[str, dict], code: list[str]) -> str:
    """Start Python as the pages do and run code in it: what the last of it gives. Arguments and errors as of `take`."""
    with _served(dict(files)) as server:
        return _run(server, {"files": described}, code, "said")["said"].decode()


def take(
    files: Mapping[str, bytes],
    described: Mapping[str, dict],
    libraries: str,
    code: list[str],
    compress: Callable[[bytes], bytes],
) -> Taken:
    """Start Python as the pages do, run code in it, take its memory.

    files: name -> content of what the pages have, and take.js. described: what is which file, as in the manifest.
    libraries: the id of the pack of libraries. compress: makes zstd. Raises Missing if there is no browser or it fails.
    """
    with _served(dict(files)) as server:
        got = _run(server, {"files": described}, code)
        meta = json.loads(got["meta"]) | {"librariesId": libraries}
        server.files["head.bin"] = compress(head(meta))
        compared = {"files": {**described, "snapshot": {"name": "head.bin"}}, "heap": meta["heap"]}
        linked = _run(server, compared)["linked"]
    return Taken(head(meta) + _differences(got["memory"], linked), got["order"], meta)


def head(meta: Mapping[str, object]) -> bytes:
    """What is needed to link, as it stands before the memory: u32 length, JSON."""
    text = json.dumps(meta, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    return struct.pack("<I", len(text)) + text


def _differences(memory: bytes, linked: bytes) -> bytes:
    """u32 bytes of a block, u32 number of runs, runs (first block, number of blocks), the blocks."""
    new, old = (np.frombuffer(each, dtype=np.uint8).reshape(-1, BLOCK) for each in (memory, linked))
    other = (new != old).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], other.astype(np.int8), [0]))))
    runs = np.stack((edges[::2], edges[1::2] - edges[::2]), axis=1).astype("<u4")
    return struct.pack("<II", BLOCK, len(runs)) + runs.tobytes() + new[other].tobytes()


# --- the browser ------------------------------------------------------------------------


class _Handler(http.server.BaseHTTPRequestHandler):
    """Gives files from memory, and keeps what is put."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].lstrip("/")
        self._answer(self.server.files.get(name), "text/javascript" if name.endswith(".js") else "text/html")

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.put.put((self.path.removeprefix("/put/"), content))
        self._answer(b"", "text/plain")

    def _answer(self, content: bytes | None, kind: str) -> None:
        self.send_response(404 if content is None else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def _served(files: dict[str, bytes]) -> Iterator[http.server.ThreadingHTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # a browser that is ended breaks its connections
    server.files, server.put = {**files, "index.html": PAGE.encode()}, Queue()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def _run(
    server: http.server.ThreadingHTTPServer, manifest: dict, code: list[str] | None = None, wanted: str = "memory"
) -> dict[str, bytes]:
    """What a browser puts that opens the page with a task: name -> content. wanted: after code; memory or said."""
    path = browser()
    if not path:
        raise Missing(f"no Chromium (apt-get install {BROWSERS[0]})")
    server.files["task.json"] = json.dumps({"manifest": manifest, "code": code, "wanted": wanted}).encode()
    put: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        address = f"http://127.0.0.1:{server.server_address[1]}/index.html"
        called = [path, *ARGUMENTS, f"--user-data-dir={profile}", address]
        # A group of its own, since what a distribution calls Chromium may be a script that starts it.
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(called, start_new_session=True, **silent)
        try:
            while "done" not in put:
                name, content = server.put.get(timeout=PATIENCE)
                if name == "failed":
                    raise Missing(f"the memory could not be taken: {content.decode()}")
                put[name] = content
        except Empty:
            raise Missing(f"the memory was not taken in {PATIENCE} seconds") from None
        finally:
            with contextlib.suppress(ProcessLookupError):  # it has ended by itself
                os.killpg(process.pid, signal.SIGTERM)
            process.wait()
    return put
