"""What lies between two stops of a trail, and what closes for a while."""

import re
from datetime import date
from typing import Annotated, Self

from pydantic import model_validator

from app.documents.base import Day, MediaRef, Part, Text
from app.documents.fields import Shown
from app.rules.hours.dated import FOR_EVER
from app.rules.refusals import Unfit

PICTURE = re.compile(r"[a-z0-9][a-z0-9.-]{0,70}\.(?:jpe?g|png|webp)")


class Closure(Part):
    """Days on which a stop or the way to it is closed, and why (临时封闭)."""

    starts: Annotated[Day, Shown("First day", "开始")]
    ends: Annotated[Day | None, Shown("Last day", "结束", help_en="Empty is one day", help_zh="留空即只有一天")] = None
    until_further_notice: Annotated[bool, Shown("Until further notice", "恢复日期另行通知")] = False
    reason: Annotated[Text, Shown("Reason", "原因")]

    @model_validator(mode="after")
    def check_days(self) -> Self:
        """Refuse an end before the start, and an end that is both known and not."""
        if self.ends and self.until_further_notice:
            raise Unfit("has an end and is until further notice; leave one of them out", at="until_further_notice")
        if self.ends and self.ends < self.starts:
            raise Unfit("ends on %(ends)s, before it starts on %(starts)s", at="ends", ends=self.ends, starts=self.starts)
        return self

    @property
    def last_day(self) -> date:
        """Its last day; the end of time when it is until further notice."""
        return FOR_EVER if self.until_further_notice else self.ends or self.starts

    def covers(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.starts <= day <= self.last_day


class Turn(Part):
    """One turn of the way, in words, with a photograph where it helps (转弯)."""

    text: Annotated[Text, Shown("Turn", "转弯")]
    picture: Annotated[MediaRef | None, Shown("Photograph", "照片")] = None

    @model_validator(mode="after")
    def check_picture(self) -> Self:
        """A photograph is a file of the guide's own and says in both languages what it shows."""
        if self.picture and not PICTURE.fullmatch(self.picture.file):
            raise Unfit("picture.file must be lowercase letters, digits, points and hyphens, and end in .jpg, .jpeg, .png or .webp", at="picture")
        if self.picture and not self.picture.alt.en:
            raise Unfit("picture.alt must be in both languages", at="picture")
        return self


class Leg(Part):
    """The way to a stop from the one before, beyond its length (路段)."""

    step_free: Annotated[bool | None, Shown("Step-free", "无障碍")] = None
    stroller: Annotated[bool | None, Shown("With a stroller", "推婴儿车")] = None
    note: Annotated[Text | None, Shown("Note", "说明")] = None
    turns: Annotated[tuple[Turn, ...], Shown("Turns", "转弯", one_en="Turn", one_zh="转弯")] = ()
    closures: Annotated[tuple[Closure, ...], Shown("Closures of the way", "路段封闭", one_en="Closure", one_zh="封闭")] = ()
