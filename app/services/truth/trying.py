"""Trying one external address: HEAD, then GET where that says little; sent on a few times, each step checked anew."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from app.services.truth import hosts, wire
from app.services.truth.hosts import LONGEST, LONGEST_ON_THE_WAY, MOST_ADDRESSES, PORTS, Target, target_of
from app.services.truth.reasons import NotTried, Reason
from app.services.truth.wire import Answer, Limits, Patience

SENT_ON, FOR_GOOD = frozenset({301, 302, 303, 307, 308}), frozenset({301, 308})
GONE, TOO_OFTEN = frozenset({404, 410}), 429
RETRIED = frozenset({Reason.NOT_HTTP, Reason.CLOSED, Reason.TIMED_OUT})


@dataclass(frozen=True)
class Asking:
    """How addresses are asked: under which name, who resolves, which internet addresses and ports are allowed, within which limits."""

    agent: str
    resolve: Callable[[str, float], list[str]] = hosts.resolve
    is_allowed: Callable[[str], bool] = hosts.is_for_all
    ports: frozenset[int] = PORTS
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    limits: Limits = field(default_factory=Limits)


class Tried(NamedTuple):
    """What came of a try: a status, or why there was none; a status may have a word beside it."""

    status: int | None
    reason: Reason | None = None

    @property
    def is_broken(self) -> bool:
        """Whether a visitor would find nothing there either: gone, an error of the server, or no answer."""
        if self.status is None or self.reason is Reason.REDIRECTS:
            return self.reason is not Reason.UNFIT
        return self.status in GONE or 500 <= self.status < 600

    @property
    def is_for_people_only(self) -> bool:
        """Whether a server answered, but not to a machine: forbidden, too often, not without signing in."""
        return self.status is not None and self.status >= 400 and not self.is_broken


def try_address(address: str, asking: Asking, seconds: float | None = None) -> Tried:
    """Try an address once, at most as long as its limits and `seconds` say, and give what came of it."""
    limits = asking.limits
    patience = Patience(limits.whole_s if seconds is None else min(limits.whole_s, seconds))
    here, is_for_good = address, True
    try:
        for step in range(limits.redirects + 1):
            target = target_of(here, ports=asking.ports, longest=LONGEST_ON_THE_WAY if step else LONGEST)
            answer = answer_of(target, asking, patience)
            if answer.status not in SENT_ON:
                has_moved = step > 0 and is_for_good and answer.status < 300 and is_elsewhere(address, here)
                return Tried(answer.status, Reason.MOVED if has_moved else None)
            if not answer.location:
                return Tried(answer.status, Reason.REDIRECTS)
            is_for_good = is_for_good and answer.status in FOR_GOOD
            here = next_of(here, answer.location)
    except NotTried as refused:
        return Tried(None, refused.reason)
    return Tried(None, Reason.REDIRECTS)


def answer_of(target: Target, asking: Asking, patience: Patience) -> Answer:
    """Give what a server answers to HEAD, or to GET where it does not know HEAD, or says that there is nothing."""
    addresses = addresses_of(target.host, asking, patience)

    def ask(method: str) -> Answer:
        return wire.ask(target, addresses, method, agent=asking.agent, context=asking.context, limits=asking.limits, patience=patience)

    try:
        answer = ask("HEAD")
    except NotTried as refused:
        if refused.reason not in RETRIED or not refused.is_after_connecting:
            raise
        return ask("GET")
    return answer if answer.status < 400 or answer.status == TOO_OFTEN else ask("GET")


def addresses_of(host: str, asking: Asking, patience: Patience) -> list[str]:
    """Give the internet addresses of a host; raise NotTried when one of them is not allowed, so that none is ever chosen by chance."""
    found = asking.resolve(host, patience.at_most(asking.limits.connect_s))
    if not found:
        raise NotTried(Reason.NO_NAME)
    if not all(asking.is_allowed(address) for address in found):
        raise NotTried(Reason.PRIVATE)
    return found[:MOST_ADDRESSES]


def next_of(here: str, location: str) -> str:
    """Give where a server sends one on to; bytes beyond ASCII, as some servers send them, are written as addresses write them."""
    try:
        return urljoin(here, "".join(one if one.isascii() else quote(one.encode("latin-1", "replace")) for one in location)).partition("#")[0]
    except ValueError:
        raise NotTried(Reason.UNFIT) from None


def is_elsewhere(first: str, last: str) -> bool:
    """Whether two addresses differ in more than http and https, www, and a slash at the end."""

    def bare(address: str) -> tuple[str, str, str]:
        parts = urlsplit(address)
        return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query

    return bare(first) != bare(last)
