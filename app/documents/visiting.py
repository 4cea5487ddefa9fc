"""Parts that several families share: where a page is, what it costs, how one gets in."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from app.documents.base import ClockTime, Day, Line, Part, Slug, Text, WebAddress
from app.rules.hours import DatedHours, check_apart, check_times
from app.rules.hours.dated import FOR_EVER
from app.vocabulary import AdmissionKind, BookingChannel, Level, Payment, Register


class PointOfPlace(Part):
    """Where a place is, in WGS-84 degrees, how exact that is and where the figures come from."""

    lat: Annotated[float, Field(ge=39.5, le=40.3)]
    lon: Annotated[float, Field(ge=115.9, le=116.8)]
    accuracy_m: Annotated[int, Field(ge=1, le=1000)]
    origin: Line
    approximate: bool = False


class Admission(Part):
    """What one pays, in yuan."""

    kind: AdmissionKind
    price_cny: Annotated[float, Field(ge=0, le=100_000)] | None = None
    note: Text | None = None


class MetroAccess(Part):
    """A way from a metro station: its exit and the straight-line distance in metres."""

    station: Slug
    exit: Line | None = None
    distance_m: Annotated[int, Field(ge=0, le=5000)] | None = None


class Visit(Part):
    """How one gets in (怎么进): yes, no, or unknown when left out; `checked_on` is when these facts were last compared."""

    booking_needed: bool | None = None
    days_ahead: Annotated[int, Field(ge=0, le=365)] | None = None
    release_hour: ClockTime | None = None
    channel: tuple[BookingChannel, ...] = ()
    booking_page: WebAddress | None = None
    walk_in: bool | None = None
    passport_accepted: bool | None = None
    without_wechat: bool | None = None
    payment: tuple[Payment, ...] = ()
    no_show: Text | None = None
    step_free: bool | None = None
    english_spoken: bool | None = None
    children: bool | None = None
    note: Text | None = None
    checked_on: Day | None = None

    @model_validator(mode="after")
    def check_booking(self) -> Self:
        """Refuse facts about booking where none is needed, and a way without WeChat where only WeChat books."""
        about = ("days_ahead", "release_hour", "channel", "booking_page", "no_show")
        told = [name for name in about if getattr(self, name) not in {None, ()}]
        if self.booking_needed is False and told:
            raise ValueError(f"needs no booking, yet says {', '.join(told)}; leave one of them out")
        only_wechat = self.booking_needed and self.channel == (BookingChannel.WECHAT,) and not self.walk_in
        if only_wechat and self.without_wechat:
            raise ValueError("can only be booked on WeChat, yet is possible without it; name the other way in `channel`")
        return self


class Founding(Part):
    """When something began; `text` hedges where the year is a tradition."""

    year: Annotated[int, Field(ge=-500, le=2100)] | None = None
    text: Text | None = None


class Designation(Part):
    """An official standing: register, level, batch and year (认定)."""

    register_: Annotated[Register, Field(alias="register")]
    level: Level | None = None
    batch: Annotated[int, Field(ge=1, le=30)] | None = None
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    note: Text | None = None


class VenueRef(Part):
    """Where something takes place: a page of a place, or only a name for what is not one."""

    place: Slug | None = None
    name: Text | None = None
    outside_district: bool = False


class PastVenue(Part):
    """Where something used to take place."""

    name: Text
    years: Text


class HoursException(Part):
    """Days on which a place keeps other hours than usual, or is closed, and why (临时变动)."""

    starts: Day
    ends: Day | None = None
    until_further_notice: bool = False
    hours: Annotated[Line, AfterValidator(check_times)] | None = None
    reason: Text

    @model_validator(mode="after")
    def check_days(self) -> Self:
        """Refuse an end before the start, and an end that is both known and not."""
        if self.ends and self.until_further_notice:
            raise ValueError("has an end and is until further notice; leave one of them out")
        if self.ends and self.ends < self.starts:
            raise ValueError(f"ends on {self.ends}, before it starts on {self.starts}")
        return self

    @property
    def dated(self) -> DatedHours:
        """Its days and times as the rules of opening hours take them."""
        return DatedHours(self.starts, FOR_EVER if self.until_further_notice else self.ends or self.starts, self.hours)


def apart(exceptions: tuple[HoursException, ...]) -> tuple[HoursException, ...]:
    """Give exceptions back when no day has two; raise ValueError naming both otherwise."""
    check_apart(exception.dated for exception in exceptions)
    return exceptions
