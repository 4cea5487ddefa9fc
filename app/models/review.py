"""What the desk keeps beside the revisions: verdicts of reviewers, and what is being typed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, word
from app.vocabulary import Half, Verdict


class Review(Base):
    """A verdict on one half of exactly one revision (审核): `digest` is the hash of that half, `step` the first, second or third."""

    __tablename__ = "review"
    __table_args__ = (Index("ix_review_page", "page_id", "half", "digest"), Index("ix_review_revision", "revision_id", "half"))

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    half: Mapped[Half] = mapped_column(word(Half))
    digest: Mapped[str] = mapped_column(String(64))
    step: Mapped[int]
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    verdict: Mapped[Verdict] = mapped_column(word(Verdict))
    note: Mapped[str] = mapped_column(Text, default="")
    comments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]


class Draft(Base):
    """What one person is typing on one page (随手稿): the values as they stand, valid or not, and the revision typed over."""

    __tablename__ = "draft"

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    based_on: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime]
