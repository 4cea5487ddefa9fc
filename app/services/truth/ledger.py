"""The ledger of translations: for each text, whether its English was made from the Chinese that stands there now.

A revision holds in `made_from`, by the path of a text, the Chinese that its English was made from, where that is not the
Chinese of the revision itself. It is reckoned when the revision is made, from the one before:

- English that was written anew is made from the Chinese its writer saw;
- English that stayed while its Chinese changed is still made from the former Chinese, unless the change was a minor one;
- Chinese that becomes again what it was makes its English right again.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.documents.base import Document
from app.models.page import Page, Revision
from app.models.truth import TranslationState
from app.services.desk.controls import controls_of
from app.services.desk.heads import head, revision_of
from app.services.truth.aligning import Aligned, aligned
from app.vocabulary import Word

MadeFrom = dict[str, str]


class Following(Word):
    """How the English of one text stands to its Chinese (译文状态)."""

    UP_TO_DATE = "up_to_date", "已同步", "up to date"
    CHANGED = "changed", "中文已改", "Chinese changed since"
    MISSING = "missing", "缺英文", "missing"


@dataclass(frozen=True)
class Said:
    """A state of a document: its plain values, and what its English was made from."""

    values: dict[str, Any]
    made_from: Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """One text in the ledger: its path, its words, and the Chinese that its English was made from."""

    path: str
    zh: str
    en: str
    source: str

    @property
    def following(self) -> Following:
        """How its English stands to its Chinese."""
        if not self.en.strip():
            return Following.MISSING
        return Following.UP_TO_DATE if self.source == self.zh else Following.CHANGED


def follow(kind: type[Document], before: Said, after: dict[str, Any], *, typed: Said | None = None, is_minor: bool = False) -> MadeFrom:
    """Give what the English of `after` was made from, where that is not the Chinese beside it.

    `before` is the state that `after` follows. Where `after` joins two people's work, `typed` is what one of them wrote,
    with the Chinese that they saw. `is_minor` says that the English need not follow what changed in the Chinese.
    """
    controls = controls_of(kind)
    joined = {one.path: one for one in aligned(controls, typed.values, after)} if typed is not None else {}
    found = {}
    for one in aligned(controls, before.values, after):
        mine = joined.get(one.path)
        source = source_typed(one, mine, typed) if mine is not None and typed is not None else None
        source = source if source is not None else source_kept(one, before, is_minor=is_minor)
        if one.en.strip() and source != one.zh:
            found[one.path] = source
    return found


def source_typed(one: Aligned, mine: Aligned, typed: Said) -> str | None:
    """Give the Chinese that the English of a text was made from by the one who typed it; None when it is not theirs."""
    said = mine.former
    if said is None or said.get("en", "") != one.en:
        return None
    is_whole, is_new = said.get("zh") == one.zh, one.former is None or one.former.get("en", "") != one.en
    return typed.made_from.get(mine.former_path or "", said.get("zh", "")) if is_whole or is_new else None


def source_kept(one: Aligned, before: Said, *, is_minor: bool) -> str:
    """Give the Chinese that the English of a text was made from, by what stood there before."""
    if one.former is None or one.former.get("en", "") != one.en:
        return one.zh
    known = before.made_from.get(one.former_path or "")
    return one.zh if is_minor and known is None else known or one.former.get("zh", "")


def said_by(session: Session, page: Page, number: int) -> Said:
    """Give a revision of a page with what its English was made from; nothing for the number 0."""
    revision = revision_of(session, page, number) if number else None
    return Said(revision.content, revision.made_from) if revision is not None else Said({}, {})


def entries(kind: type[Document], said: Said) -> list[Entry]:
    """Give every text of a document with its place in the ledger, in the order of the form."""
    return [Entry(one.path, one.zh, one.en, said.made_from.get(one.path, one.zh)) for one in aligned(controls_of(kind), {}, said.values)]


def head_of(session: Session, page: Page) -> tuple[int, Said]:
    """Give the newest text of a page, an open draft or else the live one: its number, and what it says."""
    found = head(session, page)
    return found.number, said_by(session, page, found.number)


def count(session: Session, page: Page, kind: type[Document]) -> None:
    """Write down how far the English of a page's newest text follows, in the caller's transaction."""
    number, said = head_of(session, page)
    states = [entry.following for entry in entries(kind, said)]
    row = session.get(TranslationState, page.id) or TranslationState(page_id=page.id)
    row.revision, row.texts = number, len(states)
    row.changed, row.missing = states.count(Following.CHANGED), states.count(Following.MISSING)
    session.add(row)


def settle(session: Session, page: Page, revision: Revision, kind: type[Document], path: str) -> bool:
    """Say that the English of a text is right for the Chinese of this revision; give whether it was open."""
    if path not in revision.made_from:
        return False
    revision.made_from = {name: source for name, source in revision.made_from.items() if name != path}
    session.flush()
    count(session, page, kind)
    return True


def kept_english(kind: type[Document], old: Said, now: Said) -> Said:
    """Give a former text as it comes back: what people translated since is kept where it fits its Chinese, or where no English was yet."""
    values: dict[str, Any] = copy.deepcopy(old.values)
    made_from: MadeFrom = dict(old.made_from)
    for one in aligned(controls_of(kind), now.values, values):
        former = one.former or {}
        written, source = former.get("en", ""), now.made_from.get(one.former_path or "", former.get("zh", ""))
        if written.strip() and (source == one.zh or not one.en.strip()):
            one.text["en"] = written
            made_from[one.path] = source
    return Said(values, made_from)
