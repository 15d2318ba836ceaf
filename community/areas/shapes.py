"""From a published boundary file to the product's shapes: exact, simplified together, and the rivers between.

Needs Shapely, which only this command's process loads. Coordinates are degrees; areas are in square degrees.
"""

from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.ops import linemerge

LANDFILL_WEST = 135.372  # the frame of our maps would cut it
SMALLEST_ISLAND = 2.0e-5  # about 0.2 km²
TOLERANCE = 1.5e-3  # Visvalingam: the side of the square whose area a corner must exceed, about 150 m
# Rivers follow borders: name, relative width, the wards on one bank, the wards on the other.
RIVERS = (
    ("淀川", 1.0, ("27113", "27123", "27114"), ("27104", "27103", "27127", "27102", "27117")),
    ("大川", 0.55, ("27127",), ("27102",)),
    ("土佐堀川", 0.4, ("27127",), ("27128", "27106")),
    ("安治川", 0.55, ("27104", "27103"), ("27107", "27106")),
    ("木津川", 0.45, ("27108",), ("27106", "27111", "27122", "27125")),
    ("尻無川", 0.45, ("27108",), ("27107",)),
)


def read_wards(geojson: dict[str, Any]) -> dict[str, MultiPolygon]:
    """Code → exact shape, from N03 features (`N03_007` is the code); retired codes are left out."""
    found: dict[str, list[Polygon]] = {}
    for feature in geojson["features"]:
        polygons = shape(feature["geometry"])
        parts = polygons.geoms if isinstance(polygons, MultiPolygon) else [polygons]
        found.setdefault(feature["properties"]["N03_007"], []).extend(parts)
    return {code: MultiPolygon(parts) for code, parts in found.items()}


def read_schools(geojson: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows for `load_schools`, from features whose properties are code, ward (its code), name and, if known, kana."""
    exact = {feature["properties"]["code"]: _as_multi(shape(feature["geometry"])) for feature in geojson["features"]}
    light = outlines(exact)
    return [
        {
            "code": about["code"],
            "ward_id": about["ward"],
            "name": about["name"],
            "kana": about.get("kana", ""),
            "shape": as_rings(exact[about["code"]]),
            "outline": as_rings(light[about["code"]]),
        }
        for about in (feature["properties"] for feature in geojson["features"])
    ]


def outlines(wards: dict[str, MultiPolygon]) -> dict[str, MultiPolygon]:
    """Light shapes for drawing. Neighbours are simplified together, so that their borders still meet."""
    drawn = {code: _without_islets(shape) for code, shape in wards.items()}
    light = shapely.coverage_simplify(list(drawn.values()), TOLERANCE)
    return dict(zip(drawn, (_as_multi(part) for part in light), strict=True))


def rivers(light: dict[str, MultiPolygon]) -> list[dict[str, Any]]:
    """Borders of the light shapes that are water: name, width, lines."""
    return [
        {"name": name, "width": width, "lines": _shared_borders(light, left, right)}
        for name, width, left, right in RIVERS
    ]


def as_rings(polygons: MultiPolygon) -> list[list[list[list[float]]]]:
    """Polygons as lists of rings of [longitude, latitude], 5 decimals (about 1 m)."""
    return [
        [[[round(x, 5), round(y, 5)] for x, y in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in polygons.geoms
    ]


def _without_islets(polygons: MultiPolygon) -> MultiPolygon:
    """The parts worth drawing; rounding to 5 decimals has left a few rings that touch themselves."""
    whole = [part for part in _pieces(shapely.make_valid(polygons)) if part.geom_type == "Polygon"]
    parts = [part for part in whole if part.area > SMALLEST_ISLAND and part.centroid.x > LANDFILL_WEST]
    return MultiPolygon(parts or [max(whole, key=lambda part: part.area)])


def _pieces(shape: Any) -> list[Any]:
    """A geometry and all that is inside it, flat."""
    if not hasattr(shape, "geoms"):
        return [shape]
    return [piece for part in shape.geoms for piece in _pieces(part)]


def _as_multi(part: Polygon | MultiPolygon) -> MultiPolygon:
    return part if isinstance(part, MultiPolygon) else MultiPolygon([part])


def _shared_borders(light: dict[str, MultiPolygon], left: tuple[str, ...], right: tuple[str, ...]) -> list:
    lines = []
    for one in left:
        for other in right:
            border = light[one].boundary.intersection(light[other].boundary)
            lines += [part for part in _pieces(border) if part.geom_type == "LineString" and not part.is_empty]
    merged = linemerge(lines)
    return [[[round(x, 5), round(y, 5)] for x, y in part.coords] for part in _pieces(merged) if not part.is_empty]
