"""The home of the desk: what waits for me, what I was doing, and the quick way to a page that must change now."""

from flask import Blueprint, render_template, request

from app import clock
from app.extensions import db
from app.i18n import _
from app.queries.desk import drafts_of, pages_named
from app.routes.admin import access
from app.services.desk import queues
from app.services.people import rights
from app.vocabulary import Right

bp = Blueprint("admin_desk", __name__, url_prefix="/admin")
FOUND_MOST, WORDS_MOST = 12, 60


@bp.get("/")
@access.allowed(Right.SEE)
def home() -> str:
    """Where an evening at the desk begins."""
    session, user = db.session(), access.me()
    reach, asked = rights.reachable(user), " ".join(filter(str.isprintable, request.args.get("q", "")[:WORDS_MOST].split()))
    found = list(session.scalars(pages_named(reach, asked.split(), FOUND_MOST))) if asked else []
    return render_template(
        "admin/desk/home.html",
        user=user,
        greeting=greeting(),
        asked=asked,
        found=found,
        waiting=queues.waiting_for(session, user),
        mine=queues.mine(session, user),
        drafts=session.execute(drafts_of(user.id, reach)).all(),
    )


def greeting() -> str:
    """Greet by the hour in Beijing."""
    hour = clock.now().hour
    if hour < 5 or hour >= 23:
        return _("Up late")
    if hour < 11:
        return _("Good morning")
    return _("Good afternoon") if hour < 18 else _("Good evening")
