"""The document of a place."""

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from app.documents.base import Document, Line, Slug, Text, WebAddress
from app.documents.fields import Shown
from app.documents.visiting import Admission, Designation, Founding, HoursException, MetroAccess, PointOfPlace, Visit, apart
from app.vocabulary import PlaceKind, Subdistrict


class PlaceDocument(Document):
    """Anywhere with a door or a point: a museum, a shop, a temple, a lake (场所)."""

    family: ClassVar[Literal["place"]] = "place"

    kind: Annotated[PlaceKind, Shown("Kind", "类别", "what")]
    depth: Annotated[Literal["full", "brief"], Shown("Depth", "详略", "text", "Brief when little is known", "所知不多时选简略")] = "full"
    subdistrict: Annotated[Subdistrict | None, Shown("Subdistrict", "街道", "where")] = None
    address: Annotated[Text | None, Shown("Address", "地址", "where", limit_zh=80)] = None
    point: Annotated[PointOfPlace | None, Shown("Point", "坐标", "where", "WGS-84 degrees", "WGS-84 经纬度", builder="point")] = None
    metro: Annotated[tuple[MetroAccess, ...], Shown("Metro", "地铁", "where", one_en="Station", one_zh="地铁站")] = ()
    part_of: Annotated[Slug | None, Shown("Inside", "位于", "where", picks="place")] = None
    opening_hours: Annotated[
        Line | None,
        Shown(
            "Opening hours", "开放时间", "how", "OpenStreetMap syntax, such as Tu-Su 09:00-17:00", "OSM 写法，如 Tu-Su 09:00-17:00", builder="hours"
        ),
    ] = None
    hours_note: Annotated[Text | None, Shown("About the hours", "时间说明", "how", limit_zh=120)] = None
    hours_exceptions: Annotated[
        tuple[HoursException, ...],
        Shown(
            "Closures and exceptions",
            "临时闭馆与变动",
            "how",
            "Days with other hours, or closed where no hours are given, with the reason",
            "某些日子时间不同；不填时间即为闭馆。须写明原因",
            one_en="Exception",
            one_zh="变动",
        ),
        AfterValidator(apart),
    ] = ()
    last_entry_min: Annotated[
        int | None,
        Shown("Last entry", "停止入场", "how", "Minutes before closing, 0 to 240", "闭馆前多少分钟停止入场，0 至 240"),
        Field(ge=0, le=240),
    ] = None
    keeps_workdays: Annotated[
        bool,
        Shown(
            "Follows the working calendar",
            "按工作日历开放",
            "how",
            "On an announced make-up workday it keeps the hours of a Friday",
            "调休上班日照周五的时间开放",
        ),
    ] = False
    admission: Annotated[Admission | None, Shown("Admission", "票价", "how")] = None
    visit: Annotated[Visit | None, Shown("Getting in", "怎么进", "how")] = None
    phone: Annotated[Line | None, Shown("Telephone", "电话", "how")] = None
    website: Annotated[WebAddress | None, Shown("Website", "网站", "how")] = None
    founded: Annotated[Founding | None, Shown("Founded", "始建、创立", "what")] = None
    designations: Annotated[tuple[Designation, ...], Shown("Designations", "认定", "what", one_en="Designation", one_zh="认定")] = ()
    not_to_confuse: Annotated[Text | None, Shown("Not to be confused with", "别弄混", "text", limit_zh=160)] = None
