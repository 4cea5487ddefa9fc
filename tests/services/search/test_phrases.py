"""Phrases: quoted words stand side by side, in names by the index, in texts by reading them."""

from collections.abc import Callable

import pytest

from app.models.page import Page

Make = Callable[..., Page]
Find = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("query", "en"),
    [
        ('"white pagoda"', "The White Pagoda."),
        ('"altar of the god"', "An altar of the God."),
        ('"tuer ye"', "A clay Tu’er Ye."),
        ('"24 hours"', "Open for 24-hours."),
    ],
)
def test_latin_words_stand_side_by_side_in_the_text(query: str, en: str, make_place: Make, find: Find) -> None:
    make_place("together", body={"zh": "字", "en": en})
    make_place("apart", body={"zh": "字", "en": "White, altar, god, of the pagoda, ye tuer, hours 24, by a white wall."})

    assert find(query) == ["together"]


def test_a_phrase_in_a_name_comes_before_one_in_a_text(make_place: Make, find: Find) -> None:
    make_place("text", body={"zh": "字", "en": "Near the white pagoda."})
    make_place("name", name={"zh": "塔", "en": "The White Pagoda"})

    assert find("“White Pagoda”") == ["name", "text"]


def test_a_chinese_phrase_is_not_taken_apart(make_place: Make, find: Find) -> None:
    make_place("apart", body={"zh": "白墙旁边是塔寺，还有白塔。"})
    make_place("together", body={"zh": "这里叫白塔寺。"})

    assert find("“白塔寺”") == find("「白塔寺」") == ["together"]
