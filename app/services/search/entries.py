"""What can be suggested: every public page by its names, and the kinds and interests that public pages have."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import i18n
from app.queries.pages import P, is_public
from app.services.search.name_forms import Form, forms_of
from app.vocabulary import EventKind, Family, Interest, PlaceKind, StoryKind, Word

INTEREST = "interest"
# The families whose pages have kinds; an event's kind is that of its series.
KINDS: dict[Family, type[Word]] = {Family.PLACE: PlaceKind, Family.SERIES: EventKind, Family.STORY: StoryKind}
ORDER = (Family.SERIES, Family.NEIGHBOURHOOD, Family.PLACE, Family.TRAIL, Family.EVENT, Family.STORY)
LASTING = frozenset({Family.SERIES, Family.NEIGHBOURHOOD, Family.PLACE})
COLUMNS = (P.id, P.family, P.slug, P.sort_zh, P.card, P.content["also_known_as"], P.content["pinyin"], P.content["interests"])
Use = tuple[str, str]
STANDING_BITS = 32
NEWEST = 2_150
ROOMS = (8, 128, 256, 128, 128)


@dataclass(frozen=True, eq=False, slots=True)
class Entry:
    """A page; or a word: a kind of `family`, or without a family an interest; `slug` is then its value.

    Its name in traditional characters is held too, because to convert it takes longer than to find it.
    `standing` orders entries that fit equally well: words first, then what lasts before what passes, the shorter name
    (of equally long ones a series first), the newer edition, the reading.
    """

    standing: tuple[int, int, int, str, int]
    family: Family | None
    slug: str
    zh: str
    hant: str
    en: str
    kind: str | None = None
    is_word: bool = False
    is_edition: bool = False

    @property
    def rank(self) -> int:
        """What a number of 32 bits can say of the standing: as much as two letters of the reading."""
        kind, size, age, sort, _number = self.standing
        letters = [ord(letter) for letter in f"{sort}\0\0"[:2]]
        rank, is_full = 0, False
        for value, room in zip((kind, size, min(age + NEWEST, 255), *letters), ROOMS, strict=True):
            # What does not fit ends the order: whatever follows would put first what stands later.
            rank = rank * room + (room - 1 if is_full else min(value, room - 1))
            is_full = is_full or value >= room
        return rank

    @property
    def use(self) -> Use:
        """The word as pages use it."""
        return (self.family.value if self.family else INTEREST, self.slug)


@dataclass(frozen=True, slots=True)
class Read:
    """A page as it was read: its row, its entry, the forms of its names, and the words it uses."""

    number: int
    entry: Entry
    forms: list[Form]
    uses: list[Use]


def words() -> Iterator[tuple[Entry, list[Form]]]:
    """Give the kinds and interests with the forms of their labels."""
    members: list[tuple[Family | None, Word]] = [(family, word) for family, kinds in KINDS.items() for word in kinds]
    members += [(None, interest) for interest in Interest]
    for number, (family, word) in enumerate(members):
        entry = Entry((0, len(word.zh), 0, word.zh, number), family, word.value, word.zh, i18n.to_traditional(word.zh), word.en, is_word=True)
        yield entry, forms_of((word.zh, word.en), ())


def pages(session: Session, numbers: Collection[int] | None = None) -> Iterator[Read]:
    """Give the public pages, all or those among some rows."""
    statement = select(*COLUMNS).where(is_public())
    for row in session.execute(statement if numbers is None else statement.where(P.id.in_(numbers))):
        yield read(row)


def read(row: Sequence[Any]) -> Read:
    """Give one page from its row of `COLUMNS`."""
    number, family, slug, sort, card, aliases, pinyin, interests = row
    name, kind = card["name"], card.get("kind")
    zh, en = name["zh"], name.get("en") or ""
    order = ORDER.index(family)
    standing = (1 if family in LASTING else 1 + order, len(zh) * len(ORDER) + order, -(card.get("year") or 0), sort, number)
    uses = [(INTEREST, interest) for interest in interests or ()]
    if kind and family in KINDS:
        uses.append((family.value, kind))
    entry = Entry(standing, family, slug, zh, i18n.to_traditional(zh), en, kind, is_edition=bool(card.get("series")))
    return Read(number, entry, forms_of(filter(None, (zh, en, pinyin)), aliases or ()), uses)
