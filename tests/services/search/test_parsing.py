"""Parsing: words and phrases, and no orders to the index."""

import pytest

from app.services.search.parsing import parse


def words(query: str) -> list[str]:
    return [" ".join(term.words) for term in parse(query).terms]


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("a* OR b*", ["b"]),
        ("name_zh:秘密", ["name", "zh", "秘密"]),
        ("[a TO z] AND NOT (x^2)", ["z", "not", "x", "2"]),
        ("\x00\ufeff", []),
        ("🏮🎎", []),
        ("   ", []),
        ("\u202eegami", ["egami"]),
        ("茶tea茶", ["茶", "tea"]),
        ('"white pagoda', ["white pagoda"]),
        ("of the", ["of", "the"]),
        ("\ud800", []),
    ],
)
def test_hostile_text_is_plain_words(query: str, terms: list[str]) -> None:
    assert words(query) == terms


@pytest.mark.parametrize("query", ['"white pagoda" 夜话', "“white pagoda” 夜话", "「white pagoda」夜话"])
def test_quoted_words_are_one_phrase(query: str) -> None:
    terms = parse(query).terms

    assert [(term.words, term.is_phrase) for term in terms] == [(("white", "pagoda"), True), (("夜话",), False)]


def test_a_query_is_bounded() -> None:
    asked = parse(" ".join(f"w{number}" for number in range(2_000)))

    assert (len(asked.text), len(asked.terms)) == (100, 12)


def test_only_a_last_latin_word_of_three_letters_is_open() -> None:
    assert [term.is_open for query in ("white pago", "te", "白塔", '"pago"') for term in parse(query).terms] == [False, True, False, False, False]
