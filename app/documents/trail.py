"""The document of a trail: its stops, what lies between them, and what closes for a while."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from app.documents.base import ClockTime, Document, Part, Slug, Text
from app.documents.fields import Shown
from app.documents.legs import Closure, Leg
from app.documents.visiting import PointOfPlace
from app.rules.refusals import Unfit
from app.vocabulary import StopKind, TrailMode, VariantKind

StopNumber = Annotated[int, Field(ge=1, le=99)]


class Stop(Part):
    """One stop of a trail (站点): a page of a place, a metro station, or a landmark outside the district."""

    kind: Annotated[StopKind, Shown("Kind", "类别")] = StopKind.PLACE
    place: Annotated[Slug | None, Shown("Place", "场所", picks="place")] = None
    station: Annotated[Slug | None, Shown("Station", "地铁站", picks="station")] = None
    name: Annotated[
        Text | None,
        Shown("Name", "名称", help_en="Only for a landmark, or to call it otherwise than its page", help_zh="地标必填；别的站点只在叫法不同时填"),
    ] = None
    point: Annotated[PointOfPlace | None, Shown("Point", "坐标", builder="point")] = None
    stay_min: Annotated[int, Shown("Stay", "停留", help_en="In minutes", help_zh="分钟"), Field(ge=0, le=600)] = 0
    text: Annotated[Text, Shown("Text", "文字", long=True)]
    look_for: Annotated[Text | None, Shown("Look for", "留意", long=True)] = None
    practical: Annotated[Text | None, Shown("Good to know", "实用提示", long=True)] = None
    by_metro: Annotated[bool, Shown("By metro from the stop before", "从上一站乘地铁来")] = False
    directions: Annotated[Text | None, Shown("Directions", "怎么走", help_en="From the stop before", help_zh="从上一站来", long=True)] = None
    leg: Annotated[Leg | None, Shown("The way here", "来路")] = None
    closures: Annotated[tuple[Closure, ...], Shown("Closures of the stop", "站点封闭", one_en="Closure", one_zh="封闭")] = ()

    @model_validator(mode="after")
    def check_target(self) -> Self:
        """A place stop names its place, a station stop its station, a landmark its name and point."""
        wanted = {
            StopKind.PLACE: self.place is not None,
            StopKind.STATION: self.station is not None,
            StopKind.LANDMARK: self.name is not None and self.point is not None,
        }
        if not wanted[self.kind]:
            raise Unfit(
                "a stop of kind %(kind)s must name its place, station, or name and point",
                at=self.kind if self.kind != "landmark" else "name",
                kind=self.kind,
            )
        return self

    @property
    def leg_closures(self) -> tuple[Closure, ...]:
        """The closures of the way to it."""
        return self.leg.closures if self.leg else ()


class Shortcut(Part):
    """A way to leave stops out: from one stop straight to a later one (近道)."""

    from_stop: Annotated[StopNumber, Shown("From stop", "从第几站", counts="stops")]
    to_stop: Annotated[StopNumber, Shown("To stop", "到第几站", counts="stops")]
    text: Annotated[Text, Shown("Text", "文字", long=True)]

    @model_validator(mode="after")
    def check_order(self) -> Self:
        """A shortcut leaves out at least one stop."""
        if self.to_stop < self.from_stop + 2:
            raise Unfit(
                "leads from stop %(one)s to stop %(other)s; it must leave out at least one stop", at="to_stop", one=self.from_stop, other=self.to_stop
            )
        return self


class FoodOnTheWay(Part):
    """Where one eats on the way, after which stop: a page of a place, or only a name (沿途饮食)."""

    after_stop: Annotated[StopNumber, Shown("After stop", "在第几站之后", counts="stops")]
    place: Annotated[Slug | None, Shown("Place", "场所", picks="place")] = None
    name: Annotated[Text | None, Shown("Name", "名称", help_en="For what has no page", help_zh="没有页面的才填")] = None
    text: Annotated[Text, Shown("Text", "文字", long=True)]

    @model_validator(mode="after")
    def check_named(self) -> Self:
        """It names its place or says what it is called."""
        if self.place is None and self.name is None:
            raise Unfit("must name a place or have a name", at="place")
        return self


class TrailDocument(Document):
    """An ordered walk of places, each with its own text (线路)."""

    family: ClassVar[Literal["trail"]] = "trail"

    theme: Annotated[Text, Shown("Theme", "主题", "what", limit_zh=40)]
    mode: Annotated[TrailMode, Shown("Mode", "方式", "what")] = TrailMode.WALK
    variant_of: Annotated[Slug | None, Shown("Variant of", "是哪条线路的变体", "what", picks="trail")] = None
    variant: Annotated[VariantKind | None, Shown("Kind of variant", "变体类别", "what")] = None
    stops: Annotated[
        tuple[Stop, ...], Shown("Stops", "站点", "stops", picks="place", one_en="Stop", one_zh="站点"), Field(min_length=2, max_length=60)
    ]
    shortcuts: Annotated[
        tuple[Shortcut, ...], Shown("Shortcuts", "近道", "stops", "Stops by their number", "用站点的序号", one_en="Shortcut", one_zh="近道")
    ] = ()
    food: Annotated[tuple[FoodOnTheWay, ...], Shown("Food on the way", "沿途饮食", "stops", picks="place", one_en="Food", one_zh="饮食")] = ()
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
            raise Unfit("the first stop has no way to it; leave out its leg", at="stops")
        if any(stop.by_metro for stop in self.stops) and self.mode is TrailMode.WALK:
            raise Unfit("a leg goes by metro, so the mode is walk_metro", at="mode")
        if self.mode is TrailMode.WALK_METRO and not any(stop.by_metro for stop in self.stops):
            raise Unfit("the mode is walk_metro, but no leg goes by metro", at="mode")
        for name, own in (("step_free", self.step_free), ("stroller", self.stroller)):
            worst = [number for number, fact in enumerate(self.facts_of_legs(name), 2) if fact is False]
            if own and worst:
                raise Unfit("%(name)s: the way to stop %(number)s is not, and a trail takes its worst leg", at=name, name=name, number=worst[0])
        return self

    @model_validator(mode="after")
    def check_numbers(self) -> Self:
        """Shortcuts and food name stops that there are; a variant names its trail and its kind, or neither."""
        named = [(f"shortcuts.{row}.to_stop", item.to_stop) for row, item in enumerate(self.shortcuts)]
        for path, number in (*named, *((f"food.{row}.after_stop", item.after_stop) for row, item in enumerate(self.food))):
            if number > len(self.stops):
                raise Unfit("there is no stop %(number)s; the trail has %(many)s", at=path, number=number, many=len(self.stops))
        if (self.variant_of is None) != (self.variant is None):
            raise Unfit("variant_of and variant go together", at="variant")
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
