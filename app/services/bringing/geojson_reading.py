"""Lists as GeoJSON (RFC 7946): the points of a collection with their properties; figures are WGS-84, longitude first."""

import json
import math
from typing import Any

from app.i18n import _
from app.services.bringing.csv_reading import decoded
from app.services.bringing.sheets import MOST_ROWS, FileRefused, Sheet, words_of
from app.services.bringing.structured import cells_of

EXACT_TO_M = "10"


def read(data: bytes) -> Sheet:
    """Give the features of a collection, lines and areas as rows that cannot be read; raise FileRefused."""
    features = features_of(loaded(decoded(data)))
    if len(features) > MOST_ROWS:
        raise FileRefused(_("There are more than %(number)s rows; please divide the file.", number=MOST_ROWS))
    sheet = Sheet()
    for number, feature in enumerate(features, 1):
        try:
            cells = cells_in(feature, number)
        except FileRefused as refused:
            sheet.refuse(number, str(refused))
        else:
            sheet.add(number, cells)
    return sheet


def cells_in(feature: Any, number: int) -> list[tuple[str, str]]:
    """Give the cells of a feature; raise FileRefused for one that cannot be read."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise FileRefused(_("Entry %(number)s is no feature of GeoJSON.", number=number))
    cells = cells_of(feature.get("properties") or {}, number)
    if feature.get("id") is not None and isinstance(feature["id"], str | int):
        cells = [("_id", words_of(feature["id"])), *(cell for cell in cells if cell[0] != "_id")]
    return [*cells, *point_of(feature.get("geometry"), number)]


def loaded(text: str) -> Any:
    """Give the values of a JSON text; raise FileRefused naming the line."""
    try:
        return json.loads(text, parse_constant=refuse_constant)
    except json.JSONDecodeError as error:
        raise FileRefused(_("The GeoJSON cannot be read: line %(line)s.", line=error.lineno)) from error
    except (ValueError, RecursionError) as error:
        raise FileRefused(_("The GeoJSON cannot be read.")) from error


def refuse_constant(name: str) -> None:
    """Refuse NaN and Infinity, which are no JSON."""
    raise ValueError(name)


def features_of(values: Any) -> list[Any]:
    """Give the features of a collection, or the one feature that stands alone."""
    if isinstance(values, dict) and values.get("type") == "FeatureCollection" and isinstance(values.get("features"), list):
        return list(values["features"])
    if isinstance(values, dict) and values.get("type") == "Feature":
        return [values]
    raise FileRefused(_("The file is no collection of features of GeoJSON."))


def point_of(geometry: Any, number: int) -> list[tuple[str, str]]:
    """Give the cells of a point; nothing for a feature without a place."""
    if geometry is None:
        return []
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind != "Point":
        raise FileRefused(_("Entry %(number)s is no point but %(kind)s; only points can be read.", number=number, kind=str(kind)[:40]))
    at = geometry.get("coordinates")
    if not isinstance(at, list) or len(at) not in {2, 3} or not all(is_number(one) for one in at):
        raise FileRefused(_("Entry %(number)s: its point needs two numbers, longitude and latitude.", number=number))
    if not (-180 <= at[0] <= 180 and -90 <= at[1] <= 90):
        raise FileRefused(_("Entry %(number)s: its point lies nowhere on earth.", number=number))
    return [("point.lat", repr(float(at[1]))), ("point.lon", repr(float(at[0])))]


def is_number(value: Any) -> bool:
    """Whether a value is a plain number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**6 and math.isfinite(value)
