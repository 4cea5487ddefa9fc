"""`flask search`: rebuild the search index, or say how it is."""

import click
from flask.cli import with_appcontext

from app.services.search import index as search_index


@click.group()
def search() -> None:
    """Look after the search index."""


@search.command()
@with_appcontext
def rebuild() -> None:
    """Make the index anew from the pages."""
    click.echo(f"{search_index.rebuild()} documents")


@search.command()
@with_appcontext
def status() -> None:
    """Say how far the index has followed the pages."""
    click.echo(search_index.status())
