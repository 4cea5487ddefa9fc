"""Markers of the real content, for tests of maps."""

import random
from pathlib import Path

from app.rules.geo import Point
from app.services import stations
from app.services.content_files import parse
from app.services.maps.drawing import Marker, shape_of_kind

CONTENT = Path(__file__).parents[3] / "content"
HOSTILE = '"><script>alert(1)</script>${alert(2)}&<img src=x onerror=alert(3)>'


def place_markers(language="zh", kinds=None):
    found = []
    for path in sorted((CONTENT / "places").glob("*.yaml")):
        page = parse(path.read_text("utf-8"))
        point = page.get("point")
        if point and (kinds is None or page["kind"] in kinds):
            name = page["name"].get(language) or page["name"]["zh"]
            at = Point(point["lat"], point["lon"])
            found.append(Marker(at, shape_of_kind(page["kind"]), name, f"/{language}/places/{path.stem}", bool(point.get("approximate"))))
    return found


def nearest(marker, markers, count=8):
    return sorted(markers, key=lambda other: (other.point.lat - marker.point.lat) ** 2 + (other.point.lon - marker.point.lon) ** 2)[: count + 1]


def trails(language="zh"):
    points = {marker.href.rsplit("/", 1)[1]: marker for marker in place_markers(language)}
    for path in sorted((CONTENT / "trails").glob("*.yaml")):
        stops = []
        for number, stop in enumerate(parse(path.read_text("utf-8"))["stops"], 1):
            place = points.get(stop.get("place"))
            if stop.get("station"):
                station = stations.station(stop["station"])
                stops.append(Marker(station.point, "metro", station.en if language == "en" else station.zh, f"#stop-{number}", number=number))
            elif place:
                stops.append(Marker(place.point, "stop", place.label, f"#stop-{number}", place.approximate, number))
        yield path.stem, stops


def scattered(count, seed):
    chance = random.Random(seed)
    return [
        Marker(
            Point(chance.uniform(39.915, 39.93), chance.uniform(116.355, 116.38)),
            chance.choice(("museum", "books", "shop")),
            f"第{i}处地方",
            f"/zh/places/p{i}",
        )
        for i in range(count)
    ]
