"""The photographs of the guide: those that come with the content files, and those that editors brought."""

import re
from datetime import date, timedelta
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, send_from_directory
from sqlalchemy import select

from app import clock
from app.config import Settings
from app.extensions import db
from app.models.media import Media
from app.security import public
from app.services import pictures
from app.services.media.showing import TYPES

bp = Blueprint("media", __name__, url_prefix="/media")
A_DAY_S, A_MONTH_S = 86_400, 30 * 86_400
BROUGHT = re.compile(r"([0-9a-f]{24})-[0-9]{1,4}\.(jpg|webp|avif)")
POLICY = "default-src 'none'; sandbox"


@bp.get("/<file>")
@public(kept=False)
def show(file: str) -> Response:
    """One photograph, by the name of its file; anything else, and one whose rights have ended, is a 404."""
    settings: Settings = current_app.config["SETTINGS"]
    match = BROUGHT.fullmatch(file)
    media = db.session.scalar(select(Media).where(Media.file.startswith(f"{match[1]}-"))) if match is not None else None
    if match is not None and media is not None:
        return sent(settings.media, file, TYPES[match[2]], seconds_left(media, file))
    kind = pictures.type_of(file)
    return sent(settings.content / pictures.FOLDER, file, kind, A_DAY_S) if kind is not None else abort(404)


def sent(folder: Path, file: str, kind: str, max_age: int) -> Response:
    """Give a file as nothing but a picture: no browser makes another thing of it."""
    response = send_from_directory(folder, file, mimetype=kind, max_age=max_age)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def seconds_left(media: Media, file: str) -> int:
    """Give for how long a file of a picture may be kept: a month, or until its rights end; abort with 404 after that, and for no file of it."""
    if file not in {one["file"] for one in media.variants}:
        abort(404)
    if media.rights_until is None:
        return A_MONTH_S
    left = clock.start_of(date.fromisoformat(media.rights_until) + timedelta(days=1)) - clock.now()
    return min(A_DAY_S, int(left.total_seconds())) if left > timedelta() else abort(404)
