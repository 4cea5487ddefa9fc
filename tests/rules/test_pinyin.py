"""Readings, sort keys and initials."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.pinyin import initials, pinyin_of, sort_key, strip_tones, toneless


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("什刹海", "shí chà hǎi"),
        ("西什库31号文创园", "xī shí kù 31 hào wén chuàng yuán"),
        ("同仁堂（大栅栏店）", "tóng rén táng (dà shí làn diàn)"),
        ("鼓楼西大街", "gǔ lóu xī dà jiē"),
        ("厂甸庙会", "chǎng diàn miào huì"),
        ("琉璃厂", "liú lí chǎng"),
        ("长椿寺", "cháng chūn sì"),
        ("西长安街", "xī cháng ān jiē"),
        ("妙应寺白塔", "miào yìng sì bái tǎ"),
        ("白云观", "bái yún guàn"),
        ("一得阁", "yī dé gé"),
        ("蒙藏学校旧址", "měng zàng xué xiào jiù zhǐ"),
        ("都城隍庙", "dū chéng huáng miào"),
        ("首都博物馆", "shǒu dū bó wù guǎn"),
        ("歙县会馆", "shè xiàn huì guǎn"),
        ("爆肚冯", "bào dǔ féng"),
        ("吕祖宫", "lǚ zǔ gōng"),
        ("“新华1949”园", "“xīn huá 1949” yuán"),
        ("Temple of Heaven", "Temple of Heaven"),
    ],
)
def test_names_are_read_as_the_street_reads_them(text, reading):
    assert pinyin_of(text) == reading


def test_our_phrases_hold_within_longer_text():
    assert pinyin_of("在什刹海边走到西什库") == "zài shí chà hǎi biān zǒu dào xī shí kù"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("什刹海", "shi cha hai"),
        ("shí chà hǎi", "shi cha hai"),
        ("吕祖宫", "lu zu gong"),
        ("PAGEONE书店（北京坊店）", "pageone shu dian bei jing fang dian"),
        ("！", ""),
    ],
)
def test_toneless_readings_are_what_one_types(text, bare):
    assert toneless(text) == bare


def test_tones_are_stripped_from_typed_pinyin():
    assert strip_tones("Lǚ zǔ gōng") == "Lu zu gong"


@pytest.mark.parametrize(
    ("text", "letters"),
    [("厂甸庙会", "cdmh"), ("什刹海", "sch"), ("西什库31号", "xsk31h"), ("PAGEONE书店", "pageonesd"), ("同仁堂（大栅栏店）", "trtdsld"), ("", "")],
)
def test_initials_are_the_first_letters(text, letters):
    assert initials(text) == letters


def test_chinese_sorts_by_reading_then_tone_then_character():
    names = ["西单", "北海公园", "北海", "什刹海", "白塔寺", "马连道", "码头", "妈妈", "大栅栏"]

    assert sorted(names, key=sort_key) == ["白塔寺", "北海", "北海公园", "大栅栏", "马连道", "妈妈", "码头", "什刹海", "西单"]


def test_one_reading_is_ordered_by_tone():
    assert sorted(["骂", "马", "妈", "麻"], key=sort_key) == ["妈", "麻", "马", "骂"]


def test_latin_names_sort_among_the_chinese_whatever_their_case():
    assert sorted(["西单", "PageOne", "omni", "北海"], key=sort_key) == ["北海", "omni", "PageOne", "西单"]


@given(st.text(max_size=50))
def test_any_text_has_a_reading_a_key_and_initials(text):
    assert all(isinstance(found, str) for found in (pinyin_of(text), toneless(text), initials(text)))
    assert sort_key(text).count("\t") >= 2
