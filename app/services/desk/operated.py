"""What operations change in a document: status, changes of dates, closures; and how later deeds outlive older texts.

Each deed has a key: the status of an event, the change of one date, the closure of a place from one day on, the closures
of one stop or of the way to it. A key is touched when any text published since says another thing about it.
"""

import copy
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.page import Page, Revision
from app.services.desk.heads import content_of
from app.services.desk.pairing import key_of

STATUS = ("status", "status_note", "previously")
LISTS = {"changes": "of", "hours_exceptions": "starts"}
Key = tuple[Any, ...]
Deeds = dict[Key, Any]


def deeds_of(values: dict[str, Any]) -> Deeds:
    """Give what a document says of deeds, by key; what it does not say is left out."""
    status = {name: values[name] for name in STATUS if name in values}
    found: Deeds = {("status",): status} if status else {}
    for name, key in LISTS.items():
        found |= {(name, entry[key]): entry for entry in values.get(name, ())}
    for stop, named in stops_of(values):
        found |= {("stop", named): stop["closures"]} if stop.get("closures") else {}
        found |= {("leg", named): stop["leg"]["closures"]} if (stop.get("leg") or {}).get("closures") else {}
    return found


def stops_of(values: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Key]]:
    """Give the stops of a trail, each with what names it: its place, and the how-manieth stop there it is."""
    seen: dict[Any, int] = {}
    for stop in values.get("stops", ()):
        name = key_of("stops", stop)
        seen[name] = seen.get(name, 0) + 1
        yield stop, (name, seen[name])


def touched_since(session: Session, page: Page, number: int) -> set[Key]:
    """Give the keys about which any text published after revision `number` says another thing than that revision."""
    before = deeds_of(content_of(session, page, number))
    later = select(Revision.content).where(Revision.page_id == page.id, Revision.published_at.is_not(None), Revision.number > number)
    found: set[Key] = set()
    for content in [*session.scalars(later), page.content]:
        after = deeds_of(content)
        found |= {key for key in {*before, *after} if before.get(key) != after.get(key)}
    return found


def with_deeds(values: dict[str, Any], live: dict[str, Any], keys: Iterable[Key]) -> dict[str, Any]:
    """Give values in which, for some keys, stands what the live text says; a stop that is gone takes its closures along."""
    made, deeds = copy.deepcopy(values), deeds_of(live)
    for key in sorted(keys, key=repr):
        if key[0] == "status":
            set_status(made, deeds.get(key, {}))
        elif key[0] in LISTS:
            set_entry(made, key, deeds.get(key))
        else:
            set_closures(made, key, deeds.get(key))
    return made


def set_status(values: dict[str, Any], status: dict[str, Any]) -> None:
    """Set the status of an event with its note and its former date."""
    for name in STATUS:
        values.pop(name, None)
    values.update(status)


def set_entry(values: dict[str, Any], key: Key, entry: Any) -> None:
    """Set or take away the entry of one day in a list."""
    name, day = key
    entries = list(values.get(name, ()))
    place = next((number for number, found in enumerate(entries) if found[LISTS[name]] == day), len(entries))
    entries[place : place + 1] = [] if entry is None else [entry]
    values.pop(name, None)
    if entries:
        values[name] = entries


def set_closures(values: dict[str, Any], key: Key, closures: Any) -> None:
    """Set or take away the closures of one stop, or of the way to it; nothing leads to the first."""
    for number, (stop, named) in enumerate(stops_of(values)):
        if named != key[1] or (key[0] == "leg" and number == 0):
            continue
        holder = stop if key[0] == "stop" else stop.setdefault("leg", {})
        holder.pop("closures", None)
        if closures:
            holder["closures"] = closures
        if stop.get("leg") == {}:
            del stop["leg"]


def all_keys(*documents: dict[str, Any]) -> set[Key]:
    """Give every key about which any of some documents says something."""
    return {key for values in documents for key in deeds_of(values)}
