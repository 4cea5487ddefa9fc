"""Organisations: whose own editors see only their own pages, and which pages those are."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from app.documents.registry import BY_FOLDER
from app.extensions import db
from app.i18n import _
from app.models.page import Page
from app.models.people import Organisation
from app.routes.admin import access, faults, taking_away
from app.services.people import organisations
from app.services.people.organisations import OrganisationRefused
from app.services.transactions import writing
from app.vocabulary import Right

bp = Blueprint("admin_organisations", __name__, url_prefix="/admin/organisations")


@bp.get("")
@access.allowed(Right.PEOPLE)
def index() -> str:
    """Every organisation, and the form for a new one."""
    return page({})


def page(values: dict[str, str], **said: str) -> str:
    """Give the list with what was typed into the form for a new one."""
    return render_template("admin/people/organisations.html", found=organisations.counted(db.session()), values=values, said=said)


@bp.get(taking_away.RULE)
@access.allowed(Right.PEOPLE)
def table(form: str) -> Response:
    """Every organisation as a table."""
    head = [_("Short name"), _("Chinese name"), _("English name"), _("Pages"), _("People")]
    rows = [[one.slug, one.name_zh, one.name_en, pages, people] for one, pages, people in organisations.counted(db.session())]
    return taking_away.table("organisations", form, head, rows)


@bp.post("")
@access.allowed(Right.PEOPLE)
def create() -> AnyResponse | tuple[str, int]:
    """Make an organisation."""
    values = {name: request.form.get(name, "").strip()[:200] for name in ("slug", "name_zh", "name_en")}
    try:
        with writing() as session:
            organisations.create(session, **values, by=access.me())
    except OrganisationRefused as refused:
        where = {"taken": "slug", "name": "name_zh"}.get(refused.reason, refused.reason)
        return page(values, **{where: faults.organisation_words(refused.reason)}), 422
    flash(_("The organisation is there."), "done")
    return redirect(url_for("admin_organisations.show", slug=values["slug"]), 303)


def organisation_or_404(slug: str) -> Organisation:
    """Give an organisation by its short name."""
    return organisations.find(db.session(), slug) or abort(404)


@bp.get("/<slug>")
@access.allowed(Right.PEOPLE)
def show(slug: str) -> str:
    """One organisation: its pages, and the form to give it another."""
    return organisation_page(organisation_or_404(slug))


def organisation_page(organisation: Organisation, address: str = "", fault: str = "", names: dict[str, str] | None = None, **said: str) -> str:
    """Give the page of an organisation with what was typed."""
    session, held = db.session(), {"name_zh": organisation.name_zh, "name_en": organisation.name_en}
    return render_template(
        "admin/people/organisation.html",
        organisation=organisation,
        pages=organisations.pages_of(session, organisation),
        people=organisations.people_of(session, organisation),
        address=address,
        fault=fault,
        names=names or held,
        said=said,
    )


@bp.post("/<slug>/name")
@access.allowed(Right.PEOPLE)
def rename(slug: str) -> AnyResponse | tuple[str, int]:
    """Give an organisation other names."""
    organisation = organisation_or_404(slug)
    names = {name: request.form.get(name, "").strip()[:200] for name in ("name_zh", "name_en")}
    try:
        with writing() as session:
            session.refresh(organisation)
            organisations.rename(session, organisation, **names, by=access.me())
    except OrganisationRefused as refused:
        where = {"name": "name_zh"}.get(refused.reason, refused.reason)
        return organisation_page(organisation, names=names, **{where: faults.organisation_words(refused.reason)}), 422
    flash(_("Renamed. Its pages say so from now on."), "done")
    return redirect(url_for("admin_organisations.show", slug=slug), 303)


def page_at(address: str) -> Page | None:
    """Give the page that an address of the guide names: a whole address, or only places/rongbaozhai."""
    folder, _slash, slug = "/".join(address.split("?", maxsplit=1)[0].rstrip("/").rsplit("/", 2)[-2:]).partition("/")
    entry = BY_FOLDER.get(folder)
    return db.session.scalars(select(Page).where(Page.family == entry.family, Page.slug == slug)).one_or_none() if entry is not None else None


@bp.post("/<slug>/pages")
@access.allowed(Right.PEOPLE)
def give_page(slug: str) -> AnyResponse | tuple[str, int]:
    """Let a page belong to this organisation."""
    organisation, address = organisation_or_404(slug), request.form.get("address", "").strip()[:300]
    found = page_at(address)
    if found is None:
        return organisation_page(organisation, address, _("There is no page at this address.")), 422
    with writing() as session:
        organisations.give_page(session, found, organisation, by=access.me())
    flash(_("The page belongs to the organisation now."), "done")
    return redirect(url_for("admin_organisations.show", slug=slug), 303)


@bp.post("/<slug>/pages/<int:number>/remove")
@access.allowed(Right.PEOPLE)
def take_page(slug: str, number: int) -> AnyResponse:
    """Let a page belong to the district alone again."""
    organisation = organisation_or_404(slug)
    found = db.first_or_404(select(Page).where(Page.id == number, Page.organisation_id == organisation.id))
    with writing() as session:
        organisations.give_page(session, found, None, by=access.me())
    flash(_("The page belongs to the district alone again."), "done")
    return redirect(url_for("admin_organisations.show", slug=slug), 303)
