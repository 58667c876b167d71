"""The border map: one border drawn at three scales, what each scale makes of its length, and what others counted.

The map is equirectangular and true at 51° north, so that a window of it is a window of degrees: what Python measures
in `view` is what the reader sees in it. Python measures along geodesics with geographiclib; the script uses Lambert's
formula on the same ellipsoid, which differs from that by less than 0.01 %.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from functools import cached_property
from html import escape

import numpy as np
import pandas as pd
import traitlets

from chronology import basemap, bibliography, border, dates, languages, tables
from chronology.edition import _
from chronology.widgets import base
from chronology.widgets.accounts import accounts

Box = tuple[float, float, float, float]  # west, south, east, north, degrees
Segment = tuple[border.Point, border.Point, float]  # from, to, kilometres

PARALLEL = 51  # degrees north, where the map is true to scale
GRID = 10_000  # points are sent in ten-thousandths of a degree, as data/border.geojson has them
NEAR_KM = 400  # a place no farther from the finest line is a neighbour
STRIPS = 10
MARGIN = 0.3  # degrees round a strip
SIDES = ("kazakhstan", "russia")
BEYOND = (14, 7)  # degrees east and north beyond the lines, as far as the map can be moved
EVERYWHERE = (46, 46, 88, 56)  # what is seen where there is no line. The same as in `boundsOf` of the script
GROUND_GRID = 100  # land and water are sent in hundredths of a degree, as data/basemap.geojson has them


class BorderMap(base.Widget):
    """The border between Kazakhstan and Russia at several scales, to be measured in any window of the map.

    lines: as `chronology.border_lines()` returns them, the coarsest first. lengths: published figures, as
    `border_lengths()`. places: as `places()`; those within 400 km of the finest line are shown. events: as `events()`.
    Each is the course's own table if None.

    Traits to read and set: `scales`, which lines are drawn; `view`, the window that is measured, as west, south, east,
    north in degrees, or [] for the whole border; `every`, which keeps one point in so many of the finest line;
    `selected`, the id of a place or of a published length, or ""; `language`. Setting an unknown value raises
    `traitlets.TraitError` with a hint. `stretch`, `strips`, `thinned` and `selected_events` are tables.
    """

    _stem = "border_map"
    _words = ("waters",)
    _shows = "stretch"
    _waits = True
    _later = base.ACCOUNTS
    _whole = ("places",)
    _lists = ("certainty", "place_kind", "verdict")
    _fixed = {"grid": GRID, "parallel": PARALLEL, "groundGrid": GROUND_GRID, "rivers": basemap.RIVERS}

    lines = traitlets.List(help="The lines, their points as whole steps from one to the next").tag(sync=True)
    ground = traitlets.Dict(help="Land, lakes and rivers: layer -> lines, stepwise").tag(sync=True)
    waters = traitlets.List(help="Where the names of waters stand, in degrees").tag(sync=True)
    lengths = traitlets.List(help="The published lengths, the longest first").tag(sync=True)
    places = traitlets.List(help="The neighbouring places, from west to east").tag(sync=True)
    happened = traitlets.List(help="The events at these places, in order of date").tag(sync=True)
    cuts = traitlets.List(help="The strips: number, window, length on each line, most added first").tag(sync=True)
    steps = traitlets.List(traitlets.Int(), help="The steps of the experiment, from 1 up").tag(sync=True)
    scales = traitlets.List(traitlets.Unicode(), help="Which lines are drawn").tag(sync=True)
    view = traitlets.List(help="West, south, east, north in degrees, or empty for the whole border").tag(sync=True)
    every = traitlets.Int(1, help="One point in so many of the finest line is kept").tag(sync=True)
    selected = traitlets.Unicode("", help="Id of the selected place or published length").tag(sync=True)

    def __init__(
        self,
        lines: pd.DataFrame | None = None,
        lengths: pd.DataFrame | None = None,
        places: pd.DataFrame | None = None,
        events: pd.DataFrame | None = None,
        **traits: object,
    ) -> None:
        base.check_frame(lines, "border_lines", "denominator", "points", "parts", "length_km")
        base.check_frame(
            lengths, "border_lengths", "length_km", "qualifier", "published", "certainty", "references", "note"
        )
        base.check_frame(places, "places", "kind", "lat", "lon", "approximate", "note")
        base.check_frame(events, "events")
        self._lines = border.border_lines() if lines is None else lines
        self._lengths = (tables.border_lengths() if lengths is None else lengths).sort_values(
            "length_km", ascending=False, kind="stable"
        )
        self._events = tables.events() if events is None else events
        self._segments = {scale: _segments(parts) for scale, parts in self._lines["parts"].items()}
        self._finest = self._lines["parts"].iloc[-1] if len(self._lines) else []
        self._places = neighbours(tables.places() if places is None else places, self._finest)
        super().__init__(
            **accounts(place=self._places.drop(columns="km")),
            lines=[_line(scale, row) for scale, row in self._lines.iterrows()],
            ground=_ground(self._lines["parts"]),
            waters=[[id, *point] for id, point in basemap.WATERS.items()],
            lengths=_lengths(self._lengths),
            places=_places(self._places, self._events),
            happened=_happened(self._events, set(self._places.index)),
            cuts=[
                {"n": n, "view": [*row.iloc[:4]], "km": [round(row[scale], 1) for scale in self._lines.index]}
                for n, row in self.strips.iterrows()
            ],
            steps=_steps(max(map(len, self._finest), default=0)),
            strings=base.named("side", tables.institutions(), SIDES),
            source=base.source(lines, "border_lines", lengths=lengths, places=places, events=events),
            linked=["scales", "view", "every", "selected"],
            usual={"scales": list(self._lines.index)},
            **traits,
        )

    # --- what can be asked in Python ------------------------------------------------------------

    @property
    def stretch(self) -> pd.DataFrame:
        """What lies in `view` (the whole border if that is []), one row a line, as the page shows it.

        Columns: length_km, added_km and added_share against the coarsest line (missing where that has nothing in the
        window). If `every` is more than 1, a row such as ``every 8`` has the thinned line.
        """
        measured = dict(self._segments)
        if self.every > 1:
            measured[f"every {self.every}"] = _segments([thinned(part, self.every) for part in self._finest])
        box = tuple(self.view) or None
        lengths = pd.Series({name: within(each, box) for name, each in measured.items()}, dtype="float64")
        coarsest = lengths.iloc[0] if len(lengths) and lengths.iloc[0] else math.nan
        frame = pd.DataFrame({"length_km": lengths, "added_km": lengths - coarsest})
        return frame.assign(added_share=frame.added_km / coarsest).rename_axis("scale")

    @cached_property
    def strips(self) -> pd.DataFrame:
        """The border cut along meridians into strips with equally much of the finest line, most added first.

        Index: number, from west to east. Columns: west, south, east, north (degrees), the length on each line (km),
        added_km and added_share of the finest line against the coarsest.
        """
        scales = list(self._lines.index)
        rows = []
        for box in _strips(list(self._segments.values())):
            lengths = [within(self._segments[scale], box) for scale in scales]
            added = lengths[-1] - lengths[0]
            rows.append([*box, *lengths, added, added / lengths[0] if lengths[0] else math.nan])
        frame = pd.DataFrame(
            rows,
            columns=["west", "south", "east", "north", *scales, "added_km", "added_share"],
            index=pd.RangeIndex(1, len(rows) + 1, name="number"),
        )
        return frame.sort_values("added_km", ascending=False, kind="stable")

    @cached_property
    def thinned(self) -> pd.DataFrame:
        """The experiment: the finest line with fewer points. Index: every. Columns: points, length_km."""
        lines = {step: [thinned(part, step) for part in self._finest] for step in self.steps}
        rows = [[sum(map(len, parts)), sum(map(border.length_km, parts))] for parts in lines.values()]
        return pd.DataFrame(rows, columns=["points", "length_km"], index=pd.Index(lines, name="every"))

    @property
    def selected_events(self) -> pd.DataFrame:
        """The events at the selected place, in order of date; none if no place is selected."""
        return self._events[[self.selected in places for places in self._events.get("places", [])]]

    # --- what stands in for it ------------------------------------------------------------------

    def fallback(self) -> str:
        say, number = self._say, self._number
        names = {id: say("scale", n=number(row.denominator / 1e6)) for id, row in self._lines.iterrows()}
        drawn = [
            (_marked(id, names[id]), number(row.points, 0), number(row.length_km, 0))
            for id, row in self._lines.iterrows()
        ]
        cut = [
            (
                _marked(n, say("strip", n=n, west=number(row.west), east=number(row.east))),
                *(number(row[scale], 0) for scale in names),
                number(row.added_km, 0, "+"),
            )
            for n, row in self.strips.iterrows()
        ]
        kept = [
            (_marked(n, say("every", n=number(n, 0))), number(row.points, 0), number(row.length_km, 0))
            for n, row in self.thinned.iterrows()
        ]
        published = [
            (
                _marked(id, say(f"qualifier.{row.qualifier}", n=number(row.length_km))),
                escape(self.say(base.in_languages(row, "counts"))),
                escape(dates.display(row.published, self.language) if row.published else say("undated")),
                escape(say(f"certainty.{row.certainty}")),
            )
            for id, row in self._lengths.iterrows()
        ]
        near = [
            (_marked(each["id"], self.say(each["name"]), "places"), number(each["km"], 0), str(len(each["events"])))
            for each in self.places
        ]
        km = say("km")
        parts = [
            base.table(say("name.border_map"), (say("line"), say("points"), km), drawn),
            base.table(say("where"), (say("strips"), *names.values(), say("added")), cut),
            base.table(say("fewer"), (say("line"), say("points"), km), kept),
            base.table(say("published"), (km, say("counts"), say("when"), say("certainty")), published),
            base.table(say("places"), (say("place"), say("far"), say("events")), near),
            f"<p>{escape(say('evidence'))}</p>",
        ]
        return "\n".join(parts)

    def _say(self, key: str, **values: object) -> str:
        text = self.strings[self.language].get(key, key)
        return text.format(**values) if values else text

    def _number(self, value: float, digits: int | None = None, sign: str = "") -> str:
        """A number as the language writes it; without `digits`, with as many decimals as it has, at most two."""
        if not math.isfinite(value):
            return "–"
        text = f"{value:{sign},.{2 if digits is None else digits}f}".replace("-", "−")
        text = text.rstrip("0").rstrip(".") if digits is None else text
        return text if self.language == "en" else text.translate({ord(","): "\u00a0", ord("."): ","})

    # --- what can be set ------------------------------------------------------------------------

    @traitlets.validate("scales")
    def _valid_scales(self, proposal: dict) -> list[str]:
        for scale in proposal["value"]:
            base.expect(_("scale"), scale, self._lines.index)
        return [scale for scale in self._lines.index if scale in proposal["value"]]

    @traitlets.validate("view")
    def _valid_view(self, proposal: dict) -> list[float]:
        box = proposal["value"]
        numbers = all(isinstance(each, (int, float)) and math.isfinite(each) for each in box)
        if box and not (len(box) == 4 and numbers and -180 <= box[0] < box[2] <= 180 and -90 <= box[1] < box[3] <= 90):
            message = _("view is west, south, east, north in degrees, such as [47, 49.4, 53, 52], or []: not {found}")
            raise traitlets.TraitError(message.format(found=repr(box)))
        return box

    @traitlets.validate("every")
    def _valid_every(self, proposal: dict) -> int:
        most = max(1, *(len(part) - 1 for part in self._finest), 1)
        if not 1 <= proposal["value"] <= most:
            message = _("every is a whole number from 1 to {most}: not {found}")
            raise traitlets.TraitError(message.format(most=most, found=repr(proposal["value"])))
        return proposal["value"]

    @traitlets.validate("selected")
    def _valid_selected(self, proposal: dict) -> str:
        if proposal["value"]:
            base.expect(_("place or published length"), proposal["value"], [*self._places.index, *self._lengths.index])
        return proposal["value"]


# --- measuring ----------------------------------------------------------------------------------


def _segments(parts: Sequence[Sequence[border.Point]]) -> list[Segment]:
    return [(a, b, border.length_km([a, b])) for part in parts for a, b in itertools.pairwise(part)]


def within(segments: Sequence[Segment], box: Box | None) -> float:
    """The kilometres of a line that lie in a window; of all of it without one."""
    if box is None:
        return sum(km for _, _, km in segments)
    total = 0.0
    for a, b, km in segments:
        cut = clipped(a, b, box)
        if cut:
            total += km if cut == (a, b) else border.length_km(cut)
    return total


def clipped(a: border.Point, b: border.Point, box: Box) -> tuple[border.Point, border.Point] | None:
    """The part of a segment that lies in a window (Liang and Barsky 1984). The same rule as `clipped` in the script."""
    west, south, east, north = box
    if (a[0] < west and b[0] < west) or (a[0] > east and b[0] > east):
        return None  # most segments of a long line lie in another strip
    dx, dy = b[0] - a[0], b[1] - a[1]
    start, end = 0.0, 1.0
    for step, room in ((-dx, a[0] - west), (dx, east - a[0]), (-dy, a[1] - south), (dy, north - a[1])):
        if step == 0 and room < 0:
            return None
        if step < 0:
            start = max(start, room / step)
        elif step > 0:
            end = min(end, room / step)
    if start >= end:
        return None
    first = (a[0] + start * dx, a[1] + start * dy) if start > 0 else a
    last = (a[0] + end * dx, a[1] + end * dy) if end < 1 else b
    return first, last


def thinned(part: Sequence[border.Point], every: int) -> list[border.Point]:
    """Every so-manieth point of a line; its last point is always kept."""
    kept = list(part[::every])
    return kept if not len(part) or (len(part) - 1) % every == 0 else [*kept, part[-1]]


def _steps(points: int) -> list[int]:
    """The divisors of the number of segments, so that both ends stay; powers of two where it has few."""
    segments = max(1, points - 1)
    divisors = [step for step in range(1, segments + 1) if segments % step == 0]
    return divisors if len(divisors) > 5 else [2**power for power in range(segments.bit_length())]


def _strips(lines: list[list[Segment]]) -> list[Box]:
    """Windows from meridian to meridian, each with as much of the last line, that hold all lines together."""
    points = [point for segments in lines for a, b, _ in segments for point in (a, b)]
    if not points or not lines[-1]:
        return []
    west, east = min(x for x, _ in points) - MARGIN, max(x for x, _ in points) + MARGIN
    cuts = [west, *(_meridian(lines[-1], number / STRIPS) for number in range(1, STRIPS)), east]
    boxes = []
    for left, right in itertools.pairwise(round(cut, 2) for cut in cuts):
        strip = (left, -90.0, right, 90.0)
        inside = [cut for segments in lines for a, b, _ in segments if (cut := clipped(a, b, strip))]
        if inside:
            ys = [y for cut in inside for _, y in cut]
            boxes.append((left, round(min(ys) - MARGIN, 2), right, round(max(ys) + MARGIN, 2)))
    return boxes


def _meridian(segments: list[Segment], share: float) -> float:
    """The longitude that has a share of a line on its west."""
    ends = np.array([(min(a[0], b[0]), max(a[0], b[0]), km) for a, b, km in segments])
    left, right, km = ends.T
    wide = np.where(right > left, right - left, 1)
    low, high = left.min(), right.max()
    for _step in range(20):  # to a thousandth of a degree
        middle = (low + high) / 2
        west = km @ np.where(right <= middle, 1, np.clip((middle - left) / wide, 0, 1))
        low, high = (middle, high) if west < share * km.sum() else (low, middle)
    return float(middle)


def neighbours(places: pd.DataFrame, parts: Sequence[Sequence[border.Point]]) -> pd.DataFrame:
    """The places within `NEAR_KM` of a line, from west to east, with their distance from its nearest point, `km`."""
    points = [point for part in parts for point in part]
    shrink = math.cos(math.radians(PARALLEL))
    found = {}
    for id, place in places.iterrows():
        if not points or not (math.isfinite(place.lon) and math.isfinite(place.lat)):
            continue
        here = (place.lon, place.lat)
        nearest = min(points, key=lambda point: ((point[0] - here[0]) * shrink) ** 2 + (point[1] - here[1]) ** 2)
        found[id] = border.length_km([here, nearest])
    near = {id: km for id, km in found.items() if km <= NEAR_KM}
    frame = places.loc[list(near)]
    return frame.assign(km=[near[id] for id in frame.index]).sort_values("lon", kind="stable")


# --- what the script reads ----------------------------------------------------------------------


def _line(scale: str, row: pd.Series) -> dict:
    return {
        "scale": scale,
        "denominator": int(row.denominator),
        "parts": [basemap.stepwise(part, GRID) for part in row["parts"]],
    }


def _ground(lines: Iterable[Sequence[Sequence[border.Point]]]) -> dict[str, list[list[int]]]:
    """Land and water about some lines. Layer -> lines, each as `basemap.stepwise` writes it."""
    points = [point for parts in lines for part in parts for point in part]
    west, south, east, north = EVERYWHERE
    if points:
        (west, east), (south, north) = ((min(each), max(each)) for each in zip(*points))
    box = (west - BEYOND[0], south - BEYOND[1], east + BEYOND[0], north + BEYOND[1])
    return basemap.cut(basemap.base_map(), box, GROUND_GRID)


def _lengths(frame: pd.DataFrame) -> list[dict]:
    works = bibliography.cited()
    made = []
    for id, row in frame.iterrows():
        made.append(
            {
                "id": str(id),
                "km": float(row.length_km),
                "qualifier": str(row.qualifier),
                "counts": base.in_languages(row, "counts"),
                "published": _date(row.published),
                "certainty": str(row.certainty),
                "note": row.note,
                "works": [works[key] for key in row.references if key in works],
            }
        )
    return made


def _places(frame: pd.DataFrame, events: pd.DataFrame) -> list[dict]:
    names = tables.place_names()
    at: dict[str, list[str]] = {}
    for event, places in events.get("places", pd.Series(dtype=object)).items():
        for place in places:
            at.setdefault(place, []).append(str(event))
    return [
        {
            "id": str(id),
            "lon": float(row.lon),
            "lat": float(row.lat),
            "km": float(round(row.km, -1)),  # the line is no more exact than that
            "name": base.in_languages(row, "name"),
            "kind": str(row.kind),
            "approximate": bool(row.approximate),
            "note": row.note,
            "names": [
                {
                    "name": base.in_languages(name, "name"),
                    "time": _time(name.start, name.end),
                    "certainty": str(name.certainty),
                    "note": name.note,
                }
                for _, name in names[names.place == id].iterrows()
            ],
            "events": at.get(str(id), []),
        }
        for id, row in frame.iterrows()
    ]


def _happened(events: pd.DataFrame, places: set) -> list[dict]:
    claims = base.judged_by(events.index)
    return [
        {
            "id": str(id),
            "date": base.in_languages(row, "date"),
            "title": base.in_languages(row, "title"),
            "verdict": str(row.get("verdict") or ""),
            **claims.get(str(id), {}),
        }
        for id, row in events.iterrows()
        if places & set(row.get("places", ()))
    ]


def _date(date: str) -> dict[str, str]:
    return {language: dates.display(date, language) for language in languages.offered()} if date else {}


def _time(start: str, end: str) -> dict[str, str]:
    """When a name was in use, in the words of each language; the table leaves an end empty that is not known."""
    return {language: _span(start, end, language) for language in languages.offered()}


def _span(start: str, end: str, language: str) -> str:
    try:
        return dates.display(f"{start}/{end}", language)
    except dates.DateError:  # an end is open, unknown, or a century
        words = languages.words("border_map", language)
        first = dates.display(start, language) if start else words["start-unknown"]
        last = words["today"] if end == ".." else dates.display(end, language) if end else words["end-unknown"]
        return f"{first} – {last}"


def _marked(id: object, text: str, page: str = "") -> str:
    """Text as HTML with the id of what it names; a link to that in a register of the book, if a page is given."""
    target = f' href="{page}.html#{escape(str(id))}"' if page else ""
    tag = "a" if page else "span"
    return f'<{tag} data-id="{escape(str(id))}"{target}>{escape(text)}</{tag}>'
