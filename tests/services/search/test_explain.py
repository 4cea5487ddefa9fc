"""`flask search explain` says what was understood and why each result stands where it does."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.models.page import Page

Make = Callable[..., Page]


@pytest.fixture
def explain(app: Flask) -> Callable[..., list[str]]:
    return lambda *words: app.test_cli_runner().invoke(args=["search", "explain", *words]).stdout.splitlines()


def test_each_result_has_its_reasons(make_place: Make, make_story: Make, explain: Callable[..., list[str]]) -> None:
    make_place("pagoda", name={"zh": "白塔", "en": "White Pagoda"})
    make_story("tale", name={"zh": "白塔的故事", "en": "A tale"})

    lines = explain("白塔")

    assert lines[:3] == ["asked: 白塔", "searched as text: 白塔", "2 pages"]
    assert [line.strip() for line in lines[3:7:2]] == ["1. 白塔 / White Pagoda  (place/pagoda)", "2. 白塔的故事 / A tale  (story/tale)"]
    assert [line.strip().split("; ")[0] for line in lines[4:7:2]] == ["its whole name", "all words in its names"]
    assert all("closest name" in line and "words weigh" in line and "×" in line for line in lines[4:7:2])
    assert lines[7] == "" and lines[8].startswith("Results stand in steps")


def test_what_was_understood_and_put_right_is_said(make_place: Make, explain: Callable[..., list[str]]) -> None:
    make_place("hall", kind="museum")

    assert explain("musuem", "--language", "en")[:4] == [
        "asked: musuem",
        "nothing fitted; put right to: museum",
        "understood: kind=museum from “museum”",
        "1 page",
    ]


def test_what_nothing_fits_and_how_far_the_nearest_are_is_said(make_place: Make, explain: Callable[..., list[str]]) -> None:
    make_place(
        "zoo", kind="park", name={"zh": "动物园", "en": "Beijing Zoo"}, point={"lat": 39.94, "lon": 116.33, "accuracy_m": 10, "origin": "test"}
    )
    make_place(
        "bones", kind="museum", name={"zh": "古物馆", "en": "Hall of bones"}, point={"lat": 39.94, "lon": 116.331, "accuracy_m": 10, "origin": "test"}
    )

    lines = explain("museums near Beijing Zoo tonight")

    assert "left out, because nothing fits it: when=tonight from “tonight”" in lines
    assert [line.strip() for line in lines if line.endswith("away")] == ["the nearest first; 85 m away"]


def test_what_is_not_there_is_said(app: Flask, explain: Callable[..., list[str]]) -> None:
    assert explain("qzx")[-1] == "0 pages"
