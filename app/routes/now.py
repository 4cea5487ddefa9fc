"""What is on and open: now, tonight, this weekend."""

from datetime import date, datetime, timedelta

from flask import Blueprint, render_template

from app import clock, i18n
from app.extensions import db
from app.queries import occurrences, open_now
from app.queries.facet_sets import SETS, ids_of
from app.queries.occurrences import Dated
from app.queries.pages import list_cards
from app.routes import answers, day_parts, periods
from app.security import public
from app.services import calendars
from app.services.agenda import agenda, at_moment, changes_of
from app.vocabulary import Family

bp = Blueprint("now", __name__, url_prefix=i18n.PREFIX)
NIGHT_BEGINS, NIGHT_ENDS, LATE = 17, 5, 20
MOST_UNKNOWN = 300
COMING_SHOWN = 6


@bp.get("/now")
@public()
def index() -> str:
    """What goes on at this minute, which places are open, which we know no hours of, which are closed."""
    session, moment = db.session(), clock.now()
    cards = list_cards(session, Family.PLACE, i18n.code())
    places, next_change = open_now.sorted_by_state(cards, moment, calendars.holidays())
    found = occurrences.days_between(session, moment, clock.next_midnight(moment))
    on, plan = at_moment(found, moment), agenda(found, moment.date())
    ahead = occurrences.not_over(session, moment)
    coming = [item for item in ahead if not item.is_expected and item.precision != "year" and item.starts_at >= clock.next_midnight(moment)][
        :COMING_SHOWN
    ]
    answers.until(next_change)
    answers.until(changes_of(found, moment))
    answers.until_midnight()
    groups: dict[str, list[open_now.PlaceState]] = {"open": [], "unknown": [], "closed": []}
    for place in places:
        groups[place.state.kind].append(place)
    return render_template(
        "now/index.html",
        on=on,
        plan=plan._replace(dates=[item for item in plan.dates if item not in on]),
        groups=groups,
        most=MOST_UNKNOWN,
        coming=coming,
        expected=plan.expected if coming else day_parts.next_expected(ahead)[:COMING_SHOWN],
        trails=list_cards(session, Family.TRAIL, i18n.code()),
        **day_parts.heading(moment.date()),
    )


@bp.get("/tonight")
@public()
def tonight() -> str:
    """This evening until five in the morning: performances and fairs, and what is open late."""
    session, moment = db.session(), clock.now()
    evening = night_of(moment)
    start = clock.start_of(evening) + timedelta(hours=NIGHT_BEGINS)
    end = clock.start_of(evening + timedelta(days=1)) + timedelta(hours=NIGHT_ENDS)
    found = occurrences.days_between(session, max(start, moment), end)
    cards = day_parts.cards_of(session, ids_of(SETS.catch_up(session).chosen((Family.TRAIL, Family.PLACE), {"interest": "at-night"})))
    late = clock.start_of(evening) + timedelta(hours=LATE)
    places, _next = open_now.sorted_by_state(list_cards(session, Family.PLACE, i18n.code()), late, calendars.holidays())
    answers.until(start + timedelta(days=1) - timedelta(hours=NIGHT_BEGINS - NIGHT_ENDS))
    answers.until(changes_of(found, moment))
    answers.until_midnight()
    return render_template(
        "now/tonight.html",
        evening=evening,
        plan=agenda([item for item in found if is_at_night(item, start)], evening),
        late=[place for place in places if place.state.kind == "open"],
        walks=[card for card in cards if card.family is Family.TRAIL],
        places=[card for card in cards if card.family is Family.PLACE],
        **day_parts.heading(evening),
    )


def night_of(moment: datetime) -> date:
    """Give the day whose night a moment belongs to: before five in the morning it is still last night."""
    return (moment - timedelta(hours=NIGHT_ENDS)).date()


def is_at_night(item: Dated, start: datetime) -> bool:
    """Whether something with known hours goes on in the evening; what has none, or only is in season, is not told as tonight's."""
    return bool(item.opens) and (item.shape in day_parts.LONG or item.ends_at > start)


@bp.get("/weekend")
@public()
def weekend() -> str:
    """The Saturday and Sunday that are, or that come next."""
    session, today = db.session(), clock.today()
    saturday = periods.saturday_of(today)
    days = [saturday, saturday + timedelta(days=1)]
    found = occurrences.days_between(session, clock.start_of(saturday), clock.start_of(saturday + timedelta(days=2)))
    answers.until_midnight()
    return render_template("now/weekend.html", days=[day_parts.of_day(day, found) for day in days], plan=agenda(found, days[-1]), saturday=saturday)
