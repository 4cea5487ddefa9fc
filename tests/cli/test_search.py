"""`flask search`: the index is made anew with a bar that moves, and says how it is."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from flask import Flask
from flask.testing import FlaskCliRunner

from app.config import ROOT
from app.extensions import db
from app.services.search.index import SearchIndex
from app.services.search.state import only_writer
from app.vocabulary import Family
from tests.conftest import make_app
from tests.factories import publish_page


def test_the_index_is_made_anew_and_says_how_it_is(app: Flask, make_place) -> None:
    for number in range(3):
        make_place(f"hall-{number}")
    runner: FlaskCliRunner = app.test_cli_runner()
    runner.invoke(args=["search", "rebuild"])

    assert runner.invoke(args=["search", "rebuild"]).stdout == "3 pages indexed\n"
    assert runner.invoke(args=["search", "status"]).stdout == "search index: ok\n"


def test_who_cannot_write_the_index_is_told(app: Flask, make_place) -> None:
    make_place("hall")
    index: SearchIndex = app.extensions["search"]
    with only_writer(index._lock):
        result = app.test_cli_runner().invoke(args=["search", "rebuild"])

    assert (result.exit_code, result.stderr) == (1, "Error: Another process is writing the index; try again in a moment.\n")


def test_the_bar_fills_on_a_terminal(tmp_path: Path) -> None:
    with make_app(tmp_path).app_context():
        for number in range(3):
            publish_page(Family.PLACE, f"hall-{number}")
        db.session.remove()
        db.engine.dispose()
    ours, theirs = pty.openpty()
    env = os.environ | {"INSTANCE_DIR": str(tmp_path), "FLASK_APP": "wsgi.py"}
    subprocess.run([sys.executable, "-m", "flask", "search", "rebuild"], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)

    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "pages" in shown and "[####" in shown and "100%" in shown
