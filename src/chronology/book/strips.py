"""The events of a chapter as marks on an axis of years, drawn above their table when the book is built.

Marks are as in the widgets: filled is told in the essay, a dashed ring is a day that is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import pandas as pd
from docutils import nodes

from chronology.book.building import paragraph
from chronology.book.maps import drawn
from chronology.book.sketches import WIDE
from chronology.edition import _, ngettext

EDGE, AXIS, ROW, RADIUS = 22, 30, 15, 5.5  # room at both ends, height of the axis and of a row, radius of a mark
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)  # years between two numbers, of which there are five at most


def strip(events: pd.DataFrame) -> nodes.container:
    """The drawing with what its marks mean. events: as in `chronology.events`, at least one."""
    rows = list(placed(events))
    high = AXIS + ROW * (1 + max(row for *_each, row in rows))
    box = nodes.container("", drawn(svg=_drawing(events, rows, high), alt=alt(events), high=high))
    box["classes"] += ["chapter-map", "strip"]
    box += paragraph(_("● told in the essay, ○ not; a dashed ring: the day is not known."), classes=["of-map"])
    return box


def unknown(events: pd.DataFrame) -> pd.Series:
    """Whether it is not known on which one day an event was."""
    return events.earliest != events.latest


def alt(events: pd.DataFrame) -> str:
    """What a strip shows."""
    first, last = _years(events)
    said = _(
        "{events} on an axis of years from {first} to {last}: {told} told in the essay, {vague} without a known day."
    )
    return said.format(
        events=ngettext("{n} event", "{n} events", len(events)),
        first=first,
        last=last,
        told=events.in_essay.sum(),
        vague=unknown(events).sum(),
    )


def placed(events: pd.DataFrame) -> Iterator[tuple[float, float, int]]:
    """Where each event begins and ends from left to right, and in which row above the axis it meets no other."""
    ends: list[float] = []  # of what stands in each row
    for event in events.sort_values("earliest", kind="stable").itertuples():
        left = _x(event.earliest, events)
        right = _x(event.latest if pd.notna(event.latest) else event.earliest, events)
        middle = (left + right) / 2
        begins, stops = min(left, middle - RADIUS - 1), max(right, middle + RADIUS + 1)
        row = next((row for row, end in enumerate(ends) if end <= begins), len(ends))
        ends[row : row + 1] = [stops]
        yield left, right, row


def _years(events: pd.DataFrame) -> tuple[int, int]:
    return events.earliest.min().year, events.latest.fillna(events.earliest).max().year


def _x(day: pd.Timestamp, events: pd.DataFrame) -> float:
    first, last = _years(events)
    begins, ends = pd.Timestamp(first, 1, 1), pd.Timestamp(last + 1, 1, 1)
    return EDGE + (day - begins) / (ends - begins) * (WIDE - 2 * EDGE)


def _drawing(events: pd.DataFrame, rows: list[tuple[float, float, int]], high: float) -> str:
    axis = high - AXIS + 4
    first, last = _years(events)
    step = next(step for step in STEPS if (last + 1 - first) / step <= 5)
    made = [f'<path class="axis" fill="none" d="M{EDGE} {axis}H{WIDE - EDGE}"/>']
    for year in range(-(-first // step) * step, last + 2, step):
        x = _x(pd.Timestamp(year, 1, 1), events)
        made.append(f'<path class="axis" fill="none" d="M{x:.1f} {axis}v5"/>')
        made.append(f'<text class="km" x="{x:.1f}" y="{axis + 15}" dy="0.35em" text-anchor="middle">{year}</text>')
    ordered = events.sort_values("earliest", kind="stable")
    for event, vague, (left, right, row) in zip(ordered.itertuples(), unknown(ordered), rows):
        middle, y = (left + right) / 2, axis - 4 - RADIUS - ROW * row
        made.append(f"<g><title>{escape(f'{event.date_text}: {event.title}')}</title>")
        if right - left > 2 * RADIUS:
            made.append(f'<path class="span" fill="none" d="M{left:.1f} {y:.1f}H{right:.1f}"/>')
        kind = f"event {'told' if event.in_essay else 'omitted'}{' vague' * vague}"
        made.append(f'<circle class="{kind}" cx="{middle:.1f}" cy="{y:.1f}" r="{RADIUS}"/>')
        if vague and event.in_essay:
            made.append(f'<circle class="event core" cx="{middle:.1f}" cy="{y:.1f}" r="{RADIUS / 2}"/>')
        made.append("</g>")
    return "\n".join(made)
