"""Rights: `may` and `reachable` are one rule, by role, family and organisation."""

import itertools
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.extensions import db
from app.models.page import Page
from app.models.people import Organisation, User
from app.services.people import rights
from app.services.transactions import writing
from app.vocabulary import Family, Right, Role


def person(role=Role.AUTHOR, families=(), organisation_id=None, disabled_at=None):
    return User(role=role, families=list(families), organisation_id=organisation_id, disabled_at=disabled_at)


TABLE = {
    Role.AUTHOR: {Right.SEE, Right.WRITE, Right.TRANSLATE},
    Role.TRANSLATOR: {Right.SEE, Right.TRANSLATE},
    Role.REVIEWER: {Right.SEE, Right.WRITE, Right.TRANSLATE, Right.REVIEW},
    Role.PUBLISHER: {Right.SEE, Right.WRITE, Right.TRANSLATE, Right.REVIEW, Right.URGENT, Right.PUBLISH},
    Role.ADMIN: set(Right),
}


@pytest.mark.parametrize("role", Role)
def test_role_has_just_its_rights(role):
    assert {right for right in Right if rights.has(person(role), right)} == TABLE[role]


@pytest.mark.parametrize("role", Role)
def test_nobody_of_an_organisation_reviews_or_publishes(role):
    """An administrator belongs to the district, whatever the row says."""
    lost = set() if role is Role.ADMIN else {Right.REVIEW, Right.PUBLISH}

    assert {right for right in Right if rights.has(person(role, organisation_id=1), right)} == TABLE[role] - lost


def test_disabled_person_has_no_right():
    gone = person(Role.ADMIN, disabled_at="2026-11-25")

    assert [right for right in Right if rights.has(gone, right)] == []


REACHED = [((), tuple(Family)), (("event",), (Family.EVENT,)), (("trail", "place"), (Family.PLACE, Family.TRAIL))]


@pytest.mark.parametrize(("families", "reached"), REACHED)
def test_families_bound_what_a_person_reaches(families, reached):
    assert rights.families_of(person(families=families)) == reached


def test_unknown_family_in_a_row_opens_nothing():
    assert rights.families_of(person(families=["no-such"])) == ()


@pytest.fixture
def pages(make_place, make_event):
    made = [make_place("temple"), make_event("fair"), make_place("shop"), make_event("show")]
    with writing() as session:
        mine, theirs = (Organisation(slug=slug, name_zh=slug) for slug in ("mine", "theirs"))
        session.add_all([mine, theirs])
        session.flush()
        for page, of in zip(made, (None, mine, theirs, mine), strict=True):
            session.refresh(page)
            page.organisation_id = of.id if of is not None else None
        found = SimpleNamespace(mine=mine.id, theirs=theirs.id)
    return found


def test_what_a_list_shows_is_just_what_may_be_opened(pages):
    everything = db.session.scalars(select(Page)).all()
    for role, families, organisation in itertools.product(Role, ((), ("event",), ("place", "event")), (None, pages.mine, pages.theirs)):
        user = person(role, families, organisation)

        listed = set(db.session.scalars(select(Page.slug).where(rights.reachable(user))))

        assert listed == {page.slug for page in everything if rights.may(user, Right.SEE, page)}


def test_editor_of_an_organisation_sees_only_its_pages(pages):
    editor = person(Role.PUBLISHER, organisation_id=pages.mine)

    assert set(db.session.scalars(select(Page.slug).where(rights.reachable(editor)))) == {"fair", "show"}


def test_disabled_person_reaches_no_page(pages):
    assert db.session.scalars(select(Page.slug).where(rights.reachable(person(Role.ADMIN, disabled_at="2026-11-25")))).all() == []
