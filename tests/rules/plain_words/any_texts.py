"""Texts without sense: words of hours and of points in any order, any characters; and what must hold of whatever is typed."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from app.rules.hours import parse_hours
from app.rules.plain_words.hours_reading import read_hours
from app.rules.plain_words.point_reading import Datum, read_point
from app.rules.refusals import Unfit

WORDS = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text("utf-8"))
HOURS, POINTS = WORDS["hours"], WORDS["points"]
SIGNS = [chr(code) for code in (*range(32, 127), *range(0x4E00, 0x4E40), *range(0xFF01, 0xFF5E), 0, 9, 10, 0x2013, 0x1F600)]
MOST_WORDS, MOST_SIGNS = 12, 60


def texts(chance: random.Random, words: Sequence[str], count: int) -> Iterator[str]:
    """Give texts, three in four of words in any order, the rest of any characters."""
    for number in range(count):
        if number % 4:
            yield chance.choice(["", " "]).join(chance.choices(words, k=chance.randint(1, MOST_WORDS)))
        else:
            yield "".join(chance.choices(SIGNS, k=chance.randint(0, MOST_SIGNS)))


def check_hours(text: str) -> bool:
    """Assert that a text gives hours that can be read, or says why not, and that what was not understood was typed so."""
    found = read_hours(text)
    if found.value:
        parse_hours(found.value)
    assert found.value or found.not_understood or found.faults or not text.strip(), text
    assert all(piece in text for piece in found.not_understood), text
    assert found.value or found.last_entry_min is None, text
    return True


def check_point(text: str) -> bool:
    """Assert that a text is a point on earth, or refused in words, in whatever datum."""
    for datum in (None, *Datum):
        try:
            found = read_point(text, datum=datum)
        except Unfit as fault:
            assert str(fault), text
        else:
            assert abs(found.point.lat) <= 90 and abs(found.point.lon) <= 180, text
    return True
