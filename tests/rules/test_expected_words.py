"""Rules in words, in both languages."""

import re

import pytest

from app.rules.expected import parse
from app.rules.expected_words import reason
from tests.rules.series_rules import RULES

SAID = [
    ("lunar:L01-01..L01-05;cycle:annual", "通常为正月初一至初五", "usually lunar New Year’s Day to the 5th"),
    ("lunar:L01-01", "通常为正月初一", "usually on lunar New Year’s Day"),
    ("lunar:L01-15", "通常为元宵节", "usually at the Lantern Festival"),
    ("lunar:L05-05", "通常为端午节", "usually at the Dragon Boat Festival"),
    ("lunar:L02-02", "通常为农历二月初二", "usually on the 2nd of the 2nd lunar month"),
    ("lunar:L03-03", "通常为农历三月初三", "usually on the 3rd of the 3rd lunar month"),
    ("lunar:L01-02..L01-21", "通常为正月初二至廿一", "usually the 2nd to the 21st of the 1st lunar month"),
    ("lunar:L12-08..L12-23", "通常为腊月初八至廿三", "usually the 8th to the 23rd of the 12th lunar month"),
    ("lunar:L12-23..L01-15", "通常为腊月廿三至正月十五", "usually the 23rd of the 12th lunar month to the 15th of the 1st"),
    ("lunar:L01-01..L02-02", "通常为正月初一至农历二月初二", "usually lunar New Year’s Day to the 2nd of the 2nd lunar month"),
    ("lunar:L01-01..L01-15;weekdays:sat,sun", "通常在正月初一至十五的周末", "usually at weekends, lunar New Year’s Day to the 15th"),
    ("cycle:biennial-even;lunar:L09-09", "通常为偶数年重阳节", "usually in even years, at the Chongyang Festival"),
    ("months:05-01..05-31;cycle:annual", "通常在5月", "usually in May"),
    ("months:04-20..10-31;cycle:annual", "通常在4月至10月", "usually April to October"),
    ("months:10-01..01-31", "通常在10月至次年1月", "usually October to January"),
    ("months:07-20..07-10", "通常在7月至次年7月", "usually July to July"),
    ("cycle:biennial-odd;months:09-01..10-31", "通常在奇数年9月至10月", "usually in odd years, September to October"),
    ("cycle:biennial-even;months:07-15..07-31", "通常在偶数年7月", "usually in even years, in July"),
    ("months:03-01..06-30;weekdays:sat,sun", "通常在3月至6月的周末", "usually at weekends, March to June"),
    ("months:07-01..07-31;weekdays:sat", "通常在7月的周六", "usually on Sat, in July"),
    ("near:L08-15±10;cycle:annual", "通常在中秋节前后", "usually around the Mid-Autumn Festival"),
    ("near:L01-01±3", "通常在春节前后", "usually around lunar New Year’s Day"),
    ("near:L03-03±3", "通常在农历三月初三前后", "usually around the 3rd of the 3rd lunar month"),
    ("near:04-14±6;cycle:annual", "通常在4月14日前后", "usually around 14 April"),
    ("weekend-near:06-14;cycle:annual", "通常在最接近6月14日的周末", "usually the weekend nearest 14 June"),
    ("weekend-near:L08-15", "通常在最接近中秋节的周末", "usually the weekend nearest the Mid-Autumn Festival"),
    ("weekdays:sat,sun;cycle:annual", "通常在周末", "usually at weekends"),
    ("weekdays:tue,fri", "通常在周二、五", "usually on Tue and Fri"),
    ("weekdays:mon,tue,wed,thu,fri", "通常在周一至周五", "usually Mon–Fri"),
    ("irregular", "日期不固定", "no fixed dates"),
    ("permanent", "常年开放", "open all year"),
    ("programme", "没有面向公众的固定日期", "a programme of work without fixed dates for the public"),
]


@pytest.mark.parametrize(("rule", "zh", "en"), SAID)
def test_a_rule_is_said_in_both_languages(rule, zh, en):
    assert (reason(parse(rule), "zh"), reason(parse(rule), "en")) == (zh, en)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_the_facts_is_said_in_words_of_the_language(rule):
    zh, en = reason(parse(rule), "zh"), reason(parse(rule), "en")

    assert re.fullmatch(r"[\u4e00-\u9fff0-9、]+", zh)
    assert re.fullmatch(r"[A-Za-z0-9’,–\- ]+", en)


@pytest.mark.parametrize("rule", [rule for rule in RULES if "months:" in rule])
def test_a_season_is_said_without_a_day(rule):
    assert not re.search(r"\d+日", reason(parse(rule), "zh"))
    assert not re.search(r"\d", reason(parse(rule), "en"))


def test_traditional_chinese_is_made_from_the_same_words():
    assert reason(parse("irregular"), "zh-hant") == reason(parse("irregular"), "zh")
