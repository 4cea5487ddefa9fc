"""Organisations: the old brands, theatres and parks whose own editors see only their own pages."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.page import Page
from app.models.people import Organisation, User
from app.services import audit

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class OrganisationRefused(ValueError):
    """An organisation that cannot be made; `reason` is one of `slug`, `taken`, `name`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def create(session: Session, *, slug: str, name_zh: str, name_en: str, by: User | None) -> Organisation:
    """Make an organisation; raise OrganisationRefused."""
    names = [" ".join("".join(filter(str.isprintable, name)).split()) for name in (name_zh, name_en)]
    if not SLUG.fullmatch(slug) or len(slug) > 80:
        raise OrganisationRefused("slug")
    if not 1 <= len(names[0]) <= 100 or len(names[1]) > 100:
        raise OrganisationRefused("name")
    if find(session, slug) is not None:
        raise OrganisationRefused("taken")
    organisation = Organisation(slug=slug, name_zh=names[0], name_en=names[1])
    session.add(organisation)
    session.flush()
    audit.note(session, "organisation_created", by=by, organisation=slug)
    return organisation


def find(session: Session, slug: str) -> Organisation | None:
    """Give the organisation of a short name, or None."""
    return session.scalars(select(Organisation).where(Organisation.slug == slug)).one_or_none()


def pages_of(session: Session, organisation: Organisation) -> list[Page]:
    """Give the pages of an organisation in the order of lists."""
    return list(session.scalars(select(Page).where(Page.organisation_id == organisation.id).order_by(Page.family, Page.sort_zh, Page.id)))


def give_page(session: Session, page: Page, organisation: Organisation | None, *, by: User | None) -> None:
    """Let a page belong to an organisation, or again to the district alone."""
    page.organisation_id = organisation.id if organisation is not None else None
    audit.note(session, "page_organisation", by=by, page=page, organisation=organisation.slug if organisation is not None else None)
