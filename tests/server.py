"""A server of the built book on this machine, for the tests and the benchmark."""

import contextlib
import functools
import gzip
import http.server
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """How fast a line is: bytes a second, all connections together, and seconds until a request is answered."""

    bytes_a_second: float
    latency: float


@dataclass
class Served:
    """A folder that is being served: its address, and (path, bytes of the body) of all that was sent.

    fonts: of that the letters, which are drawn when they come and are not waited for; total: all the rest. put: what a
    page has put under /put/, by its name.
    """

    address: str
    sent: list[tuple[str, int]] = field(default_factory=list)
    put: dict[str, bytes] = field(default_factory=dict)

    @property
    def fonts(self) -> int:
        return sum(size for path, size in self.sent if ".woff2" in path)

    @property
    def total(self) -> int:
        return sum(size for _, size in self.sent) - self.fonts


PART = 16_384  # bytes that a paced line sends at once


@functools.cache
def gzipped(path: str, changed: float) -> bytes:
    """The content of a file, gzipped as well as gzip can; `changed` is when, so that no old content is kept."""
    return gzip.compress(Path(path).read_bytes(), 9, mtime=0)


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Sends files as a host would: gzipped, to be kept for ten minutes, and writes down what was sent."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        try:
            body = gzipped(str(path), path.stat().st_mtime)
        except OSError:
            self.send_error(404)
            return
        self.server.sent.append((self.path, len(body)))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        for part in self._paced(body):
            self.wfile.write(part)

    def _paced(self, body: bytes) -> Iterator[bytes]:
        if not self.server.line:
            yield body
            return
        time.sleep(self.server.line.latency)
        for start in range(0, len(body), PART):
            part = body[start : start + PART]
            with self.server.turn:
                time.sleep(len(part) / self.server.line.bytes_a_second)
            yield part

    def do_POST(self) -> None:
        self.server.put[self.path.removeprefix("/put/")] = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def serve(folder: Path, line: Line | None = None) -> Iterator[Served]:
    """Serve a folder at a free port of this machine while the context lasts."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
    server.daemon_threads = True
    served = Served(f"http://127.0.0.1:{server.server_address[1]}")
    server.line, server.turn = line, threading.Lock()
    server.put = served.put
    server.sent = served.sent
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
