"""The pictures that a link to a page shows elsewhere (Open Graph): a title, and a square for each claim."""

from __future__ import annotations

import textwrap
from pathlib import Path

from sphinx.application import Sphinx

from chronology import tables
from chronology.edition import _
from chronology.figures import VERDICT_COLOURS
from chronology.languages import VERDICT_SIGNS

FOLDER = "_static/preview"
WIDTH, HEIGHT = 12.0, 6.3  # inches of 100 pixels: the 1200 × 630 that Open Graph readers expect
PAPER, INK, MUTED = "#fbf9f4", "#1c2430", "#515b69"


def file(page: str) -> str:
    """The picture of a page, in the built book: a chapter has one of its own, all others that of the book."""
    slugs = {f"chapters/{slug}": slug for slug in tables.chapters().slug}
    return f"{FOLDER}/{slugs.get(page, 'book')}.png"


def draw(path: Path, kicker: str, title: str, verdicts: list[str]) -> None:
    """Write a PNG: a line, a title, and the verdicts as squares."""
    import matplotlib.pyplot as plt
    from matplotlib.patches import FancyBboxPatch

    with plt.style.context({"font.family": "DejaVu Serif"}):
        figure = plt.figure(figsize=(WIDTH, HEIGHT), facecolor=PAPER)
        ax = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
        ax.set_axis_off()
        ax.text(0.8, 5.4, kicker, fontsize=20, color=MUTED, family="DejaVu Sans")
        lines = "\n".join(textwrap.fill(part, 28) for part in title.replace(": ", ":\n").split("\n"))
        ax.text(0.8, 5.0, lines, fontsize=42, weight="bold", color=INK, va="top", linespacing=1.2)
        columns = max(13, -(-len(verdicts) // 3))
        size = (WIDTH - 1.6) / columns
        rows = -(-len(verdicts) // columns)
        for number, verdict in enumerate(verdicts):
            x, y = 0.8 + number % columns * size, 0.6 + (rows - 1 - number // columns) * size
            box = FancyBboxPatch(
                (x + 0.05, y + 0.05), size - 0.1, size - 0.1, boxstyle="round,pad=0,rounding_size=0.06"
            )
            box.set(facecolor=VERDICT_COLOURS[verdict], edgecolor="none")
            ax.add_patch(box)
            middle = {"ha": "center", "va": "center", "color": "white", "family": "DejaVu Sans"}
            ax.text(x + size / 2, y + size / 2, VERDICT_SIGNS[verdict], fontsize=32 * size, **middle)
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, dpi=100)
        plt.close(figure)


def write(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.name != "html" or not app.config.html_baseurl:
        return
    course = app.config.html_title
    claims = tables.claims()
    draw(Path(app.outdir) / file(""), _("An open course"), course, list(claims.verdict))
    for number, row in tables.chapters().iterrows():
        line = _("{course} · chapter {number}").format(course=course, number=number)
        path = Path(app.outdir) / file(f"chapters/{row.slug}")
        draw(path, line, row.title, list(claims.verdict[claims.chapter == number]))


def setup(app: Sphinx) -> None:
    app.connect("build-finished", write)
