"""Snippets: the words asked for are marked, all else is escaped."""

from collections.abc import Callable

from app import i18n
from app.models.page import Page
from app.services.search.searching import Results
from app.services.search.snippets import as_html

Make = Callable[..., Page]
Ask = Callable[..., Results]


def test_a_snippet_marks_the_words_and_escapes_the_rest(make_place: Make, ask: Ask) -> None:
    make_place("bad", body={"zh": "字", "en": "Say <script>alert('tea')</script> & more tea."})

    assert (
        ask("tea", language="en").hits[0].snippet == "Say &lt;script&gt;alert(&#39;<mark>tea</mark>&#39;)&lt;/script&gt; &amp; more <mark>tea</mark>."
    )


def test_a_snippet_is_cut_around_the_first_word(make_place: Make, ask: Ask) -> None:
    make_place("long", body={"zh": "前" * 300 + "白塔" + "后" * 300})

    text = str(ask("白塔").hits[0].snippet)

    assert text == "…" + "前" * 30 + "<mark>白塔</mark>" + "后" * 58 + "…"


def test_a_snippet_in_the_other_language_says_so(make_place: Make, ask: Ask) -> None:
    make_place("zh-only", name={"zh": "白塔", "en": "Pagoda"}, summary={"zh": "一座塔。"}, body={"zh": "正文。"})

    assert [(str(hit.snippet), hit.language) for hit in ask("pagoda", language="en").hits] == [("一座<mark>塔</mark>。", "zh")]


def test_a_snippet_can_be_shown_in_traditional_characters(make_place: Make, ask: Ask) -> None:
    make_place("fair", body={"zh": "逛厂甸庙会。"})

    assert as_html(ask("廟會", language="zh-hant").hits[0].pieces, i18n.to_traditional) == "逛廠甸<mark>廟會</mark>。"


def test_single_characters_of_a_longer_word_are_not_marked(make_place: Make, ask: Ask) -> None:
    make_place("park", kind="park", name={"zh": "园", "en": "Park"}, body={"zh": "不止一处，不要钱。"}, admission={"kind": "free"})

    assert str(ask("不要钱").hits[0].snippet) == "不止一处，<mark>不要钱</mark>。"


def test_other_ways_to_say_it_are_marked_only_as_a_whole(make_place: Make, ask: Ask) -> None:
    make_place("show", name={"zh": "戏", "en": "Show"}, body={"zh": "今天有戏，晚上也有。"})

    assert str(ask("今晚").hits[0].snippet) == "今天有戏，<mark>晚上</mark>也有。"
