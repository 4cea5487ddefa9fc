"""The pictures of the guide at the desk: found, brought, described, deleted; each says where it is used."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from app.extensions import db
from app.i18n import _, ngettext
from app.models.media import Media
from app.routes.admin import access, asking, media_form, taking_away
from app.services.media import keeping, storing
from app.services.media.keeping import InUse, Shelf
from app.services.media.refusing import LARGEST, MediaRefused
from app.services.media.storing import NoRoom, Stored
from app.services.transactions import writing
from app.vocabulary import Right

bp = Blueprint("admin_media", __name__, url_prefix="/admin/pictures")
ASKED = ("q", "licence", "shelf")
MOST_FILES = 10


def found() -> list[Media]:
    """Give the pictures within reach that the address asks for."""
    licence = request.args.get("licence", "")[:100]
    return keeping.listed(db.session(), access.me(), words=asking.words(), licence=licence, shelf=asking.word_of(Shelf, "shelf"))


@bp.get("")
@access.allowed(Right.SEE)
def index() -> str:
    """The pictures, the newest first."""
    rows = found()
    shown, further = asking.screenful(rows)
    used = keeping.used_files(db.session())
    return render_template(
        "admin/media/index.html",
        rows=[(media, media.file in used) for media in shown],
        total=len(rows),
        further=further,
        kept=asking.kept(ASKED),
        asked={"words": asking.words(), "licence": request.args.get("licence", ""), "shelf": asking.word_of(Shelf, "shelf")},
        licences=keeping.licences(db.session(), access.me()),
        shelves=list(Shelf),
    )


@bp.get(taking_away.RULE)
@access.allowed(Right.SEE)
def table(form: str) -> Response:
    """The pictures that are asked for as a table."""
    head = [
        _("File"),
        _("What it shows, in Chinese"),
        _("What it shows, in English"),
        _("Author"),
        _("Licence"),
        _("Source"),
        _("Rights end on"),
        _("Size"),
    ]
    return taking_away.table("pictures", form, head, map(cells_of, found()))


def cells_of(media: Media) -> list[object]:
    """Give a picture as the cells of a row."""
    size = f"{media.width} × {media.height}"
    return [media.file, media.alt_zh, media.alt_en, media.author, media.licence, media.source, media.rights_until or "", size]


@bp.get("/new")
@access.allowed(Right.WRITE)
def new() -> str:
    """The form that brings pictures."""
    return new_page({})


def new_page(values: dict[str, Any], faults: dict[str, str] | None = None) -> str:
    """Give the form that brings pictures with what was typed and the faults."""
    return render_template(
        "admin/media/new.html", values=values, faults=faults or {}, licences=media_form.LICENCES, largest=LARGEST // 1_000_000, most=MOST_FILES
    )


@bp.post("")
@access.takes_files(MOST_FILES * LARGEST + 200_000)
@access.allowed(Right.WRITE)
def add() -> AnyResponse | tuple[str, int]:
    """Take pictures in, all that were chosen or none; they share what is said of them."""
    sent = [one for one in request.files.getlist("file") if one.filename]
    said, faults = media_form.typed(), media_form.faults_of_typed()
    if not sent or len(sent) > MOST_FILES:
        faults["file"] = _("Please choose a picture.") if not sent else _("At most %(number)s pictures at once, please.", number=MOST_FILES)
    if faults:
        return new_page(said, faults), 422
    stored: list[Stored] = []
    try:
        stored = store_all(sent)
        with writing() as session:
            made = [keeping.add(session, one, said, by=access.me()) for one in stored]
    except MediaRefused as refused:
        return new_page(said, {"file": str(refused)}), 422
    except NoRoom:
        return new_page(said, {"file": _("The picture cannot be stored just now. Please try again later.")}), 503
    except Exception:
        forget(stored)
        raise
    flash(ngettext("The picture is there.", "%(num)s pictures are there.", len(made)), "done")
    return redirect(url_for("admin_media.show", number=made[0].id) if len(made) == 1 else url_for("admin_media.index"), 303)


def store_all(sent: Iterable[FileStorage]) -> list[Stored]:
    """Store some pictures; when one is refused, those before it are taken away again."""
    stored: list[Stored] = []
    try:
        for one in sent:
            stored.append(storing.store(one.stream.read(LARGEST + 1)))
    except (MediaRefused, NoRoom):
        forget(stored)
        raise
    return stored


def forget(stored: Iterable[Stored]) -> None:
    """Take away pictures that nothing was written down about."""
    for one in stored:
        storing.remove([variant["file"] for variant in one.variants])


def media_or_404(number: int) -> Media:
    """Give a picture within reach."""
    return keeping.find(db.session(), number, access.me()) or abort(404)


@bp.get("/<int:number>")
@access.allowed(Right.SEE)
def show(number: int) -> str:
    """One picture: what is said of it, where it is used, and the form to change it."""
    media = media_or_404(number)
    return page(media, media_form.values_of(media))


def page(media: Media, values: dict[str, Any], faults: dict[str, str] | None = None, trouble: str = "") -> str:
    """Give the page of a picture with what was typed and the faults."""
    uses = keeping.uses(db.session(), media)
    return render_template(
        "admin/media/show.html",
        media=media,
        values=values,
        faults=faults or {},
        trouble=trouble,
        uses=[use for use in uses if media_form.may_see(use)],
        hidden=sum(not media_form.may_see(use) for use in uses),
        licences=media_form.LICENCES,
        focal=media_form.nearest(media),
    )


@bp.post("/<int:number>")
@access.allowed(Right.WRITE)
def describe(number: int) -> AnyResponse | tuple[str, int]:
    """Change what is said of a picture."""
    media, said, faults = media_or_404(number), media_form.typed(), media_form.faults_of_typed()
    if faults:
        return page(media, said, faults), 422
    with writing() as session:
        session.refresh(media)
        keeping.describe(session, media, said, by=access.me())
    flash(_("Saved. The pages that show the picture follow at once."), "done")
    return redirect(url_for("admin_media.show", number=number), 303)


@bp.post("/<int:number>/delete")
@access.allowed(Right.WRITE)
def delete(number: int) -> AnyResponse | tuple[str, int]:
    """Delete a picture that no page uses."""
    media = media_or_404(number)
    try:
        with writing() as session:
            session.refresh(media)
            files = keeping.delete(session, media, by=access.me())
    except InUse:
        words = _("Pages use this picture. Take it away there first.")
        return page(media_or_404(number), media_form.values_of(media), trouble=words), 409
    storing.remove(files)
    flash(_("The picture is deleted."), "done")
    return redirect(url_for("admin_media.index"), 303)
