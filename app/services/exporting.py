"""Writing documents back to content files, in canonical form."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from app.documents.base import Document
from app.documents.faults import faults_of
from app.documents.registry import folder_of
from app.services.content_files import FileFault, canonical, content_files, parse
from app.vocabulary import Family


def export_content(documents: Iterable[tuple[Family, str, Document]], root: Path) -> list[str]:
    """Write documents below `root`, one file each; give the addresses whose file changed."""
    changed = []
    for family, slug, document in documents:
        path = root / folder_of(family) / f"{slug}.yaml"
        if write_if_changed(path, canonical(document)):
            changed.append(f"{folder_of(family)}/{slug}")
    return changed


def format_content(root: Path) -> tuple[list[str], list[str]]:
    """Rewrite every readable file below `root` canonically; give the names of those that changed, and every fault."""
    changed, faults = [], []
    try:
        files = list(content_files(root))
    except (FileFault, OSError, UnicodeDecodeError) as error:
        return [], [f"{root.name}: {error}"]
    for file in files:
        try:
            document = file.entry.document.model_validate(parse(file.text))
        except FileFault as error:
            faults.append(f"{file.name}: {error}")
        except ValidationError as error:
            faults += [f"{file.name}: {fault.field}: {fault.message}" for fault in faults_of(error)]
        else:
            if write_if_changed(file.path, canonical(document)):
                changed.append(file.name)
    return changed, faults


def write_if_changed(path: Path, text: str) -> bool:
    """Give a file this text, whole or not at all; give whether it had another."""
    written = text.encode()
    if path.exists() and path.read_bytes() == written:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".yaml.new")
    fresh.write_bytes(written)
    fresh.replace(path)
    return True
