"""Left out: what was understood and nothing fits is given up one by one, and said."""

from collections.abc import Callable
from datetime import datetime

from app import clock
from app.models.page import Page
from app.services.search.searching import Results

Make = Callable[..., Page]
Ask = Callable[..., Results]
Find = Callable[..., list[str]]
WEDNESDAY = datetime(2026, 11, 25, 10, 30, tzinfo=clock.BEIJING)


def at(lat: float, lon: float) -> dict[str, object]:
    return {"lat": lat, "lon": lon, "accuracy_m": 20, "origin": "OpenStreetMap"}


def left_out(found: Results) -> list[tuple[str, str]]:
    return [(one.name, one.words) for one in found.given_up]


def test_a_time_when_nothing_is_on_is_left_out(make_place: Make, ask: Ask) -> None:
    make_place("hall", kind="museum")

    found = ask("museums tonight", moment=WEDNESDAY)

    assert ([hit.card.slug for hit in found.hits], found.meaning.filters, left_out(found)) == (["hall"], {"kind": "museum"}, [("when", "tonight")])


def test_a_time_alone_is_left_out_for_what_is_called_so(make_series: Make, ask: Ask) -> None:
    make_series("night", name={"zh": "西城夜游线", "en": "Xicheng by Dark"})

    found = ask("tonight", moment=WEDNESDAY)

    assert ([hit.card.slug for hit in found.hits], left_out(found)) == (["night"], [("when", "tonight")])


def test_a_time_is_left_out_before_the_place_and_the_nearest_are_shown(make_place: Make, ask: Ask) -> None:
    make_place("park", kind="park", name={"zh": "北海公园", "en": "Beihai Park"}, point=at(39.925, 116.389))
    make_place("farther", kind="museum", point=at(39.88, 116.389))
    make_place("far", kind="museum", point=at(39.90, 116.389))

    found = ask("museums near Beihai Park this weekend", moment=WEDNESDAY)

    assert ([hit.card.slug for hit in found.hits], left_out(found)) == (["far", "farther"], [("when", "this weekend")])
    assert found.nearest_to == "places/park"


def test_without_a_time_the_words_of_a_kind_order_what_is_left(make_place: Make, make_story: Make, find: Find) -> None:
    make_place("dull", interests=["for-children"])
    make_story("wanted", name={"zh": "带孩子逛西城", "en": "Kids"}, interests=["for-children"])
    make_story("other", name={"zh": "过年去哪儿", "en": "New Year"}, interests=["for-children"])

    assert find("周末带孩子去哪儿", moment=WEDNESDAY)[0] == "wanted"


def test_chatter_that_stands_nowhere_does_not_hide_what_was_understood(make_place: Make, ask: Ask) -> None:
    make_place("free", kind="museum", admission={"kind": "free"})
    make_place("paid", kind="museum", admission={"kind": "paid"})

    found = ask("免费的博物馆求推荐嘿嘿嘿", moment=WEDNESDAY)

    assert ([hit.card.slug for hit in found.hits], found.meaning.filters) == (["free"], {"free": "yes", "kind": "museum"})


def test_a_story_named_after_a_festival_stands_beside_what_is_on(make_series: Make, make_story: Make, make_event: Make, find: Find) -> None:
    make_event("fair", name={"zh": "庙会", "en": "Fair"}, schedule=[{"starts": "2027-02-06"}])
    make_story("story", name={"zh": "过年逛西城", "en": "At Spring Festival"})
    make_event("old", name={"zh": "过年晚会", "en": "Gala"}, schedule=[{"starts": "2020-02-06"}])

    assert find("过年去哪玩", moment=WEDNESDAY) == ["fair", "story"]
