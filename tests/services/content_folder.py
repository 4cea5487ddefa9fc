"""A content folder of a test, filled from documents."""

from pathlib import Path
from typing import Any

from app.documents.registry import folder_of
from app.services.content_files import canonical
from app.vocabulary import Family
from tests.factories import document


def write_file(root: Path, family: Family, slug: str, **values: Any) -> Path:
    """Write one page's file in canonical form; give its path."""
    path = root / folder_of(family) / f"{slug}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(canonical(document(family, **values)), "utf-8")
    return path


def fill(root: Path) -> Path:
    """Write a place, a series with an edition there, and a trail; give the folder."""
    write_file(root, Family.PLACE, "changdian", kind="street", name={"zh": "厂甸", "en": "Changdian"})
    write_file(root, Family.PLACE, "rongbaozhai", kind="old_brand", name={"zh": "荣宝斋", "en": "Rongbaozhai"})
    write_file(root, Family.SERIES, "changdian-fair", name={"zh": "厂甸庙会", "en": "Changdian Temple Fair"}, venues=[{"place": "changdian"}])
    edition = {"series": "changdian-fair", "year": 2026, "schedule": [{"starts": "2026-02-17", "ends": "2026-02-21"}]}
    write_file(root, Family.EVENT, "changdian-fair-2026", venues=[{"place": "changdian"}], **edition)
    stops = [{"place": slug, "text": {"zh": "看", "en": "Look"}} for slug in ("changdian", "rongbaozhai")]
    write_file(root, Family.TRAIL, "liulichang", stops=stops)
    return root


def texts(root: Path) -> dict[str, bytes]:
    """Give the bytes of every file below `root`, by name."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*.yaml"))}
