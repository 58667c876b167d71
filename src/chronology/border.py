"""The border between Kazakhstan and Russia as a line on maps of three scales.

data/border.geojson holds the lines: the border that the countries 398 (Kazakhstan) and 643 (Russia) share in
Natural Earth, as packaged by world-atlas. `python -m chronology.border FOLDER` writes it anew from the
unpacked npm package (`npm pack world-atlas`); lengths are geodesic, on the ellipsoid WGS 84.
"""

from __future__ import annotations

import functools
import itertools
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd
from geographiclib.geodesic import Geodesic

from chronology import tables

KAZAKHSTAN, RUSSIA = "398", "643"
SCALES = {"110m": 110_000_000, "50m": 50_000_000, "10m": 10_000_000}
SOURCE = (
    "Natural Earth 4.1.0, public domain, from the npm package world-atlas 2.0.2 (shared arcs of countries 398 and 643)"
)

Point = tuple[float, float]


def border_lines(folder: Path | None = None) -> pd.DataFrame:
    """The border at three scales, the coarsest first.

    Index: scale (110m, 50m, 10m). Columns: denominator (int, of the scale 1:…), points (int),
    parts (list of lists of (longitude, latitude), degrees, west to east), length_km (float).
    Raises `DataError` for a missing or faulty file.
    """
    path = (folder or tables.DATA) / "border.geojson"
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        rows = {
            feature["properties"]["scale"]: [
                [(float(lon), float(lat)) for lon, lat in part] for part in feature["geometry"]["coordinates"]
            ]
            for feature in features
        }
    except FileNotFoundError:
        raise tables.DataError(path.name, f"not found in {path.parent}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise tables.DataError(path.name, f"is not the GeoJSON of the border: {error!r}") from error
    frame = pd.DataFrame(
        {
            "denominator": [SCALES[scale] for scale in rows],
            "points": [sum(map(len, parts)) for parts in rows.values()],
            "parts": list(rows.values()),
        },
        index=pd.Index(rows, name="scale"),
    )
    return frame.assign(length_km=[sum(map(length_km, parts)) for parts in frame["parts"]])


def length_km(line: Sequence[Point]) -> float:
    """Length of a line of (longitude, latitude) in degrees, in kilometres along geodesics of WGS 84 (Karney 2013)."""
    return sum(_metres(*one, *two) for one, two in itertools.pairwise(line)) / 1000


# A map asks for the same few thousand steps again for each strip and each view.
@functools.lru_cache(maxsize=2**14)
def _metres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    return Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2)["s12"]


def shared_lines(topology: dict) -> list[list[Point]]:
    """The arcs that Kazakhstan and Russia share in a TopoJSON of countries, joined end to end, west to east."""
    countries = {each["id"]: each for each in topology["objects"]["countries"]["geometries"] if "id" in each}
    shared = _arcs(countries[KAZAKHSTAN]) & _arcs(countries[RUSSIA])
    lines = _joined([decoded(topology, number) for number in sorted(shared)])
    return sorted((line if line[0] <= line[-1] else line[::-1] for line in lines), key=lambda line: line[0])


def _arcs(geometry: dict) -> set[int]:
    """The numbers of the arcs of a country; an arc run backwards is written as its complement."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return {number if number >= 0 else ~number for rings in polygons for ring in rings for number in ring}


def decoded(topology: dict, number: int) -> list[Point]:
    """An arc in degrees: TopoJSON stores steps of integers on a grid."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    steps = zip(*topology["arcs"][number])
    xs, ys = (itertools.accumulate(each) for each in steps)
    return [(x * scale_x + shift_x, y * scale_y + shift_y) for x, y in zip(xs, ys)]


def _joined(lines: Iterable[list[Point]]) -> list[list[Point]]:
    """Lines that meet at an end become one."""
    done: list[list[Point]] = []
    for line in lines:
        for other in [*done]:
            for left, right in ((other, line), (other, line[::-1]), (line, other), (line[::-1], other)):
                if left[-1] == right[0]:
                    done.remove(other)
                    line = left + right[1:]
                    break
        done.append(line)
    return done


def main(atlas: Path) -> None:
    """Write data/border.geojson from the files countries-*.json of a folder."""
    features = []
    for scale in SCALES:
        topology = json.loads((atlas / f"countries-{scale}.json").read_text(encoding="utf-8"))
        lines = [[[round(x, 4), round(y, 4)] for x, y in line] for line in shared_lines(topology)]
        geometry = {"type": "MultiLineString", "coordinates": lines}
        features.append({"type": "Feature", "properties": {"scale": scale, "source": SOURCE}, "geometry": geometry})
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    (tables.DATA / "border.geojson").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
