"""What is wrong with a form, in the words of its reader, each at the control that it is about."""

from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import ValidationError

from app.i18n import _, in_language
from app.rules.refusals import Unfit
from app.services.desk.controls import Control, Kind
from app.services.desk.rows import control_at

Words = Callable[[dict[str, Any]], str]


class FormFault(NamedTuple):
    """One fault: the path of its control, what that is called, and a sentence."""

    path: str
    label: str
    sentence: str


WORDS: dict[str, Words] = {
    "missing": lambda said: _("Please fill this in."),
    "string_too_short": lambda said: _("Please fill this in."),
    "string_too_long": lambda said: _("Too long: at most %(number)s characters.", number=said["max_length"]),
    "int_type": lambda said: _("A whole number, please, such as 12."),
    "int_parsing": lambda said: _("A whole number, please, such as 12."),
    "int_from_float": lambda said: _("A whole number, please, such as 12."),
    "float_type": lambda said: _("A number, please, such as 39.9163."),
    "float_parsing": lambda said: _("A number, please, such as 39.9163."),
    "finite_number": lambda said: _("A number, please, such as 39.9163."),
    "greater_than_equal": lambda said: _("At least %(number)s, please.", number=said["ge"]),
    "less_than_equal": lambda said: _("At most %(number)s, please.", number=said["le"]),
    "too_short": lambda said: _("At least %(number)s of these are needed.", number=said["min_length"]),
    "too_long": lambda said: _("There can be at most %(number)s of these.", number=said["max_length"]),
    "enum": lambda said: _("Please choose one of those offered."),
    "literal_error": lambda said: _("Please choose one of those offered."),
    "bool_type": lambda said: _("Please choose one of those offered."),
    "bool_parsing": lambda said: _("Please choose one of those offered."),
    "date_parsing": lambda said: _("A day of the calendar, please, such as 2027-02-06."),
    "date_type": lambda said: _("A day of the calendar, please, such as 2027-02-06."),
    "date_from_datetime_parsing": lambda said: _("A day of the calendar, please, such as 2027-02-06."),
    "date_from_datetime_inexact": lambda said: _("A day of the calendar, please, such as 2027-02-06."),
    "extra_forbidden": lambda said: _("There is no such field."),
}


def sentence_of(error: Any) -> str:
    """Give what one error of a validation says."""
    said: dict[str, Any] = error.get("ctx") or {}
    refusal = said.get("error")
    if isinstance(refusal, Unfit):
        return sentence_in_words(refusal)
    is_empty_text = error["type"] == "too_short" and isinstance(error.get("input"), str)
    words_of = WORDS.get("string_too_short" if is_empty_text else error["type"])
    return words_of(said) if words_of is not None else _("This cannot be read.")


def sentence_in_words(refusal: Unfit) -> str:
    """Give a refusal as a sentence in the language of the desk."""
    words = _(refusal.sentence, **refusal.values_said)
    return words[:1].upper() + words[1:] + ("" if words[-1:] in ".。" else _("."))


def form_faults(error: ValidationError, controls: tuple[Control, ...]) -> list[FormFault]:
    """Give every fault of a validation at its control, in the order of the form; one for each control."""
    found: dict[str, FormFault] = {}
    for one in error.errors(include_url=False):
        path = path_of(one, controls)
        found.setdefault(path, FormFault(path, label_of(path, controls), sentence_of(one)))
    order = {control.name: place for place, control in enumerate(controls)}
    return sorted(found.values(), key=lambda fault: order.get(fault.path.split(".")[0], -1))


def path_of(error: Any, controls: tuple[Control, ...]) -> str:
    """Give the path of the control that an error is about: of a group, the field within it that must change."""
    steps = [str(step) for step in error["loc"]]
    refusal = (error.get("ctx") or {}).get("error")
    if isinstance(refusal, Unfit) and refusal.at:
        within = [*steps, *refusal.at.split(".")]
        if control_at(controls, within) is not None:
            return ".".join(within)
    return ".".join(known_part(steps, controls))


def known_part(steps: list[str], controls: tuple[Control, ...]) -> list[str]:
    """Give as much of a path as leads to a control: the seventh of some lines is shown at the lines."""
    for length in range(len(steps), 0, -1):
        control = control_at(controls, steps[:length])
        if control is not None:
            languages = steps[length : length + 1] if control.kind is Kind.TEXT else []
            return steps[:length] + [one for one in languages if one in {"zh", "en"}]
    return []


def label_of(path: str, controls: tuple[Control, ...]) -> str:
    """Give what a control is called, with the rows that it lies in: Stop 3, Text, English."""
    steps, said = path.split("."), []
    for length in range(1, len(steps) + 1):
        control = control_at(controls, steps[:length])
        if control is None:
            said += [{"zh": _("Chinese"), "en": _("English")}.get(steps[length - 1], steps[length - 1])] if length == len(steps) and path else []
        elif control.kind is Kind.ROWS and length < len(steps):
            said.append(_("%(name)s %(number)s", name=in_language(control.shown.one), number=int(steps[length]) + 1))
        elif control.name:
            said.append(in_language(control.shown.label))
    return _(", ").join(said)
