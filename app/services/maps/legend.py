"""The legend of a map: which sign stands for what."""

from collections.abc import Iterable

from markupsafe import Markup

from app.services.maps import svg
from app.services.maps.marker import PLACE_SHAPES, Marker, letter_of, word_of
from app.services.maps.symbols import sign_of


def legend(markers: Iterable[Marker], language: str) -> Markup:
    """Give a list of the signs that a map uses, in the order of the guide; nothing for a map without places."""
    used = {marker.shape for marker in markers}
    items = svg.NOTHING.join(item(shape, language) for shape in PLACE_SHAPES if shape in used)
    return Markup('<ul class="map-legend">{}</ul>').format(items) if items else svg.NOTHING


def item(shape: str, language: str) -> Markup:
    """Give one sign with its word."""
    sign = sign_of(shape, letter_of(shape, language), (0.0, 0.0))
    form = Markup('<li><svg class="mk {}" viewBox="-14 -14 28 28" aria-hidden="true">{}</svg>{}</li>')
    return form.format(shape, sign, word_of(shape, language))
