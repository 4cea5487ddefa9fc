"""What waits for whom at the desk: to review, to correct, to publish, and what could not be published at its time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.registry import folder_of
from app.i18n import _, label
from app.models.page import Page, Revision
from app.models.people import User
from app.services.desk.approvals import Given, given_on, open_to, writers_of
from app.services.desk.heads import open_heads
from app.services.people import rights
from app.vocabulary import Half, Right, State, Verdict

MOST = 200
PLACE = "/admin/pages/{folder}/{slug}/publishing/{number}"


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: where it is, the page's name in both languages, what is to be done in plain words, and since when (UTC)."""

    href: str
    name: dict[str, Any]
    words: str
    since: datetime


def waiting(page: Page, revision: Revision, words: str, since: datetime | None = None) -> Waiting:
    """Give one row: a revision of a page, and what is to be done about it."""
    href = PLACE.format(folder=folder_of(page.family), slug=page.slug, number=revision.number)
    name = revision.content.get("name") or page.content.get("name") or {"zh": page.slug, "en": page.slug}
    return Waiting(href, name, words, since or revision.saved_at)


def review_steps() -> int:
    """Give how many different people must approve a revision."""
    return int(current_app.config["SETTINGS"].review_steps)


def waiting_for(session: Session, user: User) -> list[Waiting]:
    """Give what waits for a person, the longest waiting first."""
    heads = session.execute(open_heads(rights.reachable(user)).order_by(Revision.saved_at).limit(MOST)).all()
    given, writers = given_on(session, [page.id for _revision, page in heads]), writers_of(session, [revision for revision, _page in heads])
    found = [one for revision, page in heads for one in asked_of(user, page, revision, given[page.id], writers[revision.id])]
    return sorted([*found, *held_back(session, user)], key=lambda one: one.since)


def asked_of(user: User, page: Page, revision: Revision, given: list[Given], writers: dict[Half, int | None]) -> Iterator[Waiting]:
    """Give what is asked of a person about an open revision."""
    if revision.state is State.IN_REVIEW and rights.has(user, Right.REVIEW) and revision.reviewer_id in {None, user.id}:
        halves = open_to(given, page, revision, writers, user_id=user.id, steps=review_steps())
        if halves:
            words = _(" and ").join(label(half) for half in halves)
            by_name = revision.reviewer_id == user.id
            yield waiting(page, revision, _("You are asked to review: %(half)s", half=words) if by_name else _("To review: %(half)s", half=words))
    elif revision.state is State.APPROVED and rights.has(user, Right.PUBLISH):
        yield waiting(page, revision, _("Approved: ready to publish"))
    elif revision.state is State.DRAFT and revision.author_id == user.id:
        asked = [one.review for one in given if one.review.revision_id == revision.id and one.review.verdict is Verdict.CHANGES_REQUESTED]
        if asked:
            yield waiting(page, revision, _("Sent back to you: changes are asked for"), asked[-1].at)


def held_back(session: Session, user: User) -> list[Waiting]:
    """Give the revisions of a publisher that did not go live at their time, or were taken off the schedule beside a newer draft."""
    if not rights.has(user, Right.PUBLISH):
        return []
    rows = select(Revision, Page).join(Page, Page.id == Revision.page_id)
    mine = rows.where(Revision.held != "", Revision.publisher_id == user.id, rights.reachable(user)).order_by(Revision.saved_at).limit(MOST)
    return [waiting(page, revision, held_words(revision.held), revision.publish_at) for revision, page in session.execute(mine)]


def held_words(reason: str) -> str:
    """Say why a revision was held back."""
    words = {
        "clash": _("Not published at its time: it clashes with what was published since"),
        "gate": _("Not published at its time: something must be put right first"),
        "links": _("Not published at its time: a page that it links to is gone"),
        "withdrawn": _("Its text is in place, but the page was withdrawn meanwhile and stays so"),
        "aside": _("Taken off the schedule while a newer draft was open"),
    }
    return words[reason]


def mine(session: Session, user: User) -> list[Waiting]:
    """Give what a person saved that is not yet published, newest first."""
    open_rows = open_heads(rights.reachable(user), Revision.author_id == user.id).limit(MOST)
    timed = select(Revision, Page).join(Page, Page.id == Revision.page_id)
    timed = timed.where(Revision.state == State.SCHEDULED, Revision.author_id == user.id, rights.reachable(user)).limit(MOST)
    rows = [*session.execute(open_rows), *session.execute(timed)]
    return sorted((waiting(page, revision, label(revision.state)) for revision, page in rows), key=lambda one: one.since, reverse=True)


def on_their_way(session: Session, user: User) -> list[tuple[Revision, Page]]:
    """Give every revision within a person's reach that waits for its time, the next first."""
    rows = select(Revision, Page).join(Page, Page.id == Revision.page_id).where(Revision.state == State.SCHEDULED, rights.reachable(user))
    return [(revision, page) for revision, page in session.execute(rows.order_by(Revision.publish_at, Revision.id).limit(MOST))]
