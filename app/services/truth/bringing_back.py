"""Translations that come back in a file: each page's English becomes a draft, all of them or none."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.faults import faults_of
from app.documents.registry import BY_FAMILY, BY_FOLDER
from app.i18n import _
from app.models.page import Page, Revision
from app.models.people import User
from app.rules.text import clean
from app.services import audit
from app.services.desk.controls import controls_of
from app.services.desk.heads import revision_of
from app.services.desk.saving import Clashing, Saved, SaveRefused, save
from app.services.desk.walking import texts
from app.services.people import rights
from app.services.truth.xliff import Returned, shown
from app.vocabulary import Right


class TranslationsRefused(ValueError):
    """Translations that cannot be taken; `faults` says why, a sentence each, in the reader's language."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(self.faults))


@dataclass(frozen=True)
class Taken:
    """What was taken in: how many pages got a draft, and how many said nothing new."""

    saved: int
    unchanged: int


def take(session: Session, pages: Sequence[Returned], *, by: User) -> Taken:
    """Save what came back as drafts in the caller's writing transaction; raise TranslationsRefused, after which nothing may be kept."""
    faults: list[str] = []
    saved = unchanged = 0
    for returned in pages:
        found = find(session, returned, by)
        outcome = found if isinstance(found, str) else apply(session, *found, returned, by=by)
        if isinstance(outcome, Saved):
            saved, unchanged = saved + outcome.is_new, unchanged + (not outcome.is_new)
        else:
            faults += [outcome] if isinstance(outcome, str) else outcome
    if faults:
        raise TranslationsRefused(faults)
    audit.note(session, "translations_taken", by=by, pages=saved)
    return Taken(saved, unchanged)


def find(session: Session, returned: Returned, by: User) -> tuple[Page, Revision] | str:
    """Give the page and version that a translation belongs to, or why there is none."""
    folder, _slash, slug = returned.address.partition("/")
    entry = BY_FOLDER.get(folder)
    page = session.scalar(select(Page).where(Page.family == entry.family, Page.slug == slug)) if entry is not None else None
    if page is None or not rights.may(by, Right.TRANSLATE, page):
        return _("%(page)s: there is no such page that you may translate.", page=shown(returned.address))
    revision = revision_of(session, page, returned.number)
    if revision is None:
        return _("%(page)s: there is no version %(number)s.", page=shown(returned.address), number=returned.number)
    return page, revision


def apply(session: Session, page: Page, revision: Revision, returned: Returned, *, by: User) -> Saved | list[str]:
    """Save the English of one page over the version it was made from, or give why it cannot be."""
    values = copy.deepcopy(revision.content)
    faults = list(put_in(values, page, returned))
    if faults:
        return faults
    try:
        outcome = save(session, page, values, based_on=revision.number, by=by, why=_("Translations from a file"), origin="xliff")
    except ValidationError as error:
        return [f"{returned.address}: {fault.field}: {fault.message}" for fault in faults_of(error)]
    except SaveRefused:
        return [_("%(page)s: there is no such page that you may translate.", page=returned.address)]
    if isinstance(outcome, Clashing):
        places = ", ".join(clash.name for clash in outcome.clashes)
        return [_("%(page)s: somebody else translated this meanwhile: %(places)s", page=returned.address, places=places)]
    return outcome


def put_in(values: dict[str, Any], page: Page, returned: Returned) -> Iterator[str]:
    """Write the English of a page into the version it was made from; give what does not fit."""
    where = {"page": returned.address, "number": returned.number}
    by_path = dict(texts(controls_of(BY_FAMILY[page.family].document), values))
    for unit in returned.units:
        text = by_path.get(unit.path)
        if text is None:
            yield _("%(page)s: version %(number)s has no text %(path)s.", path=shown(unit.path), **where)
        elif clean(unit.source) != text["zh"]:
            yield _(
                "%(page)s: the Chinese of %(path)s is not that of version %(number)s.", page=returned.address, path=unit.path, number=returned.number
            )
        else:
            text["en"] = clean(unit.target)
