"""What keeps the guide true: translations, mistakes that visitors reported, links that were tried, views, digests."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, word
from app.vocabulary import ReportState


class TranslationState(Base):
    """How far the English of a page follows its Chinese (译文状态), counted at its newest text: projected, and can be made again."""

    __tablename__ = "translation_state"

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int]
    texts: Mapped[int]
    changed: Mapped[int]
    missing: Mapped[int]


class TriedLink(Base):
    """What came of trying an external link (外链): the status or why there was none, and since when it fails."""

    __tablename__ = "tried_link"

    address: Mapped[str] = mapped_column(String(500), primary_key=True)
    status: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(80), default="")
    tried_at: Mapped[datetime]
    failing_since: Mapped[datetime | None]


class SentDigest(Base):
    """That the digest of a week was sent to a person (周报), so that it is sent once."""

    __tablename__ = "sent_digest"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    week: Mapped[str] = mapped_column(String(8), primary_key=True)
    sent_at: Mapped[datetime]


class Report(Base):
    """A mistake that a visitor reported (报错): its number for the visitor, and what became of it; the contact is purged."""

    __tablename__ = "report"
    __table_args__ = (Index("ix_report_state", "state", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    page_id: Mapped[int | None] = mapped_column(ForeignKey("page.id", ondelete="SET NULL"), index=True)
    address: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    contact: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime]
    state: Mapped[ReportState] = mapped_column(word(ReportState), default=ReportState.OPEN)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class PageViews(Base):
    """How often a page was seen on one Beijing day in one language (浏览量); nothing is kept of who saw it."""

    __tablename__ = "page_views"
    __table_args__ = (Index("ix_page_views_day", "day", "page"),)

    page: Mapped[str] = mapped_column(String(100), primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    times: Mapped[int]
