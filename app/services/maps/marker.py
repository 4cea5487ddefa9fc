"""Markers: what is shown on a map, by which shape, letter and word."""

from dataclasses import dataclass

from app.i18n import to_traditional
from app.rules.geo import Point
from app.vocabulary import PlaceKind, Subdistrict


@dataclass(frozen=True)
class Sign:
    """The sign of a kind of place on maps: its letter and its name in both languages."""

    zh_letter: str
    en_letter: str
    zh: str
    en: str


SIGNS = {
    "museum": Sign("博", "M", "博物馆", "Museum"),
    "books": Sign("书", "B", "书与阅读", "Books and reading"),
    "heritage": Sign("古", "H", "古迹与寺观", "Heritage site"),
    "shop": Sign("店", "S", "老字号", "Old shop"),
    "theatre": Sign("演", "T", "剧场", "Theatre"),
    "park": Sign("园", "P", "公园", "Park"),
    "quarter": Sign("街", "Q", "街区与街巷", "Quarter or street"),
    "metro": Sign("M", "M", "地铁站", "Metro station"),
    "stop": Sign("", "", "站点", "Stop"),
}
PLACE_SHAPES = ("museum", "books", "heritage", "shop", "theatre", "park", "quarter")
SHAPE_OF_KIND = {
    PlaceKind.MUSEUM: "museum",
    PlaceKind.LIBRARY: "books",
    PlaceKind.READING_SPACE: "books",
    PlaceKind.BOOKSHOP: "books",
    PlaceKind.HERITAGE_SITE: "heritage",
    PlaceKind.GUILD_HALL: "heritage",
    PlaceKind.FORMER_RESIDENCE: "heritage",
    PlaceKind.TEMPLE: "heritage",
    PlaceKind.MOSQUE: "heritage",
    PlaceKind.CHURCH: "heritage",
    PlaceKind.OLD_BRAND: "shop",
    PlaceKind.THEATRE: "theatre",
    PlaceKind.PERFORMANCE_SPACE: "theatre",
    PlaceKind.PARK: "park",
    PlaceKind.CULTURAL_PARK: "quarter",
    PlaceKind.QUARTER: "quarter",
    PlaceKind.STREET: "quarter",
}


@dataclass(frozen=True)
class Marker:
    """One thing on a map: where, which shape, its name in the map's language, and where its link leads."""

    point: Point
    shape: str
    label: str
    href: str
    approximate: bool = False
    number: int | None = None
    note: str = ""
    area: Subdistrict | None = None


def shape_of_kind(kind: str) -> str:
    """Give the shape that stands for a kind of place; raise ValueError for an unknown kind."""
    return SHAPE_OF_KIND[PlaceKind(kind)]


def in_script(zh: str, en: str, language: str) -> str:
    """Give one of two fixed words in the language of a map."""
    if language == "en":
        return en or zh
    return to_traditional(zh) if language == "zh-hant" else zh


def letter_of(shape: str, language: str) -> str:
    """Give the letter that a shape carries."""
    return in_script(SIGNS[shape].zh_letter, SIGNS[shape].en_letter, language)


def word_of(shape: str, language: str) -> str:
    """Give the name of what a shape stands for."""
    return in_script(SIGNS[shape].zh, SIGNS[shape].en, language)
