"""Lists that were brought and wait: kept in the database, so that any node shows and imports them; forgotten after a day."""

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import clock
from app.documents.registry import BY_FAMILY
from app.models.bringing import ImportFile
from app.models.people import User
from app.services.bringing import columns
from app.services.bringing.planning import Asked
from app.services.bringing.reading import format_of, read
from app.services.bringing.sheets import Sheet
from app.services.desk.controls import controls_of
from app.vocabulary import Family

KEPT = timedelta(days=1)
LONGEST_NAME, LONGEST_SOURCE = 200, 100


def bring(session: Session, *, family: Family, name: str, data: bytes, source: str, by: User) -> ImportFile:
    """Keep a list that can be read, with its columns guessed; raise FileRefused for one that cannot."""
    form = format_of(name, data)
    sheet = read(form, data)
    plain_name = tidy(name.replace("\\", "/").rpartition("/")[2])[:LONGEST_NAME] or form
    said = tidy(source)[:LONGEST_SOURCE] or plain_name.rpartition(".")[0][:LONGEST_SOURCE] or plain_name[:LONGEST_SOURCE]
    made = ImportFile(
        id=secrets.token_urlsafe(16),
        user_id=by.id,
        family=family,
        format=form,
        name=plain_name,
        source=said,
        data=data,
        mapping=columns.guess(sheet.columns, controls_of(BY_FAMILY[family].document)),
        fixed={},
        made_at=clock.to_utc(clock.now()),
    )
    session.add(made)
    session.execute(delete(ImportFile).where(ImportFile.made_at < clock.to_utc(clock.now() - KEPT)))
    session.flush()
    return made


def tidy(words: str) -> str:
    """Give words that came with a file as one line without hidden characters."""
    return " ".join("".join(one for one in words if one.isprintable() or one.isspace()).split())


def find(session: Session, key: str, by: User) -> ImportFile | None:
    """Give a list that a person brought and that is not forgotten yet; None for any other."""
    kept = ImportFile.made_at >= clock.to_utc(clock.now() - KEPT)
    return session.scalar(select(ImportFile).where(ImportFile.id == key, ImportFile.user_id == by.id, kept))


def sheet_of(file: ImportFile) -> Sheet:
    """Give the rows of a list."""
    return read(file.format, file.data)


def asked_of(file: ImportFile) -> Asked:
    """Give how a list is to be read."""
    return Asked(file.family, file.mapping, file.fixed, file.source)


def choose(file: ImportFile, mapping: dict[str, Any], fixed: dict[str, Any]) -> list[str]:
    """Let a list be read as a person says; give what was wrong with that, in words."""
    controls = controls_of(BY_FAMILY[file.family].document)
    file.mapping, faults = columns.chosen(sheet_of(file).columns, mapping, controls)
    closed = columns.closed_lists(controls)
    file.fixed = {name: value for name, value in fixed.items() if name in closed and value in {choice for choice, _label in closed[name][1]}}
    return faults
