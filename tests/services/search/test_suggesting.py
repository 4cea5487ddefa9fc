"""Suggestions: what one has begun to type leads to names in every script, to kinds and to interests, and never to what is hidden."""

import random
import threading
from array import array
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.extensions import db
from app.models.page import Page
from app.services.publishing import withdraw
from app.services.search import entries, following
from app.services.search.analysis import normal, runs
from app.services.search.beginnings import LONGEST, MANY, UNSORTED, Beginnings, Held, lightest_first
from app.services.search.entries import STANDING_BITS, Entry
from app.services.search.name_forms import forms_of, letters_of
from app.services.search.suggesting import MOST, Names, Suggestion
from app.services.transactions import record_change, writing
from app.vocabulary import Family
from tests.conftest import renew
from tests.factories import publish_page
from tests.routes.test_query_counts import STATION

Make = Callable[..., Page]
Begun = Callable[[str], list[str]]
FAIR = {"name": {"zh": "厂甸庙会", "en": "Changdian Temple Fair"}, "also_known_as": ["琉璃厂庙会", "Book fair of the old town"]}


def version() -> tuple[str, int]:
    """Read the version as it is now, as the page cache does: on no session."""
    with Session(db.engine) as session:
        return following.newest(session)


@pytest.fixture
def names(app: object) -> Names:
    return Names(version)


@pytest.fixture
def suggest(names: Names) -> Callable[[str], list[Suggestion]]:
    """Ask as a request does: in a session that begins now."""

    def asked(typed: str) -> list[Suggestion]:
        db.session.rollback()
        return names.suggest(typed, db.session)

    return asked


@pytest.fixture
def begun(suggest: Callable[[str], list[Suggestion]]) -> Begun:
    """Give the slugs of what is suggested."""
    return lambda typed: [suggestion.entry.slug for suggestion in suggest(typed)]


@pytest.mark.parametrize(
    "typed",
    [
        "厂",
        "甸",
        "厂甸",
        "甸庙",
        "廠甸廟會",
        "ch",
        "chang",
        "chang dian",
        "Chǎngdiàn",
        "dianmiao",
        "cd",
        "cdmh",
        "CDMH",
        "Changdian T",
        "fair",
        "ｆａｉｒ",
    ],
)
def test_every_way_to_begin_a_name_finds_it(typed: str, make_series: Make, make_place: Make, begun: Begun) -> None:
    make_series("changdian-fair", **FAIR)
    make_place("other", name={"zh": "白云观", "en": "White Cloud Abbey"}, kind="temple")

    assert [slug for slug in begun(typed) if slug != "temple_fair"] == ["changdian-fair"]


@pytest.mark.parametrize("typed", ["", " ", "c", "1", "!", "，", "'", "\x00", "hangdian", "emple", "x" * 5_000, "厂" * 5_000, "🏮"])
def test_too_little_too_much_and_the_middle_of_a_word_suggest_nothing(typed: str, make_series: Make, begun: Begun) -> None:
    make_series("changdian-fair", **FAIR)

    assert begun(typed) == []


@pytest.mark.parametrize("typed", ["dashilar", "dazhalan", "da shi lan", "dsl", "大柵"])
def test_each_reading_of_dashilar_is_known(typed: str, make_place: Make, begun: Begun) -> None:
    make_place("quarter", name={"zh": "大栅栏", "en": "Old quarter"})

    assert begun(typed) == ["quarter"]


def test_an_alias_finds_its_page_and_says_so(make_series: Make, suggest: Callable[[str], list[Suggestion]]) -> None:
    make_series("changdian-fair", **FAIR)

    assert [(found.entry.slug, found.alias) for found in suggest("琉璃")] == [("changdian-fair", "琉璃厂庙会")]


def test_what_a_name_has_in_brackets_is_a_name_too(make_place: Make, begun: Begun) -> None:
    make_place("dagoba", name={"zh": "妙应寺白塔（白塔寺）", "en": "White Pagoda (Baitasi)"})

    assert begun("baitasi") == begun("白塔寺") == ["dagoba"]


def test_whole_names_come_before_beginnings_and_those_before_the_inside(make_place: Make, begun: Begun) -> None:
    make_place("inside", name={"zh": "老白塔"})
    make_place("begun", name={"zh": "白塔胡同"})
    make_place("whole", name={"zh": "白塔"})
    make_place("alias", name={"zh": "妙应寺"}, also_known_as=["白塔公园"])

    assert begun("白塔") == ["whole", "begun", "inside", "alias"]


def test_a_series_comes_before_a_place_and_a_story_and_its_editions_last(
    make_series: Make, make_event: Make, make_place: Make, make_story: Make, begun: Begun
) -> None:
    make_series("fair", name={"zh": "丁香诗会"})
    make_event("fair-2026", series="fair", year=2026, name={"zh": "丁香诗会2026"})
    make_event("fair-2027", series="fair", year=2027, name={"zh": "丁香诗会2027"})
    make_story("story", name={"zh": "丁香诗话"})
    make_place("place", name={"zh": "丁香书屋"})

    assert begun("丁香") == ["fair", "place", "story", "fair-2027", "fair-2026"]


