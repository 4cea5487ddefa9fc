"""What pages say of a place's facts in words: designations, when it opens and closes, what is not known."""

from datetime import datetime, timedelta

from flask import Flask

from app import clock, formatting, i18n
from app.documents.place import PlaceDocument
from app.documents.visiting import Designation
from app.i18n import _
from app.vocabulary import PlaceKind


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
        (_("price"), document.admission is None and not street),
        (_("booking"), not (visit and visit.booking_needed is not None) and not street),
        (_("whether a passport is accepted"), not (visit and visit.passport_accepted is not None) and not street),
        (_("whether one can do without WeChat"), not (visit and visit.without_wechat is not None) and not street),
        (_("step-free access"), not (visit and visit.step_free is not None)),
        (_("English spoken"), not (visit and visit.english_spoken is not None) and not street),
    ]
    return _(", ").join(name for name, is_unknown in wanted if is_unknown)


def map_filters(chosen: dict[str, str]) -> dict[str, str]:
    """Give those filters of a list of places that the map has too."""
    return {name: value for name, value in chosen.items() if name in {"kind", "neighbourhood", "interest"}}


def opens_at(moment: datetime) -> str:
    """Give when a closed place opens next: today at 9:00, tomorrow, a weekday of the next six, or a date."""
    today, day = clock.today(), moment.date()
    time = f"{moment:%H:%M}"
    if day == today:
        return _("today at %(time)s", time=time)
    if (day - today).days == 1:
        return _("tomorrow at %(time)s", time=time)
    if (day - today).days < 7:
        return f"{formatting.weekday_name(day, i18n.code())} {time}"
    return f"{formatting.day(day, i18n.code())} {time}"


def closes_at(moment: datetime) -> str:
    """Give when an open place closes: a time within a day from now, midnight as 24:00; later also the date."""
    if moment - clock.now() > timedelta(days=1):
        return f"{formatting.day(moment.date(), i18n.code())} {moment:%H:%M}"
    return "24:00" if (moment.hour, moment.minute) == (0, 0) else f"{moment:%H:%M}"


def init_app(app: Flask) -> None:
    """Let templates use these."""
    app.jinja_env.globals.update(
        designation_words=designation_words,
        unknown_facts=unknown_facts,
        map_filters=map_filters,
        opens_at=opens_at,
        closes_at=closes_at,
    )
