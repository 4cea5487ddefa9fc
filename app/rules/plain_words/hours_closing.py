"""What opening hours say of closing: weekdays and months that are closed, days left out, holidays on which it opens all the same."""

from app.rules.plain_words.hours_groups import HOLIDAYS, Season, When, kind
from app.rules.plain_words.hours_said import Clause, Holds, Said
from app.rules.plain_words.tokens import Token

SIGNS = {"comma", "list"}


class Closing:
    """The place in a list of words, the clause that is being read, and the words that close."""

    def __init__(self, words: list[Token]) -> None:
        self.words, self.at, self.sentence = words, 0, 0
        self.said = Said()
        self.now = Clause()
        self.season: Season | None = None
        self.heading: When | None = None

    def next(self) -> str:
        """Give the kind of the next word, signs passed over."""
        at = self.at
        while kind(self.words, at) in SIGNS:
            at += 1
        return kind(self.words, at)

    def just_before(self) -> str:
        """Give the kind of the word before this one, signs passed over."""
        at = self.at - 2
        while kind(self.words, at) in SIGNS:
            at -= 1
        return kind(self.words, at)

    def flush(self) -> None:
        """End the clause that is being read."""
        if self.now.holds is Holds.CLOSED:
            self.said.closed.append(self.now)
        elif self.now.holds is not Holds.NOTHING or self.now.when or self.now.says_season or self.now.is_other:
            self.said.clauses.append(self.now)
        self.now = Clause(self.season, sentence=self.sentence)

    def is_closed_here(self) -> bool:
        """Whether the word “closed” that comes is of the days before it: not where a comma stands before it and days behind."""
        sign = self.words[self.at] if self.at < len(self.words) else None
        if sign is None or sign.kind != "comma" or sign.value != ",":
            return True
        return kind(self.words, self.at + 2) not in {"when", "season", "date", "feast"}

    def closed(self, word: Token) -> None:
        """Read what is closed: the days before the word, or else those behind it."""
        is_here = self.just_before() in {"when", "season", "other", "except"} and self.now.holds is Holds.NOTHING
        if not is_here or (self.words[self.at - 2].kind == "comma" and self.words[self.at - 2].value == "," and self.next() == "when"):
            self.closed_behind(word)
            return
        self.now.holds = Holds.CLOSED
        self.flush()

    def closed_behind(self, word: Token) -> None:
        """Read the days, or the months, behind the word that they are closed."""
        at = self.at + (kind(self.words, self.at) == "comma")
        found = kind(self.words, at)
        if found not in {"when", "season"}:
            if found not in {"date", "feast"}:
                self.said.unknown.append(word)
            return
        self.flush()
        self.at = at + 1
        if found == "season":
            self.now = Clause(self.words[at].value, says_season=True, sentence=self.sentence)
        else:
            self.now.when = self.words[at].value
        self.now.holds = Holds.CLOSED
        self.flush()

    def without(self, word: Token) -> None:
        """Read what is left out: days that are closed, or holidays on which a closing day is none."""
        shut = self.now.holds is Holds.NOTHING and not self.now.when and bool(self.said.closed) and self.is_last_closed()
        leads = self.now.holds is Holds.NOTHING and self.closes_next()
        if (shut or leads) and word.value.days == HOLIDAYS:
            self.said.opens_on_holidays = True
        elif shut or leads:
            self.said.unknown.append(word)
        else:
            self.said.closed.append(Clause(self.now.season if self.now.says_season else None, word.value, sentence=self.sentence))

    def is_last_closed(self) -> bool:
        """Whether what was said last is what is closed."""
        at = self.at - 2
        while at >= 0 and kind(self.words, at) in {*SIGNS, "end", "when"}:
            at -= 1
        return kind(self.words, at) == "closed"

    def closes_next(self) -> bool:
        """Whether what comes next is what is closed."""
        at = self.at
        while kind(self.words, at) in {*SIGNS, "when"}:
            at += 1
        return kind(self.words, at) == "closed"

    def open_on_holidays(self, _word: Token) -> None:
        """Read that holidays are as usual, whatever weekday they fall on."""
        self.said.opens_on_holidays = True
