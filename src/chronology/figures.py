"""How the course's figures look: one matplotlib style, and SVG where a notebook can show it.

matplotlib draws the figures, because a student meets it again, pandas calls it by itself, it runs
without a network and in Pyodide, and an SVG costs a page a few kilobytes and no script.

The colours below stand in the style file course.mplstyle; when the book is built, each becomes the
CSS variable of its name, so that a figure follows light and dark.
"""

from __future__ import annotations

from pathlib import Path

STYLE = Path(__file__).parent / "course.mplstyle"

# The colours of figures by the CSS variable that stands in for each on a page. The five verdict
# colours and `accent` keep 3:1 against white and differ in lightness.
COLOURS = {
    "figure-ink": "#222b35",
    "figure-quiet": "#5c6670",
    "figure-line": "#d5dade",
    "verdict-confirmed": "#0b6891",
    "verdict-imprecise": "#935900",
    "verdict-differs": "#ad2f1d",
    "verdict-unverified": "#656565",
    "verdict-evaluative": "#7844a3",
}

VERDICT_COLOURS = {
    name.removeprefix("verdict-"): colour for name, colour in COLOURS.items() if name.startswith("verdict-")
}


def use_style() -> None:
    """Draw figures from here on in the course’s style, in a notebook as SVG; show long texts in tables whole."""
    import matplotlib.pyplot as plt
    import pandas as pd

    pd.options.display.max_colwidth = None
    plt.style.use(STYLE)
    try:
        from IPython import get_ipython
        from matplotlib_inline.backend_inline import set_matplotlib_formats
    except ImportError:  # no notebook
        return
    if get_ipython() is not None:
        set_matplotlib_formats("svg", metadata={"Date": None})
