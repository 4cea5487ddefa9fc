"""Opening hours in plain words, in Chinese and English, to OpenStreetMap's form: 周二至周日9:00–17:00，周一闭馆 is Tu-Su 09:00-17:00.

What is not understood is given back as it was typed, never guessed; where it could change the hours, there is no value.
"""

import re
from dataclasses import dataclass, field

from app.rules.hours.parsing import BadHours, parse_hours
from app.rules.hours.written import MONTHS, WEEKDAYS
from app.rules.plain_words.clocks import Times
from app.rules.plain_words.hours_clauses import Clauses
from app.rules.plain_words.hours_groups import groups_of
from app.rules.plain_words.hours_said import Clause, Holds, Said
from app.rules.plain_words.hours_spelled import spelled
from app.rules.plain_words.hours_weeks import span_of, value_of
from app.rules.plain_words.hours_words import words_of
from app.rules.plain_words.parts import Phrase
from app.rules.plain_words.schedule_reading import pieces
from app.rules.plain_words.writing import written
from app.rules.refusals import Unfit

LONGEST_TEXT = 500
MOST_LAST_ENTRY_MIN = 240
DAY_MIN = 1440
IS_OSM = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)}|PH|{'|'.join(MONTHS)})\b|^\s*24/7\s*$")
RISKY = re.compile(
    r"[周星礼拜春夏秋冬淡旺季节假闭休停关除仅只不每逢月日号点时晚早午夜初]|顺延|暂|除夕|\d\s*[:.]\s*\d|\d\s*(?:-|to)\s*\d"
    r"|\b(?:season|summer|winter|spring|autumn|fall|holidays?|term|closed?s?|shut|except|excluding|only|not|no|unless|if|until|till|first|second|third|last"
    r"|every|each|other|alternate|days?|weeks?|months?|hours?|years?|mon|tue|wed|thu|fri|sat|sun|noon|midnight|late|morning|afternoon|evening|night"
    r"|\w+days?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|from|to|and|usually|sometimes|varies|vary|reduced|extended)\b",
    re.IGNORECASE,
)


@dataclass
class HoursReading:
    """What a text says: opening hours as OpenStreetMap writes them, the last entry in minutes before closing, and what is left over."""

    value: str | None = None
    last_entry_min: int | None = None
    not_understood: list[str] = field(default_factory=list)
    faults: list[Unfit] = field(default_factory=list)


def read_hours(text: str) -> HoursReading:
    """Give what a text of at most 500 characters says; no value when nothing of it can be relied on."""
    if IS_OSM.search(text) and can_be_read(text.strip()):
        return HoursReading(text.strip())
    plain = spelled(written(text[:LONGEST_TEXT]))
    said = Clauses(groups_of(words_of(plain))).read()
    reading = HoursReading(faults=said.faults)
    if not said.faults:
        fill(reading, said)
    reading.not_understood = pieces(plain, [Phrase(*word) for word in said.unknown])
    if len(text) > LONGEST_TEXT:
        reading.not_understood.append(text[LONGEST_TEXT:].strip())
    aside = {plain.piece(word.start, word.end) for word in said.unknown if word.kind == "aside"}
    if any(RISKY.search(written(piece).plain) for piece in reading.not_understood if piece not in aside):
        reading.value = reading.last_entry_min = None
    if text.strip() and not (reading.value or reading.faults or reading.not_understood):
        reading.not_understood = [text.strip()]
    return reading


def fill(reading: HoursReading, said: Said) -> None:
    """Write the value and the last entry of a text into its reading, or why there are none."""
    try:
        reading.value = value_of(said)
        if reading.value:
            parse_hours(reading.value)
            reading.last_entry_min = last_entry(said)
    except (Unfit, BadHours) as fault:
        reading.value, reading.faults = None, [fault]


def can_be_read(text: str) -> bool:
    """Whether a text is opening hours in OpenStreetMap's form already."""
    try:
        parse_hours(text)
    except BadHours:
        return False
    return True


def last_entry(said: Said) -> int | None:
    """Give how many minutes before closing one is last let in; raise Unfit where that differs or is not sure."""
    timed = [one for one in said.clauses if one.holds is Holds.TIMES]
    own = [one for one in timed if one.last]
    found = {minutes for one in own for minutes in before_closing(one.last, [one])}
    found |= set(said.before) | set(before_closing(said.last, timed))
    if own and len(own) < len(timed) and len(own) > 1:
        raise Unfit("write the last entry of each line, or how many minutes before closing it is")
    if len(own) == 1 < len(timed):
        found |= set(before_closing(own[0].last, timed))
    if len(found) > 1:
        raise Unfit("the last entry is one time, but closing times differ; write how many minutes before closing")
    return next((checked(minutes) for minutes in found), None)


def before_closing(last: list[Times], clauses: list[Clause]) -> list[int]:
    """Give how long before closing last entries are: each before its own closing time, or one before all of them."""
    closings = [span_of(times)[-5:] for one in clauses for times in one.times]
    if last and any(not closing[:1].isdigit() for closing in closings):
        raise Unfit("the last entry is a time, but closing is by the sun; write how many minutes before closing")
    if len(last) == len(closings):
        return [(minutes(closing) - minutes(one.opens)) % DAY_MIN for one, closing in zip(last, closings, strict=True)]
    return [(minutes(closing) - minutes(one.opens)) % DAY_MIN for one in last for closing in closings]


def minutes(clock: str) -> int:
    """Give a time of day in minutes."""
    return int(clock[:2]) * 60 + int(clock[3:])


def checked(minutes: int) -> int:
    """Give minutes back when a last entry may be that long before closing."""
    if not 0 <= minutes <= MOST_LAST_ENTRY_MIN:
        raise Unfit("the last entry is at most four hours before closing")
    return minutes
