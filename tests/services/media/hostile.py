"""Hostile pictures of our own making, built by code: each is a name, a declared type and bytes; none of them is a file in the repository."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from PIL import Image, PngImagePlugin

MARK = b"<script>alert('MARK-7c1f')</script><?php system('MARK-7c1f'); ?>"
"""What must be in no file that is kept."""


class Hostile(NamedTuple):
    """One hostile file: what it is, its name, the type it is sent as, its bytes."""

    what: str
    name: str
    kind: str
    data: bytes


def picture(form: str = "JPEG", size: tuple[int, int] = (400, 300), mode: str = "RGB", **options: Any) -> bytes:
    """A plain picture."""
    said = io.BytesIO()
    gradient = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (gradient, gradient.rotate(180), gradient)) if mode == "RGB" else gradient.convert(mode)
    image.save(said, form, **options)
    return said.getvalue()


def chunk(kind: bytes, data: bytes, *, crc: int | None = None) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) if crc is None else crc)


def png(width: int, height: int, *more: bytes, depth: int = 8, colour: int = 2, data: bytes = b"\x00" * 100) -> bytes:
    """A PNG with any header, and chunks between it and its data."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def whole_png(*more: bytes) -> bytes:
    """A PNG whose pixels are all there, with chunks before them."""
    good = picture("PNG")
    return good[:33] + b"".join(more) + good[33:]


