"""What our pages are measured against: a Flask hello, and a floor page of plain Jinja."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import Environment

HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="description" content="{{ title }}"><link rel="stylesheet" href="/static/css/site.css"></head><body>
<header class="top"><a class="seal" href="/en/">Wander</a><nav>
{% for link in links %}<a href="{{ link.href }}">{{ link.name }}</a>{% endfor %}</nav></header>
<main><h1>{{ title }}</h1>"""
FILTERS = """<form>{% for filter in filters %}<p><label for="f-{{ filter.name }}">{{ filter.name }}</label>
<select id="f-{{ filter.name }}" name="{{ filter.name }}">
{% for choice in filter.choices %}<option value="{{ choice.value }}">{{ choice.label }} ({{ choice.count }})</option>{% endfor %}
</select></p>{% endfor %}</form>"""
ROWS = """<ul class="rows">{% for card in cards %}<li class="row"><a class="row-link" href="{{ card.href }}">
<img class="cover" src="{{ card.cover }}" alt="" width="104" height="65" loading="lazy" decoding="async">
<div class="row-text"><h2 class="row-title">{{ card.name }}</h2><span class="meta">{{ card.kind }} · {{ card.where }} · {{ card.price }}</span>
<span class="row-note">{{ card.note }}</span>{% if card.mark %}<span class="tag">{{ card.mark }}</span>{% endif %}</div></a></li>
{% endfor %}</ul></main>"""
FOOT = """<footer>{% for link in links %}<a href="{{ link.href }}">{{ link.name }}</a>{% endfor %}</footer></body></html>"""


def hello() -> Flask:
    """Give H: the smallest Flask application."""
    app = Flask("hello")

    @app.get("/")
    def index() -> str:
        return "hello"

    return app


def floor() -> Flask:
    """Give F: a frame, four filters and thirty cards by plain Jinja; no database, no languages."""
    app = Flask("floor")
    template = Environment(autoescape=True).from_string(HEAD + FILTERS + ROWS + FOOT)
    cards = [
        {
            "href": f"/en/places/place-{n}",
            "cover": f"/covers/gate-{n % 3}.svg",
            "name": f"Place {n} & son",
            "kind": "Museum",
            "where": "Tianqiao",
            "price": "Free",
            "note": "A sentence about it.",
            "mark": "to be checked",
        }
        for n in range(30)
    ]
    links = [{"href": f"/en/{name}", "name": name} for name in ("events", "places", "trails", "stories", "map", "search", "about", "sources")]
    choices = [{"value": f"value-{n}", "label": f"Choice {n}", "count": n} for n in range(12)]
    filters = [{"name": name, "choices": choices} for name in ("kind", "neighbourhood", "free", "interest")]

    @app.get("/")
    def index() -> str:
        return template.render(title="Places", cards=cards, links=links, filters=filters)

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
