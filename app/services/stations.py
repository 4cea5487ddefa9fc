"""Metro stations, read once from `content/stations.csv`."""

import csv
from dataclasses import dataclass
from functools import cache

from app.config import ROOT
from app.rules.geo import Point


@dataclass(frozen=True)
class Station:
    """A metro station (地铁站): names, lines and its point in WGS-84."""

    slug: str
    zh: str
    en: str
    lines: tuple[str, ...]
    point: Point


@cache
def stations() -> dict[str, Station]:
    """Give every station by slug."""
    with (ROOT / "content" / "stations.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["slug"]: Station(
                row["slug"], row["name_zh"], row["name_en"], tuple(row["lines"].split(";")), Point(float(row["lat"]), float(row["lon"]))
            )
            for row in csv.DictReader(file)
        }


def station(slug: str) -> Station:
    """Give one station; raise KeyError for an unknown slug."""
    return stations()[slug]
