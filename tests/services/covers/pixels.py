"""What a drawing shows at the size of a thumbnail, as plain pixels."""

import re
import struct
import zlib
from functools import lru_cache

import resvg_py

from app.services.covers.choosing import Cover
from app.services.covers.drawing import svg

Pixels = list[tuple[int, int, int]]

WIDTH = 104
HEIGHT = 65


@lru_cache(maxsize=256)
def thumbnail(cover: Cover, *, dark: bool = False, speck: bool = True) -> Pixels:
    """The colours of a drawing at 104 × 65, row by row; without the speck of the paper if wished."""
    drawing = svg(cover, dark=dark)
    shown = drawing if speck else re.sub(r'<path fill="url[^>]*>', "", drawing)
    return pixels(resvg_py.svg_to_bytes(svg_string=shown, width=WIDTH, height=HEIGHT, skip_system_fonts=True))


def pixels(png: bytes) -> Pixels:
    """The colours of an eight-bit RGBA image without interlacing."""
    width, height = struct.unpack(">II", png[16:24])
    assert png[24:29] == bytes((8, 6, 0, 0, 0)), "not a plain RGBA image"
    raw, stride, above = zlib.decompress(_image_data(png)), width * 4, bytes(width * 4)
    shown: Pixels = []
    for row in range(height):
        start = row * (stride + 1)
        above = _unfiltered(raw[start], raw[start + 1 : start + 1 + stride], above)
        shown += zip(above[::4], above[1::4], above[2::4], strict=True)
    return shown


def _image_data(png: bytes) -> bytes:
    """The compressed picture, its chunks joined."""
    position, data = 8, b""
    while position < len(png):
        (length,) = struct.unpack(">I", png[position : position + 4])
        if png[position + 4 : position + 8] == b"IDAT":
            data += png[position + 8 : position + 8 + length]
        position += length + 12
    return data


def _unfiltered(kind: int, line: bytes, above: bytes) -> bytes:
    """One row with the PNG's line filter undone."""
    row = bytearray(line)
    for i, value in enumerate(line):
        left, up, corner = (row[i - 4], above[i], above[i - 4]) if i >= 4 else (0, above[i], 0)
        guess = (0, left, up, (left + up) // 2, _nearest(left, up, corner))[kind]
        row[i] = (value + guess) & 255
    return bytes(row)


def _nearest(left: int, up: int, corner: int) -> int:
    """Paeth's predictor."""
    aim = left + up - corner
    return min((left, up, corner), key=lambda value: abs(aim - value))


def distance(one: Pixels, other: Pixels) -> float:
    """How far two pictures lie apart: the mean difference of a channel, 0 to 255."""
    differences = (abs(a - b) for first, second in zip(one, other, strict=True) for a, b in zip(first, second, strict=True))
    return sum(differences) / (3 * len(one))
