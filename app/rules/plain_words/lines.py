"""Phrases gathered to lines: which days and what hours belong together, and what is left out of all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from app.rules.plain_words.clocks import Times
from app.rules.plain_words.parts import Named, Phrase, Stretch
from app.rules.plain_words.rules import Days, Turn


@dataclass
class Line:
    """What one line of a schedule says: a rule or single days, within a stretch, at some times."""

    sentence: int
    pattern: Any = None
    turn: Turn | None = None
    dates: list[Named] = field(default_factory=list)
    stretch: Stretch | None = None
    times: list[Times] = field(default_factory=list)
    also: list[Phrase] = field(default_factory=list)
    less: frozenset[int] = frozenset()

    @property
    def says_when(self) -> bool:
        """Whether it names any days."""
        return bool(self.pattern or self.turn or self.dates or self.stretch)

    @property
    def is_bare_stretch(self) -> bool:
        """Whether it is a stretch and nothing else."""
        return self.stretch is not None and not (self.pattern or self.turn or self.dates or self.times)


@dataclass
class Gathered:
    """The lines of a text, what is left out of them, and the phrases that have no place."""

    lines: list[Line] = field(default_factory=list)
    left_out: list[Phrase] = field(default_factory=list)
    unknown: list[Phrase] = field(default_factory=list)


def gathered(phrases: list[Phrase]) -> Gathered:
    """Give the lines of some phrases."""
    found = Gathered()
    for number, sentence in enumerate(sentences(phrases)):
        lines = list(lines_of(sentence, number, found))
        trailing = [line for line in lines if line.is_bare_stretch]
        if found.lines and lines and len(trailing) == len(lines) == 1 and not any(line.stretch or line.dates for line in found.lines):
            for line in found.lines:
                line.stretch = trailing[0].stretch if line.says_when or len(found.lines) == 1 else None
            continue
        shared(lines)
        found.lines += lines
    later_hours_win(found.lines)
    return found


def sentences(phrases: Iterable[Phrase]) -> Iterator[list[Phrase]]:
    """Give the phrases of each sentence."""
    for is_end, group in groupby(phrases, key=lambda one: one.kind == "end"):
        if not is_end:
            yield list(group)


def lines_of(sentence: list[Phrase], number: int, found: Gathered) -> Iterator[Line]:
    """Give the lines of a sentence, each complete as far as it was said; exceptions go to `found`."""
    line = Line(number)
    for phrase in sentence:
        if phrase.kind == "not":
            found.left_out += phrase.value
        elif phrase.kind == "also":
            line.also += phrase.value
        elif phrase.kind == "unknown":
            found.unknown.append(phrase)
        elif phrase.kind != "list":
            if not takes(line, phrase):
                yield line
                line = Line(number)
            put(line, phrase)
    if line.says_when or line.times:
        yield line


def takes(line: Line, phrase: Phrase) -> bool:
    """Whether a phrase still belongs to a line, or begins the next."""
    if phrase.kind == "times":
        return not line.times
    if phrase.kind == "dates":
        return not (line.dates or line.pattern or line.turn or line.stretch)
    if phrase.kind == "stretch":
        return not line.dates and (line.stretch is None or joined(line.stretch, phrase.value) is not None)
    if line.dates:
        return phrase.value == "daily" and not line.times
    if isinstance(phrase.value, Turn):
        return line.turn is None and line.pattern is None
    is_run_with_hours = line.stretch is not None and bool(line.times) and line.pattern is None and line.turn is None
    return line.pattern is None and not (is_run_with_hours and phrase.value != "daily" and not says_every(phrase.value))


def says_every(pattern: Any) -> bool:
    """Whether a rule says that it returns, so that it belongs to the stretch before it."""
    return not isinstance(pattern, Days) or pattern.is_every


def put(line: Line, phrase: Phrase) -> None:
    """Write a phrase into a line that takes it."""
    if phrase.kind == "times":
        line.times = phrase.value
    elif phrase.kind == "dates":
        line.dates = phrase.value
    elif phrase.kind == "stretch":
        line.stretch = phrase.value if line.stretch is None else joined(line.stretch, phrase.value)
    elif isinstance(phrase.value, Turn):
        line.turn = phrase.value
    elif not line.dates:
        line.pattern = phrase.value


def joined(one: Stretch, other: Stretch) -> Stretch | None:
    """Give the stretch of which one part says the beginning and the other the end; None when they say the same part."""
    if (one.first and other.first) or (one.last and other.last) or (one.is_open and (other.last or other.is_open)):
        return None
    return Stretch(one.first or other.first, one.last or other.last, one.is_open or other.is_open)


def shared(lines: list[Line]) -> None:
    """Give each line of a sentence the stretch and the hours that were said once for several."""
    stretch = None
    for line in lines:
        stretch = line.stretch or stretch
        if line.pattern or line.turn or (line.times and not line.dates):
            line.stretch = stretch
    for line, after in reversed(list(pairwise(lines))):
        if not line.dates and not line.stretch and after.stretch and (line.pattern or line.turn):
            line.stretch = after.stretch
        if not line.times and line.says_when and not line.is_bare_stretch:
            line.times = after.times
    for before, line in pairwise(lines):
        if line.times and not line.says_when:
            line.pattern, line.turn, line.dates = before.pattern, before.turn, before.dates


def later_hours_win(lines: list[Line]) -> None:
    """Take weekdays that have hours of their own out of the lines for every day: 每天9:00–17:00，周六、日9:00–21:00."""
    own = frozenset[int]().union(*(line.pattern.weekdays for line in lines if isinstance(line.pattern, Days) and line.times and not line.turn))
    for line in lines:
        is_each_day = line.pattern == "daily" or (line.pattern is None and line.stretch is not None and not line.dates)
        if is_each_day and line.times and len(own) < 7:
            line.less = own
