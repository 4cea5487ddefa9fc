"""A trail on a day: arrival at each stop, what does not fit, and fixes that do."""

import json
import random
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.clock import BEIJING
from app.extensions import db
from app.models.families import Trail
from app.models.page import Page
from app.queries.pages import Card, P, as_cards, linked_cards, public_cards
from app.rules.holidays import HolidayCalendar
from app.rules.hours import OpenKind, hours_of, state_at
from app.services import calendars, cards
from app.services.itinerary import Walk, Why, plan, trouble_of
from app.vocabulary import Family, LinkRole
from tests.factories import document

TEXT = {"zh": "看", "en": "Look"}
STATION = {"kind": "station", "station": "hepingmen", "text": TEXT}
MONDAY = date(2026, 11, 30)
HOURS = (
    "Tu-Su 09:00-17:00",
    "Mo-Fr 10:00-16:00",
    "Mo-Su 09:00-11:30,13:00-16:30",
    "We,Sa 14:00-18:00",
    "Mo-Su 18:00-02:00",
    "24/7",
    "Tu-Su 09:00-17:00; PH off",
    None,
)
NONE = HolidayCalendar(years=frozenset({2026, 2027}))


def at(clock, day=MONDAY):
    hour, minute = clock.split(":")
    return datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=BEIJING)


@pytest.fixture
def walk(session, make_place):
    """Make a walk from a station to a hall with some hours, 10 minutes off, and then to a shop, 5 minutes off."""

    def make(stop=None, *, stay_min=30, withdrawn=False, **hall):
        for slug, values in (("hall", hall), ("shop", {})):
            make_place(slug, **values)
        stops = [STATION, {"place": "hall", "stay_min": stay_min, "text": TEXT, **(stop or {})}, {"place": "shop", "text": TEXT}]
        found = {card.slug: card for card in as_cards(session.execute(public_cards(P.family == Family.PLACE)))}
        places = {"shop": found["shop"]} if withdrawn else found
        return Walk(document(Family.TRAIL, stops=stops), [0, 10, 5], places, NONE)

    return make


def asked(walk, start="09:30", day=MONDAY):
    return plan(walk, at(start, day), not_before=at("00:00", day))


def why(itinerary):
    return [trouble.why for call in itinerary.troubled for trouble in call.troubles]


def test_arrivals_follow_from_legs_and_stays(walk):
    itinerary = asked(walk())

    assert [(f"{call.arrives:%H:%M}", f"{call.leaves:%H:%M}") for call in itinerary.calls] == [
        ("09:30", "09:30"),
        ("09:40", "10:10"),
        ("10:15", "10:15"),
    ]
    assert itinerary.ends == at("10:15")


def test_hours_that_are_not_known_are_no_conflict(walk):
    itinerary = asked(walk())

    assert (why(itinerary), itinerary.better_day, itinerary.better_start) == ([], None, None)


def test_closed_on_mondays_go_tuesday_or_skip(walk):
    itinerary = asked(walk(opening_hours="Tu-Su 09:00-17:00"))

    call = itinerary.calls[1]
    assert why(itinerary) == [Why.WEEKDAY]
    assert (call.better_day, call.skip_to) == (MONDAY + timedelta(days=1), 3)
    assert (itinerary.better_day, itinerary.better_start) == (MONDAY + timedelta(days=1), None)


@pytest.mark.parametrize(
    ("hours", "start", "reason", "moment", "better"),
    [
        ("Mo-Su 10:00-17:00", "09:00", Why.NOT_YET, "10:00", "10:00"),
        ("Mo-Su 10:00-17:00", "18:00", Why.OVER, "17:00", "16:00"),
        ("Mo-Su 10:00-17:00", "16:40", Why.TOO_SHORT, "17:00", "16:00"),
        ("Mo-Su 09:00-11:00,13:00-17:00", "11:30", Why.NOT_YET, "13:00", "10:00"),
        ("Mo-Su 19:00-24:00", "23:40", Why.TOO_SHORT, "00:00", "21:00"),
    ],
)
def test_a_stop_that_is_shut_on_arrival_proposes_another_start(walk, hours, start, reason, moment, better):
    itinerary = asked(walk(opening_hours=hours), start)

    trouble = itinerary.calls[1].troubles[0]
    assert (trouble.why, f"{trouble.at:%H:%M}") == (reason, moment)
    assert itinerary.better_start == at(better)
    assert why(asked(walk(opening_hours=hours), better)) == []


def test_no_start_is_proposed_that_has_passed(walk):
    made = walk(opening_hours="Mo-Su 09:00-11:00")

    late = plan(made, at("12:00"), not_before=at("11:00"))

    assert why(late) == [Why.OVER]
    assert (late.better_start, late.better_day) == (None, None)


def test_last_entry_is_kept(walk):
    itinerary = asked(walk(opening_hours="Mo-Su 09:00-17:00", last_entry_min=60, stay_min=5), "16:00")

    trouble = itinerary.calls[1].troubles[0]
    assert (trouble.why, trouble.at) == (Why.LAST_ENTRY, at("16:00"))


def test_a_dated_closure_of_a_place_says_until_when_and_is_over_after_it(walk):
    shut = {"starts": "2026-11-28", "ends": "2026-12-02", "reason": TEXT}
    itinerary = asked(walk(opening_hours="Mo-Su 09:00-17:00", hours_exceptions=[shut]))

    trouble = itinerary.calls[1].troubles[0]
    assert (trouble.why, trouble.last_day) == (Why.DATED, date(2026, 12, 2))
    assert itinerary.better_day == date(2026, 12, 3)


