"""Every field of every document and part has labels in both languages, and every document a form."""

import pytest
from pydantic import BaseModel

from app.documents.base import Part
from app.documents.registry import FAMILIES
from app.services.desk.controls import Control, Kind, controls_of


def parts() -> list[type[BaseModel]]:
    """Every class of fields that the documents are made of."""
    found, new = set(), {Part}
    while new:
        found |= new
        new = {child for one in new for child in one.__subclasses__() if child.__module__.startswith("app.documents")} - found
    return sorted(found, key=lambda one: one.__name__)


def every_control(controls: tuple[Control, ...]) -> list[Control]:
    """Every control of a form, those of groups and rows with it."""
    found = []
    for control in controls:
        found += [control, *every_control(control.parts), *every_control((control.row,) if control.row else ())]
    return found


@pytest.mark.parametrize("part", parts(), ids=lambda part: part.__name__)
def test_every_field_has_a_label_in_both_languages(part):
    controls = every_control(controls_of(part))

    assert [control.name for control in controls if not (control.shown.zh and control.shown.en)] == []
    assert [control.name for control in controls if bool(control.shown.help_zh) != bool(control.shown.help_en)] == []


@pytest.mark.parametrize("entry", FAMILIES, ids=lambda entry: entry.folder)
def test_the_form_has_a_control_for_every_field(entry):
    assert [control.name for control in controls_of(entry.document)] == list(entry.document.model_fields)


def test_a_field_without_labels_is_refused():
    class Bare(BaseModel):
        words: str

    with pytest.raises(TypeError, match="words has no labels"):
        controls_of(Bare)


def test_controls_fit_their_fields():
    trail = {control.name: control for control in controls_of(FAMILIES[3].document)}
    stop = {control.name: control for control in trail["stops"].row.parts}

    assert (trail["stops"].kind, trail["stops"].fewest, trail["stops"].longest) == (Kind.ROWS, 2, 60)
    assert (stop["place"].kind, stop["place"].picks) == (Kind.PICK, "place")
    assert (stop["stay_min"].kind, stop["stay_min"].low, stop["stay_min"].high) == (Kind.NUMBER, 0, 600)
    assert [trail[name].kind for name in ("step_free", "usual_start", "checked_on", "mode", "interests", "keywords", "body")] == [
        Kind.FACT,
        Kind.CLOCK,
        Kind.DAY,
        Kind.CHOICE,
        Kind.CHOICES,
        Kind.LINES,
        Kind.TEXT,
    ]
