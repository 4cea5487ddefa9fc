"""The document of a trail: its stops, what lies between them, and what closes for a while."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from app.documents.base import ClockTime, Day, Document, MediaRef, Part, Shown, Slug, Text
from app.documents.visiting import PointOfPlace
from app.rules.hours.dated import FOR_EVER
from app.vocabulary import StopKind, TrailMode, VariantKind

PICTURE = re.compile(r"[a-z0-9][a-z0-9.-]{0,70}\.(?:jpe?g|png|webp)")
StopNumber = Annotated[int, Field(ge=1, le=99)]


class Closure(Part):
    """Days on which a stop or the way to it is closed, and why (临时封闭)."""

    starts: Day
    ends: Day | None = None
    until_further_notice: bool = False
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
    def last_day(self) -> date:
        """Its last day; the end of time when it is until further notice."""
        return FOR_EVER if self.until_further_notice else self.ends or self.starts

    def covers(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.starts <= day <= self.last_day


class Turn(Part):
    """One turn of the way, in words, with a photograph where it helps (转弯)."""

    text: Text
    picture: MediaRef | None = None

    @model_validator(mode="after")
    def check_picture(self) -> Self:
        """A photograph is a file of the guide's own and says in both languages what it shows."""
        if self.picture and not PICTURE.fullmatch(self.picture.file):
            raise ValueError("picture.file must be lowercase letters, digits, points and hyphens, and end in .jpg, .jpeg, .png or .webp")
        if self.picture and not self.picture.alt.en:
            raise ValueError("picture.alt must be in both languages")
        return self


class Leg(Part):
    """The way to a stop from the one before, beyond its length (路段)."""

    step_free: bool | None = None
    stroller: bool | None = None
    note: Text | None = None
    turns: tuple[Turn, ...] = ()
    closures: tuple[Closure, ...] = ()


class Stop(Part):
    """One stop of a trail (站点): a page of a place, a metro station, or a landmark outside the district."""

    kind: StopKind = StopKind.PLACE
    place: Slug | None = None
    station: Slug | None = None
    name: Text | None = None
    point: PointOfPlace | None = None
    stay_min: Annotated[int, Field(ge=0, le=600)] = 0
    text: Text
    look_for: Text | None = None
    practical: Text | None = None
    by_metro: bool = False
    directions: Text | None = None
    leg: Leg | None = None
    closures: tuple[Closure, ...] = ()

    @model_validator(mode="after")
    def check_target(self) -> Self:
        """A place stop names its place, a station stop its station, a landmark its name and point."""
        wanted = {
            StopKind.PLACE: self.place is not None,
            StopKind.STATION: self.station is not None,
            StopKind.LANDMARK: self.name is not None and self.point is not None,
        }
        if not wanted[self.kind]:
            raise ValueError(f"a stop of kind {self.kind} must name its place, station, or name and point")
        return self

    @property
    def leg_closures(self) -> tuple[Closure, ...]:
        """The closures of the way to it."""
        return self.leg.closures if self.leg else ()


class Shortcut(Part):
    """A way to leave stops out: from one stop straight to a later one (近道)."""

    from_stop: StopNumber
    to_stop: StopNumber
    text: Text

    @model_validator(mode="after")
    def check_order(self) -> Self:
        """A shortcut leaves out at least one stop."""
        if self.to_stop < self.from_stop + 2:
            raise ValueError(f"leads from stop {self.from_stop} to stop {self.to_stop}; it must leave out at least one stop")
        return self


class FoodOnTheWay(Part):
    """Where one eats on the way, after which stop: a page of a place, or only a name (沿途饮食)."""

    after_stop: StopNumber
    place: Slug | None = None
    name: Text | None = None
    text: Text

    @model_validator(mode="after")
    def check_named(self) -> Self:
        """It names its place or says what it is called."""
        if self.place is None and self.name is None:
            raise ValueError("must name a place or have a name")
        return self


