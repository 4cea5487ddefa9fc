"""Forms of lists and pages to take away: iCalendar of any list, Atom and JSON Feed of what is new."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, current_app, request

from app import clock, i18n
from app.errors import Refused
from app.extensions import db
from app.i18n import _
from app.models.families import Event, Neighbourhood, Place, Series
from app.queries.calendar_dates import calendar_dates
from app.queries.facet_sets import SETS, ids_of
from app.queries.pages import linked_cards
from app.routes import answers, lists, news, periods, take_away
from app.security import public
from app.services import dating
from app.services.exports import feeds, ical
from app.vocabulary import Family, Interest, LinkRole

bp = Blueprint("feeds", __name__, url_prefix=i18n.PREFIX)
EVENT_FILTERS = ("kind", "neighbourhood", "free", "interest")
PLACE_FILTERS = ("kind", "neighbourhood", "free", "old_brand", "heritage", "interest")
DATED = (Family.EVENT, Family.SERIES)
OPTIONS = ("expected", "alarm")


@bp.get("/events.ics")
@public(*EVENT_FILTERS, "month", "year", *OPTIONS)
def events() -> Response:
    """The list of events, with its filters and its month or year."""
    chosen = lists.chosen_filters(DATED, EVENT_FILTERS)
    period = periods.period_asked()
    ids = ids_of(SETS.catch_up(db.session()).chosen(DATED, chosen)) if chosen else None
    first, last = (dating.first_day(period), dating.last_day(period)) if period else (None, None)
    return answer("events", _("Events in Xicheng"), ids=ids, first=first, last=last)


@bp.get("/series.ics")
@public(*EVENT_FILTERS, *OPTIONS)
def all_series() -> Response:
    """The list of branded events, with its filters: their editions."""
    session, chosen = db.session(), lists.chosen_filters([Family.SERIES], EVENT_FILTERS)
    ids = ids_of(SETS.catch_up(session).chosen([Family.SERIES], chosen))
    return answer("series", _("Branded events of Xicheng"), ids=news.with_editions(session, ids))


@bp.get("/events/<slug>.ics")
@public(*OPTIONS)
def event(slug: str) -> Response:
    """One event, its programme included; past dates too."""
    page = answers.find(Event, Family.EVENT, slug, "feeds.event")
    parts = [link.card.id for link in linked_cards(db.session(), page.id) if link.role is LinkRole.PARENT and not link.outward]
    return answer(slug, i18n.in_language(page.document.name), ids=[page.id, *parts], with_past=True)


@bp.get("/series/<slug>.ics")
@public(*OPTIONS)
def one_series(slug: str) -> Response:
    """One branded event: its editions, and with `?expected=1` when it is expected."""
    page = answers.find(Series, Family.SERIES, slug, "feeds.one_series")
    return answer(slug, i18n.in_language(page.document.name), ids=news.with_editions(db.session(), [page.id]))


@bp.get("/places.ics")
@public(*PLACE_FILTERS, *OPTIONS)
def places() -> Response:
    """What happens at the places of a list."""
    session, chosen = db.session(), lists.chosen_filters([Family.PLACE], PLACE_FILTERS)
    ids = ids_of(SETS.catch_up(session).chosen([Family.PLACE], chosen))
    return answer("places", _("Events at places of Xicheng"), ids=news.happening_at(session, ids))


@bp.get("/places/<slug>.ics")
@public(*OPTIONS)
def place(slug: str) -> Response:
    """What happens at one place."""
    page = answers.find(Place, Family.PLACE, slug, "feeds.place")
    return answer(slug, i18n.in_language(page.document.name), ids=news.happening_at(db.session(), [page.id]))


@bp.get("/neighbourhoods/<slug>.ics")
@public(*OPTIONS)
def neighbourhood(slug: str) -> Response:
    """What happens in one neighbourhood."""
    page = answers.find(Neighbourhood, Family.NEIGHBOURHOOD, slug, "feeds.neighbourhood")
    ids = ids_of(SETS.catch_up(db.session()).chosen(DATED, {"neighbourhood": slug}))
    return answer(slug, i18n.in_language(page.document.name), ids=ids)


@bp.get("/interests/<any({words}):slug>.ics".format(words=", ".join(f'"{word.value}"' for word in Interest)))
@public(*OPTIONS)
def interest(slug: str) -> Response:
    """What happens for one interest."""
    ids = ids_of(SETS.catch_up(db.session()).chosen(DATED, {"interest": slug}))
    return answer(slug, i18n.label(Interest(slug)), ids=ids)


@bp.get("/now.ics")
@bp.get("/tonight.ics")
@public(*OPTIONS)
def today() -> Response:
    """What is on today; before five in the morning still last night's."""
    day = (clock.now() - timedelta(hours=5)).date() if request.path.endswith("tonight.ics") else clock.today()
    return answer(f"day-{day}", _("Events of %(day)s", day=day), first=day, last=day)


