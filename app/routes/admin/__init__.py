"""The editors' desk: its blueprints, the guard before them, and its cookie. Each module here with a `bp` is a part of it."""

from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from flask import Flask

from app.config import Settings
from app.routes.admin import access, carrying, frame

COOKIE = "desk"


def cookie_settings(settings: Settings) -> dict[str, Any]:
    """Give how Flask keeps the cookie of the desk: below /admin only, out of reach of scripts, signed.

    It outlives a sign-in by far, so that a form sent after the sign-in ended is known as ours; whether somebody is
    signed in is decided by a row. The token of a form holds as long as the cookie: nobody loses a text to a clock.
    """
    return {
        "SESSION_COOKIE_NAME": COOKIE,
        "SESSION_COOKIE_PATH": "/admin",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.site_url.startswith("https://"),
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=7),
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
    }


def init_app(app: Flask) -> None:
    """Give an application the desk: the guard first, then every part."""
    access.init_app(app)
    frame.init_app(app)
    app.extensions["desk_store_refused"] = carrying.store_refused
    for found in sorted(module.name for module in iter_modules(__path__)):
        part = import_module(f"{__name__}.{found}")
        if hasattr(part, "bp"):
            app.register_blueprint(part.bp)
