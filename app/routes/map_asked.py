"""What the address of a map asks for, checked: filters, a day, places by name."""

import re
from datetime import date

from flask import request

from app.errors import Absent, Refused
from app.i18n import _, ngettext
from app.routes import lists, periods
from app.services.maps.shown import Wish
from app.vocabulary import Family

FILTERS = ("kind", "neighbourhood", "interest")
ARGUMENTS = (*FILTERS, "day", "places")
MOST_PLACES = 100
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def wish() -> Wish:
    """Give what the address asks for; raise Refused, in words, for what it cannot mean."""
    return Wish(lists.chosen_filters([Family.PLACE], FILTERS), day_asked(), places_asked())


def day_asked() -> date | None:
    """Give the day of `?day=`; raise Refused for one that is none or that the guide does not know."""
    value = request.args.get("day", "").strip()
    if not value:
        return None
    try:
        return periods.day_of(value)
    except Absent as none:
        raise Refused(none.description) from none


def places_asked() -> tuple[str, ...]:
    """Give the slugs of `?places=`, each once; raise Refused for more than a hundred or for what is no slug."""
    slugs = tuple(dict.fromkeys(filter(None, (part.strip() for part in request.args.get("places", "").split(",")))))
    if len(slugs) > MOST_PLACES:
        raise Refused(ngettext("A map by name shows at most %(num)s place.", "A map by name shows at most %(num)s places.", MOST_PLACES))
    for slug in slugs:
        if not SLUG.fullmatch(slug):
            raise Refused(_("“%(value)s” is no place’s name in an address; separate several by commas.", value=slug[:40]))
    return slugs


def query(asked: Wish) -> dict[str, str]:
    """Give what is asked for as the query of an address."""
    found = dict(asked.filters)
    if asked.day:
        found["day"] = asked.day.isoformat()
    if asked.slugs:
        found["places"] = ",".join(asked.slugs)
    return found
