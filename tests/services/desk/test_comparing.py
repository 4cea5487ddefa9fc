"""Comparing: every field that differs is named in both languages, word by word, and nothing that differs is passed over."""

import copy
import random

import pytest

from app.documents.place import PlaceDocument
from app.documents.trail import TrailDocument
from app.services.content_files import plain
from app.services.desk.comparing import compare
from app.services.desk.word_differences import MOST_WORK, Fate, word_pieces
from app.vocabulary import Family
from tests.factories import document
from tests.services.desk import editing


def paths(kind, before, after):
    return [change.path for change in compare(kind, before, after)]


def test_each_language_of_a_text_is_compared_by_itself(app):
    before, after = plain(document(Family.PLACE)), plain(document(Family.PLACE, name={"zh": "新页", "en": "New page"}))

    (zh, en) = compare(PlaceDocument, before, after)

    assert (zh.path, zh.language, zh.before, zh.after) == ("name.zh", "zh", "某页", "新页")
    assert (en.path, en.labels, en.after) == ("name.en", ("名称",), "New page")


def test_words_of_the_vocabulary_are_said_by_their_labels(app):
    (change,) = compare(PlaceDocument, plain(document(Family.PLACE)), plain(document(Family.PLACE, kind="library")))

    assert (change.before, change.after) == ("博物馆", "图书馆")


def test_moved_stop_is_an_order_and_no_difference_in_text(app):
    before = editing.trail()
    after = copy.deepcopy(before)
    after["stops"].reverse()

    assert paths(TrailDocument, before, after) == ["stops"]


def test_stop_put_in_and_stop_taken_out_are_both_shown(app):
    before = editing.trail()
    after = copy.deepcopy(before)
    del after["stops"][1]
    after["stops"].append(editing.stop("neiliansheng"))

    found = {change.path: (change.before, change.after) for change in compare(TrailDocument, before, after)}

    assert found["stops.3.place"] == ("", "neiliansheng")
    assert found["stops.1.text.en"] == ("See rongbaozhai", "")


def test_stop_that_became_another_is_compared_with_what_it_was(app):
    before = editing.trail()
    after = copy.deepcopy(before)
    after["stops"][3] = editing.stop("daguanlou")

    found = {change.path: (change.before, change.after) for change in compare(TrailDocument, before, after)}

    assert found["stops.3.place"] == ("liulichang", "daguanlou")


def test_what_no_control_knows_is_compared_too(app):
    before = plain(document(Family.PLACE))

    (change,) = compare(PlaceDocument, before | {"former_field": {"zh": "旧"}}, before)

    assert (change.path, change.before) == ("former_field", "zh: 旧")


@pytest.mark.parametrize("made", [editing.trail, editing.event])
def test_no_random_edit_is_passed_over(app, made):
    rng = random.Random(11)
    kind = TrailDocument if made is editing.trail else type(document(Family.EVENT))
    for number in range(300):
        before = made()
        after = editing.move_or_remove(rng, editing.edit(rng, before, f"字{number}"))
        changes = compare(kind, before, after)

        assert bool(changes) == (before != after)
        new = {word for word in editing.words_in(after) - editing.words_in(before) if word.startswith("字")}
        assert new <= {change.after for change in changes} | {line for change in changes for line in change.after.splitlines()}
        assert compare(kind, after, after) == []


def test_pieces_read_as_both_texts():
    rng = random.Random(3)
    words = ["厂甸", "庙会", "the fair", " ", "，", "\n", "2027", "it’s", "𠮷"]
    for _ in range(500):
        before, after = ("".join(rng.choices(words, k=rng.randint(0, 30))) for _ in range(2))
        pieces = word_pieces(before, after)

        assert "".join(piece.text for piece in pieces if piece.fate is not Fate.NEW) == before
        assert "".join(piece.text for piece in pieces if piece.fate is not Fate.GONE) == after


def test_latin_words_stay_whole_and_chinese_goes_by_characters():
    assert word_pieces("Small Museum", "Smaller Museum") == [(Fate.GONE, "Small"), (Fate.NEW, "Smaller"), (Fate.SAME, " Museum")]
    assert word_pieces("厂甸庙会", "厂甸大庙会") == [(Fate.SAME, "厂甸"), (Fate.NEW, "大"), (Fate.SAME, "庙会")]


def test_very_long_texts_are_compared_line_by_line():
    before = "".join(f"第{number}行很长的文字。\n" for number in range(2_000))
    after = before.replace("第7行很长", "第7行不长")
    assert len(before) ** 2 > MOST_WORK

    pieces = word_pieces(before, after)

    assert [(piece.fate, piece.text) for piece in pieces if piece.fate is not Fate.SAME] == [(Fate.GONE, "很"), (Fate.NEW, "不")]
