"""Parts that several families share: where a page is, what it costs, how one gets in."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from app.documents.base import ClockTime, Day, Line, Part, Slug, Text, WebAddress
from app.documents.fields import Shown
from app.rules.hours import DatedHours, check_apart, check_times
from app.rules.hours.dated import FOR_EVER
from app.rules.refusals import Unfit
from app.vocabulary import AdmissionKind, BookingChannel, Level, Payment, Register


class PointOfPlace(Part):
    """Where a place is, in WGS-84 degrees, how exact that is and where the figures come from."""

    lat: Annotated[float, Shown("Latitude", "纬度", help_en="39.5 to 40.3", help_zh="39.5 至 40.3"), Field(ge=39.5, le=40.3)]
    lon: Annotated[float, Shown("Longitude", "经度", help_en="115.9 to 116.8", help_zh="115.9 至 116.8"), Field(ge=115.9, le=116.8)]
    accuracy_m: Annotated[int, Shown("Exact to", "精确到", help_en="In metres, 1 to 1000", help_zh="米，1 至 1000"), Field(ge=1, le=1000)]
    origin: Annotated[Line, Shown("Where the figures come from", "数据来源")]
    approximate: Annotated[bool, Shown("Approximate", "大致位置")] = False


class Admission(Part):
    """What one pays, in yuan."""

    kind: Annotated[AdmissionKind, Shown("Does one pay", "是否收费")]
    price_cny: Annotated[float | None, Shown("Price", "价格", help_en="In yuan", help_zh="元"), Field(ge=0, le=100_000)] = None
    note: Annotated[Text | None, Shown("Note", "说明")] = None


class MetroAccess(Part):
    """A way from a metro station: its exit and the straight-line distance in metres."""

    station: Annotated[Slug, Shown("Station", "地铁站", picks="station")]
    exit: Annotated[Line | None, Shown("Exit", "出口")] = None
    distance_m: Annotated[int | None, Shown("Distance", "距离", help_en="Straight line, in metres", help_zh="直线距离，米"), Field(ge=0, le=5000)] = (
        None
    )


class Visit(Part):
    """How one gets in (怎么进): yes, no, or unknown when left out; `checked_on` is when these facts were last compared."""

    booking_needed: Annotated[bool | None, Shown("Booking needed", "须预约")] = None
    days_ahead: Annotated[int | None, Shown("Days ahead", "提前几天"), Field(ge=0, le=365)] = None
    release_hour: Annotated[ClockTime | None, Shown("Released at", "放票时间")] = None
    channel: Annotated[tuple[BookingChannel, ...], Shown("Where one books", "预约渠道")] = ()
    booking_page: Annotated[WebAddress | None, Shown("Booking page", "预约网页")] = None
    walk_in: Annotated[bool | None, Shown("Possible without booking", "可现场进")] = None
    passport_accepted: Annotated[bool | None, Shown("Passport accepted", "可用护照")] = None
    without_wechat: Annotated[bool | None, Shown("Possible without WeChat", "不用微信也行")] = None
    payment: Annotated[tuple[Payment, ...], Shown("How one pays", "付款方式")] = ()
    no_show: Annotated[Text | None, Shown("When one does not come", "爽约怎么算")] = None
    step_free: Annotated[bool | None, Shown("Step-free", "无障碍")] = None
    english_spoken: Annotated[bool | None, Shown("English spoken", "能说英语")] = None
    children: Annotated[bool | None, Shown("Good with children", "适合带孩子")] = None
    note: Annotated[Text | None, Shown("Note", "说明")] = None
    checked_on: Annotated[
        Day | None, Shown("Last checked", "最后核对", help_en="When these facts were last compared", help_zh="最近一次核对这些事实的日期")
    ] = None

    @model_validator(mode="after")
    def check_booking(self) -> Self:
        """Refuse facts about booking where none is needed, and a way without WeChat where only WeChat books."""
        about = ("days_ahead", "release_hour", "channel", "booking_page", "no_show")
        told = [name for name in about if getattr(self, name) not in {None, ()}]
        if self.booking_needed is False and told:
            raise Unfit("needs no booking, yet says %(fields)s; leave one of them out", at="booking_needed", fields=", ".join(told))
        only_wechat = self.booking_needed and self.channel == (BookingChannel.WECHAT,) and not self.walk_in
        if only_wechat and self.without_wechat:
            raise Unfit("can only be booked on WeChat, yet is possible without it; name the other way in `channel`", at="without_wechat")
        return self


class Founding(Part):
    """When something began; `text` hedges where the year is a tradition."""

    year: Annotated[int | None, Shown("Year", "年份"), Field(ge=-500, le=2100)] = None
    text: Annotated[Text | None, Shown("In words", "文字说法", help_en="Where the year is a tradition", help_zh="年份只是传说时用")] = None


class Designation(Part):
    """An official standing: register, level, batch and year (认定)."""

    register_: Annotated[Register, Shown("Register", "名录"), Field(alias="register")]
    level: Annotated[Level | None, Shown("Level", "级别")] = None
    batch: Annotated[int | None, Shown("Batch", "批次"), Field(ge=1, le=30)] = None
    year: Annotated[int | None, Shown("Year", "年份"), Field(ge=1900, le=2100)] = None
    note: Annotated[Text | None, Shown("Note", "说明")] = None


class VenueRef(Part):
    """Where something takes place: a page of a place, or only a name for what is not one."""

    place: Annotated[Slug | None, Shown("Place", "场所", picks="place")] = None
    name: Annotated[Text | None, Shown("Name", "名称", help_en="For what has no page", help_zh="没有页面的才填")] = None
    outside_district: Annotated[bool, Shown("Outside the district", "在区外")] = False


class PastVenue(Part):
    """Where something used to take place."""

    name: Annotated[Text, Shown("Name", "名称")]
    years: Annotated[Text, Shown("Years", "年份")]


class HoursException(Part):
    """Days on which a place keeps other hours than usual, or is closed, and why (临时变动)."""

    starts: Annotated[Day, Shown("First day", "开始")]
    ends: Annotated[Day | None, Shown("Last day", "结束", help_en="Empty is one day", help_zh="留空即只有一天")] = None
    until_further_notice: Annotated[bool, Shown("Until further notice", "恢复日期另行通知")] = False
    hours: Annotated[
        Annotated[Line, AfterValidator(check_times)] | None,
        Shown("Hours", "时间", help_en="Such as 10:00-16:00; empty is closed", help_zh="如 10:00-16:00；留空即闭馆"),
    ] = None
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
    def dated(self) -> DatedHours:
        """Its days and times as the rules of opening hours take them."""
        return DatedHours(self.starts, FOR_EVER if self.until_further_notice else self.ends or self.starts, self.hours)


def apart(exceptions: tuple[HoursException, ...]) -> tuple[HoursException, ...]:
    """Give exceptions back when no day has two; raise ValueError naming both otherwise."""
    check_apart(exception.dated for exception in exceptions)
    return exceptions
