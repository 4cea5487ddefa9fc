"""Random edits of documents, each leaving a mark by which it can be found again."""

import copy
import random
from typing import Any

from app.services.content_files import plain
from app.vocabulary import Family
from tests.factories import document

PLACES = ["changdian", "rongbaozhai", "zhimeizhai", "liulichang", "daguanlou", "neiliansheng"]


def stop(place: str) -> dict[str, Any]:
    """One stop at a place."""
    return {"place": place, "text": {"zh": f"看{place}", "en": f"See {place}"}}


def trail() -> dict[str, Any]:
    """A trail with four stops and two sources, as plain values."""
    sources = [{"kind": "press", "title": {"zh": name, "en": name}} for name in ("甲报", "乙报")]
    made = document(Family.TRAIL, stops=[stop(place) for place in PLACES[:4]], sources=sources, also_known_as=["书街"])
    return plain(made)


def event() -> dict[str, Any]:
    """An event with dates and one change, as plain values."""
    schedule = [{"starts": "2027-02-06", "ends": "2027-02-10", "opens": "09:00", "closes": "17:00"}]
    changes = [{"of": "2027-02-07T09:00", "status": "full"}]
    return plain(document(Family.EVENT, schedule=schedule, changes=changes, venues=[{"place": "changdian"}]))


def edit(rng: random.Random, values: dict[str, Any], mark: str) -> dict[str, Any]:
    """Give values with one random edit that writes `mark` somewhere."""
    made = copy.deepcopy(values)
    deeds = [edit_text, edit_other_language, add_name, add_source, edit_source]
    deeds += [edit_stop, edit_stop, add_stop, edit_look_for] if "stops" in made else [edit_change, add_change]
    rng.choice(deeds)(rng, made, mark)
    return made


def edit_text(rng: random.Random, values: dict[str, Any], mark: str) -> None:
    values[rng.choice(["name", "summary", "body"])]["zh"] = mark


def edit_other_language(rng: random.Random, values: dict[str, Any], mark: str) -> None:
    values[rng.choice(["name", "summary", "body"])]["en"] = mark


def add_name(rng: random.Random, values: dict[str, Any], mark: str) -> None:
    names = values.setdefault("also_known_as", [])
    names.insert(rng.randint(0, len(names)), mark)


def add_source(rng: random.Random, values: dict[str, Any], mark: str) -> None:
    values["sources"].insert(rng.randint(0, len(values["sources"])), {"kind": "reference", "title": {"zh": mark}})


def edit_source(rng: random.Random, values: dict[str, Any], mark: str) -> None:
    rng.choice(values["sources"])["title"]["en"] = mark


def edit_stop(rng: random.Random, values: dict[str, Any], mark: str) -> None:
    rng.choice(values["stops"])["text"][rng.choice(["zh", "en"])] = mark


def edit_look_for(rng: random.Random, values: dict[str, Any], mark: str) -> None:
    rng.choice(values["stops"])["look_for"] = {"zh": mark}


def add_stop(rng: random.Random, values: dict[str, Any], mark: str) -> None:
    unused = [place for place in PLACES if place not in {one.get("place") for one in values["stops"]}]
    made = stop(rng.choice(unused or PLACES)) | {"text": {"zh": mark}}
    values["stops"].insert(rng.randint(1, len(values["stops"])), made)


def edit_change(rng: random.Random, values: dict[str, Any], mark: str) -> None:
    changes = values.setdefault("changes", [])
    (rng.choice(changes) if changes else changes.append({"of": "2027-02-09T09:00", "status": "full"}) or changes[0])["note"] = {"zh": mark}


def add_change(rng: random.Random, values: dict[str, Any], mark: str) -> None:
    day = f"2027-02-{rng.randint(6, 10):02d}T09:00"
    others = [change for change in values.get("changes", []) if change["of"] != day]
    values["changes"] = [*others, {"of": day, "status": "cancelled", "note": {"zh": mark}}]


def move_or_remove(rng: random.Random, values: dict[str, Any]) -> dict[str, Any]:
    """Give values with entries moved about, and perhaps one taken away."""
    made = copy.deepcopy(values)
    for name in ("stops", "sources", "changes"):
        entries = made.get(name, [])
        if len(entries) > 2 and rng.random() < 0.5:
            entries.pop(rng.randrange(len(entries)))
        rng.shuffle(entries)
    return made


def words_in(values: Any) -> set[str]:
    """Every text in some values."""
    if isinstance(values, dict):
        return {word for value in values.values() for word in words_in(value)}
    if isinstance(values, list):
        return {word for value in values for word in words_in(value)}
    return {values} if isinstance(values, str) else set()
