"""A run that tries the external links of the live pages, those tried longest ago first, and writes down what came of it.

Nothing is open in the database while the network is waited for. A machine without a way out would find every link broken:
while no server at all has answered, such failures wait, and where none ever answers they are not kept.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import clock
from app.extensions import db
from app.models.truth import TriedLink
from app.services.transactions import writing
from app.services.truth import standing
from app.services.truth.hosts import LONGEST
from app.services.truth.reasons import Reason
from app.services.truth.trying import Asking, Tried, try_address

SILENT = frozenset({Reason.NO_NAME, Reason.TIMED_OUT, Reason.UNREACHABLE})
NO_SIGN = SILENT | {Reason.PRIVATE, Reason.UNFIT}
FEW_HOSTS = 5
AT_ONCE = 500


@dataclass(frozen=True)
class Bounds:
    """How many addresses a run tries at most, for how long, and how long it leaves a host in peace between two of them."""

    most: int = 200
    seconds: float = 600.0
    per_host_s: float = 1.0


@dataclass
class Run:
    """What a run did: what came of each address tried, how many wait for the next run, how many rows went, and whether it was kept."""

    tried: dict[str, Tried] = field(default_factory=dict)
    waiting: int = 0
    removed: int = 0
    too_long: int = 0
    is_kept: bool = True
    is_offline: bool = False

    @property
    def broken(self) -> list[str]:
        """The addresses that are broken."""
        return [address for address, tried in self.tried.items() if tried.is_broken]

    def count(self, of: Callable[[Tried], bool]) -> int:
        """Give how many tries are so."""
        return sum(map(of, self.tried.values()))


def run(asking: Asking, bounds: Bounds, *, moved_on: Callable[[int, int], None] = lambda _done, _total: None) -> Run:
    """Try what is due within bounds, and give what was done; `moved_on` hears how far it is."""
    done = Run()
    addresses = due(db.session(), done)
    done.removed, done.is_kept = tidy(set(addresses))
    chosen, until = addresses[: bounds.most], time.monotonic() + bounds.seconds
    asked_at: dict[str, float] = {}
    held: list[str] = []
    for number, address in enumerate(chosen):
        wait_for(host_named(address), asked_at, bounds.per_host_s, until)
        left = until - time.monotonic()
        if left <= 0:
            break
        done.tried[address] = try_address(address, asking, left)
        asked_at[host_named(address)] = time.monotonic()
        held = keep_or_hold(done, held, address)
        moved_on(number + 1, len(chosen))
    finish(done, held)
    done.waiting = len(addresses) - len(done.tried)
    return done


def due(session: Session, done: Run) -> list[str]:
    """Give every address of the live pages once, those never tried first, then those tried longest ago; what is too long is only counted."""
    found = dict.fromkeys(one.asked for one in standing.live(session))
    tried_at: Mapping[str, datetime] = dict(session.execute(select(TriedLink.address, TriedLink.tried_at)).all())
    session.rollback()
    fit = [address for address in found if len(address) <= LONGEST]
    done.too_long = len(found) - len(fit)
    return sorted(fit, key=lambda address: (tried_at.get(address, datetime.min), address))


def tidy(addresses: set[str]) -> tuple[int, bool]:
    """Remove what is known of addresses that no live page has any more; give how many, and whether the database can be written."""
    session = db.session()
    gone = [address for address in session.scalars(select(TriedLink.address)) if address not in addresses]
    session.rollback()
    try:
        for start in range(0, max(len(gone), 1), AT_ONCE):
            with writing() as writer:
                writer.execute(delete(TriedLink).where(TriedLink.address.in_(gone[start : start + AT_ONCE])))
    except DBAPIError:
        return 0, False
    return len(gone), True


def host_named(address: str) -> str:
    """Give the host that an address names, as far as it can be read."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def wait_for(host: str, asked_at: Mapping[str, float], seconds: float, until: float) -> None:
    """Leave a host in peace for a while after it was asked, but not beyond the end of the run."""
    now = time.monotonic()
    time.sleep(max(0.0, min(asked_at.get(host, now - seconds) + seconds, until) - now))


def keep_or_hold(done: Run, held: list[str], address: str) -> list[str]:
    """Keep what came of an address, and what waited before it; give what still waits for a first answer of anybody."""
    reason = done.tried[address].reason
    if reason in SILENT and all(tried.reason in NO_SIGN for tried in done.tried.values()):
        return [*held, address]
    if reason in NO_SIGN:
        keep(done, [address])
        return held
    keep(done, [*held, address])
    return []


def finish(done: Run, held: list[str]) -> None:
    """Keep what waited, unless so many hosts fell silent at once that it is our own network that fails."""
    session = db.session()
    failing = set(session.scalars(select(TriedLink.address).where(TriedLink.failing_since.is_not(None)))) if held else set()
    session.rollback()
    done.is_offline = len({host_named(address) for address in held if address not in failing}) >= FEW_HOSTS
    if not done.is_offline:
        keep(done, held)
        return
    for address in held:
        del done.tried[address]


def keep(done: Run, addresses: list[str]) -> None:
    """Write down what came of some addresses, each in a short transaction; note when the database refuses."""
    for address in addresses if done.is_kept else ():
        try:
            with writing() as session:
                note(session, address, done.tried[address], clock.to_utc(clock.now()))
        except DBAPIError:
            done.is_kept = False
            return


def note(session: Session, address: str, tried: Tried, now: datetime) -> None:
    """Write down what came of an address: since when it fails is kept from the first failure, and goes with the first answer."""
    row = session.get(TriedLink, address) or TriedLink(address=address, failing_since=None)
    row.status, row.reason, row.tried_at = tried.status, tried.reason.value if tried.reason else "", now
    row.failing_since = (row.failing_since or now) if tried.is_broken else None
    session.add(row)
