"""Which hours can be read and relied on."""

import pytest

from app.rules.hours import BadHours, Hours, parse_hours
from tests.rules.hours.shared import MUSEUM


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the hours are empty; write OpenStreetMap hours such as"),
        ("  ", "the hours are empty"),
        ("Mo 25:00", "cannot be read from character 4 ('25:00')"),
        ("周二至周日 09:00-17:00", "cannot be read from character 1"),
        ("Mo 09:00-17:00;", "cannot be read to its end"),
        ("Mo-Su", "'Mo-Su' gives no times; write 00:00-24:00"),
        ("Mo-Fr, PH 09:00-10:00", "'Mo-Fr' gives no times"),
        ('"by appointment"', "gives no times"),
        ("open", "gives no times"),
        ('Mo 10:00-12:00 || "call"', "gives no times"),
        ("09:00+", "an open end (+)"),
        ("09:00-09:00", "opens and closes at the same time"),
        ("SH off", "school holidays"),
        ("Jan PH off", "stand only in a list of days"),
        ("PH -1 day off", "stand only in a list of days"),
        ("PH off || unknown", "do not go with ||"),
        ("Mo 09:00-10:00; " * 30, "at most 300 characters"),
        ("2026 2026Jan-Mar Mo 18:00-26:00", "is more intricate than can be relied on; write OpenStreetMap hours such as"),
        ("\ud800", "cannot be read"),
    ],
)
def test_hours_that_cannot_be_relied_on_are_refused_readably(text, says):
    with pytest.raises(BadHours) as refusal:
        parse_hours(text)

    assert says in str(refusal.value)


def test_hours_are_a_value_read_once():
    assert parse_hours(MUSEUM) is parse_hours(MUSEUM)
    assert parse_hours(" tu-su 9:00-17:00") == Hours("tu-su 9:00-17:00", MUSEUM)
