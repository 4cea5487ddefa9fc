"""What the desk changes at once is on every surface of the public site with the next request, with and without the page cache."""

import pytest
from sqlalchemy import select

from app import clock
from app.models.people import User
from app.services.people import sign_ins
from app.services.transactions import writing
from app.vocabulary import Role, Status
from tests.routes import test_status_everywhere as everywhere
from tests.routes.admin.conftest import ADDRESS, DeskClient
from tests.routes.test_status_everywhere import FLIPS, sites, visitor  # noqa: F401  (fixtures)

URGENT = "/admin/pages/events/lamplight/urgent"


def press(visitor, scope, status):  # noqa: F811
    """Do at the desk, as a publisher on the same site, what a tap does."""
    app = visitor.application
    with writing() as session:
        user = User(email="p@example.org", name="P", role=Role.PUBLISHER, created_at=clock.to_utc(clock.now()), families=[], language="zh")
        user = session.scalars(select(User)).first() or user
        session.add(user)
        session.flush()
        token = sign_ins.begin(session, user, address=ADDRESS, agent="iPhone")
    desk = DeskClient(app, app.response_class, use_cookies=True)
    desk.keep(token=token)
    moved = {"opens": "18:30", "closes": "21:30"} if status is Status.RESCHEDULED else {}
    fields = {"status": status.value, "note_zh": everywhere.NOTE["zh"], "note_en": everywhere.NOTE["en"]} | moved
    path = f"{URGENT}/all" if scope == "whole" else f"{URGENT}/date/{everywhere.OF}"
    return desk.send(path, fields)


@pytest.mark.parametrize(
    ("scope", "status", "lang"),
    [flip for flip in FLIPS if flip[:2] != ("whole", Status.RESCHEDULED)],
    ids=str,
)
def test_one_tap_at_the_desk_is_on_every_surface(visitor, monkeypatch, scope, status, lang):  # noqa: F811
    def flip(scope, status):
        assert press(visitor, scope, status).status_code == 303

    monkeypatch.setattr(everywhere, "flip", flip)

    everywhere.test_one_change_of_status_is_on_every_surface_in_the_same_second(visitor, scope, status, lang)


@pytest.mark.parametrize("lang", everywhere.LANGUAGES)
def test_a_withdrawn_event_is_on_no_surface_and_its_address_says_why(visitor, lang):  # noqa: F811
    before = {path: everywhere.read(visitor, path, lang) for path in everywhere.EVERY}
    press(visitor, "one date", Status.FULL)
    app = visitor.application
    desk = DeskClient(app, app.response_class, use_cookies=True)
    with writing() as session:
        desk.keep(token=sign_ins.begin(session, session.scalars(select(User)).one(), address=ADDRESS, agent="iPhone"))
    assert desk.send(f"{URGENT}/withdraw", {"note_zh": "登错了。", "note_en": "It was wrong."}).status_code == 303

    gone = visitor.get(f"/{lang}/events/lamplight")
    assert gone.status_code == 410
    assert {"zh": "登错了。", "en": "It was wrong.", "zh-hant": "登錯了。"}[lang] in gone.text
    assert visitor.get(f"/{lang}/events/lamplight.ics").status_code == 410
    for path in everywhere.EVERY:
        if "lamplight" not in path:
            text = everywhere.read(visitor, path, lang)
            assert "events/lamplight" not in text, path
            assert "lamplight.20270206" not in text or "STATUS:CANCELLED" in text, path
    assert any("events/lamplight" in text for text in before.values())
