"""Signing in and out of the desk: e-mail and password, then a code where there is a second step."""

from dataclasses import replace

from flask import Blueprint, Response, current_app, redirect, render_template, request, session, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response as AnyResponse

from app.extensions import db
from app.i18n import _
from app.models.people import User
from app.routes.admin import access, carrying, recognising
from app.services.people import accounts, sign_ins, signing_in
from app.services.people.signing_in import TooManyTries, WrongSignIn
from app.services.transactions import writing
from app.vocabulary import Right

bp = Blueprint("admin_sign_in", __name__, url_prefix="/admin")
PENDING_S = 600


@bp.get("/login")
@access.open_to_all
def show() -> str | AnyResponse:
    """The form to sign in; who is signed in already goes on."""
    back = carrying.safe_next(request.args.get("next"))
    if access.someone() is not None:
        return redirect(back or url_for("admin_desk.home"))
    return render_template("admin/sign_in/sign_in.html", **carrying.sign_in_values(back=back))


@bp.post("/login")
@access.open_to_all
def enter() -> AnyResponse:
    """Take the e-mail address and the password; go on, or ask for the code."""
    email = request.form.get("email", "")[:200]
    try:
        user = signing_in.check_password(email, request.form.get("password", ""), address=address())
    except (WrongSignIn, TooManyTries) as refused:
        return refuse("admin/sign_in/sign_in.html", refused, email=email)
    if user.has_two_step:
        return ask_for_code(pending_for(user))
    return go_on(user, signing_in.finish(user, address=address(), agent=agent(), password=request.form["password"]))


@bp.post("/login/code")
@access.open_to_all
def enter_code() -> AnyResponse:
    """Take the code from the phone, or a recovery code."""
    user = pending_user(request.form.get("pending", ""))
    if user is None:
        return refuse("admin/sign_in/sign_in.html", WrongSignIn(_("That took too long. Please sign in again.")))
    try:
        token = signing_in.finish_with_code(user, request.form.get("code", "")[:40], address=address(), agent=agent())
    except (WrongSignIn, TooManyTries) as refused:
        return refuse("admin/sign_in/code.html", refused, pending=request.form["pending"])
    return go_on(user, token)


@bp.post("/logout")
@access.allowed(Right.SEE, before_two_step=True)
def leave() -> AnyResponse:
    """Sign out: the row ends, the cookie is emptied."""
    with writing() as writer:
        accounts.end_sign_in(writer, access.my_sign_in(), by=access.me())
    session.clear()
    return redirect(url_for("admin_sign_in.show"), 303)


def address() -> str:
    """Give where the request comes from."""
    return request.remote_addr or ""


def agent() -> str:
    """Give what the browser calls itself, in printable signs."""
    return "".join(filter(str.isprintable, request.headers.get("User-Agent", "")))


def refuse(template: str, refused: ValueError, **values: str) -> Response:
    """Show a form of the sign-in again, with the fault and everything that it carries."""
    is_late = isinstance(refused, TooManyTries)
    wrong = _("The code is not right.") if "pending" in values else _("The e-mail address or the password is not right.")
    fault = _("Too many tries. Please wait five minutes.") if is_late else str(refused) or wrong
    carried = carrying.kept_value()
    kept = carrying.sign_in_values(back=back()) | {"carried": carried, "was_signed_in": bool(carried)}
    response = Response(render_template(template, **(kept | {"fault": fault} | values)), 429 if is_late else 422)
    if is_late:
        response.headers["Retry-After"] = "300"
    return response


@bp.errorhandler(OperationalError)
def without_store(_error: OperationalError) -> Response:
    """Say that nobody can sign in just now; the form that is carried stays in the page."""
    db.session.rollback()
    current_app.logger.exception("the database does not answer: %s", request.path)
    words = _("Nobody can sign in just now: the store cannot be written to. Please try again in a moment.")
    carried = carrying.kept_value()
    values = carrying.sign_in_values(back=back(), email=request.form.get("email", "")[:200], fault=words)
    values |= {"carried": carried, "was_signed_in": bool(carried)}
    return Response(render_template("admin/sign_in/sign_in.html", **values), 503)


def back() -> str:
    """Give where to go after the sign-in: a path of our own."""
    return carrying.safe_next(request.form.get("next"))


def ask_for_code(pending: str) -> Response:
    """Show the form for the code."""
    return Response(render_template("admin/sign_in/code.html", pending=pending, carried=carrying.kept_value(), back=back(), fault=""))


def pending_serializer() -> URLSafeTimedSerializer:
    """Give what signs that a password was right."""
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="desk-pending")


def pending_for(user: User) -> str:
    """Give a signed note that this person's password was right, void once it changes."""
    value = pending_serializer().dumps([user.id, sign_ins.digest(user.password_hash or "")[:16], carrying.browser()])
    return value if isinstance(value, str) else value.decode()


def pending_user(value: str) -> User | None:
    """Give the person whose password was right within the last ten minutes in this browser, or None."""
    try:
        number, mark, browser = pending_serializer().loads(value, max_age=PENDING_S)
    except (BadData, ValueError, TypeError):
        return None
    user = db.session.get(User, number)
    is_same = user is not None and user.is_active and sign_ins.digest(user.password_hash or "")[:16] == mark
    return user if is_same and browser == carrying.browser() else None


def end_former() -> None:
    """End the sign-in that this browser has had, so that its old token opens nothing."""
    former = access.former_sign_in()
    if former is not None:
        with writing() as writer:
            writer.refresh(former)
            sign_ins.end(writer, former)


def go_on(user: User, token: str) -> AnyResponse:
    """Give the browser its new token, then do the form that was carried, or go where the person wanted to go."""
    carried, wanted = carrying.unpacked(request.form.get("carried", "")), back()
    if carried is not None and carried.browser != carrying.browser():
        carried = replace(carried, is_ours=False)
    end_former()
    recognising.give_token(token)
    if carried is None:
        return redirect(wanted or url_for("admin_desk.home"), 303)
    recognising.recognise()
    recognising.speak()
    return carrying.carry_out(carried, user.id)
