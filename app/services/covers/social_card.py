"""The picture that stands beside a link to a page when it is shared elsewhere."""

from functools import lru_cache

import resvg_py

from app.services.covers.choosing import Cover
from app.services.covers.drawing import wide_svg

WIDTH = 1200
HEIGHT = 630


@lru_cache(maxsize=66)
def png(cover: Cover) -> bytes:
    """The cover as a PNG of 1200 × 630, without any words, so that it needs no font on the host."""
    drawing = wide_svg(cover, ratio=WIDTH / HEIGHT)
    return resvg_py.svg_to_bytes(svg_string=drawing, width=WIDTH, height=HEIGHT, skip_system_fonts=True)
