"""Slugs, cleaning, hidden characters, counting and excerpts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.text import clean, count_chinese, count_words, excerpt, forbidden_characters, is_slug, plain, slug_of

ANY_TEXT = st.text(st.characters(), max_size=200)


@pytest.mark.parametrize("text", ["a", "rongbaozhai", "28-zhong", "white-pagoda-2027", "a" * 80])
def test_lowercase_words_joined_by_hyphens_are_a_slug(text):
    assert is_slug(text)


@pytest.mark.parametrize("text", ["", "-a", "a-", "a--b", "A", "a b", "a_b", "é", "荣宝斋", "a\n", "a" * 81, "²", "../a"])
def test_anything_else_is_no_slug(text):
    assert not is_slug(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Changdian Temple Fair", "changdian-temple-fair"),
        ("Xi’an Café & Bar", "xian-cafe-bar"),
        ("  PAGEONE (Beijing Fun)  ", "pageone-beijing-fun"),
        ("lǚ zǔ gōng", "lu-zu-gong"),
        ("厂甸庙会", ""),
        ("12th", "12th"),
        ("word " * 30, "-".join(["word"] * 16)),
        ("a" * 100, "a" * 80),
        ("a" * 40 + " " + "b" * 40, "a" * 40),
    ],
)
def test_a_slug_is_made_of_the_ascii_words(text, slug):
    assert slug_of(text) == slug


@given(ANY_TEXT)
def test_what_is_made_as_a_slug_is_one_or_nothing(text):
    slug = slug_of(text)

    assert slug == "" or (is_slug(slug) and slug_of(slug) == slug)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [("a\r\nb\rc", "a\nb\nc"), ("e\u0301", "é"), ("a  \n b\t\n", "a\n b"), ("\n\n 甲\u3000\n\n乙 ", "甲\n\n乙"), ("", "")],
)
def test_clean_text_is_nfc_with_plain_line_ends(text, cleaned):
    assert clean(text) == cleaned


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text):
    once = clean(text)

    assert clean(once) == once == unicodedata.normalize("NFC", once)


@pytest.mark.parametrize(
    "code", [0x00, 0x08, 0x0B, 0x0D, 0x1B, 0x7F, 0x85, 0x061C, 0x200E, 0x2028, 0x2029, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xD800, 0xDFFF]
)
def test_hidden_characters_are_found_and_named(code):
    assert forbidden_characters(f"a{chr(code)}b") == [f"U+{code:04X}"]


def test_visible_text_has_nothing_forbidden():
    assert forbidden_characters("漫步 \t西城\n“Wander” 𠮷 🏮 👨‍👩‍👧 é ·—…") == []


def test_chinese_is_counted_without_punctuation():
    assert count_chinese("漫步西城，walk 𠮷〇！2027年") == 7


@pytest.mark.parametrize(("text", "count"), [("", 0), ("时间 time-honoured brand's café", 3), ("CNY 1,000 — 9.5 m", 4), ("漫步", 0), ("a/b", 2)])
def test_latin_words_are_counted(text, count):
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("# 厂甸\n\n庙会**年年**有。", "厂甸 庙会年年有。"),
        ("See [the fair](/en/events/fair) and ![a lantern](x.jpg)", "See the fair and a lantern"),
        ("- one\n- two\n\n> three `four`", "one two three four"),
        ("a\nb  \nc", "a b c"),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
        ("<b>bold</b> & snake_case", "<b>bold</b> & snake_case"),
        ("", ""),
    ],
)
def test_markdown_is_given_as_its_words(markdown, words):
    assert plain(markdown) == words


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("short", 5, "short"),
        ("A fair of books and paintings", 16, "A fair of books…"),
        ("A fair of books and paintings", 18, "A fair of books…"),
        ("A fair of books and paintings", 15, "A fair of…"),
        ("厂甸庙会，年年在琉璃厂。", 6, "厂甸庙会…"),
        ("厂甸庙会年年在琉璃厂", 6, "厂甸庙会年…"),
        ("Unbreakablewords", 6, "Unbre…"),
        ("甲乙", 1, "…"),
    ],
)
def test_an_excerpt_is_cut_between_words(text, limit, short):
    assert excerpt(text, limit) == short


@given(ANY_TEXT, st.integers(1, 50))
def test_an_excerpt_is_never_longer_than_its_limit(text, limit):
    assert len(excerpt(text, limit)) <= limit


def test_an_excerpt_without_room_is_refused():
    with pytest.raises(ValueError, match="at least one character"):
        excerpt("text", 0)


@given(ANY_TEXT)
def test_any_text_is_taken_as_markdown(text):
    assert "\n" not in plain(text)
