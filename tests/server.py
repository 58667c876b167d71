"""A server of the built book on this machine, for the tests and the benchmark."""

import contextlib
import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Served:
    """A folder that is being served: its address, and (path, bytes of the body) of all that was sent.

    fonts: of that the letters, which are drawn when they come and are not waited for; total: all the rest.
    """

    address: str
    sent: list[tuple[str, int]] = field(default_factory=list)

    @property
    def fonts(self) -> int:
        return sum(size for path, size in self.sent if ".woff2" in path)

    @property
    def total(self) -> int:
        return sum(size for _, size in self.sent) - self.fonts


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
        for name, value in self.server.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def serve(folder: Path, headers: dict[str, str] | None = None) -> Iterator[Served]:
    """Serve a folder at a free port of this machine while the context lasts."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
    server.daemon_threads = True
    served = Served(f"http://127.0.0.1:{server.server_address[1]}")
    server.sent, server.headers = served.sent, list((headers or {}).items())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
