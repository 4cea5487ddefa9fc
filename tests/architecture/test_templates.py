"""Templates keep the house style."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "app" / "templates").rglob("*.html"))
NO_SESSION = re.compile(r"get_flashed_messages|current_user|csrf_token|\bsession\b")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_says_first_what_it_is(path):
    assert path.read_text("utf-8").startswith("{#-")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_public_template_touches_no_session_and_no_inline_code(path):
    text = path.read_text("utf-8")

    assert "admin" in path.parts or not NO_SESSION.search(text)
    assert not re.search(r"<style|\sstyle=|\son(click|load|change|submit)=", text)


def test_no_committed_file_names_a_registry():
    files = [*ROOT.glob("requirements/*.txt"), ROOT / "package-lock.json", ROOT / "pyproject.toml", ROOT / "Makefile"]
    registries = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|\"resolved\"|(?<!emit-)index-url|https?://[^ \"]+\.(whl|tgz|tar\.gz)")

    assert [path.name for path in files if registries.search(path.read_text("utf-8"))] == []