def test_a_day_that_alone_is_closed_is_not_called_a_weekday(walk):
    itinerary = asked(walk(opening_hours="Mo-Su 09:00-17:00; Nov 30 closed"))

    assert why(itinerary) == [Why.DAY]


@pytest.mark.parametrize(("where", "reason"), [("stop", Why.STOP_CLOSED), ("leg", Why.LEG_CLOSED)])
def test_closures_of_a_stop_and_of_the_way_to_it_are_conflicts(walk, where, reason):
    shut = {"starts": "2026-11-30", "ends": "2026-12-01", "reason": TEXT}
    itinerary = asked(walk({"closures": [shut]} if where == "stop" else {"leg": {"closures": [shut]}}))

    assert why(itinerary) == [reason]
    assert itinerary.calls[1].troubles[0].closure.reason.en == "Look"
    assert itinerary.better_day == date(2026, 12, 2)
    assert why(asked(walk({"closures": [shut]}), day=date(2026, 12, 2))) == []


def test_a_closure_without_end_proposes_no_day(walk):
    itinerary = asked(walk({"closures": [{"starts": "2026-11-01", "until_further_notice": True, "reason": TEXT}]}))

    assert (itinerary.calls[1].better_day, itinerary.better_day, itinerary.calls[1].skip_to) == (None, None, 3)


def test_a_place_that_was_withdrawn_is_named_as_gone_and_hinders_no_other_day(walk):
    itinerary = asked(walk(withdrawn=True))

    assert why(itinerary) == [Why.GONE]
    assert (itinerary.calls[1].better_day, itinerary.calls[1].skip_to) == (None, 3)
    assert (itinerary.better_day, itinerary.better_start) == (None, None)


def test_a_place_that_was_withdrawn_hinders_no_fix_of_another(walk):
    made = walk({"closures": [{"starts": "2026-11-30", "reason": TEXT}]})
    gone = made._replace(places={slug: card for slug, card in made.places.items() if slug != "shop"})

    itinerary = asked(gone)

    assert why(itinerary) == [Why.STOP_CLOSED, Why.GONE]
    assert itinerary.better_day == MONDAY + timedelta(days=1)


def test_a_walk_over_midnight_asks_the_next_day(walk):
    itinerary = asked(walk(opening_hours="Mo 00:00-24:00; Tu closed"), "23:55")

    assert itinerary.calls[1].arrives == at("00:05", MONDAY + timedelta(days=1))
    assert why(itinerary) == [Why.WEEKDAY]


def test_holidays_that_are_not_announced_are_no_conflict(walk):
    made = walk(opening_hours="Mo-Su 09:00-17:00; PH off")._replace(holidays=HolidayCalendar())

    assert why(asked(made)) == []


def trails_of(session):
    """Give every trail of the guide as a walk."""
    for page in session.scalars(select(Trail).order_by(Page.id)):
        places: dict[str, Card] = {link.card.slug: link.card for link in linked_cards(session, page.id) if link.role is LinkRole.STOP}
        yield page, Walk(page.document, cards.legs_min(page.document, page.card["legs_m"]), places, calendars.holidays())


def test_every_trail_of_the_guide_ends_when_its_total_says(guide_app, guide):
    walks = list(trails_of(db.session()))

    assert len(walks) >= 18
    for page, walk in walks:
        assert plan(walk, at("09:30"), not_before=at("00:00")).ends == at("09:30") + timedelta(minutes=page.card["total_min"])


def with_hours(card: Card, rng: random.Random) -> Card:
    """Give a card with hours, and now and then a closure or a last entry, of its own."""
    said = {"hours": rng.choice(HOURS)}
    if said["hours"] and rng.random() < 0.3:
        said["exceptions"] = [["2026-12-02", "2026-12-04", None]]
    if said["hours"] and rng.random() < 0.3:
        said["last_entry_min"] = 45
    return card._replace(raw=json.dumps(card.card | said))


def test_on_every_day_of_a_week_no_stop_that_fits_is_shut_and_each_fix_helps(guide_app, guide):
    tried, rng = {"fits": 0, "troubled": 0, "days": 0, "starts": 0}, random.Random(6)
    for _page, walk in trails_of(db.session()):
        changed = walk._replace(places={slug: with_hours(card, rng) for slug, card in walk.places.items()})
        for number in range(7):
            for start in ("08:30", "14:00"):
                starts = at(start, MONDAY + timedelta(days=number))
                check(changed, plan(changed, starts, not_before=at("00:00", starts.date())), tried)

    assert min(tried.pop("starts"), 10) == 10
    assert min(tried.values()) > 150


def check(walk, itinerary, tried):
    """Fail when a stop said to fit is shut minute by minute, or a fix does not fix."""
    for call in itinerary.calls:
        hours = hours_of(call.card.card) if call.card else None
        minutes = range(max(1, call.stop.stay_min))
        kinds = [state_at(hours, call.arrives + timedelta(minutes=n), walk.holidays).kind for n in minutes] if hours else []
        if not call.troubles:
            tried["fits"] += 1
            assert OpenKind.CLOSED not in kinds
        else:
            tried["troubled"] += 1
            assert OpenKind.CLOSED in kinds or state_at(hours, call.arrives, walk.holidays).last_entry_passed or call.troubles[0].closure
        if call.better_day:
            tried["days"] += 1
            shifted = call.better_day - itinerary.starts.date()
            assert trouble_of(call.card.card, hours, call.arrives + shifted, call.leaves + shifted, walk.holidays) is None
    if itinerary.better_start:
        tried["starts"] += 1
        assert plan(walk, itinerary.better_start, not_before=itinerary.better_start).troubled == []
