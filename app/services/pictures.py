"""Photographs that come with the content files: where they lie, what they are, what is wrong with one."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import current_app

from app.config import Settings
from app.documents.base import MediaRef
from app.documents.trail import TrailDocument

FOLDER = "media"
TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
BEGINNINGS = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "image/webp": b"RIFF"}
LARGEST_BYTES, LARGEST_SUM_BYTES = 150_000, 600_000
"""What a photograph, and all those of a trail together, may weigh: its booklet stays below 1.5 MB."""


def pictures_of(document: TrailDocument) -> Iterator[tuple[str, MediaRef]]:
    """Give the photographs of a trail's turns, each with the field it stands in."""
    for number, stop in enumerate(document.stops, 1):
        for turn_number, turn in enumerate(stop.leg.turns if stop.leg else (), 1):
            if turn.picture:
                yield f"stops[{number}].leg.turns[{turn_number}].picture", turn.picture


def type_of(file: str) -> str | None:
    """Give the media type that the name of a file says; None for what is no photograph."""
    return TYPES.get(Path(file).suffix)


def picture_faults(document: TrailDocument, root: Path) -> Iterator[str]:
    """Give what is wrong with the photographs of a trail, whose files lie in `media` below `root`."""
    weight = 0
    for field, picture in pictures_of(document):
        path = root / FOLDER / picture.file
        if not path.is_file():
            yield f"{field}.file: there is no {FOLDER}/{picture.file}"
            continue
        weight += path.stat().st_size
        if path.stat().st_size > LARGEST_BYTES:
            yield f"{field}.file: {picture.file} has {path.stat().st_size} bytes; at most {LARGEST_BYTES} are allowed"
        if not path.read_bytes().startswith(BEGINNINGS[type_of(picture.file) or ""]):
            yield f"{field}.file: {picture.file} is not what its name says"
    if weight > LARGEST_SUM_BYTES:
        yield f"stops: the photographs have {weight} bytes together; at most {LARGEST_SUM_BYTES} are allowed"


def held(file: str, kept: dict[str, Any]) -> str:
    """Give a photograph as an address that holds it: one that editors brought in a middling size; empty when its file is gone."""
    settings: Settings = current_app.config["SETTINGS"]
    sizes = [one.split(" ")[0].rpartition("/")[2] for kind, srcset in kept.get("sources", ()) if kind == "jpg" for one in srcset.split(", ")]
    wanted = settings.media / (sizes[min(1, len(sizes) - 1)] if sizes else file)
    return data_address(wanted) or data_address(settings.content / FOLDER / file)


def data_address(path: Path) -> str:
    """Give a photograph as an address that holds it; empty when its file is gone."""
    if not path.is_file():
        return ""
    return f"data:{type_of(path.name)};base64,{b64encode(path.read_bytes()).decode('ascii')}"
