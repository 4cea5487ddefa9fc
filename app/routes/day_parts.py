"""What pages about days share: the heading of a day, what falls on it, what is expected next."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy.orm import Session

from app import clock, i18n
from app.i18n import _
from app.queries.occurrences import LONG, Dated
from app.queries.pages import Card, cards_by_id
from app.routes.addresses import href
from app.routes.periods import FIRST, LAST
from app.rules.lunar import festivals_on, lunar_label, solar_term
from app.services import calendars
from app.services.agenda import agenda

__all__ = ["LONG", "ask_of", "cards_of", "heading", "init_app", "is_far", "next_expected", "of_day", "week_url"]


def heading(day: date) -> dict[str, Any]:
    """Give what the head of a day says: lunar date, solar term, festivals, holiday or make-up workday, or that the year is unannounced."""
    language = "en" if i18n.code() == "en" else "zh"
    known = calendars.holidays()
    term = solar_term(day, language)
    marks = [i18n.in_language({language: term, "zh": term}) if term else "", *(i18n.in_language(festival) for festival in festivals_on(day))]
    holiday = calendars.holiday_on(day)
    if holiday:
        marks.append(_("public holiday: %(name)s", name=i18n.in_language(holiday)))
    elif known.is_makeup_workday(day):
        marks.append(_("make-up workday"))
    return {
        "day": day,
        "lunar": i18n.in_language({"zh": lunar_label(day, "zh"), "en": lunar_label(day, "en")}),
        "marks": [mark for mark in dict.fromkeys(marks) if mark],
        "is_unannounced": not known.is_announced(day.year) and day >= clock.today(),
    }


def of_day(day: date, found: Iterable[Dated]) -> dict[str, Any]:
    """Give the heading of a day with what falls on it, from dates of a longer stretch."""
    first, last = clock.start_of(day), clock.start_of(day + timedelta(days=1))
    return heading(day) | {"plan": agenda([item for item in found if item.starts_at < last and item.ends_at > first], day)}


def next_expected(found: Iterable[Dated]) -> list[Dated]:
    """Give the expected windows, those with exact days first."""
    return sorted((item for item in found if item.is_expected), key=lambda item: (item.precision != "day", item.starts_at, item.card.id))


def cards_of(session: Session, ids: Sequence[int]) -> list[Card]:
    """Give the public cards of some pages, by address."""
    return sorted(cards_by_id(session, ids).values(), key=lambda card: card.slug)


def is_far(day: date) -> bool:
    """Whether a day lies more than a year from today: such pages are not offered to search engines."""
    return abs((day - clock.today()).days) > 366


def week_url(day: date, ahead: int) -> str:
    """Give the address of the week some days after a day, kept within the days the guide knows."""
    year, number, _weekday = max(FIRST + timedelta(days=7), min(day + timedelta(days=ahead), LAST - timedelta(days=7))).isocalendar()
    return href("calendar.week", year=year, number=number)


def ask_of(card: Card) -> str:
    """Give whom to ask about a place's hours: its telephone, else its website's host; empty when neither is known."""
    asked: str = card.card.get("phone") or urlsplit(card.card.get("website") or "").hostname or ""
    return asked


def init_app(app: Flask) -> None:
    """Let templates use these."""
    app.jinja_env.globals.update(week_url=week_url, ask_of=ask_of)
