"""Merging: by field, language and list entry; nothing of either side is dropped unsaid."""

import copy
import random

import pytest

from app.documents.event import EventDocument
from app.documents.place import PlaceDocument
from app.documents.trail import TrailDocument
from app.services.content_files import plain
from app.services.desk.merging import ABSENT, merge
from app.services.desk.paths import choose
from app.vocabulary import Family
from tests.factories import document
from tests.services.desk import editing


def changed(values, **fields):
    return copy.deepcopy(values) | fields


def test_two_fields_merge():
    base = editing.event()

    merged = merge(EventDocument, base, changed(base, website="https://example.org"), changed(base, kind="talk"))

    assert merged.clashes == []
    assert (merged.values["website"], merged.values["kind"]) == ("https://example.org", "talk")


def test_two_languages_of_one_text_merge():
    base = editing.event()
    mine, theirs = changed(base, summary={"zh": "新", "en": "One sentence."}), changed(base, summary={"zh": "一句话。", "en": "New"})

    merged = merge(EventDocument, base, mine, theirs)

    assert (merged.values["summary"], merged.clashes) == ({"zh": "新", "en": "New"}, [])


def test_the_same_words_changed_differently_clash_and_name_both():
    base = editing.event()
    mine, theirs = changed(base, summary={"zh": "甲", "en": "One sentence."}), changed(base, summary={"zh": "乙", "en": "One sentence."})

    (clash,) = merge(EventDocument, base, mine, theirs).clashes

    assert (clash.name, clash.base, clash.mine, clash.theirs) == ("summary.zh", "一句话。", "甲", "乙")


def test_reordering_stops_and_editing_one_merge():
    base = editing.trail()
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    mine["stops"].reverse()
    theirs["stops"][1]["text"]["zh"] = "新"

    merged = merge(TrailDocument, base, mine, theirs)

    assert merged.clashes == []
    assert [(stop["place"], stop["text"]["zh"]) for stop in merged.values["stops"]] == [
        ("liulichang", "看liulichang"),
        ("zhimeizhai", "看zhimeizhai"),
        ("rongbaozhai", "新"),
        ("changdian", "看changdian"),
    ]


def test_removing_a_stop_and_editing_another_merge():
    base = editing.trail()
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    del mine["stops"][0]
    theirs["stops"][2]["text"]["en"] = "New"

    merged = merge(TrailDocument, base, mine, theirs)

    assert merged.clashes == []
    assert [stop["text"]["en"] for stop in merged.values["stops"]] == ["See rongbaozhai", "New", "See liulichang"]


def test_removing_a_stop_that_the_other_edited_is_a_clash_where_either_can_be_chosen():
    base = editing.trail()
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    del mine["stops"][1]
    theirs["stops"][1]["text"]["zh"] = "新"

    merged = merge(TrailDocument, base, mine, theirs)

    (clash,) = merged.clashes
    assert (clash.name, clash.mine) == ("stops.1", ABSENT)
    assert choose(merged.values, merged.clashes, {})["stops"] == mine["stops"]
    assert choose(merged.values, merged.clashes, {"stops.1": "theirs"})["stops"] == theirs["stops"]


def test_two_orders_clash_and_either_can_be_chosen():
    base = editing.trail()
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    mine["stops"].reverse()
    theirs["stops"].insert(0, theirs["stops"].pop())

    merged = merge(TrailDocument, base, mine, theirs)

    assert [clash.name for clash in merged.clashes] == ["stops:order"]
    assert choose(merged.values, merged.clashes, {}) == mine
    assert choose(merged.values, merged.clashes, {"stops:order": "theirs"}) == theirs


def test_both_add_a_stop():
    base = editing.trail()
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    mine["stops"].append(editing.stop("daguanlou"))
    theirs["stops"].insert(1, editing.stop("neiliansheng"))

    merged = merge(TrailDocument, base, mine, theirs)

    assert merged.clashes == []
    assert [stop["place"] for stop in merged.values["stops"]] == [
        "changdian",
        "neiliansheng",
        "rongbaozhai",
        "zhimeizhai",
        "liulichang",
        "daguanlou",
    ]


def test_a_place_visited_twice_keeps_both_stops():
    base = editing.trail()
    base["stops"].append(editing.stop("changdian") | {"text": {"zh": "再看"}})
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    mine["stops"][0]["text"]["zh"] = "第一次"
    theirs["stops"][4]["text"]["zh"] = "第二次"

    merged = merge(TrailDocument, base, mine, theirs)

    assert (merged.clashes, merged.values["stops"][0]["text"]["zh"], merged.values["stops"][4]["text"]["zh"]) == ([], "第一次", "第二次")


