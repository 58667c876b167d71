"""A sandbox for the cells of one student, on the trusted side: bubblewrap, and the pipe to what runs in it.

`Sandbox` starts a process with all libraries loaded (see `inside`) and has it forked for each `Inmate`. What the
sandbox shows: the system and the environment of Python, read-only, and the package with its tables. What it does not:
the network, the home folder, /etc, the repository, the sealed replies, the solutions, other submissions.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chronology import tables
from chronology.classroom.sandbox.confine import SCRATCH
from chronology.classroom.sandbox.inside import Job
from chronology.edition import _

INSTALL = "apt-get install bubblewrap"
PACKAGE = Path(__file__).resolve().parents[2]
_HOME = "/course"  # where the package lies in the sandbox
_PATIENCE = 60  # seconds until the libraries are loaded


class SandboxError(RuntimeError):
    """The sandbox cannot be had here, or does not work; the message says what to do."""


class Ended(Exception):
    """The inmate is gone or must go: status (of STATUSES) and message."""

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass(frozen=True)
class Limits:
    """What one submission may take. A limit of 0 seconds is no time at all, not no limit.

    seconds: the whole notebook; cell_seconds: a cell; memory_mb: all its processes together; processes: at a time,
    threads included; output_kb: one answer on its way out (what cells print goes nowhere); scratch_mb: its folder.
    """

    seconds: float = 60
    cell_seconds: float = 20
    memory_mb: int = 1024
    processes: int = 64
    output_kb: int = 256
    scratch_mb: int = 64


# --- what is shown ------------------------------------------------------------------------------


def command() -> list[str]:
    """The bubblewrap command, up to the program that is to run. Raises SandboxError where it is missing."""
    if sys.platform != "linux":
        raise SandboxError("The sandbox needs Linux. Elsewhere, use a virtual machine or a container.")
    program = shutil.which("bwrap")
    if not program:
        raise SandboxError(f"The sandbox needs bubblewrap, which is not installed: {INSTALL}")
    shown = _shown()
    words = [program, "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-net", "--unshare-cgroup-try"]
    # Root gives up its rights inside (see `confine.leave_root`); anyone else has none to begin with.
    words += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] if os.getuid() == 0 else ["--unshare-user"]
    words += ["--new-session", "--die-with-parent", "--hostname", "sandbox", "--proc", "/proc", "--dev", "/dev"]
    words += ["--perms", "1777", "--size", str(2**26), "--tmpfs", SCRATCH]
    if not any(path.is_relative_to("/tmp") for path in shown):  # a checkout may lie there, with its environment
        words += ["--symlink", SCRATCH, "/tmp"]
    for name in ("bin", "sbin", "lib", "lib32", "lib64"):
        path = Path("/", name)
        words += ["--symlink", os.readlink(path), str(path)] if path.is_symlink() else ["--ro-bind-try", path, path]
    bound = {path: path for path in shown} | {Path(_HOME, "src/chronology"): PACKAGE}
    if not tables.DATA.is_relative_to(PACKAGE):
        bound[Path(_HOME, "data")] = tables.DATA
    for parent in sorted({each for path in bound for each in path.parents[:-1]}):
        words += ["--perms", "0755", "--dir", parent]  # bubblewrap makes them for root alone
    for path, source in bound.items():
        words += ["--ro-bind", source, path]
    hidden = [Path(_HOME, "src/chronology/exercises/sealed")]
    hidden += [path for path in _secret() if any(path.is_relative_to(each) for each in shown)]
    for path in hidden:
        words += ["--size", "4096", "--tmpfs", path, "--remount-ro", path]
    words += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/", "--clearenv"]
    for name, value in _environment(f"{_HOME}/src", SCRATCH).items():
        words += ["--setenv", name, value]
    return list(map(str, words))


def _shown() -> list[Path]:
    """The folders of the system and of Python's environment, none within another."""
    found = [Path("/usr"), *map(Path, (sys.prefix, sys.base_prefix, sys.exec_prefix)), *_packages()]
    found = sorted({each for path in found if path.exists() for each in (path, path.resolve())})
    return [path for path in found if not any(path != each and path.is_relative_to(each) for each in found)]


