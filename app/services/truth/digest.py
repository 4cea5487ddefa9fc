"""The weekly digest: what is stale, untranslated, due for announcement, closing soon or reported, for a person or an organisation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app import clock, formatting, i18n
from app.documents.registry import folder_of
from app.i18n import _, in_language, label, ngettext
from app.models.people import Organisation, User
from app.services import reports
from app.services.people import rights
from app.services.truth import closing_soon, due_editions, freshness, links, translating
from app.vocabulary import Family, ReportState, Right, Role

SHOWN = 10
EXCERPT = 120
FIRST_HOUR = 8
"""The hour of Monday, in Beijing, from which a week's digest is sent."""


@dataclass(frozen=True)
class Line:
    """One thing to look after, in words, and where at the desk."""

    words: str
    href: str


@dataclass(frozen=True)
class Section:
    """Things of one kind: the first lines of them, how many there are, and where the whole list is."""

    title: str
    href: str
    total: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Digest:
    """A digest: the week it is of, whose it is, and its sections, empty ones too."""

    week: str
    whose: str
    sections: tuple[Section, ...]

    @property
    def total(self) -> int:
        """How many things there are to look after."""
        return sum(section.total for section in self.sections)


def of(session: Session, user: User) -> Digest:
    """Give the digest of everything within a person's reach, now, in the language of the moment."""
    sections = [stale(session, user), untranslated(session, user), due(session, user), closing(session, user), broken_links(session, user)]
    if rights.has(user, Right.WRITE):
        sections.append(reported(session, user))
    return Digest(week_of(clock.today()), whose(user.organisation), tuple(sections))


def whose(organisation: Organisation | None) -> str:
    """Give the name of an organisation; the district's for none."""
    return in_language(organisation.name) if organisation is not None else _("the district")


def anyone_of(organisation: Organisation | None) -> User:
    """Give a person who is nobody, with the reach of an organisation's author; never to be saved."""
    user = User(role=Role.AUTHOR, families=[])
    if organisation is not None:
        user.organisation_id = organisation.id
    return user


def week_of(day: date) -> str:
    """Give the ISO week of a day, such as 2026-W48."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02d}"


def monday_of(day: date) -> datetime:
    """Give the moment from which the digest of a day's week is sent."""
    return clock.start_of(day - timedelta(days=day.weekday())) + timedelta(hours=FIRST_HOUR)


def page_href(family: Family, slug: str) -> str:
    """Give where a page is worked on."""
    return f"/admin/pages/{folder_of(family)}/{slug}"


def section(title: str, href: str, lines: Sequence[Line] | Iterable[Line], total: int) -> Section:
    """Give a section."""
    return Section(title, href, total, tuple(lines))


def stale(session: Session, user: User) -> Section:
    """Give the facts that were last compared long ago."""
    rows = freshness.stale(session, user)
    lines = (
        Line(
            f"{in_language(one.name)}{_(': ')}{label(one.facts)}{_(', ')}{ngettext('checked a day ago', 'checked %(num)s days ago', one.age)}",
            page_href(one.family, one.slug),
        )
        for one in rows[:SHOWN]
    )
    return section(_("Facts to be checked again"), "/admin/freshness", lines, len(rows))


def untranslated(session: Session, user: User) -> Section:
    """Give the pages whose English is missing or behind."""
    rows = translating.queue(session, user)
    lines = (
        Line(f"{in_language(one.name)}{_(': ')}{open_texts(one)}", f"/admin/translations/{folder_of(one.family)}/{one.slug}") for one in rows[:SHOWN]
    )
    return section(_("Texts to be translated"), "/admin/translations", lines, len(rows))


def open_texts(one: translating.Queued) -> str:
    """Say how many texts of a page changed and how many lack English."""
    said = [_("%(number)s changed", number=one.changed) if one.changed else "", _("%(number)s missing", number=one.missing) if one.missing else ""]
    return _(", ").join(filter(None, said))


def due(session: Session, user: User) -> Section:
    """Give the editions that are due but not announced."""
    rows = due_editions.due(session, user)
    lines = (
        Line(
            f"{in_language(one.page.card['name'])} {one.year}{_(': ')}{label(one.lacking)}",
            page_href(Family.EVENT, one.edition.slug) if one.edition is not None else f"/admin/series/{one.page.slug}/next-edition?year={one.year}",
        )
        for one in rows[:SHOWN]
    )
    return section(_("Editions due for announcement"), "/admin/due-editions", lines, len(rows))


def closing(session: Session, user: User) -> Section:
    """Give what closes soon."""
    rows = closing_soon.soon(session, user)
    lines = (
        Line(
            f"{in_language(one.name)}{_(': ')}{label(one.ending)}{_(', ')}{formatting.day(one.day, i18n.code(), False)}",
            page_href(one.family, one.slug),
        )
        for one in rows[:SHOWN]
    )
    return section(_("Closing soon"), "/admin/closing-soon", lines, len(rows))


def broken_links(session: Session, user: User) -> Section:
    """Give the external links that are broken, by what was tried last."""
    rows = links.broken(session, user)
    lines = (Line(f"{in_language(one.name)}{_(': ')}{one.address}", f"{page_href(one.family, one.slug)}#{one.anchor}") for one in rows[:SHOWN])
    return section(_("Broken links"), "/admin/links", lines, len(rows))


def reported(session: Session, user: User) -> Section:
    """Give the mistakes that visitors reported and nobody has answered; never who reported them."""
    rows = session.execute(reports.within_reach(user, ReportState.OPEN)).all()
    lines = (Line(f"{report.number}{_(': ')}{excerpt(report.text)}", f"/admin/reports#r-{report.id}") for report, _page in rows[:SHOWN])
    return section(_("Reported by visitors"), "/admin/reports", lines, len(rows))


def excerpt(words: str) -> str:
    """Give the beginning of what somebody wrote, as one line."""
    line = " ".join(words.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"


def as_text(digest: Digest, origin: str) -> str:
    """Give a digest as plain text with whole addresses; sections with nothing in them are left out."""
    parts = []
    for one in digest.sections:
        if one.total:
            lines = [f"- {line.words}\n  {origin}{line.href}" for line in one.lines]
            more = [_("All of them: %(address)s", address=origin + one.href)] if one.total > len(one.lines) else []
            parts.append("\n".join([f"{one.title} ({one.total})", *lines, *more]))
    return "\n\n".join(parts) or _("Nothing waits to be looked after.")
