"""The benchmark of the course: `make bench`, or `make bench PART=weight` for one part of it.

weight: what a first visit to a page with the Timeline transfers. slow: when a widget works on a slow line and a slow
machine, side by side with the same page of stock myst-nb. scale: how fast the Timeline paints with 10,000 and 100,000
events and what memory it takes, side by side with vis-timeline. grading: how long it takes to grade a submission, side
by side with nbgrader. Each part returns what it measured as plain data; report.py compares it with the budgets and
writes `_build/bench.json` and `_build/bench.md`.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUILT = ROOT / "_build" / "bench"

# The browser and the server are those of the tests.
sys.path.insert(0, str(ROOT / "tests"))
