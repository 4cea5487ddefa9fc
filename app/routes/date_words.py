"""What lists and pages say of a date: its day and times, a run in one line, what was changed, what comes later."""

from flask import Flask

from app import clock, formatting, i18n
from app.i18n import _, ngettext
from app.queries.occurrences import Dated
from app.vocabulary import Shape, Status


def times(date: Dated) -> str:
    """Give the hours of a date: 09:30–16:30, 23:00–01:00 (next day), from 19:30; empty when they are not known."""
    if not date.opens:
        return ""
    if not date.closes:
        return _("from %(time)s", time=date.opens)
    if date.closes <= date.opens and not date.is_long:
        return _("%(opens)s–%(closes)s (next day)", opens=date.opens, closes=date.closes)
    return f"{date.opens}–{date.closes}"


def when_words(date: Dated, has_begun: bool = False) -> str:
    """Give when something is, in one line; a run or a rule is said once for all its days, a run that has begun by its end."""
    rule = rule_words(date, has_begun)
    if date.shape is Shape.RUN and rule:
        return rule
    if date.is_open_ended:
        if has_begun:
            return _("until further notice")
        return _("from %(day)s until further notice", day=formatting.partial(date.starts, i18n.code()))
    said = formatting.span(*date.shown, i18n.code())
    if not date.is_end_known:
        return _("from %(day)s, end not known", day=said)
    hours = times(date)
    return f"{said} {hours}" if hours else said


def has_begun(date: Dated) -> bool:
    """Whether something long has begun, to the day, so that only its end is worth saying."""
    return date.is_long and date.starts_at.date() <= clock.today()


def rule_words(date: Dated, has_begun: bool = False) -> str:
    """Give the line of the schedule that a date comes from, in words; empty for a plain date."""
    lines = date.card.card.get("when") or []
    line = lines[date.entry] if date.entry < len(lines) else None
    return i18n.in_language(line["begun"] if has_begun else line) if line else ""


def later_words(date: Dated) -> str:
    """Give how many dates follow a single one; empty when it is the last."""
    if date.shape is not Shape.DATE or not date.later:
        return ""
    return ngettext("%(num)s more date", "%(num)s more dates", date.later)


def moved_words(date: Dated) -> str:
    """Give the day a date was moved from: the old link must explain what happened."""
    if not date.moved_from:
        return ""
    day, _separator, time = date.moved_from.partition("T")
    same_day = day == date.starts
    return _("first announced for %(when)s", when=time if same_day and time else formatting.partial(day, i18n.code(), True))


def status_words(date: Dated) -> str:
    """Give the status of a date when it is not as planned, else nothing."""
    return "" if date.status is Status.SCHEDULED else i18n.label(date.status)


def init_app(app: Flask) -> None:
    """Let templates use these."""
    app.jinja_env.globals.update(
        has_begun=has_begun,
        when_words=when_words,
        rule_words=rule_words,
        later_words=later_words,
        moved_words=moved_words,
        date_times=times,
    )
