"""Tiles: the sources that a configured provider stands for, each with its attribution as text that is safe as HTML."""

from html import escape
from typing import NamedTuple

from app.config import Tiles


class TileSource(NamedTuple):
    """One layer of tiles: its address, its attribution, and whether it is the ground or only the names upon it."""

    url: str
    attribution: str
    is_ground: bool


def sources(tiles: Tiles, language: str) -> tuple[TileSource, ...]:
    """Give the layers of a provider from below; Tianditu has its names, Chinese or English, as a second one."""
    if not tiles.url:
        return ()
    ground = TileSource(tiles.url, credit(tiles), is_ground=True)
    if tiles.provider != "tianditu":
        return (ground,)
    layer = "eva" if language == "en" else "cva"
    names = tiles.url.replace("/vec_w/", f"/{layer}_w/").replace("LAYER=vec&", f"LAYER={layer}&")
    return ground, TileSource(names, "", is_ground=False)


def credit(tiles: Tiles) -> str:
    """Give the attribution of tiles with its review number, as text that Leaflet cannot take for HTML."""
    return escape(" · ".join(filter(None, (tiles.attribution, tiles.review_number))))
