"""Which answers may be kept: only what the application offers, and what is the same for everyone."""

from math import inf, nan

from app.page_cache.answer import Answer


def body_to_keep(answer: Answer, *, since: float, limit: int) -> bytes | None:
    """Reads the body of an answer that may be kept; None when it may not: then it goes on as it is."""
    # Not `until <= since`: a time that cannot be read is not a number and keeps nothing.
    if not until(answer) > since or not _is_for_everyone(answer):
        return None
    stated = answer.header("content-length")
    if stated is not None and not (stated.isdecimal() and int(stated) <= limit):
        return None
    body = answer.collect(limit)
    return body if body is not None and stated in (None, str(len(body))) else None


def until(answer: Answer) -> float:
    """Gives the moment at which the text can change; infinity when only the version of the site moves it."""
    try:
        return float(answer.header("x-page-until") or inf)
    except ValueError:
        return nan


def _is_for_everyone(answer: Answer) -> bool:
    vary = {name.strip().lower() for name in (answer.header("vary") or "").split(",")}
    limits = {name.strip().lower() for name in (answer.header("cache-control") or "").split(",")}
    return (
        answer.status.startswith("200")
        and answer.header("x-page-cache") == "keep"
        and answer.header("set-cookie") is None
        and answer.header("content-encoding") is None
        and vary <= {"", "accept-encoding"}
        and limits.isdisjoint({"no-store", "private"})
    )