def test_a_new_title_and_a_new_date_of_one_source_merge():
    base = editing.trail()
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    mine["sources"][0]["title"]["zh"] = "甲报（修订）"
    theirs["sources"][0]["published_on"] = "2026-05"

    merged = merge(TrailDocument, base, mine, theirs)

    assert merged.clashes == []
    assert merged.values["sources"][0] == {"kind": "press", "title": {"zh": "甲报（修订）", "en": "甲报"}, "published_on": "2026-05"}


def test_the_change_of_another_date_is_never_taken_for_the_same():
    base = editing.event()
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    mine["changes"] = [{"of": "2027-02-08T09:00", "status": "full"}]
    theirs["changes"][0]["note"] = {"zh": "票已售完"}

    merged = merge(EventDocument, base, mine, theirs)

    assert [clash.name for clash in merged.clashes] == ["changes.0"]
    assert [change["of"] for change in merged.values["changes"]] == ["2027-02-07T09:00", "2027-02-08T09:00"]


def test_half_of_a_point_is_never_joined_with_half_of_another():
    base = plain(document(Family.PLACE))
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    mine["point"]["lat"] = 39.91
    theirs["point"]["lon"] = 116.39

    assert [clash.name for clash in merge(PlaceDocument, base, mine, theirs).clashes] == ["point"]


def test_what_is_valid_apart_but_not_together_is_a_clash():
    base = plain(document(Family.PLACE, hours_exceptions=[{"starts": "2027-02-01", "ends": "2027-02-03", "reason": {"zh": "修"}}]))
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    mine["hours_exceptions"].append({"starts": "2027-03-01", "ends": "2027-03-09", "reason": {"zh": "甲"}})
    theirs["hours_exceptions"].append({"starts": "2027-03-05", "ends": "2027-03-20", "reason": {"zh": "乙"}})

    assert [clash.name for clash in merge(PlaceDocument, base, mine, theirs).clashes] == ["hours_exceptions"]


def test_an_edition_without_its_year_is_never_made_by_two_halves():
    base = plain(document(Family.EVENT, year=2027))
    mine, theirs = changed(base, series="fair"), copy.deepcopy(base)
    del theirs["year"]

    assert {clash.name for clash in merge(EventDocument, base, mine, theirs).clashes} == {"series", "year"}


@pytest.mark.parametrize("made", [editing.trail, editing.event])
def test_one_side_alone_is_taken_whole(made):
    rng = random.Random(7)
    kind = TrailDocument if made is editing.trail else EventDocument
    for number in range(200):
        base = made()
        mine = editing.move_or_remove(rng, editing.edit(rng, base, f"甲{number}"))

        assert merge(kind, base, mine, base).values == mine
        assert merge(kind, base, base, mine).values == mine
        assert merge(kind, base, mine, mine) == merge(kind, mine, mine, mine)


@pytest.mark.parametrize("made", [editing.trail, editing.event])
def test_no_random_pair_of_edits_loses_a_word_unsaid(made):
    rng = random.Random(20260101)
    kind = TrailDocument if made is editing.trail else EventDocument
    clean = 0
    for number in range(1_000):
        base = made()
        sides = [base, base]
        for turn in range(rng.randint(1, 4)):
            side = turn % 2
            sides[side] = editing.edit(rng, sides[side], f"m{number}-{turn}")
        sides = [editing.move_or_remove(rng, side) if rng.random() < 0.3 else side for side in sides]

        merged = merge(kind, base, *sides)

        new = [editing.words_in(side) - editing.words_in(base) for side in sides]
        named = editing.words_in([[clash.mine, clash.theirs] for clash in merged.clashes])
        assert new[0] <= editing.words_in(merged.values) | named
        assert new[1] <= editing.words_in(merged.values) | named
        clean += not merged.clashes
    assert 300 < clean < 1_000


def test_choosing_one_side_everywhere_keeps_every_word_of_it():
    rng = random.Random(5)
    clashing = 0
    for number in range(600):
        base = editing.trail()
        mine, theirs = (editing.move_or_remove(rng, editing.edit(rng, editing.edit(rng, base, f"{side}{number}"), f"{side}b")) for side in "mt")

        merged = merge(TrailDocument, base, mine, theirs)

        every = {clash.name: "theirs" for clash in merged.clashes}
        assert editing.words_in(mine) - editing.words_in(base) <= editing.words_in(choose(merged.values, merged.clashes, {}))
        assert editing.words_in(theirs) - editing.words_in(base) <= editing.words_in(choose(merged.values, merged.clashes, every))
        clashing += bool(merged.clashes)
    assert clashing > 100
