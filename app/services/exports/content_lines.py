"""Content lines of iCalendar (RFC 5545, 3.1): a name, its parameters and a value, folded at 75 octets."""

from datetime import UTC, date, datetime

from app.services.exports.entry import tidy

WIDTH = 75
END = b"\r\n"
FOLD = END + b" "
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def line(name: str, value: str, **parameters: str) -> bytes:
    """Give the line of a value that is written already; an address or a text of one line may come as it is."""
    start = "".join((name, *(f";{key}={said}" for key, said in parameters.items())))
    return folded(f"{start}:{value}".encode())


def text_line(name: str, text: str, **parameters: str) -> bytes:
    """Give the line of a text for people: without hidden characters, and escaped."""
    return line(name, escaped(text), **parameters)


def escaped(text: str) -> str:
    """Give a text as one value."""
    return tidy(text).translate(ESCAPES)


def folded(octets: bytes) -> bytes:
    """Give a line as lines of at most 75 octets, parted neither within a character nor within an escape."""
    if len(octets) <= WIDTH:
        return octets + END
    parts, start, width = [], 0, WIDTH
    while len(octets) - start > width:
        cut = cut_before(octets, start, start + width)
        parts.append(octets[start:cut])
        start, width = cut, WIDTH - 1
    return FOLD.join([*parts, octets[start:]]) + END


def cut_before(octets: bytes, start: int, cut: int) -> int:
    """Give the last place up to `cut` where the part of a line that begins at `start` may end."""
    while octets[cut] & 0xC0 == 0x80:
        cut -= 1
    part = octets[start:cut]
    return cut - (len(part) - len(part.rstrip(b"\\"))) % 2


def day_text(day: date) -> str:
    """Give a day: 20270206."""
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def time_text(moment: datetime) -> str:
    """Give a moment in its own time zone: 20270206T093000."""
    return f"{day_text(moment)}T{moment.hour:02d}{moment.minute:02d}{moment.second:02d}"


def utc_text(moment: datetime) -> str:
    """Give a moment in UTC: 20270206T013000Z."""
    return time_text(moment.astimezone(UTC)) + "Z"
