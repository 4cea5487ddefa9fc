"""Invitations as an administrator sees them: made, listed, withdrawn and renewed; a link is shown once, when it is made."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from app import clock
from app.config import Settings
from app.extensions import db
from app.i18n import _, label
from app.models.bringing import Invitation
from app.routes.admin import access, faults, person_form, taking_away
from app.services import mail
from app.services.mail import MailNotSent
from app.services.people import invitation_letters, invitations
from app.services.people.accounts import AccountRefused
from app.services.people.invitations import InvitationVoid, Listed
from app.services.transactions import writing
from app.vocabulary import InvitationState, Right, Role

bp = Blueprint("admin_invitations", __name__, url_prefix="/admin/invitations")
SCREENFUL, MOST = 50, 5_000


def asked() -> tuple[InvitationState | None, int | None]:
    """Give which invitations the address asks for, and from where on."""
    said, before = request.args.get("state", InvitationState.OPEN.value), request.args.get("before", "")
    state = InvitationState(said) if said in set(InvitationState) else None
    return state, int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None


@bp.get("")
@access.allowed(Right.PEOPLE)
def index() -> str:
    """The invitations, those that still open first of all."""
    state, before = asked()
    rows = invitations.listed(db.session(), state, before=before, most=SCREENFUL + 1)
    older = url_for("admin_invitations.index", state=state or "all", before=rows[SCREENFUL - 1].invitation.id) if len(rows) > SCREENFUL else ""
    return render_template("admin/invitations/index.html", rows=rows[:SCREENFUL], state=state, states=list(InvitationState), older=older)


@bp.get(taking_away.RULE)
@access.allowed(Right.PEOPLE)
def table(form: str) -> Response:
    """The invitations that are asked for as a table, at most 5,000; without their links."""
    rows = invitations.listed(db.session(), asked()[0], most=MOST)
    head = [_("Name"), _("E-mail address"), _("Role"), _("Organisation"), _("Invited by"), _("When (Beijing time)"), _("Until"), _("Stage")]
    return taking_away.table("invitations", form, head, map(cells, rows))


def cells(row: Listed) -> list[object]:
    """Give an invitation as the cells of a row."""
    invitation, state, who, organisation = row
    times = [f"{clock.from_utc(moment):%Y-%m-%d %H:%M}" for moment in (invitation.made_at, invitation.expires_at)]
    where, by = organisation.slug if organisation else "", who.name if who else ""
    return [invitation.name, invitation.email, label(invitation.role), where, by, *times, label(state)]


@bp.get("/new")
@access.allowed(Right.PEOPLE)
def new() -> str:
    """The form to invite somebody."""
    return form({"role": Role.AUTHOR.value, "families": [], "language": "zh", "organisation": request.args.get("organisation", "")[:80]})


def form(values: dict[str, Any], **said: str) -> str:
    """Give the form with what was typed."""
    return render_template("admin/invitations/new.html", values=values, said=said, has_mail=settings().mail is not None, **person_form.choices())


def settings() -> Settings:
    """Give the settings."""
    found: Settings = current_app.config["SETTINGS"]
    return found


@bp.post("")
@access.allowed(Right.PEOPLE)
def create() -> Response | tuple[str, int]:
    """Invite somebody, mail the link where mail is set up, and show it, this once."""
    values = person_form.typed()
    try:
        with writing() as session:
            made = invitations.invite(
                session,
                email=values["email"],
                name=values["name"],
                role=person_form.role_of(values),
                by=access.me(),
                families=person_form.families_of(values),
                organisation=person_form.organisation_of(values),
                language=values["language"],
            )
    except AccountRefused as refused:
        where = "email" if refused.reason in {"taken", "invited"} else refused.reason
        return form(values, **{where: faults.account_words(refused.reason)}), 422
    return link_once(made)


def link_once(invitation: Invitation) -> Response:
    """Show the link of a new invitation; no redirect, for it is nowhere else."""
    address = settings().public_url + url_for("admin_invited.show", link=invitations.link_of(invitation, settings().secret_key))
    sent = mailed(invitation, address)
    return Response(render_template("admin/invitations/link.html", invitation=invitation, address=address, sent=sent))


def mailed(invitation: Invitation, address: str) -> bool | None:
    """Give whether the link was mailed; None when no mail is sent here at all. Why it was not is for the log."""
    server = settings().mail
    if server is None:
        return None
    number, letter = invitation.id, invitation_letters.letter(invitation, address, inviter=access.me().name)
    # The invitation is kept already, and no snapshot of the store is held while the mail server is waited for.
    db.session.rollback()
    try:
        mail.send(server, letter)
    except MailNotSent as refused:
        current_app.logger.warning("The invitation %s was not mailed: %s", number, refused)
        return False
    return True


def done_to(number: int, deed: Callable[[Session, Invitation], Invitation | None]) -> AnyResponse | Invitation:
    """Do something to an invitation in one transaction; give the new one, or the answer."""
    if db.session.get(Invitation, number) is None:
        abort(404)
    try:
        with writing() as session:
            made = deed(session, session.get_one(Invitation, number))
    except InvitationVoid as void:
        flash(_("There is nothing to be done: this invitation is %(state)s.", state=label(void.state)), "fault")
    else:
        if made is not None:
            return made
        flash(_("The invitation is withdrawn. Its link opens nothing any more."), "done")
    return redirect(url_for("admin_invitations.index"), 303)


def withdrawn(session: Session, invitation: Invitation) -> None:
    """Withdraw an invitation."""
    invitations.withdraw(session, invitation, by=access.me())


@bp.post("/<int:number>/withdraw")
@access.allowed(Right.PEOPLE)
def withdraw(number: int) -> AnyResponse:
    """Let a link open nothing any more."""
    answer = done_to(number, withdrawn)
    return answer if isinstance(answer, AnyResponse) else abort(404)


@bp.post("/<int:number>/renew")
@access.allowed(Right.PEOPLE)
def renew(number: int) -> AnyResponse:
    """Invite once more: a new link, and the old one opens nothing."""
    answer = done_to(number, lambda session, invitation: invitations.renew(session, invitation, by=access.me()))
    return answer if isinstance(answer, AnyResponse) else link_once(answer)
