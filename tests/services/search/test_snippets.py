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
