"""The words of opening hours joined to groups: days named together, what is left out, seasons, opening with closing times."""

from typing import NamedTuple

from app.rules.plain_words import clocks
from app.rules.plain_words.clocks import Times
from app.rules.plain_words.dates import DayWord, MonthWord
from app.rules.plain_words.hours_words import PH
from app.rules.plain_words.rules import Monthly
from app.rules.plain_words.tokens import Token

END_KINDS = {"day", "number", "lunar_short", "month"}
ALL_WEEK, HOLIDAYS = frozenset(range(7)), frozenset({PH})
TIMED = {"times", "opens", "single", "until"}
OUT = {"except_after", "outside"}


class When(NamedTuple):
    """Days of the week (public holidays are the eighth), and counted ones of the month; `is_each` for a bare “daily”."""

    days: frozenset[int] = frozenset()
    counted: tuple[Monthly, ...] = ()
    is_each: bool = False


class Season(NamedTuple):
    """From which day or month of the year to which."""

    first: DayWord | MonthWord
    last: DayWord | MonthWord


def groups_of(words: list[Token]) -> list[Token]:
    """Give the words with days, exceptions, seasons, and opening with closing times each as one."""
    return paired(left_out(whens(seasons(words))))


def kind(words: list[Token], at: int) -> str:
    """Give the kind of the word at a place, nothing beyond the ends."""
    return words[at].kind if 0 <= at < len(words) else ""


def seasons(words: list[Token]) -> list[Token]:
    """Give the days and months that belong together as seasons; a lone day is of the kind `date`."""
    found: list[Token] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word.kind == "range":
            found.append(word._replace(kind="season", value=Season(*word.value)))
        elif word.kind in END_KINDS or (word.kind == "from" and kind(words, at + 1) in END_KINDS):
            at, season = season_at(words, at)
            found.append(season)
        elif word.kind not in {"from", "on"}:
            found.append(word._replace(kind="unknown") if word.kind in {"to", "year"} else word)
        at += 1
    return found


def season_at(words: list[Token], begun: int) -> tuple[int, Token]:
    """Give the season that begins at a word, and the place of its last word."""
    at = begun + (words[begun].kind == "from")
    first = words[at].value
    if kind(words, at + 1) == "to" and kind(words, at + 2) in END_KINDS:
        at += 2
        value, made = Season(*filled(first, words[at].value)), "season"
        at += kind(words, at + 1) == "year"
    else:
        is_open = kind(words, at + 1) == "on" or words[begun].kind == "from"
        is_month = isinstance(first, MonthWord) and bool(first.month)
        value = Season(first, first)
        made = "unknown" if words[at].kind in {"number", "lunar_short"} else "half_season" if is_open else "season" if is_month else "date"
    return at, Token(made, value, words[begun].start, words[at].end)


def filled(first: DayWord | MonthWord, last: DayWord | MonthWord) -> tuple[DayWord | MonthWord, DayWord | MonthWord]:
    """Give both ends with the month that was said once: 10月1日至7日, 1–7 May."""
    if isinstance(last, DayWord) and last.month is None and not last.is_named:
        last = last._replace(month=first.month)
    if isinstance(first, DayWord) and first.month is None and not first.is_named:
        first = first._replace(month=last.month)
    return first, last


def whens(words: list[Token]) -> list[Token]:
    """Give days that are named side by side, or joined by 、 and commas, as one group."""
    found: list[Token] = []
    for at, word in enumerate(words):
        if word.kind not in {"when", "daily"}:
            found.append(word)
            continue
        here = word._replace(kind="when", value=when_of(word))
        gap = gap_before(found)
        if gap is None or (gap and is_apart(found, gap, words, at, here)):
            found.append(here)
        else:
            before = found[-1 - gap]
            found[-1 - gap :] = [Token("when", together(before.value, here.value), before.start, here.end)]
    return found


