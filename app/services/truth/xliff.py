"""Translations as XLIFF 1.2 (OASIS), the file that translators' tools read and write.

One `file` for each page, one `trans-unit` for each text, whose id is the path of the text. The version number of the
page stands in `product-version`, so that what comes back is joined with what was edited meanwhile.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from defusedxml import ElementTree as Safe
from defusedxml.common import DefusedXmlException

from app.i18n import _
from app.rules.text import forbidden_characters
from app.services.truth.ledger import Entry, Following

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LARGEST, MOST_UNITS, LONGEST = 10_000_000, 20_000, 20_000
STATES = {Following.UP_TO_DATE: "translated", Following.CHANGED: "needs-review-translation", Following.MISSING: "needs-translation"}


class XliffRefused(ValueError):
    """A file that is no XLIFF of ours; the message says why, in the reader's language."""


@dataclass(frozen=True)
class PageFile:
    """The texts of one page for a translator: its address (events/…), the version, and the texts with their labels."""

    address: str
    number: int
    entries: list[tuple[Entry, str]]


@dataclass(frozen=True)
class Unit:
    """One text that came back: its path, the Chinese it was made from, the English."""

    path: str
    source: str
    target: str


@dataclass
class Returned:
    """One page that came back: its address, the version that was translated, and its texts with English."""

    address: str
    number: int
    units: list[Unit] = field(default_factory=list)


def write(files: Iterable[PageFile]) -> bytes:
    """Give pages as an XLIFF document in UTF-8."""
    root = ET.Element("xliff", {"version": "1.2", "xmlns": NAMESPACE})
    for page in files:
        names = {"original": page.address, "source-language": "zh-Hans", "target-language": "en", "datatype": "plaintext"}
        head = ET.SubElement(root, "file", names | {"product-name": "wander-xicheng", "product-version": str(page.number)})
        body = ET.SubElement(head, "body")
        for entry, label in page.entries:
            add_unit(body, entry, label)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def add_unit(body: ET.Element, entry: Entry, label: str) -> None:
    """Add one text: its Chinese, its English so far, and the Chinese that this was made from where it has changed."""
    unit = ET.SubElement(body, "trans-unit", {"id": entry.path, "resname": label, XML_SPACE: "preserve"})
    ET.SubElement(unit, "source").text = entry.zh
    ET.SubElement(unit, "target", {"state": STATES[entry.following]}).text = entry.en
    if entry.following is Following.CHANGED:
        former = ET.SubElement(unit, "alt-trans", {"alttranstype": "previous-version"})
        ET.SubElement(former, "source").text = entry.source
        ET.SubElement(former, "target").text = entry.en


def read(data: bytes) -> list[Returned]:
    """Give the pages of an XLIFF 1.2 document; raise XliffRefused."""
    if len(data) > LARGEST:
        raise XliffRefused(_("The file is too large: at most %(size)s MB.", size=LARGEST // 1_000_000))
    root = parsed(data)
    if root.tag != tag("xliff"):
        raise XliffRefused(_("This is no XLIFF 1.2 file."))
    pages = [page_of(one) for one in root.iter(tag("file"))]
    if not pages:
        raise XliffRefused(_("The file holds no page."))
    if sum(len(page.units) for page in pages) > MOST_UNITS:
        raise XliffRefused(_("The file holds too many texts: at most %(number)s.", number=MOST_UNITS))
    return pages


def parsed(data: bytes) -> ET.Element:
    """Give the root of an XML document without entities or DTD; raise XliffRefused with the line."""
    try:
        root: ET.Element = Safe.fromstring(data, forbid_dtd=True)
    except ET.ParseError as error:
        raise XliffRefused(_("The file is no well-formed XML: line %(line)s.", line=error.position[0])) from None
    except (DefusedXmlException, ValueError, LookupError, RecursionError):
        raise XliffRefused(_("The file cannot be read as XML.")) from None
    return root


def tag(name: str) -> str:
    """Give the name of an element in the namespace of XLIFF."""
    return f"{{{NAMESPACE}}}{name}"


def page_of(file: ET.Element) -> Returned:
    """Give one page with its texts that have English; raise XliffRefused for one that does not say which page and version it is."""
    address, number = file.get("original", ""), file.get("product-version", "")
    if not address or not (number.isascii() and number.isdigit() and len(number) < 9):
        raise XliffRefused(_("A page in the file no longer says which page and which version it was made from: %(page)s", page=shown(address)))
    return Returned(address[:200], int(number), [unit for unit in units_of(file, address) if unit.target.strip()])


def units_of(file: ET.Element, address: str) -> Iterator[Unit]:
    """Give the texts of a page; raise XliffRefused for one that is in twice or holds what no text may."""
    seen: set[str] = set()
    for one in file.iter(tag("trans-unit")):
        path, target = one.get("id", ""), words_of(one, "target")
        if path in seen:
            raise XliffRefused(_("%(page)s: the text %(path)s stands in the file twice.", page=shown(address), path=shown(path)))
        if forbidden_characters(target) or len(target) > LONGEST:
            raise XliffRefused(_("%(page)s: the text %(path)s is too long or holds a hidden character.", page=shown(address), path=shown(path)))
        seen.add(path)
        yield Unit(path, words_of(one, "source"), target)


def words_of(unit: ET.Element, name: str) -> str:
    """Give the words of an element of a text, without the marks that tools put into them."""
    found = unit.find(tag(name))
    return "".join(found.itertext()) if found is not None else ""


def shown(words: str) -> str:
    """Give words of a file as a message may repeat them."""
    return "".join(character if character.isprintable() else "�" for character in words[:120])
