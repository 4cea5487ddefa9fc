"""The people of the desk, what they did, and the media they brought."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, word
from app.vocabulary import Role


class User(Base):
    """A person who works at the desk (用户)."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[Role] = mapped_column(word(Role))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Audit(Base):
    """One deed at the desk or on the command line (审计)."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_page", "page_id", "at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    deed: Mapped[str] = mapped_column(String(40))
    page_id: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Media(Base):
    """A picture that editors brought, with its rights (媒体)."""

    __tablename__ = "media"

    id: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(String(80), unique=True)
    alt_zh: Mapped[str] = mapped_column(String(400))
    alt_en: Mapped[str] = mapped_column(String(400), default="")
    author: Mapped[str] = mapped_column(String(200))
    licence: Mapped[str] = mapped_column(String(100))
    width: Mapped[int]
    height: Mapped[int]
    added_at: Mapped[datetime]
