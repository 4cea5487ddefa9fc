"""Starting the server: settings decide, and a bad one stops the start with one line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.config import ROOT

GUNICORN = [sys.executable, "-m", "gunicorn", "--check-config", "wsgi:app"]


def start(tmp_path: Path, command: list[str], **env: str) -> subprocess.CompletedProcess[str]:
    whole = os.environ | {"INSTANCE_DIR": str(tmp_path)} | env
    return subprocess.run(command, check=False, cwd=ROOT, env=whole, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "99999", "must be a whole number from 1 to 65535"),
        ("SITE_URL", "guide.example", "must be like https://guide.example, without a path"),
        ("WEB_THREADS", "many", "must be a whole number from 1 to 512"),
    ],
)
def test_bad_setting_stops_the_server_with_one_line_that_names_it(tmp_path: Path, name: str, value: str, says: str) -> None:
    result = start(tmp_path, GUNICORN, **{name: value})

    assert result.returncode == 1
    assert result.stderr.splitlines() == [f"Bad setting: {name}={value!r}: {says}"]


def test_bad_setting_stops_a_command_with_one_line(tmp_path: Path) -> None:
    result = start(tmp_path, [sys.executable, "-m", "flask", "doctor"], TILE_PROVIDER="other")

    assert result.returncode == 1
    assert result.stderr.splitlines() == ["Bad setting: TILE_PROVIDER='other': must be one of none, tianditu, xyz"]


def test_settings_decide_how_gunicorn_serves(tmp_path: Path) -> None:
    asked = {"HOST": "::1", "PORT": "8123", "WEB_WORKERS": "3", "WEB_THREADS": "7", "TRUSTED_PROXIES": "10.0.0.1"}

    result = start(tmp_path, [*GUNICORN, "--print-config"], **asked)

    assert result.returncode == 0
    config = dict(line.split(" = ", 1) for line in map(str.strip, result.stdout.splitlines()) if " = " in line)
    config = {name.strip(): value.strip() for name, value in config.items()}
    names = ("bind", "workers", "threads", "forwarded_allow_ips", "preload_app", "control_socket_disable", "accesslog", "timeout")
    assert [config[name] for name in names] == ["['[::1]:8123']", "3", "7", "['10.0.0.1']", "True", "True", "None", "60"]
