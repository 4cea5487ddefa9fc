"""Dated times, projected from schedules and from the rules of series."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, word
from app.vocabulary import Certainty, Shape, Status


class Occurrence(Base):
    """One dated time of an event, or the window in which a series is expected (场次).

    It is known by its page and its original start, never by its row. `precision` says how much of the dates is
    known: `day`, `month` or `year`; the moments of a month or a year bound it and are never printed.

    A daily run has one row for the whole run and one for each of its days; `is_line` marks what lists show as a line.
    `follows_at` is the end of the date before it in the same lines: a list shows only those whose turn has come.
    `sequence` and `changed_at` are read from the revisions: how often and when calendars saw the date change.
    """

    __tablename__ = "occurrence"
    __table_args__ = (
        Index("ix_occurrence_start", "is_line", "starts_at", "page_id", "follows_at"),
        Index("ix_occurrence_end", "shape", "ends_at", "starts_at", "page_id"),
    )

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    original_start: Mapped[str] = mapped_column(String(24), primary_key=True)
    shape: Mapped[Shape] = mapped_column(word(Shape))
    is_line: Mapped[bool]
    in_calendar: Mapped[bool]
    entry: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    starts: Mapped[str] = mapped_column(String(10))
    ends: Mapped[str | None] = mapped_column(String(10))
    is_open_ended: Mapped[bool]
    is_end_known: Mapped[bool]
    opens: Mapped[str | None] = mapped_column(String(5))
    closes: Mapped[str | None] = mapped_column(String(5))
    precision: Mapped[str] = mapped_column(String(8))
    certainty: Mapped[Certainty] = mapped_column(word(Certainty))
    status: Mapped[Status] = mapped_column(word(Status))
    change: Mapped[str | None] = mapped_column(Text)
    follows_at: Mapped[datetime | None]
    later: Mapped[int]
    sequence: Mapped[int]
    changed_at: Mapped[datetime]
