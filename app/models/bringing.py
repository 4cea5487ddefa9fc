"""What came from outside at once: imports that can be undone, numbers that other lists use, and invitations."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, word
from app.vocabulary import Family, Role


class ImportFile(Base):
    """A list that somebody brought and has not imported yet (待导入文件): how its columns are read; `batch_id` once it is imported."""

    __tablename__ = "import_file"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    family: Mapped[Family] = mapped_column(word(Family))
    format: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(100))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    fixed: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[datetime]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id", ondelete="SET NULL"))


class ImportBatch(Base):
    """One import, done as a whole or not at all (导入批次), and when it was undone."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    family: Mapped[Family] = mapped_column(word(Family))
    format: Mapped[str] = mapped_column(String(8))
    file: Mapped[str] = mapped_column(String(200))
    rows: Mapped[int]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class ImportedRow(Base):
    """One page that an import made or changed: the revision it wrote, and the one that was the newest before (0 for a new page)."""

    __tablename__ = "imported_row"

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"), primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int]
    before: Mapped[int] = mapped_column(default=0)


class ExternalId(Base):
    """What another list calls a page (外部编号), so that the next import finds it again; `batch_id` is the import that said so."""

    __tablename__ = "external_id"

    scheme: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200), primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), index=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id", ondelete="SET NULL"))


class Invitation(Base):
    """A signed link by which a person makes an account once (邀请): what that account may do, and until when it opens."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[Role] = mapped_column(word(Role))
    families: Mapped[list[Any]] = mapped_column(default=list)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(2), default="zh")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
