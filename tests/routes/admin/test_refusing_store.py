"""Publishing, emergency changes and copies while the store refuses: a clear page, nothing half-written, what was typed still there."""

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.models.page import Page, Revision
from app.vocabulary import State
from tests.routes.admin.posting import fields_of, read_only_store, save

HALL = "/admin/pages/places/hall"


@pytest.fixture
def draft(publisher, make_place) -> str:
    """A draft of a public page that could be published at once; the address of its publishing page."""
    make_place("hall", name={"zh": "听雨轩", "en": "Rain Hall"}, confidence="high")
    save(publisher, HALL, fields_of(publisher.get(HALL).text), name__en="Hall of Rain")
    return str(publisher.get(f"{HALL}/publishing").headers["Location"])


def state() -> tuple[object, ...]:
    db.session.expire_all()
    page = db.session.scalars(select(Page).where(Page.slug == "hall")).one()
    return page.state, page.revision, page.content["name"]["en"], db.session.scalar(select(func.count()).select_from(Revision))


def test_publishing_waits_and_then_works(publisher, draft):
    before = state()
    with read_only_store():
        answer = publisher.send(f"{draft}/publish", {"when": "now"})

    assert (answer.status_code, state()) == (503, before)
    assert "<form" in answer.text
    publisher.send(f"{draft}/publish", {"when": "now"})
    assert state()[2] == "Hall of Rain"


def test_an_emergency_withdrawal_is_said_not_to_be_done(publisher, draft):
    before = state()
    with read_only_store():
        answer = publisher.send(f"{HALL}/urgent/withdraw", {"cause": "other", "note_zh": "核实中"})

    assert (answer.status_code, state()) == (503, before)
    assert "核实中" in answer.text
    assert publisher.send(f"{HALL}/urgent/withdraw", {"cause": "other", "note_zh": "核实中"}).status_code == 303
    assert state()[0] is State.WITHDRAWN


def test_a_copy_is_not_half_made(publisher, draft):
    before = db.session.scalar(select(func.count()).select_from(Page))
    with read_only_store():
        answer = publisher.send(f"{HALL}/copy", {"slug": "another-hall"})

    assert answer.status_code == 503
    assert 'value="another-hall"' in answer.text
    assert db.session.scalar(select(func.count()).select_from(Page)) == before
