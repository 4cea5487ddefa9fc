"""For operators: is it alive, is it ready."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app import clock
from app.extensions import db
from app.models.site import Site
from app.security import public

bp = Blueprint("health", __name__)
LATE = timedelta(minutes=2)


@bp.get("/healthz")
@public(kept=False)
def alive() -> Response:
    """Say that the process answers."""
    return Response("ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})


@bp.get("/readyz")
@public(kept=False)
def ready() -> tuple[Response, int]:
    """Say whether visitors can be served, and what is degraded: database, content, index, timed work."""
    parts = state_of_parts()
    broken = parts["database"] != "ok" or parts["content"] != "ok"
    degraded = [name for name, state in parts.items() if state != "ok"]
    response = jsonify(ready=not broken, degraded=degraded, **parts)
    response.headers["Cache-Control"] = "no-store"
    return response, 503 if broken else 200


def state_of_parts() -> dict[str, Any]:
    """Give the state of each part in a word or two."""
    try:
        site = db.session.scalars(select(Site)).one_or_none()
    except SQLAlchemyError:
        return {"database": "no answer", "content": "unknown", "index": "unknown", "timed_work": "unknown"}
    late = site is None or site.ticked_at is None or clock.to_utc(clock.now()) - site.ticked_at > LATE
    return {
        "database": "ok",
        "content": "ok" if site and site.loaded_at else "not loaded",
        "index": current_app.extensions["search"].state(),
        "timed_work": "no tick in two minutes" if late else "ok",
    }
