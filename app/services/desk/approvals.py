"""Approvals: a verdict is of one half of a text, known by its digest; it stands until that half is edited.

An English edit leaves the approval of the Chinese as it is, and a deed (a cancellation, a closure) leaves both.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.page import Page, Revision
from app.models.review import Review
from app.services.desk.halves import digest, halves_of, operated
from app.vocabulary import Half, Verdict


class Given(NamedTuple):
    """A verdict with the text that it was given on."""

    review: Review
    content: dict[str, Any]


def given_on(session: Session, page_ids: Collection[int]) -> dict[int, list[Given]]:
    """Give every verdict on some pages, by page, the first given first; in one query."""
    rows = select(Review, Revision.content).join(Revision, Revision.id == Review.revision_id).where(Review.page_id.in_(page_ids))
    found: dict[int, list[Given]] = defaultdict(list)
    for review, content in session.execute(rows.order_by(Review.id)) if page_ids else ():
        found[review.page_id].append(Given(review, content))
    return found


def on_same_text(given: list[Given], page: Page, revision: Revision, half: Half) -> list[Review]:
    """Give the verdicts on just what one half of a revision says, whatever deeds were done since."""
    wanted, typed, live = digest(revision.content, half), operated(revision.content), operated(page.content)
    same = [one for one in given if one.review.half is half and one.review.digest == wanted]
    return [one.review for one in same if typed in (operated(one.content), live)]


def standing_of(given: list[Given], page: Page, revision: Revision, half: Half) -> list[Review]:
    """Give the approvals of a half that count: one for each person, none from before changes were asked for."""
    counted: dict[int, Review] = {}
    for review in on_same_text(given, page, revision, half):
        if review.verdict is Verdict.APPROVED:
            counted.setdefault(review.reviewer_id, review)
        else:
            counted.clear()
    return list(counted.values())


def missing_of(given: list[Given], page: Page, revision: Revision, steps: int) -> dict[Half, int]:
    """Give how many approvals each half of a revision still lacks; nothing when it is approved."""
    lacking = {half: steps - len(standing_of(given, page, revision, half)) for half in halves_of(revision.content)}
    return {half: number for half, number in lacking.items() if number > 0}


def standing(session: Session, page: Page, revision: Revision, half: Half) -> list[Review]:
    """Give the approvals of a half that count, read anew."""
    return standing_of(given_on(session, [page.id])[page.id], page, revision, half)


def missing(session: Session, page: Page, revision: Revision, steps: int) -> dict[Half, int]:
    """Give how many approvals each half of a revision still lacks, read anew."""
    return missing_of(given_on(session, [page.id])[page.id], page, revision, steps)


def writers_of(session: Session, revisions: Collection[Revision]) -> dict[int, dict[Half, int | None]]:
    """Give for open revisions who wrote each half as it stands, by the revision's row: who saved it first since it differs from the base.

    Nobody where a half still says what the live text said. In one query.
    """
    first = min((revision.based_on for revision in revisions), default=0)
    rows = select(Revision).where(Revision.page_id.in_({revision.page_id for revision in revisions}), Revision.number >= first)
    line = list(session.scalars(rows.order_by(Revision.number.desc()))) if revisions else []
    return {revision.id: {half: writer_of(revision, line, half) for half in Half} for revision in revisions}


def writer_of(revision: Revision, line: list[Revision], half: Half) -> int | None:
    """Give who wrote one half of a revision, from the versions of all pages, the newest first."""
    wanted, writer = digest(revision.content, half), None
    for earlier in line:
        if earlier.page_id != revision.page_id or not revision.based_on <= earlier.number <= revision.number:
            continue
        if earlier.number == revision.based_on:
            return None if digest(earlier.content, half) == wanted else writer
        if earlier.published_at is None or earlier.id == revision.id:
            if digest(earlier.content, half) != wanted:
                return writer
            writer = earlier.author_id
    return writer


def open_to(given: list[Given], page: Page, revision: Revision, writers: dict[Half, int | None], *, user_id: int, steps: int) -> list[Half]:
    """Give the halves that a person may be the next to approve: nobody acts twice on one version."""
    lacking = missing_of(given, page, revision, steps)
    own = {half for half, writer in writers.items() if steps > 1 and writer == user_id}
    done = {half for half in lacking if user_id in {review.reviewer_id for review in standing_of(given, page, revision, half)}}
    return [half for half in lacking if half not in own | done]
