"""What a result follows from: the content of the tables and of the package, and what is installed."""

from __future__ import annotations

import hashlib
import sys
from importlib import metadata
from pathlib import Path

from chronology import tables

PACKAGE = Path(__file__).resolve().parent


def fingerprint() -> str:
    """A hash over every file of the tables and of the package (names and contents)."""
    digest = hashlib.sha256()
    for folder in (tables.DATA, PACKAGE):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(folder)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def versions() -> str:
    """Python and every installed distribution, a line each."""
    found = {f"{each.name} {each.version}" for each in metadata.distributions()}
    return "\n".join([sys.version, *sorted(found)])
