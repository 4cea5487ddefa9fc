"""Re-encode one picture; run as a process of its own, `python -I encoder.py FORMAT FOLDER NAME PIXELS KIND…`, with the picture on standard input.

It knows nothing of the guide and imports only Pillow: what a hostile file breaks here breaks a process with little time and
memory, and nothing else. Only pixels go over into the new files. It prints what it made as JSON, and ends with 1 for
what cannot be read, or has more than PIXELS pixels. Kinds are webp, jpg and avif.
"""

import io
import json
import resource
import sys
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

WIDTHS = (480, 960, 1600)
CPU_S, MEMORY_BYTES = 20, 2_000_000_000
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ORIENTATION = 0x0112
SAVING: dict[str, tuple[str, dict[str, Any]]] = {
    "webp": ("WEBP", {"quality": 80, "method": 4}),
    "jpg": ("JPEG", {"quality": 82, "progressive": True, "optimize": True}),
    "avif": ("AVIF", {"quality": 60, "speed": 7}),
}


def bound(most_pixels: int) -> None:
    """Let this process have little time and memory."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Image.MAX_IMAGE_PIXELS = most_pixels


def opened(data: bytes, form: str, most_pixels: int) -> Image.Image:
    """Give the pixels of a picture upright, in sRGB, on white, and nothing else of it; raise whatever a damaged file raises."""
    with Image.open(io.BytesIO(data), formats=[form]) as picture:
        if picture.width * picture.height > most_pixels:
            raise ValueError("size")
        turn = TURNS.get(picture.getexif().get(ORIENTATION, 1))
        profile = picture.info.get("icc_profile")
        picture.load()
        pixels = plain(picture, profile)
    if turn is not None:
        pixels = pixels.transpose(turn)
    clean = Image.new("RGB", pixels.size)
    clean.paste(pixels)
    return clean


def plain(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Give a picture in RGB: 16 bits brought down to 8, what is transparent put on white, colours in sRGB where the profile can be read."""
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        whole = picture.convert("RGBA")
        ground = Image.new("RGBA", whole.size, "white")
        picture = Image.alpha_composite(ground, whole)
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            picture = turned if turned is not None else picture
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return picture.convert("RGB")


def sizes_of(width: int) -> list[int]:
    """Give the widths that a picture is kept in: none is wider than it is."""
    return sorted({min(width, WIDTHS[-1]), *(one for one in WIDTHS if one < width)})


def write(pixels: Image.Image, folder: Path, name: str, kinds: list[str]) -> list[dict[str, Any]]:
    """Write every size in every kind; give what was written."""
    made = []
    for width in sizes_of(pixels.width):
        height = max(1, round(pixels.height * width / pixels.width))
        sized = pixels if width == pixels.width else pixels.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for kind in kinds:
            form, options = SAVING[kind]
            file = f"{name}-{width}.{kind}"
            sized.save(folder / file, form, **options)
            made.append({"file": file, "kind": kind, "width": width, "height": height})
    return made


def main(form: str, folder: str, name: str, most_pixels: str, *kinds: str) -> int:
    """Re-encode what comes on standard input."""
    bound(int(most_pixels))
    try:
        pixels = opened(sys.stdin.buffer.read(), form, int(most_pixels))
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}: {error}"[:200])
        return 1
    print(json.dumps({"width": pixels.width, "height": pixels.height, "variants": write(pixels, Path(folder), name, list(kinds))}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
