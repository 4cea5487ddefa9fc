"""One date as calendars take it away: what it is called there, when it is, and whether it stands."""

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from app import i18n
from app.clock import BEIJING
from app.rules.text import FORBIDDEN
from app.vocabulary import Certainty, Status

HOST = "wanderxicheng"
"""What identifiers end with; not the site's address, which may move."""
KEY = re.compile(r"[A-Za-z0-9:/-]+")


class Entry(NamedTuple):
    """One date of an event, or the expected one of a series, in the reader's language.

    `starts` and `ends` are both aware moments, or both days, of which `ends` is the last.
    """

    slug: str
    original_start: str
    title: str
    description: str
    location: str
    url: str
    lat: float | None
    lon: float | None
    starts: datetime | date
    ends: datetime | date
    status: Status
    is_expected: bool
    sequence: int
    changed_at: datetime
    categories: tuple[str, ...] = ()


class Span(NamedTuple):
    """From when until when: two days or two Beijing moments, the end not included."""

    starts: datetime | date
    ends: datetime | date

    @property
    def is_all_day(self) -> bool:
        """Whether these are days without times."""
        return not isinstance(self.starts, datetime)


def uid_of(slug: str, original_start: str) -> str:
    """Give the identifier of a date, the same in every language, at every address and after every change.

    Raise ValueError for an original start that is none.
    """
    if not KEY.fullmatch(original_start):
        raise ValueError(f"“{original_start}” is no original start")
    return f"{slug}.{re.sub('[-:]', '', original_start).replace('/', '-')}@{HOST}"


def span_of(entry: Entry) -> Span:
    """Give from when until when an entry is; an expected one is always whole days.

    Raise ValueError for a moment without its time zone, a day beside a moment, and an end before its start.
    """
    starts, ends = entry.starts, entry.ends
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        span = Span(beijing(starts), beijing(ends))
    elif isinstance(starts, datetime) or isinstance(ends, datetime):
        raise ValueError(f"{entry.slug} {entry.original_start} mixes a day and a moment")
    else:
        span = Span(starts, ends + timedelta(days=1))
    if ends < starts:
        raise ValueError(f"{entry.slug} {entry.original_start} ends before it starts")
    return whole_days(span) if entry.is_expected else span


def whole_days(span: Span) -> Span:
    """Give the days that a span touches."""
    if not isinstance(span.starts, datetime) or not isinstance(span.ends, datetime):
        return span
    last = max(span.starts, span.ends - timedelta(seconds=1))
    return Span(span.starts.date(), last.date() + timedelta(days=1))


def beijing(moment: datetime) -> datetime:
    """Give a moment as Beijing time to the second; raise ValueError for one without its time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(BEIJING).replace(microsecond=0)


def title_of(entry: Entry, language: str | None = None) -> str:
    """Give an entry's title, with a word before it when it does not simply take place as announced."""
    if entry.is_expected and entry.status is not Status.CANCELLED:
        word: Certainty | Status = Certainty.EXPECTED
    elif entry.status is Status.SCHEDULED:
        return tidy(entry.title)
    else:
        word = entry.status
    before = {"zh": f"{word.zh}：", "en": f"{word.en.capitalize()}: "}
    return i18n.in_language(before, language) + tidy(entry.title)


def tidy(text: str) -> str:
    """Give a text with plain line ends and without characters that nobody sees."""
    return FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
