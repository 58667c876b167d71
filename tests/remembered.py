"""What is a function of content alone, and is not asked again while the content is the same.

A name of a finding is a hash of all that it follows from; that it was good is an empty file of that name in
_build/remembered. What was not good is never remembered. ANEW=1 asks again for all.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import browser
from chronology.fingerprint import fingerprint, versions

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "_build" / "remembered"
RANDOM = re.compile(r"\b[0-9a-f]{32}\b")


def name(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def known(kind: str, name: str) -> bool:
    return not os.environ.get("ANEW") and (FOLDER / kind / name).exists()


def keep(kind: str, name: str) -> None:
    (FOLDER / kind).mkdir(parents=True, exist_ok=True)
    (FOLDER / kind / name).touch()


def outcome(kind: str, name: str) -> str | None:
    """What came of something, if it was kept."""
    path = FOLDER / kind / name
    return path.read_text(encoding="utf-8") if known(kind, name) else None


def keep_outcome(kind: str, name: str, said: str) -> None:
    (FOLDER / kind).mkdir(parents=True, exist_ok=True)
    (FOLDER / kind / name).write_text(said, encoding="utf-8")


def page(book: Path, page: str) -> str:
    """A hash of a page of the built book, and of what all pages load. What only it loads it names by its content."""
    text = (book / f"{page}.html").read_text(encoding="utf-8")
    return name(without_ids(text), _shared(book))


def without_ids(text: str) -> str:
    """The text with numbers for the ids of models, which are new in each build."""
    order: dict[str, int] = {}
    return RANDOM.sub(lambda id: str(order.setdefault(id[0], len(order))), text)


@cache
def _shared(book: Path) -> str:
    digest = hashlib.sha256()
    static = book / "_static"
    for path in sorted(each for each in static.rglob("*") if each.is_file() and each.parent.name != "kept"):
        digest.update(f"{path.relative_to(static)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


@cache
def surroundings() -> str:
    """All that the outcome of a test can follow from that reads neither the chapters nor the built book.

    The package, the tables, the exercises, the tests themselves, what is vendored; Python and what is installed; the
    kernel, the sandbox, the browser. A test that reads anything else must not be remembered.
    """
    files = [
        path
        for folder in ("tests", "exercises", "bench", "vendor")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    ]
    own = ("pyproject.toml", "package.json", "package-lock.json", "requirements.txt", "Makefile", "_config.yml")
    files += [ROOT / each for each in own]
    digest = hashlib.sha256()
    for path in sorted(files):
        if "__pycache__" not in path.parts and not path.match("words*.txt"):  # for spelling only
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    tools = [version(path) for path in (browser.find(), shutil.which("bwrap")) if path]
    return name(digest.hexdigest(), fingerprint(), versions(), platform.platform(), str(os.cpu_count()), *tools)


def version(path: str) -> str:
    return subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