class TrailDocument(Document):
    """An ordered walk of places, each with its own text (线路)."""

    family: ClassVar[Literal["trail"]] = "trail"

    theme: Annotated[Text, Shown("Theme", "主题", "what", limit_zh=40)]
    mode: Annotated[TrailMode, Shown("Mode", "方式", "what")] = TrailMode.WALK
    variant_of: Annotated[Slug | None, Shown("Variant of", "是哪条线路的变体", "what", picks="trail")] = None
    variant: Annotated[VariantKind | None, Shown("Kind of variant", "变体类别", "what")] = None
    stops: Annotated[tuple[Stop, ...], Shown("Stops", "站点", "stops", picks="place"), Field(min_length=2, max_length=60)]
    shortcuts: Annotated[tuple[Shortcut, ...], Shown("Shortcuts", "近道", "stops", "Stops by their number", "用站点的序号")] = ()
    food: Annotated[tuple[FoodOnTheWay, ...], Shown("Food on the way", "沿途饮食", "stops", picks="place")] = ()
    season: Annotated[Text | None, Shown("Season", "季节", "how")] = None
    best_time: Annotated[Text | None, Shown("Best time of day", "时段", "how")] = None
    usual_start: Annotated[ClockTime | None, Shown("Usual start", "一般几点出发", "how", "Such as 09:30", "如 09:30")] = None
    step_free: Annotated[bool | None, Shown("Step-free", "无障碍", "how", "Legs that say nothing are as this", "没有写明的路段以此为准")] = None
    step_free_note: Annotated[Text | None, Shown("About steps", "台阶说明", "how")] = None
    stroller: Annotated[bool | None, Shown("With a stroller", "推婴儿车", "how", "Legs that say nothing are as this", "没有写明的路段以此为准")] = (
        None
    )
    family_note: Annotated[Text | None, Shown("With children", "带孩子", "how")] = None
    notice: Annotated[Text | None, Shown("Notice", "提示", "how")] = None

    @model_validator(mode="after")
    def check_legs(self) -> Self:
        """Refuse a leg before the first stop, a ride on a walk, a mode without its ride, and better facts than those of the worst leg."""
        if self.stops[0].leg or self.stops[0].by_metro:
            raise ValueError("the first stop has no way to it; leave out its leg")
        if any(stop.by_metro for stop in self.stops) and self.mode is TrailMode.WALK:
            raise ValueError("a leg goes by metro, so the mode is walk_metro")
        if self.mode is TrailMode.WALK_METRO and not any(stop.by_metro for stop in self.stops):
            raise ValueError("the mode is walk_metro, but no leg goes by metro")
        for name, own in (("step_free", self.step_free), ("stroller", self.stroller)):
            worst = [number for number, fact in enumerate(self.facts_of_legs(name), 2) if fact is False]
            if own and worst:
                raise ValueError(f"{name}: the way to stop {worst[0]} is not, and a trail takes its worst leg")
        return self

    @model_validator(mode="after")
    def check_numbers(self) -> Self:
        """Shortcuts and food name stops that there are; a variant names its trail and its kind, or neither."""
        for number in (*(item.to_stop for item in self.shortcuts), *(item.after_stop for item in self.food)):
            if number > len(self.stops):
                raise ValueError(f"there is no stop {number}; the trail has {len(self.stops)}")
        if (self.variant_of is None) != (self.variant is None):
            raise ValueError("variant_of and variant go together")
        return self

    def facts_of_legs(self, name: str) -> list[bool | None]:
        """Give what each leg says of `step_free` or `stroller`."""
        return [getattr(stop.leg, name) if stop.leg else None for stop in self.stops[1:]]

    @property
    def is_step_free(self) -> bool | None:
        """Whether a wheelchair gets along all of it; None when that is not known."""
        return worst_of(self.facts_of_legs("step_free"), self.step_free)

    @property
    def is_for_strollers(self) -> bool | None:
        """Whether a stroller gets along all of it; None when that is not known."""
        return worst_of(self.facts_of_legs("stroller"), self.stroller)


def worst_of(legs: Iterable[bool | None], otherwise: bool | None) -> bool | None:
    """Give the worst of some legs, a leg that says nothing being as `otherwise`: no before unknown before yes."""
    facts = [otherwise if fact is None else fact for fact in legs]
    if False in facts or otherwise is False:
        return False
    return None if None in facts else True
