"""The border at three scales: its lengths against the figures of the design and against another formula."""

import itertools
import json
import math

import pytest

import chronology as ch
from chronology import border

pytestmark = pytest.mark.remembered

EARTH = 6371.0088  # mean radius in kilometres (IUGG)


def haversine(line):
    """Length on a sphere, by another formula than the one of the package."""
    total = 0.0
    for (lon1, lat1), (lon2, lat2) in itertools.pairwise(line):
        a, b = math.radians(lat1), math.radians(lat2)
        square = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
        total += 2 * EARTH * math.asin(math.sqrt(square))
    return total


def test_the_three_lengths_are_those_of_the_maps():
    lines = ch.border_lines()
    assert list(lines.index) == ["110m", "50m", "10m"]
    assert lines.length_km.round().tolist() == [4730, 5459, 6661]
    assert lines.points.is_monotonic_increasing


@pytest.mark.parametrize("scale", border.SCALES)
def test_a_length_agrees_with_another_formula(scale):
    lines = ch.border_lines()
    assert sum(map(haversine, lines["parts"][scale])) == pytest.approx(lines.length_km[scale], rel=0.004)


def test_a_degree_of_the_meridian_has_its_known_length():
    assert ch.length_km([(60, 50), (60, 51)]) == pytest.approx(111.24, abs=0.01)
    assert ch.length_km([(60, 50)]) == 0


def test_the_line_runs_from_the_caspian_to_the_altai_in_one_piece():
    for parts in ch.border_lines()["parts"]:
        (line,) = parts
        assert line[0] == pytest.approx((49.2, 46.3), abs=1)
        assert line[-1] == pytest.approx((87.3, 49.1), abs=0.5)
        steps = [math.dist(a, b) for a, b in itertools.pairwise(line)]
        assert max(steps) < 6, "a jump"


def test_the_shared_arcs_of_a_topology_are_joined():
    """Two squares that share two arcs; each side names them in its own direction."""
    topology = {
        "transform": {"scale": [1, 1], "translate": [10, 20]},
        "arcs": [
            [[0, 0], [1, 0]],  # shared
            [[3, 0], [-2, 0]],  # shared, written from east to west
            [[3, 0], [0, 5], [-3, 0], [0, -5]],
            [[3, 0], [0, -5], [-3, 0], [0, 5]],
        ],
        "objects": {
            "countries": {
                "geometries": [
                    {"id": border.KAZAKHSTAN, "type": "Polygon", "arcs": [[0, -2, 3]]},
                    {"id": border.RUSSIA, "type": "MultiPolygon", "arcs": [[[1, -1, 2]]]},
                    {"type": "Polygon", "arcs": [[2]]},  # a country without an id
                ]
            }
        },
    }
    assert border.shared_lines(topology) == [[(10, 20), (11, 20), (13, 20)]]


def test_a_faulty_file_is_named(data):
    (data / "border.geojson").write_text(json.dumps({"features": [{"properties": {}}]}))
    with pytest.raises(ch.DataError, match=r"data/border\.geojson: is not the GeoJSON of the border"):
        ch.border_lines(data)
    (data / "border.geojson").unlink()
    with pytest.raises(ch.DataError, match="not found"):
        ch.border_lines(data)
