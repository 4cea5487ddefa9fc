"""How much the parts of a workbook hold, counted before anything is built of them: a small file can unpack to millions of empty cells."""

import re
import zipfile

from app.i18n import _
from app.services.bringing.sheets import MOST_CELLS, FileRefused

ROOT_OF_SHEET = re.compile(rb"<((?:[A-Za-z_][\w.-]{0,30}:)?)worksheet[\s>]")
IN_CELLS = (b"c", b"v", b"is", b"t", b"f", b"row")
ENDS = (b" ", b">", b"/")
MOST_OTHER_TAGS, MOST_TAGS_OF_TEXTS, TAGS_OF_A_CELL = 60_000, 1_200_000, 8


def check_parts(archive: zipfile.ZipFile) -> None:
    """Raise FileRefused for a workbook with more cells, or with more of anything else, than a list has."""
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        data = archive.read(part)
        if is_too_much(data, is_texts="sharedstrings" in part.filename.lower()):
            raise FileRefused(_("The workbook holds too much: at most %(number)s cells can be read.", number=MOST_CELLS))


def is_too_much(data: bytes, *, is_texts: bool) -> bool:
    """Whether a part has more tags than a list needs: of a sheet those of its cells are counted apart."""
    tags = data.count(b"<")
    if tags <= MOST_OTHER_TAGS:
        return False
    root = ROOT_OF_SHEET.search(data[:10_000])
    if root is None:
        return not is_texts or tags > MOST_TAGS_OF_TEXTS
    cells, usual = counted(data, root[1], b"c"), sum(2 * counted(data, root[1], name) for name in IN_CELLS)
    return cells > MOST_CELLS or usual > TAGS_OF_A_CELL * MOST_CELLS or tags - usual > MOST_OTHER_TAGS


def counted(data: bytes, prefix: bytes, name: bytes) -> int:
    """Give how often a tag begins."""
    return sum(data.count(b"<" + prefix + name + end) for end in ENDS)
