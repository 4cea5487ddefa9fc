"""The strict rules: each finds the fault that was planted for it, and a clean guide has none."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from app import clock
from app.services.checking import check_content
from app.services.strict_checks import strict_faults
from app.vocabulary import Family
from tests.services.content_folder import write_file

GLOSSARY = """zh,en,alt_en_and_synonyms,pinyin,type,source_note
荣宝斋,Rongbaozhai,Rong Bao Zhai,rongbaozhai,brand,
庙会,temple fair,miaohui; fair,miaohui,term,
天桥,Tianqiao,Heavenly Bridge; Overpass (wrong),tianqiao,place,
天桥剧场,Tianqiao Theatre,,tianqiao juchang,place,
"""
WORDING = """filler_zh:
  - 璀璨
  - 感受…魅力
filler_en:
  - nestled
  - must-see
spellings:
  center: centre
  theater: theatre
official_names:
  - Performing Arts Center
wrong_names:
  Dashilan: Dashilar
  clove: lilac
decided_names:
  天桥艺术节: Spring Festival of Arts
"""


def body(number: int, *, zh: int = 200, en: int = 120) -> dict[str, str]:
    """Give a text of so many characters and words, unlike that of any other number."""
    characters = [chr(0x4E00 + 421 * number + place) for place in range(zh)]
    words = [f"word{number}x{place}" for place in range(en)]
    return {
        "zh": "。".join("".join(characters[start : start + 20]) for start in range(0, zh, 20)),
        "en": ". ".join(" ".join(words[start : start + 12]) for start in range(0, en, 12)),
    }


def summary(number: int) -> dict[str, str]:
    """Give a sentence that no other page has."""
    return {"zh": body(number + 24, zh=14)["zh"], "en": body(number + 24, en=9)["en"]}


CLEAN: dict[str, tuple[Family, dict[str, Any]]] = {
    "rongbaozhai": (Family.PLACE, {"name": {"zh": "荣宝斋", "en": "Rongbaozhai"}, "kind": "old_brand", "pinyin": "Róngbǎozhāi"}),
    "theatre": (Family.PLACE, {"name": {"zh": "天桥剧场", "en": "Tianqiao Theatre"}, "kind": "theatre"}),
    "fair": (Family.SERIES, {"name": {"zh": "厂甸庙会", "en": "Changdian Temple Fair"}, "venues": [{"place": "rongbaozhai"}]}),
    "fair-2026": (Family.EVENT, {"name": {"zh": "庙会", "en": "Temple Fair 2026"}, "series": "fair", "year": 2026}),
    "walk": (Family.TRAIL, {"name": {"zh": "散步", "en": "A Walk"}}),
    "printing": (Family.STORY, {"name": {"zh": "印画", "en": "Printing"}, "subjects": ["places/rongbaozhai"]}),
    "tianqiao": (Family.NEIGHBOURHOOD, {"name": {"zh": "天桥", "en": "Tianqiao"}}),
}
STOPS = [{"place": slug, "text": {"zh": "看。", "en": "Look."}} for slug in ("rongbaozhai", "theatre")]


def number_of(slug: str) -> int:
    """Give a number to every page, also to those that the clean guide has not: more-0, more-1."""
    return list(CLEAN).index(slug) if slug in CLEAN else len(CLEAN) + int(slug.rpartition("-")[2])


def plant(root: Path, slug: str, **changes: Any) -> None:
    """Write one page of the clean guide, changed; another page is a place."""
    number = number_of(slug)
    family, own = CLEAN.get(slug, (Family.PLACE, {"name": {"zh": f"别处{number}", "en": f"Elsewhere {number}"}}))
    size = {"zh": 400, "en": 260} if family is Family.STORY else {}
    common = {"body": body(number, **size), "summary": summary(number), "cover": {"motif": "gate", "variation": number}}
    special: dict[str, Any] = {Family.TRAIL: {"stops": STOPS}, Family.EVENT: {"schedule": [{"starts": "2026-02-17"}]}}.get(family, {})
    write_file(root, family, slug, **(common | special | own | changes))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "glossary.csv").write_text(GLOSSARY, "utf-8")
    (tmp_path / "wording.yaml").write_text(WORDING, "utf-8")
    for slug in CLEAN:
        plant(tmp_path, slug)
    return tmp_path


def faults(root: Path) -> list[str]:
    files, plain_faults = check_content(root)
    assert plain_faults == []
    return strict_faults(files, root)


def test_a_clean_guide_has_no_fault(root):
    assert faults(root) == []


def test_a_guide_without_tables_is_checked_by_the_other_rules(root):
    (root / "glossary.csv").unlink()
    (root / "wording.yaml").unlink()
    plant(root, "printing", subjects=[])

    assert faults(root) == ["stories/printing.yaml: subjects: a story is about at least one page"]


@pytest.mark.parametrize(
    ("wording", "expected"),
    [("filler: [璀璨]", "wording.yaml: filler: is not a field here"), ("filler_zh: [璀璨", "wording.yaml: line 2: did not find expected ',' or ']'")],
)
def test_a_table_that_cannot_be_read_is_a_fault(root, wording, expected):
    (root / "wording.yaml").write_text(wording + "\n", "utf-8")

    assert faults(root) == [expected]


def test_text_without_english_is_found_wherever_it_stands(root):
    plant(root, "walk", stops=[{**STOPS[0], "text": {"zh": "看。"}}, STOPS[1]])
    plant(root, "theatre", sources=[{"kind": "press", "title": {"zh": "北京日报"}}])

    assert faults(root) == ["places/theatre.yaml: sources[1].title.en: is missing", "trails/walk.yaml: stops[1].text.en: is missing"]


@pytest.mark.parametrize(
    ("slug", "depth", "zh", "en"),
    [("theatre", "full", (120, 400), (80, 250)), ("theatre", "brief", (30, 119), (20, 79)), ("printing", None, (300, 900), (200, 600))]
    + [(slug, None, (120, 400), (80, 250)) for slug in ("fair", "walk", "tianqiao")],
)
def test_body_has_the_length_of_its_kind(root, slug, depth, zh, en):
    found = []
    for outside in (0, 1):
        for end in (0, 1):
            step = (-1, 1)[end] * outside
            more = {"depth": depth} if depth else {}
            plant(root, slug, body=body(number_of(slug), zh=zh[end] + step, en=en[end] + step), **more)
            found.append([fault.split(": ")[1] for fault in faults(root)])

    assert found == [[], [], ["body.zh", "body.en"], ["body.zh", "body.en"]]


def make_brief(root: Path, slug: str) -> None:
    plant(root, slug, depth="brief", body=body(number_of(slug), zh=60, en=40))


def test_at_most_three_places_in_five_are_brief(root):
    for slug in ("rongbaozhai", "theatre", "more-0"):
        make_brief(root, slug)
    plant(root, "more-1")
    plant(root, "more-2")

    few = faults(root)
    make_brief(root, "more-1")

    assert few == []
    assert faults(root) == ["places: depth: 4 of 5 are brief; at most 3 may be"]


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("荣宝斋分店", "Rong Bao Zhai Branch", "荣宝斋 is “Rongbaozhai”"),
        ("天桥剧场旧址", "Old Tianqiao Playhouse", "天桥剧场 is “Tianqiao Theatre”"),
        ("厂甸庙会", "Changdian Market", "庙会 is “temple fair”"),
        ("天桥艺术节", "Tianqiao Arts", "天桥艺术节 is “Spring Festival of Arts”"),
    ],
)
def test_english_name_that_departs_from_the_glossary_is_found(root, zh, en, expected):
    plant(root, "theatre", name={"zh": zh, "en": en})

    assert faults(root) == [f"places/theatre.yaml: name.en: {expected} in the glossary; the name is “{en}”"]


@pytest.mark.parametrize(
    ("zh", "en"), [("新年庙会", "New Year’s Fair"), ("天桥剧场旧址", "Old Tianqiao Theatre"), ("天桥艺术节", "Spring Festival of Arts")]
)
def test_a_term_has_several_forms_and_a_decided_name_is_taken_whole(root, zh, en):
    plant(root, "theatre", name={"zh": zh, "en": en})

    assert faults(root) == []


@pytest.mark.parametrize(("pinyin", "word"), [("Rongbaozhai", "without tones"), ("Róngbǎozhài", "not how"), ("Róngbǎochāi", "not how")])
def test_reading_without_tones_or_of_other_characters_is_found(root, pinyin, word):
    plant(root, "rongbaozhai", pinyin=pinyin)

    assert [(fault.split(": ")[1], word in fault) for fault in faults(root)] == [("pinyin", True)]


@pytest.mark.parametrize(
    ("zh", "pinyin"), [("相声", "Xiàngsheng"), ("大栅栏西街", "Dàshílànr Xījiē"), ("紫园泛动画园区", "Zǐyuán"), ("A33剧场", "A33 Jùchǎng")]
)
def test_reading_may_be_soft_end_in_r_or_leave_out_the_end(root, zh, pinyin):
    plant(root, "rongbaozhai", name={"zh": zh, "en": "Some name"}, pinyin=pinyin)

    assert faults(root) == []


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("zh", "璀璨的街", "says 璀璨; say something instead"),
        ("zh", "来感受老街的魅力", "says 感受…魅力; say something instead"),
        ("en", "A shop Nestled in a lane", "says “nestled”; say something instead"),
        ("en", "It is a must-see for all", "says “must-see”; say something instead"),
        ("en", "In the center of town", "has center; British English writes centre"),
        ("en", "Near Dashilan and its shops", "has “Dashilan”; the name is Dashilar"),
        ("en", "A scent of clove in spring", "has “clove”; the name is lilac"),
    ],
)
def test_words_that_are_not_used_are_found(root, language, words, expected):
    plant(root, "theatre", summary=summary(1) | {language: words})

    assert faults(root) == [f"places/theatre.yaml: summary.{language}: {expected}"]


def test_official_names_and_words_in_quotation_marks_are_let_be(root):
    plant(root, "theatre", summary={"zh": "感受老街。这里有魅力", "en": "The Performing Arts Center; some write “Dashilan”, and a concentre"})

    assert faults(root) == []


def test_other_names_may_have_the_wrong_forms(root):
    plant(root, "theatre", also_known_as=["Dashilan theater"], keywords=["clove"])

    assert faults(root) == []


def test_same_opening_is_found_in_either_language(root):
    mine, other = body(1), body(0)
    plant(root, "theatre", body={"zh": other["zh"][:6] + mine["zh"][6:], "en": mine["en"]})
    chinese = faults(root)
    plant(root, "theatre", body={"zh": mine["zh"], "en": " ".join(other["en"].split()[:4] + mine["en"].split()[4:])})

    assert chinese == [f"places/theatre.yaml: body.zh: begins “{other['zh'][:6]}” like places/rongbaozhai"]
    assert faults(root) == ["places/theatre.yaml: body.en: begins “word0x0 word0x1 word0x2 word0x3” like places/rongbaozhai"]


def test_sentence_that_stands_on_two_pages_is_found(root):
    shared = body(0)
    plant(root, "theatre", body={key: body(1)[key] + mark + shared[key].split(mark)[3] for key, mark in (("zh", "。"), ("en", ". "))})

    assert [fault.partition("“")[0] for fault in faults(root)] == ["places/theatre.yaml: zh: says ", "places/theatre.yaml: en: says "]


def test_a_name_that_two_places_claim_is_found(root):
    plant(root, "theatre", also_known_as=["荣宝斋"])

    assert faults(root) == ["places/theatre.yaml: also_known_as: “荣宝斋” is a name of places/rongbaozhai too"]


def test_an_orphan_is_found_until_a_page_leads_to_it(root):
    plant(root, "lost-0", subdistrict=None)
    alone = faults(root)
    plant(root, "printing", subjects=["places/lost-0"])

    assert alone == ["places/lost-0.yaml: subdistrict: no page leads here; give it one, or name it in a trail, a story or an event"]
    assert faults(root) == []


def test_a_place_inside_another_is_no_orphan(root):
    plant(root, "lost-0", subdistrict=None, part_of="theatre")

    assert faults(root) == []


def stop_at(lat: float, lon: float, **more: Any) -> dict[str, Any]:
    return {"text": {"zh": "看。", "en": "Look."}, "point": {"lat": lat, "lon": lon, "accuracy_m": 50, "origin": "by hand"}, **more}


def test_landmark_in_the_district_should_be_a_page(root):
    tower = {"kind": "landmark", "name": {"zh": "鼓楼", "en": "Drum Tower"}}
    plant(root, "walk", stops=[stop_at(39.9393, 116.3895, **tower), stop_at(39.92, 116.37, **tower)])

    assert faults(root) == ["trails/walk.yaml: stops[2]: a stop inside the district is a page: name its place"]


def test_days_that_have_not_come_are_found(root):
    plant(root, "theatre", checked_on="2026-11-25", founded={"year": 2027})
    plant(root, "printing", sources=[{"kind": "press", "title": {"zh": "报", "en": "Daily"}, "published_on": "2026-12"}])

    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=clock.BEIJING), tick=False):
        found = faults(root)

    assert found == [
        "places/theatre.yaml: checked_on: 2026-11-25 has not come yet",
        "places/theatre.yaml: founded.year: 2027 has not come yet",
        "stories/printing.yaml: sources[1].published_on: 2026-12 has not come yet",
    ]


def test_edition_dated_in_another_year_is_found(root):
    plant(root, "fair-2026", schedule=[{"starts": "2025-12-26", "ends": "2025-12-28"}])

    assert faults(root) == ["events/fair-2026.yaml: year: no date of the edition of 2026 lies in that year"]


def test_same_drawing_is_found_with_one_that_is_free(root):
    plant(root, "theatre", cover={"motif": "gate", "variation": 0})

    assert faults(root) == ["places/theatre.yaml: cover: gate 0 is the drawing of places/rongbaozhai; variation 1 is free"]


def test_edition_differs_from_its_series_and_may_be_like_others(root):
    plant(root, "fair-2026", cover={"motif": "gate", "variation": 0})
    like_a_place = faults(root)
    plant(root, "fair-2026", cover={"motif": "gate", "variation": 2})

    assert like_a_place == []
    assert faults(root) == ["events/fair-2026.yaml: cover: gate 2 is the drawing of series/fair; variation 0 is free"]


def test_motif_whose_variations_are_all_worn_asks_for_another(root):
    for number in range(16):
        plant(root, f"tree-{number}", cover={"motif": "lilac", "variation": number % 15})

    assert faults(root) == ["places/tree-15.yaml: cover: lilac 0 is the drawing of places/tree-0; no variation is free; choose another motif"]


def test_variation_that_is_not_there_is_refused_by_the_plain_check(root):
    plant(root, "theatre", cover={"motif": "lilac", "variation": 15})

    assert check_content(root)[1] == ["places/theatre.yaml: cover.variation: lilac has 15 variations, counted from 0"]
