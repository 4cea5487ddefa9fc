"""Loading content files into the database: all or nothing, and never over what an editor did.

For each file three texts are compared: the file at the last load, the file now, and the live document. A page that
nobody touched in the database follows its file; one that was edited, withdrawn or deleted there, or of which a draft is
open there, differs and is left. Even a file that is taken on purpose undoes no later status or closure, and shows no
withdrawn page again: only operations do.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.documents.base import Document
from app.documents.registry import folder_of
from app.models.page import Page, Revision
from app.models.site import LoadedFile, Site
from app.services.checking import CheckedFile, check_content
from app.services.desk.going_live import outliving
from app.services.desk.heads import pages_in_work
from app.services.publishing import delete, digest_of, digest_of_values, publish, start_page
from app.services.transactions import record_change
from app.vocabulary import Family, State

Key = tuple[Family, str]


class ContentRefused(ValueError):
    """Content with faults; nothing of it was loaded."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} faults in the content files")


class Outcome(StrEnum):
    """What a load does with one file."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DIFFERS = "differs"


@dataclass
class LoadReport:
    """What a load did, by page: `places/rongbaozhai`."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    differs: list[str] = field(default_factory=list)

    def note(self, address: str, outcome: Outcome) -> None:
        """Write down what is done with one file."""
        if outcome is Outcome.UNCHANGED:
            self.unchanged += 1
        else:
            getattr(self, outcome.value).append(address)

    @property
    def is_change(self) -> bool:
        """Whether visitors see anything new."""
        return bool(self.created or self.updated or self.removed)


@dataclass
class Known:
    """What the database knows of one file: its row of the last load, its page, and whether the desk wrote to it last."""

    loaded: LoadedFile | None
    page: Page | None
    desk_wrote: bool

    @property
    def live(self) -> str | None:
        """The digest of the text that the public sees; nothing when there is none."""
        shown = self.page is not None and self.page.state is State.PUBLISHED
        return digest_of_values(self.page.content) if self.page is not None and shown else None

    @property
    def is_untouched(self) -> bool:
        """Whether the live page is just what the file said at the last load, and nobody at the desk wrote to it since."""
        return self.loaded is not None and not self.desk_wrote and self.live == self.loaded.digest


def load_content(session: Session, root: Path, *, take: dict[str, str] | None = None) -> LoadReport:
    """Load every file below `root`, in the caller's writing transaction; give what was done.

    `take` decides for pages that differ: folder/slug → `file` or `desk`. Raise ContentRefused with every fault.
    """
    files, faults = check_content(root)
    take, known = take or {}, what_is_known(session, files)
    faults += [f"{address}: there is no such page to decide about" for address in take if address not in {address_of(key) for key in known}]
    if faults:
        raise ContentRefused(faults)
    report, plan = LoadReport(), []
    for file in files:
        mine, digest, verdict = known.pop((file.family, file.slug)), digest_of(file.document), take.get(file.address)
        outcome = decide(mine, digest, verdict)
        report.note(file.address, outcome)
        if outcome in {Outcome.CREATED, Outcome.UPDATED}:
            plan.append((file, mine))
        elif verdict == "desk" and not mine.is_untouched:
            remember_file(session, file, mine).desk_over = digest
    put_all(session, plan)
    for key, mine in known.items():
        drop(session, address_of(key), mine, take.get(address_of(key)), report)
    session.get_one(Site, 1).loaded_at = clock.to_utc(clock.now())
    if report.is_change:
        record_change(session, None, "load")
    return report


def address_of(key: Key) -> str:
    """Give the page as messages and commands name it: places/rongbaozhai."""
    return f"{folder_of(key[0])}/{key[1]}"


def what_is_known(session: Session, files: list[CheckedFile]) -> dict[Key, Known]:
    """Give what the database knows of every file there is, and of every file there was at the last load."""
    loaded = {(row.family, row.slug): row for row in session.scalars(select(LoadedFile))}
    pages = {(page.family, page.slug): page for page in session.scalars(select(Page))}
    newest = select(func.max(Revision.id)).group_by(Revision.page_id)
    desk = set(session.scalars(select(Revision.page_id).where(Revision.id.in_(newest), Revision.origin != "file"))) | pages_in_work(session)
    keys = [*((file.family, file.slug) for file in files), *loaded]
    return {key: Known(loaded.get(key), pages.get(key), key in pages and pages[key].id in desk) for key in keys}


def decide(known: Known, digest: str, verdict: str | None) -> Outcome:
    """Decide what is done with the file that has this digest."""
    if known.loaded is None and known.page is None:
        return Outcome.CREATED
    if known.is_untouched:
        return Outcome.UNCHANGED if known.live == digest else Outcome.UPDATED
    if verdict == "file":
        return Outcome.UPDATED
    is_settled = known.loaded is not None and known.loaded.desk_over == digest
    return Outcome.UNCHANGED if verdict == "desk" or is_settled or known.live == digest else Outcome.DIFFERS


def put_all(session: Session, plan: list[tuple[CheckedFile, Known]]) -> None:
    """Publish the documents of files; all pages exist before the first is published, for they link to each other."""
    pages = [known.page or start_page(session, file.family, file.slug) for file, known in plan]
    for (file, known), page in zip(plan, pages, strict=True):
        document = outliving(session, page, file.document, since=last_file_revision(session, page))
        publish(session, page, document, origin="file", may_lack_pages=True)
        known.page = page
        row = remember_file(session, file, known)
        # The live page is then not what the file says; that is settled until the file changes.
        row.desk_over = row.digest if document != file.document or page.state is State.WITHDRAWN else None


def last_file_revision(session: Session, page: Page) -> int:
    """Give the number of the newest revision of a page that came from its file; 0 when none did."""
    return session.scalar(select(func.max(Revision.number)).where(Revision.page_id == page.id, Revision.origin == "file")) or 0


def remember_file(session: Session, file: CheckedFile, known: Known) -> LoadedFile:
    """Remember what a file says now; give the row."""
    row = known.loaded = known.loaded or LoadedFile(family=file.family, slug=file.slug)
    row.digest, row.page_id, row.desk_over = digest_of(file.document), known.page.id if known.page else None, None
    session.add(row)
    return row


def drop(session: Session, address: str, known: Known, verdict: str | None, report: LoadReport) -> None:
    """Delete a page whose file is gone; one that was touched differs, unless `take` decides."""
    if known.page is not None and (known.is_untouched or verdict == "file"):
        delete(session, known.page)
        report.removed.append(address)
    elif known.page is not None and verdict != "desk":
        report.differs.append(address)
        return
    session.delete(known.loaded)


def live_documents(session: Session) -> list[tuple[Family, str, Document]]:
    """Give every page that has a published text, by family and slug, for export."""
    rows = session.scalars(select(Page).where(Page.state == State.PUBLISHED).order_by(Page.family, Page.slug))
    return [(page.family, page.slug, page.document) for page in rows]
