"""`make bench`: runs the parts of the benchmark, writes the report, and fails where a budget of ours is missed."""

from __future__ import annotations

import argparse
import sys

from bench import chromium, grading, live, report, scale, slow, weight

PARTS = {"weight": weight.run, "slow": slow.run, "scale": scale.run, "grading": grading.run, "live": live.run}
TITLES = {
    "weight": "Weight",
    "slow": "Slow line and machine",
    "scale": "Many events (this takes some minutes)",
    "grading": "Grading a class",
    "live": "Python in the page",
}


def main(arguments: list[str] | None = None) -> int:
    """Returns 0 if every budget is met, else 1."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"any of {', '.join(PARTS)}; all if none is named")
    chosen = parser.parse_args(arguments).parts or list(PARTS)
    for part in chosen:
        if part not in PARTS:
            parser.error(f"no part {part!r}; choose from {', '.join(PARTS)}")
    found: dict[str, dict] = {
        "machine": {"load at the start": report.machine()["load"], "chromium": chromium.version()}
    }
    for part in chosen:
        print(f"{TITLES[part]} …", flush=True)
        found[part] = PARTS[part]()
        found["machine"] |= report.machine()
        report.write(found)
    print(f"\n{report.text(found)}\nThe same in {report.MARKDOWN}, every figure in {report.JSON}.")
    missed = report.missed(found)
    for check in missed:
        print(f"missed: {' · '.join(check.row()[:3])}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
