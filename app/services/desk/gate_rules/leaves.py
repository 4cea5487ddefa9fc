"""Everything that is written in a document, piece by piece, each with the path of its field."""

from collections.abc import Iterator
from enum import Enum
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.documents.base import Text
from app.documents.fields import Shown


class Said(NamedTuple):
    """A text in both languages: its path, its field's name, whether it is Markdown."""

    path: str
    field: str
    text: Text
    is_markdown: bool

    @property
    def languages(self) -> tuple[tuple[str, str, str], ...]:
        """Each language with the path of its control and its words."""
        return ("zh", f"{self.path}.zh", self.text.zh), ("en", f"{self.path}.en", self.text.en)


class Leaf(NamedTuple):
    """One piece of writing: its path and words; `said` when it is a text in both languages, of which it is the first."""

    path: str
    words: str
    said: Said | None = None


def leaves_of(part: BaseModel, path: str = "") -> Iterator[Leaf]:
    """Give everything written in a part of a document, in the order of its fields."""
    for name, info in type(part).model_fields.items():
        where = f"{path}.{info.alias or name}" if path else info.alias or name
        yield from leaves_in(getattr(part, name), where, name, info)


def leaves_in(value: Any, path: str, name: str, info: FieldInfo) -> Iterator[Leaf]:
    """Give everything written in the value of one field."""
    if isinstance(value, Text):
        said = Said(path, name, value, is_markdown(info))
        yield Leaf(f"{path}.zh", value.zh, said)
        yield Leaf(f"{path}.en", value.en)
    elif isinstance(value, BaseModel):
        yield from leaves_of(value, path)
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from leaves_in(one, f"{path}.{number}", name, info)
    elif isinstance(value, str) and not isinstance(value, Enum):
        yield Leaf(path, value)


def is_markdown(info: FieldInfo) -> bool:
    """Whether a field is written in Markdown."""
    return any(isinstance(one, Shown) and one.markdown for one in info.metadata)
