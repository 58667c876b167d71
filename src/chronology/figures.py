"""How the course's figures look: one matplotlib style, and SVG where a notebook can show it.

matplotlib draws the figures, because a student meets it again, pandas calls it by itself, it runs
without a network and in Pyodide, and an SVG costs a page a few kilobytes and no script.

The colours below stand in the style file course.mplstyle; when the book is built, each becomes the
CSS variable of its name, so that a figure follows light and dark.
"""

from __future__ import annotations

import os
import re
import sys
from html import escape
from pathlib import Path
from typing import Any

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


# An EPUB is XML, which has to be told what these are.
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def use_style() -> None:
    """Draw figures from here on in the course’s style, in a notebook as SVG; show long texts in tables whole.

    matplotlib is not imported for it, since most notebooks that begin with this line draw nothing: it finds the style
    when it is.
    """
    import pandas as pd

    pd.options.display.max_colwidth = None
    if "matplotlib" in sys.modules:
        sys.modules["matplotlib"].rc_file(STYLE, use_default_template=False)
    else:
        os.environ["MATPLOTLIBRC"] = str(STYLE)
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        _draw_as_svg(shell)


def _draw_as_svg(shell: Any) -> None:  # noqa: ANN401
    if "matplotlib_inline.backend_inline" in sys.modules:
        sys.modules["matplotlib_inline.backend_inline"].set_matplotlib_formats("svg", metadata={"Date": None})
    else:  # it reads this when it is imported
        shell.config.InlineBackend.figure_formats = {"svg"}
        shell.config.InlineBackend.print_figure_kwargs = {"bbox_inches": "tight", "metadata": {"Date": None}}


def drawing(svg: str, alt: str, prefix: str) -> str:
    """An SVG of matplotlib as part of a page: named, with ids of its own, coloured by variables."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>", "", svg, flags=re.S)
    used = set(re.findall(r"#([\w.-]+)", svg))
    svg = re.sub(r' id="([\w.-]+)"', lambda found: f' id="{prefix}-{found[1]}"' if found[1] in used else "", svg)
    svg = re.sub(r'(href="#|url\(#)([\w.-]+)', rf"\g<1>{prefix}-\g<2>", svg)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.S)
    for name, colour in COLOURS.items():
        svg = svg.replace(colour, f"var(--{name})")
    # The colour of text stands in its style; an attribute cannot hold a variable.
    svg = re.sub(r'(fill|stroke)="(var\(--[\w-]+\))"', r'style="\1: \2"', svg)
    svg = re.sub(r"font-family: [^;\"]*; ?", "", svg)  # the page's own
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    width = float(box[1]) * 4 / 3  # points to pixels
    head = f'<svg {NAMESPACES} {box[0]} role="img" aria-label="{escape(alt)}" style="max-width: {width:.0f}px">'
    return head + re.sub(r"\n\s*", "\n", svg[svg.index(">") + 1 :])
