"""Faults of a document in words: where, what is wrong, what is allowed."""

from typing import Any, NamedTuple

from pydantic import ValidationError


class Fault(NamedTuple):
    """One thing wrong in a document: the field's path and a sentence."""

    field: str
    message: str


WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field here",
    "string_type": "must be text",
    "string_too_long": "is longer than {max_length} characters",
    "string_too_short": "is empty",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true, false or left out",
    "bool_parsing": "must be true, false or left out",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "too_short": "needs at least {min_length}",
    "too_long": "has more than {max_length}",
    "enum": "is not allowed; allowed: {expected}",
    "literal_error": "is not allowed; allowed: {expected}",
    "tuple_type": "must be a list",
    "model_type": "must be a group of fields",
    "dict_type": "must be a group of fields",
    "date_from_datetime_parsing": "must be a day as YYYY-MM-DD",
    "date_type": "must be a day as YYYY-MM-DD",
    "date_parsing": "must be a day that exists, as YYYY-MM-DD",
    "date_from_datetime_inexact": "must be a day as YYYY-MM-DD",
    "finite_number": "must be a finite number",
}


def path_of(location: tuple[Any, ...]) -> str:
    """Give a field's path as people count: stops[2].text.zh."""
    path = ""
    for step in location:
        path += f"[{step + 1}]" if isinstance(step, int) else (f".{step}" if path else str(step))
    return path or "the document"


def sentence(error: Any) -> str:
    """Give what is wrong and, where there is a closed choice, what is allowed."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return str(context.get("error", error["msg"]))
    words: str = WORDS.get(kind, error["msg"])
    return words.format(**context)


def faults_of(error: ValidationError) -> list[Fault]:
    """Give every fault of a validation, in the order of the fields.

    Pydantic counts only the sound items of a list; that a list is too short is left out while one of its items is at fault.
    """
    found = error.errors(include_url=False)
    return [Fault(path_of(one["loc"]), sentence(one)) for one in found if not (one["type"] == "too_short" and has_faulty_item(one["loc"], found))]


def has_faulty_item(location: tuple[Any, ...], errors: list[Any]) -> bool:
    """Whether an item of the list at a location is at fault."""
    depth = len(location)
    return any(len(other["loc"]) > depth and other["loc"][:depth] == location and isinstance(other["loc"][depth], int) for other in errors)
