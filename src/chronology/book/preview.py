"""The picture that a link to the book shows elsewhere (Open Graph): title, and the events on a line."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from chronology import tables
from chronology.figures import STYLE, VERDICT_COLOURS

FILE = "_static/preview.png"


def draw(title: str, path: Path) -> None:
    """Write a PNG of 1200 × 630 pixels, the size that Open Graph readers expect."""
    import matplotlib.pyplot as plt

    events = tables.events(between=("1990", "2008"))
    year = events.earliest.dt.year
    height = events.groupby([year, "in_essay"]).cumcount() + 1
    with plt.style.context(STYLE):
        fig, ax = plt.subplots(figsize=(12, 6.3), facecolor="white", layout="none")
        ax.set_position((0.06, 0.1, 0.88, 0.5))
        for told, way in ((True, 1), (False, -1)):
            rows = events.in_essay == told
            colour = VERDICT_COLOURS["confirmed" if told else "imprecise"]
            ax.plot(year[rows], way * height[rows], "o", markersize=11, color=colour)
        ax.axhline(0, color="#5c6670")
        ax.set_axis_off()
        fig.text(0.06, 0.78, title.replace(": ", ":\n"), fontsize=38, weight="bold", va="center", color="#222b35")
        fig.savefig(path, dpi=100, transparent=False)
        plt.close(fig)


def write(app: Sphinx, error: Exception | None) -> None:
    if not error and app.builder.name == "html" and app.config.html_baseurl:
        draw(app.config.html_title, Path(app.outdir) / FILE)


def setup(app: Sphinx) -> None:
    app.connect("build-finished", write)
