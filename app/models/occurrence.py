"""Dated times, projected from schedules and from the rules of series."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, word
from app.vocabulary import Certainty, Status


class Occurrence(Base):
    """One dated time of an event, or the window in which a series is expected (场次).

    It is known by its page and its original start, never by its row. `precision` says how much of the dates is
    known: `day`, `month` or `year`; the moments of a month or a year bound it and are never printed.
    """

    __tablename__ = "occurrence"
    __table_args__ = (
        Index("ix_occurrence_start", "starts_at", "page_id", "status", "ends_at"),
        Index("ix_occurrence_end", "ends_at", "starts_at", "page_id"),
    )

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    original_start: Mapped[str] = mapped_column(String(20), primary_key=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    starts: Mapped[str] = mapped_column(String(10))
    ends: Mapped[str | None] = mapped_column(String(10))
    opens: Mapped[str | None] = mapped_column(String(5))
    closes: Mapped[str | None] = mapped_column(String(5))
    precision: Mapped[str] = mapped_column(String(8))
    certainty: Mapped[Certainty] = mapped_column(word(Certainty))
    status: Mapped[Status] = mapped_column(word(Status))
