"""The almanac of a year: editions and expected windows of every series, by season, among festivals and solar terms."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from app import clock
from app.queries.almanac import Edition, stretch
from app.queries.occurrences import Dated
from app.queries.pages import Card
from app.rules import expected
from app.rules.expected import Rule, Window
from app.rules.expected_words import reason
from app.rules.lunar import Festival, Term, festival_days, lunar_label, solar_terms
from app.services.expecting import LONGEST_WINDOW
from app.vocabulary import Certainty

FIRST_YEAR, LAST_YEAR = 2024, 2035
"""The years that have an almanac: those whose lunar days were checked against other calendars."""
SEASONS = {"立春": "spring", "立夏": "summer", "立秋": "autumn", "立冬": "winter"}
BEFORE_SPRING = "before-spring"


class Entry(NamedTuple):
    """One entry of the almanac under the day by which it stands: a festival or term, or a date and, if expected, why."""

    day: date
    mark: Festival | Term | None = None
    date: Dated | None = None
    reason: dict[str, str] | None = None

    @property
    def lunar(self) -> dict[str, str]:
        """Its lunar date in both languages, without the word that says it is lunar."""
        return {"zh": lunar_label(self.day, "zh").removeprefix("农历"), "en": lunar_label(self.day, "en")}


class Season(NamedTuple):
    """A season of the solar year with its entries in order; `key` is before-spring, spring, summer, autumn or winter."""

    key: str
    entries: list[Entry]


class Almanac(NamedTuple):
    """A year by seasons; editions without known dates; series without an edition on record, and those without any date.

    A past year has no expected dates. A series that is not held in the year is left out.
    """

    seasons: list[Season]
    undated: list[Card]
    unrecorded: list[Card]
    unreckoned: list[Card]


def almanac(year: int, cards: Iterable[Card], editions: Iterable[Edition], today: date) -> Almanac:
    """Give the almanac of a year from the cards of all series and the editions of the year and the one before it."""
    entries = list(marks_of(year))
    found = Almanac([], [], [], [])
    of_series: dict[int, list[Edition]] = {}
    for edition in editions:
        of_series.setdefault(edition.series_id, []).append(edition)
    for card in cards:
        own = of_series.get(card.id, [])
        entries += [entry for edition in own for entry in of_edition(edition, year)]
        found.undated.extend(edition.card for edition in own if edition.whole is None and edition.is_of(year))
        rule = rule_of(card)
        is_on_record = any(edition.is_of(year) for edition in own)
        if rule is None or is_endless(rule, year):
            found.unreckoned.extend([] if is_on_record else [card])
            continue
        windows = open_windows(rule, year, own, today)
        entries += [of_window(card, rule, window, year) for window in windows]
        is_due = any(window.first_day.year == year for window in windows_in(rule, year))
        is_awaited = any(window.first_day.year == year for window in windows)
        found.unrecorded.extend([card] if is_due and not is_awaited and not is_on_record else [])
    found.seasons.extend(by_season(entries))
    return found


def rule_of(card: Card) -> Rule | None:
    """Give the rule of a series by which dates can be reckoned; None for one that gives none."""
    text = card.card.get("rule")
    rule = expected.parse(text) if text else None
    return rule if rule and rule.regularity is expected.Regularity.DATED else None


def is_endless(rule: Rule, year: int) -> bool:
    """Whether the window of a year is so long that it tells nothing."""
    window = rule.window(year)
    return window is not None and window.last_day - window.first_day > LONGEST_WINDOW


def windows_in(rule: Rule, year: int) -> list[Window]:
    """Give the windows that touch a year, by their first day: one may have begun in the year before."""
    windows = [window for number in (year - 1, year, year + 1) if (window := rule.window(number))]
    return [window for window in windows if window.first_day.year <= year <= window.last_day.year]


def open_windows(rule: Rule, year: int, own: Sequence[Edition], today: date) -> list[Window]:
    """Give the windows of a year in which the series is still to be expected: not over, and without a dated edition."""
    if year < today.year:
        return []
    dated = {edition.first_year for edition in own}
    return [window for window in windows_in(rule, year) if window.last_day >= today and window.first_day.year not in dated]


def of_edition(edition: Edition, year: int) -> list[Entry]:
    """Give the entry of an edition with a date in a year: under its first day, or at the head of the year if it began before."""
    whole = edition.whole
    if whole is None or not whole.starts_at.year <= year <= whole.ends_at.year:
        return []
    return [Entry(max(whole.starts_at.date(), date(year, 1, 1)), date=whole)]


def of_window(card: Card, rule: Rule, window: Window, year: int) -> Entry:
    """Give the entry of an expected window, with the series' own words of why, else those of its rule."""
    moments = clock.start_of(window.first_day), clock.start_of(window.last_day)
    whole = stretch(card, (window.first_day.isoformat(), window.last_day.isoformat()), moments)
    dated = whole._replace(certainty=Certainty.EXPECTED, precision="day" if rule.is_exact else "month")
    why = card.card.get("usually") or {language: reason(rule, language) for language in ("zh", "en")}
    return Entry(max(window.first_day, date(year, 1, 1)), date=dated, reason=why)


def marks_of(year: int) -> Iterator[Entry]:
    """Give the festivals of a year and the terms with which its seasons begin."""
    for festival in festival_days(year):
        yield Entry(festival.day, mark=festival.festival)
    for day, term in solar_terms(year):
        if term.zh in SEASONS:
            yield Entry(day, mark=term)


def by_season(entries: Iterable[Entry]) -> list[Season]:
    """Give entries in order of their days, parted where a season begins; on one day marks come first, exact dates next."""
    seasons = [Season(BEFORE_SPRING, [])]
    for entry in sorted(entries, key=order):
        if isinstance(entry.mark, Term):
            seasons.append(Season(SEASONS[entry.mark.zh], []))
        seasons[-1].entries.append(entry)
    return seasons


def order(entry: Entry) -> tuple[date, int, int]:
    """Give the place of an entry: by day, a season's first term before festivals, those before dates."""
    if entry.date is None:
        return entry.day, 0 if isinstance(entry.mark, Term) else 1, 0
    return entry.day, 3 if entry.date.is_expected else 2, entry.date.card.id
