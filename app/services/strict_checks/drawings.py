"""No two pages wear the same drawing: any list of any of them is then without repeats.

Editions are the exception: they wear their series' motif, and differ from it and from one another.
"""

from collections import defaultdict
from collections.abc import Iterator

from app.documents.event import EventDocument
from app.services.cards import cover_of
from app.services.checking import CheckedFile
from app.services.covers.choosing import free_variation
from app.services.strict_checks.guide import Guide
from app.vocabulary import Family


def same_drawings(guide: Guide) -> Iterator[str]:
    """Give every page whose drawing another page wears, with a variation that is free."""
    series: dict[str, list[CheckedFile]] = defaultdict(list)
    for file in guide.files:
        if file.family is Family.SERIES:
            series[file.slug].insert(0, file)
        elif isinstance(file.document, EventDocument) and file.document.series:
            series[file.document.series].append(file)
    yield from repeated(list(guide.pages))
    for family in series.values():
        yield from repeated(family)


def repeated(files: list[CheckedFile]) -> Iterator[str]:
    """Give every file whose drawing one before it has, with the first variation that none of them has."""
    worn: dict[tuple[str, int], list[CheckedFile]] = defaultdict(list)
    for file in files:
        drawing = cover_of(file.document, file.slug)
        worn[drawing.motif, drawing.variation].append(file)
    for (motif, variation), alike in worn.items():
        free = free_variation(motif, {number for name, number in worn if name == motif})
        hint = f"variation {free} is free" if free is not None else "no variation is free; choose another motif"
        for file in alike[1:]:
            yield f"{file.address}.yaml: cover: {motif} {variation} is the drawing of {alike[0].address}; {hint}"
