"""`flask doctor`: each thing that production needs, by name."""

from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.config import Settings
from tests.services.content_folder import fill

WHOLE = {
    "SECRET_KEY": "k" * 40,
    "SITE_URL": "https://guide.example",
    "OPERATOR_ZH": "西城区图书馆",
    "OPERATOR_EN": "Xicheng Library",
    "CONTACT_EMAIL": "guide@guide.example",
    "ICP_NUMBER": "京ICP备00000000号",
    "PUBLIC_SECURITY_NUMBER": "京公网安备11010200000000号",
}
TILES = {"TILE_PROVIDER": "tianditu", "TILE_KEY": "abc123"}


def app_with(tmp_path: Path, env: dict[str, str]) -> Flask:
    folders = {"INSTANCE_DIR": str(tmp_path / "instance"), "CONTENT_DIR": str(fill(tmp_path / "content")), "TIMED_WORK": "0"}
    return create_app(Settings.read(folders | env))


def test_nothing_is_missing_when_all_is_set(tmp_path: Path) -> None:
    result = app_with(tmp_path, WHOLE).test_cli_runner().invoke(args=["doctor"])

    assert (result.exit_code, result.output) == (0, "Nothing is missing for production.\n")


@pytest.mark.parametrize("name", WHOLE)
def test_each_missing_setting_is_named(tmp_path: Path, name: str) -> None:
    env = {key: value for key, value in WHOLE.items() if key != name}

    result = app_with(tmp_path, env).test_cli_runner().invoke(args=["doctor"])

    assert (result.exit_code, [line.split(":")[0] for line in result.output.splitlines()]) == (1, [name])


def test_tiles_need_their_review_number(tmp_path: Path) -> None:
    result = app_with(tmp_path, WHOLE | TILES).test_cli_runner().invoke(args=["doctor"])

    assert [line.split(":")[0] for line in result.output.splitlines()] == ["TILE_REVIEW_NUMBER"]


def test_fresh_clone_lacks_everything_but_tiles(tmp_path: Path) -> None:
    result = app_with(tmp_path, {}).test_cli_runner().invoke(args=["doctor"])

    assert [line.split(":")[0] for line in result.output.splitlines()] == list(WHOLE)
