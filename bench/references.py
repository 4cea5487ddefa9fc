"""What our pages are measured against: a Flask hello, and a floor page of plain Jinja."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import Environment

FLOOR = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><h1>{{ title }}</h1><ul>
{% for card in cards %}<li class="row"><a class="row-link" href="{{ card.href }}"><img src="{{ card.cover }}" alt="" width="104" height="65">
<span class="row-text"><span class="row-title">{{ card.name }}</span><span class="meta">{{ card.meta }}</span><span class="row-note">{{ card.note }}</span></span></a></li>
{% endfor %}</ul></body></html>"""


def hello() -> Flask:
    """Give H: the smallest Flask application."""
    app = Flask("hello")

    @app.get("/")
    def index() -> str:
        return "hello"

    return app


def floor() -> Flask:
    """Give F: thirty cards by plain Jinja; no database, no languages."""
    app = Flask("floor")
    template = Environment(autoescape=True).from_string(FLOOR)
    cards = [
        {"href": f"/en/places/place-{n}", "cover": f"/covers/gate-{n % 3}.svg", "name": f"Place {n} & son", "meta": "Museum · Tianqiao · Free", "note": "A sentence."}
        for n in range(30)
    ]

    @app.get("/")
    def index() -> str:
        return template.render(title="Places", cards=cards)

    return app


def asking(app: Flask, path: str, headers: dict[str, str] | None = None) -> Callable[[], Any]:
    """Give a call that asks an application for a path through WSGI alone, without a test client's own cost."""
    environ = app.test_request_context(path, headers=headers).request.environ
    base = {name: value for name, value in environ.items() if not name.startswith("werkzeug.") and name != "flask._preserve_context"}
    status: list[str] = []

    def start(line: str, _headers: Any, _error: Any = None) -> Any:
        status[:] = [line]

    def ask() -> bytes:
        answer = app.wsgi_app(dict(base), start)
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close:
                close()
        assert status[0][:3] in {"200", "304"}, (path, status)
        return body

    return ask
