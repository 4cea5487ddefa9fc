"""The document of a trail: its stops and what lies between them."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from app.documents.base import Document, Part, Shown, Slug, Text
from app.documents.visiting import PointOfPlace
from app.vocabulary import StopKind, TrailMode


class Stop(Part):
    """One stop of a trail (站点): a page of a place, a metro station, or a landmark outside the district."""

    kind: StopKind = StopKind.PLACE
    place: Slug | None = None
    station: Slug | None = None
    name: Text | None = None
    point: PointOfPlace | None = None
    stay_min: Annotated[int, Field(ge=0, le=600)] = 0
    text: Text
    practical: Text | None = None
    by_metro: bool = False
    directions: Text | None = None

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


class TrailDocument(Document):
    """An ordered walk of places, each with its own text (线路)."""

    family: ClassVar[Literal["trail"]] = "trail"

    theme: Annotated[Text, Shown("Theme", "主题", "what", limit_zh=40)]
    mode: Annotated[TrailMode, Shown("Mode", "方式", "what")] = TrailMode.WALK
    stops: Annotated[tuple[Stop, ...], Shown("Stops", "站点", "stops", picks="place"), Field(min_length=2)]
    season: Annotated[Text | None, Shown("Season", "季节", "how")] = None
    best_time: Annotated[Text | None, Shown("Best time of day", "时段", "how")] = None
    step_free: Annotated[bool | None, Shown("Step-free", "无障碍", "how")] = None
    step_free_note: Annotated[Text | None, Shown("About steps", "台阶说明", "how")] = None
    family_note: Annotated[Text | None, Shown("With children", "带孩子", "how")] = None
    notice: Annotated[Text | None, Shown("Notice", "提示", "how")] = None
