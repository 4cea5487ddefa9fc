"""Every document becomes a form, is sent by a browser, and comes back as it was."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import i18n
from app.config import ROOT
from app.documents.registry import BY_FAMILY, FAMILIES
from app.services.content_files import content_files, parse, plain
from app.services.desk.controls import controls_of
from app.services.desk.reading import read, read_english
from app.services.desk.walking import texts
from app.vocabulary import Family
from tests.factories import document
from tests.services.desk.forms import drawn, sent

FILES = list(content_files(ROOT / "content"))


@pytest.fixture
def speaking(app: Flask):
    """A request in which forms can be drawn, in a language."""
    with app.test_request_context("/admin/"):
        yield i18n.speak


def of_folder(folder: str) -> list[Any]:
    """The documents of a folder."""
    return [file.entry.document.model_validate(parse(file.text)) for file in FILES if file.entry.folder == folder]


def test_all_content_is_here():
    assert len(FILES) == 449


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("entry", FAMILIES, ids=lambda entry: entry.folder)
def test_every_document_comes_back_as_it_was(speaking, entry, language):
    speaking(language)
    wrong = []
    for made in of_folder(entry.folder):
        posted = sent(drawn(entry.document, plain(made)))
        found = read(controls_of(entry.document), posted)
        if found.unknown or entry.document.model_validate(found.values) != made:
            wrong.append((made.name.zh, found.unknown))

    assert wrong == []


@pytest.mark.parametrize("entry", FAMILIES, ids=lambda entry: entry.folder)
def test_a_translators_form_changes_nothing_by_itself(speaking, entry):
    wrong = []
    for made in of_folder(entry.folder):
        html, values = drawn(entry.document, plain(made), only_english=True), plain(made)
        found = read_english(controls_of(entry.document), values, sent(html))
        names = set(sent(html))
        if (
            found.unknown
            or entry.document.model_validate(found.values) != made
            or names != {f"{path}.en" for path, _ in texts(controls_of(entry.document), values)}
        ):
            wrong.append(made.name.zh)

    assert wrong == []


def test_a_translator_changes_english_and_nothing_else(speaking):
    made = document(Family.PLACE, address={"zh": "琉璃厂西街19号"})
    controls, values = controls_of(type(made)), plain(made)

    found = read_english(
        controls, values, sent_with(made, {"name.en": " New name\r\n", "address.en": "19 Liulichang", "name.zh": "改了", "kind": "park"})
    )

    assert found.values == values | {"name": {"zh": "某页", "en": "New name"}, "address": {"zh": "琉璃厂西街19号", "en": "19 Liulichang"}}
    assert found.unknown == ("kind", "name.zh")


def sent_with(made: Any, fields: dict[str, str]) -> Any:
    """What a translator's browser sends, with some fields set."""
    posted = sent(drawn(type(made), plain(made), only_english=True))
    for name, value in fields.items():
        posted.setlist(name, [value])
    return posted


NASTY = st.text(st.sampled_from("好a1 \n\t<>&\"'{}%#|-:;，。“”’é\u0301𠮷😀\u3000$\\/@"), min_size=1, max_size=40).filter(
    lambda text: text.strip() != ""
)
TEXTS = st.one_of(st.fixed_dictionaries({"zh": NASTY}), st.fixed_dictionaries({"zh": NASTY, "en": NASTY}))
FACTS = st.sampled_from([True, False, None])
PLACES = st.fixed_dictionaries(
    {"name": TEXTS, "summary": TEXTS, "body": TEXTS, "interests": st.lists(st.sampled_from(["books", "tea", "free", "at-night"]), unique=True)},
    optional={
        "address": TEXTS,
        "also_known_as": st.lists(st.sampled_from(["琉璃厂", "a & b", "<b>", "x"]), max_size=3),
        "keeps_workdays": st.booleans(),
        "last_entry_min": st.integers(0, 240),
        "admission": st.fixed_dictionaries(
            {"kind": st.just("paid"), "price_cny": st.floats(0, 999).map(lambda price: round(price, 2))}, optional={"note": TEXTS}
        ),
        "visit": st.fixed_dictionaries(
            {"walk_in": FACTS, "step_free": FACTS, "children": FACTS},
            optional={"payment": st.lists(st.sampled_from(["cash", "alipay", "foreign_card"]), unique=True), "note": TEXTS},
        ),
        "designations": st.lists(
            st.fixed_dictionaries({"register": st.just("old_brand")}, optional={"batch": st.integers(1, 30), "note": TEXTS}), max_size=4
        ),
        "hours_exceptions": st.just([{"starts": "2027-02-06", "ends": "2027-02-08", "reason": {"zh": "过年"}}]),
    },
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PLACES)
def test_any_place_comes_back_as_it_was(speaking, values):
    made = document(Family.PLACE, **values)

    found = read(controls_of(type(made)), sent(drawn(type(made), plain(made))))

    assert plain(type(made).model_validate(found.values)) == without_empty_visit(plain(made))
    assert found.unknown == ()


def without_empty_visit(values: dict[str, Any]) -> dict[str, Any]:
    """A group that says nothing is the same as none."""
    return {name: value for name, value in values.items() if value not in ({}, [])}


@pytest.mark.parametrize("entry", FAMILIES, ids=lambda entry: entry.folder)
def test_an_empty_form_says_nothing(speaking, entry):
    found = read(controls_of(entry.document), sent(drawn(entry.document, {})))

    assert found.values == {}
    assert BY_FAMILY[entry.family] is entry


def test_what_is_no_value_stays_as_it_was_typed(speaking):
    made = document(Family.PLACE)
    typed = {"last_entry_min": "bald", "checked_on": "morgen", "point.lat": "12,3x", "visit.step_free": "maybe", "kind": "spaceship"}
    posted = sent(drawn(type(made), plain(made)))
    for name, value in typed.items():
        posted.setlist(name, [value])

    again = sent(drawn(type(made), read(controls_of(type(made)), posted).values))

    assert {name: again.get(name) for name in ("last_entry_min", "checked_on", "point.lat")} == {
        name: typed[name] for name in ("last_entry_min", "checked_on", "point.lat")
    }


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("2027/2/6", "2027-02-06"),
        ("2027年2月6日", "2027-02-06"),
        ("２０２７-０２-０６", "2027-02-06"),
        ("2027.2.6", "2027-02-06"),
        ("6.2.2027", "6.2.2027"),
    ],
)
def test_days_are_read_as_people_write_them(typed, read_as):
    from werkzeug.datastructures import MultiDict

    assert read(controls_of(BY_FAMILY[Family.PLACE].document), MultiDict({"checked_on": typed})).values == {"checked_on": read_as}


@pytest.mark.parametrize(("typed", "read_as"), [("9:30", "09:30"), ("９：３０", "09:30"), ("9点30分", "09:30"), ("half nine", "half nine")])
def test_times_are_read_as_people_write_them(typed, read_as):
    from werkzeug.datastructures import MultiDict

    assert read(controls_of(BY_FAMILY[Family.TRAIL].document), MultiDict({"usual_start": typed})).values == {"usual_start": read_as}