def gap_before(found: list[Token]) -> int | None:
    """Give how many joining words stand between the last days and here; None where no days stand before, or a bracket between."""
    gap = 0
    while gap < len(found) and (found[-1 - gap].kind == "list" or (found[-1 - gap].kind == "comma" and found[-1 - gap].value == ",")):
        gap += 1
    return gap if gap < len(found) and found[-1 - gap].kind == "when" else None


def is_apart(found: list[Token], gap: int, words: list[Token], at: int, here: Token) -> bool:
    """Whether days after a comma begin something new: closed Mon, Tue–Sun 9:00–17:00; 9:00–17:00 Tue–Sun, Mon closed."""
    if here.value.is_each or found[-1 - gap].value.is_each:
        return True
    if all(one.kind != "comma" for one in found[-gap:]):
        return False
    lead = kind(found, len(found) - gap - 2)
    if lead in {"closed", "except_before"} and is_followed(words, at):
        return True
    return lead in {"times", "list"} and kind(words, at + 1) in {"closed", "except_after", "usual", "open"}


def is_followed(words: list[Token], at: int) -> bool:
    """Whether the days at a place, with those joined to them, have times of their own."""
    while kind(words, at + 1) in {"list", "comma", "when", "open"}:
        at += 1
    return kind(words, at + 1) in TIMED


def when_of(word: Token) -> When:
    """Give the days of a word."""
    if word.kind == "daily":
        return When(ALL_WEEK, is_each=True)
    return When(counted=(word.value,)) if isinstance(word.value, Monthly) else When(word.value)


def together(one: When, other: When) -> When:
    """Give the days of both; “daily” beside named days says no more than they do."""
    if one.is_each or other.is_each:
        return other if one.is_each else one
    return When(one.days | other.days, one.counted + other.counted)


def left_out(words: list[Token]) -> list[Token]:
    """Give days with the word that leaves them out, or has them open as usual, as one."""
    found: list[Token] = []
    at = 0
    while at < len(words):
        made, taken = pair_at(words, at)
        if made == "except" and words[at].kind == "except_before":
            taken += kind(words, at + taken) in OUT
        if made:
            days = next(word for word in words[at : at + taken] if word.kind in {"when", "date", "feast", "season"})
            made = "single_day_out" if made == "except" and days.kind != "when" else made
            found.append(Token(made, days.value, words[at].start, words[at + taken - 1].end))
        elif words[at].kind not in {"usual", "open"}:
            found.append(words[at]._replace(kind="unknown") if words[at].kind in {*OUT, "except_before", "with"} else words[at])
        at += taken
    return found


def pair_at(words: list[Token], at: int) -> tuple[str, int]:
    """Give what two words make together, and how many they are; nothing for a word that stands for itself."""
    one, other, after = kind(words, at), kind(words, at + 1), kind(words, at + 2)
    days = {"when", "date", "feast", "season"}
    if (one == "except_before" and other in days) or (one in days and other in OUT):
        return "except", 2
    if one == "with" and other == "when":
        return "also", 2
    if one == "when" and words[at].value.days == HOLIDAYS and other in {"usual", "open"} and after not in TIMED:
        return "open_on_holidays", 2
    if one in {"usual", "open"} and other == "when" and words[at + 1].value.days == HOLIDAYS and after not in TIMED:
        return "open_on_holidays", 2
    return "", 1


def paired(words: list[Token]) -> list[Token]:
    """Give an opening time and the closing time after it as times: 9:00开门，17:00关门."""
    found: list[Token] = []
    for word in words:
        gap = 1 if kind(found, len(found) - 1) in {"comma", "list"} else 0
        if word.kind == "closes" and kind(found, len(found) - 1 - gap) in {"single", "opens"}:
            first = found[-1 - gap]
            found[-1 - gap :] = [Token("times", joined(first.value, word.value), first.start, word.end)]
        else:
            found.append(word)
    return found


def joined(first: Times, last: Times) -> Times:
    """Give from when to when."""
    said = clocks.times_at(f"{first.opens}-{last.opens}", 0)
    return said[0] if said is not None else Times(fault="time")
