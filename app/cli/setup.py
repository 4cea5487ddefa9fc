"""`flask setup`: everything between a fresh clone and the first answer, in one process."""

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from app.cli.content import refuse, say
from app.extensions import db
from app.services.loading import ContentRefused, load_content
from app.services.publishing import reproject_all
from app.services.search.index import the_index
from app.services.transactions import writing


@click.command()
@with_appcontext
def setup() -> None:
    """Upgrade the schema, load the content, bring projections and the search index up to date."""
    upgrade()
    click.echo("schema: up to date")
    try:
        with writing() as session:
            report = load_content(session, current_app.config["SETTINGS"].content)
            projected = reproject_all(session)
    except ContentRefused as refused:
        refuse(refused.faults)
    say(report)
    click.echo(f"projections: {projected} changed")
    the_index().catch_up(db.session())
    click.echo(f"search index: {the_index().state()}")
