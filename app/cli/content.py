"""`flask content`: check, load, export, format and re-project the guide's content."""

from pathlib import Path
from typing import Any, NoReturn

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from app.config import ROOT, Settings
from app.extensions import db
from app.models.page import Page
from app.services.checking import check_content
from app.services.dating import BadSchedule
from app.services.exporting import ExportRefused, export_content, export_guide, format_content
from app.services.loading import ContentRefused, LoadReport, live_documents, load_content
from app.services.plan_coverage import PlanRefused, coverage, read_plan
from app.services.publishing import reproject_all
from app.services.search import synonyms
from app.services.statuses import StatusRefused, set_status
from app.services.strict_checks import strict_faults
from app.services.transactions import writing
from app.vocabulary import Family, Status


@click.group()
def content() -> None:
    """Check, load and write the content files."""


def content_folder() -> Path:
    """Give the folder of the content files."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.content


def refuse(faults: list[str]) -> NoReturn:
    """Print every fault and end with 1."""
    for fault in faults:
        click.echo(fault)
    click.echo(f"{len(faults)} faults", err=True)
    raise click.exceptions.Exit(1)


def say(report: LoadReport) -> None:
    """Print what a load did: a line of figures, and a line for each page that differs."""
    figures = {"created": len(report.created), "updated": len(report.updated), "unchanged": report.unchanged, "removed": len(report.removed)}
    click.echo("content: " + ", ".join(f"{count} {word}" for word, count in {**figures, "differs": len(report.differs)}.items()))
    for address in report.differs:
        click.echo(f"differs: {address} was changed at the desk and is left; `flask content load --take file|desk {address}` decides")


@content.command()
@click.option("--strict", is_flag=True, help="Also ask for both languages, lengths, names, words and joins.")
@with_appcontext
def check(strict: bool) -> None:
    """Say what is wrong in the content files, and where."""
    files, faults = check_content(content_folder())
    faults += synonyms.faults_of_table(content_folder())
    if strict and not faults:
        faults = strict_faults(files, content_folder())
    if faults:
        refuse(faults)
    click.echo(f"{len(files)} files are in order")


@content.command()
@click.option("--take", nargs=2, type=(click.Choice(["file", "desk"]), str), multiple=True, help="Decide about a page that differs.")
@with_appcontext
def load(take: tuple[tuple[str, str], ...]) -> None:
    """Load the content files: all or nothing, never over an editor's change."""
    try:
        with writing() as session:
            report = load_content(session, content_folder(), take={address: verdict for verdict, address in take})
    except ContentRefused as refused:
        refuse(refused.faults)
    say(report)


@content.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def export(folder: Path | None) -> None:
    """Write the live pages to content files, by default to the content folder; to another folder, which must be empty, goes the whole guide."""
    documents = live_documents(db.session())
    try:
        is_elsewhere = folder is not None and folder.resolve() != content_folder().resolve()
        media = current_app.config["SETTINGS"].media
        whole = folder if is_elsewhere else None
        changed = export_guide(documents, content_folder(), media, whole) if whole else export_content(documents, content_folder())
    except ExportRefused as refused:
        raise click.ClickException(str(refused)) from refused
    for address in changed:
        click.echo(address)
    click.echo(f"{len(documents)} pages exported, {len(changed)} files changed")


@content.command("format")
@with_appcontext
def format_files() -> None:
    """Rewrite the content files in canonical form."""
    changed, faults = format_content(content_folder())
    for name in changed:
        click.echo(name)
    click.echo(f"{len(changed)} files rewritten")
    if faults:
        refuse(faults)


@content.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def plan(file: Path | None) -> None:
    """Write where every name of the public plan lives, by default to docs/plan-coverage.md."""
    files, faults = check_content(content_folder())
    if faults:
        refuse(faults)
    try:
        found = read_plan(content_folder())
        text = coverage(found, {checked.address: checked.document.name.en or checked.document.name.zh for checked in files})
    except PlanRefused as refused:
        refuse(refused.faults)
    target = file or ROOT / "docs" / "plan-coverage.md"
    target.write_text(text, "utf-8")
    click.echo(f"{len(found.rows)} rows written to {target.name}")


@content.command()
@with_appcontext
def reproject() -> None:
    """Make every projection again and say how many pages changed."""
    with writing() as session:
        count = reproject_all(session)
    click.echo(f"{count} pages changed")


@content.command()
@click.argument("address")
@click.argument("status", type=click.Choice([status.value for status in Status]))
@click.option("--of", help="One date only: the day, or day and time, at which it was first to begin.")
@click.option("--starts", help="The new day, YYYY-MM-DD.")
@click.option("--opens", help="The new time, HH:MM.")
@click.option("--closes", help="The new closing time, HH:MM.")
@click.option("--previously", help="The date from which the whole event was moved.")
@click.option("--note", nargs=2, metavar="CHINESE ENGLISH", help="What happened, in both languages.")
@with_appcontext
def status(address: str, status: str, of: str | None, note: tuple[str, str] | None, **said: Any) -> None:
    """Change the status of an event, or of one of its dates, everywhere at once: events/changdian-temple-fair-2027 cancelled."""
    folder, _, slug = address.partition("/")
    try:
        with writing() as session:
            page = session.scalars(select(Page).where(Page.slug == slug, Page.family == Family.EVENT)).one_or_none()
            if folder != "events" or page is None:
                raise StatusRefused(f"there is no {address}; write events/ and the event's address")
            set_status(session, page, Status(status), of=of, note={"zh": note[0], "en": note[1]} if note else None, **said)
    except (StatusRefused, BadSchedule) as refused:
        refuse([f"{address}: {refused}"])
    click.echo(f"{address}: {status}" + (f" ({of})" if of else ""))
