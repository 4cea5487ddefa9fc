"""Markers of the real content, for tests of maps."""

import random
from dataclasses import replace
from pathlib import Path

from app.rules.geo import Point
from app.services import stations
from app.services.content_files import parse
from app.services.maps.drawing import Marker, shape_of_kind
from app.vocabulary import Family, Subdistrict
from tests.factories import publish_page

CONTENT = Path(__file__).parents[3] / "content"
HOSTILE = '"><script>alert(1)</script>${alert(2)}&<img src=x onerror=alert(3)>'


def place_markers(language="zh", kinds=None):
    found = []
    for path in sorted((CONTENT / "places").glob("*.yaml")):
        page = parse(path.read_text("utf-8"))
        point = page.get("point")
        if point and (kinds is None or page["kind"] in kinds):
            name = page["name"].get(language) or page["name"]["zh"]
            at, area = Point(point["lat"], point["lon"]), page.get("subdistrict")
            marker = Marker(at, shape_of_kind(page["kind"]), name, f"/{language}/places/{path.stem}", bool(point.get("approximate")))
            found.append(replace(marker, area=Subdistrict(area) if area else None))
    return found


def publish_places(app, number):
    """Publish that many places: the real ones, and when these are used up, the same again with a number to their names."""
    real = [(path.stem, parse(path.read_text("utf-8"))) for path in sorted((CONTENT / "places").glob("*.yaml"))]
    with app.app_context():
        for n in range(number):
            slug, page = real[n % len(real)]
            lap = n // len(real)
            name = {language: f"{words}{lap or ''}" for language, words in page["name"].items()}
            shown = {"name": name, "kind": page["kind"], "subdistrict": page.get("subdistrict"), "point": moved(page.get("point"), lap)}
            publish_page(Family.PLACE, f"{slug}-{lap}" if lap else slug, **shown)


def moved(point, lap):
    """Give a point a little aside, so that no two places lie on each other."""
    return point | {"lat": point["lat"] + lap * 0.0007, "lon": point["lon"] - lap * 0.0011} if point else None


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
