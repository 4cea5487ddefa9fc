"""The form of a picture: what is said of it, and what is wrong with that."""

from datetime import date
from typing import Any

from flask import request

from app.i18n import _
from app.models.media import Media
from app.routes.admin import access
from app.rules.text import clean, forbidden_characters
from app.services.desk.typed import day_of, number_of
from app.services.media.keeping import Use
from app.services.people import rights
from app.vocabulary import Right

LENGTHS = {"alt_zh": 400, "alt_en": 400, "author": 200, "licence": 100, "source": 400}
LICENCES = ("CC0 1.0", "CC BY 4.0", "CC BY-SA 4.0", "CC BY 3.0", "CC BY-SA 3.0", "PD", "© 版权所有，授权使用")
NINTHS = ("0.17", "0.5", "0.83")


def typed() -> dict[str, Any]:
    """Give what was typed; a point that cannot be read is the middle."""
    said: dict[str, Any] = {name: " ".join(clean(request.form.get(name, "")).split()) for name in LENGTHS}
    said["rights_until"] = day_of(request.form.get("rights_until", ""))
    across, down = request.form.get("focal", "0.5 0.5").partition(" ")[::2]
    for name, text in (("focal_x", request.form.get("focal_x") or across), ("focal_y", request.form.get("focal_y") or down)):
        value = number_of(text)
        said[name] = round(min(1.0, max(0.0, value)), 3) if isinstance(value, float) else 0.5
    return said


def faults_of_typed() -> dict[str, str]:
    """Give what is wrong with what was typed, by field."""
    said, faults = typed(), dict[str, str]()
    for name, longest in LENGTHS.items():
        if forbidden_characters(said[name]):
            faults[name] = _("There is a hidden character in it; please type it anew.")
        elif len(said[name]) > longest:
            faults[name] = _("Too long: at most %(number)s characters.", number=longest)
    for name in ("alt_zh", "author", "licence"):
        if not said[name]:
            faults[name] = _("Please fill this in.")
    if said["rights_until"] is not None and not is_day(said["rights_until"]):
        faults["rights_until"] = _("A day of the calendar, please, such as 2027-02-06.")
    return faults


def is_day(said: str) -> bool:
    """Whether a text is a day of the calendar."""
    try:
        return date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False


def values_of(media: Media) -> dict[str, Any]:
    """Give what is said of a picture, as the form holds it."""
    return {name: getattr(media, name) for name in (*LENGTHS, "rights_until", "focal_x", "focal_y")}


def nearest(media: Media) -> str:
    """Give the nearest of the nine places that the form offers without script."""
    return " ".join(min(NINTHS, key=lambda place: abs(float(place) - value)) for value in (media.focal_x, media.focal_y))


def may_see(use: Use) -> bool:
    """Whether the person signed in may know of a page that uses a picture."""
    return use.is_public or rights.may(access.me(), Right.SEE, use.page)
