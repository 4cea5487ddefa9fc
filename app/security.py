"""Security: who may ask for what, the headers of every answer, the hosts and proxies that are believed."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, current_app, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from werkzeug.middleware.proxy_fix import ProxyFix

from app.config import Settings

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"


def public(*arguments: str, kept: bool = True) -> Callable[[View], View]:
    """Declare that a view is for everyone, which query arguments it reads, and whether its answers may be kept."""

    def declare(view: View) -> View:
        view.permission = PUBLIC  # type: ignore[attr-defined]  # a declaration, read by the tests and the cache
        view.arguments = frozenset(arguments)  # type: ignore[attr-defined]  # likewise
        view.kept = kept  # type: ignore[attr-defined]  # likewise
        return view

    return declare


@lru_cache(maxsize=8)
def content_policy(tile_host: str, framed_by: str = "'none'") -> str:
    """Give the Content-Security-Policy: everything from here, nothing inline, tiles only from a configured provider."""
    images = f"'self' data: {tile_host}".strip()
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src {images}; connect-src 'self'; font-src 'self'; "
        f"manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {framed_by}"
    )


@lru_cache(maxsize=16)
def standing_headers(tile_host: str, *, is_secure: bool) -> tuple[tuple[str, str], ...]:
    """Give the headers that every answer carries, unless it has others in their place."""
    return (
        ("Content-Security-Policy", content_policy(tile_host)),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "geolocation=(self), camera=(), microphone=(), payment=(), usb=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        *([("Strict-Transport-Security", "max-age=31536000; includeSubDomains")] if is_secure else []),
    )


def make_framable(response: Response) -> Response:
    """Let other sites show an answer in a frame; all else of the policy stays."""
    settings: Settings = current_app.config["SETTINGS"]
    response.headers["Content-Security-Policy"] = content_policy(settings.tiles.host, "*")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response


def add_headers(response: Response) -> Response:
    """Add the headers that every answer carries."""
    settings: Settings = current_app.config["SETTINGS"]
    headers = response.headers
    given = {name.lower() for name in headers.keys()}  # noqa: SIM118  (iterating over the headers gives pairs)
    for name, value in standing_headers(settings.tiles.host, is_secure=request.is_secure):
        if name.lower() not in given:
            headers.add(name, value)
    kind = headers.get("Content-Type", "")
    if kind.startswith(("text/", "application/javascript", "image/svg+xml")) and "charset" not in kind:
        headers["Content-Type"] = f"{kind}; charset=utf-8"
    return response


def refuse_foreign_host() -> None:
    """Answer 400 to a Host that is not the site's own, when SITE_URL is set; loopback stays open for health checks."""
    settings: Settings = current_app.config["SETTINGS"]
    if is_foreign(request.host, settings.site_url):
        abort(400)


@lru_cache(maxsize=256)
def is_foreign(host: str, site_url: str) -> bool:
    """Whether a Host is not the site's own, when SITE_URL is set, nor loopback."""
    asked = host.rsplit(":", 1)[0].strip("[]").lower()
    return bool(site_url) and asked not in {urlsplit(site_url).hostname, "127.0.0.1", "localhost", "::1"}


class Sessions(SecureCookieSessionInterface):
    """Flask's sessions in signed cookies; who brings no cookie costs no signature."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Give the session of a request, an empty one without a cookie."""
        return super().open_session(app, request) if "HTTP_COOKIE" in request.environ else self.session_class()


def trust_proxies(application: Any, settings: Settings, fix: type[ProxyFix]) -> Any:
    """Believe X-Forwarded-* only from loopback and the configured proxies; from others they are dropped."""
    fixed = fix(application, x_for=1, x_proto=1)

    def believing(environ: dict[str, Any], start_response: Any) -> Any:
        if environ.get("REMOTE_ADDR") in settings.trusted_proxies:
            return fixed(environ, start_response)
        for name in [name for name in environ if name.startswith("HTTP_X_FORWARDED")]:
            del environ[name]
        return application(environ, start_response)

    return believing


def path_for_log() -> str:
    """Give the path of this request as a log may keep it: without the signed leave that the address of an invitation or a preview holds."""
    is_secret = not {"link", "token"}.isdisjoint(request.view_args or {})
    return str(request.url_rule) if is_secret else request.path


def init_app(app: Flask) -> None:
    """Guard an application: refuse forged hosts, add the headers, open sessions only for those who bring one."""
    app.session_interface = Sessions()
    app.before_request(refuse_foreign_host)
    app.after_request(add_headers)
