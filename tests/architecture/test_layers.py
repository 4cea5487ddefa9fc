"""Imports run downward only."""

import ast
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
LAYERS = (
    {"vocabulary", "clock", "config", "i18n", "extensions", "formatting"},
    {"rules"},
    {"documents"},
    {"models"},
    {"queries"},
    {"services", "page_cache", "views"},
    {"routes", "security", "errors", "cli"},
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
# extensions binds the database to the declarative base, which is the lowest of the models.
ALLOWED = {("extensions", "models")}
MODULES = sorted(path for path in APP.rglob("*.py") if path != APP / "__init__.py")


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "app":
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app."):
            found.add(str(node.module).split(".")[1])
    return found & set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(APP)))
def test_module_imports_only_from_its_layer_or_below(path):
    layer = path.relative_to(APP).parts[0].removesuffix(".py")

    upward = {name for name in imports_of(path) if RANK[name] > RANK[layer] and (layer, name) not in ALLOWED}

    assert upward == set()


def test_routes_import_no_other_blueprint():
    has_blueprint = {path.stem for path in (APP / "routes").glob("*.py") if "Blueprint(" in path.read_text("utf-8")}
    wrong = []
    for path in (APP / "routes").glob("*.py"):
        if path.stem == "__init__":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "app.routes":
                wrong += [(path.stem, name.name) for name in node.names if name.name in has_blueprint]

    assert wrong == []


def test_services_and_queries_know_no_request():
    wrong = [path.name for folder in ("services", "queries") for path in (APP / folder).rglob("*.py") if "import request" in path.read_text("utf-8")]

    assert wrong == []