def _packages() -> list[Path]:
    return [Path(each) for each in sys.path if each.endswith(("site-packages", "dist-packages"))]


def _secret() -> list[Path]:
    """What must not be seen even where the package or the checkout lies in a folder that is shown."""
    exercises = PACKAGE.parents[1] / "exercises"
    return [PACKAGE / "exercises" / "sealed", *([exercises] if exercises.is_dir() else [])]


def _environment(source: str, scratch: str) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": scratch,
        "TMPDIR": scratch,
        "IPYTHONDIR": f"{scratch}/.ipython",
        "MPLCONFIGDIR": f"{scratch}/.matplotlib",
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join([source, *map(str, _packages())]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",  # the same answer gives the same result
        # A process with threads cannot be forked safely.
        **{f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "NUMEXPR")},
    }


# --- the sandbox ---------------------------------------------------------------------------------


class Sandbox:
    """Inmates, one after the other; a context manager.

    mode: "warm" (a fork of a loaded process, in namespaces of its own), "cold" (a new bubblewrap for each inmate, where
    the kernel or its settings forbid namespaces within namespaces), or "none" (no sandbox, which was asked for).
    What is to be loaded is loaded while the caller goes on; the first inmate waits for it, and so does `mode`.
    """

    def __init__(self, sandboxed: bool = True, warm: bool = True) -> None:
        self._command = command() if sandboxed else []
        self._sandboxed, self._warm = sandboxed, warm
        self._process: subprocess.Popen | None = None
        self._mode = ""
        self._start()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def mode(self) -> str:
        self._wait()
        return self._mode

    def inmate(self, limits: Limits) -> Inmate:
        """A fresh process that has run nothing yet."""
        for _attempt in range(2):
            if not self._process or self._process.poll() is not None:
                self._start()
            self._wait()
            try:
                return self._forked(limits)
            except OSError:
                self.close()
        raise SandboxError("The sandbox does not answer.")

    def _forked(self, limits: Limits) -> Inmate:
        status, far_status = socket.socketpair()
        channel, far_channel = socket.socketpair()
        folder = SCRATCH if self._sandboxed else tempfile.mkdtemp(prefix="exercise-")
        warm = self._mode == "warm"
        job = Job(warm, folder, limits.seconds, limits.memory_mb, limits.processes, limits.scratch_mb)
        with far_status, far_channel:
            sockets = [far_status.fileno(), far_channel.fileno()]
            socket.send_fds(self._control, [json.dumps(vars(job)).encode()], sockets)
        return Inmate(status, channel, limits, self, "" if self._sandboxed else folder)

    def _start(self) -> None:
        self.close()
        self._control, far = socket.socketpair()
        switches = [] if self._sandboxed else ["--no-sandbox"]
        environment = {} if self._sandboxed else _environment(str(PACKAGE.parent), tempfile.gettempdir())
        with far:
            self._process = subprocess.Popen(
                [*self._command, sys.executable, "-m", "chronology.classroom.sandbox.inside", *switches],
                stdin=far, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, cwd="/",
            )  # fmt: skip
        self._mode = ""

    def _wait(self) -> None:
        """Until all is loaded. Raises SandboxError if that fails."""
        if self._mode:
            return
        if not self._process:
            self._start()
        self._control.settimeout(_PATIENCE)
        try:
            said = self._control.makefile("rb").readline()
        except TimeoutError:
            said = b""
        if not said:
            self._process.kill()
            reason = self._process.stderr.read().decode(errors="replace").strip().splitlines()[-1:]
            self.close()
            raise SandboxError(f"The sandbox does not start: {''.join(reason) or 'it says nothing'}")
        nested = json.loads(said)["nested"]
        self._mode = ("warm" if nested and self._warm else "cold") if self._sandboxed else "none"

    def done(self, clean: bool) -> None:
        """An inmate is gone. A sandbox that served for one, or in which something is left, goes with it."""
        if self._mode == "cold" or not clean:
            self.close()

    def close(self) -> None:
        if self._process:
            self._control.close()
            self._process.kill()
            self._process.wait()
            self._process.stderr.close()
            self._process = None


