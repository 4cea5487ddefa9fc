"""Type hints of a document's fields without their wrapping: what a field is, and what is said of it."""

from dataclasses import dataclass, field
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AfterValidator
from pydantic.fields import FieldInfo


@dataclass
class Unwrapped:
    """A type without its wrapping: what it is, what is said of it, whether it may be left out."""

    type: Any
    said: list[Any] = field(default_factory=list)
    is_optional: bool = False

    def find(self, kind: type[Any]) -> Any:
        """Give what is said of a kind, or None."""
        return next((one for one in self.said if isinstance(one, kind)), None)

    @property
    def checks(self) -> set[Any]:
        """The functions that check a value after it was read."""
        return {one.func for one in self.said if isinstance(one, AfterValidator)}


def unwrapped(hint: Any) -> Unwrapped:
    """Give a type hint without `Annotated` and `| None`, with all that they say."""
    if get_origin(hint) is Annotated:
        inner, *said = get_args(hint)
        found = unwrapped(inner)
        for one in said:
            found.said += one.metadata if isinstance(one, FieldInfo) else [one]
        return found
    if get_origin(hint) in {Union, UnionType}:
        found = unwrapped(next(one for one in get_args(hint) if one is not NoneType))
        found.is_optional = True
        return found
    return Unwrapped(hint)
