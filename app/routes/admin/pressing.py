"""What happens to a form before it is saved: its buttons, what cannot be read in it, and whether it is a document."""

from pydantic import ValidationError

from app.documents.registry import BY_FAMILY
from app.extensions import db
from app.i18n import _
from app.routes.admin import access, builders
from app.routes.admin.form_page import Typed, draw
from app.routes.admin.walking_values import put
from app.rules.hours import BadHours, parse_hours
from app.rules.text import is_slug
from app.services.desk import pickers
from app.services.desk.controls import Control, Kind
from app.services.desk.rows import control_at, press
from app.services.desk.walking import picks_at
from app.services.desk.words_of_faults import FormFault, form_faults, label_of, sentence_in_words
from app.services.media import showing


def pressed(typed: Typed) -> str:
    """Show the form after one of its buttons was pressed; nothing is saved."""
    button = typed.button
    if button is not None and button.deed == "find":
        typed.found[button.path] = found_at(typed, button.path)
    elif button is not None and button.deed == "read":
        builders.read(typed, button)
    elif button is not None and button.deed == "take":
        builders.take_named(typed, button)
    elif button is not None:
        typed.values = press(typed.values, typed.controls, button)
    return draw(typed)


def found_at(typed: Typed, path: str) -> list[pickers.Found]:
    """Give what can be chosen at a path, for the words that stand there."""
    control, asked = control_at(typed.controls, path.split(".")), dict(picks_at(typed.controls, typed.values)).get(path, "")
    return pickers.find(db.session(), control.picks, asked, by=access.me()) if control is not None and control.picks else []


def unread(typed: Typed) -> list[FormFault]:
    """Give a fault for names that no field of the form has: nothing is dropped without a word."""
    return [FormFault("", "", _("The form has a field that this page does not know: %(name)s.", name=name[:60])) for name in typed.unknown[:3]]


def checked(typed: Typed) -> list[FormFault]:
    """Give every fault of what was typed; words that name one page alone give its address, and a picture what is known of it."""
    showing.fill(db.session(), typed.values)
    faults = [*resolved(typed), *hours_faults(typed)]
    try:
        BY_FAMILY[typed.family].document.model_validate(typed.values)
    except ValidationError as error:
        taken = {fault.path for fault in faults}
        faults += [fault for fault in form_faults(error, typed.controls) if fault.path not in taken]
    return faults


def hours_faults(typed: Typed) -> list[FormFault]:
    """Give a fault for opening hours that nobody could rely on: without script they are typed by hand."""
    value = typed.values.get("opening_hours")
    if not isinstance(value, str) or not value.strip():
        return []
    try:
        parse_hours(value)
    except BadHours as fault:
        return [FormFault("opening_hours", label_of("opening_hours", typed.controls), sentence_in_words(fault))]
    return []


def resolved(typed: Typed) -> list[FormFault]:
    """Put the address of a page where its name was typed; give a fault, with what was found, where that is not plain."""
    session, faults = db.session(), list[FormFault]()
    places = list(picks_at(typed.controls, typed.values))
    known = pickers.names(session, {(picks_of(typed, path), value) for path, value in places}, by=access.me())
    for path, value in places:
        picks = picks_of(typed, path)
        if (picks, value) in known:
            continue
        found = [] if is_slug(value) else pickers.find(session, picks, value, by=access.me())
        if len(found) == 1:
            put(typed.values, path, found[0].value)
            continue
        typed.found[path] = found
        words = (
            _("Several pages have these words in their name; please choose.")
            if found
            else _("There is no such page. Type a part of its name and find it.")
        )
        faults.append(FormFault(path, label_of(path, typed.controls), words))
    return faults


def picks_of(typed: Typed, path: str) -> str:
    """Give what the control at a path is chosen from."""
    control: Control | None = control_at(typed.controls, path.split("."))
    return control.picks or "" if control is not None and control.kind is Kind.PICK else ""
