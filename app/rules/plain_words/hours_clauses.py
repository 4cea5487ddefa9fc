"""The clauses of opening hours, read from left to right: which days, in which season, at what times."""

from collections.abc import Callable

from app.rules.plain_words.hours_closing import SIGNS, Closing
from app.rules.plain_words.hours_groups import ALL_WEEK, TIMED, When, kind
from app.rules.plain_words.hours_said import Holds, Said
from app.rules.plain_words.tokens import Token
from app.rules.refusals import Unfit

STATED = {*TIMED, "closed", "vary"}


class Clauses(Closing):
    """Reads groups of words from left to right."""

    def __init__(self, words: list[Token]) -> None:
        super().__init__(words)
        self.reads: dict[str, Callable[[Token], None]] = {
            "when": self.days,
            "other": self.other,
            "season": self.a_season,
            "season_name": self.season_name,
            "times": self.times,
            "break": lambda word: self.now.breaks.append(word.value),
            "closed": self.closed,
            "vary": self.varies,
            "except": self.without,
            "also": self.also,
            "open_on_holidays": self.open_on_holidays,
            "last": self.last_entry,
            "before": lambda word: self.said.before.append(word.value),
            "end": self.end,
        }

    def read(self) -> Said:
        """Give what the words say."""
        while self.at < len(self.words):
            word = self.words[self.at]
            self.at += 1
            if word.kind in self.reads:
                self.reads[word.kind](word)
            elif word.kind not in SIGNS:
                self.no_part(word)
        self.flush()
        return self.said

    def no_part(self, word: Token) -> None:
        """Note what has no place in opening hours: single days as a fault, anything else as not understood."""
        is_shut = self.next() == "closed" or self.just_before() == "closed" or word.kind == "single_day_out"
        if word.kind in {"date", "feast", "single_day_out"} and is_shut:
            self.said.faults.append(Unfit("closures of single days are not usual hours; write them under the changes of single days"))
            self.at += kind(self.words, self.at) == "closed"
        elif word.kind in {"date", "feast", "unfit"}:
            self.said.faults.append(Unfit("opening hours are the same each week; single days are written under the changes of single days"))
        elif word.kind == "half_season":
            self.said.faults.append(Unfit("a season needs its beginning and its end, such as 4月1日至10月31日"))
        elif word.kind in {"single", "opens"}:
            self.said.faults.append(Unfit("opening hours need a closing time too"))
        else:
            self.said.unknown.append(word)

    def end(self, _word: Token) -> None:
        """End a sentence."""
        self.sentence += 1
        if self.now.holds is Holds.NOTHING:
            self.now.sentence = self.sentence

    def days(self, word: Token) -> None:
        """Read days: of the times before them, or of what comes behind."""
        if self.is_of_times_before():
            self.now.when, self.now.times_first = word.value, True
            return
        if self.now.holds is not Holds.NOTHING or self.now.when:
            self.flush()
        self.now.when, self.now.is_other = word.value, False

    def is_of_times_before(self) -> bool:
        """Whether days belong to the times before them, since nothing behind them says more of them."""
        if self.now.holds is not Holds.TIMES or self.now.when is not None or self.now.is_other:
            return False
        return self.next() not in STATED or self.hangs_on_times() or (self.next() == "closed" and not self.is_closed_here())

    def hangs_on_times(self) -> bool:
        """Whether the word just read stands in brackets behind times, or right behind them and before a comma."""
        sign_before, sign = self.sign(self.at - 2), self.sign(self.at)
        return (sign_before, sign) in {("(", ")"), ("[", "]"), ("【", "】")} or (kind(self.words, self.at - 2) == "times" and sign == ",")

    def following(self, at: int) -> str:
        """Give the kind of the first word from a place on that is no sign and no day."""
        while kind(self.words, at) in {*SIGNS, "when", "season"}:
            at += 1
        return kind(self.words, at)

    def sign(self, at: int) -> str:
        """Give the sign at a place, nothing for any other word."""
        return str(self.words[at].value) if kind(self.words, at) == "comma" else ""

    def other(self, _word: Token) -> None:
        """Read “other days”: of the times before them, or of what comes behind."""
        if self.is_of_times_before():
            self.now.is_other = True
            return
        if self.now.holds is not Holds.NOTHING or self.now.when:
            self.flush()
        self.now.is_other = True

    def a_season(self, word: Token) -> None:
        """Read a season: of what comes behind it, or in brackets of what stands before."""
        if self.now.holds is Holds.TIMES and not self.now.says_season and (self.hangs_on_times() or self.next() not in {*STATED, "when"}):
            if any(one.sentence == self.now.sentence and one.season is None for one in self.said.clauses):
                self.said.faults.append(Unfit("write for each line in which months it holds"))
            self.now.season, self.now.says_season, self.now.times_first = word.value, True, True
            return
        if self.now.holds is Holds.NOTHING and self.now.when:
            self.heading = self.now.when
        elif self.now.holds is not Holds.NOTHING or self.now.says_season:
            self.flush()
        self.season = word.value
        self.now.season, self.now.says_season = word.value, True
        self.now.when = self.now.when or self.heading

    def season_name(self, word: Token) -> None:
        """Pass over the name of a season whose days are written beside it; alone it says nothing."""
        if "season" not in {self.next(), self.just_before()}:
            self.said.unknown.append(word)

    def times(self, word: Token) -> None:
        """Read times: those of the clause, or more of them."""
        if self.now.holds in {Holds.CLOSED, Holds.VARIES} or (self.now.times_first and self.begins_anew()):
            self.flush()
        self.now.holds = Holds.TIMES
        self.now.times.append(word.value)

    def begins_anew(self) -> bool:
        """Whether these times have days or a season behind them, as those before had."""
        if self.next() not in {"when", "season"}:
            return False
        at = self.at
        while kind(self.words, at) in SIGNS:
            at += 1
        return self.sign(at + 1) in {",", ")", "]", "】"} or self.following(at + 1) not in STATED

    def varies(self, word: Token) -> None:
        """Read days whose times are not fixed."""
        is_of_all = self.now.when is None and not self.now.is_other and any(one.kind in TIMED for one in self.words)
        if self.now.holds is Holds.TIMES or is_of_all:
            self.said.unknown.append(word)
            return
        self.now.holds = Holds.VARIES

    def also(self, word: Token) -> None:
        """Read days that are taken in."""
        own = self.now.when or When(ALL_WEEK, is_each=True)
        self.now.when = When(own.days | word.value.days, own.counted + word.value.counted)

    def last_entry(self, word: Token) -> None:
        """Read a last entry: of the times before it, else of those to come."""
        (self.now.last if self.now.holds is Holds.TIMES else self.said.last).append(word.value)
