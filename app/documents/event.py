"""The documents of a branded series and of one event, an edition among them."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from app.documents.base import Document, Line, Part, PartialDate, Shown, Slug, Text, WebAddress
from app.documents.schedule import DateChange, ScheduleEntry
from app.documents.visiting import Admission, Founding, PastVenue, VenueRef
from app.vocabulary import EventKind, Status


class Usually(Part):
    """When a series usually happens: a rule that is reckoned, and how it is said."""

    rule: Line
    text: Text
    days_typical: Annotated[int, Field(ge=1, le=400)] | None = None


class SeriesDocument(Document):
    """A lasting branded event: 厂甸庙会, 天桥音乐剧演出季 (品牌活动)."""

    family: ClassVar[Literal["series"]] = "series"

    kind: Annotated[EventKind, Shown("Kind", "类别", "what")]
    first_held: Annotated[Founding | None, Shown("First held", "首办", "what")] = None
    usually: Annotated[Usually | None, Shown("Usually", "通常时间", "when")] = None
    not_held: Annotated[Text | None, Shown("Not held", "停办", "when")] = None
    venues: Annotated[tuple[VenueRef, ...], Shown("Venues", "地点", "where", picks="place")] = ()
    past_venues: Annotated[tuple[PastVenue, ...], Shown("Past venues", "曾办地点", "where")] = ()
    organisers: Annotated[tuple[Text, ...], Shown("Organisers", "主办", "who")] = ()
    ask: Annotated[Text | None, Shown("Whom to ask", "向谁打听", "who", limit_zh=80)] = None
    admission: Annotated[Admission | None, Shown("Admission", "票价", "how")] = None
    languages: Annotated[tuple[Line, ...], Shown("Languages", "语言", "how")] = ()
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
    schedule: Annotated[tuple[ScheduleEntry, ...], Shown("Dates", "日期", "when")] = ()
    changes: Annotated[tuple[DateChange, ...], Shown("Changes", "变更", "when")] = ()
    status: Annotated[Status, Shown("Status", "状态", "when")] = Status.SCHEDULED
    status_note: Annotated[Text | None, Shown("About the status", "状态说明", "when", limit_zh=120)] = None
    previously: Annotated[
        PartialDate | None, Shown("Previous date", "原定日期", "when", "When the whole event was first to begin", "整个活动改期前的日期")
    ] = None
    venues: Annotated[tuple[VenueRef, ...], Shown("Venues", "地点", "where", picks="place")] = ()
    organisers: Annotated[tuple[Text, ...], Shown("Organisers", "主办", "who")] = ()
    admission: Annotated[Admission | None, Shown("Admission", "票价", "how")] = None
    languages: Annotated[tuple[Line, ...], Shown("Languages", "语言", "how")] = ()
    website: Annotated[WebAddress | None, Shown("Website", "网站", "who")] = None

    @model_validator(mode="after")
    def check_status(self) -> Self:
        """A rescheduled event needs the date it was moved from."""
        if self.status is Status.RESCHEDULED and not self.previously:
            raise ValueError("a rescheduled event needs previously: the date it was first to begin")
        return self

    @model_validator(mode="after")
    def check_edition(self) -> Self:
        """An edition of a series needs its year."""
        if self.series and self.year is None:
            raise ValueError("an edition of a series needs a year")
        return self
