"""Restoring: an old text becomes the newest draft; it is then reviewed and published like any other.

Status, changes of dates and closures stay as they are now: only operations change these. English that people wrote since
stays too, where it was made from just this Chinese or where the old text had none.
"""

from sqlalchemy.orm import Session

from app.documents.base import Document
from app.models.page import Page, Revision
from app.models.people import User
from app.services.content_files import plain
from app.services.desk.going_live import outliving
from app.services.desk.heads import Head, head
from app.services.desk.saving import SaveRefused, append, document_type, finish
from app.services.people import rights
from app.services.truth import ledger
from app.services.truth.ledger import Said
from app.vocabulary import Right


def restored_document(session: Session, page: Page, revision: Revision) -> Document:
    """Give what restoring a revision would make: its text, with the deeds as they are now; raise ValidationError for one no longer valid."""
    return outliving(session, page, document_type(page).model_validate(coming_back(session, page, revision).values), since=None)


def coming_back(session: Session, page: Page, revision: Revision) -> Said:
    """Give an old text with the English that outlives it, and what each English was made from."""
    _number, now = ledger.head_of(session, page)
    return ledger.kept_english(document_type(page), Said(revision.content, revision.made_from), now)


def restore(session: Session, page: Page, revision: Revision, *, seen: int, by: User, why: str = "") -> Revision:
    """Make a draft of an old revision, in place of the draft `seen`, which stays in the history.

    Raise SaveRefused when the page was edited since it was seen.
    """
    if not rights.may(by, Right.WRITE, page):
        raise SaveRefused("right")
    found = head(session, page)
    if found.number != seen:
        raise SaveRefused("base")
    document = restored_document(session, page, revision)
    fresh = Head(found.values, found.number, found.revision, page.revision)
    made = append(session, page, plain(document), fresh, by=by, why=why, origin="restore", follows=coming_back(session, page, revision))
    if made is None:
        raise SaveRefused("base")
    finish(session, page, fresh, made, by)
    return made
