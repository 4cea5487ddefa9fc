"""What pages and files say of a trail in words: the names of its stops, closures, what does not fit on a day."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask import Flask
from markupsafe import Markup

from app import clock, formatting, i18n
from app.documents.legs import Closure
from app.documents.trail import Stop
from app.i18n import for_html as _
from app.queries.pages import Card
from app.routes.addresses import href
from app.rules.hours import OpenKind, hours_of
from app.rules.hours.dated import FOR_EVER
from app.services import stations
from app.services.itinerary import Call, Itinerary, Trouble, Why
from app.vocabulary import PlaceKind, VariantKind

STREETS = {PlaceKind.STREET, PlaceKind.QUARTER}


def stop_text(stop: Stop, places: Mapping[str, Card]) -> Any:
    """Give the name of a stop in both languages; a place that is not public is not named."""
    card = places.get(stop.place or "")
    if stop.place and card is None:
        return None
    if stop.station:
        station = stations.station(stop.station)
        return {"zh": f"{station.zh}站" if not station.zh.endswith("站") else station.zh, "en": f"{station.en} Station"}
    return stop.name or (card.card["name"] if card else None)


def stop_name(stop: Stop, places: Mapping[str, Card]) -> Markup | str:
    """Give the name of a stop for HTML."""
    text = stop_text(stop, places)
    return i18n.say(text) if text else _("A stop that is not shown at present")


def closure_words(first: date, last: date) -> Markup:
    """Give the days of a closure: closed on one day, from one to another, until further notice."""
    lang = i18n.code()
    if last == FOR_EVER:
        return _("Closed from %(day)s until further notice", day=formatting.day(first, lang, False))
    return _("Closed %(days)s", days=formatting.span(first.isoformat(), last.isoformat(), lang))


def leg_closure_words(first: date, last: date) -> Markup:
    """Give the days on which the way to a stop is closed."""
    lang = i18n.code()
    if last == FOR_EVER:
        return _("The way here is closed from %(day)s until further notice", day=formatting.day(first, lang, False))
    return _("The way here is closed %(days)s", days=formatting.span(first.isoformat(), last.isoformat(), lang))


def with_reason(words: Markup, item: Closure) -> Markup:
    """Give the days of a closure with its reason."""
    return _("%(days)s: %(reason)s", days=words, reason=i18n.say(item.reason))


def stop_closures(stop: Stop, card: Card | None) -> list[Markup]:
    """Give what closes a stop or the way to it from today on: its own closures, those of its place."""
    today = clock.today()
    said = [with_reason(leg_closure_words(item.starts, item.last_day), item) for item in stop.leg_closures if item.last_day >= today]
    said += [with_reason(closure_words(item.starts, item.last_day), item) for item in stop.closures if item.last_day >= today]
    for first, last, hours in card.card.get("exceptions", ()) if card else ():
        if hours is None and date.fromisoformat(last) >= today:
            said.append(closure_words(date.fromisoformat(first), date.fromisoformat(last)))
    return said


def closures_ahead(card: Card) -> list[Markup]:
    """Give what a list says of the closures of a trail that are not over, each with the number of its stop."""
    today = clock.today()
    coming = [(number, what, date.fromisoformat(first), date.fromisoformat(last)) for number, what, first, last in card.card.get("closures", ())]
    words = {"stop": closure_words, "leg": leg_closure_words}
    return [_("Stop %(number)s: %(days)s", number=number, days=words[what](first, last)) for number, what, first, last in coming if last >= today]


def closed_on_weekday(day: date) -> Markup:
    """Give that a place is closed on a weekday, every week."""
    weekdays = (
        _("closed on Mondays"),
        _("closed on Tuesdays"),
        _("closed on Wednesdays"),
        _("closed on Thursdays"),
        _("closed on Fridays"),
        _("closed on Saturdays"),
        _("closed on Sundays"),
    )
    return weekdays[day.weekday()]


def trouble_words(call: Call, trouble: Trouble) -> Markup:
    """Give why a stop does not fit."""
    time = at(trouble.at) if trouble.at else ""
    if trouble.closure:
        reason = i18n.say(trouble.closure.reason)
        return _("the way to it is closed (%(reason)s)", reason=reason) if trouble.why is Why.LEG_CLOSED else _("closed (%(reason)s)", reason=reason)
    if trouble.why is Why.WEEKDAY:
        return closed_on_weekday(call.arrives.date())
    if trouble.why is Why.DATED and trouble.last_day:
        until = trouble.last_day
        return _("closed until further notice") if until == FOR_EVER else _("closed until %(day)s", day=formatting.day(until, i18n.code()))
    return {
        Why.NOT_YET: _("opens only at %(time)s", time=time),
        Why.OVER: _("closes at %(time)s, before you come", time=time),
        Why.LAST_ENTRY: _("last entry at %(time)s, before you come", time=time),
        Why.TOO_SHORT: _("closes at %(time)s, before you have seen it", time=time),
        Why.GONE: _("not shown at present"),
    }.get(trouble.why, _("closed on this day"))


def hours_words(call: Call) -> Markup | str:
    """Give what is known of the hours of a stop that fits: until when it is open, or that nobody knows."""
    if call.troubles or call.card is None:
        return ""
    if call.state is None:
        return "" if PlaceKind(call.card.card["kind"]) in STREETS else _("hours not known to us")
    if call.state.kind is OpenKind.UNKNOWN:
        return _("hours not sure on this day") if hours_of(call.card.card) else _("hours not known to us")
    until = call.state.until
    return _("open until %(time)s", time=at(until)) if until and (until - call.arrives).days < 1 else _("open")


def at(moment: datetime) -> str:
    """Give a time of day, midnight as 24:00."""
    return "24:00" if (moment.hour, moment.minute) == (0, 0) else f"{moment:%H:%M}"


def call_times(call: Call) -> str:
    """Give from when until when one is at a stop; only one time where one does not stay."""
    return f"{call.arrives:%H:%M}" if call.arrives == call.leaves else f"{call.arrives:%H:%M}–{call.leaves:%H:%M}"


def leg_facts(stop: Stop) -> list[Markup | str]:
    """Give what is known of the way to a stop: steps, strollers, a note."""
    if stop.leg is None:
        return []
    facts = [
        (stop.leg.step_free, _("step-free"), _("with steps")),
        (stop.leg.stroller, _("fit for a stroller"), _("not for a stroller")),
    ]
    said: list[Markup | str] = [yes if fact else no for fact, yes, no in facts if fact is not None]
    return [*said, i18n.say(stop.leg.note)] if stop.leg.note else said


def fixes(slug: str, itinerary: Itinerary, call: Call) -> list[Markup]:
    """Give what would help where a stop does not fit: another day, another start, another stop."""
    found = []
    if call.better_day:
        words = _("go on %(day)s", day=formatting.day(call.better_day, i18n.code()))
        found.append(link(day_url(slug, call.better_day, itinerary.starts), words))
    if itinerary.better_start:
        words = _("set out at %(time)s", time=at(itinerary.better_start))
        found.append(link(day_url(slug, itinerary.starts.date(), itinerary.better_start), words))
    if call.skip_to:
        found.append(link(f"#stop-{call.skip_to}", _("skip to stop %(number)s", number=call.skip_to)))
    elif call.number > 1:
        found.append(_("end the walk before it"))
    return found


def day_url(slug: str, day: date, start: datetime) -> str:
    """Give the address of a trail on a day, at the result."""
    return f"{href('trails.show', slug=slug)}?date={day}&start={start:%H:%M}#day"


def link(address: str, words: Markup) -> Markup:
    """Give words as a link."""
    return Markup('<a href="{}">{}</a>').format(address, words)


def variant_words(card: Card) -> str:
    """Give what a trail is to the one it is a variant of; empty for one that is none."""
    kind = card.card.get("variant")
    return i18n.label(VariantKind(kind)) if kind else ""


def init_app(app: Flask) -> None:
    """Let templates use these."""
    app.jinja_env.globals.update(
        stop_name=stop_name,
        stop_text=stop_text,
        stop_closures=stop_closures,
        closures_ahead=closures_ahead,
        trouble_words=trouble_words,
        hours_words=hours_words,
        call_times=call_times,
        leg_facts=leg_facts,
        fixes=fixes,
        day_url=day_url,
        variant_words=variant_words,
    )
