"""Organisations: the old brands, theatres and parks whose own editors see only their own pages."""

import re

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.page import Page
from app.models.people import Organisation, User
from app.services import audit
from app.services.transactions import record_change
from app.vocabulary import State

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class OrganisationRefused(ValueError):
    """An organisation that cannot be made; `reason` is one of `slug`, `taken`, `name`, `name_en`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def create(session: Session, *, slug: str, name_zh: str, name_en: str, by: User | None) -> Organisation:
    """Make an organisation; raise OrganisationRefused."""
    if not SLUG.fullmatch(slug) or len(slug) > 80:
        raise OrganisationRefused("slug")
    names = checked_names(name_zh, name_en)
    if find(session, slug) is not None:
        raise OrganisationRefused("taken")
    organisation = Organisation(slug=slug, name_zh=names[0], name_en=names[1])
    session.add(organisation)
    session.flush()
    audit.note(session, "organisation_created", by=by, organisation=slug)
    return organisation


def checked_names(name_zh: str, name_en: str) -> tuple[str, str]:
    """Give both names as they are kept; raise OrganisationRefused without a Chinese one, and for one that is too long."""
    zh, en = (" ".join("".join(filter(str.isprintable, name)).split()) for name in (name_zh, name_en))
    if not 1 <= len(zh) <= 100:
        raise OrganisationRefused("name")
    if len(en) > 100:
        raise OrganisationRefused("name_en")
    return zh, en


def rename(session: Session, organisation: Organisation, *, name_zh: str, name_en: str, by: User | None) -> None:
    """Give an organisation other names, which every page that it keeps says from now on; raise OrganisationRefused."""
    before, names = organisation.name, checked_names(name_zh, name_en)
    if names == (organisation.name_zh, organisation.name_en):
        return
    organisation.name_zh, organisation.name_en = names
    for page_id in session.scalars(select(Page.id).where(Page.organisation_id == organisation.id, Page.state == State.PUBLISHED)):
        record_change(session, page_id, "organisation")
    audit.note(session, "organisation_renamed", by=by, organisation=organisation.slug, before=before, after=organisation.name)


def find(session: Session, slug: str) -> Organisation | None:
    """Give the organisation of a short name, or None."""
    return session.scalars(select(Organisation).where(Organisation.slug == slug)).one_or_none()


def counted(session: Session) -> list[tuple[Organisation, int, int]]:
    """Give every organisation by name with how many pages it keeps and how many people it has."""
    pages = select(func.count()).where(Page.organisation_id == Organisation.id).scalar_subquery()
    people = select(func.count()).where(User.organisation_id == Organisation.id).scalar_subquery()
    rows = session.execute(select(Organisation, pages, people).order_by(Organisation.name_zh, Organisation.id))
    return [(organisation, pages, people) for organisation, pages, people in rows]


def pages_of(session: Session, organisation: Organisation) -> list[Page]:
    """Give the pages of an organisation in the order of lists."""
    return list(session.scalars(select(Page).where(Page.organisation_id == organisation.id).order_by(Page.family, Page.sort_zh, Page.id)))


def people_of(session: Session, organisation: Organisation) -> list[User]:
    """Give the people of an organisation, those who may sign in first, by name."""
    rows = select(User).where(User.organisation_id == organisation.id)
    return list(session.scalars(rows.order_by(User.disabled_at.is_not(None), User.name, User.id)))


def give_page(session: Session, page: Page, organisation: Organisation | None, *, by: User | None) -> None:
    """Let a page belong to an organisation, or again to the district alone; the page says so from now on."""
    page.organisation_id = organisation.id if organisation is not None else None
    if page.state is State.PUBLISHED:
        record_change(session, page.id, "organisation")
    audit.note(session, "page_organisation", by=by, page=page, organisation=organisation.slug if organisation is not None else None)
