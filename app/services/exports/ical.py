"""iCalendar (RFC 5545, RFC 7986): dates as a calendar to download or to subscribe to.

The same dates give the same bytes: nothing in it is the present moment. It is written here and read back by
two libraries in tests; icalendar's own writer takes six times as long, and the \\N in C:\\New for a line break.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from urllib.parse import quote

from app import clock, i18n
from app.services.exports.content_lines import day_text, escaped, line, text_line, time_text, utc_text
from app.services.exports.entry import Entry, Span, beijing, span_of, title_of, uid_of
from app.vocabulary import Status

__all__ = ["ALARMS", "Entry", "calendar", "uid_of"]

PRODUCT = "-//Wander Xicheng//Calendar//EN"
ZONE = clock.BEIJING.key
REFRESHED = "PT6H"
IN_ADDRESSES = "%:/?#[]@!$&'()*+,;="
ALARMS = {"15m": "-PT15M", "30m": "-PT30M", "1h": "-PT1H", "2h": "-PT2H", "1d": "-P1D", "2d": "-P2D", "1w": "-P1W"}
"""How long before a date a reader may be reminded: what an address says, and how iCalendar says it."""


def calendar(entries: Iterable[Entry], *, name: str, description: str, language: str, url: str, page: str = "", alarm: str | None = None) -> bytes:
    """Give a calendar of entries by their start; `url` is the feed's own address, `page` that of what it is made from.

    Raise ValueError for two entries with one identifier, for dates that cannot be, and for an alarm not in ALARMS.
    """
    if alarm is not None and alarm not in ALARMS:
        raise ValueError(f"“{alarm}” is no alarm; there are {', '.join(ALARMS)}")
    dated = sorted(((span_of(entry), uid_of(entry.slug, entry.original_start), entry) for entry in entries), key=order)
    twice = [uid for uid, count in Counter(uid for _span, uid, _entry in dated).items() if count > 1]
    if twice:
        raise ValueError(f"two entries are {twice[0]}")
    tag = i18n.LANGUAGES[language].tag
    lines = [line("BEGIN", "VCALENDAR"), *head(name, description, tag, url, page or url), *zone()]
    for span, uid, entry in dated:
        lines += event(entry, span, uid, language, alarm)
    return b"".join([*lines, line("END", "VCALENDAR")])


def order(dated: tuple[Span, str, Entry]) -> tuple[datetime, str]:
    """Give what entries are sorted by: the start, a day's being its first instant, then the identifier."""
    starts = dated[0].starts
    return starts if isinstance(starts, datetime) else clock.start_of(starts), dated[1]


def head(name: str, description: str, tag: str, url: str, page: str) -> Iterator[bytes]:
    """Give what a calendar says of itself: what it is, where it comes from and how often to ask again."""
    yield line("VERSION", "2.0")
    yield line("PRODID", PRODUCT)
    yield line("CALSCALE", "GREGORIAN")
    yield line("METHOD", "PUBLISH")
    yield text_line("NAME", name, LANGUAGE=tag)
    yield text_line("X-WR-CALNAME", name)
    if description:
        yield text_line("DESCRIPTION", description, LANGUAGE=tag)
        yield text_line("X-WR-CALDESC", description)
    yield line("X-WR-TIMEZONE", ZONE)
    yield line("SOURCE", address(url), VALUE="URI")
    yield line("URL", address(page))
    yield line("REFRESH-INTERVAL", REFRESHED, VALUE="DURATION")
    yield line("X-PUBLISHED-TTL", REFRESHED)


def zone() -> Iterator[bytes]:
    """Give Beijing time, which has known no summer time since 1991; it stands also in a calendar that is empty else."""
    yield line("BEGIN", "VTIMEZONE")
    yield line("TZID", ZONE)
    yield line("BEGIN", "STANDARD")
    yield line("DTSTART", "19700101T000000")
    yield line("TZOFFSETFROM", "+0800")
    yield line("TZOFFSETTO", "+0800")
    yield line("TZNAME", "CST")
    yield line("END", "STANDARD")
    yield line("END", "VTIMEZONE")


def event(entry: Entry, span: Span, uid: str, language: str, alarm: str | None) -> Iterator[bytes]:
    """Give one date as an event; only one that stands has an alarm, and only one with times that stands takes up time."""
    status, tag, title = status_of(entry), i18n.LANGUAGES[language].tag, title_of(entry, language)
    stamp = utc_text(beijing(entry.changed_at))
    yield line("BEGIN", "VEVENT")
    yield line("UID", uid)
    yield line("DTSTAMP", stamp)
    yield when("DTSTART", span.starts)
    if span.ends > span.starts:
        yield when("DTEND", span.ends)
    yield text_line("SUMMARY", title, LANGUAGE=tag)
    yield from about(entry, tag)
    yield line("STATUS", status)
    yield line("TRANSP", "TRANSPARENT" if span.is_all_day or status != "CONFIRMED" else "OPAQUE")
    yield line("SEQUENCE", str(entry.sequence))
    yield line("LAST-MODIFIED", stamp)
    if alarm and status == "CONFIRMED":
        yield from reminder(ALARMS[alarm], title, tag)
    yield line("END", "VEVENT")


def when(name: str, value: date) -> bytes:
    """Give the line of a day or of a Beijing moment."""
    return line(name, time_text(value), TZID=ZONE) if isinstance(value, datetime) else line(name, day_text(value), VALUE="DATE")


def status_of(entry: Entry) -> str:
    """Give an entry's status in the words of iCalendar."""
    if entry.status is Status.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if entry.is_expected or entry.status is Status.POSTPONED else "CONFIRMED"


def about(entry: Entry, tag: str) -> Iterator[bytes]:
    """Say of an event what it is, where it is and where to read more; nothing is said that is not known."""
    if entry.description:
        yield text_line("DESCRIPTION", entry.description, LANGUAGE=tag)
    if entry.location:
        yield text_line("LOCATION", entry.location, LANGUAGE=tag)
    if entry.lat is not None and entry.lon is not None:
        yield line("GEO", f"{entry.lat:.6f};{entry.lon:.6f}")
    if entry.url:
        yield line("URL", address(entry.url))
    if entry.categories:
        yield line("CATEGORIES", ",".join(escaped(category) for category in entry.categories), LANGUAGE=tag)


def reminder(trigger: str, title: str, tag: str) -> Iterator[bytes]:
    """Give an alarm that shows the title some time before the start."""
    yield line("BEGIN", "VALARM")
    yield line("ACTION", "DISPLAY")
    yield text_line("DESCRIPTION", title, LANGUAGE=tag)
    yield line("TRIGGER", trigger)
    yield line("END", "VALARM")


def address(url: str) -> str:
    """Give an address as a value, with what cannot stand in one percent-encoded: nothing passes for another line."""
    return quote(url, safe=IN_ADDRESSES, errors="replace")
