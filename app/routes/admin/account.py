"""My account: password, language, the second step with its recovery codes, and where I am signed in."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app import i18n
from app.extensions import db
from app.i18n import _, ngettext
from app.models.sign_in import SignIn
from app.routes.admin import access, faults, recognising
from app.services import audit
from app.services.people import accounts, recovery, sign_ins
from app.services.people.passwords import PasswordRefused
from app.services.people.signing_in import TooManyTries, WrongSignIn
from app.services.transactions import writing
from app.vocabulary import Right

bp = Blueprint("admin_account", __name__, url_prefix="/admin/account")
LANGUAGES = {"zh": "中文", "en": "English"}


@bp.get("")
@access.allowed(Right.SEE, before_two_step=True)
def show() -> str:
    """Everything about my account on one page."""
    return page()


def page(**said: str) -> str:
    """Give the page of my account, with the faults of a form beside its fields."""
    session, user = db.session(), access.me()
    return render_template(
        "admin/account/show.html",
        user=user,
        mine=sign_ins.live_ones(session, user),
        here=access.my_sign_in().id,
        codes_left=recovery.left(session, user),
        languages=LANGUAGES,
        needs_two_step=access.needs_two_step(user),
        said=said,
    )


@bp.post("/password")
@access.allowed(Right.SEE, before_two_step=True)
def password() -> AnyResponse | tuple[str, int]:
    """Change my password: every sign-in ends, and this browser gets a new one."""
    user, new = access.me(), request.form.get("new", "")
    try:
        faults.confirm_password(user)
        if new != request.form.get("again", ""):
            return page(again=_("The two new passwords differ.")), 422
        with writing() as session:
            session.refresh(user)
            ended = accounts.change_password(session, user, new)
            token = sign_ins.begin(session, user, address=access.my_sign_in().address, agent=access.my_sign_in().agent)
    except (WrongSignIn, TooManyTries) as refused:
        return page(old=faults.sign_in_words(refused)), 422
    except PasswordRefused as refused:
        return page(new=faults.password_words(refused)), 422
    recognising.give_token(token)
    flash(_("Your password is changed.") + " " + others_ended(ended - 1), "done")
    return redirect(url_for("admin_account.show"), 303)


def others_ended(number: int) -> str:
    """Say how many other sign-ins ended."""
    if number < 1:
        return ""
    return ngettext("%(num)s other sign-in has ended.", "%(num)s other sign-ins have ended.", number)


@bp.post("/language")
@access.allowed(Right.SEE, before_two_step=True)
def language() -> AnyResponse:
    """Choose the language of my desk."""
    wanted = request.form.get("language")
    if wanted not in LANGUAGES:
        abort(400)
    with writing() as session:
        session.refresh(access.me())
        access.me().language = wanted
    i18n.speak(wanted)
    flash(_("The desk now speaks English."), "done")
    return redirect(url_for("admin_account.show"), 303)


@bp.post("/sign-ins/<int:number>/end")
@access.allowed(Right.SEE, before_two_step=True)
def end_sign_in(number: int) -> AnyResponse:
    """End one of my own sign-ins; somebody else's is not there."""
    sign_in = db.session.get(SignIn, number)
    if sign_in is None or sign_in.user_id != access.me().id:
        abort(404)
    with writing() as session:
        session.refresh(sign_in)
        accounts.end_sign_in(session, sign_in, by=access.me())
    flash(_("That sign-in has ended."), "done")
    return redirect(url_for("admin_account.show"), 303)


@bp.post("/sign-ins/end-others")
@access.allowed(Right.SEE, before_two_step=True)
def end_other_sign_ins() -> AnyResponse:
    """End every sign-in of mine but this one."""
    with writing() as session:
        ended = sign_ins.end_all(session, access.me(), but=access.my_sign_in())
        audit.note(session, "sign_ins_ended", by=access.me(), number=ended)
    flash(others_ended(ended) or _("You are signed in nowhere else."), "done")
    return redirect(url_for("admin_account.show"), 303)
