"""`flask content links`, as whoever looks after the server sees it."""

from flask import Flask
from sqlalchemy import select

from app import clock
from app.extensions import db
from app.models.truth import TriedLink
from app.services.transactions import writing
from app.vocabulary import Family
from tests.cli.conftest import Run
from tests.factories import publish_page


def test_links_into_private_networks_are_never_asked_and_are_said(run: Run, set_up: object, cli_app: Flask) -> None:
    with cli_app.app_context():
        sources = [{"kind": "press", "title": {"zh": "报"}, "url": "http://169.254.169.254/latest"}]
        publish_page(Family.STORY, "inside", sources=sources)
        with writing() as session:
            session.add(TriedLink(address="https://no-longer.example/", status=200, tried_at=clock.to_utc(clock.now())))
    result = run("content links --most 1 --seconds 5 --per-host 0")

    assert result.exit_code == 0
    assert "no longer on any page" in result.stdout.splitlines()[-1] and "1 tried" in result.stdout.splitlines()[-1]
    with cli_app.app_context():
        assert "https://no-longer.example/" not in db.session.scalars(select(TriedLink.address)).all()
