"""An invitation as the invited person opens it: who invites, a name and a password; then they sign in.

The address is a secret until it is used: it goes to no other site, into no cache and into no log.
"""

from typing import TypeVar

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response as AnyResponse

from app import i18n
from app.config import Settings
from app.extensions import db
from app.i18n import _
from app.models.bringing import Invitation
from app.models.people import Organisation
from app.routes.admin import access, faults
from app.services.people import invitations, throttle
from app.services.people.accounts import AccountRefused
from app.services.people.invitations import InvitationVoid, NoInvitation
from app.services.people.passwords import PasswordRefused
from app.services.people.signing_in import TooManyTries
from app.services.transactions import writing

bp = Blueprint("admin_invited", __name__, url_prefix="/admin/invitations")
Said = TypeVar("Said", bound=AnyResponse)
RULE = "/<string(minlength=20):link>"


def key() -> str:
    """Give the key that the links are signed with."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.secret_key


def origin() -> str:
    """Give where the request comes from, as tries are counted."""
    return throttle.network(request.remote_addr or "")


def opened(link: str) -> Invitation:
    """Give the invitation that a link opens, and speak its language; raise TooManyTries, NoInvitation or InvitationVoid.

    What opens nothing counts as a try of the address.
    """
    if throttle.is_shut(db.session(), origin()):
        raise TooManyTries
    try:
        invitation = invitations.opened(db.session(), link, key())
    except (NoInvitation, InvitationVoid):
        with writing() as session:
            throttle.note_bad_link(session, origin())
        raise
    i18n.speak(invitation.language)
    return invitation


@bp.get(RULE)
@access.open_to_all
def show(link: str) -> Response:
    """What one is invited to, and the form to accept; a link that opens nothing says why."""
    try:
        return page(link, opened(link))
    except (TooManyTries, NoInvitation, InvitationVoid) as refused:
        return closed(refused)


def page(link: str, invitation: Invitation, status: int = 200, *, name: str | None = None, **said: str) -> Response:
    """Give the page of an invitation with the name that was typed and the faults."""
    who, shown = invitations.inviter(db.session(), invitation), name if name is not None else invitation.name
    where = db.session.get(Organisation, invitation.organisation_id) if invitation.organisation_id is not None else None
    html = render_template("admin/invitations/accept.html", link=link, invitation=invitation, inviter=who, organisation=where, name=shown, said=said)
    return unsaid(make_response(html, status))


def unsaid(response: Said) -> Said:
    """Keep the address of an answer from every other site."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def closed(refused: ValueError) -> Response:
    """Say why a link opens nothing, in the language of the invitation where there is one, and what can be done."""
    if isinstance(refused, InvitationVoid):
        i18n.speak(refused.invitation.language)
        return nothing(refused.state.value, 410)
    if not isinstance(refused, TooManyTries):
        return nothing("unknown", 404)
    response = nothing("many", 429)
    response.headers["Retry-After"] = "300"
    return response


def nothing(why: str, status: int) -> Response:
    """Give the page that says why there is nothing to accept."""
    return unsaid(make_response(render_template("admin/invitations/closed.html", why=why), status))


@bp.post(RULE)
@access.open_to_all
def enter(link: str) -> AnyResponse:
    """Make the account and lead to the sign-in; what is not good enough is said beside its field, and the link stays good."""
    name, password = request.form.get("name", "")[:200], request.form.get("password", "")
    try:
        invitation = opened(link)
        if password != request.form.get("again", ""):
            return page(link, invitation, 422, name=name, again=_("The two passwords differ."))
        with writing() as session:
            invitations.accept(session, link, key(), name=name, password=password)
    except (TooManyTries, NoInvitation, InvitationVoid) as refused:
        return closed(refused)
    except PasswordRefused as refused:
        return page(link, opened(link), 422, name=name, password=faults.password_words(refused))
    except AccountRefused as refused:
        return page(link, opened(link), 422, name=name, name_fault=faults.account_words(refused.reason))
    flash(_("Your account is made. Sign in with your e-mail address and your new password."), "done")
    return unsaid(redirect(url_for("admin_sign_in.show", lang=i18n.code()), 303))


def asked_again(link: str) -> Response:
    """Show the form once more where its token is too old or the cookie was not kept; the name stays."""
    try:
        return page(
            link,
            opened(link),
            400,
            name=request.form.get("name", "")[:200],
            form=_("This page had been open for too long. Please send it once more."),
        )
    except (TooManyTries, NoInvitation, InvitationVoid) as refused:
        return closed(refused)


access.ask_again_by(enter, asked_again)


@bp.errorhandler(OperationalError)
def without_store(_error: OperationalError) -> Response:
    """Say that no account can be made just now; the link stays good, and is not written into the log."""
    db.session.rollback()
    current_app.logger.exception("the store refuses an invitation")
    return nothing("store", 503)
