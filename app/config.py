"""Settings, read from the environment; each is documented here and in the README.

A value that cannot be read stops the start with a `BadSetting` that names it.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from app import mail_server
from app.mail_server import MailServer

ROOT = Path(__file__).resolve().parent.parent


class BadSetting(ValueError):
    """A setting that cannot be read; the message names it and says what is allowed."""


def text(env: Mapping[str, str], name: str, default: str = "") -> str:
    """Give a setting as text without surrounding spaces."""
    return env.get(name, default).strip()


def number(env: Mapping[str, str], name: str, default: int, *, low: int, high: int) -> int:
    """Give a setting as a whole number; raise BadSetting outside `low` to `high`."""
    raw = text(env, name) or str(default)
    if not raw.isascii() or not raw.isdigit() or not low <= int(raw) <= high:
        raise BadSetting(f"{name}={raw!r}: must be a whole number from {low} to {high}")
    return int(raw)


def flag(env: Mapping[str, str], name: str, default: bool = False) -> bool:
    """Give a setting as yes or no; raise BadSetting for anything but 1, 0, true, false, yes, no."""
    raw = text(env, name).lower() or ("1" if default else "0")
    if raw not in {"1", "0", "true", "false", "yes", "no"}:
        raise BadSetting(f"{name}={raw!r}: must be 1 or 0")
    return raw in {"1", "true", "yes"}


def address(env: Mapping[str, str], name: str) -> str:
    """Give a setting as an http(s) address without a path or a final slash; empty when unset."""
    raw = text(env, name).rstrip("/")
    if raw:
        parts = urlsplit(raw)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path or parts.query or parts.fragment:
            raise BadSetting(f"{name}={raw!r}: must be like https://guide.example, without a path")
    return raw


def choice(env: Mapping[str, str], name: str, default: str, allowed: tuple[str, ...]) -> str:
    """Give a setting out of a closed list; raise BadSetting for another."""
    raw = text(env, name) or default
    if raw not in allowed:
        raise BadSetting(f"{name}={raw!r}: must be one of {', '.join(allowed)}")
    return raw


def secret_key(env: Mapping[str, str], instance: Path) -> str:
    """Give SECRET_KEY, or the key generated once in the instance folder."""
    given = text(env, "SECRET_KEY")
    if given:
        if len(given) < 32:
            raise BadSetting("SECRET_KEY: must have at least 32 characters")
        return given
    path = instance / "secret_key"
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text("utf-8").strip()


@dataclass(frozen=True)
class Tiles:
    """A provider of map tiles: none, Tianditu, or any XYZ address with its attribution."""

    provider: str
    url: str
    attribution: str
    review_number: str

    @property
    def host(self) -> str:
        """The origin that the CSP opens for, or nothing."""
        parts = urlsplit(self.url.replace("{s}", "t0"))
        return f"{parts.scheme}://{parts.netloc}" if self.url else ""


def tiles(env: Mapping[str, str]) -> Tiles:
    """Give the tile provider: TILE_PROVIDER none | tianditu | xyz with TILE_KEY, TILE_URL, TILE_ATTRIBUTION, TILE_REVIEW_NUMBER."""
    provider = choice(env, "TILE_PROVIDER", "none", ("none", "tianditu", "xyz"))
    review, key, url = text(env, "TILE_REVIEW_NUMBER"), text(env, "TILE_KEY"), text(env, "TILE_URL")
    if provider == "none":
        return Tiles("none", "", "", "")
    if provider == "tianditu":
        if not key or not key.isalnum():
            raise BadSetting("TILE_KEY: Tianditu needs a key of letters and digits")
        layer = (
            "https://t0.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=vec&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
        )
        return Tiles(provider, layer + "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=" + key, "天地图", review)
    attribution = text(env, "TILE_ATTRIBUTION")
    if not url.startswith("https://") or not all(part in url for part in ("{z}", "{x}", "{y}")):
        raise BadSetting(f"TILE_URL={url!r}: must begin with https:// and hold {{z}}, {{x}} and {{y}}")
    if not attribution:
        raise BadSetting("TILE_ATTRIBUTION: a tile provider must be named")
    return Tiles(provider, url, attribution, review)


@dataclass(frozen=True)
class Settings:
    """Every setting of the guide.

    PORT (8000), HOST (127.0.0.1): where gunicorn listens. WEB_WORKERS (2), WEB_THREADS (64): its processes and threads.
    INSTANCE_DIR (instance/): database, search index, media and the generated secret key.
    DATABASE_URL (SQLite in the instance folder): any SQLAlchemy address of SQLite or PostgreSQL.
    CONTENT_DIR (content/): the files of the guide.
    SITE_URL: the public origin; absolute addresses come from it alone and other Hosts are refused when it is set.
    TRUSTED_PROXIES (127.0.0.1,::1): whose X-Forwarded-* is believed.
    SECRET_KEY: at least 32 characters; generated when unset.
    OPERATOR_ZH, OPERATOR_EN, CONTACT_EMAIL: who runs the site; without them it calls itself a demonstration.
    ICP_NUMBER, PUBLIC_SECURITY_NUMBER: the registrations shown in the footer.
    DESK_TWO_STEP (off): `publishers` asks publishers and admins for a code from their phone at each sign-in.
    REVIEW_STEPS (1): how many different people must approve a revision before it is published, 1 to 3.
    TILE_*: see `tiles`. PAGE_CACHE (1), PAGE_CACHE_MB (64): the cache before Flask. TIMED_WORK (1): whether workers tick.
    """

    port: int
    host: str
    web_workers: int
    web_threads: int
    instance: Path
    database_url: str
    content: Path
    site_url: str
    trusted_proxies: tuple[str, ...]
    secret_key: str
    operator_zh: str
    operator_en: str
    contact_email: str
    icp_number: str
    public_security_number: str
    tiles: Tiles
    page_cache: bool
    page_cache_mb: int
    timed_work: bool
    desk_two_step: str
    review_steps: int
    mail: MailServer | None

    @property
    def public_url(self) -> str:
        """The origin of absolute addresses: SITE_URL, else where gunicorn listens."""
        return self.site_url or f"http://{self.host}:{self.port}"

    @property
    def secret_key_is_generated(self) -> bool:
        """Whether the key is the one in the instance folder."""
        return (self.instance / "secret_key").exists() and not os.environ.get("SECRET_KEY")

    @classmethod
    def read(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Give the settings of an environment; make the instance folder; raise BadSetting naming a bad value."""
        env = os.environ if env is None else env
        instance = Path(text(env, "INSTANCE_DIR") or ROOT / "instance").absolute()
        try:
            instance.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadSetting(f"INSTANCE_DIR={str(instance)!r}: cannot be made: {error.strerror}") from error
        return cls(
            port=number(env, "PORT", 8000, low=1, high=65535),
            host=text(env, "HOST") or "127.0.0.1",
            web_workers=number(env, "WEB_WORKERS", 2, low=1, high=64),
            web_threads=number(env, "WEB_THREADS", 64, low=1, high=512),
            instance=instance,
            database_url=database_url(env, instance),
            content=content_folder(env),
            site_url=address(env, "SITE_URL"),
            trusted_proxies=tuple(filter(None, (text(env, "TRUSTED_PROXIES") or "127.0.0.1,::1").split(","))),
            secret_key=secret_key(env, instance),
            operator_zh=text(env, "OPERATOR_ZH"),
            operator_en=text(env, "OPERATOR_EN"),
            contact_email=contact(env),
            icp_number=text(env, "ICP_NUMBER"),
            public_security_number=text(env, "PUBLIC_SECURITY_NUMBER"),
            tiles=tiles(env),
            page_cache=flag(env, "PAGE_CACHE", True),
            page_cache_mb=number(env, "PAGE_CACHE_MB", 64, low=1, high=4096),
            timed_work=flag(env, "TIMED_WORK", True),
            desk_two_step=choice(env, "DESK_TWO_STEP", "off", ("off", "publishers")),
            review_steps=number(env, "REVIEW_STEPS", 1, low=1, high=3),
            mail=mail(env),
        )


