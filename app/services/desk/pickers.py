"""Choosing a page, a metro station or a picture in a form: finding it by a few words, and the names of what is chosen."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import Session

from app import clock
from app.documents.registry import BY_FOLDER, folder_of
from app.models.media import Media
from app.models.page import Page
from app.models.people import User
from app.queries.desk import pages_named
from app.services.media import keeping
from app.services.people import rights
from app.services.stations import stations
from app.vocabulary import Family, State

MOST = 12
LONGEST = 60
MOST_PICTURES = 200


class Found(NamedTuple):
    """Something that can be chosen: its value in the form, its name in both languages, and what it is."""

    value: str
    name: dict[str, Any]
    kind: dict[str, str]


def find(session: Session, picks: str, asked: str, *, by: User) -> list[Found]:
    """Give what can be chosen for a few words, best first: published pages, and drafts within the person's reach."""
    words = asked[:LONGEST].split()
    if picks == "station":
        return [Found(one.slug, {"zh": one.zh, "en": one.en}, STATION) for one in stations().values() if is_said(words, one.slug, one.zh, one.en)][
            :MOST
        ]
    if picks == "media":
        return [one for one in pictures(session, by) if is_said(words, one.value, one.name["zh"], one.name["en"])][:MOST]
    families = [Family(picks)] if picks in set(Family) else list(Family)
    seen = Page.family.in_(families) & or_(Page.state == State.PUBLISHED, rights.reachable(by))
    return [found_page(page, picks) for page in session.scalars(pages_named(seen, words, MOST))]


def place(session: Session, slug: str) -> Page | None:
    """Give the page of a public place, or None."""
    return session.scalar(select(Page).where(Page.family == Family.PLACE, Page.slug == slug, Page.state == State.PUBLISHED))


STATION = {"zh": "地铁站", "en": "Metro station"}
PICTURE = {"zh": "照片", "en": "Photograph"}


def pictures(session: Session, by: User) -> list[Found]:
    """Give the pictures that editors brought, within reach and with rights that last, and those that public pages show, by file, each once."""
    lasts = or_(Media.rights_until.is_(None), Media.rights_until >= clock.today().isoformat())
    rows = session.scalars(select(Media).where(keeping.reachable(by), lasts).order_by(Media.id.desc()).limit(MOST_PICTURES))
    brought = [(one.file, one.alt_zh, one.alt_en) for one in rows]
    has_picture = Page.content["picture"]["file"].as_string().is_not(None)
    shown = session.scalars(select(Page.content["picture"]).where(Page.state == State.PUBLISHED, has_picture).order_by(Page.id).limit(MOST_PICTURES))
    used = [(one["file"], one["alt"].get("zh", ""), one["alt"].get("en", "")) for one in shown]
    by_file = {file: Found(file, {"zh": zh, "en": en}, PICTURE) for file, zh, en in reversed([*brought, *used])}
    return list(reversed(by_file.values()))


def is_said(words: list[str], *texts: str) -> bool:
    """Whether each word stands in one of some texts."""
    return all(any(word.lower() in text.lower() for text in texts) for word in words)


def found_page(page: Page, picks: str) -> Found:
    """Give a page as something to choose: by its slug, or by folder and slug where any family may stand."""
    value = page.slug if picks != "page" else f"{folder_of(page.family)}/{page.slug}"
    return Found(value, page.card.get("name") or {"zh": page.slug, "en": page.slug}, {"zh": page.family.zh, "en": page.family.en})


def names(session: Session, wanted: Iterable[tuple[str, str]], *, by: User) -> dict[tuple[str, str], dict[str, Any]]:
    """Give the names of what is chosen, by what it is chosen from and its value; what is not there, or a draft out of reach, has none."""
    wanted = set(wanted)
    said: dict[tuple[str, str], dict[str, Any]] = {
        ("station", slug): {"zh": stations()[slug].zh, "en": stations()[slug].en}
        for picks, slug in wanted
        if picks == "station" and slug in stations()
    }
    by_key = {key: one for one in wanted if (key := key_of(*one)) is not None}
    here = (tuple_(Page.family, Page.slug).in_(list(by_key)), or_(Page.state == State.PUBLISHED, rights.reachable(by)))
    rows = session.execute(select(Page.family, Page.slug, Page.card).where(*here)) if by_key else ()
    for family, slug, card in rows:
        said[by_key[family, slug]] = card.get("name") or {"zh": slug, "en": slug}
    return said


def key_of(picks: str, value: str) -> tuple[Family, str] | None:
    """Give the family and slug of a chosen page, or None for what is no page."""
    if picks == "page":
        folder, _slash, slug = value.partition("/")
        return (BY_FOLDER[folder].family, slug) if folder in BY_FOLDER else None
    return (Family(picks), value) if picks in set(Family) else None
