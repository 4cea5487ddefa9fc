"""What pages say of how one gets in: the known facts as sentences, and how old they are."""

from datetime import date
from typing import NamedTuple

from flask import Flask
from markupsafe import Markup

from app import clock, formatting, i18n
from app.documents.place import PlaceDocument
from app.documents.visiting import Visit
from app.i18n import _, ngettext


class GettingIn(NamedTuple):
    """How one gets in, as far as it is known: sentences, where to book, when checked, and whether that is over a year ago."""

    facts: list[Markup | str]
    booking_page: str | None
    checked: str
    is_old: bool


def getting_in(document: PlaceDocument) -> GettingIn | None:
    """Give how one gets into a place, or None when nothing of it is known."""
    visit = document.visit
    facts = [*booking_words(visit), *fact_words(visit), *told_words(visit)] if visit else []
    if visit is None or not facts:
        return None
    checked_on = visit.checked_on or document.checked_on
    return GettingIn(facts, visit.booking_page, formatting.day(checked_on, i18n.code(), False), is_older_than_a_year(checked_on, clock.today()))


def is_older_than_a_year(checked_on: date, today: date) -> bool:
    """Whether facts were last checked on a day more than a year before today."""
    return (checked_on.year + 1, checked_on.month, checked_on.day) < (today.year, today.month, today.day)


def booking_words(visit: Visit) -> list[str]:
    """Give what is known of booking: whether, how long ahead, from what time, where."""
    found = []
    if visit.booking_needed is not None:
        found.append(_("Booking is needed.") if visit.booking_needed else _("No booking is needed."))
    if visit.days_ahead is not None and visit.release_hour:
        found.append(
            ngettext(
                "It opens at %(time)s, %(num)s day ahead.", "It opens at %(time)s, %(num)s days ahead.", visit.days_ahead, time=visit.release_hour
            )
        )
    elif visit.days_ahead is not None:
        found.append(ngettext("One can book up to %(num)s day ahead.", "One can book up to %(num)s days ahead.", visit.days_ahead))
    elif visit.release_hour:
        found.append(_("New places are released at %(time)s.", time=visit.release_hour))
    if visit.channel:
        found.append(_("Book by: %(ways)s.", ways=_(", ").join(i18n.label(way) for way in visit.channel)))
    return found


def fact_words(visit: Visit) -> list[str]:
    """Give the facts that are yes or no; one that is unknown says nothing here."""
    sentences = [
        (visit.walk_in, _("Walk-in is possible."), _("Nobody is let in without booking.")),
        (visit.passport_accepted, _("A passport is accepted."), _("A passport is not accepted.")),
        (visit.without_wechat, _("It can be done without WeChat."), _("WeChat is needed.")),
        (visit.step_free, _("The way in has no steps."), _("The way in has steps.")),
        (visit.english_spoken, _("English is spoken."), _("English is not spoken.")),
        (visit.children, _("Good with children."), _("Not for children.")),
    ]
    return [yes if value else no for value, yes, no in sentences if value is not None]


def told_words(visit: Visit) -> list[Markup | str]:
    """Give how one pays, what happens to those who do not come, and the note."""
    found: list[Markup | str] = []
    if visit.payment:
        found.append(_("Payment: %(ways)s.", ways=_(", ").join(i18n.label(way) for way in visit.payment)))
    if visit.no_show:
        sentence = Markup(_("For those who book and do not come: %(rule)s"))  # noqa: S704  (our own catalogue)
        found.append(sentence % {"rule": i18n.say(visit.no_show)})
    if visit.note:
        found.append(i18n.say(visit.note))
    return found


def init_app(app: Flask) -> None:
    """Let templates use these."""
    app.jinja_env.globals.update(getting_in=getting_in)
