"""Schedules in plain words: golden sentences in both languages, the way there and back, and any text at all."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.config import ROOT
from app.documents.event import EventDocument
from app.documents.schedule import ScheduleEntry
from app.rules.holidays import HolidayCalendar
from app.rules.plain_words.schedule_reading import ScheduleReading, read_schedule
from app.rules.recurrence import days_of
from app.services.content_files import content_files, parse
from app.services.dating import said_of_line
from app.vocabulary import Family

TODAY = date(2026, 11, 25)
GOLDEN = yaml.safe_load(Path(__file__).with_name("schedules.yaml").read_text("utf-8"))
SENTENCES = [one for language in ("zh", "en") for one in GOLDEN[language]]
HOLIDAYS = HolidayCalendar.from_mappings([yaml.safe_load((ROOT / "content" / "holidays" / "2026.yaml").read_text("utf-8"))])


def read(text: str, today: date = TODAY) -> ScheduleReading:
    return read_schedule(text, today=today)


def test_there_are_enough_golden_sentences() -> None:
    assert len(GOLDEN["zh"]) >= 60 and len(GOLDEN["en"]) >= 60


@pytest.mark.parametrize("golden", SENTENCES, ids=[one["says"] for one in SENTENCES])
def test_golden_sentence(golden: dict[str, Any]) -> None:
    found = read(golden["says"])

    assert found.entries == golden["entries"]
    assert found.not_understood == golden.get("not_understood", [])
    assert [fault.sentence for fault in found.faults] == golden.get("faults", [])
    assert found.assumed == golden.get("assumed", [])


@pytest.mark.parametrize("golden", SENTENCES, ids=[one["says"] for one in SENTENCES])
def test_what_is_read_fits_the_document(golden: dict[str, Any]) -> None:
    for entry in golden["entries"]:
        ScheduleEntry.model_validate(entry)


def test_the_year_follows_from_the_day_of_reading() -> None:
    starts = [read("12月5日至1月30日每周六", date(*day)).entries[0]["starts"] for day in ((2026, 11, 25), (2027, 1, 10), (2027, 2, 1))]

    assert starts == ["2026-12-05", "2026-12-05", "2027-12-11"]


def test_days_off_of_a_holiday_that_is_announced_are_left_out() -> None:
    found = read_schedule("2026年9月21日至10月11日每天9:00-17:00，国庆假期休息", today=TODAY, holidays=HOLIDAYS)

    days = [holiday for holiday in HOLIDAYS.holidays if "国庆" in holiday.name.zh]
    assert found.entries[0]["but_not"] == [day.isoformat() for holiday in days for day in holiday.days if day >= date(2026, 9, 21)]


def test_what_is_too_long_is_said_to_be_left_out() -> None:
    found = read("每周六9:00。" + "甲" * 2_000)

    assert found.entries[0]["weekdays"] == ["sat"]
    assert sum(map(len, found.not_understood)) >= 2_000


LINES = [
    pytest.param(entry, id=f"{file.slug} {number}")
    for file in content_files(ROOT / "content")
    if file.entry.family is Family.EVENT
    for number, entry in enumerate(EventDocument.model_validate(parse(file.text)).schedule)
    if (entry.repeats or entry.is_run) and len(entry.starts) == 10
]


def dates_and_times(entries: list[dict[str, Any]], until: date) -> set[tuple[date, str | None, str | None]]:
    lines = [ScheduleEntry.model_validate(entry) for entry in entries]
    return {(day, line.opens, line.closes) for line in lines for day in days_of(line.recurrence, until)}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("entry", LINES)
def test_lines_of_the_guide_are_read_as_they_are_said(entry: ScheduleEntry, language: str) -> None:
    until = date.fromisoformat(entry.starts) + timedelta(days=900)
    if max(len(entry.also), len(entry.but_not)) > 3:
        return  # more than three days are counted, not named
    today = date.fromisoformat(entry.starts)

    found = read(said_of_line(entry)[language], today)

    assert (found.not_understood, found.faults) == ([], [])
    assert dates_and_times(found.entries, until) == dates_and_times([entry.model_dump(mode="json", exclude_none=True)], until)


DAYS = st.dates(date(2026, 12, 1), date(2028, 12, 31))
CLOCKS = st.tuples(st.integers(0, 11), st.sampled_from([0, 15, 30, 45]), st.integers(12, 23))


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    starts = draw(DAYS)
    opens, minutes, closes = draw(CLOCKS)
    entry: dict[str, Any] = {"starts": starts.isoformat(), "opens": f"{opens:02}:{minutes:02}", "closes": f"{closes:02}:{minutes:02}"}
    repeats = draw(st.sampled_from(["daily", "weekly", "nth", "month_days"]))
    weekdays = sorted(draw(st.sets(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), min_size=1, max_size=5)))
    entry["repeats"] = "monthly" if repeats in {"nth", "month_days"} else repeats
    entry |= {"weekdays": weekdays} if repeats in {"weekly", "nth"} else {}
    entry |= {"nth": [draw(st.sampled_from([1, 2, 3, 4, -1]))]} if repeats == "nth" else {}
    entry |= {"month_days": [draw(st.integers(1, 28))]} if repeats == "month_days" else {}
    entry |= {"every": 2} if repeats == "weekly" and draw(st.booleans()) else {}
    return entry | {"ends": (starts + timedelta(days=draw(st.integers(70, 300)))).isoformat()}


@given(entry=rules(), language=st.sampled_from(["zh", "en"]))
def test_any_rule_is_read_as_it_is_said(entry: dict[str, Any], language: str) -> None:
    line = ScheduleEntry.model_validate(entry)

    found = read(said_of_line(line)[language], date.fromisoformat(entry["starts"]))

    assert (found.not_understood, found.faults) == ([], [])
    until = date(2030, 1, 1)
    assert dates_and_times(found.entries, until) == dates_and_times([entry], until)


WORDS = "每周六日、，；至9:00–17:0月2初一正除夕休息另加()daily every Sat until closed on 31 Apr 25:99 pm次日下午半\u200b\x00😀"


@given(text=st.text(alphabet=WORDS, max_size=80) | st.text(max_size=40))
def test_any_text_gives_lines_that_fit_or_says_why_not(text: str) -> None:
    found = read(text)

    for entry in found.entries:
        ScheduleEntry.model_validate(entry)
    if text.strip():
        assert found.entries or found.not_understood or found.faults or not any(character.isalnum() for character in text)
