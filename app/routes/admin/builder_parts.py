"""What the tools of the form show at first: dates to come, the week of opening hours, where a point lies."""

from dataclasses import replace
from typing import Any

from app import i18n
from app.extensions import db
from app.i18n import _
from app.queries.pages import cards_near
from app.routes import map_parts
from app.rules.geo import Point
from app.services.desk import building
from app.services.desk.building import Built, Drawn
from app.services.desk.controls import Control
from app.services.maps import drawing
from app.services.maps.marker import Marker, shape_of_kind
from app.vocabulary import PlaceKind

NEAR = 6


def map_of(point: Point, path: str) -> Drawn:
    """Give a drawing of the surroundings of a point, with the places that the guide has there."""
    label = _("Where the point is, with the places near it")
    here = f"#f-{path.replace('.', '-')}"
    chosen = Marker(point, shape_of_kind(PlaceKind.STREET), _("The point"), here)
    near = map_parts.markers(sorted(cards_near(db.session(), point.lat, point.lon, within_deg=0.004), key=lambda card: card.id)[:NEAR])
    found = (chosen, *(replace(marker, href=here) for marker in near))
    svg = map_parts.drawn("near", found, label, language=i18n.code(), list_href=here, center=point)
    return Drawn(svg, drawing.near_frame(point, found))


def whole_district(path: str) -> Drawn:
    """Give a drawing of the district, to choose a point on."""
    svg = drawing.district_map((), i18n.code(), _("Map of the district"), list_href=f"#f-{path.replace('.', '-')}")
    return Drawn(svg, drawing.district_frame())


def show_at_first(values: dict[str, Any], built: dict[str, Any], controls: tuple[Control, ...]) -> None:
    """Add what the values of each tool's field come to, where no button was pressed."""
    for control in controls:
        value = values.get(control.name)
        if control.name in built:
            continue
        if control.builder == "point" and not value:
            built[control.name] = Built(map=whole_district(control.name))
        elif control.builder == "schedule" and isinstance(value, list):
            built[control.name] = building.dates_of(value, values, db.session())
        elif control.builder == "hours" and isinstance(value, str):
            built[control.name] = building.week_of(value)
        elif control.builder == "point" and isinstance(value, dict):
            point = whole_point(value)
            built[control.name] = Built(map=map_of(point, control.name) if point else None)


def whole_point(value: dict[str, Any]) -> Point | None:
    """Give a typed point that is on earth, or None."""
    lat, lon = value.get("lat"), value.get("lon")
    if not isinstance(lat, int | float) or not isinstance(lon, int | float) or not (39 <= lat <= 41 and 115 <= lon <= 118):
        return None
    return Point(float(lat), float(lon))
