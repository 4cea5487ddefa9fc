"""Languages: traditional characters, the door's table, texts that wait for their translation."""

import pytest

from app import i18n


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("砖塔胡同", "磚塔胡同"),
        ("三里河阅读空间", "三里河閱讀空間"),
        ("步行2.4公里", "步行2.4公里"),
        ("牛街西里商业1号楼", "牛街西里商業1號樓"),
        ("戏台与舞台", "戲台與舞台"),
        ("花茶窨制技艺", "花茶窨製技藝"),
        ("中国传统制茶技艺", "中國傳統製茶技藝"),
        ("钟书阁在钟鼓楼以南", "鍾書閣在鐘鼓樓以南"),
        ("乾隆年间的后海", "乾隆年間的後海"),
        ("徐志摩来过这里", "徐志摩來過這裡"),
        ("前门西大街与长椿街", "前門西大街與長椿街"),
    ],
)
def test_traditional_keeps_names_and_plain_forms(simplified, traditional):
    assert i18n.to_traditional(simplified) == traditional


def test_text_without_english_is_said_in_chinese():
    assert i18n.in_language({"zh": "厂甸", "en": ""}, "en") == "厂甸"


def test_chinese_inside_english_is_marked(app):
    with app.test_request_context("/en/"):
        app.preprocess_request()

        assert i18n.say({"zh": "老字号", "en": "an old brand (老字号) & more"}) == 'an old brand (<span lang="zh-Hans">老字号</span>) &amp; more'
