"""What the build lets Pyodide's own Python do: compile for it, and compress (zstd, which older Pythons lack).

`inside.mjs` calls `main` with the folder of the files.
"""

from __future__ import annotations

import importlib.util
import json
import marshal
from pathlib import Path

import packs


def main(folder: str, task: str) -> None:
    """task: JSON, {"compile": [names], "compress": [names], "level": 19}. Each compressed file gets .zst at its end."""
    asked = json.loads(task)
    for name in asked.get("compile", []):
        path = Path(folder, name)
        path.write_bytes(packs.packed(dict(map(compiled, *zip(*packs.unpacked(path.read_bytes()).items())))))
    for name in asked.get("compress", []):
        path = Path(folder, name)
        path.with_name(f"{name}.zst").write_bytes(compressed(path.read_bytes(), asked["level"]))


def compiled(path: str, content: bytes) -> tuple[str, bytes]:
    """A file of a package as Python imports it quickest: a module as .pyc beside no source, anything else as it is."""
    if not path.endswith(".py"):
        return path, content
    try:
        code = compile(content, f"/lib/python3.14/site-packages/{path}", "exec", dont_inherit=True, optimize=0)
    except SyntaxError:  # of a test, or for another Python
        return path, content
    head = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + importlib.util.source_hash(content)
    return f"{path}c", head + marshal.dumps(code)


def compressed(content: bytes, level: int) -> bytes:
    """As zstd, with a checksum, so that a file that was damaged is refused; the window is what the page reserves."""
    from compression import zstd

    options = {
        zstd.CompressionParameter.compression_level: level,
        zstd.CompressionParameter.window_log: 23,
        zstd.CompressionParameter.checksum_flag: 1,
    }
    return zstd.compress(content, options=options)
