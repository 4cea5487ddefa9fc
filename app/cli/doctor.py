"""`flask doctor`: what a site still lacks for production."""

import click
from flask import current_app
from flask.cli import with_appcontext

from app.services.production import missing_for_production


@click.command()
@with_appcontext
def doctor() -> None:
    """Say what is missing for production, and what to do about it."""
    missing = missing_for_production(current_app.config["SETTINGS"])
    for line in missing:
        click.echo(line)
    if missing:
        raise click.exceptions.Exit(1)
    click.echo("Nothing is missing for production.")
