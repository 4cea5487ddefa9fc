"""Writing documents back to content files, in canonical form."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError

from app.documents.base import Document
from app.documents.faults import faults_of
from app.documents.registry import BY_FOLDER, folder_of
from app.services.content_files import FileFault, canonical, content_files, parse
from app.services.media.showing import refs_in
from app.services.pictures import FOLDER
from app.vocabulary import Family

MIDDLING = 960


def export_content(documents: Iterable[tuple[Family, str, Document]], root: Path) -> list[str]:
    """Write documents below `root`, one file each; give the addresses whose file changed."""
    changed = []
    for family, slug, document in documents:
        path = root / folder_of(family) / f"{slug}.yaml"
        if write_if_changed(path, canonical(document).encode()):
            changed.append(f"{folder_of(family)}/{slug}")
    return changed


def export_rest(source: Path, root: Path) -> list[str]:
    """Copy what else makes up the guide (words of the site, lists, holidays, pictures) below `root`; give the names of what changed."""
    changed = []
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source)
        is_ours = path.is_file() and name.parts[0] not in BY_FOLDER and not any(part.startswith(".") for part in name.parts)
        if is_ours and write_if_changed(root / name, path.read_bytes()):
            changed.append(name.as_posix())
    return changed


def export_pictures(documents: Iterable[tuple[Family, str, Document]], media: Path, root: Path) -> list[str]:
    """Copy the pictures that editors brought and documents name into `media` below `root`, in a middling size; give their names."""
    changed = []
    for file in sorted({ref.file for _family, _slug, document in documents for ref in refs_in(document) if Path(ref.file).name == ref.file}):
        sizes = [media / f"{file.partition('-')[0]}-{MIDDLING}.jpg", media / file]
        held = next((path for path in sizes if path.is_file()), None)
        if held is not None and write_if_changed(root / FOLDER / file, held.read_bytes()):
            changed.append(f"{FOLDER}/{file}")
    return changed


class ExportRefused(ValueError):
    """A folder that the guide cannot be written to; the message says why."""


def export_guide(documents: Sequence[tuple[Family, str, Document]], source: Path, media: Path, root: Path) -> list[str]:
    """Write the whole guide into a folder that is empty or not there yet, all of it or nothing; give the names of what was written.

    Raise ExportRefused for a folder that holds something, or lies within the content.
    """
    root = root.resolve()
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise ExportRefused(f"{root} holds something already; name an empty folder, or one that is not there yet")
    if root.is_relative_to(source.resolve()):
        raise ExportRefused(f"{root} lies within the content; name a folder elsewhere")
    root.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{root.name}-", dir=root.parent) as folder:
        fresh = Path(folder) / root.name
        fresh.mkdir()
        written = [*export_content(documents, fresh), *export_rest(source, fresh), *export_pictures(documents, media, fresh)]
        fresh.replace(root)
    return written


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
            if write_if_changed(file.path, canonical(document).encode()):
                changed.append(file.name)
    return changed, faults


def write_if_changed(path: Path, written: bytes) -> bool:
    """Give a file these bytes, whole or not at all; give whether it had others."""
    if path.exists() and path.read_bytes() == written:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(written)
    fresh.replace(path)
    return True
