"""`flask audit`: whether what was done at the desk is still written down as it was."""

import sys

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select

from app.extensions import db
from app.models.audit import Audit
from app.services import audit as chain


@click.group()
def audit() -> None:
    """The audit of the desk: who did what, when and from where."""


@audit.command()
@with_appcontext
def verify() -> None:
    """Find rows that were altered, taken out or cut off; ends with 1 when there are any."""
    faults = list(chain.verify(db.session()))
    for fault in faults:
        click.echo(fault)
    rows = db.session.scalar(select(func.count()).select_from(Audit)) or 0
    click.echo(f"{rows} rows, {'the chain is whole' if not faults else f'{len(faults)} faults'}")
    sys.exit(bool(faults))
