"""Content files: one page a file, in canonical YAML read by our own strict loader.

YAML 1.1 as PyYAML reads it turns `10:30` into 630, `No` into False and repeated keys into silence. Here only
null, true, false, whole and decimal numbers are more than text, and a repeated key is a fault.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from app.documents.base import Document
from app.documents.registry import BY_FOLDER, FAMILIES, FamilyEntry
from app.rules.text import is_slug

TYPED = (
    ("tag:yaml.org,2002:null", re.compile(r"(?:null|~|)"), ["n", "~", ""]),
    ("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)"), ["t", "f"]),
    ("tag:yaml.org,2002:int", re.compile(r"-?(?:0|[1-9][0-9]*)"), list("-0123456789")),
    ("tag:yaml.org,2002:float", re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+"), list("-0123456789")),
)
LAST = ("former_slugs", "plan", "sources", "confidence", "checked_on", "note")


class FileFault(ValueError):
    """A content file that cannot be read; the message says where and why."""


class StrictLoader(yaml.CSafeLoader):
    """A loader that knows five kinds of plain value and refuses repeated keys."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (PyYAML declares it so)


class CanonicalDumper(yaml.SafeDumper):
    """A dumper that quotes by the same rules as the loader reads (pure Python: libyaml escapes rare characters)."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (PyYAML declares it so)

    def ignore_aliases(self, data: Any) -> bool:
        """Write equal values in full."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the items of a list below their key."""
        return super().increase_indent(flow, False)


def mapping_without_repeats(loader: StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    """Build a mapping; raise FileFault when a key stands twice."""
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise FileFault(f"line {key_node.start_mark.line + 1}: the key {key!r} stands twice")
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


def text_in_blocks(dumper: CanonicalDumper, value: str) -> yaml.ScalarNode:
    """Write text of several lines as a literal block."""
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


for tag, pattern, first in TYPED:
    StrictLoader.add_implicit_resolver(tag, re.compile(f"^{pattern.pattern}$"), first)
    CanonicalDumper.add_implicit_resolver(tag, re.compile(f"^{pattern.pattern}$"), first)
StrictLoader.add_constructor("tag:yaml.org,2002:map", mapping_without_repeats)
CanonicalDumper.add_representer(str, text_in_blocks)


@dataclass(frozen=True)
class ContentFile:
    """One file of `content/`: its family, slug and text."""

    entry: FamilyEntry
    slug: str
    path: Path
    text: str

    @property
    def name(self) -> str:
        """The file's name as messages say it: places/rongbaozhai.yaml."""
        return f"{self.entry.folder}/{self.slug}.yaml"


def parse(text: str) -> Any:
    """Give the plain values of a YAML text; raise FileFault with the line for anything wrong in it."""
    try:
        return yaml.load(text, Loader=StrictLoader)  # noqa: S506  (StrictLoader is a safe loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise FileFault(f"{where}{getattr(error, 'problem', None) or error}") from error


def write(values: Any) -> str:
    """Give the canonical YAML text of plain values."""
    return yaml.dump(values, Dumper=CanonicalDumper, sort_keys=False, width=10**9, allow_unicode=True)


def plain(document: Document) -> dict[str, Any]:
    """Give a document as plain values in canonical order, without what is left at its default."""
    values = document.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {key: values[key] for key in (*(k for k in values if k not in LAST), *(k for k in LAST if k in values))}


def canonical(document: Document) -> str:
    """Give the text of a document's file; equal documents give equal bytes."""
    return write(plain(document))


def content_files(root: Path) -> Iterator[ContentFile]:
    """Give every page file below `root`, by family and slug; raise FileFault for one that cannot be placed."""
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        if folder.name not in BY_FOLDER and list(folder.glob("*.yaml")) and folder.name != "holidays":
            raise FileFault(f"{folder.name}/: no family has this folder; allowed: {', '.join(BY_FOLDER)}")
    for entry in FAMILIES:
        for path in sorted((root / entry.folder).glob("*.yaml")):
            if not is_slug(path.stem):
                raise FileFault(f"{entry.folder}/{path.name}: the name must be lowercase ASCII words joined by hyphens")
            yield ContentFile(entry, path.stem, path, path.read_text("utf-8"))
