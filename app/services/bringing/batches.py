"""Imports done and undone: all rows of a list or none, each as a draft; a whole import is taken back, or nothing of it."""

from dataclasses import dataclass

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session

from app import clock
from app.documents.registry import BY_FAMILY
from app.i18n import _
from app.models.bringing import ExternalId, ImportBatch, ImportedRow, ImportFile
from app.models.page import Page, Revision
from app.models.people import User
from app.models.review import Draft
from app.services import audit, publishing
from app.services.bringing import files
from app.services.bringing.planning import Asked, Plan, Planned, RowFault, plan
from app.services.desk import saving
from app.services.desk.saving import Saved
from app.services.people import rights
from app.services.truth import ledger
from app.vocabulary import State


class ImportRefused(ValueError):
    """A list that cannot be imported as it stands; `faults` says why for each row."""

    def __init__(self, faults: list[RowFault]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} faults")


class UndoRefused(ValueError):
    """An import that cannot be taken back; `pages` are those that went on since."""

    def __init__(self, pages: list[Page]) -> None:
        self.pages = pages
        super().__init__(f"{len(pages)} pages went on")


@dataclass(frozen=True)
class Held:
    """One page of an import: the page and what the import wrote."""

    page: Page
    row: ImportedRow


def carry_out(session: Session, file: ImportFile, *, by: User) -> ImportBatch:
    """Import a list in the caller's writing transaction; raise ImportRefused when any row has a fault.

    A list that was imported already gives that import: pressing twice imports once.
    """
    done = session.get(ImportBatch, file.batch_id) if file.batch_id is not None else None
    if done is not None:
        return done
    asked = files.asked_of(file)
    found = plan(session, files.sheet_of(file), asked, by)
    if found.faults:
        raise ImportRefused(found.faults)
    batch = ImportBatch(at=clock.to_utc(clock.now()), by_id=by.id, family=file.family, format=file.format, file=file.name, rows=0)
    session.add(batch)
    session.flush()
    batch.rows = write_all(session, found, asked, batch, by)
    file.batch_id, file.data = batch.id, b""
    audit.note(session, "imported", by=by, batch=batch.id, file=file.name, rows=batch.rows, new=len(found.new), changed=len(found.changed))
    return batch


def write_all(session: Session, found: Plan, asked: Asked, batch: ImportBatch, by: User) -> int:
    """Write the drafts of an import, and the numbers that the list gives its pages; give how many drafts."""
    count = 0
    for row in found.rows:
        page = row.page
        if not row.is_same:
            page = write(session, row, batch, by)
            count += 1
        if row.external and page is not None:
            name_outside(session, asked.scheme, row.external, page, batch)
    return count


def write(session: Session, row: Planned, batch: ImportBatch, by: User) -> Page:
    """Write the draft of one row."""
    why = _("Import of %(file)s", file=batch.file)
    if row.page is None:
        saved = saving.create(session, batch.family, row.slug, row.values, by=by, why=why)
    else:
        outcome = saving.save(session, row.page, row.values, based_on=row.head.number, by=by, why=why, origin="import")
        if not isinstance(outcome, Saved):
            raise ImportRefused([RowFault(row.number, "", _("The page was changed in the same moment. Please look at it again."))])
        saved = outcome
    session.add(ImportedRow(batch_id=batch.id, page_id=saved.revision.page_id, revision=saved.revision.number, before=row.head.number))
    session.flush()
    return session.get_one(Page, saved.revision.page_id)


def name_outside(session: Session, scheme: str, value: str, page: Page, batch: ImportBatch) -> None:
    """Remember what a list calls a page, unless it is known already."""
    if session.get(ExternalId, (scheme, value)) is None:
        session.add(ExternalId(scheme=scheme, value=value, page_id=page.id, batch_id=batch.id))


def within_reach(user: User) -> Select[ImportBatch, User]:
    """Give the imports that a person may see, the newest first: the district sees all, others those of their organisation."""
    rows = select(ImportBatch, User).outerjoin(User, User.id == ImportBatch.by_id).order_by(ImportBatch.id.desc())
    if rights.is_of_the_district(user):
        return rows.where(ImportBatch.family.in_(rights.families_of(user)))
    return rows.where(or_(User.organisation_id == user.organisation_id, User.id == user.id), ImportBatch.family.in_(rights.families_of(user)))


def pages_of(session: Session, batch: ImportBatch) -> list[Held]:
    """Give the pages of an import that are still there, by name."""
    rows = select(Page, ImportedRow).join(ImportedRow, ImportedRow.page_id == Page.id).where(ImportedRow.batch_id == batch.id)
    return [Held(page, row) for page, row in session.execute(rows.order_by(Page.slug))]


def moved_on(session: Session, batch: ImportBatch) -> list[Held]:
    """Give the pages of an import that were saved or published since, and its new pages on which somebody is typing."""
    kept = Revision.state != State.WITHDRAWN  # What a later import wrote and took back is no longer there.
    newest = select(func.max(Revision.number)).where(Revision.page_id == ImportedRow.page_id, kept).scalar_subquery()
    typing = select(Draft.page_id).where(Draft.page_id == ImportedRow.page_id, ImportedRow.before == 0)
    live = select(Revision.id).where(
        Revision.page_id == ImportedRow.page_id,
        Revision.number == ImportedRow.revision,
        or_(Revision.published_at.is_not(None), Revision.state != State.DRAFT),
    )
    rows = select(Page, ImportedRow).join(ImportedRow, ImportedRow.page_id == Page.id)
    gone_on = rows.where(ImportedRow.batch_id == batch.id, or_(newest != ImportedRow.revision, live.exists(), typing.exists()))
    return [Held(page, row) for page, row in session.execute(gone_on.order_by(Page.slug))]


def undo(session: Session, batch: ImportBatch, *, by: User) -> None:
    """Take a whole import back in the caller's writing transaction: its new pages are gone, the others are as they were before.

    Raise UndoRefused, with nothing changed, when any of its pages went on since.
    """
    if batch.undone_at is not None:
        return
    blocked = moved_on(session, batch)
    if blocked:
        raise UndoRefused([held.page for held in blocked])
    held_pages = pages_of(session, batch)
    session.execute(delete(ExternalId).where(ExternalId.batch_id == batch.id))
    for held in held_pages:
        take_back(session, held)
    batch.undone_at, batch.undone_by_id = clock.to_utc(clock.now()), by.id
    audit.note(session, "import_undone", by=by, batch=batch.id, file=batch.file, rows=len(held_pages))


def take_back(session: Session, held: Held) -> None:
    """Take back what an import did to one page: its draft is withdrawn and stays in the history; a page that it made is deleted."""
    if held.row.before == 0 and not held.page.revision:
        publishing.delete(session, held.page)
        return
    revision = session.scalars(select(Revision).where(Revision.page_id == held.page.id, Revision.number == held.row.revision)).one()
    revision.state = State.WITHDRAWN
    session.flush()
    ledger.count(session, held.page, BY_FAMILY[held.page.family].document)