def segment(marker: int, data: bytes) -> bytes:
    """One segment of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def with_segment(marker: int, data: bytes) -> bytes:
    """A JPEG with one segment more at its beginning."""
    good = picture()
    return good[:2] + segment(marker, data) + good[2:]


def exif(orientation: int = 6, more: bytes = b"") -> bytes:
    """EXIF with an orientation, a place, and words."""
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010E] = MARK.decode()
    tags[0x013B] = MARK.decode()
    place = tags.get_ifd(0x8825)
    place.update({1: "N", 2: (39.0, 54.0, 20.0), 3: "E", 4: (116.0, 23.0, 29.0), 29: "2026:11:24"})
    return tags.tobytes() + more


def zipped() -> bytes:
    """An archive."""
    said = io.BytesIO()
    with zipfile.ZipFile(said, "w") as archive:
        archive.writestr("x.html", MARK)
    return said.getvalue()


def webp_chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a WebP."""
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def webp(*chunks: bytes) -> bytes:
    """A WebP of any chunks."""
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def vp8x(width: int, height: int, flags: int = 0) -> bytes:
    """The header of an extended WebP."""
    return webp_chunk(b"VP8X", bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"))


def animated(form: str, frames: int) -> bytes:
    """A picture that moves."""
    said = io.BytesIO()
    images = [Image.new("RGB", (220, 220), (number % 256, 0, 0)) for number in range(frames)]
    images[0].save(said, form, save_all=True, append_images=images[1:])
    return said.getvalue()


def polyglots() -> Iterator[Hostile]:
    """Files that are two things at once."""
    html = b"<!doctype html><html><body>" + MARK
    yield Hostile("JPEG with HTML after it", "a.jpg", "image/jpeg", picture() + html)
    yield Hostile("PNG with HTML after it", "a.png", "image/png", picture("PNG") + html)
    yield Hostile("WebP with HTML after it", "a.webp", "image/webp", picture("WEBP") + html)
    yield Hostile("JPEG with an archive after it", "a.jpg", "image/jpeg", picture() + zipped())
    yield Hostile("PNG with an archive after it", "a.png", "image/png", picture("PNG") + zipped())
    yield Hostile("HTML that says it is a picture", "a.jpg", "image/jpeg", html)
    yield Hostile("HTML before a JPEG", "a.jpg", "image/jpeg", html + picture())
    yield Hostile("GIF that is a script", "a.gif", "image/gif", b"GIF89a/*" + b"\0" * 20 + b"*/=1;" + MARK)
    yield Hostile("PDF before a JPEG", "a.jpg", "image/jpeg", b"%PDF-1.4\n" + picture())
    yield Hostile("PHP in the comment of a JPEG", "a.php.jpg", "image/jpeg", with_segment(0xFE, MARK))
    yield Hostile("script in a text chunk of a PNG", "a.png", "image/png", whole_png(chunk(b"tEXt", b"Comment\0" + MARK)))
    yield Hostile("Java archive named like a picture", "a.jpg", "image/jpeg", zipped())
    yield Hostile("JPEG in the chunks of a WebP", "a.webp", "image/webp", webp(webp_chunk(b"JUNK", picture() + MARK)))
    yield Hostile("script between frames", "a.jpg", "image/jpeg", picture().replace(b"\xff\xd9", MARK + b"\xff\xd9"))


def bombs() -> Iterator[Hostile]:
    """Files that are small and unpack to very much, or take very long."""
    yield Hostile("PNG that says 60,000 × 60,000", "a.png", "image/png", png(60_000, 60_000))
    yield Hostile("PNG that says 2,147,483,647 × 1", "a.png", "image/png", png(2_147_483_647, 1))
    yield Hostile("PNG that says 4,294,967,295 each way", "a.png", "image/png", png(0xFFFFFFFF, 0xFFFFFFFF))
    yield Hostile("PNG of 0 × 0", "a.png", "image/png", png(0, 0))
    yield Hostile("PNG of very much nothing", "a.png", "image/png", png(7_000, 7_000, data=b"\0" * 30_000_000))
    yield Hostile("PNG of 49 megapixels", "a.png", "image/png", png(7_000, 7_000, colour=0, depth=1, data=b"\0" * (876 * 7_000)))
    yield Hostile("JPEG that says 65,535 each way", "a.jpg", "image/jpeg", picture().replace(struct.pack(">HH", 300, 400), b"\xff\xff\xff\xff", 1))
    yield Hostile("WebP that says 16,777,216 each way", "a.webp", "image/webp", webp(vp8x(1 << 24, 1 << 24), webp_chunk(b"VP8 ", b"\0" * 20)))
    yield Hostile("WebP canvas larger than its picture", "a.webp", "image/webp", webp(vp8x(6_000, 6_000), picture("WEBP")[12:]))
    yield Hostile(
        "JPEG of hundreds of scans", "a.jpg", "image/jpeg", picture(progressive=True)[:-2] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" * 400
    )
    huge = zlib.compress(b"x" * 80_000_000)
    yield Hostile("text chunk of 80 MB", "a.png", "image/png", whole_png(chunk(b"zTXt", b"Comment\0\0" + huge)))
    yield Hostile("international text of 80 MB", "a.png", "image/png", whole_png(chunk(b"iTXt", b"Comment\0\1\0\0\0" + huge)))
    yield Hostile("profile of 80 MB", "a.png", "image/png", whole_png(chunk(b"iCCP", b"icc\0\0" + huge)))
    yield Hostile("ten thousand text chunks", "a.png", "image/png", whole_png(*[chunk(b"tEXt", b"Comment\0" + MARK)] * 10_000))
    yield Hostile("WebP of 200 frames", "a.webp", "image/webp", animated("WEBP", 200))
    yield Hostile("PNG of 200 frames", "a.png", "image/png", animated("PNG", 200))
    yield Hostile("more than 20 MB", "a.jpg", "image/jpeg", picture() + b"\0" * 20_000_000)


def others() -> Iterator[Hostile]:
    """Files of other kinds under the names of pictures."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + MARK + b"</svg>"
    for what, data in (
        ("SVG with a script", svg),
        ("SVG behind an XML declaration", b"<?xml version='1.0'?>\n" + svg),
        ("SVG behind blanks and a byte order mark", b"\xef\xbb\xbf\n \n" + svg),
        ("SVG with an entity", b"<?xml version='1.0'?><!DOCTYPE s [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>"),
        ("SVG in gzip", gzip.compress(svg)),
        ("PostScript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 300\n(x) (r) file\n"),
        ("TIFF", picture("TIFF")),
        ("BMP", picture("BMP")),
        ("GIF", picture("GIF", mode="P")),
        ("ICO", picture("ICO")),
        ("TGA", picture("TGA")),
        ("Photoshop", b"8BPS\0\1" + b"\0" * 40),
        ("HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100),
        ("AVIF", picture("AVIF")),
        ("an executable", b"MZ" + b"\0" * 200),
        ("ELF", b"\x7fELF" + b"\0" * 200),
        ("words", b"this is no picture at all, only words"),
        ("nothing", b""),
        ("zeros", b"\0" * 5_000),
        ("MP4", b"\0\0\0\x20ftypisom" + b"\0" * 100),
    ):
        yield Hostile(what, "a.jpg", "image/jpeg", data)
    yield Hostile("PNG named JPEG", "a.jpg", "image/jpeg", picture("PNG"))
    yield Hostile("JPEG named SVG", "a.svg", "image/svg+xml", picture())
    yield Hostile("one pixel", "a.png", "image/png", picture("PNG", (1, 1)))
    yield Hostile("20,001 × 200", "a.png", "image/png", png(20_001, 200))


def damaged() -> Iterator[Hostile]:
    """Files that are cut off or broken."""
    for form, ending in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")):
        good = picture(form)
        for part in (0.01, 0.05, 0.3, 0.7, 0.98):
            yield Hostile(f"{form} cut off at {part:.0%}", f"a.{ending}", f"image/{form.lower()}", good[: max(4, int(len(good) * part))])
    yield Hostile("PNG with a wrong checksum", "a.png", "image/png", whole_png(chunk(b"tEXt", b"a\0b", crc=1)))
    yield Hostile("PNG with broken data", "a.png", "image/png", picture("PNG").replace(b"IDAT\x78", b"IDAT\x00", 1))
    yield Hostile("PNG whose first chunk is another", "a.png", "image/png", b"\x89PNG\r\n\x1a\n" + chunk(b"tEXt", b"a\0b") + picture("PNG")[8:])
    yield Hostile("PNG with a chunk of 2 GB", "a.png", "image/png", picture("PNG")[:33] + struct.pack(">I", 0x7FFFFFFF) + b"IDAT")
    yield Hostile("PNG with an impossible depth", "a.png", "image/png", png(300, 300, depth=7))
    yield Hostile("JPEG with broken Huffman tables", "a.jpg", "image/jpeg", picture().replace(b"\xff\xc4\x00\x1f", b"\xff\xc4\x00\x03", 1))
    yield Hostile("JPEG with an empty segment", "a.jpg", "image/jpeg", b"\xff\xd8\xff\xe0\x00\x00" + picture()[2:])
    yield Hostile("JPEG without a frame", "a.jpg", "image/jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + b"\0" * 9 + b"\xff\xda\x00\x02" + b"\0" * 500)
    yield Hostile("JPEG with noise in its scan", "a.jpg", "image/jpeg", picture()[:700] + bytes(range(256)) * 8 + b"\xff\xd9")
    yield Hostile("JPEG of arithmetic coding", "a.jpg", "image/jpeg", picture().replace(b"\xff\xc0", b"\xff\xc9", 1))
    yield Hostile("WebP with a wrong length", "a.webp", "image/webp", b"RIFF\xff\xff\xff\xffWEBP" + picture("WEBP")[12:])
    yield Hostile("WebP of an unknown chunk", "a.webp", "image/webp", webp(webp_chunk(b"EVIL", b"\0" * 100)))
    yield Hostile(
        "WebP lossless of nothing", "a.webp", "image/webp", webp(webp_chunk(b"VP8L", b"\x2f" + struct.pack("<I", 300 | 300 << 14) + b"\0" * 30))
    )


def payloads() -> Iterator[Hostile]:
    """Good pictures that carry what must not go on."""
    yield Hostile("EXIF with a place and a script", "a.jpg", "image/jpeg", picture(exif=exif()))
    yield Hostile("EXIF with an orientation out of range", "a.jpg", "image/jpeg", picture(exif=exif(77)))
    yield Hostile("EXIF of noise", "a.jpg", "image/jpeg", with_segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff" + MARK))
    yield Hostile(
        "EXIF that turns in circles",
        "a.jpg",
        "image/jpeg",
        with_segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\1\0\x69\x87\4\0\1\0\0\0\x08\0\0\0\x08\0\0\0"),
    )
    yield Hostile("EXIF with a picture in it", "a.jpg", "image/jpeg", picture(exif=exif(1, picture(size=(160, 120)) + MARK)))
    yield Hostile("EXIF of 64 kB", "a.jpg", "image/jpeg", with_segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08" + MARK * 900))
    yield Hostile("XMP with a script", "a.jpg", "image/jpeg", with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + MARK))
    yield Hostile(
        "IPTC with a script", "a.jpg", "image/jpeg", with_segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x50\x1c\x02\x78\0\x40" + MARK)
    )
    yield Hostile("profile of noise", "a.jpg", "image/jpeg", with_segment(0xE2, b"ICC_PROFILE\0\1\1" + MARK * 4))
    yield Hostile("profile of noise in a PNG", "a.png", "image/png", whole_png(chunk(b"iCCP", b"icc\0\0" + zlib.compress(MARK * 50))))
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", MARK.decode(), zip=True)
    yield Hostile("XMP in a PNG", "a.png", "image/png", picture("PNG", pnginfo=info))
    yield Hostile("EXIF and XMP in a WebP", "a.webp", "image/webp", picture("WEBP", exif=exif(), xmp=MARK))
    yield Hostile("many frames in a JPEG (MPO)", "a.jpg", "image/jpeg", with_segment(0xE2, b"MPF\0II*\0\x08\0\0\0" + MARK) + picture())
    for mode, form in (("CMYK", "JPEG"), ("L", "JPEG"), ("1", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("I;16", "PNG"), ("RGBA", "WEBP")):
        image = Image.linear_gradient("L").resize((300, 300))
        said = io.BytesIO()
        (image.convert("I").convert("I;16") if mode == "I;16" else image.convert(mode)).save(said, form)
        yield Hostile(f"{form} in {mode}", f"a.{form.lower()}", f"image/{form.lower()}", said.getvalue())


def names() -> Iterator[Hostile]:
    """Good pictures under names that reach where they must not."""
    for name in (
        "../../../etc/cron.d/x.jpg",
        "..\\..\\windows\\x.jpg",
        "/etc/passwd",
        "a\0.jpg",
        "a.jpg\r\nSet-Cookie: x=1",
        "\u202egpj.exe",
        "x" * 5_000 + ".jpg",
        '"><script>alert(1)</script>.jpg',
        "shell.php.jpg",
        "CON.jpg",
        ".htaccess",
        "%2e%2e%2fx.jpg",
        "图片 ’“”.jpg",
    ):
        yield Hostile(f"name {name[:20]!r}", name, "image/jpeg", picture())


def everything() -> list[Hostile]:
    """Every hostile file."""
    return [*polyglots(), *bombs(), *others(), *damaged(), *payloads(), *names()]