def database_url(env: Mapping[str, str], instance: Path) -> str:
    """Give DATABASE_URL; raise BadSetting for anything but SQLite and PostgreSQL."""
    raw = text(env, "DATABASE_URL") or f"sqlite:///{instance / 'guide.sqlite'}"
    for short in ("postgres://", "postgresql://"):
        if raw.startswith(short):
            raw = "postgresql+psycopg://" + raw.removeprefix(short)
    if not raw.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSetting("DATABASE_URL: must begin with sqlite:/// or postgresql://")
    return raw


def content_folder(env: Mapping[str, str]) -> Path:
    """Give CONTENT_DIR; raise BadSetting when it is no folder."""
    folder = Path(text(env, "CONTENT_DIR") or ROOT / "content").absolute()
    if not folder.is_dir():
        raise BadSetting(f"CONTENT_DIR={str(folder)!r}: is not a folder")
    return folder


def contact(env: Mapping[str, str]) -> str:
    """Give CONTACT_EMAIL; raise BadSetting when it is no mail address."""
    raw = text(env, "CONTACT_EMAIL")
    if raw and (raw.count("@") != 1 or any(character in raw for character in " <>\"'?&")):
        raise BadSetting(f"CONTACT_EMAIL={raw!r}: must be one mail address")
    return raw


def mail(env: Mapping[str, str]) -> MailServer | None:
    """Give the server of MAIL_SERVER, which sends from MAIL_FROM; None when no mail is sent."""
    try:
        return mail_server.parse(text(env, "MAIL_SERVER"), text(env, "MAIL_FROM") or contact(env))
    except ValueError as error:
        raise BadSetting(f"MAIL_SERVER: {error}") from None
