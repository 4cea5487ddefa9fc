"""`flask media`: the pictures that editors brought."""

import click
from flask.cli import with_appcontext

from app.extensions import db
from app.services.media import keeping


@click.group()
def media() -> None:
    """Look after the pictures that editors brought."""


@media.command()
@with_appcontext
def sweep() -> None:
    """Remove files that belong to no picture and are older than a day."""
    removed = keeping.sweep(db.session())
    for name in removed:
        click.echo(name)
    click.echo(f"{len(removed)} files removed")
