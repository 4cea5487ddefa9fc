"""Storing pictures: re-encoded in a process of its own, then moved to their places whole; the row about them is written after that."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app

from app.config import Settings
from app.i18n import _
from app.services.media.refusing import MOST_PIXELS, MediaRefused, Sniffed, damaged, sniff

AT_ONCE = threading.BoundedSemaphore(2)
ENCODER = Path(__file__).with_name("encoder.py")
WAIT_S, LONGEST_S = 20, 40
FIRST_KINDS, LATER_KINDS = ("webp", "jpg"), ("avif",)


class NoRoom(OSError):
    """The pictures cannot be written just now: the disk is full, or is not to be written to."""


@dataclass(frozen=True)
class Stored:
    """A picture in its place: the file that all browsers show, its size, and all its sizes and kinds."""

    file: str
    width: int
    height: int
    variants: list[dict[str, Any]]


def folder() -> Path:
    """Give where pictures lie."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.media


def store(data: bytes) -> Stored:
    """Re-encode and keep a picture; raise MediaRefused for one that is not taken, NoRoom where nothing can be written."""
    found, token = sniff(data), secrets.token_hex(12)
    made = encoded(data, found, token, FIRST_KINDS)
    largest = max((one for one in made["variants"] if one["kind"] == "jpg"), key=lambda one: int(one["width"]))
    return Stored(largest["file"], made["width"], made["height"], made["variants"])


def encoded(data: bytes, found: Sniffed, token: str, kinds: tuple[str, ...]) -> dict[str, Any]:
    """Re-encode a picture into files in their places; give what was made."""
    root = folder()
    try:
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=root) as aside:
            made = run(data, found, Path(aside), token, kinds)
            for one in made["variants"]:
                settle(Path(aside) / one["file"], root / one["file"])
            sync(root)
    except OSError as error:
        remove(sorted(path.name for path in root.glob(f"{token}-*")) if root.is_dir() else [])
        raise NoRoom(str(error)) from error
    return made


def run(data: bytes, found: Sniffed, aside: Path, token: str, kinds: tuple[str, ...]) -> dict[str, Any]:
    """Let the encoder work in a process of its own; raise MediaRefused when it could not read the picture, or took too long."""
    if not AT_ONCE.acquire(timeout=WAIT_S):
        raise MediaRefused(_("Too many pictures are being taken in just now. Please try again in a minute."))
    command = [sys.executable, "-I", str(ENCODER), found.form, str(aside), token, str(MOST_PIXELS), *kinds]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=LONGEST_S, check=False, env={})  # noqa: S603  (our own program)
    except subprocess.TimeoutExpired:
        raise damaged() from None
    finally:
        AT_ONCE.release()
    if done.returncode != 0:
        if b"No space left" in done.stderr or b"Read-only" in done.stderr:
            raise OSError(done.stderr.decode("utf-8", "replace"))
        raise damaged()
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def settle(fresh: Path, place: Path) -> None:
    """Put a finished file in its place, whole and on the disk."""
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    fresh.replace(place)


def sync(root: Path) -> None:
    """Let the names of a folder be on the disk."""
    handle = os.open(root, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(files: list[str]) -> None:
    """Take files away; one that is gone already is no matter."""
    for name in files:
        (folder() / name).unlink(missing_ok=True)


def has_room() -> bool:
    """Whether pictures can be written at all."""
    try:
        folder().mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(folder()).free > 50_000_000 and os.access(folder(), os.W_OK)
    except OSError:
        return False
