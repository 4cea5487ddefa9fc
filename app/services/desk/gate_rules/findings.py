"""What the gate finds: its rules by name, whether each blocks or warns, and the case that a rule is given."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from sqlalchemy.orm import Session

from app import clock
from app.documents.base import Document
from app.models.page import Page
from app.services.desk.gate_rules.leaves import Leaf, Said, leaves_of
from app.vocabulary import Word


class Level(Word):
    """Whether a finding stops a publication (轻重)."""

    BLOCKS = "blocks", "必须改", "must be put right"
    WARNS = "warns", "请确认", "please confirm"


class GateRule(Word):
    """What the gate looks for (发布检查)."""

    MISSING_CHINESE = "missing_chinese", "缺中文", "Chinese is missing"
    MISSING_ENGLISH = "missing_english", "缺英文", "English is missing"
    NO_SOURCE = "no_source", "没有来源", "No source"
    ALT_TEXT = "alt_text", "图片没有文字说明", "A picture is not described"
    MEDIA_EXPIRED = "media_expired", "图片授权已到期", "The rights to a picture have ended"
    MEDIA_EXPIRING = "media_expiring", "图片授权快到期", "The rights to a picture end soon"
    MEDIA_RIGHTS = "media_rights", "图片作者或授权不明", "Whose picture it is, or by what right it is shown, is not clear"
    OUTSIDE_DISTRICT = "outside_district", "坐标在西城区外", "A point lies outside the district"
    CLOSED_THEN = "closed_then", "活动时场所不开放", "The venue is closed at that time"
    PAST_DATES = "past_dates", "新活动的日期都已过去", "All dates of a new event are past"
    IMPOSSIBLE_DATE = "impossible_date", "日期不可能", "A date that cannot be"
    BROKEN_LINK = "broken_link", "站内链接打不开", "A link inside the guide leads nowhere"
    HIDDEN_LINK = "hidden_link", "链接的页面读者还看不到", "A linked page is not public"
    UNCONFIRMED = "unconfirmed", "未确认的日期没有写“预计”", "A date that is not confirmed is not called expected"
    HEADINGS = "headings", "小标题有误", "Headings are out of order"
    LINK_WORDS = "link_words", "链接文字说不清去哪里", "Words of a link do not say where it leads"
    PLAIN_TEXT = "plain_text", "排版符号或标签会原样显示", "Marks or tags would be shown as they are"
    SENSITIVE = "sensitive", "敏感用语", "Sensitive words"
    SCRIPT = "script", "像脚本的文字", "Text that looks like a script"
    HOURS = "hours", "开放时间有误", "Opening hours cannot be so"
    TOO_LONG = "too_long", "超过字数", "A text is too long"
    FACTS = "facts", "内容有误", "Something cannot be so"


WARNING = frozenset(
    {
        GateRule.MISSING_ENGLISH,
        GateRule.ALT_TEXT,
        GateRule.MEDIA_EXPIRING,
        GateRule.MEDIA_RIGHTS,
        GateRule.OUTSIDE_DISTRICT,
        GateRule.CLOSED_THEN,
        GateRule.PAST_DATES,
        GateRule.HIDDEN_LINK,
        GateRule.UNCONFIRMED,
        GateRule.HEADINGS,
        GateRule.LINK_WORDS,
        GateRule.PLAIN_TEXT,
        GateRule.SENSITIVE,
    }
)
"""The rules that a person may set aside with a reason; all others stop a publication."""


class Finding(NamedTuple):
    """One thing the gate found: by which rule, whether it blocks, at which field (stops.2.text.zh), and a sentence."""

    rule: GateRule
    level: Level
    path: str
    message: str


def found(rule: GateRule, path: str, message: str) -> Finding:
    """Give a finding at the level of its rule."""
    return Finding(rule, Level.WARNS if rule in WARNING else Level.BLOCKS, path, message)


Findings = Iterator[Finding]


@dataclass(frozen=True)
class Case:
    """A document on its way out: the page it is for, if there is one, and the moment it is looked at."""

    session: Session
    page: Page | None
    document: Document
    moment: datetime = field(default_factory=clock.now)

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Everything written in it."""
        return tuple(leaves_of(self.document))

    @property
    def texts(self) -> Iterator[Said]:
        """Everything written for the public in two languages."""
        return (leaf.said for leaf in self.leaves if leaf.said is not None)

    @property
    def is_new(self) -> bool:
        """Whether it was never public."""
        return self.page is None or not self.page.revision
