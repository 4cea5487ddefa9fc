"""Opening hours in plain words: golden sentences in both languages, the way there and back, and any text at all."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.config import ROOT
from app.rules.hours import parse_hours
from app.rules.hours.days import DayKind, openings_on
from app.rules.hours.week import week_of
from app.rules.hours.words import describe
from app.rules.plain_words.hours_reading import read_hours
from app.services.content_files import content_files, parse
from app.vocabulary import Family
from tests.rules.plain_words.any_texts import HOURS, check_hours, texts

GOLDEN = yaml.safe_load(Path(__file__).with_name("hours.yaml").read_text("utf-8"))
SENTENCES = [one for language in ("zh", "en") for one in GOLDEN[language]]
FIRST_DAY, DAYS_OF_A_YEAR = date(2026, 1, 1), 365
MOST_RANDOM, SEED = 1_000, 7
OF_THE_GUIDE = sorted(
    {
        value
        for file in content_files(ROOT / "content")
        if file.entry.family is Family.PLACE and isinstance(value := parse(file.text).get("opening_hours"), str)
    }
)


def year_of(value: str) -> list[Any]:
    """Give what opens on each day of a year, were it an ordinary day or a holiday."""
    hours = parse_hours(value)
    days = (FIRST_DAY + timedelta(days=number) for number in range(DAYS_OF_A_YEAR))
    return [openings_on(hours, day, kind) for day in days for kind in (DayKind.ORDINARY, DayKind.HOLIDAY)]


@pytest.mark.parametrize("golden", SENTENCES, ids=[one["says"] for one in SENTENCES])
def test_golden_sentence(golden: dict[str, Any]) -> None:
    found = read_hours(golden["says"])

    assert (found.value, found.last_entry_min) == (golden["value"], golden.get("last_entry_min"))
    assert found.not_understood == golden.get("not_understood", [])
    assert [fault.sentence for fault in found.faults] == golden.get("faults", [])


def test_there_are_enough_golden_sentences() -> None:
    assert len(GOLDEN["zh"]) >= 100 and len(GOLDEN["en"]) >= 100


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("value", OF_THE_GUIDE)
def test_hours_of_the_guide_are_read_as_they_are_said(value: str, language: str) -> None:
    assert week_of(read_hours(describe(value, language)).value or "") == week_of(value)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "value",
    [
        "24/7",
        "Tu-Su,PH 09:00-17:00; Mo off",
        "Mo-Fr 09:00-17:00; PH off",
        "Mo-Fr 09:00-12:00,13:30-17:00; Sa 10:00-14:00",
        "Apr 01-Oct 31 Mo-Su 06:00-21:00; Nov 01-Mar 31 Mo-Su 06:30-20:00",
        "Apr-Oct Tu-Su 08:30-17:00; Nov-Mar Tu-Su 08:30-16:30",
        "Apr-Oct Mo-Fr 09:00-17:00; Apr-Oct Sa,Su 09:00-18:00; Nov-Mar Mo-Su 09:00-16:00",
        "Mo-Su 09:00-17:00; Jul-Aug Mo-Su 09:00-20:00",
        "Mo-Su sunrise-sunset",
        "Fr,Sa 20:00-03:00; Su-Th 18:00-24:00",
        "Mo-Fr 09:00-17:00; Sa unknown",
        "Mo-Su unknown",
        "Mo-Su 09:00-17:00; Mo[1] off",
        "Sa,Su,PH 10:00-18:00; Mo-Fr 12:00-18:00",
    ],
)
def test_hours_of_every_kind_are_read_as_they_are_said(value: str, language: str) -> None:
    found = read_hours(describe(value, language))

    assert (found.not_understood, found.faults) == ([], [])
    assert year_of(found.value or "") == year_of(value)


TIMES = st.sampled_from(["09:00-17:00", "08:30-18:00", "10:00-12:00,13:30-21:00", "18:00-02:00", "00:00-24:00", "06:00-24:00"])
DAYS = st.sampled_from(["Mo-Su", "Tu-Su", "Mo-Fr", "Sa,Su", "Mo,We,Fr", "We-Mo", "Th"])
MONTHS = st.sampled_from(["", "Apr-Oct ", "Nov-Mar ", "Apr 15-Oct 15 ", "Dec "])
ENDS = st.sampled_from(["", "; PH off", "; PH 10:00-16:00"])


@given(months=MONTHS, days=DAYS, times=TIMES, ends=ENDS, language=st.sampled_from(["zh", "en"]))
def test_any_week_is_read_as_it_is_said(months: str, days: str, times: str, ends: str, language: str) -> None:
    value = f"{months}{days} {times}{ends if not months else ''}"

    found = read_hours(describe(value, language))

    assert (found.not_understood, found.faults) == ([], [])
    assert year_of(found.value or "") == year_of(value)


def test_any_text_gives_hours_that_can_be_read_or_says_why_not() -> None:
    tried = [check_hours(text) for text in texts(random.Random(SEED), HOURS, MOST_RANDOM)]

    assert sum(tried) == MOST_RANDOM


@given(text=st.text(max_size=80))
def test_strange_text_is_never_an_error(text: str) -> None:
    found = read_hours(text)

    assert found.value is None or parse_hours(found.value)


def test_long_text_is_read_to_its_limit_and_the_rest_named() -> None:
    found = read_hours("周一" * 2_000 + "x")

    assert found.not_understood[-1].endswith("x")
