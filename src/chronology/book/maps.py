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
import re
from collections.abc import Iterator
from html import escape
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from chronology import basemap, dates, tables
from chronology.book.building import paragraph
from chronology.book.domain import find, pending
from chronology.book.nodes import unfolding
from chronology.book.sketches import HIGH, WIDE, Arc, Ring, Spot, around, drawing
from chronology.edition import _

LINE_FROM = "ussr-dissolution-1991"  # no line before: as in the atlas
NUMBER_ALONE = re.compile(r'class="name"[^>]*>\d[\d, –]*</text>')  # a name that had no room
STYLED = re.compile(r'class="[^"]*\b(?:chapter-map|calendars)\b')  # what maps.css is for


class drawn(nodes.General, nodes.Element):
    """A drawing: its content `svg`, `alt`, and its height `high` in parts of which the width has WIDE."""


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
        stops, arcs, words = list(self._stops()), list(self._arcs()), list(self._words())
        spots = [spot for _event, spot in stops]
        for spot in (*(spot for _event, arc in arcs for spot in arc.ends), *self._places()):
            spots += [spot] if spot.at not in {other.at for other in spots} else []
        if not spots:
            raise self._fault("a map has stops, arcs or places")
        line = self._has_line([event for event, _each in (*stops, *arcs)])
        rings = list(self._rings())
        svg = drawing(spots, [arc for _event, arc in arcs], words, rings, line=line)
        box = nodes.container("", drawn(svg=svg, alt=described(spots, words, rings, line=line), high=HIGH))
        box["classes"] += ["chapter-map", "wide"]
        box += self.parse_content_to_nodes()
        listed = [(event, spot.name) for event, spot in stops]
        listed += [(event, " – ".join(end.name for end in arc.ends)) for event, arc in arcs]
        if listed:
            items = nodes.bullet_list("", *(self._item(*each) for each in listed))
            box += unfolding("", items, summary=_("What is on the map"), classes=["on-map"])
        bare = bool(listed) and bool(NUMBER_ALONE.search(svg))
        box += paragraph(notes(arcs=bool(arcs), line=line, bare=bare), classes=["of-map"])
        return [box]

    # --- what the options say ---------------------------------------------------------------

    def _listed(self, option: str) -> list[str]:
        return self.options.get(option, "").split()

    def _fault(self, text: str) -> ExtensionError:
        return ExtensionError(f"{self.get_location()}: {text}")

    def _event(self, id: str) -> str:
        find("event", id, self.get_location())
        return id

    def _has_line(self, ids: list[str]) -> bool:
        """Whether the border is drawn; not on a map of what happened before both were states of their own."""
        if "line" not in self.options:
            return False
        events = tables.events()
        early = [id for id in ids if events.earliest[id] < events.earliest[LINE_FROM]]
        if early:
            raise self._fault(f"no line is drawn on a map with {early[0]}, which was before {LINE_FROM}")
        return True

    def _places(self) -> Iterator[Spot]:
        try:
            day = dates.only_day(self.options.get("day", tables.TODAY))
        except dates.DateError as error:
            raise self._fault(str(error)) from None
        for place in self._listed("places"):
            yield self._spot(place, day)

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

    def _arcs(self) -> Iterator[tuple[str, Arc]]:
        documents = tables.documents()
        binding = set(documents.event[documents.force == "binding"])
        before: dict[frozenset, list[str]] = {}  # where arcs between the same two places begin: they bend to both sides
        for text in self._listed("arcs"):
            ends, _is, id = text.partition("=")
            sign = "|" if "|" in ends else ">"
            if ends.count(sign) != 1:
                raise self._fault(f"{text!r} is no arc, such as moscow>almaty=friendship-treaty-1992")
            day = tables.events().earliest[self._event(id)]
            first, last = ends.split(sign)
            begun = before.setdefault(frozenset((first, last)), [])
            number = len(begun)
            begun.append(first)
            back = number % 2 != (first != begun[0])  # seen from the other end the same side is the other
            bend = 0 if sign == "|" else (0.1 + 0.09 * (number // 2)) * (-1 if back else 1)
            yield id, Arc((self._spot(first, day), self._spot(last, day)), id in binding, bend)

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
            if not re.fullmatch(r"\d+(,\d+)*", numbers):
                raise self._fault(f"{text!r} is no ring, such as almaty=1000,2000")
            for km in map(int, numbers.split(",")):
                yield Ring(km, tuple(basemap.project(*each) for each in around(place.lon, place.lat, km)))

    # --- what stands below ------------------------------------------------------------------

    def _item(self, id: str, where: str) -> nodes.list_item:
        entry = find("event", id, self.get_location())
        return nodes.list_item("", paragraph(f"{where}: ", pending("event", id, entry.title), f", {entry.words}"))


def notes(*, arcs: bool, line: bool, bare: bool = False) -> str:
    """What a map is no evidence of, and why a place on it has a number and no name."""
    said = [_("Land and water of our time: Natural Earth, 1:50 million, equal-area.")]
    if arcs:
        said.append(_("A line between two places shows no route; a thick one stands for a binding document."))
    if line:
        said.append(_("The dashed line is the border as Natural Earth draws it, no evidence of where it runs."))
    else:
        said.append(_("No boundary is drawn."))
    if bare:
        said.append(_("A number alone: the name of the place had no room, and stands under “What is on the map”."))
    return " ".join(said)


def described(spots: list[Spot], words: list[Spot], rings: list[Ring], *, line: bool) -> str:
    """What a map shows, for those who do not see it."""
    said = [
        _("Map of land and water with the border between Kazakhstan and Russia.")
        if line
        else _("Map of land and water."),
        _("Places: {names}.").format(names=", ".join(spot.name for spot in spots)),
    ]
    if named := [word.name for word in words]:
        said.append(_("Names without an edge: {names}.").format(names=", ".join(named)))
    if circles := ", ".join(ring.words for ring in rings):
        said.append(_("Circles of equal distance: {circles}.").format(circles=circles))
    return " ".join(said)


# --- Sphinx -----------------------------------------------------------------------------------


def put(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """A map as SVG where there is HTML, and as what it shows elsewhere."""
    for node in list(doctree.findall(drawn)):
        if app.builder.format != "html":
            node.replace_self(paragraph(_("Figure: {alt}").format(alt=node["alt"])))
            continue
        node.replace_self(nodes.raw("", picture(node), format="html"))


def bring_style(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """The style of maps, where a page has one, or what is styled like one."""
    if STYLED.search(context.get("body", "")):
        app.add_css_file("maps.css")


def picture(node: drawn) -> str:
    """A drawing as SVG."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {node["high"]}" role="img"'
    return f'{head} aria-label="{escape(node["alt"])}">\n{node["svg"]}\n</svg>'


def setup(app: Sphinx) -> None:
    app.add_directive("map", Map)
    app.add_node(drawn)
    app.connect("doctree-resolved", put)
    app.connect("html-page-context", bring_style)
