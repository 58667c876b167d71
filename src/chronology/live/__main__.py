"""python -m chronology.live [FOLDER [ZIP]]: takes the snapshot.

With a folder of built pages, puts all beside them; with a zip file, writes the whole book into it, to open from a file.
"""

from __future__ import annotations

import sys
from pathlib import Path

from chronology.live import assets, offline
from chronology.live.sources import Missing


def main(arguments: list[str]) -> int:
    """Returns 0 if there is a snapshot in the end, else 1."""
    try:
        assets.make_snapshot()
    except Missing as missing:
        print(f"No snapshot of Python: {missing}", file=sys.stderr)
    if arguments:
        print(assets.publish_all(Path(arguments[0])))
    if len(arguments) > 1:
        try:
            print(offline.main(*map(Path, arguments)))
        except Missing as missing:
            print(f"No book for a USB stick: {missing}", file=sys.stderr)
            return 1
    return 0 if assets.snapshot_folder().is_dir() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
