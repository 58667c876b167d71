"""Two calendars as two rulers that lie on each other at one day, which a reader moves from event to event.

`calendars` lists in its option `events` the ids of events whose day the tables have in Old Style; its body is a caption
that asks something. Without scripts, on paper and in an EPUB the first of them is drawn. All days stand below as a
list, with the days on which the lag grew; that list is all that a builder without pictures shows. Every difference is
computed by `chronology.dates`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from html import escape
from typing import ClassVar, NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from chronology import dates, tables
from chronology.book.building import paragraph
from chronology.book.domain import find, pending
from chronology.book.maps import drawn, picture
from chronology.book.nodes import unfolding
from chronology.book.sketches import WIDE
from chronology.datewords import date_words
from chronology.edition import _, language, ngettext

BEFORE, AFTER = 15, 4  # days that a ruler shows on either side of the one that counts
CELL = WIDE / (BEFORE + 1 + AFTER)
OLD, NEW, TALL, HIGH = 28, 54, 24, 132  # where the rulers begin, how high they are, and the drawing


class Day(NamedTuple):
    """One day in both calendars."""

    new: datetime.date
    old: str  # as written in Old Style

    @property
    def lag(self) -> int:
        """How many days the Julian calendar is behind."""
        first = f"{self.old[:8]}01"  # of the month: 29 February may be no day of the other calendar
        return (dates.only_day(first, "julian") - datetime.date.fromisoformat(first)).days

    @property
    def words(self) -> str:
        return dates.display(self.new, written=self.old, calendar="julian")

    @property
    def lag_words(self) -> str:
        return ngettext("{n} day", "{n} days", self.lag)


def day_of(new: datetime.date) -> Day:
    return Day(new, dates.new_to_old_style(new))


def growth(first: Day, last: Day) -> Iterator[Day]:
    """The days between two on which the lag grew: a first of March in Old Style, after a leap day of its own."""
    for year in range(first.new.year, last.new.year + 1):
        day = day_of(dates.only_day(f"{year:04}-03-01", "julian"))
        if first.new < day.new <= last.new and day.lag > day_of(day.new - datetime.timedelta(days=1)).lag:
            yield day


class sliding(nodes.General, nodes.Element):
    """Drawings of which a reader sees one at a time: its children; attribute `label` names what one moves."""


class Calendars(SphinxDirective):
    """Two calendars as rulers; see above."""

    has_content = True
    option_spec: ClassVar = {"events": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        ids = self.options.get("events", "").split()
        if not ids or not self.content:
            raise ExtensionError(f"{self.get_location()}: calendars have events, and a caption that asks something")
        days = {id: self._day(id) for id in ids}
        moved = sliding("", *(drawn(svg=drawing(day), alt=alt(day), high=HIGH) for day in days.values()))
        moved["label"] = _("Choose a day")
        box = nodes.container("", moved, classes=["chapter-map", "wide"])
        box += self.parse_content_to_nodes()
        items = [self._item(id, day) for id, day in days.items()]
        items += [
            nodes.list_item("", paragraph(_("{lag} from {day}").format(lag=day.lag_words, day=day.words)))
            for day in growth(min(days.values()), max(days.values()))
        ]
        box += unfolding("", nodes.bullet_list("", *items), summary=_("The days"), classes=["on-map"])
        return [box]

    def _day(self, id: str) -> Day:
        find("event", id, self.get_location())
        event = tables.events().loc[id]
        if event.calendar != "julian" or event.precision != "day":
            raise ExtensionError(f"{self.get_location()}: {id} is not a day that the tables have in Old Style")
        return Day(event.earliest.date(), event.date_written)

    def _item(self, id: str, day: Day) -> nodes.list_item:
        link = pending("event", id, find("event", id, self.get_location()).title)
        return nodes.list_item("", paragraph(f"{day.lag_words}: {day.words}, ", link))


def alt(day: Day) -> str:
    """What a drawing shows."""
    said = _("Rulers of days, the Julian above and the Gregorian below. {day}: the Julian is {lag} behind.")
    return said.format(day=day.words, lag=day.lag_words)


def drawing(day: Day) -> str:
    """The content of the SVG: a ruler for each calendar, the day marked on both, and below them how far it lags."""
    shown = [day_of(day.new + datetime.timedelta(days=at)) for at in range(-BEFORE, AFTER + 1)]
    month, number = (int(part) for part in day.old.split("-")[1:])
    olds = [tuple(map(int, each.old.split("-"))) for each in shown]
    news = [(each.new.year, each.new.month, each.new.day) for each in shown]
    here, there = BEFORE, BEFORE - day.lag  # the day, and on the lower ruler the day with the same number
    left, right, low = (there + 0.5) * CELL, (here + 0.5) * CELL, NEW + TALL + 8
    old = _("Old Style: {day}").format(day=date_words(language()).day_month(number, month))
    new = _("New Style: {day}").format(day=dates.display(day.new))
    return "\n".join(
        [
            f'<text class="name" x="0" y="{OLD / 2}" dy="0.35em">{escape(old)}</text>',
            *_ruler(olds, OLD, [here]),
            *_ruler(news, NEW, [here, there]),
            f'<rect class="here" x="{here * CELL}" y="{OLD}" width="{CELL}" height="{NEW + TALL - OLD}"/>',
            f'<path class="arc" fill="none" d="M{left} {low - 4}V{low}H{right}V{low - 4}"/>',
            f'<text class="number" x="{(left + right) / 2}" y="{low + 12}" dy="0.35em" text-anchor="middle">'
            f"{escape(day.lag_words)}</text>",
            f'<text class="name" x="0" y="{HIGH - 12}" dy="0.35em">{escape(new)}</text>',
        ]
    )


def _ruler(days: list[tuple[int, int, int]], top: float, first: list[int]) -> Iterator[str]:
    """A ruler of days (year, month, day), its months in two tones. first: places that have their number for sure."""
    numbered: list[int] = []
    for at in (*first, *range(len(days))):  # two numbers side by side would meet on a phone
        numbered += [at] if at in first or all(abs(at - other) > 1 for other in numbered) else []
    for at, (_year, month, day) in enumerate(days):
        kind = "period even" if month % 2 else "period"
        yield f'<rect class="{kind}" x="{at * CELL}" y="{top}" width="{CELL}" height="{TALL}"/>'
        if at in numbered:
            middle = f'x="{(at + 0.5) * CELL}" y="{top + TALL / 2}" dy="0.35em" text-anchor="middle"'
            yield f'<text class="number" {middle}>{day}</text>'


def put(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """The drawings with a slider in a page; elsewhere the first of them."""
    for node in list(doctree.findall(sliding)):
        if app.builder.name != "html":
            node.replace_self(node.children[0])
            continue
        days = "\n".join(f"<div{' hidden' * bool(at)}>{picture(each)}</div>" for at, each in enumerate(node.children))
        slider = f'<input type="range" min="0" max="{len(node.children) - 1}" value="0"/>'
        html = f'<div class="calendars"><label hidden>{escape(node["label"])} {slider}</label>\n{days}\n</div>'
        node.replace_self(nodes.raw("", html, format="html"))


def setup(app: Sphinx) -> None:
    app.add_directive("calendars", Calendars)
    app.add_node(sliding)
    app.connect("doctree-resolved", put, priority=400)  # before the drawings themselves are put
    app.add_js_file("calendars.js", loading_method="defer")
