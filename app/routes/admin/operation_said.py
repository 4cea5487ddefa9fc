"""What was done at once, in words for the desk."""

from datetime import date
from typing import Any

from app import formatting, i18n
from app.i18n import _
from app.services.desk import operations
from app.services.desk.done_since import Done
from app.vocabulary import Status


def of_words(of: str) -> str:
    """Say which date an original start names."""
    day, _sign, time = of.partition("T")
    return f"{formatting.day(date.fromisoformat(day), i18n.code())} {time}".strip()


def done_words(done: Done) -> str:
    """Say what an operation did."""
    detail = done.detail
    if done.deed == operations.STATUS:
        status = i18n.label(Status(detail["status"]))
        return f"{of_words(detail['of'])}: {status}" if detail.get("of") else _("the whole event: %(status)s", status=status)
    if done.deed in {operations.CLOSED, operations.OPENED}:
        return closure_words(detail, is_closed=done.deed == operations.CLOSED)
    return _("withdrawn") if done.deed == operations.WITHDRAWN else _("put back")


def closure_words(detail: dict[str, Any], *, is_closed: bool) -> str:
    """Say which days something is closed, or that it is open again."""
    part = stop_words(detail["stop"], is_leg=detail["leg"]) if detail.get("stop") else ""
    days = (
        formatting.span(detail["starts"], detail["ends"], i18n.code())
        if detail["ends"]
        else _("from %(day)s until further notice", day=of_words(detail["starts"]))
    )
    said = _("closed: %(days)s", days=days) if is_closed else _("open again (%(days)s)", days=days)
    return f"{part} · {said}" if part else said


def stop_words(number: int, *, is_leg: bool) -> str:
    """Say which stop, or the way to it."""
    return _("the way to stop %(number)s", number=number) if is_leg else _("stop %(number)s", number=number)
