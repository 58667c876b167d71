"""Many files as one: u32 length of the head, the head (JSON: id, [[path, bytes], …]), the contents.

The id is a hash of the contents, by which a snapshot knows the pack of libraries that it was taken with. This module is
also read inside Pyodide, so it imports nothing of the course.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Mapping


def packed(files: Mapping[str, bytes]) -> bytes:
    """A pack of files, path -> content, in the order of their paths."""
    listed = sorted(files.items())
    contents = b"".join(content for _, content in listed)
    paths = [[path, len(content)] for path, content in listed]
    head = json.dumps({"id": hashlib.sha256(contents).hexdigest(), "files": paths}, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 4)
    return struct.pack("<I", len(head)) + head + contents


def pack_id(pack: bytes) -> str:
    """The id that a pack carries."""
    return _head(pack)["id"]


def unpacked(pack: bytes) -> dict[str, bytes]:
    """Path -> content of the files of a pack."""
    at = 4 + struct.unpack_from("<I", pack)[0]
    files = {}
    for path, size in _head(pack)["files"]:
        files[path] = pack[at : at + size]
        at += size
    return files


def _head(pack: bytes) -> dict:
    return json.loads(pack[4 : 4 + struct.unpack_from("<I", pack)[0]])