@bp.get("/weekend.ics")
@public(*OPTIONS)
def weekend() -> Response:
    """What is on this weekend."""
    saturday = periods.saturday_of(clock.today())
    return answer("weekend", _("This weekend"), first=saturday, last=saturday + timedelta(days=1))


@bp.get("/day/<value>.ics")
@public(*OPTIONS)
def one_day(value: str) -> Response:
    """What is on on one day."""
    day = periods.day_of(value)
    return answer(f"day-{day}", _("Events of %(day)s", day=day), first=day, last=day)


@bp.get("/calendar/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>.ics")
@public(*OPTIONS)
def month(year: int, month: int) -> Response:
    """One month."""
    first = periods.first_of_month(year, month)
    return answer(f"{year}-{month:02d}", _("Events of %(day)s", day=f"{year}-{month:02d}"), first=first, last=dating.last_day(f"{year}-{month:02d}"))


@bp.get("/calendar/<int(fixed_digits=4):year>-W<int(fixed_digits=2):number>.ics")
@public(*OPTIONS)
def week(year: int, number: int) -> Response:
    """One week."""
    monday = periods.monday_of(year, number)
    return answer(f"{year}-W{number:02d}", _("Events of %(day)s", day=f"{year}-W{number:02d}"), first=monday, last=monday + timedelta(days=6))


def answer(
    file: str, name: str, *, ids: Sequence[int] | None = None, first: date | None = None, last: date | None = None, with_past: bool = False
) -> Response:
    """Give dates as a calendar file; the address may ask for expected dates and for an alarm."""
    with_expected, alarm = flag_asked("expected"), alarm_asked()
    session = db.session()
    found = calendar_dates(
        session,
        clock.now(),
        ids=ids,
        first=clock.start_of(first) if first else None,
        last=clock.start_of(last + timedelta(days=1)) if last else None,
        with_expected=with_expected,
        with_past=with_past or first is not None,
    )
    answers.until_midnight()
    here = current_app.config["SETTINGS"].public_url + request.path
    body = ical.calendar(
        take_away.entries_of(session, found),
        name=f"{name} · {_('Wander Xicheng')}",
        description=_("Expected dates are reckoned from past years and say so.") if with_expected else _("Confirmed dates only."),
        language=i18n.code(),
        url=here + (f"?{request.query_string.decode('latin-1')}" if request.query_string else ""),
        page=here.removesuffix(".ics"),
        alarm=alarm,
    )
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file}.ics"'
    return response


def flag_asked(name: str) -> bool:
    """Give whether the address says `name=1`; raise Refused for anything else than 0 and 1."""
    value = request.args.get(name, "0")
    if value not in {"0", "1", ""}:
        raise Refused(_("“%(value)s” is no choice of the filter “%(name)s”.", value=value[:40], name=name))
    return value == "1"


def alarm_asked() -> str | None:
    """Give the alarm that the address asks for; raise Refused, with what there is, for one that there is not."""
    value = request.args.get("alarm", "")
    if value and value not in ical.ALARMS:
        raise Refused(_("“%(value)s” is no alarm; there are %(words)s.", value=value[:40], words=", ".join(ical.ALARMS)))
    return value or None


@bp.get("/<any(news, events):what>.<any(atom, json):form>")
@public()
def whats_new(what: str, form: str) -> Response:
    """What is new in the guide, or of its events: newest first, at most fifty."""
    families = DATED if what == "events" else tuple(Family)
    found = news.newest(db.session(), families)
    origin = current_app.config["SETTINGS"].public_url
    title = _("Events: news from Xicheng") if what == "events" else _("News of the guide")
    home = origin + (f"/{i18n.code()}/events" if what == "events" else f"/{i18n.code()}/")
    words: dict[str, Any] = {"title": title, "language": i18n.code()}
    if form == "json":
        body = feeds.json_feed(found, **words, description=_("What was added or changed."), home_url=home, feed_url=origin + request.path)
        return Response(body, content_type="application/feed+json; charset=utf-8")
    body = feeds.atom(
        found, **words, subtitle=_("What was added or changed."), url=home, self_url=origin + request.path, site_name=_("Wander Xicheng")
    )
    return Response(body, content_type="application/atom+xml; charset=utf-8")
