"""A small map for a chapter, drawn when the book is built: land, water, places and what the tables say happened there.

`map` has options, each a list with spaces between, and as its body a caption that asks something.

- stops: ids of events, numbered in this order at their first place, or at another: ``foreign-ministry-1946@almaty``.
- arcs: ``moscow>almaty=friendship-treaty-1992`` joins two places for an event, ``tengiz|novorossiysk=…`` by a straight
  line; thick is what a binding document stands for. No arc is a route.
- places: further places. day: a day, whose names all places have that no event names.
- words: names of states as words without an edge, with the degrees at which they stand: ``russia@60,56``.
- rings: ``almaty=1000,2000`` draws the distances from a place in km.
- line: draws the border, if the day of all that is on the map allows it (flag).

What is on the map stands below it as a list, which is all that a builder without pictures shows.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from chronology import basemap, border, edition, languages, tables
from chronology.book.building import paragraph
from chronology.book.domain import find, pending
from chronology.edition import _

WIDE, HIGH = 400, 267  # of the drawing; a phone shows it smaller than that, a page larger (maps.css)
LEAST = 1700  # km from left to right at least
LETTER = 8.3  # of a name at its largest, which is on a phone
TALL = 18
LINE = "50m"  # the border at the scale of the ground
LINE_FROM = "ussr-dissolution-1991"  # no line before: as in the atlas


class drawn(nodes.General, nodes.Element):
    """A map; attributes `svg` and `alt`."""


@dataclass(frozen=True)
class Spot:
    """A place on a map. name: on its day, with its number before it. at: km east and north."""

    name: str
    at: tuple[float, float]
    approximate: bool = False


@dataclass(frozen=True)
class Arc:
    """What joins two places. bend: how far from the straight line, as a share of its length."""

    ends: tuple[tuple[float, float], tuple[float, float]]
    thick: bool
    bend: float


@dataclass(frozen=True)
class Ring:
    """The points at one distance (km) from a place."""

    km: int
    points: tuple[tuple[float, float], ...]


class Map(SphinxDirective):
    """A small map; see above."""

    has_content = True
    option_spec: ClassVar = {
        **dict.fromkeys(("stops", "arcs", "places", "words", "rings", "day"), directives.unchanged),
        "line": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        if not self.content:
            raise self._fault("a map has a caption that asks something")
        stops, arcs = list(self._stops()), list(self._arcs())
        spots = [spot for _event, spot in stops]
        named = {spot.at for spot in spots}
        for _event, ends, _arc in arcs:
            spots += [spot for spot in ends if spot.at not in named and not named.add(spot.at)]
        spots += [self._spot(place, self._day()) for place in self._listed("places")]
        words, rings = list(self._words()), list(self._rings())
        line = "line" in self.options
        days = [tables.events().latest[event] for event, *_more in (*stops, *arcs)]
        if line and any(day < tables.events().earliest[LINE_FROM] for day in days):
            raise self._fault(f"no line is drawn on a map of what happened before {LINE_FROM}")
        if not spots:
            raise self._fault("a map has stops, arcs or places")
        svg = drawing(spots, [arc for _event, _ends, arc in arcs], words, rings, line=line)
        items = [self._item(event, spot.name) for event, spot in stops]
        items += [self._item(event, " – ".join(spot.name for spot in ends)) for event, ends, _arc in arcs]
        box = nodes.container(
            "", drawn(svg=svg, alt=described(spots, words, line=line)), classes=["chapter-map", "wide"]
        )
        if items:
            listed = nodes.bullet_list("", *items, classes=["on-map"])
            box += listed
        box += self.parse_content_to_nodes()
        box += paragraph(*self._notes(arcs, line=line), classes=["of-map"])
        return [box]

    # --- what the options say ---------------------------------------------------------------

    def _listed(self, option: str) -> list[str]:
        return self.options.get(option, "").split()

    def _fault(self, text: str) -> ExtensionError:
        return ExtensionError(f"{self.get_location()}: {text}")

    def _event(self, id: str) -> str:
        find("event", id, self.get_location())
        return id

    def _day(self) -> datetime.date | str:
        return self.options.get("day", "2008-12-31")

    def _spot(self, id: str, day: datetime.date | str, number: str = "") -> Spot:
        find("place", id, self.get_location())
        place = tables.places().loc[id]
        name = tables.name_at(tables.place_names(), id, day, place["name"])
        return Spot(f"{number} {name}".strip(), basemap.project(place.lon, place.lat), bool(place.approximate))

    def _stops(self) -> Iterator[tuple[str, Spot]]:
        for number, stop in enumerate(self._listed("stops"), start=1):
            id, _at, place = stop.partition("@")
            event = tables.events().loc[self._event(id)]
            if place and place not in event.places:
                raise self._fault(f"{id} was not at {place!r}: the tables have {', '.join(event.places) or 'no place'}")
            if not event.places:
                raise self._fault(f"{id} has no place in the tables")
            yield id, self._spot(place or event.places[0], event.earliest, str(number))

    def _arcs(self) -> Iterator[tuple[str, tuple[Spot, Spot], Arc]]:
        forces = {event: set(each.force) for event, each in tables.documents().groupby("event")}
        between: dict[frozenset, int] = {}
        for text in self._listed("arcs"):
            ends, _is, id = text.partition("=")
            sign = "|" if "|" in ends else ">"
            if ends.count(sign) != 1:
                raise self._fault(f"{text!r} is no arc, such as moscow>almaty=friendship-treaty-1992")
            day = tables.events().earliest[self._event(id)]
            first, last = (self._spot(place, day) for place in ends.split(sign))
            count = between[pair] = between.get(pair := frozenset(ends.split(sign)), -1) + 1
            bend = 0 if sign == "|" else (0.1 + 0.09 * (count // 2)) * (-1 if count % 2 else 1)
            yield id, (first, last), Arc((first.at, last.at), "binding" in forces.get(id, ()), bend)

    def _words(self) -> Iterator[Spot]:
        for text in self._listed("words"):
            id, _at, where = text.partition("@")
            find("institution", id, self.get_location())
            try:
                lon, lat = map(float, where.split(","))
            except ValueError:
                raise self._fault(f"{text!r} is no word on a map, such as russia@60,56") from None
            yield Spot(tables.institutions().loc[id, "name"], basemap.project(lon, lat))

    def _rings(self) -> Iterator[Ring]:
        for text in self._listed("rings"):
            id, _is, numbers = text.partition("=")
            find("place", id, self.get_location())
            place = tables.places().loc[id]
            for km in map(int, numbers.split(",")):
                yield Ring(km, tuple(basemap.project(*each) for each in around(place.lon, place.lat, km)))

    # --- what stands below ------------------------------------------------------------------

    def _item(self, id: str, where: str) -> nodes.list_item:
        entry = find("event", id, self.get_location())
        return nodes.list_item("", paragraph(f"{where}: ", pending("event", id, entry.title), f", {entry.words}"))

    def _notes(self, arcs: list, *, line: bool) -> list[str]:
        said = [_("Land and water of our time: Natural Earth, 1:50 million, equal-area.")]
        if arcs:
            said.append(_("A line between two places shows no route; a thick one stands for a binding document."))
        if line:
            said.append(_("The dashed line is the border as Natural Earth draws it, no evidence of where it runs."))
        else:
            said.append(_("No boundary is drawn."))
        return [" ".join(said)]


def described(spots: Iterable[Spot], words: Iterable[Spot], *, line: bool) -> str:
    """What a map shows, for those who do not see it."""
    said = [
        _("Map of land and water with the border between Kazakhstan and Russia.")
        if line
        else _("Map of land and water."),
        _("Places: {names}.").format(names=", ".join(spot.name for spot in spots)),
    ]
    if named := [word.name for word in words]:
        said.append(_("Names without an edge: {names}.").format(names=", ".join(named)))
    return " ".join(said)


def around(lon: float, lat: float, km: float) -> Iterator[tuple[float, float]]:
    """The points at a distance from a point, on the sphere of the map, in degrees."""
    north, away = math.radians(lat), km / basemap.RADIUS
    for degrees in range(0, 361, 6):
        course = math.radians(degrees)
        to = math.asin(math.sin(north) * math.cos(away) + math.cos(north) * math.sin(away) * math.cos(course))
        east = math.atan2(
            math.sin(course) * math.sin(away) * math.cos(north), math.cos(away) - math.sin(north) * math.sin(to)
        )
        yield lon + math.degrees(east), math.degrees(to)


# --- drawing ----------------------------------------------------------------------------------


def drawing(spots: list[Spot], arcs: Iterable[Arc], words: Iterable[Spot], rings: Iterable[Ring], *, line: bool) -> str:
    """The map as SVG, without the element itself: its content. Colours and strokes are those of maps.css."""
    words = list(words)
    window = window_of([spot.at for spot in (*spots, *words)])
    scale = WIDE / (window[2] - window[0])

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - window[0]) * scale, (window[3] - point[1]) * scale

    def path(points: Iterable[tuple[float, float]], kind: str) -> str:
        steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in map(place, points))
        return f'<path class="{kind}" fill="none" d="M{steps}"/>'

    made = [f'<rect class="water" width="{WIDE}" height="{HIGH}"/>', *_ground(window, place)]
    if line:
        made += [
            path([basemap.project(*each) for each in part], "line") for part in border.border_lines()["parts"][LINE]
        ]
    made += [path(ring.points, "ring") for ring in rings]
    made += [_arc(place(arc.ends[0]), place(arc.ends[1]), arc) for arc in arcs]
    dots = dict.fromkeys(place(spot.at) for spot in spots)
    approximate = {place(spot.at) for spot in spots if spot.approximate}
    for x, y in dots:
        made.append(f'<circle class="{"area" if (x, y) in approximate else "dot"}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in dots]
    made += _labels([(spot.name, *place(spot.at)) for spot in _together(spots)], taken)
    made += _centred([(word.name, "state", *place(word.at)) for word in words], taken)
    made += _centred([(f"{ring.km:,} km", "km", *_top(map(place, ring.points))) for ring in rings], taken)
    language = edition.language()
    waters = languages.words("waters", language)
    named = ((id, place(basemap.project(*point))) for id, point in basemap.WATERS.items())
    made += _centred([(waters[f"water.{id}"], "of-water", *at) for id, at in named], taken)
    return "\n".join(made)


def window_of(points: list[tuple[float, float]]) -> basemap.Window:
    """A window in the shape of the drawing, in km, that holds some points with room about them."""
    (left, right), (bottom, top) = ((min(each), max(each)) for each in zip(*points))
    wide = max(LEAST, 1.3 * (right - left), 1.4 * (top - bottom) * WIDE / HIGH)
    high = wide * HIGH / WIDE
    x, y = (left + right) / 2, (bottom + top) / 2
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _ground(window: basemap.Window, place: callable) -> Iterator[str]:
    margin = 60
    wider = (window[0] - margin, window[1] - margin, window[2] + margin, window[3] + margin)
    for layer, lines in basemap.ground(wider).items():
        parts = []
        for steps in lines:
            x = y = 0
            points = []
            for dx, dy in zip(steps[::2], steps[1::2]):
                x, y = x + dx, y + dy
                points.append("{:.0f} {:.0f}".format(*place((x, y))))
            parts.append("M" + "L".join(dict.fromkeys(points)))
        fill = ' fill="none"' if layer == "rivers" else ' fill-rule="evenodd"'
        yield f'<path class="{layer}"{fill} d="{"".join(parts)}"/>'


def _arc(start: tuple[float, float], end: tuple[float, float], arc: Arc) -> str:
    (x1, y1), (x2, y2) = start, end
    x, y = (x1 + x2) / 2 + arc.bend * (y2 - y1) * 2, (y1 + y2) / 2 - arc.bend * (x2 - x1) * 2
    kind = "arc thick" if arc.thick else "arc"
    return f'<path class="{kind}" fill="none" d="M{x1:.1f} {y1:.1f}Q{x:.1f} {y:.1f} {x2:.1f} {y2:.1f}"/>'


def _together(spots: Iterable[Spot]) -> list[Spot]:
    """Spots of which those at one point have their names together: 1, 3 Moscow."""
    at: dict[tuple[float, float], list[str]] = {}
    for spot in spots:
        at.setdefault(spot.at, []).append(spot.name)
    return [Spot(_joined(list(dict.fromkeys(names))), point) for point, names in at.items()]


def _joined(names: list[str]) -> str:
    parts = [name.partition(" ") if name[:1].isdigit() else ("", "", name) for name in names]
    words = list(dict.fromkeys(part[2] for part in parts))
    if len(words) > 1:  # the place had other names in between
        return ", ".join(names)
    return f"{', '.join(part[0] for part in parts if part[0])} {words[0]}".strip()


def _labels(names: list[tuple[str, float, float]], taken: list) -> Iterator[str]:
    """Names beside their dots; one that has room at no side is left to the list."""
    for name, x, y in names:
        wide = LETTER * len(name)
        tries = (
            (x + 8, y, "start", x + 8),
            (x - 8, y, "end", x - 8 - wide),
            (x, y - 15, "middle", x - wide / 2),
            (x, y + 15, "middle", x - wide / 2),
        )
        for at, middle, anchor, left in tries:
            box = (left, middle - TALL / 2, left + wide, middle + TALL / 2)
            if _free(box, taken):
                taken.append(box)
                yield _text(name, "name", at, middle, anchor)
                break


def _centred(names: list[tuple[str, str, float, float]], taken: list) -> Iterator[str]:
    for name, kind, x, y in names:
        wide = LETTER * len(name)
        box = (x - wide / 2, y - TALL / 2, x + wide / 2, y + TALL / 2)
        if _free(box, taken):
            taken.append(box)
            yield _text(name, kind, x, y, "middle")


def _free(box: tuple[float, ...], taken: list) -> bool:
    inside = box[0] >= 2 and box[1] >= 2 and box[2] <= WIDE - 2 and box[3] <= HIGH - 2
    return inside and not any(
        box[0] < other[2] and box[2] > other[0] and box[1] < other[3] and box[3] > other[1] for other in taken
    )


def _top(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Where the number of a ring stands: on it, to the west where the map has room."""
    inside = [each for each in points if 40 < each[0] < WIDE - 40 and 12 < each[1] < HIGH - 12]
    return min(inside, key=lambda each: each[0], default=(-99, -99))


def _text(words: str, kind: str, x: float, y: float, anchor: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" dy="0.35em" text-anchor="{anchor}">{escape(words)}</text>'


# --- Sphinx -----------------------------------------------------------------------------------


def put(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """A map as SVG where there is HTML, and as what it shows elsewhere."""
    for node in list(doctree.findall(drawn)):
        if app.builder.format != "html":
            node.replace_self(paragraph(_("Figure: {alt}").format(alt=node["alt"])))
            continue
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img"'
        svg = f'{head} aria-label="{escape(node["alt"])}">\n{node["svg"]}\n</svg>'
        node.replace_self(nodes.raw("", svg, format="html"))


def setup(app: Sphinx) -> None:
    app.add_directive("map", Map)
    app.add_node(drawn)
    app.connect("doctree-resolved", put)
    app.add_css_file("maps.css")
