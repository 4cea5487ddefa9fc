"""What the site knows of itself: its epoch, its timed work, and what its files last said."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, word
from app.vocabulary import Family


class Site(Base):
    """The one row about the site: a random epoch that a restore renews, the lease of the timed work, the newest digest of the audit."""

    __tablename__ = "site"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[str] = mapped_column(String(32))
    lease_holder: Mapped[str | None] = mapped_column(String(80))
    lease_until: Mapped[datetime | None]
    ticked_at: Mapped[datetime | None]
    loaded_at: Mapped[datetime | None]
    projected_on: Mapped[str | None] = mapped_column(String(10))
    audit_head: Mapped[str] = mapped_column(String(64), default="")


class LoadedFile(Base):
    """What a content file said when it was last loaded; it outlives its page, so that a deletion is remembered.

    `desk_over` is the digest of the file over which the desk's text was chosen: that file no longer counts as differing.
    """

    __tablename__ = "loaded_file"
    __table_args__ = (UniqueConstraint("family", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    family: Mapped[Family] = mapped_column(word(Family))
    slug: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64))
    desk_over: Mapped[str | None] = mapped_column(String(64))
    page_id: Mapped[int | None] = mapped_column(ForeignKey("page.id", ondelete="SET NULL"))


class MissedWords(Base):
    """Words that visitors asked for at least three times and no page has (落空的词): how often, and on which day last.

    Nothing is kept of the visitors.
    """

    __tablename__ = "missed_words"

    words: Mapped[str] = mapped_column(String(60), primary_key=True)
    times: Mapped[int]
    last_on: Mapped[str] = mapped_column(String(10))
