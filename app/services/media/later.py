"""What is done about pictures while nobody waits: the kinds that take long to make, and files that belong to nothing."""

from pathlib import Path

from flask import Flask

from app.extensions import db
from app.models.media import Media
from app.services.media import keeping, storing
from app.services.media.refusing import MediaRefused, sniff
from app.services.media.storing import LATER_KINDS, NoRoom
from app.services.transactions import writing

AT_ONCE = 2
TRIED = "media_tried"


def make_later_kinds(app: Flask) -> None:
    """Make a few pictures in the kinds that take long; one that cannot be made is left until the next start."""
    tried: set[int] = app.extensions.setdefault(TRIED, set())
    waiting = [(media.id, media.file) for media in keeping.without_later_kinds(db.session(), AT_ONCE + len(tried)) if media.id not in tried]
    db.session.rollback()
    for number, file in waiting[:AT_ONCE]:
        tried.add(number)
        made = made_of(app, storing.folder() / file)
        if made:
            add(number, made)
            tried.discard(number)


def made_of(app: Flask, path: Path) -> list[dict[str, object]]:
    """Give the sizes of a picture in the later kinds; nothing, with a line in the log, when they cannot be made."""
    try:
        data = path.read_bytes()
        token = path.name.partition("-")[0]
        variants: list[dict[str, object]] = storing.encoded(data, sniff(data), token, LATER_KINDS)["variants"]
    except (OSError, MediaRefused, NoRoom) as error:
        app.logger.warning("%s was not made in %s: %s", path.name, ", ".join(LATER_KINDS), type(error).__name__)
        return []
    return variants


def add(number: int, variants: list[dict[str, object]]) -> None:
    """Write down further sizes of a picture, unless it was deleted meanwhile; the pages that show it follow."""
    with writing() as session:
        media = session.get(Media, number)
        if media is None:
            storing.remove([str(one["file"]) for one in variants])
            return
        media.variants = [*media.variants, *variants]
        session.flush()
        keeping.project_users(session, media)
