"""Suggestions while one types: names, series, neighbourhoods, kinds and interests, from a sorted list that follows the change log.

Nothing is asked of the index, and nothing of the database while nothing changed.
"""

import threading
from collections import Counter
from collections.abc import Callable, Collection
from typing import NamedTuple

from flask import current_app
from sqlalchemy.orm import Session

from app.services import site_version
from app.services.search import entries, following
from app.services.search.beginnings import Beginnings, Held
from app.services.search.entries import STANDING_BITS, Entry, Use
from app.services.search.following import Version
from app.services.search.name_forms import Form, letters_of
from app.vocabulary import Family

MOST = 8
MANY_CHANGES = 500
REMEMBERED = 4_000
WHAT_LASTS = (Family.PLACE, Family.SERIES)


class Graded(NamedTuple):
    """Whose a form is, the alias it comes from, and how well it fits, 0 best: when it is all of what was typed, or has it inside."""

    entry: Entry
    alias: str | None
    whole: int
    inside: int


class Suggestion(NamedTuple):
    """An entry, and the alias that was begun when it was not the name."""

    entry: Entry
    alias: str | None


class Names:
    """Every public name of a site, for one process; `read_version` tells at little cost whether anything changed."""

    def __init__(self, read_version: Callable[[], Version | None]) -> None:
        self._read_version = read_version
        self._lock = threading.Lock()
        self._version: Version | None = None
        self._forget_all()

    def suggest(self, typed: str, session: Callable[[], Session]) -> list[Suggestion]:
        """Give at most eight suggestions for one Chinese character, two letters or more; `session` is asked for only after a change."""
        found = self.at_once(typed)
        if found is None:
            with self._lock:
                self._follow(session())
                found = self._found(letters_of(typed))
        return found

    def at_once(self, typed: str) -> list[Suggestion] | None:
        """Give the same when nothing changed since the names were read, else None; the database is not asked."""
        letters = letters_of(typed)
        if len(letters) < 2 and letters.isascii():
            return []
        with self._lock:
            return self._found(letters) if self._version is not None and self._read_version() == self._version else None

    def _found(self, letters: str) -> list[Suggestion]:
        found = self._remembered.get(letters)
        if found is None:
            found = self._best(letters)
            if len(self._remembered) < REMEMBERED:
                self._remembered[letters] = found
        return found

    def _forget_all(self) -> None:
        self._remembered: dict[str, list[Suggestion]] = {}
        self._forms: Beginnings[Graded] = Beginnings()
        self._numbers: dict[int, range] = {}
        self._uses: dict[int, list[Use]] = {}
        self._used: Counter[Use] = Counter()
        for entry, forms in entries.words():
            self._forms.add(held(entry, form) for form in forms)

    def _follow(self, session: Session) -> None:
        version = following.newest(session)
        if version == self._version:
            return
        changed = self._changed(session, version)
        if changed is None or self._forms.dropped > len(self._forms):
            self._forget_all()
            self._take_in(session, None)
        else:
            self._remembered = {}
            self._drop(changed)
            self._take_in(session, changed)
        self._version = version

    def _changed(self, session: Session, version: Version) -> set[int] | None:
        """Give the pages to read again, or None for all of them."""
        if self._version is None or self._version[0] != version[0] or version[1] < self._version[1]:
            return None
        changed = following.changed_since(session, self._version[1], version[1])
        numbers = {number for number in changed if number is not None}
        return None if None in changed or len(numbers) > MANY_CHANGES else numbers

    def _drop(self, numbers: Collection[int]) -> None:
        for number in numbers:
            self._forms.drop(self._numbers.pop(number, ()))
            self._used.subtract(self._uses.pop(number, ()))

    def _take_in(self, session: Session, numbers: Collection[int] | None) -> None:
        read = list(entries.pages(session, numbers))
        first = self._forms.add(held(page.entry, form) for page in read for form in page.forms).start
        for page in read:
            self._numbers[page.number] = range(first, first + len(page.forms))
            self._uses[page.number] = page.uses
            self._used.update(page.uses)
            first += len(page.forms)

    def _best(self, letters: str) -> list[Suggestion]:
        """Give the entries that fit best; a kind or an interest that no public page has is left out."""
        best: dict[Entry, tuple[int, str | None]] = {}
        enough, heaviest = set[Entry](), 0
        for (entry, alias, whole, inside), weight, is_first, is_end in self._forms.find(letters):
            if len(enough) == MOST and weight > heaviest:
                break
            if entry.is_word and self._used[entry.use] < 1:
                continue
            if not is_end and len(enough) < MOST:
                enough.add(entry)
                heaviest = weight
            grade = weight >> STANDING_BITS if not is_end else whole if is_first else inside
            if entry not in best or grade < best[entry][0]:
                best[entry] = grade, alias
        chosen = sorted(best.items(), key=lambda pair: (pair[1][0], pair[0].standing))[:MOST]
        return [Suggestion(entry, alias) for entry, (_grade, alias) in chosen]


def held(entry: Entry, form: Form) -> Held[Graded]:
    """Give a form with how well it fits: names before aliases and initials, editions of a series after all else.

    A whole alias counts nearly as much as a name for a place or a series only: for others it is a topic. The weight is the
    grade, then what a number can say of the standing.
    """
    is_name = form.alias is None and not form.is_short
    whole = 0 if is_name else 1 if entry.family in WHAT_LASTS or entry.is_word else 2
    begun = (2 if is_name else 4) + (4 if entry.is_edition else 0)
    owner, rank = Graded(entry, form.alias, whole, begun + 1), entry.rank
    return Held(form.parts, owner, begun << STANDING_BITS | rank, (begun + 1) << STANDING_BITS | rank)


def the_names() -> Names:
    """Give the names of the current application's site."""
    found: Names | None = current_app.extensions.get("names")
    if found is None:
        read_version = site_version.reader(current_app.config["SETTINGS"].database_url)
        found = current_app.extensions.setdefault("names", Names(read_version))
    return found
