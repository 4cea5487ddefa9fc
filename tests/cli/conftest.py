"""A folder of content, and a runner of commands for an application that reads it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from app.config import Settings
from app.extensions import db
from tests.services.content_folder import fill

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "content")


@pytest.fixture
def cli_app(folder: Path, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(Settings.read({"INSTANCE_DIR": str(tmp_path / "instance"), "CONTENT_DIR": str(folder), "TIMED_WORK": "0"}))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def run(cli_app: Flask) -> Run:
    """Run a command as typed, without the first word."""

    def typed(line: str) -> Result:
        return cli_app.test_cli_runner().invoke(args=line.split())

    return typed


@pytest.fixture
def set_up(run: Run) -> Result:
    return run("setup")
