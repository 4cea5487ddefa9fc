"""Is a date that nobody has confirmed called expected?"""

import re
from datetime import date

from app.documents.event import EventDocument
from app.i18n import _
from app.services.dating import last_day
from app.services.desk.gate_rules.findings import Case, Findings, GateRule, found
from app.vocabulary import Confidence, SourceKind, Status

UNSURE = {Confidence.LOW, Confidence.MEMORY}
HEDGE_ZH = re.compile(
    "预计|预期|预定|拟|暂定|待定|计划|或将|可能|大约|前后|左右|通常|一般|往年|历年|尚未|尚待|还没|没有(?:公布|确认|确定|消息)|未公布|未确定|未确认|待确认|待公布|有望|估计|推算|以.{0,8}为准|起$"
)
HEDGE_EN = re.compile(
    r"\b(?:expected|expects?|by calculation|calculated|no .{0,40}(?:announced|confirmed|found|notice)|planned|"
    r"plans?|provisional(?:ly)?|tentative(?:ly)?|likely|probably|possibly|(?-i:may)|might|about|around|usually|"
    r"as a rule|reckon(?:ed|ing)|"
    r"not (?:yet )?(?:been )?(?:confirmed|announced|known)|unconfirmed|to be (?:confirmed|announced)|subject to|should|estimated?|due)\b",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"未确认|未经确认|待确认|待核实|有待核实|尚未证实|存疑|\b(?:unconfirmed|not confirmed|to be confirmed|tbc|verify|unverified)\b", re.IGNORECASE
)
ZH_DATE = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)?")
MONTH_EN = r"(January|February|March|April|May|June|July|August|September|October|November|December)"
EN_DATE = re.compile(rf"(?:(?:(\d{{1,2}})\s+)?{MONTH_EN}\s+)?\b(20\d\d)\b")
MONTHS = MONTH_EN.strip("()").split("|")
SENTENCE = re.compile(r"(?<=[。！？；\n])|(?<=[.!?;])\s+")


def unconfirmed(case: Case) -> Findings:
    """Give dates to come that rest on no confirmation and are not called expected."""
    document = case.document
    is_unsure = document.confidence in UNSURE or all(source.kind is SourceKind.EDITORIAL for source in document.sources)
    is_noted = bool(document.note and NOTE.search(document.note))
    if isinstance(document, EventDocument) and (is_unsure or is_noted) and has_dates_to_come(document, case.moment.date()):
        for language, hedge in (("zh", HEDGE_ZH), ("en", HEDGE_EN)):
            said = [
                getattr(text, language) for text in (document.name, document.summary, document.body, document.theme, document.status_note) if text
            ]
            if any(said) and not any(hedge.search(words) for words in said):
                path = f"summary.{language}"
                yield found(GateRule.UNCONFIRMED, path, _("The dates to come are not confirmed; the text must say that they are expected."))
    if is_noted or document.confidence is not Confidence.HIGH or is_unsure:
        yield from future_in_text(case)


def has_dates_to_come(event: EventDocument, today: date) -> bool:
    """Whether an event has a date that is not over and that nobody has called off."""
    ends = (date.max if entry.until_further_notice else last_day(entry.ends or entry.starts) for entry in event.schedule)
    return event.status not in {Status.CANCELLED, Status.POSTPONED} and any(end >= today for end in ends)


def future_in_text(case: Case) -> Findings:
    """Give every sentence that names a time to come without a word of doubt."""
    today = case.moment.date()
    for said in case.texts:
        if said.path.startswith(("sources", "status_note", "hours_exceptions", "changes")) or "closures" in said.path:
            continue
        for language, path, words in said.languages:
            hedge, when = (HEDGE_ZH, future_zh) if language == "zh" else (HEDGE_EN, future_en)
            if any(when(sentence, today) and not hedge.search(sentence) for sentence in SENTENCE.split(words)):
                yield found(
                    GateRule.UNCONFIRMED,
                    path,
                    _("It names a time to come as certain; say that it is expected, or raise the confidence with a source."),
                )


def future_zh(sentence: str, today: date) -> bool:
    """Whether a Chinese sentence names a time to come."""
    return any(is_to_come(match[1], match[2], match[3], today) for match in ZH_DATE.finditer(sentence))


def future_en(sentence: str, today: date) -> bool:
    """Whether an English sentence names a time to come."""
    found_in = EN_DATE.finditer(sentence)
    return any(is_to_come(match[3], str(MONTHS.index(match[2]) + 1) if match[2] else None, match[1], today) for match in found_in)


def is_to_come(year: str, month: str | None, day: str | None, today: date) -> bool:
    """Whether a year, a month or a day lies wholly after today."""
    named = (int(year), int(month or 0), int(day or 0))
    return named[: 1 + bool(month) + bool(month and day)] > (today.year, today.month, today.day)[: 1 + bool(month) + bool(month and day)]
