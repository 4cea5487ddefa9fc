"""The documents of a branded series and of one event, an edition among them."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from app.documents.base import Document, Line, Part, PartialDate, Slug, Text, WebAddress
from app.documents.fields import Shown
from app.documents.schedule import DateChange, ScheduleEntry
from app.documents.visiting import Admission, Founding, PastVenue, VenueRef
from app.rules.refusals import Unfit
from app.vocabulary import EventKind, Status


class Usually(Part):
    """When a series usually happens: a rule that is reckoned, and how it is said."""

    rule: Annotated[Line, Shown("Rule", "推算规则", help_en="Such as lunar 1-1 to 1-5", help_zh="如 lunar 1-1 to 1-5")]
    text: Annotated[Text, Shown("In words", "文字说法", help_en="As visitors read it", help_zh="给读者看的说法")]
    days_typical: Annotated[
        int | None, Shown("Usual length", "通常天数", help_en="In days, 1 to 400", help_zh="天数，1 至 400"), Field(ge=1, le=400)
    ] = None


class SeriesDocument(Document):
    """A lasting branded event: 厂甸庙会, 天桥音乐剧演出季 (品牌活动)."""

    family: ClassVar[Literal["series"]] = "series"

    kind: Annotated[EventKind, Shown("Kind", "类别", "what")]
    first_held: Annotated[Founding | None, Shown("First held", "首办", "what")] = None
    usually: Annotated[Usually | None, Shown("Usually", "通常时间", "when")] = None
    not_held: Annotated[Text | None, Shown("Not held", "停办", "when")] = None
    venues: Annotated[tuple[VenueRef, ...], Shown("Venues", "地点", "where", picks="place", one_en="Venue", one_zh="地点")] = ()
    past_venues: Annotated[tuple[PastVenue, ...], Shown("Past venues", "曾办地点", "where", one_en="Past venue", one_zh="曾办地点")] = ()
    organisers: Annotated[tuple[Text, ...], Shown("Organisers", "主办", "who", one_en="Organiser", one_zh="主办单位")] = ()
    ask: Annotated[Text | None, Shown("Whom to ask", "向谁打听", "who", limit_zh=80)] = None
    admission: Annotated[Admission | None, Shown("Admission", "票价", "how")] = None
    languages: Annotated[tuple[Line, ...], Shown("Languages", "语言", "how", "Spoken or surtitled; one a line", "讲解或字幕的语言，一行一种")] = ()
    professional: Annotated[bool, Shown("For professionals", "专业活动", "how")] = False
    website: Annotated[WebAddress | None, Shown("Website", "网站", "who")] = None


class EventDocument(Document):
    """Something one can go to; with a series and a year it is that series' edition (活动)."""

    family: ClassVar[Literal["event"]] = "event"

    kind: Annotated[EventKind, Shown("Kind", "类别", "what")]
    series: Annotated[Slug | None, Shown("Series", "品牌活动", "what", picks="series")] = None
    year: Annotated[int | None, Shown("Year", "年份", "when"), Field(ge=1900, le=2100)] = None
    ordinal: Annotated[int | None, Shown("Number", "届次", "what"), Field(ge=1, le=500)] = None
    parent: Annotated[Slug | None, Shown("Part of the event", "所属活动", "what", picks="event")] = None
    theme: Annotated[Text | None, Shown("Theme", "主题", "what", limit_zh=60)] = None
    schedule: Annotated[tuple[ScheduleEntry, ...], Shown("Dates", "日期", "when", builder="schedule", one_en="Line of dates", one_zh="一行日期")] = ()
    changes: Annotated[
        tuple[DateChange, ...],
        Shown(
            "Changes",
            "变更",
            "when",
            "For single dates; to cancel one at once use Emergency change",
            "只对某一场；要马上取消，请用“紧急变更”",
            one_en="Change",
            one_zh="变更",
        ),
    ] = ()
    status: Annotated[Status, Shown("Status", "状态", "when")] = Status.SCHEDULED
    status_note: Annotated[Text | None, Shown("About the status", "状态说明", "when", limit_zh=120)] = None
    previously: Annotated[
        PartialDate | None, Shown("Previous date", "原定日期", "when", "When the whole event was first to begin", "整个活动改期前的日期")
    ] = None
    venues: Annotated[tuple[VenueRef, ...], Shown("Venues", "地点", "where", picks="place", one_en="Venue", one_zh="地点")] = ()
    organisers: Annotated[tuple[Text, ...], Shown("Organisers", "主办", "who", one_en="Organiser", one_zh="主办单位")] = ()
    admission: Annotated[Admission | None, Shown("Admission", "票价", "how")] = None
    languages: Annotated[tuple[Line, ...], Shown("Languages", "语言", "how", "Spoken or surtitled; one a line", "讲解或字幕的语言，一行一种")] = ()
    website: Annotated[WebAddress | None, Shown("Website", "网站", "who")] = None

    @model_validator(mode="after")
    def check_status(self) -> Self:
        """A rescheduled event needs the date it was moved from."""
        if self.status is Status.RESCHEDULED and not self.previously:
            raise Unfit("a rescheduled event needs previously: the date it was first to begin", at="previously")
        return self

    @model_validator(mode="after")
    def check_edition(self) -> Self:
        """An edition of a series needs its year."""
        if self.series and self.year is None:
            raise Unfit("an edition of a series needs a year", at="year")
        return self
