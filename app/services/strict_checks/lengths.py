"""Is every text there in both languages, and as long as its kind of page asks?"""

from collections.abc import Iterator
from typing import NamedTuple

from app.documents.place import PlaceDocument
from app.rules.text import count_chinese, count_words
from app.services.checking import CheckedFile
from app.services.strict_checks.guide import Guide, texts_of
from app.vocabulary import Family

MOST_BRIEF = 0.6


class Bounds(NamedTuple):
    """The least and most that a text may have: Chinese characters, English words."""

    least_zh: int
    most_zh: int
    least_en: int
    most_en: int


# What is asked of a place is asked of every introduction: the shortest good one of a series or neighbourhood has as much.
INTRODUCTION = Bounds(120, 400, 80, 250)
BRIEF = Bounds(30, 119, 20, 79)
# A story carries its subject; an edition only says what sets it apart from its series.
BODIES = {
    Family.PLACE: INTRODUCTION,
    Family.SERIES: INTRODUCTION,
    Family.TRAIL: INTRODUCTION,
    Family.NEIGHBOURHOOD: INTRODUCTION,
    Family.STORY: Bounds(300, 900, 200, 600),
}


def missing_english(file: CheckedFile, _guide: Guide) -> Iterator[str]:
    """Give every text, sources included, that has no English."""
    for path, text in texts_of(file.document):
        if not text.en:
            yield f"{path}.en: is missing"
    for number, source in enumerate(file.document.sources, 1):
        if not source.title.en:
            yield f"sources[{number}].title.en: is missing"


def unfit_lengths(file: CheckedFile, _guide: Guide) -> Iterator[str]:
    """Give a body that is shorter or longer than its kind of page asks."""
    document = file.document
    bounds = BRIEF if isinstance(document, PlaceDocument) and document.depth == "brief" else BODIES.get(file.family)
    if bounds is None:
        return
    zh, en = count_chinese(document.body.zh), count_words(document.body.en)
    if not bounds.least_zh <= zh <= bounds.most_zh:
        yield f"body.zh: has {zh} Chinese characters; {bounds.least_zh} to {bounds.most_zh} are asked"
    if not bounds.least_en <= en <= bounds.most_en:
        yield f"body.en: has {en} words; {bounds.least_en} to {bounds.most_en} are asked"


def too_many_brief(guide: Guide) -> Iterator[str]:
    """Give one fault when more than three places in five are brief."""
    places = [file.document for file in guide.files if isinstance(file.document, PlaceDocument)]
    brief = sum(place.depth == "brief" for place in places)
    if brief > MOST_BRIEF * len(places):
        yield f"places: depth: {brief} of {len(places)} are brief; at most {int(MOST_BRIEF * len(places))} may be"
