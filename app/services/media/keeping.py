"""The pictures of the guide as editors keep them: brought, described, found, used, deleted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, cast, false, or_, select
from sqlalchemy import Text as TextType
from sqlalchemy.orm import Session

from app import clock
from app.models.media import Media
from app.models.page import Page, Revision
from app.models.people import User
from app.queries.desk import like
from app.services import audit, publishing
from app.services.desk.heads import is_open
from app.services.media import storing
from app.services.media.showing import refs_of_values
from app.services.media.storing import Stored
from app.services.people import rights
from app.vocabulary import State, Word

SOON = timedelta(days=30)
DESCRIBED = ("alt_zh", "alt_en", "author", "licence", "source", "rights_until", "focal_x", "focal_y")


class Shelf(Word):
    """Which pictures are shown (图片范围)."""

    UNUSED = "unused", "未使用", "not used"
    EXPIRING = "expiring", "授权将到期", "rights end soon"
    EXPIRED = "expired", "授权已到期", "rights have ended"


class InUse(ValueError):
    """A picture that pages show, and that can therefore not be deleted."""


@dataclass(frozen=True)
class Use:
    """One page that names a picture, in its public text or in its draft."""

    page: Page
    is_public: bool


def reachable(user: User) -> ColumnElement[bool]:
    """Give the condition that a person reaches a picture: the district all, others those of their organisation."""
    if not user.is_active:
        return false()
    return Media.id.is_not(None) if rights.is_of_the_district(user) else Media.organisation_id == user.organisation_id


def find(session: Session, number: int, user: User) -> Media | None:
    """Give a picture within a person's reach, or None."""
    return session.scalar(select(Media).where(Media.id == number, reachable(user)))


def listed(session: Session, user: User, *, words: str = "", licence: str = "", shelf: Shelf | None = None) -> list[Media]:
    """Give the pictures within reach that fit what is asked, the newest first."""
    today, columns = clock.today(), (Media.alt_zh, Media.alt_en, Media.author, Media.source, Media.file)
    fits = [reachable(user), *(or_(*(like(column, word) for column in columns)) for word in words.split())]
    if licence:
        fits.append(Media.licence == licence)
    if shelf is Shelf.EXPIRED:
        fits.append(Media.rights_until < today.isoformat())
    if shelf is Shelf.EXPIRING:
        fits.append(Media.rights_until.between(today.isoformat(), (today + SOON).isoformat()))
    found = list(session.scalars(select(Media).where(and_(*fits)).order_by(Media.id.desc())))
    if shelf is Shelf.UNUSED:
        used = used_files(session)
        return [media for media in found if media.file not in used]
    return found


def licences(session: Session, user: User) -> list[str]:
    """Give the licences that the pictures within reach have."""
    return sorted(set(session.scalars(select(Media.licence).where(reachable(user)))))


def add(session: Session, stored: Stored, said: Mapping[str, Any], *, by: User) -> Media:
    """Write down a picture that is in its place, with what a person says of it."""
    made = Media(
        file=stored.file,
        width=stored.width,
        height=stored.height,
        variants=stored.variants,
        added_at=clock.to_utc(clock.now()),
        added_by_id=by.id,
        organisation_id=by.organisation_id,
        **{name: said[name] for name in DESCRIBED if name in said},
    )
    session.add(made)
    session.flush()
    audit.note(session, "picture_added", by=by, file=made.file, author=made.author, licence=made.licence)
    return made


def describe(session: Session, media: Media, said: Mapping[str, Any], *, by: User) -> None:
    """Change what is said of a picture; the pages that show it follow at once."""
    changed = {name: said[name] for name in DESCRIBED if name in said and getattr(media, name) != said[name]}
    for name, value in changed.items():
        setattr(media, name, value)
    session.flush()
    if changed:
        audit.note(session, "picture_changed", by=by, file=media.file, changed={name: str(value)[:200] for name, value in changed.items()})
        project_users(session, media)


def project_users(session: Session, media: Media) -> None:
    """Project the public pages that show a picture again."""
    pages = [use.page for use in uses(session, media) if use.is_public]
    publishing.project_all(session, pages, publishing.page_ids(session) if pages else {})


def uses(session: Session, media: Media) -> list[Use]:
    """Give the pages that name a picture: public or withdrawn ones by their text, the others by what is open or waits."""
    live = session.scalars(
        select(Page).where(cast(Page.content, TextType).contains(media.file, autoescape=True)).order_by(Page.family, Page.slug)
    ).all()
    draft = or_(is_open(), Revision.state == State.SCHEDULED)
    drafts = select(Revision.page_id).where(draft, cast(Revision.content, TextType).contains(media.file, autoescape=True))
    others = session.scalars(select(Page).where(Page.id.in_(drafts), Page.id.not_in([page.id for page in live])).order_by(Page.family, Page.slug))
    return [*(Use(page, True) for page in live), *(Use(page, False) for page in others)]


def used_files(session: Session) -> set[str]:
    """Give every file that a page names, in its text or in an open draft."""
    texts = select(Page.content).where(cast(Page.content, TextType).contains('"file"'))
    drafts = select(Revision.content).where(or_(is_open(), Revision.state == State.SCHEDULED), cast(Revision.content, TextType).contains('"file"'))
    return {ref["file"] for content in (*session.scalars(texts), *session.scalars(drafts)) for ref in refs_of_values(content)}


def delete(session: Session, media: Media, *, by: User) -> list[str]:
    """Delete a picture that no page names, and give its files, to be removed once this is written; raise InUse."""
    if uses(session, media):
        raise InUse(media.file)
    files = [one["file"] for one in media.variants]
    audit.note(session, "picture_deleted", by=by, file=media.file)
    session.delete(media)
    return files


def without_later_kinds(session: Session, limit: int) -> list[Media]:
    """Give some pictures that have not been made in the kinds that are made later."""
    rows = select(Media).where(~cast(Media.variants, TextType).contains(".avif")).order_by(Media.id).limit(limit)
    return list(session.scalars(rows))


def sweep(session: Session) -> list[str]:
    """Remove files that no picture has and that are older than a day; give their names."""
    known = {one["file"] for variants in session.scalars(select(Media.variants)) for one in variants}
    root, old = storing.folder(), clock.now().timestamp() - timedelta(days=1).total_seconds()
    found = [
        path.name for path in (root.iterdir() if root.is_dir() else ()) if path.is_file() and path.name not in known and path.stat().st_mtime < old
    ]
    storing.remove(found)
    return sorted(found)
