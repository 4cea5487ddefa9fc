"""What the people of the desk do, in one transaction each."""

import copy
from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.models.page import Page, Revision
from app.models.people import User
from app.services.content_files import plain
from app.services.desk import gate, releasing, saving, workflow
from app.services.desk.heads import head, open_revision
from app.services.transactions import writing
from app.vocabulary import Half
from tests.factories import document


def newest(page: Page) -> Revision:
    """The open revision of a page."""
    db.session.rollback()
    found = open_revision(db.session(), page)
    assert found is not None
    return found


def typed(page: Page) -> dict[str, Any]:
    """What an editor finds in the form."""
    db.session.rollback()
    return copy.deepcopy(head(db.session(), db.session.get_one(Page, page.id, populate_existing=True)).values)


def live(page: Page) -> dict[str, Any]:
    """What the public is given."""
    db.session.rollback()
    return db.session.get_one(Page, page.id, populate_existing=True).content


def edit(page: Page, by: User, **fields: Any) -> Revision:
    """Save the page with some fields set, over what is there."""
    values = typed(page) | fields
    with writing() as session:
        found = session.get_one(Page, page.id)
        outcome = saving.save(session, found, values, based_on=head(session, found).number, by=session.merge(by))
    assert isinstance(outcome, saving.Saved)
    return outcome.revision


def create(family: Any, slug: str, by: User, **fields: Any) -> Page:
    """Begin a page with a draft."""
    with writing() as session:
        saved = saving.create(session, family, slug, plain(document(family, **fields)), by=session.merge(by))
        number = saved.revision.page_id
    return db.session.get_one(Page, number)


def act(step: Any, page: Page, revision: Revision, *rest: Any, by: User, **more: Any) -> Any:
    """Take one step of the workflow."""
    with writing() as session:
        people = {name: session.merge(value) if isinstance(value, User) else value for name, value in more.items()}
        found = session.get_one(Revision, revision.id, populate_existing=True)
        return step(session, session.get_one(Page, page.id, populate_existing=True), found, *rest, by=session.merge(by), **people)


def submit(page: Page, revision: Revision, by: User, steps: int = 1, **more: Any) -> None:
    act(workflow.submit, page, revision, by=by, steps=steps, **more)


def approve(page: Page, revision: Revision, by: User, half: Half = Half.ZH, steps: int = 1, **more: Any) -> None:
    act(workflow.approve, page, revision, half, by=by, steps=steps, **more)


def approve_all(page: Page, revision: Revision, *people: User) -> None:
    """Have both halves approved by everyone named, in turn."""
    for person in people:
        for half in Half:
            approve(page, revision, person, half, steps=len(people))


def reasons() -> dict[str, str]:
    """A reason for everything that the gate may warn of."""
    return {rule.value: "看过了" for rule in gate.GateRule}


def publish(page: Page, revision: Revision, by: User, steps: int = 1, **more: Any) -> Any:
    return act(releasing.publish_now, page, revision, by=by, steps=steps, overrides=reasons(), **more)


def schedule(page: Page, revision: Revision, moment: Any, by: User, steps: int = 1, **more: Any) -> Any:
    return act(releasing.schedule, page, revision, moment, by=by, steps=steps, overrides=reasons(), **more)


def revisions(page: Page) -> list[Revision]:
    """Every revision of a page, the first first."""
    db.session.rollback()
    return list(db.session.scalars(select(Revision).where(Revision.page_id == page.id).order_by(Revision.number)))
