"""The second step of my account: set up with a square code, replaced, switched off; and its recovery codes."""

import segno
from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from app.extensions import db
from app.i18n import _
from app.routes.admin import access, faults
from app.services import audit
from app.services.people import recovery, signing_in, totp
from app.services.people.signing_in import TooManyTries, WrongSignIn
from app.services.people.throttle import CODE
from app.services.transactions import writing
from app.vocabulary import Right

bp = Blueprint("admin_two_step", __name__, url_prefix="/admin/account")


@bp.get("/two-step")
@access.allowed(Right.SEE, before_two_step=True)
def show() -> str:
    """The second step: whether it is on, or how to set it up."""
    return page()


def page(**said: str) -> str:
    """Give the page of the second step; the square code is shown only until it is confirmed."""
    user = access.me()
    is_begun = user.totp_secret is not None and not user.has_two_step
    square = Markup(segno.make(totp.address(user), error="m").svg_inline(scale=5, border=4, light="#fff")) if is_begun else ""  # noqa: S704  (segno draws it)
    return render_template(
        "admin/account/two_step.html",
        user=user,
        square=square,
        secret=" ".join(user.totp_secret[start : start + 4] for start in range(0, len(user.totp_secret), 4)) if is_begun and user.totp_secret else "",
        codes_left=recovery.left(db.session(), user),
        is_required=access.must_have_two_step(user),
        said=said,
    )


@bp.post("/two-step")
@access.allowed(Right.SEE, before_two_step=True)
def start() -> AnyResponse | tuple[str, int]:
    """Make a new secret, after the password; one that is in force is replaced."""
    user = access.me()
    try:
        faults.confirm_password(user)
    except (WrongSignIn, TooManyTries) as refused:
        return page(old=faults.sign_in_words(refused)), 422
    with writing() as session:
        session.refresh(user)
        had, codes = totp.forget(user), recovery.forget(session, user)
        totp.start(user)
        audit.note(session, "two_step_started", by=user, replaced=had, recovery_codes=codes)
    return redirect(url_for("admin_two_step.show"), 303)


@bp.post("/two-step/confirm")
@access.allowed(Right.SEE, before_two_step=True)
def confirm() -> Response | tuple[str, int]:
    """Put the second step in force by its first code, and show the recovery codes, this once."""
    user = access.me()
    try:
        signing_in.count_try(user.email, request.remote_addr or "", CODE)
        with writing() as session:
            session.refresh(user)
            if user.has_two_step or not totp.confirm(session, user, request.form.get("code", "")[:40]):
                raise WrongSignIn
            codes = recovery.renew(session, user)
            audit.note(session, "two_step_on", by=user)
    except (WrongSignIn, TooManyTries) as refused:
        return page(code=faults.code_words(refused)), 422
    return shown_once(codes)


@bp.post("/two-step/off")
@access.allowed(Right.SEE, before_two_step=True)
def end() -> AnyResponse | tuple[str, int]:
    """Take the second step away, after the password, where it is not required."""
    user = access.me()
    if access.must_have_two_step(user):
        return page(old=_("Your role needs the second step; it can be replaced, not switched off.")), 422
    try:
        faults.confirm_password(user)
    except (WrongSignIn, TooManyTries) as refused:
        return page(old=faults.sign_in_words(refused)), 422
    with writing() as session:
        session.refresh(user)
        totp.forget(user)
        audit.note(session, "two_step_off", by=user, recovery_codes=recovery.forget(session, user))
    flash(_("The second step is off."), "done")
    return redirect(url_for("admin_account.show"), 303)


@bp.post("/recovery-codes")
@access.allowed(Right.SEE)
def renew_codes() -> Response | tuple[str, int]:
    """Make new recovery codes, after the password; the earlier ones are void."""
    user = access.me()
    try:
        faults.confirm_password(user)
    except (WrongSignIn, TooManyTries) as refused:
        return page(old=faults.sign_in_words(refused)), 422
    if not user.has_two_step:
        return page(old=_("Recovery codes belong to the second step, which is not on.")), 422
    with writing() as session:
        codes = recovery.renew(session, user)
        audit.note(session, "recovery_codes_made", by=user)
    return shown_once(codes)


def shown_once(codes: list[str]) -> Response:
    """Show recovery codes; no redirect, for they are nowhere else."""
    return Response(render_template("admin/account/codes.html", codes=codes))