def test_of_what_lasts_the_shortest_name_comes_first(make_series: Make, make_place: Make, begun: Begun) -> None:
    make_series("festival", name={"zh": "什刹海文化旅游节"})
    make_place("lake", name={"zh": "什刹海"})
    make_place("market", name={"zh": "什刹海荷花市场"})

    assert begun("什刹") == ["lake", "market", "festival"]


def test_kinds_and_interests_are_suggested_when_a_public_page_has_them(make_place: Make, begun: Begun) -> None:
    hall = make_place("hall", name={"zh": "甲", "en": "A"}, kind="bookshop", interests=["books"])
    assert (begun("书店"), begun("boo"), begun("mus")) == (["bookshop"], ["bookshop", "books"], [])

    with writing() as writer:
        withdraw(writer, writer.get_one(Page, hall.id))

    assert begun("boo") == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(letters=st.text("白塔庙会b", min_size=1, max_size=2).filter(lambda text: len(text) > 1 or not text.isascii()))
def test_the_best_are_those_of_a_plain_look_at_all(letters: str, many_names: Names) -> None:
    found = many_names.suggest(letters, db.session)

    best: dict[Entry, int] = {}
    for (entry, _alias, whole, inside), weight, is_first, is_end in many_names._forms.find(letters):
        grade = weight >> STANDING_BITS if not is_end else whole if is_first else inside
        best[entry] = min(grade, best.get(entry, grade))
    ordered = sorted((entry for entry in best if not entry.is_word or many_names._used[entry.use]), key=lambda entry: (best[entry], entry.standing))
    assert [suggestion.entry for suggestion in found] == ordered[:MOST]


@pytest.fixture(scope="module")
def many_names(empty_app: Flask) -> Iterator[Names]:
    """Sixty places and events with names of the same few characters."""
    with empty_app.app_context():
        renew()
        rng = random.Random(5)
        for number in range(60):
            family = rng.choice((Family.PLACE, Family.SERIES, Family.STORY))
            name, alias = ("".join(rng.choices("白塔庙会", k=rng.randint(1, 5))) for _ in range(2))
            publish_page(family, f"page-{number}", name={"zh": name, "en": f"B{number % 7}"}, also_known_as=[alias])
        yield Names(version)
        db.session.remove()


def test_every_family_is_suggested(begun: Begun) -> None:
    for family in Family:
        publish_page(
            family, f"a-{family.value}", name={"zh": "听雨轩", "en": "Qwyx"}, **({"stops": [STATION, STATION]} if family is Family.TRAIL else {})
        )

    assert begun("听") == begun("qw") == [f"a-{family.value}" for family in entries.ORDER]


def test_at_most_eight_are_suggested(make_place: Make, begun: Begun) -> None:
    for number in range(MOST + 3):
        make_place(f"tea-{number}", name={"zh": f"茶馆{number}"})

    assert len(begun("茶")) == MOST


def test_what_is_published_renamed_or_withdrawn_is_known_at_once(make_place: Make, begun: Begun) -> None:
    make_place("hall", name={"zh": "听雨轩"})
    assert begun("听雨") == ["hall"]

    page = make_place("hall", name={"zh": "观云轩"})
    assert (begun("听雨"), begun("观云")) == ([], ["hall"])

    with writing() as writer:
        withdraw(writer, writer.get_one(Page, page.id))
    assert begun("观云") == []


def test_a_draft_is_not_suggested(make_place: Make, begun: Begun) -> None:
    make_place("public", name={"zh": "白云观"})
    hidden = make_place("hidden", name={"zh": "白云寺"})
    with writing() as writer:
        withdraw(writer, writer.get_one(Page, hidden.id))

    assert begun("白云") == ["public"]


def test_a_change_of_everything_is_read_anew(make_place: Make, begun: Begun) -> None:
    make_place("hall", name={"zh": "听雨轩"})
    begun("听雨")
    with writing() as writer:
        writer.execute(Page.__table__.update().values(slug="moved"))
        record_change(writer, None, "reprojected")

    assert begun("听雨") == ["moved"]


def test_nothing_is_asked_of_the_database_while_nothing_changed(make_place: Make, names: Names) -> None:
    make_place("hall", name={"zh": "听雨轩"})
    names.suggest("听", db.session)
    opened: list[None] = []

    found = names.suggest("听雨", lambda: opened.append(None))

    assert ([suggestion.entry.slug for suggestion in found], opened) == (["hall"], [])


def test_following_gives_the_same_as_reading_anew(make_place: Make, begun: Begun) -> None:
    for number in range(30):
        make_place(f"hall-{number % 7}", name={"zh": f"{'听观望'[number % 3]}雨轩{number}", "en": f"Hall {number}"})
        begun("雨轩")

    fresh = Names(version)
    for typed in ("听", "雨轩", "ha", "tyx", "guanyu", "望雨轩2"):
        assert begun(typed) == [suggestion.entry.slug for suggestion in fresh.suggest(typed, db.session)]


