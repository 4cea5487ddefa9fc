"""The pictures that editors brought."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Media(Base):
    """A picture with its rights (媒体): `file` is the name made for it, `variants` its sizes and formats, the focal point is 0 to 1."""

    __tablename__ = "media"

    id: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(String(80), unique=True)
    alt_zh: Mapped[str] = mapped_column(String(400))
    alt_en: Mapped[str] = mapped_column(String(400), default="")
    author: Mapped[str] = mapped_column(String(200))
    licence: Mapped[str] = mapped_column(String(100))
    source: Mapped[str] = mapped_column(String(400), default="")
    rights_until: Mapped[str | None] = mapped_column(String(10), index=True)
    width: Mapped[int]
    height: Mapped[int]
    focal_x: Mapped[float] = mapped_column(default=0.5)
    focal_y: Mapped[float] = mapped_column(default=0.5)
    variants: Mapped[list[Any]] = mapped_column(default=list)
    sha256: Mapped[str] = mapped_column(String(64), default="", index=True)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
