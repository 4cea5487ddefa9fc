"""What keeps the guide true: mistakes that visitors reported, and how often pages are seen."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, word
from app.vocabulary import ReportState


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
