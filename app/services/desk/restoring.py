"""Restoring: an old text becomes the newest draft; it is then reviewed and published like any other.

Status, changes of dates and closures stay as they are now: only operations change these.
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
from app.vocabulary import Right


def restored_document(session: Session, page: Page, revision: Revision) -> Document:
    """Give what restoring a revision would make: its text, with the deeds as they are now; raise ValidationError for one no longer valid."""
    return outliving(session, page, document_type(page).model_validate(revision.content), since=None)


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
    made = append(session, page, plain(document), fresh, by=by, why=why, origin="restore")
    if made is None:
        raise SaveRefused("base")
    finish(session, page, fresh, made, by)
    return made
