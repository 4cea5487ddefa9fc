"""Imports at the desk: those that were done, a list that is brought, and an import taken back."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import Select
from werkzeug.wrappers import Response as AnyResponse

from app import clock
from app.documents.registry import FAMILIES, folder_of
from app.extensions import db
from app.i18n import _, label
from app.models.bringing import ImportBatch
from app.models.page import Page
from app.models.people import User
from app.routes.admin import access, asking, taking_away
from app.services.bringing import batches, files
from app.services.bringing.batches import UndoRefused
from app.services.bringing.sheets import LARGEST, FileRefused
from app.services.people import rights
from app.services.transactions import writing
from app.services.truth import translating
from app.vocabulary import Family, Right

bp = Blueprint("admin_imports", __name__, url_prefix="/admin/imports")
SCREENFUL, MOST = 50, 5_000
STATES = ("done", "undone")


def found() -> Select[ImportBatch, User]:
    """Give the imports within reach that the address asks for."""
    rows, family, state = batches.within_reach(access.me()), asking.word_of(Family, "family"), request.args.get("state", "")
    rows = rows.where(ImportBatch.family == family) if family is not None else rows
    if state in STATES:
        rows = rows.where(ImportBatch.undone_at.is_not(None) if state == "undone" else ImportBatch.undone_at.is_(None))
    before = asking.number("before")
    return rows.where(ImportBatch.id < before) if before else rows


@bp.get("")
@access.allowed(Right.WRITE)
def index() -> str:
    """The imports that were done, the newest first, and the form that brings a list."""
    return page()


def page(fault: str = "", **typed: Any) -> str:
    """Give the page with what was wrong with a list that was brought."""
    rows = db.session.execute(found().limit(SCREENFUL + 1)).all()
    user = access.me()
    return render_template(
        "admin/imports/index.html",
        rows=rows[:SCREENFUL],
        before=rows[SCREENFUL - 1][0].id if len(rows) > SCREENFUL else 0,
        families=rights.families_of(user),
        mine=[entry.family for entry in FAMILIES if rights.may_family(user, Right.WRITE, entry.family)],
        asked={"family": asking.word_of(Family, "family"), "state": request.args.get("state", "")},
        kept=asking.kept(("family", "state")),
        largest=LARGEST // 1_000_000,
        fault=fault,
        typed=typed,
    )


@bp.get(taking_away.RULE)
@access.allowed(Right.WRITE)
def table(form: str) -> Response:
    """The imports that are asked for as a table."""
    head = [_("Number"), _("When (Beijing time)"), _("Who"), _("Kind"), _("File"), _("Pages"), _("Undone")]
    return taking_away.table("imports", form, head, (cells_of(*row) for row in db.session.execute(found().limit(MOST))))


def cells_of(batch: ImportBatch, user: User | None) -> list[object]:
    """Give an import as the cells of a row."""
    undone = f"{clock.from_utc(batch.undone_at):%Y-%m-%d %H:%M}" if batch.undone_at else ""
    return [batch.id, f"{clock.from_utc(batch.at):%Y-%m-%d %H:%M}", user.name if user else "", label(batch.family), batch.file, batch.rows, undone]


@bp.post("")
@access.takes_files(LARGEST + 100_000)
@access.allowed(Right.WRITE)
def bring() -> AnyResponse | tuple[str, int]:
    """Take a list in, to be looked at: nothing is imported yet."""
    sent, family = request.files.get("file"), request.form.get("family", "")
    typed = {"family": family, "source": request.form.get("source", "")[:100]}
    if family not in set(Family) or not rights.may_family(access.me(), Right.WRITE, Family(family)):
        return page(_("Please choose what the rows are."), **typed), 422
    data = sent.stream.read(LARGEST + 1) if sent is not None else b""
    try:
        with writing() as session:
            made = files.bring(
                session, family=Family(family), name=(sent.filename if sent else "") or "", data=data, source=typed["source"], by=access.me()
            )
    except FileRefused as refused:
        return page(str(refused), **typed), 422
    return redirect(url_for("admin_import_files.show", key=made.id), 303)


def batch_or_404(number: int) -> ImportBatch:
    """Give an import within reach."""
    row = db.session.execute(batches.within_reach(access.me()).where(ImportBatch.id == number)).first()
    batch: ImportBatch = row[0] if row is not None else abort(404)
    return batch


@bp.get("/<int:number>")
@access.allowed(Right.WRITE)
def show(number: int) -> str:
    """One import: its pages, and the button that takes it back."""
    return batch_page(batch_or_404(number))


def batch_page(batch: ImportBatch, blocked: list[Page] | None = None) -> str:
    """Give the page of an import, with the pages that keep it from being undone."""
    held = [one for one in batches.pages_of(db.session(), batch) if rights.may(access.me(), Right.SEE, one.page)]
    shown, further = asking.screenful(held)
    names = translating.names_of_drafts(db.session(), [one.page.id for one in shown])
    return render_template(
        "admin/imports/batch.html",
        batch=batch,
        who=db.session.get(User, batch.by_id) if batch.by_id else None,
        rows=[(one, names.get(one.page.id)) for one in shown],
        total=len(held),
        further=further,
        blocked=blocked or [],
        folder_of=folder_of,
    )


@bp.post("/<int:number>/undo")
@access.allowed(Right.WRITE)
def undo(number: int) -> AnyResponse | tuple[str, int]:
    """Take a whole import back, or nothing of it."""
    batch, user = batch_or_404(number), access.me()
    if any(not rights.may(user, Right.WRITE, one.page) for one in batches.pages_of(db.session(), batch)):
        abort(404)
    try:
        with writing() as session:
            session.refresh(batch)
            batches.undo(session, batch, by=user)
    except UndoRefused as refused:
        return batch_page(batch_or_404(number), refused.pages), 409
    flash(_("The import is undone."), "done")
    return redirect(url_for("admin_imports.show", number=number), 303)
