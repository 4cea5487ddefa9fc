"""Entries for tests, and what two libraries read out of a calendar."""

import random
from datetime import date, datetime, timedelta

import icalendar
import vobject

from app.clock import BEIJING
from app.services.exports.ical import Entry, calendar
from app.vocabulary import Status

PIECES = (
    "琉璃厂一带从元代起便有集市，到清代成了京城最热闹的年节去处。",
    "厂甸庙会",
    "Sugar-haw skewers, kites; lanterns: all “free”",
    'He said "no", twice; then yes,',
    "👨‍👩‍👧‍👦",
    "🏮",
    "𠮷野家",
    "C:\\New\\names, \\n and \\,",
    "\\\\",
    ";,",
    "\n",
    "\n\n第二行",
    "\t",
    " ",
    "a:b=c^n'd|%25&amp;<b>",
    "e\u0301",
)


def entry(**said) -> Entry:
    """An evening at the theatre, but for what is said."""
    plain = {
        "slug": "jingyun-drum",
        "original_start": "2027-02-06T19:30",
        "title": "京韵大鼓",
        "description": "骆派专场。",
        "location": "湖广会馆",
        "url": "https://guide.example/zh/events/jingyun-drum",
        "lat": 39.8921,
        "lon": 116.3846,
        "starts": datetime(2027, 2, 6, 19, 30, tzinfo=BEIJING),
        "ends": datetime(2027, 2, 6, 21, 0, tzinfo=BEIJING),
        "status": Status.SCHEDULED,
        "is_expected": False,
        "sequence": 0,
        "changed_at": datetime(2026, 11, 25, 10, 0, tzinfo=BEIJING),
    }
    return Entry(**plain | said)


def feed(*entries, language="zh", **said) -> bytes:
    plain = {"name": "西城漫步", "description": "西城的活动", "url": "https://guide.example/zh/events.ics"}
    return calendar(entries, language=language, **plain | said)


def lines_of(octets: bytes) -> list[str]:
    """The content lines of a calendar, unfolded."""
    return octets.decode().replace("\r\n ", "").split("\r\n")[:-1]


def values_of(octets: bytes, name: str) -> list[str]:
    """The values of a property, as written, in order."""
    return [line.split(":", 1)[1] for line in lines_of(octets) if line.split(":", 1)[0].split(";")[0] == name]


def random_text(rng: random.Random) -> str:
    return "x" * rng.randrange(3) + "".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 12)))


def random_entry(rng: random.Random, number: int) -> Entry:
    starts = datetime(2026, 1, 1, tzinfo=BEIJING) + timedelta(minutes=5 * rng.randrange(300_000))
    is_expected = rng.random() < 0.15
    if rng.random() < 0.4:
        first, last = starts.date(), starts.date() + timedelta(days=rng.randrange(90))
        key, span = (f"{first}/{last}" if last > first else f"{first}"), (first, last)
    else:
        key, span = f"{starts:%Y-%m-%dT%H:%M}", (starts, starts + timedelta(minutes=5 * rng.randrange(150)))
    return entry(
        slug=f"event-{number}",
        original_start=key,
        title=random_text(rng),
        description=random_text(rng),
        location=random_text(rng),
        starts=span[0],
        ends=span[1],
        status=rng.choice(list(Status)),
        is_expected=is_expected,
        sequence=rng.randrange(9),
        categories=tuple(random_text(rng) for _ in range(rng.randrange(3))),
    )


def random_entries(seed: int, number: int) -> list[Entry]:
    rng = random.Random(seed)
    return [random_entry(rng, one) for one in range(number)]


def read_by_icalendar(octets: bytes) -> list[tuple]:
    events = icalendar.Calendar.from_ical(octets).walk("VEVENT")
    return [
        (
            str(one["UID"]),
            one["DTSTART"].dt,
            one["DTEND"].dt if "DTEND" in one else None,
            str(one["STATUS"]),
            str(one["SUMMARY"]),
            str(one["DESCRIPTION"]),
            str(one["LOCATION"]),
            one["SEQUENCE"],
        )
        for one in events
    ]


def read_by_vobject(octets: bytes) -> list[tuple]:
    return [
        (
            one.uid.value,
            one.dtstart.value,
            one.dtend.value if hasattr(one, "dtend") else None,
            one.status.value,
            one.summary.value,
            one.description.value,
            one.location.value,
            int(one.sequence.value),
        )
        for one in vobject.readOne(octets.decode()).vevent_list
    ]


def days_of(one: Entry) -> tuple[date, date]:
    """The days that an expected entry covers, the second not included."""
    last = one.ends
    if isinstance(last, datetime):
        last = (last if last == one.starts else last - timedelta(microseconds=1)).date()
    first = one.starts.date() if isinstance(one.starts, datetime) else one.starts
    return first, last + timedelta(days=1)
