"""The people of the desk and the organisations they belong to."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, word
from app.vocabulary import Role


class Organisation(Base):
    """Whose pages a person may work on (单位): an old brand, a theatre; the district itself is no row."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name_zh: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100), default="")

    @property
    def name(self) -> dict[str, str]:
        """The name in both languages."""
        return {"zh": self.name_zh, "en": self.name_en}


class User(Base):
    """A person who works at the desk (用户).

    No families means all of them; no organisation means the district's own staff, who reach every page.
    A two-step secret counts only once it is confirmed; `totp_step` is the last time step whose code was used.
    """

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[Role] = mapped_column(word(Role))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    families: Mapped[list[Any]] = mapped_column(default=list)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    language: Mapped[str] = mapped_column(String(2), default="zh")
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_confirmed_at: Mapped[datetime | None]
    totp_step: Mapped[int | None]
    wants_digest: Mapped[bool] = mapped_column(default=True)

    organisation: Mapped[Organisation | None] = relationship()

    @property
    def is_active(self) -> bool:
        """Whether this person may sign in at all."""
        return self.disabled_at is None

    @property
    def has_two_step(self) -> bool:
        """Whether a code is asked for after the password."""
        return self.totp_secret is not None and self.totp_confirmed_at is not None
