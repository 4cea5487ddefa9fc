"""The ledger of translations at the desk: which pages have English that is missing or behind, text by text, and as XLIFF for translators."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from app.documents.registry import BY_FAMILY, folder_of
from app.extensions import db
from app.i18n import _, in_language, label, ngettext
from app.models.page import Page
from app.routes.admin import access, asking, taking_away
from app.services.desk.controls import controls_of
from app.services.desk.word_differences import word_pieces
from app.services.desk.words_of_faults import label_of
from app.services.people import rights
from app.services.transactions import writing
from app.services.truth import bringing_back, ledger, translating, xliff
from app.services.truth.bringing_back import TranslationsRefused
from app.services.truth.ledger import Following
from app.services.truth.translating import Queued
from app.services.truth.xliff import PageFile, XliffRefused
from app.vocabulary import Family, Right

bp = Blueprint("admin_translations", __name__, url_prefix="/admin/translations")
MOST_FILES = 200


def asked() -> dict[str, Any]:
    """Give which pages the address asks for."""
    return {"family": asking.word_of(Family, "family"), "wanted": asking.word_of(Following, "state")}


@bp.get("")
@access.allowed(Right.SEE)
def index() -> str:
    """The pages with something to translate, the most seen first, and how much of the guide is up to date."""
    return list_page([])


def list_page(faults: list[str]) -> str:
    """Give the page of the list, with what was wrong in a file that came back."""
    wanted, user = asked(), access.me()
    rows = translating.queue(db.session(), user, **wanted)
    shown, further = asking.screenful(rows)
    return render_template(
        "admin/translations/index.html",
        rows=shown,
        total=len(rows),
        parity=translating.parity(db.session(), user, wanted["family"]),
        further=further,
        asked=wanted,
        kept=asking.kept(("family", "state")),
        families=rights.families_of(user),
        states=list(Following),
        folder_of=folder_of,
        most_files=MOST_FILES,
        faults=faults,
    )


@bp.get(taking_away.RULE)
@access.allowed(Right.SEE)
def table(form: str) -> Response:
    """The pages that are asked for as a table."""
    head = [_("Page"), _("Name"), _("Texts"), label(Following.CHANGED), label(Following.MISSING), _("Views in 30 days")]
    return taking_away.table("translations", form, head, map(cells_of, translating.queue(db.session(), access.me(), **asked())))


def cells_of(row: Queued) -> list[object]:
    """Give a page of the queue as the cells of a row."""
    return [f"{folder_of(row.family)}/{row.slug}", in_language(row.name), row.texts, row.changed, row.missing, row.views]


@bp.get("/table.xlf")
@access.allowed(Right.SEE)
def take_all() -> Response:
    """The texts that wait, of the first 200 pages that are asked for, as XLIFF."""
    numbers = [row.page_id for row in translating.queue(db.session(), access.me(), **asked())[:MOST_FILES]]
    pages = db.session.scalars(select(Page).where(Page.id.in_(numbers))).all()
    files = [
        file_of(page, only_open=asked()["wanted"] is not Following.UP_TO_DATE) for page in sorted(pages, key=lambda page: numbers.index(page.id))
    ]
    return as_file(files, "translations")


def file_of(page: Page, *, only_open: bool) -> PageFile:
    """Give the texts of a page for a translator: all of them, or those that wait."""
    kind = BY_FAMILY[page.family].document
    number, said = ledger.head_of(db.session(), page)
    entries = [entry for entry in ledger.entries(kind, said) if not only_open or entry.following is not Following.UP_TO_DATE]
    controls = controls_of(kind)
    return PageFile(f"{folder_of(page.family)}/{page.slug}", number, [(entry, label_of(entry.path, controls)) for entry in entries])


def as_file(files: list[PageFile], name: str) -> Response:
    """Give pages as an XLIFF file to keep."""
    return Response(xliff.write(files), mimetype="application/xliff+xml", headers={"Content-Disposition": f"attachment; filename={name}.xlf"})


@bp.post("")
@access.takes_files(xliff.LARGEST + 100_000)
@access.allowed(Right.TRANSLATE)
def bring_back() -> AnyResponse | tuple[str, int]:
    """Take in a file that a translator filled in: a draft of each page, or nothing at all."""
    sent = request.files.get("file")
    try:
        pages = xliff.read(sent.stream.read(xliff.LARGEST + 1) if sent is not None else b"")
        with writing() as session:
            taken = bringing_back.take(session, pages, by=access.me())
    except XliffRefused as refused:
        return list_page([str(refused)]), 422
    except TranslationsRefused as refused:
        return list_page(refused.faults), 422
    saved = ngettext("%(num)s page has a new draft.", "%(num)s pages have new drafts.", taken.saved)
    same = ngettext("%(num)s page said nothing new.", "%(num)s pages said nothing new.", taken.unchanged) if taken.unchanged else ""
    flash(f"{saved} {same}".strip(), "done")
    return redirect(url_for("admin_translations.index"), 303)


@bp.get("/<folder>/<slug>")
@access.allowed(Right.SEE)
def show(folder: str, slug: str) -> str:
    """The texts of one page: what is up to date, what changed in the Chinese since, what is missing."""
    page = access.page_or_404(folder, slug, Right.SEE)
    kind = BY_FAMILY[page.family].document
    number, said = ledger.head_of(db.session(), page)
    rows = [(entry, label_of(entry.path, controls_of(kind))) for entry in ledger.entries(kind, said)]
    wanted = asked()["wanted"]
    return render_template(
        "admin/translations/page.html",
        page=page,
        name=said.values.get("name") or {"zh": page.slug, "en": page.slug},
        number=number,
        rows=[row for row in rows if wanted is None or row[0].following is wanted],
        counts={state: sum(entry.following is state for entry, _label in rows) for state in Following},
        wanted=wanted,
        pieces=word_pieces,
        folder=folder,
        slug=slug,
    )


@bp.get("/<folder>/<slug>/table.xlf")
@access.allowed(Right.SEE)
def take_one(folder: str, slug: str) -> Response:
    """Every text of one page as XLIFF."""
    page = access.page_or_404(folder, slug, Right.SEE)
    return as_file([file_of(page, only_open=False)], slug)


@bp.post("/<folder>/<slug>/<int:number>")
@access.allowed(Right.TRANSLATE)
def confirm(folder: str, slug: str, number: int) -> AnyResponse:
    """Say that the English of one text still says what its Chinese says."""
    page, path = access.page_or_404(folder, slug, Right.TRANSLATE), request.form.get("path", "")[:200]
    with writing() as session:
        session.refresh(page)
        is_done = translating.confirm(session, page, number, path, by=access.me())
    if is_done:
        flash(_("Marked as up to date."), "done")
    else:
        flash(_("The page was changed in the same moment. Please look at it again."), "fault")
    return redirect(url_for("admin_translations.show", folder=folder, slug=slug), 303)
