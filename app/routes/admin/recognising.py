"""Who asks: known by the token in the cookie, and spoken to in their language."""

from flask import current_app, g, request, session
from sqlalchemy.exc import OperationalError

from app import i18n
from app.extensions import db
from app.models.sign_in import SignIn
from app.routes.admin import carrying
from app.services.people import sign_ins
from app.services.transactions import writing

TOKEN = "token"  # noqa: S105  (the name of a place in the cookie)


def give_token(token: str) -> None:
    """Put the token of a new sign-in in the cookie, and nothing of what was in it before."""
    session.clear()
    session.permanent = True
    session[TOKEN] = token


def recognise() -> None:
    """Learn from the cookie who asks; a sign-in that no longer counts leaves only who it was."""
    g.desk_user = g.desk_sign_in = g.desk_was = None
    # A form done after signing in again is a request within a request: what the outer one kept of its token is not its own.
    g.pop(carrying.FIELD, None)
    token = session.get(TOKEN)
    found = sign_ins.find(db.session(), token) if isinstance(token, str) else None
    if found is None:
        return
    if sign_ins.is_live(found):
        note_seen(found)
        g.desk_sign_in, g.desk_user = found, found.user
    else:
        g.desk_was = found.user_id


def note_seen(sign_in: SignIn) -> None:
    """Note that a sign-in was seen; a database that cannot be written to must not keep anyone from reading."""
    if not sign_ins.is_to_be_noted(sign_in):
        return
    try:
        with writing() as writer:
            sign_ins.note_seen(writer, sign_in.id)
    except OperationalError:
        current_app.logger.warning("a sign-in could not be noted as seen", exc_info=True)


def speak() -> None:
    """Set the language of the desk: the person's own; before signing in `?lang=`, else what the browser prefers."""
    user, asked = g.desk_user, request.args.get("lang", "")
    wanted = user.language if user is not None else asked or i18n.preferred(request.headers.get("Accept-Language", ""))
    i18n.speak(wanted if wanted in {"zh", "en"} else "zh")
