"""Synonyms: the editors' table and the glossary are in order, and each word of them is known by the search."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from app import create_app
from app.config import ROOT, Settings
from app.models.page import Page
from app.services.search import synonyms
from app.services.search.analysis import normal
from app.services.search.synonyms import Table, faults_of_table, key_of, rows_of_glossary, rows_of_table

Make = Callable[..., Page]
Find = Callable[..., list[str]]
CONTENT = ROOT / "content"
ROWS = list(rows_of_table(CONTENT / "synonyms.csv"))
GLOSSARY = list(csv.DictReader((CONTENT / "glossary.csv").read_text("utf-8").splitlines()))
KNOWN = synonyms.read(CONTENT)


def test_the_table_says_all_three_things() -> None:
    means = [means for means, _words in ROWS]

    assert means.count("same") >= 80 and {"noise", "where"} < set(means)
    assert {means.partition("=")[0] for means in means if "=" in means} == synonyms.NAMES


@pytest.mark.parametrize(("means", "words"), ROWS, ids=[f"{means} {words[0]}" for means, words in ROWS])
def test_each_line_of_the_table_is_known(means: str, words: list[str]) -> None:
    entries = [KNOWN.get(word) for word in words]
    name, _, value = means.partition("=")

    assert None not in entries
    if value:
        assert all((name, value) in entry.filters for entry in entries if entry)
    elif means == "same":
        assert all(entry.same for entry in entries if entry)


@pytest.mark.parametrize("row", GLOSSARY, ids=[row["zh"] for row in GLOSSARY])
def test_each_line_of_the_glossary_joins_both_languages(row: dict[str, str]) -> None:
    entry = KNOWN.get(row["zh"])
    english = row["en"].split(" (")[0]

    assert entry is not None
    assert key_of(english) in map(key_of, entry.same) or not normal(english).strip()


def test_no_word_stands_twice_in_one_line() -> None:
    wrong = [words[0] for _means, words in ROWS if len({normal(word) for word in words}) != len(words)]

    assert wrong == []


def test_a_word_has_one_filter_of_each_name() -> None:
    wrong = [key for key, entry in KNOWN.entries.items() if len({name for name, _ in entry.filters}) != len(entry.filters)]

    assert wrong == []


@pytest.mark.parametrize("line", ["kind=castle,castle", "same,", "colour=red,red", ",word", "when,tomorrow"])
def test_a_wrong_line_is_told_with_its_place_and_left_out(line: str, tmp_path: Path) -> None:
    path = tmp_path / "synonyms.csv"
    path.write_text(f"means,words\nsame,tea; 茶\n{line}\n", "utf-8")

    (fault,) = faults_of_table(tmp_path)

    assert fault.startswith("synonyms.csv: line 3: ") and "must be same" in fault
    assert list(rows_of_table(path)) == [("same", ["tea", "茶"])]


def test_the_editors_table_has_no_fault() -> None:
    assert faults_of_table(CONTENT) == []


def test_brackets_of_the_glossary_are_words_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text("zh,en,alt_en_and_synonyms,pinyin\n相声,crosstalk (xiangsheng),clove (wrong); comic dialogue,xiangsheng\n", "utf-8")

    assert list(rows_of_glossary(path)) == [("same", ["相声", "crosstalk", "xiangsheng", "clove", "comic dialogue"])]


def test_the_longest_form_is_found_and_plurals_are_one() -> None:
    table = Table([("kind=temple_fair", ["temple fair"]), ("kind=temple", ["temple"])])

    found = [(form.start, form.end, form.entry.filters) for form in table.in_words(["old", "temple", "fairs", "temples"])]

    assert found == [(1, 3, [("kind", "temple_fair")]), (3, 4, [("kind", "temple")])]


def test_animals_are_no_animation() -> None:
    assert key_of("animals") != key_of("animation")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ice skating", "冬天可以滑冰。"),
        ("roast duck", "这里的烤鸭有名。"),
        ("clove", "丁香开了。"),
        ("相声", "A night of crosstalk."),
        ("kongzhu", "抖空竹。"),
    ],
)
def test_another_word_for_a_thing_finds_it(query: str, text: str, make_place: Make, find: Find) -> None:
    make_place("there", body={"zh": text if not text.isascii() else "字。", "en": text if text.isascii() else "Text."})
    make_place("other")

    assert find(query) == ["there"]


def test_words_that_say_nothing_are_left_out(make_place: Make, find: Find) -> None:
    make_place("mansion", name={"zh": "恭王府", "en": "Prince Gong"})
    make_place("other", body={"zh": "门票多少钱？"})

    assert find("恭王府门票多少钱")[0] == find("where is Prince Gong?")[0] == "mansion"


def test_each_application_has_the_table_of_its_own_content(tmp_path: Path) -> None:
    (tmp_path / "synonyms.csv").write_text("means,words\nsame,zzyzx; 丁香\n", "utf-8")
    other = create_app(Settings.read({"INSTANCE_DIR": str(tmp_path / "instance"), "CONTENT_DIR": str(tmp_path), "TIMED_WORK": "0"}))

    with other.app_context():
        assert synonyms.table().get("zzyzx") is not None
    assert synonyms.table().get("zzyzx") is None
