"""Analysis: one form for every way of writing, and pieces that do not depend on what jieba knows."""

import pytest

from app.services.search import analysis, readings


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("廠甸廟會", "厂甸庙会"),
        ("Ｃａｆé", "cafe"),
        ("Xi’an", "xian"),
        ("the street’s end", "the street end"),
        ("lǜ", "lu"),
        ("二〇二五年", "2025年"),
        ("新华一九四九", "新华1949"),
        ("二十一号", "二十一号"),
        ("a\x00b\u202ec", "a b c"),
    ],
)
def test_every_way_of_writing_has_one_form(typed: str, compared: str) -> None:
    assert analysis.normal(typed) == compared


def test_tokens_are_characters_pairs_and_words_at_their_positions() -> None:
    assert list(analysis.tokens("看博物馆 the Museums")) == [
        ("看", 0),
        ("看博", 0),
        ("博", 1),
        ("博物", 1),
        ("物", 2),
        ("物馆", 2),
        ("馆", 3),
        ("博物馆", 1),
        ("museums", 6),
        ("museum", 6),
    ]


def test_a_run_is_cut_into_words_without_particles() -> None:
    assert analysis.pieces("茶馆的演出") == ("茶馆", "演出")


def test_single_characters_in_a_row_are_one_word() -> None:
    assert analysis.joined_singles(["厂", "甸", "的", "茶"]) == ["厂甸", "的", "茶"]


def test_a_learnt_name_changes_no_piece_of_its_parts() -> None:
    before = set(analysis.pieces("琉璃厂庙会"))
    analysis.learn(["琉璃厂庙会"])
    analysis.pieces.cache_clear()

    assert set(analysis.pieces("琉璃厂庙会")) == before


def test_a_whole_name_has_a_key_with_and_without_endings() -> None:
    assert analysis.keys("The Guild Halls of Xuannan") == ["guildhallsofxuannan", "guildhallxuannan"]


def test_readings_are_together_apart_and_by_initials() -> None:
    assert {"changdian", "miaohui", "changdianmiaohui"} <= set(readings.joined(["厂甸庙会"]))
    assert readings.apart(["厂甸庙会"]) == ["chang", "dian", "miao", "hui", "dianr"]
    assert {"changdianmiaohui", "cdmh"} <= set(readings.whole(["厂甸庙会"]))


def test_dashilar_has_each_of_its_readings() -> None:
    assert {"dashilan", "dashilar", "dazhalan"} <= set(readings.whole(["大栅栏"]))


def test_digits_and_latin_words_stay_in_a_reading() -> None:
    assert readings.whole(["2025年庙会"]) == ["2025nianmiaohui", "2025nmh"]
