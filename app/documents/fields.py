"""How a field appears at the desk: its labels, help and limits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """How a field appears: its labels, the section of the desk's form, its help and its limits.

    `one_zh` and `one_en` name one row of a list. `picks` is the family of pages (or `station`, `page`, `media`) that it
    is chosen from, `counts` the list whose rows its number counts, `builder` the tool beside it, `long` a text of
    several lines.
    """

    en: str
    zh: str
    section: str = "more"
    help_en: str = ""
    help_zh: str = ""
    public: bool = True
    limit_zh: int | None = None
    limit_en_words: int | None = None
    picks: str | None = None
    markdown: bool = False
    one_en: str = ""
    one_zh: str = ""
    counts: str | None = None
    builder: str | None = None
    long: bool = False

    @property
    def label(self) -> dict[str, str]:
        """The label in both languages."""
        return {"zh": self.zh, "en": self.en}

    @property
    def help(self) -> dict[str, str] | None:
        """The help in both languages, or None."""
        return {"zh": self.help_zh, "en": self.help_en} if self.help_en else None

    @property
    def one(self) -> dict[str, str]:
        """The name of one row in both languages."""
        return {"zh": self.one_zh or self.zh, "en": self.one_en or self.en}
