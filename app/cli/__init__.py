"""The command line: each command parses, calls a service and says what happened."""

from flask import Flask

from app.cli.audit import audit
from app.cli.content import content
from app.cli.doctor import doctor
from app.cli.links import links
from app.cli.media import media
from app.cli.missed import missed
from app.cli.search import search
from app.cli.setup import setup
from app.cli.users import users


def init_app(app: Flask) -> None:
    """Give an application its commands; `flask db` comes from Flask-Migrate."""
    content.add_command(links)
    search.add_command(missed)
    for command in (content, search, doctor, setup, users, audit, media):
        app.cli.add_command(command)
