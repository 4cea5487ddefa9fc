"""The drawn covers: as SVG for pages, as PNG for social cards."""

from flask import Blueprint, Response, abort

from app.routes.answers import for_a_year
from app.security import public
from app.services.covers import choosing, drawing, social_card

bp = Blueprint("covers", __name__, url_prefix="/covers")


@bp.get("/<motif>-<int:variation>.svg")
@public(kept=False)
def picture(motif: str, variation: int) -> Response:
    """One drawing, in one of its motif's variations."""
    return for_a_year(drawing.svg(cover_or_404(motif, variation)), "image/svg+xml")


@bp.get("/<motif>-<int:variation>.png")
@public(kept=False)
def card(motif: str, variation: int) -> Response:
    """The same drawing as a social card, 1200 × 630."""
    return for_a_year(social_card.png(cover_or_404(motif, variation)), "image/png")


def cover_or_404(motif: str, variation: int) -> choosing.Cover:
    """Give a drawing that exists, or answer 404."""
    if not choosing.is_drawn(motif) or variation >= choosing.variations(motif):
        abort(404)
    return choosing.cover(motif, variation)
