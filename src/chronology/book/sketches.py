"""Drawing the small maps of chapters as SVG: ground, line, rings, arcs, places, and names where they have room."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from chronology import basemap, border, edition, languages
from chronology.edition import _

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom

WIDE, HIGH = 400, 267  # of the drawing; a phone shows it smaller than that, a page larger (maps.css)
LEAST = 1700  # km from left to right at least
LETTER, TALL = 9.2, 20  # of a name at its largest, which is on a phone
SPACED = 1.1  # between the letters of a word without a place (maps.css)
LINE = "50m"  # the border at the scale of the ground
NEAR = 0.45  # parts of the drawing by which a line may leave what it was
SMALLEST = 3  # of a lake, an island or a river that is drawn
BESIDE = 60  # km beyond the window, where what is cut off has its edge


@dataclass(frozen=True)
class Spot:
    """A place or a word on a map. name: on its day, with its number before it. at: km east and north."""

    name: str
    at: Point
    approximate: bool = False


@dataclass(frozen=True)
class Arc:
    """What joins two places. bend: how far from the straight line, as a share of its length."""

    ends: tuple[Spot, Spot]
    thick: bool
    bend: float


@dataclass(frozen=True)
class Ring:
    """The points at one distance (km) from a place."""

    km: int
    points: tuple[Point, ...]

    @property
    def words(self) -> str:
        return _("{n} km").format(n=languages.whole_number(self.km))


def drawing(spots: list[Spot], arcs: list[Arc], words: list[Spot], rings: list[Ring], *, line: bool) -> str:
    """The content of the SVG of a map; colours and strokes are those of maps.css.

    spots: places with their names. words: names without a place. line: whether the border is drawn.
    """
    window = window_of([spot.at for spot in (*spots, *words)])
    scale = WIDE / (window[2] - window[0])

    def place(point: Point) -> Point:
        return (point[0] - window[0]) * scale, (window[3] - point[1]) * scale

    parts = border.border_lines()["parts"][LINE] if line else []
    lines = [[place(basemap.project(*each)) for each in part] for part in parts]
    bent = [_bent(place(arc.ends[0].at), place(arc.ends[1].at), arc.bend) for arc in arcs]
    circles = [[place(point) for point in ring.points] for ring in rings]
    dots = {place(spot.at): spot.approximate for spot in spots}
    made = [
        f'<rect class="water" width="{WIDE}" height="{HIGH}"/>',
        *_ground(window, place),
        *(_path(each, "line") for each in lines),
        *(_path(each, "ring") for each in circles),
        *(_arc(*each, thick=arc.thick) for each, arc in zip(bent, arcs)),
        *(
            f'<circle class="{"area" if approximate else "dot"}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
            for (x, y), approximate in dots.items()
        ),
    ]
    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in dots]
    strokes = [point for each in lines for point in each] + [point for each in bent for point in _along(*each)]
    made += _beside([(spot.name, *place(spot.at)) for spot in together(spots)], taken, strokes)
    taken += [(x - 1, y - 1, x + 1, y + 1) for x, y in strokes]
    made += _centred([(word.name, "state", *place(word.at)) for word in words], taken)
    made += (name for ring, each in zip(rings, circles) for name in _on(each, ring.words, taken))
    called = languages.words("waters", edition.language())
    made += _centred(
        [(called[f"water.{id}"], "of-water", *place(basemap.project(*at))) for id, at in basemap.WATERS.items()], taken
    )
    return "\n".join(made)


def window_of(points: list[Point]) -> basemap.Window:
    """A window in the shape of the drawing, in km, that holds some points with room about them."""
    (left, right), (bottom, top) = ((min(each), max(each)) for each in zip(*points))
    wide = max(LEAST, 1.4 * (right - left), 1.4 * (top - bottom) * WIDE / HIGH)
    high = wide * HIGH / WIDE
    x, y = (left + right) / 2, (bottom + top) / 2
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def around(lon: float, lat: float, km: float) -> Iterator[Point]:
    """The points at a distance from a point, on the sphere of the map, in degrees."""
    north, away = math.radians(lat), km / basemap.RADIUS
    for degrees in range(0, 361, 6):
        course = math.radians(degrees)
        to = math.asin(math.sin(north) * math.cos(away) + math.cos(north) * math.sin(away) * math.cos(course))
        east = math.atan2(
            math.sin(course) * math.sin(away) * math.cos(north), math.cos(away) - math.sin(north) * math.sin(to)
        )
        yield lon + math.degrees(east), math.degrees(to)


def together(spots: Iterable[Spot]) -> list[Spot]:
    """Spots of which those at one point have their names as one: ``1, 3 Moscow``, or ``1 Kzyl-Orda, 2 Kyzylorda``."""
    at: dict[Point, list[str]] = {}
    for spot in spots:
        at.setdefault(spot.at, []).append(spot.name)
    return [Spot(_joined(list(dict.fromkeys(names))), point) for point, names in at.items()]


def _joined(names: list[str]) -> str:
    parts = [name.partition(" ") if name[:1].isdigit() else ("", "", name) for name in names]
    words = {part[2] for part in parts}
    if len(words) > 1:
        return ", ".join(names)
    return f"{', '.join(part[0] for part in parts if part[0])} {words.pop()}".strip()


# --- strokes ------------------------------------------------------------------------------------


def _ground(window: basemap.Window, place: Callable[[Point], Point]) -> Iterator[str]:
    """Land, lakes and rivers, with no more points than the drawing shows."""
    left, bottom, right, top = window
    for layer, lines in basemap.ground((left - BESIDE, bottom - BESIDE, right + BESIDE, top + BESIDE)).items():
        parts = []
        for steps in lines:
            points = zip(itertools.accumulate(steps[::2]), itertools.accumulate(steps[1::2]))
            flat = [place(point) for point in points]
            kept = [flat[at] for at in basemap.needed(flat, NEAR)]
            if max(max(each) - min(each) for each in zip(*kept)) > SMALLEST:
                parts.append(_relative(kept))
        fill = ' fill="none"' if layer == "rivers" else ' fill-rule="evenodd"'
        yield f'<path class="{layer}"{fill} d="{"".join(parts)}"/>'


def _relative(points: list[Point]) -> str:
    """A line in half steps of the drawing, each from the one before: short."""
    whole = [(round(2 * x), round(2 * y)) for x, y in points]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(whole)]
    moved = " ".join(f"{dx / 2:g} {dy / 2:g}" for dx, dy in steps if dx or dy)
    text = f"M{whole[0][0] / 2:g} {whole[0][1] / 2:g}l{moved or '0 0'}".replace(" -", "-")
    return re.sub(r"(?<!\d)0\.", ".", text)


def _path(points: Iterable[Point], kind: str) -> str:
    flat = list(points)
    return f'<path class="{kind}" fill="none" d="{_relative([flat[at] for at in basemap.needed(flat, NEAR)])}"/>'


def _bent(start: Point, end: Point, bend: float) -> tuple[Point, Point, Point]:
    """Start, point of control and end of a curve."""
    (x1, y1), (x2, y2) = start, end
    return start, ((x1 + x2) / 2 + bend * (y2 - y1) * 2, (y1 + y2) / 2 - bend * (x2 - x1) * 2), end


def _along(start: Point, control: Point, end: Point) -> Iterator[Point]:
    """Points on a curve, close to each other."""
    for step in range(1, 60):
        t = step / 60
        x, y = ((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c for a, b, c in zip(start, control, end))
        yield x, y


def _arc(start: Point, control: Point, end: Point, *, thick: bool) -> str:
    steps = f"M{start[0]:.1f} {start[1]:.1f}Q{control[0]:.1f} {control[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
    return f'<path class="{"arc thick" if thick else "arc"}" fill="none" d="{steps}"/>'


# --- names --------------------------------------------------------------------------------------


def _beside(names: Iterable[tuple[str, float, float]], taken: list[Box], strokes: list[Point]) -> Iterator[str]:
    """Names beside their dots, off the strokes if they can. Where one has no room, its number may; the list has all."""
    for name, x, y in sorted(names, key=lambda each: len(_free_sides(*each, taken))):
        number = name.partition(" ")[0] if name[:1].isdigit() else ""
        for words in filter(None, (name, number)):
            if free := _free_sides(words, x, y, taken):
                box, *at = min(free, key=lambda each: sum(_holds(each[0], point) for point in strokes))
                taken.append(box)
                yield _text(words, "name", *at)
                break


def _free_sides(words: str, x: float, y: float, taken: list[Box]) -> list[tuple[Box, float, float, str]]:
    """Where words may stand beside a dot: the box that they fill, their point and their anchor."""
    wide = LETTER * len(words)
    tries = [
        (x + 8, x + 8, y, "start"),
        (x - 8 - wide, x - 8, y, "end"),
        (x - wide / 2, x, y - 16, "middle"),
        (x - wide / 2, x, y + 16, "middle"),
    ]
    boxes = [
        ((left, middle - TALL / 2, left + wide, middle + TALL / 2), at, middle, anchor)
        for left, at, middle, anchor in tries
    ]
    return [each for each in boxes if _is_free(each[0], taken)]


def _centred(names: Iterable[tuple[str, str, float, float]], taken: list[Box]) -> Iterator[str]:
    """Names about a point, where they have room."""
    for name, kind, x, y in names:
        wide = (LETTER + SPACED * (kind == "state")) * len(name)
        box = (x - wide / 2, y - TALL / 2, x + wide / 2, y + TALL / 2)
        if _is_free(box, taken):
            taken.append(box)
            yield _text(name, kind, x, y, "middle")


def _is_free(box: Box, taken: list[Box]) -> bool:
    left, top, right, bottom = box
    inside = left >= 2 and top >= 2 and right <= WIDE - 2 and bottom <= HIGH - 2
    return inside and not any(
        left < other[2] and right > other[0] and top < other[3] and bottom > other[1] for other in taken
    )


def _holds(box: Box, point: Point) -> bool:
    return box[0] < point[0] < box[2] and box[1] < point[1] < box[3]


def _on(ring: list[Point], words: str, taken: list[Box]) -> list[str]:
    """A name on a ring, as far in the west as it has room."""
    for x, y in sorted(ring):
        if made := list(_centred([(words, "km", x, y)], taken)):
            return made
    return []


def _text(words: str, kind: str, x: float, y: float, anchor: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" dy="0.35em" text-anchor="{anchor}">{escape(words)}</text>'
