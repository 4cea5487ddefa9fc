"""People: who works at the desk, what each may do; made, changed, disabled and reset by an administrator."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from app import clock
from app.extensions import db
from app.i18n import _, ngettext
from app.models.people import User
from app.routes.admin import access, faults, person_form
from app.services.people import accounts, invitations, passwords, sign_ins
from app.services.people.accounts import AccountRefused
from app.services.people.passwords import PasswordRefused
from app.services.transactions import writing
from app.vocabulary import InvitationState, Right, Role

bp = Blueprint("admin_people", __name__, url_prefix="/admin/people")
INVITATIONS = 50


@bp.get("")
@access.allowed(Right.PEOPLE)
def index() -> str:
    """Everyone who works at the desk, and who is invited to."""
    session = db.session()
    rows = invitations.listed(session, InvitationState.OPEN, most=INVITATIONS)
    return render_template("admin/people/index.html", people=accounts.everyone(session), rows=rows)


@bp.get("/new")
@access.allowed(Right.PEOPLE)
def new() -> str:
    """The form for a new person."""
    return form({"role": Role.AUTHOR.value, "families": [], "language": "zh"})


def form(values: dict[str, Any], **said: str) -> str:
    """Give the form for a new person with what was typed."""
    return render_template("admin/people/new.html", values=values, said=said, **person_form.choices())


@bp.post("")
@access.allowed(Right.PEOPLE)
def create() -> Response | tuple[str, int]:
    """Make an account with a generated password, and show that password, this once."""
    values, password = person_form.typed(), passwords.generated()
    try:
        with writing() as session:
            user = accounts.create(
                session,
                email=values["email"],
                name=values["name"],
                role=person_form.role_of(values),
                password=password,
                by=access.me(),
                families=person_form.families_of(values),
                organisation=person_form.organisation_of(values),
                language=values["language"],
            )
    except AccountRefused as refused:
        where = "email" if refused.reason == "taken" else refused.reason
        return form(values, **{where: faults.account_words(refused.reason)}), 422
    return password_once(user, password)


def password_once(user: User, password: str, **revoked: Any) -> Response:
    """Show a generated password; no redirect, for it is nowhere else."""
    return Response(render_template("admin/people/password.html", user=user, password=password, **revoked))


def person_or_404(number: int) -> User:
    """Give a person by number."""
    return db.session.get(User, number) or abort(404)


@bp.get("/<int:number>")
@access.allowed(Right.PEOPLE)
def show(number: int) -> str:
    """One person: role and pages, sign-ins, and what can be done."""
    return person_page(person_or_404(number))


def person_page(user: User, values: dict[str, Any] | None = None, **said: str) -> str:
    """Give the page of a person with what was typed and the faults."""
    held = {"role": user.role.value, "families": user.families, "organisation": user.organisation.slug if user.organisation else ""}
    live = sign_ins.live_ones(db.session(), user)
    return render_template(
        "admin/people/show.html", user=user, values=values or held, live=live, is_me=user.id == access.me().id, said=said, **person_form.choices()
    )


def another_or_refused(number: int) -> User:
    """Give a person who is not oneself; raise AccountRefused for one's own account."""
    user = person_or_404(number)
    if user.id == access.me().id:
        raise AccountRefused("myself")
    return user


def done_to(number: int, deed: Callable[[Session, User], str]) -> AnyResponse | tuple[str, int]:
    """Do something to another person's account in one transaction and say what came of it."""
    try:
        user = another_or_refused(number)
        with writing() as session:
            session.refresh(user)
            words = deed(session, user)
    except AccountRefused as refused:
        return person_page(person_or_404(number), deed=faults.account_words(refused.reason)), 422
    flash(words, "done")
    return redirect(url_for("admin_people.show", number=number), 303)


@bp.post("/<int:number>/role")
@access.allowed(Right.PEOPLE)
def set_role(number: int) -> AnyResponse | tuple[str, int]:
    """Give a person another role and other pages; their sign-ins end."""
    values, user = person_form.typed(), person_or_404(number)
    try:
        another_or_refused(number)
        role, organisation = person_form.role_of(values), person_form.organisation_of(values)
        with writing() as session:
            session.refresh(user)
            ended = accounts.set_role(session, user, role, by=access.me(), families=person_form.families_of(values), organisation=organisation)
    except AccountRefused as refused:
        return person_page(user, values, role=faults.account_words(refused.reason)), 422
    flash(_("Changed.") + " " + signed_out(ended), "done")
    return redirect(url_for("admin_people.show", number=number), 303)


def signed_out(ended: int) -> str:
    """Say how many sign-ins something ended."""
    return ngettext("%(num)s sign-in has ended.", "%(num)s sign-ins have ended.", ended)


@bp.post("/<int:number>/disable")
@access.allowed(Right.PEOPLE)
def disable(number: int) -> AnyResponse | tuple[str, int]:
    """Let a person sign in no longer."""
    return done_to(number, lambda session, user: _("Disabled.") + " " + signed_out(accounts.disable(session, user, by=access.me())))


@bp.post("/<int:number>/enable")
@access.allowed(Right.PEOPLE)
def enable(number: int) -> AnyResponse | tuple[str, int]:
    """Let a person sign in again."""

    def deed(session: Session, user: User) -> str:
        accounts.enable(session, user, by=access.me())
        return _("This person may sign in again.")

    return done_to(number, deed)


@bp.post("/<int:number>/sign-out")
@access.allowed(Right.PEOPLE)
def sign_out(number: int) -> AnyResponse | tuple[str, int]:
    """End every sign-in of a person; the password stays."""
    return done_to(number, lambda session, user: signed_out(accounts.sign_out(session, user, by=access.me())))


@bp.post("/<int:number>/reset")
@access.allowed(Right.PEOPLE)
def reset(number: int) -> Response | tuple[str, int]:
    """Give a person a generated password and take the rest away; show the password and what was revoked, this once."""
    password = passwords.generated()
    try:
        user = another_or_refused(number)
        with writing() as session:
            session.refresh(user)
            revoked = accounts.reset(session, user, password, by=access.me())
    except (AccountRefused, PasswordRefused) as refused:
        words = faults.account_words(refused.reason) if isinstance(refused, AccountRefused) else faults.password_words(refused)
        return person_page(person_or_404(number), deed=words), 422
    return password_once(user, password, revoked=revoked, at=clock.to_utc(clock.now()))
