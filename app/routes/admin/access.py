"""Who may open what at the desk: every view declares the right it needs, and the guard before all of them asks for it.

The guard is deny by default: a path below /admin is answered only to a person signed in whose right the view names.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask_wtf.csrf import ValidationError, validate_csrf
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from app.config import Settings
from app.documents.registry import BY_FOLDER
from app.extensions import db
from app.models.page import Page
from app.models.people import User
from app.models.sign_in import SignIn
from app.routes.admin import carrying, recognising
from app.services.people import rights
from app.vocabulary import Right, Role

View = TypeVar("View", bound=Callable[..., Any])
OPEN, ROOT = "open", "/admin"
LARGEST = 2**31 - 1  # the largest number of a row that every database knows
WRITES = {"POST", "PUT", "PATCH", "DELETE"}


def declare(permission: Right | str, **more: bool) -> Callable[[View], View]:
    """Give a decorator that writes a permission on a view."""

    def on(view: View) -> View:
        declared: Any = view
        declared.permission, declared.arguments, declared.kept = permission, frozenset(), False
        declared.before_two_step = more.get("before_two_step", False)
        return view

    return on


def allowed(right: Right, *, before_two_step: bool = False) -> Callable[[View], View]:
    """Declare that a view of the desk needs a right; without it the view is a 404.

    `before_two_step` keeps it open to one who must first set up the second step.
    """
    return declare(right, before_two_step=before_two_step)


def takes_files(largest: int) -> Callable[[View], View]:
    """Declare that a form of a view may bring files, in all at most so many bytes."""

    def on(view: View) -> View:
        declared: Any = view
        declared.largest = largest
        return view

    return on


def open_to_all(view: View) -> View:
    """Declare that a view of the desk is open to everyone: signing in, or a page that carries its own signed leave."""
    return declare(OPEN)(view)


def ask_again_by(view: View, again: Callable[..., Any]) -> None:
    """Declare that a form of ours without a good token is answered by another function, which takes the arguments of the view."""
    declared: Any = view
    declared.again = again


def is_desk(path: str) -> bool:
    """Whether a path belongs to the desk."""
    return path == ROOT or path.startswith(ROOT + "/")


def someone() -> User | None:
    """Give the person signed in, or None; outside the desk nobody is."""
    found: User | None = g.get("desk_user")
    return found


def me() -> User:
    """Give the person signed in; the guard has seen to it that there is one."""
    user = someone()
    return user if user is not None else abort(404)


def former_sign_in() -> SignIn | None:
    """Give the sign-in that this browser has while it signs in anew, or None."""
    found: SignIn | None = g.get("desk_sign_in")
    return found


def my_sign_in() -> SignIn:
    """Give the sign-in of this request."""
    found = former_sign_in()
    return found if found is not None else abort(404)


def page_or_404(folder: str, slug: str, right: Right) -> Page:
    """Give a page, whatever its state, on which the person signed in has a right; anything else is a 404."""
    entry = BY_FOLDER.get(folder)
    page = db.session.scalars(select(Page).where(Page.family == entry.family, Page.slug == slug)).one_or_none() if entry is not None else None
    if page is None or not rights.may(me(), right, page):
        abort(404)
    return page


def is_ours() -> bool:
    """Whether a request that changes something was made by a page of ours: by its token, and not from another origin."""
    if carrying.is_foreign():
        return False
    try:
        validate_csrf(carrying.token_sent())
    except ValidationError:
        return False
    g.csrf_valid = True
    return True


def must_have_two_step(user: User) -> bool:
    """Whether a person's role needs the second step, by the settings."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.desk_two_step == "publishers" and user.role in {Role.PUBLISHER, Role.ADMIN}


def needs_two_step(user: User) -> bool:
    """Whether a person must set up the second step before anything else."""
    return must_have_two_step(user) and not user.has_two_step


def close_files(_error: BaseException | None = None) -> None:
    """Let go of the files that a request brought, read or not."""
    if is_desk(request.path) and "files" in vars(request):
        for _name, one in request.files.items(multi=True):
            one.close()


def guard() -> AnyResponse | None:
    """Let a request into the desk, or answer it: a stranger signs in first, one without the right finds nothing."""
    if not is_desk(request.path):
        return None
    carrying.make_room()
    recognising.recognise()
    recognising.speak()
    view = current_app.view_functions.get(request.endpoint or "")
    permission = getattr(view, "permission", None)
    if permission != OPEN:
        refusal = admit(view)
        if refusal is not None:
            return refusal
    return answer_forged(view) if view is not None and request.method in WRITES and not is_ours() else None


def admit(view: Any) -> AnyResponse | None:
    """Ask who it is and whether they have the right that a view names; a path without a view is left to the 404."""
    user = someone()
    if user is None:
        is_form = view is not None and request.method == "POST"
        return carrying.ask_to_sign_in(is_ours=is_form and (is_ours() or carrying.is_same_origin()), who=g.desk_was)
    if view is None:
        return answer_unknown(user)
    if any(isinstance(value, int) and value > LARGEST for value in (request.view_args or {}).values()):
        abort(404)
    if not may_open(user, view):
        abort(404)
    if needs_two_step(user) and not view.before_two_step:
        if request.method == "POST" and is_ours():
            return carrying.ask_again(carrying.from_request(who=user.id, is_ours=True), 403, why="two_step")
        return redirect(url_for("admin_two_step.show"), 303)
    return None


def answer_unknown(user: User) -> AnyResponse:
    """Answer an address that no view has as it stands: with a slash too many it leads on to what is open to this person."""
    if request.path == ROOT:
        return redirect(url_for("admin_desk.home"), 308)
    path = request.path.rstrip("/")
    try:
        endpoint, _values = current_app.url_map.bind("").match(path)
    except HTTPException:
        abort(404)
    if path == request.path or request.method not in {"GET", "HEAD"} or not may_open(user, current_app.view_functions[endpoint]):
        abort(404)
    return redirect(path, 308)


def may_open(user: User, view: Any) -> bool:
    """Whether a view names a right that a person has; one that names none is open to nobody."""
    permission = getattr(view, "permission", None)
    return isinstance(permission, Right) and rights.has(user, permission)


def answer_forged(view: Any) -> AnyResponse:
    """Answer a request without a good token: one that surely comes from our own page is asked for once more, text and all."""
    again = getattr(view, "again", None)
    if again is not None and carrying.is_same_origin():
        answer: AnyResponse = again(**(request.view_args or {}))
        return answer
    if someone() is None and carrying.is_same_origin():
        return carrying.ask_to_sign_in_again()
    if someone() is not None and carrying.is_same_origin() and not request.files:
        return carrying.ask_again(carrying.from_request(who=None, is_ours=False))
    abort(400)


def close(response: Response) -> Response:
    """Keep what the desk answers out of every cache and every search engine."""
    if is_desk(request.path):
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def init_app(app: Flask) -> None:
    """Put the guard before an application's desk."""
    app.before_request(guard)
    app.after_request(close)
    app.teardown_request(close_files)
