"""The audit: who did what, to which revision, from where; each row holds the digest of the one before."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Audit(Base):
    """One deed at the desk or on the command line (审计); never changed or deleted.

    `digest` is the SHA-256 of the row together with `previous`, the digest of the row before.
    """

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_page", "page_id", "at"),
        Index("ix_audit_at", "at"),
        Index("ix_audit_user", "user_id", "at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    deed: Mapped[str] = mapped_column(String(40))
    page_id: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    address: Mapped[str] = mapped_column(String(64), default="")
    previous: Mapped[str] = mapped_column(String(64), default="")
    digest: Mapped[str] = mapped_column(String(64), default="")
