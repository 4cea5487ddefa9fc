"""How the public sees pictures: what a card keeps of each, and until when it may be shown."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.documents.base import Document, MediaRef
from app.models.media import Media

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
ORDER = ("avif", "webp", "jpg")


def refs_in(value: Any) -> Iterator[MediaRef]:
    """Give every picture that a document names."""
    if isinstance(value, MediaRef):
        yield value
    elif isinstance(value, Document) or hasattr(value, "model_fields_set"):
        for name in type(value).model_fields:
            yield from refs_in(getattr(value, name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from refs_in(one)


def pictures_of(session: Session, document: Document) -> dict[str, dict[str, Any]]:
    """Give what a card keeps of the pictures of a document, by file; one query, and none for a document without pictures."""
    refs = list(refs_in(document))
    known = by_file(session, (ref.file for ref in refs))
    return {ref.file: kept(ref, known.get(ref.file)) for ref in refs}


def kept(ref: MediaRef, media: Media | None) -> dict[str, Any]:
    """Give one picture: its files by kind, its size, its focal point in tenths, its words, and the last day it may be shown."""
    ends = [day for day in (ref.rights_until and ref.rights_until.isoformat(), media and media.rights_until) if day]
    found: dict[str, Any] = {
        "file": ref.file,
        "alt": {"zh": ref.alt.zh, "en": ref.alt.en},
        "author": ref.author,
        "licence": ref.licence,
        "until": min(ends) if ends else None,
    }
    if media is not None:
        found |= {"width": media.width, "height": media.height, "focus": [round(media.focal_x * 10), round(media.focal_y * 10)]}
        found["sources"] = [[kind, srcset(media, kind)] for kind in ORDER if srcset(media, kind)]
    return found


def srcset(media: Media, kind: str) -> str:
    """Give the files of one kind with their widths, as an `img` takes them."""
    of_kind = sorted((one for one in media.variants if one["kind"] == kind), key=lambda one: int(one["width"]))
    return ", ".join(f"/media/{one['file']} {one['width']}w" for one in of_kind)


def may_show(picture: dict[str, Any], today: date | None = None) -> bool:
    """Whether the rights to a picture have not ended."""
    return picture["until"] is None or picture["until"] >= (today or clock.today()).isoformat()


def shown(card: dict[str, Any]) -> dict[str, Any] | None:
    """Give the picture at the head of a page, None when it has none or its rights have ended: then it wears its drawing."""
    file = card.get("picture")
    picture: dict[str, Any] | None = card["pictures"].get(file) if file else None
    return picture if picture is not None and may_show(picture) else None


def by_file(session: Session, files: Iterable[str]) -> dict[str, Media]:
    """Give pictures by their file."""
    wanted = sorted(set(files))
    return {media.file: media for media in session.scalars(select(Media).where(Media.file.in_(wanted)))} if wanted else {}


def fill(session: Session, values: Any) -> None:
    """Put what is known of a picture beside its file, where plain values say nothing else of it."""
    refs = [one for one in refs_of_values(values) if not (one.get("alt") and one.get("author") and one.get("licence"))]
    known = by_file(session, (one["file"] for one in refs))
    for one in refs:
        media = known.get(one["file"])
        if media is not None:
            words = {"zh": media.alt_zh, "en": media.alt_en} if media.alt_en else {"zh": media.alt_zh}
            said = {"alt": words, "author": media.author, "licence": media.licence, "rights_until": media.rights_until}
            one.update({name: value for name, value in said.items() if value and not one.get(name)})


def refs_of_values(values: Any) -> Iterator[dict[str, Any]]:
    """Give every group of plain values that names a file."""
    if isinstance(values, dict):
        if isinstance(values.get("file"), str):
            yield values
        for value in values.values():
            yield from refs_of_values(value)
    elif isinstance(values, list):
        for value in values:
            yield from refs_of_values(value)
