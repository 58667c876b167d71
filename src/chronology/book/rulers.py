"""The periods of several schemes as rulers, one under another, drawn when the book is built.

`rulers` lists the ids of schemes, its option `between` the first and the last year; its body is a caption that asks
something. What is on the rulers stands below as a list, which is all that a builder without pictures shows.
"""

from __future__ import annotations

from html import escape
from typing import ClassVar

import pandas as pd
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from chronology import tables
from chronology.book.building import paragraph
from chronology.book.maps import drawn
from chronology.book.nodes import unfolding
from chronology.book.sketches import LETTER, WIDE
from chronology.edition import _

ROW, TOP, EDGE = 46, 26, 8  # height of a ruler, of the years above them, and room at both ends


class Rulers(SphinxDirective):
    """Schemes as rulers; see above."""

    has_content = True
    option_spec: ClassVar = {"between": directives.unchanged_required, "schemes": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        first, last = self._years()
        schemes = self.options.get("schemes", "").split()
        for scheme in schemes:
            if scheme not in tables.period_schemes().index:
                raise ExtensionError(f"{self.get_location()}: no scheme {scheme!r}")
        if not schemes or not self.content:
            raise ExtensionError(f"{self.get_location()}: rulers have schemes, and a caption that asks something")
        parts = {scheme: inside(scheme, first, last) for scheme in schemes}
        titles = tables.period_schemes().title
        said = "; ".join(f"{titles[scheme]}: {len(parts[scheme])}" for scheme in schemes)
        alt = _("Rulers of time from {first} to {last}, with the number of periods. {schemes}.").format(
            first=first, last=last, schemes=said
        )
        svg = drawing([(titles[scheme], parts[scheme]) for scheme in schemes], first, last)
        box = nodes.container("", drawn(svg=svg, alt=alt, high=TOP + ROW * len(schemes)))
        box["classes"] += ["chapter-map", "wide"]
        box += self.parse_content_to_nodes()
        box += unfolding("", *map(self._listed, schemes, parts.values()), summary=_("The periods"), classes=["on-map"])
        return [box]

    def _years(self) -> tuple[int, int]:
        try:
            first, last = map(int, self.options["between"].split())
        except (KeyError, ValueError):
            raise ExtensionError(f"{self.get_location()}: rulers are between two years, such as 1990 2008") from None
        return first, last

    def _listed(self, scheme: str, periods: pd.DataFrame) -> nodes.container:
        items = (
            nodes.list_item("", paragraph(f"{number} {row.title}, {row.date_text}"))
            for number, row in enumerate(periods.itertuples(), start=1)
        )
        return nodes.container("", paragraph(tables.period_schemes().title[scheme]), nodes.bullet_list("", *items))


def inside(scheme: str, first: int, last: int) -> pd.DataFrame:
    """The periods of a scheme that touch a span of years, in order."""
    periods = tables.periods(scheme)
    ends = periods.latest.dt.year.fillna(last)
    return periods[(periods.earliest.dt.year <= last) & (ends >= first)].sort_values("earliest")


def drawing(schemes: list[tuple[str, pd.DataFrame]], first: int, last: int) -> str:
    """The content of the SVG: a ruler for each scheme, its periods numbered."""
    begins, ends = pd.Timestamp(first, 1, 1), pd.Timestamp(last + 1, 1, 1)

    def x(day: pd.Timestamp) -> float:
        share = (min(max(day, begins), ends) - begins) / (ends - begins)
        return EDGE + share * (WIDE - 2 * EDGE)

    made = []
    for year in range(first, last + 1, max(1, round((last - first) / 4))):
        at = x(pd.Timestamp(year, 1, 1))
        anchor = "start" if year == first else "middle"
        made.append(f'<path class="ring" fill="none" d="M{at:.1f} {TOP - 6}V{TOP + ROW * len(schemes)}"/>')
        made.append(f'<text class="km" x="{at:.1f}" y="10" dy="0.35em" text-anchor="{anchor}">{year}</text>')
    for row, (title, periods) in enumerate(schemes):
        top = TOP + row * ROW
        room = int((WIDE - 2 * EDGE) / LETTER)
        short = title if len(title) <= room else title[: title.rindex(" ", 0, room)] + " …"
        made.append(f'<text class="name" x="{EDGE}" y="{top + 8}" dy="0.35em">{escape(short)}</text>')
        for number, period in enumerate(periods.itertuples(), start=1):
            left = x(period.earliest)
            right = x(period.latest + pd.Timedelta(days=1)) if pd.notna(period.latest) else x(ends)
            wide = max(1.0, right - left)
            kind = "period even" if number % 2 else "period"
            made.append(f'<rect class="{kind}" x="{left:.1f}" y="{top + 20}" width="{wide:.1f}" height="20"/>')
            if wide > LETTER:
                middle = f'x="{left + wide / 2:.1f}" y="{top + 30}" dy="0.35em" text-anchor="middle"'
                made.append(f'<text class="number" {middle}>{number}</text>')
    return "\n".join(made)


def setup(app: Sphinx) -> None:
    app.add_directive("rulers", Rulers)
