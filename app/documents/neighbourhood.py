"""The document of a neighbourhood: the introduction to one subdistrict."""

from typing import Annotated, ClassVar, Literal

from app.documents.base import Document
from app.documents.fields import Shown
from app.documents.visiting import PointOfPlace


class NeighbourhoodDocument(Document):
    """A subdistrict as a visitor meets it; its slug is the subdistrict's (街区)."""

    family: ClassVar[Literal["neighbourhood"]] = "neighbourhood"

    point: Annotated[PointOfPlace, Shown("Middle", "中心点", "where", builder="point")]
