"""The photographs that come with the content files."""

from flask import Blueprint, Response, abort, current_app, send_from_directory

from app.security import public
from app.services import pictures

bp = Blueprint("media", __name__, url_prefix="/media")
A_DAY_S = 86_400


@bp.get("/<file>")
@public(kept=False)
def show(file: str) -> Response:
    """One photograph, by the name of its file; anything else is a 404."""
    kind = pictures.type_of(file)
    if kind is None:
        abort(404)
    folder = current_app.config["SETTINGS"].content / pictures.FOLDER
    return send_from_directory(folder, file, mimetype=kind, max_age=A_DAY_S)
