"""Parts that several families share: where a page is, what it costs, how one gets in."""

from typing import Annotated

from pydantic import Field

from app.documents.base import Line, Part, Slug, Text
from app.vocabulary import AdmissionKind, Level, Register


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
    """What a visitor decides by: yes, no, or unknown when left out."""

    step_free: bool | None = None
    booking_needed: bool | None = None
    passport_accepted: bool | None = None
    english_spoken: bool | None = None
    without_wechat: bool | None = None
    children: bool | None = None
    note: Text | None = None


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
