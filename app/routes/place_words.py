"""What pages say of a place's facts in words: hours, designations, what is not known."""

from datetime import datetime

from flask import Flask

from app import clock, formatting, i18n
from app.documents.place import PlaceDocument
from app.documents.visiting import Designation
from app.i18n import _
from app.rules import hours
from app.vocabulary import PlaceKind


def hours_words(text: str) -> str:
    """Give opening hours in words."""
    return i18n.in_language({"zh": hours.describe(text, "zh"), "en": hours.describe(text, "en")})


def designation_words(item: Designation) -> str:
    """Give a designation: protected heritage site, national, batch 1 (1961)."""
    parts = [i18n.label(item.register_)]
    if item.level:
        parts.append(i18n.label(item.level))
    if item.batch:
        parts.append(_("batch %(number)s", number=item.batch))
    if item.year:
        parts.append(str(item.year))
    if item.note:
        parts.append(i18n.in_language(item.note))
    return " · ".join(parts)


def unknown_facts(document: PlaceDocument) -> str:
    """Give what one would like to know of a place and we do not, as one quiet line."""
    visit = document.visit
    street = document.kind in {PlaceKind.STREET, PlaceKind.QUARTER}
    wanted = [
        (_("address"), document.address is None),
        (_("hours"), document.opening_hours is None and not street),
        (_("price"), document.admission is None and not street),
        (_("booking"), not (visit and visit.booking_needed is not None) and not street),
        (_("step-free access"), not (visit and visit.step_free is not None)),
        (_("English spoken"), not (visit and visit.english_spoken is not None) and not street),
    ]
    return _(", ").join(name for name, is_unknown in wanted if is_unknown)


def map_filters(chosen: dict[str, str]) -> dict[str, str]:
    """Give those filters of a list of places that the map has too."""
    return {name: value for name, value in chosen.items() if name in {"kind", "neighbourhood", "interest"}}


def opens_at(moment: datetime) -> str:
    """Give when a closed place opens next: today at 9:00, tomorrow, or a weekday."""
    today, day = clock.today(), moment.date()
    time = f"{moment:%H:%M}"
    if day == today:
        return _("today at %(time)s", time=time)
    if (day - today).days == 1:
        return _("tomorrow at %(time)s", time=time)
    return f"{formatting.weekday_name(day, i18n.code())} {time}"


def init_app(app: Flask) -> None:
    """Let templates use these."""
    app.jinja_env.globals.update(
        hours_words=hours_words,
        designation_words=designation_words,
        unknown_facts=unknown_facts,
        map_filters=map_filters,
        opens_at=opens_at,
    )
