"""`flask search missed`: what editors see of what visitors missed."""

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import insert

from app.models.site import MissedWords
from app.services.transactions import writing

Run = Callable[..., Result]


@pytest.fixture
def with_words(cli_app: Flask, set_up: Result) -> None:
    with cli_app.app_context(), writing() as session:
        session.execute(
            insert(MissedWords), [{"words": words, "times": times, "last_on": "2026-11-24"} for words, times in (("失落的庙", 3), ("lost", 12))]
        )


def test_missed_words_are_listed_most_often_first(run: Run, with_words: None) -> None:
    assert run("search missed").output == "    12  2026-11-24  lost\n     3  2026-11-24  失落的庙\n"


def test_list_can_be_short(run: Run, with_words: None) -> None:
    assert run("search missed --limit 1").output == "    12  2026-11-24  lost\n"


def test_nothing_missed_is_said(run: Run, set_up: Result) -> None:
    result = run("search missed")

    assert (result.exit_code, result.output) == (0, "Nothing was asked for three times in vain.\n")


def test_words_are_forgotten_on_command(run: Run, with_words: None) -> None:
    assert run("search missed --forget lost").output == "forgotten: lost\n"
    assert run("search missed").output == "     3  2026-11-24  失落的庙\n"


def test_words_that_were_not_missed_cannot_be_forgotten(run: Run, with_words: None) -> None:
    result = run("search missed --forget found")

    assert result.exit_code == 1
    assert "“found” is not among the missed words." in result.output
