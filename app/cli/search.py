"""`flask search`: make the search index anew, or say how it is."""

import click
from flask.cli import with_appcontext

from app.extensions import db
from app.services.search.index import the_index


@click.group()
def search() -> None:
    """Look after the search index."""


@search.command()
@with_appcontext
def rebuild() -> None:
    """Make the index anew from the pages."""
    count = the_index().rebuild(db.session())
    if count is None:
        raise click.ClickException("Another process is writing the index; try again in a moment.")
    click.echo(f"{count} pages indexed")


@search.command()
@with_appcontext
def status() -> None:
    """Say how the index is."""
    click.echo(f"search index: {the_index().state()}")
