"""No page outlives a change: data and package are part of what a page is built from."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from chronology import tables

PACKAGE = Path(__file__).resolve().parents[1]


def fingerprint() -> str:
    """A hash over every file of the tables and of the package (names and contents)."""
    digest = hashlib.sha256()
    for folder in (tables.DATA, PACKAGE):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(folder)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> set[str]:
    """All pages if data/ or src/ changed since the last build, else none beyond Sphinx's own."""
    before, now = getattr(env, "chronology_fingerprint", None), fingerprint()
    env.chronology_fingerprint = now
    return set() if before == now else env.found_docs


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", outdated)
