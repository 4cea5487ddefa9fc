"""The pictures that editors brought."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


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
