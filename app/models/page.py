"""A page and what is projected from its document: facets, links; and the log of visible changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.documents.base import Document
from app.documents.registry import BY_FAMILY
from app.models.base import Base, word
from app.models.people import Organisation
from app.vocabulary import Family, LinkRole, State, Subdistrict


class Page(Base):
    """Everything a visitor can open (页面): its state, its published document, and what lists need of it."""

    __tablename__ = "page"
    __table_args__ = (
        UniqueConstraint("family", "slug"),
        Index("ix_page_list_zh", "family", "state", "sort_zh", "id"),
        Index("ix_page_list_en", "family", "state", "sort_en", "id"),
        Index("ix_page_point", "state", "lat", "lon"),
        Index("ix_page_subdistrict", "subdistrict", "family", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    family: Mapped[Family] = mapped_column(word(Family))
    slug: Mapped[str] = mapped_column(String(80))
    state: Mapped[State] = mapped_column(word(State), default=State.DRAFT)
    sort_zh: Mapped[str] = mapped_column(String(200), default="")
    sort_en: Mapped[str] = mapped_column(String(200), default="")
    subdistrict: Mapped[Subdistrict | None] = mapped_column(word(Subdistrict))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    revision: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    until_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[dict[str, Any] | None]
    card: Mapped[dict[str, Any]] = mapped_column(default=dict)
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)

    organisation: Mapped[Organisation | None] = relationship()

    __mapper_args__ = {"polymorphic_on": "family", "polymorphic_abstract": True}

    @property
    def document(self) -> Document:
        """The published document, validated anew."""
        return BY_FAMILY[self.family].document.model_validate(self.content)


class FormerSlug(Base):
    """An address that a page once had (旧网址)."""

    __tablename__ = "former_slug"

    family: Mapped[Family] = mapped_column(word(Family), primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), index=True)


class Facet(Base):
    """A projected word to filter and count by (标签)."""

    __tablename__ = "facet"
    __table_args__ = (Index("ix_facet_value", "name", "value", "page_id"),)

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(24), primary_key=True)
    value: Mapped[str] = mapped_column(String(80), primary_key=True)


class Link(Base):
    """A projected, ordered edge from one page to another (关联)."""

    __tablename__ = "link"
    __table_args__ = (Index("ix_link_target", "target_id", "role", "page_id"),)

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[LinkRole] = mapped_column(word(LinkRole), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"))


class Change(Base):
    """One visible change (变更记录); the newest number, with the epoch, is the version of the site.

    A change without a page means that everything held in memory must be read anew.
    """

    __tablename__ = "change"
    __table_args__ = {"sqlite_autoincrement": True}

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    page_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime]


class Revision(Base):
    """A whole document at one save (修订): who saved it and why, how far it has come, and when it was published, if it was.

    `based_on` is the number of the live revision it started from. `publish_at` and `until_at` are what its publisher set;
    `held` says why it was not published at its time: a clash, the gate, a page that was withdrawn. `made_from` holds, by the
    place of a text, the Chinese that its English was made from, where the Chinese is another by now.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("page_id", "number"), Index("ix_revision_state", "state", "publish_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"))
    number: Mapped[int]
    based_on: Mapped[int] = mapped_column(default=0)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    origin: Mapped[str] = mapped_column(String(16))
    saved_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    state: Mapped[State] = mapped_column(word(State), default=State.DRAFT)
    why: Mapped[str] = mapped_column(String(400), default="")
    publish_at: Mapped[datetime | None]
    until_at: Mapped[datetime | None]
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    publisher_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    held: Mapped[str] = mapped_column(String(16), default="")
    made_from: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
