"""What a picture is, by its own bytes, and which are refused before anything decodes them."""

import struct
from typing import NamedTuple

from app.i18n import _

LARGEST, MOST_PIXELS, LONGEST_SIDE, SHORTEST_SIDE = 20_000_000, 50_000_000, 20_000, 200
MOST_SCANS = 60
LENGTH_LESS = {0x01, *range(0xD0, 0xD8)}
FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
OTHERS = (
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"8BPS", "Photoshop"),
    (b"\0\0\1\0", "ICO"),
    (b"PK\3\4", "ZIP"),
    (b"%!PS", "PostScript"),
    (b"\x1f\x8b", "gzip"),
)
BRANDS = {b"heic": "HEIC", b"heix": "HEIC", b"hevc": "HEIC", b"mif1": "HEIC", b"msf1": "HEIC", b"avif": "AVIF", b"avis": "AVIF"}


class MediaRefused(ValueError):
    """A picture that is not taken; the message says why, in the reader's language."""


class Sniffed(NamedTuple):
    """What a file is: the decoder to use, and its size in pixels."""

    form: str
    width: int
    height: int


def sniff(data: bytes) -> Sniffed:
    """Give what a picture is; raise MediaRefused for what is none of JPEG, PNG and WebP, and for one that is too large or too small."""
    if not data:
        raise MediaRefused(_("Please choose a picture."))
    if len(data) > LARGEST:
        raise MediaRefused(_("The picture is too large: at most %(size)s MB.", size=LARGEST // 1_000_000))
    found = jpeg(data) or png(data) or webp(data)
    if found is None:
        kind = other(data)
        words = _("This is a %(kind)s file; JPEG, PNG and WebP can be taken.", kind=kind) if kind else _("This is no JPEG, PNG or WebP picture.")
        raise MediaRefused(words)
    if found.width * found.height > MOST_PIXELS or max(found.width, found.height) > LONGEST_SIDE:
        raise MediaRefused(
            _("The picture has %(width)s × %(height)s pixels; at most 50 million can be taken.", width=found.width, height=found.height)
        )
    if min(found.width, found.height) < SHORTEST_SIDE:
        raise MediaRefused(_("The picture is too small: each side needs at least %(number)s pixels.", number=SHORTEST_SIDE))
    return found


def damaged() -> MediaRefused:
    """Give the refusal of a file that begins like a picture and is none."""
    return MediaRefused(_("The picture is damaged or cut off."))


def jpeg(data: bytes) -> Sniffed | None:
    """Give the size of a JPEG from its frame header; None for what is none. Raise MediaRefused for one without a frame or with very many scans."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    if data.count(b"\xff\xda") > MOST_SCANS:
        raise damaged()
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF or marker in LENGTH_LESS:
            place += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        if marker in FRAMES and place + 9 <= len(data):
            height, width = struct.unpack_from(">HH", data, place + 5)
            return Sniffed("JPEG", width, height)
        if marker == 0xDA or length < 2:
            break
        place += 2 + length
    raise damaged()


def png(data: bytes) -> Sniffed | None:
    """Give the size of a PNG from its first chunk; None for what is none."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise damaged()
    width, height = struct.unpack_from(">II", data, 16)
    return Sniffed("PNG", width, height)


def webp(data: bytes) -> Sniffed | None:
    """Give the size of a WebP from its first chunk (lossy, lossless or extended); None for what is none."""
    if not (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return None
    kind = data[12:16]
    if len(data) < 30:
        raise damaged()
    if kind == b"VP8X":
        return Sniffed("WEBP", 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little"))
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return Sniffed("WEBP", 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF))
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return Sniffed("WEBP", width & 0x3FFF, height & 0x3FFF)
    raise damaged()


def other(data: bytes) -> str:
    """Give what another file is, as people call it; empty when it is nothing we know."""
    if data[4:8] == b"ftyp":
        return BRANDS.get(data[8:12], "")
    start = data[:1_000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<svg", b"<?xml")) or b"<svg" in start:
        return "SVG"
    if start.startswith((b"<!doctype html", b"<html")):
        return "HTML"
    return next((name for sign, name in OTHERS if data.startswith(sign)), "")
