"""What the pages and the files of a trail share: reading it, the day it is asked for, the day's plan and events."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from flask import request, url_for
from sqlalchemy.orm import Session

from app import clock, formatting, i18n
from app.documents.base import MediaRef
from app.documents.trail import FoodOnTheWay, Shortcut, TrailDocument
from app.errors import Refused
from app.extensions import db
from app.i18n import _
from app.models.families import Trail
from app.queries.occurrences import Dated, days_between
from app.queries.pages import Card, Linked, linked_cards
from app.routes import answers, news
from app.routes.periods import LAST
from app.routes.take_away import venues_of
from app.services import calendars, cards, pictures
from app.services.agenda import agenda
from app.services.itinerary import Itinerary, Walk, plan
from app.services.media import showing
from app.vocabulary import Family, LinkRole

USUAL_START = "09:30"
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


class TrailView(NamedTuple):
    """A trail as the public sees it: its page and document, the public places of its stops, all it is linked with.

    `holds_pictures` is for what may load nothing: its photographs then stand in the text.
    """

    page: Trail
    document: TrailDocument
    places: dict[str, Card]
    links: list[Linked]
    holds_pictures: bool = False

    @property
    def usual_start(self) -> str:
        """When one usually sets out."""
        return self.document.usual_start or USUAL_START

    @property
    def variants(self) -> list[Card]:
        """The trail that it is a variant of, and its own variants."""
        return [link.card for link in self.links if link.role is LinkRole.PART_OF and link.card.family is Family.TRAIL]

    def hides(self, number: int) -> bool:
        """Whether a stop is not shown because its place is not public; nothing that is said of it is shown then."""
        place = self.document.stops[number - 1].place
        return place is not None and place not in self.places

    def parts_way(self, number: int) -> bool:
        """Whether nothing is said of the way from a stop to the next, since one of them is not shown."""
        return self.hides(number) or self.hides(number + 1)

    def photo(self, picture: MediaRef) -> dict[str, Any] | None:
        """Give how a photograph is shown: its address, or itself, and its sizes; None when it may not be shown any more."""
        kept: dict[str, Any] = self.page.card.get("pictures", {}).get(picture.file) or {"file": picture.file, "until": None}
        if not showing.may_show(kept):
            return None
        answers.while_rights_last(kept)
        src = pictures.held(picture.file, kept) if self.holds_pictures else url_for("media.show", file=picture.file)
        return {"src": src, "srcset": "" if self.holds_pictures else dict(kept.get("sources", ())).get("webp", "")} if src else None

    def shortcuts_after(self, number: int) -> list[tuple[Shortcut, int | None]]:
        """The shortcuts that begin at a stop and end at one that is shown, with their metres."""
        metres = self.page.card.get("shortcuts_m", [])
        cuts = zip(self.document.shortcuts, metres, strict=False)
        return [(cut, length) for cut, length in cuts if cut.from_stop == number and not self.hides(cut.to_stop)]

    def food_after(self, number: int) -> list[FoodOnTheWay]:
        """Where one eats after a stop; a place that is not public is left out."""
        return [food for food in self.document.food if food.after_stop == number and (not food.place or food.place in self.places)]


class DayEvents(NamedTuple):
    """What is on at the stops on a day: by the number of the stop, and what no single stop is named for."""

    by_stop: dict[int, list[Dated]]
    others: list[Dated]


def read(slug: str, endpoint: str) -> TrailView:
    """Give a public trail; a former address redirects for ever, anything else is a 404."""
    page = answers.find(Trail, Family.TRAIL, slug, endpoint)
    links = linked_cards(db.session(), page.id)
    places = {link.card.slug: link.card for link in links if link.role is LinkRole.STOP and link.outward}
    document = page.document
    assert isinstance(document, TrailDocument)  # noqa: S101  (the registry gives a trail its document)
    return TrailView(page, document, places, links)


def moment_asked(usual_start: str) -> datetime | None:
    """Give the day and the start that the address asks for, None for no day; raise Refused in words for what cannot be."""
    day_text, start = request.args.get("date", "").strip(), request.args.get("start", "").strip() or usual_start
    found = CLOCK.fullmatch(start)
    if not found:
        raise Refused(_("“%(value)s” is no time of day; write it as 09:30.", value=start[:40]))
    if not day_text:
        return None
    return datetime.combine(day_asked(day_text), time(int(found[1]), int(found[2])), clock.BEIJING)


def day_asked(value: str) -> date:
    """Give a day from today on; raise Refused in words for one that is none, that has passed or lies too far ahead."""
    try:
        day = date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) else None
    except ValueError:
        day = None
    if day is None:
        raise Refused(_("“%(value)s” is no day of the calendar; write it as 2027-02-06.", value=value[:40]))
    if day < clock.today():
        raise Refused(_("%(day)s has passed; choose a day from today on.", day=formatting.day(day, i18n.code())))
    if day > LAST:
        raise Refused(_("The guide knows the days from 2015 to 2035."))
    return day


def planned(view: TrailView, starts: datetime) -> Itinerary:
    """Give a trail on a day, stop by stop."""
    walk = Walk(view.document, cards.legs_min(view.document, view.page.card["legs_m"]), view.places, calendars.holidays())
    return plan(walk, starts, not_before=clock.now())


def events_of(session: Session, view: TrailView, itinerary: Itinerary) -> DayEvents:
    """Give the confirmed events at the stops on the days of a plan, each at the first stop that it takes place at."""
    numbered = reversed(list(enumerate(view.document.stops, 1)))
    stops = {stop.place: number for number, stop in numbered if stop.place and stop.place in view.places}
    ids = news.happening_at(session, [view.places[slug].id for slug in stops])
    if not ids:
        return DayEvents({}, [])
    last = itinerary.ends.date()
    found = agenda(days_between(session, clock.start_of(itinerary.starts.date()), clock.start_of(last + timedelta(days=1)), ids=ids, limit=400), last)
    return at_stops([*found.dates, *found.last_days, *found.season], stops)


def at_stops(dates: Sequence[Dated], stops: Mapping[str, int]) -> DayEvents:
    """Give dates by the stop they take place at; one that was moved away from all of them is left out."""
    found = DayEvents({}, [])
    for item in dates:
        number = min((stops[venue["place"]] for venue in venues_of(item) if venue.get("place") in stops), default=None)
        if number:
            found.by_stop.setdefault(number, []).append(item)
        elif not item.change.get("venue"):
            found.others.append(item)
    return found
