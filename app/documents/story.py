"""The document of a story."""

from typing import Annotated, ClassVar, Literal

from app.documents.base import Document, PageRef
from app.documents.fields import Shown
from app.vocabulary import StoryKind


class StoryDocument(Document):
    """An article about other pages (故事)."""

    family: ClassVar[Literal["story"]] = "story"

    kind: Annotated[StoryKind, Shown("Kind", "类别", "what")]
    subjects: Annotated[tuple[PageRef, ...], Shown("Subjects", "写的是", "what", picks="page", one_en="Subject", one_zh="对象")] = ()