class Inmate:
    """One process that runs cells. After `Ended` it is gone."""

    def __init__(
        self, status: socket.socket, channel: socket.socket, limits: Limits, sandbox: Sandbox, folder: str
    ) -> None:
        self._status, self._channel, self._limits, self._sandbox = status, channel, limits, sandbox
        self._folder = folder
        self._asked = 0
        self._buffer = b""

    def ask(self, request: dict[str, str], seconds: float, limit: str) -> dict[str, Any]:
        """Send a request and wait for its reply. limit: says which limit it is that the seconds are.

        Raises Ended if there is none in time, or something else comes.
        """
        self._asked += 1
        until = time.monotonic() + seconds
        try:
            self._channel.settimeout(max(0.001, seconds))
            self._channel.sendall(json.dumps({"n": self._asked, **request}).encode() + b"\n")
            while True:
                reply = _reply(self._line(until, limit))
                if reply.get("n") == self._asked:
                    return reply
        except TimeoutError:
            self.close()
            raise Ended("timeout", limit) from None
        except OSError:
            raise self._how_it_ended() from None
        except Ended:
            self.close()
            raise

    def _line(self, until: float, limit: str) -> bytes:
        most = self._limits.output_kb * 1024
        with selectors.DefaultSelector() as selector:
            selector.register(self._channel, selectors.EVENT_READ)
            selector.register(self._status, selectors.EVENT_READ)
            while True:
                line, newline, rest = self._buffer.partition(b"\n")
                if len(line) > most:
                    raise Ended("error", _("The answer is larger than {n} KB.").format(n=self._limits.output_kb))
                if newline:
                    self._buffer = rest
                    return line
                left = until - time.monotonic()
                ready = [key.fileobj for key, _ in selector.select(max(0, left))] if left > 0 else []
                if not ready:
                    raise TimeoutError
                # A keeper speaks only when all is over, and is silent only if it was killed.
                got = self._channel.recv(65536) if self._status not in ready else b""
                if not got:
                    raise BrokenPipeError
                self._buffer += got

    def _how_it_ended(self) -> Ended:
        """Ask the keeper, who knows. Closes."""
        said = {}
        with contextlib.suppress(OSError, ValueError):
            self._channel.shutdown(socket.SHUT_RDWR)
            self._status.settimeout(1)
            said = json.loads(self._status.makefile("rb").readline())
        self.close()
        how = str(said.get("ended", "closed"))
        if how == "memory":
            return Ended("out of memory", _("More than {n} MB of memory were taken.").format(n=self._limits.memory_mb))
        if how == "processes":
            return Ended("error", _("More than {n} processes were started.").format(n=self._limits.processes))
        if how == "closed":
            return Ended("error", _("The process of the notebook has ended."))
        return Ended("error", _("The process of the notebook has ended ({how}).").format(how=how))

    def close(self) -> None:
        """End it and all that it has started, and wait until it is gone."""
        clean = False
        self._channel.close()
        with contextlib.suppress(OSError):
            self._status.shutdown(socket.SHUT_WR)
            self._status.settimeout(10)
            while self._status.recv(4096):
                pass
            clean = True
        self._status.close()
        self._sandbox.done(clean)
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)


def _reply(line: bytes) -> dict[str, Any]:
    try:
        reply = json.loads(line)
        if isinstance(reply, dict):
            return reply
    except (ValueError, RecursionError):
        pass
    raise Ended("tampered", _("Something that is no answer was written to where answers are read."))
