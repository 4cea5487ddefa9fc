"""The real content under the strict rules, and the covers of its lists as visitors see them."""

import re
from collections import Counter

import pytest

from app.config import ROOT
from app.services.checking import check_content
from app.services.strict_checks import PAGE_RULES, strict_faults
from app.services.strict_checks.guide import guide_of
from app.vocabulary import Interest, PlaceKind, Subdistrict

FILES, FAULTS = check_content(ROOT / "content")
DRAWING = re.compile(r'src="/covers/([a-z]+-\d+)\.svg')
LANGUAGES = ["zh", "en"]


def test_content_is_without_strict_fault():
    assert FAULTS == []
    assert strict_faults(FILES, ROOT / "content") == []


def test_rules_have_something_to_look_at():
    guide = guide_of(FILES, ROOT / "content")

    assert len(PAGE_RULES) == 9
    assert (len(guide.files) >= 449, len(guide.pages) >= 360, len(guide.glossary) >= 190) == (True, True, True)
    assert all((guide.wording.filler_zh, guide.wording.filler_en, guide.wording.spellings, guide.wording.wrong_names, guide.wording.decided_names))


def test_at_most_three_places_in_five_are_brief():
    depths = Counter(file.document.depth for file in FILES if file.address.startswith("places/"))

    assert depths["brief"] <= 0.6 * depths.total()


def test_dashilar_is_read_in_one_way():
    readings = [file.document.pinyin for file in FILES if file.document.name.zh.startswith("大栅栏")]

    assert len(readings) >= 5
    assert {reading.split()[0] for reading in readings} == {"Dàshílànr"}


def drawings(guide, address: str) -> list[str]:
    """Give the drawings of the rows or tiles of a page, in order."""
    response = guide.get(address)
    assert response.status_code == 200, address
    return DRAWING.findall(response.text)


def repeats(guide, addresses: list[str]) -> dict[str, list[str]]:
    """Give the drawings that a page shows twice, by page."""
    found = {address: Counter(drawings(guide, address)) for address in addresses}
    return {address: twice for address, shown in found.items() if (twice := [name for name, count in shown.items() if count > 1])}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_of_the_places_shows_a_drawing_twice(guide, lang):
    pages = [f"/{lang}/places?page={number}" for number in range(1, 10)]

    assert sum(len(drawings(guide, page)) for page in pages) >= 244
    assert repeats(guide, pages) == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_list_of_one_kind_of_place_shows_a_drawing_twice(guide, lang):
    sizes = Counter(file.document.kind for file in FILES if file.address.startswith("places/"))
    pages = [f"/{lang}/places?kind={kind}&page={number}" for kind in PlaceKind for number in range(1, 2 + (sizes[kind] - 1) // 30)]

    assert len(pages) > len(PlaceKind)
    assert repeats(guide, pages) == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("section", "least"), [("stories", 40), ("trails", 18), ("series", 41), ("neighbourhoods", 15)])
def test_no_list_of_a_family_shows_a_drawing_twice(guide, lang, section, least):
    assert len(drawings(guide, f"/{lang}/{section}")) >= least
    assert repeats(guide, [f"/{lang}/{section}"]) == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_list_of_an_interest_or_a_neighbourhood_shows_a_drawing_twice(guide, lang):
    pages = [f"/{lang}/interests/{interest}" for interest in Interest] + [f"/{lang}/neighbourhoods/{name}" for name in Subdistrict]

    assert repeats(guide, pages) == {}


def test_a_page_wears_the_drawing_that_its_row_shows(guide):
    row = drawings(guide, "/en/places?kind=mosque")

    assert row == drawings(guide, "/en/places/niujie-mosque")[:1]
