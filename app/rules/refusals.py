"""Refusals: sentences with named values, so that a desk can say them in its own language, at the field concerned."""

from typing import Any


class Unfit(ValueError):
    """A text or a group of fields that cannot be so; the sentence has named values, `at` is the field within a group."""

    def __init__(self, sentence: str, *, at: str = "", **values: Any) -> None:
        self.sentence, self.at, self.values_said = sentence, at, values
        super().__init__(sentence % values if values else sentence)
