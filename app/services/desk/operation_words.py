"""What an operation says to visitors: a reason that is ready in both languages, or the editor's own words.

Own words in one language are enough at eleven at night: the other language then shows a standard sentence.
"""

from dataclasses import dataclass
from typing import Any

from app.vocabulary import Word


class Cause(Word):
    """Why something changes, in words ready for visitors (原因)."""

    ORGANISER = "organiser", "主办方通知。", "Announced by the organiser."
    WEATHER = "weather", "因天气原因。", "Because of the weather."
    ILLNESS = "illness", "因演职人员身体原因。", "Because somebody taking part is ill."
    VENUE = "venue", "因场地原因。", "Because of the venue."
    REPAIRS = "repairs", "因维修施工。", "Because of repairs."
    SAFETY = "safety", "为保证安全。", "For reasons of safety."
    FACTS = "facts", "内容有误，正在核对。", "Something on this page was wrong; it is being checked."
    ENDED = "ended", "已经停办或关闭。", "It has closed or is no longer held."
    OWN = "own", "自己写", "In my own words"


OF_DATES = (Cause.ORGANISER, Cause.WEATHER, Cause.ILLNESS, Cause.VENUE, Cause.SAFETY)
OF_CLOSURES = (Cause.ORGANISER, Cause.WEATHER, Cause.REPAIRS, Cause.SAFETY)
OF_WITHDRAWALS = (Cause.FACTS, Cause.ENDED, Cause.ORGANISER)

# What the language that has no words of its own says instead.
STANDARD = {
    "scheduled": {"zh": "详情见英文说明。", "en": "The details are given in Chinese only."},
    "cancelled": {"zh": "已取消，原因见英文说明。", "en": "Cancelled. The reason is given in Chinese only."},
    "postponed": {"zh": "已推迟，详情见英文说明。", "en": "Postponed. The details are given in Chinese only."},
    "rescheduled": {"zh": "时间有变，详情见英文说明。", "en": "The time has changed. The details are given in Chinese only."},
    "moved_online": {"zh": "改为线上举行，详情见英文说明。", "en": "It takes place online. The details are given in Chinese only."},
    "full": {"zh": "名额已满，详情见英文说明。", "en": "All places are taken. The details are given in Chinese only."},
    "closed": {"zh": "临时关闭，原因见英文说明。", "en": "Closed for a time. The reason is given in Chinese only."},
    "withdrawn": {"zh": "这一页已经撤下，原因见英文说明。", "en": "This page was withdrawn. The reason is given in Chinese only."},
}


@dataclass(frozen=True)
class Words:
    """The reason of an operation: a ready one, or words in either language or both."""

    cause: Cause = Cause.ORGANISER
    zh: str = ""
    en: str = ""

    @property
    def is_own(self) -> bool:
        """Whether an editor wrote words of their own."""
        return bool(self.zh or self.en)

    def note(self, deed: str) -> dict[str, str]:
        """Give what visitors read of a deed in both languages."""
        if not self.is_own:
            return {"zh": self.cause.zh, "en": self.cause.en}
        return {"zh": self.zh or STANDARD[deed]["zh"], "en": self.en or STANDARD[deed]["en"]}

    def told(self) -> dict[str, Any]:
        """Give the reason as the audit keeps it: only what was really said."""
        return {"zh": self.zh, "en": self.en} if self.is_own else {"zh": self.cause.zh, "en": self.cause.en}