def test_threads_that_ask_while_pages_change_see_whole_answers(make_place: Make, names: Names, app: object) -> None:
    make_place("hall", name={"zh": "听雨轩"})
    seen: set[tuple[str, ...]] = set()

    def ask() -> None:
        with app.app_context():
            for _ in range(60):
                db.session.rollback()
                seen.add(tuple(suggestion.entry.zh for suggestion in names.suggest("雨轩", db.session)))
            db.session.remove()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(10):
        make_place("hall", name={"zh": f"听雨轩{number % 2}"})
    for thread in threads:
        thread.join()

    assert seen <= {("听雨轩",), ("听雨轩0",), ("听雨轩1",)}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.one_of(st.text(max_size=200), st.text("白塔寺baits *\"'()%_\x00\u202e🏮", max_size=40)))
def test_any_text_gives_a_short_list(typed: str, begun: Begun, one_page: Page) -> None:
    assert begun(typed) in ([], ["dagoba"], ["temple"], ["temple", "dagoba"])


@pytest.fixture
def one_page(make_place: Make) -> Page:
    return make_place("dagoba", name={"zh": "白塔寺", "en": "Baitasi"}, kind="temple")


PARTS = st.lists(st.text("ab白塔", min_size=1, max_size=3), min_size=1, max_size=4).map(tuple)


@settings(max_examples=200, deadline=None)
@given(
    first=st.lists(PARTS, max_size=12), later=st.lists(PARTS, max_size=12), gone=st.sets(st.integers(0, 11)), letters=st.text("ab白塔", max_size=4)
)
def test_beginnings_are_those_of_a_plain_look_at_every_part(
    first: list[tuple[str, ...]], later: list[tuple[str, ...]], gone: set[int], letters: str
) -> None:
    held: Beginnings[int] = Beginnings()
    held.add(Held(parts, number, number, number % 5) for number, parts in enumerate(first))
    held.drop(number for number in gone if number < len(first))
    held.add(Held(parts, number, number, number % 5) for number, parts in enumerate(later, len(first)))
    every = {number: parts for number, parts in enumerate([*first, *later]) if number >= len(first) or number not in gone}

    plain = [
        (number, number % 5 if place else number, place == 0, "".join(parts[place:]) == letters)
        for number, parts in every.items()
        for place in range(len(parts))
        if letters and "".join(parts[place:]).startswith(letters)
    ]

    found = list(held.find(letters))

    assert sorted(found) == sorted(plain)
    assert found == [one for one in found if one[3]] + sorted((one for one in found if not one[3]), key=lambda one: one[1])


def test_many_forms_at_once_are_sorted_as_few_are() -> None:
    forms = [Held((f"{number * 7919 % 10_007:05}", "x"), number) for number in range(MANY)]
    at_once: Beginnings[int] = Beginnings()
    at_once.add(forms)
    one_by_one: Beginnings[int] = Beginnings()
    for form in forms[:300]:
        one_by_one.add([form])

    for held, number, letters in ((at_once, MANY, "0001"), (one_by_one, 300, "0")):
        assert [owner for owner, *_how in held.find(letters)] == [form.owner for form in forms[:number] if form.parts[0].startswith(letters)]


def test_letters_beyond_the_longest_find_nothing() -> None:
    held: Beginnings[int] = Beginnings()
    held.add([Held(("a" * (LONGEST + 5),), 1)])

    assert [len(list(held.find("a" * size))) for size in (LONGEST, LONGEST + 1)] == [1, 0]


def test_a_name_is_never_held_twice_in_one_form() -> None:
    parts = [form.parts for form in forms_of(("什刹海", "Shichahai", "什刹海"), ("什刹海", "Shichahai"))]

    assert len(parts) == len(set(parts))


@pytest.mark.parametrize(
    ("typed", "letters"), [("Shí Chà Hǎi", "shichahai"), ("Xi’an", "xian"), ("２０２７年", "2027年"), ("胡同·茶", "胡同茶"), ("\u202e abc", "abc")]
)
def test_typed_letters_are_compared_in_a_plain_form(typed: str, letters: str) -> None:
    assert letters_of(typed) == letters


@given(text=st.text(st.characters(max_codepoint=127), max_size=20))
def test_plain_letters_are_compared_as_all_others(text: str) -> None:
    assert letters_of(text) == "".join(word for word, _is_han in runs(normal(text)))


def test_many_keys_come_in_order_without_being_sorted_at_once() -> None:
    keys = array("Q", (number * 7919 % 10_007 // 2 for number in range(UNSORTED * 3)))

    assert list(lightest_first(keys)) == sorted(keys)


STANDING = st.tuples(st.integers(0, 7), st.integers(1, 90), st.just(0) | st.integers(-2_100, -1_900), st.text(max_size=4), st.integers(0, 99))


@given(first=STANDING, second=STANDING)
def test_a_rank_never_puts_first_what_stands_later(first: tuple[int, int, int, str, int], second: tuple[int, int, int, str, int]) -> None:
    lower, higher = (Entry(standing, None, "", "", "", "").rank for standing in sorted((first, second)))

    assert 0 <= lower <= higher < 1 << STANDING_BITS
