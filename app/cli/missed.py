"""`flask search missed`: what visitors asked for and no page has."""

import click
from flask.cli import with_appcontext

from app.extensions import db
from app.services.search import asked_for
from app.services.transactions import writing


@click.command()
@click.option("--limit", default=50, show_default=True, help="How many to list.")
@click.option("--forget", metavar="WORDS", help="Forget these words, because the guide has them now.")
@with_appcontext
def missed(limit: int, forget: str | None) -> None:
    """List words that were asked for at least three times and found nothing, most often first."""
    if forget is not None:
        with writing() as session:
            if not asked_for.forget(session, forget):
                raise click.ClickException(f"“{forget}” is not among the missed words.")
        click.echo(f"forgotten: {forget}")
        return
    found = asked_for.missed(db.session(), limit)
    for words, times, last_on in found:
        click.echo(f"{times:6}  {last_on}  {words}")
    if not found:
        click.echo("Nothing was asked for three times in vain.")
