"""Opening hours in plain words: golden sentences in both languages, the way there and back, and any text at all."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.config import ROOT
from app.rules.hours import parse_hours
from app.rules.hours.week import week_of
from app.rules.plain_words.hours_reading import read_hours, said
from app.services.content_files import content_files, parse
from app.vocabulary import Family

GOLDEN = yaml.safe_load(Path(__file__).with_name("hours.yaml").read_text("utf-8"))
SENTENCES = [one for language in ("zh", "en") for one in GOLDEN[language]]
OF_THE_GUIDE = sorted(
    {
        value
        for file in content_files(ROOT / "content")
        if file.entry.family is Family.PLACE and isinstance(value := parse(file.text).get("opening_hours"), str)
    }
)


@pytest.mark.parametrize("golden", SENTENCES, ids=[one["says"] for one in SENTENCES])
def test_golden_sentence(golden: dict[str, Any]) -> None:
    found = read_hours(golden["says"])

    assert (found.value, found.last_entry_min) == (golden["value"], golden.get("last_entry_min"))
    assert found.not_understood == golden.get("not_understood", [])
    assert [fault.sentence for fault in found.faults] == golden.get("faults", [])


def test_there_are_enough_golden_sentences() -> None:
    assert len(GOLDEN["zh"]) >= 50 and len(GOLDEN["en"]) >= 45


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("value", OF_THE_GUIDE)
def test_hours_of_the_guide_are_read_as_they_are_said(value: str, language: str) -> None:
    assert week_of(read_hours(said(value, language)).value or "") == week_of(value)


TIMES = st.sampled_from(["09:00-17:00", "08:30-18:00", "10:00-12:00,13:30-21:00", "18:00-02:00", "00:00-24:00", "06:00-24:00"])
DAYS = st.sampled_from(["Mo-Su", "Tu-Su", "Mo-Fr", "Sa,Su", "Mo,We,Fr", "We-Mo", "Th"])


@given(days=DAYS, times=TIMES, language=st.sampled_from(["zh", "en"]))
def test_any_week_is_read_as_it_is_said(days: str, times: str, language: str) -> None:
    value = f"{days} {times}"

    found = read_hours(said(value, language))

    assert (found.not_understood, found.faults) == ([], [])
    assert week_of(found.value or "") == week_of(value)


@given(text=st.text(alphabet="周一至日每天节假休息闭馆9:0-17、，；()daily Mon-Fri closed PM24/7停止入场\x00", max_size=60) | st.text(max_size=40))
def test_any_text_gives_hours_that_can_be_read_or_says_why_not(text: str) -> None:
    found = read_hours(text)

    if found.value:
        parse_hours(found.value)
    elif any(character.isalnum() for character in text):
        assert found.not_understood or found.faults
