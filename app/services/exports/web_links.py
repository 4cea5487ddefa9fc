"""Links that open a calendar on the web with one date filled in; plain addresses, nothing is loaded from there."""

from datetime import UTC, date, datetime
from html import escape
from urllib.parse import quote, urlencode

from app import clock
from app.rules.text import excerpt
from app.services.exports.entry import Entry, span_of, tidy, title_of

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"
LONGEST_TITLE = 120
LONGEST_LOCATION = 160
LONGEST_DESCRIPTION = 500


def google(entry: Entry, language: str | None = None) -> str:
    """Give the link that fills in a date at Google; without a language, in the request's."""
    span = span_of(entry)
    asked = {"action": "TEMPLATE", "text": title(entry, language), "dates": f"{compact(span.starts)}/{compact(span.ends)}"}
    if not span.is_all_day:
        asked["ctz"] = clock.BEIJING.key
    return address(GOOGLE, asked | {"details": "\n\n".join(about(entry)), "location": location(entry)})


def outlook(entry: Entry, language: str | None = None) -> str:
    """Give the link that fills in a date at Outlook on the web, which reads moments in UTC and the text as HTML."""
    span = span_of(entry)
    asked = {"path": "/calendar/action/compose", "rru": "addevent", "subject": title(entry, language)}
    asked |= {"startdt": extended(span.starts), "enddt": extended(span.ends)}
    if span.is_all_day:
        asked["allday"] = "true"
    body = "<br><br>".join(escape(part, quote=False).replace("\n", "<br>") for part in about(entry))
    return address(OUTLOOK, asked | {"body": body, "location": location(entry)})


def address(base: str, asked: dict[str, str]) -> str:
    """Give an address with those of its arguments that say something."""
    return f"{base}?{urlencode({name: value for name, value in asked.items() if value}, quote_via=quote, safe='')}"


def title(entry: Entry, language: str | None) -> str:
    """Give the title, on one line and not too long."""
    return excerpt(" ".join(title_of(entry, language).split()), LONGEST_TITLE)


def location(entry: Entry) -> str:
    """Give where it is, on one line and not too long."""
    return excerpt(" ".join(tidy(entry.location).split()), LONGEST_LOCATION)


def about(entry: Entry) -> list[str]:
    """Give the beginning of the description, and where to read the rest."""
    return [part for part in (excerpt(tidy(entry.description).strip(), LONGEST_DESCRIPTION), tidy(entry.url)) if part]


def compact(value: date) -> str:
    """Give a day or a Beijing moment as Google reads it: 20270206, 20270206T093000."""
    return f"{value:%Y%m%dT%H%M%S}" if isinstance(value, datetime) else f"{value:%Y%m%d}"


def extended(value: date) -> str:
    """Give a day or a moment as Outlook reads it: 2027-02-06, 2027-02-06T01:30:00Z."""
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if isinstance(value, datetime) else value.isoformat()
