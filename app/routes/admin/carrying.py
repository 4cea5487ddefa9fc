"""What was typed is not lost when the sign-in has ended: the form is carried through the sign-in and then done.

The fields travel in one signed, compressed value. It says whether they came from a page of ours, from which browser,
and who was signed in: only then are they done at once; otherwise the person is shown them and asked.
"""

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from flask import Response, current_app, redirect, render_template, request, session, url_for
from flask_wtf.csrf import generate_csrf
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response as AnyResponse

from app.config import Settings
from app.errors import error_page
from app.extensions import db
from app.i18n import _
from app.security import path_for_log

FIELD = "csrf_token"
# The largest form the desk takes is 2 MB. Signed and compressed it is never much longer; the form to sign in may carry it whole.
MOST = 2_800_000
CARRIES = 3_000_000
INSIDE = "desk.carried"
# Their pages send no referrer, and so browsers say of their forms that they come from nowhere; the token of the form decides.
UNNAMED = {"admin_invited.enter"}
CARRIERS = {"admin_sign_in.enter", "admin_sign_in.enter_code"}
LONGEST_PATH = 2_000


@dataclass(frozen=True)
class Carried:
    """A form on its way: where it goes, its fields in order, who sent it from which browser, and whether it is surely ours."""

    path: str
    fields: tuple[tuple[str, str], ...]
    who: int | None
    browser: str
    is_ours: bool

    @property
    def address(self) -> str:
        """Where it goes, without the query."""
        return urlsplit(self.path).path


def make_room() -> None:
    """Let forms that bring files, the forms to sign in with what they carry, and carried forms be as large as they come out."""
    largest = getattr(current_app.view_functions.get(request.endpoint or ""), "largest", None)
    if largest is not None:
        request.max_content_length = largest
    if request.endpoint in CARRIERS or request.environ.get(INSIDE):
        request.max_content_length = request.max_form_memory_size = CARRIES


def token_sent() -> str | None:
    """Give the token of a form or of a script's request."""
    return request.headers.get("X-CSRFToken") or request.form.get(FIELD)


def is_foreign() -> bool:
    """Whether the browser says that another origin made the request."""
    settings: Settings = current_app.config["SETTINGS"]
    origin = request.headers.get("Origin")
    if origin == "null" and request.endpoint in UNNAMED:
        origin = None
    ours = {request.host, urlsplit(settings.site_url).netloc or request.host}
    return request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"} or (origin is not None and urlsplit(origin).netloc not in ours)


def is_same_origin() -> bool:
    """Whether the browser itself vouches that a page of ours made the request; no page can set this header."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin" and not is_foreign()


def browser() -> str:
    """Give a mark of this browser: of the secret in its cookie."""
    return hashlib.sha256(str(session.get(FIELD, "")).encode()).hexdigest()[:32]


def serializer() -> URLSafeSerializer:
    """Give what signs the fields."""
    return URLSafeSerializer(current_app.secret_key or "", salt="desk-carried")


def full_path() -> str:
    """Give the path of this request with its query."""
    query = request.query_string.decode("latin-1")
    return request.path + (f"?{query}" if query else "")


def from_request(*, who: int | None, is_ours: bool) -> Carried:
    """Give the form of this request; files cannot be carried and must be chosen again."""
    fields = tuple((name, value) for name, value in request.form.items(multi=True) if name != FIELD)
    return Carried(full_path(), fields, who, browser(), is_ours)


def packed(carried: Carried) -> str:
    """Give a form as one signed value; empty when it is too large."""
    fields = urlencode(carried.fields)
    value = serializer().dumps([carried.path, fields, carried.who, carried.browser, carried.is_ours])
    text = value if isinstance(value, str) else value.decode()
    return text if len(text) <= MOST else ""


def unpacked(value: str) -> Carried | None:
    """Give the form in a signed value, or None when there is none or it is not ours."""
    try:
        path, fields, who, browser_mark, is_ours = serializer().loads(value)
    except (BadData, ValueError, TypeError):
        return None
    return Carried(path, tuple(parse_qsl(fields, keep_blank_values=True)), who, browser_mark, is_ours)


def safe_next(wanted: str | None) -> str:
    """Give a path below /admin that our own router answers to a GET, or nothing: no redirect leaves the desk."""
    if not wanted or len(wanted) > LONGEST_PATH or not wanted.startswith("/admin") or not wanted.isprintable() or "\\" in wanted:
        return ""
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or parts.fragment or not {".", ".."}.isdisjoint(unquote(parts.path).split("/")):
        return ""
    try:
        endpoint, _values = current_app.url_map.bind("").match(parts.path, method="GET")
    except RequestRedirect:
        return "/admin/" if parts.path == "/admin" else ""
    except HTTPException:
        return ""
    is_sign_in = endpoint.startswith("admin_sign_in.")
    return "" if is_sign_in or not endpoint.startswith("admin_") else parts.path + (f"?{parts.query}" if parts.query else "")


def ask_to_sign_in(*, is_ours: bool, who: int | None) -> AnyResponse:
    """Answer one who is not signed in: a form from a page of ours is carried along, all else is a redirect."""
    if is_ours:
        return Response(render_template("admin/sign_in/sign_in.html", **sign_in_values(carried=from_request(who=who, is_ours=True))), 401)
    back = safe_next(full_path()) if request.method in {"GET", "HEAD"} else ""
    return redirect(url_for("admin_sign_in.show", next=back or None), 302)


def ask_to_sign_in_again() -> Response:
    """Show the form to sign in anew when its token is too old; what it carries stays with it."""
    values = sign_in_values(back=safe_next(request.form.get("next")), fault=_("This page had been open for too long. Please sign in again."))
    values |= {"carried": kept_value(), "was_signed_in": bool(kept_value())}
    return Response(render_template("admin/sign_in/sign_in.html", **values), 400)


def kept_value() -> str:
    """Give the form carried through the sign-in, as it came."""
    value = request.form.get("carried", "")
    return value if value and unpacked(value) is not None else ""


def sign_in_values(*, carried: Carried | None = None, back: str = "", email: str = "", fault: str = "") -> dict[str, Any]:
    """Give what the page to sign in shows."""
    value = packed(carried) if carried is not None else ""
    return {
        "carried": value,
        "is_lost": carried is not None and not value,
        "has_files": bool(request.files),
        "was_signed_in": carried is not None,
        "back": back,
        "email": email,
        "fault": fault,
    }


def ask_again(carried: Carried, status: int = 400, *, why: str = "") -> AnyResponse:
    """Show a form with a button that does it: it may not be done unasked, not before the second step, or could not be done just now."""
    return Response(render_template("admin/sign_in/again.html", carried=carried, why=why), status)


def store_refused(_error: OperationalError) -> AnyResponse | tuple[str, int]:
    """Answer where the store takes nothing: a form comes back with all that was typed, to be sent again."""
    db.session.rollback()
    current_app.logger.exception("the store refuses: %s", path_for_log())
    if request.method != "POST" or request.files:
        return error_page(503)
    try:
        return ask_again(from_request(who=None, is_ours=True), 503, why="store")
    except OperationalError:
        return error_page(503)


def carry_out(carried: Carried, user_id: int) -> AnyResponse:
    """Do the form of one who has just signed in again; one that is not surely theirs is shown first."""
    if not carried.is_ours or carried.who not in {None, user_id}:
        return ask_again(carried, 200)
    fields = [*carried.fields, (FIELD, generate_csrf())]
    response, after = dispatched(carried.path, urlencode(fields))
    session.clear()
    session.update(after)
    response.headers.remove("Set-Cookie")
    return response


def dispatched(path: str, body: str) -> tuple[Response, dict[str, Any]]:
    """Answer a POST of ours as if the browser had sent it now; give the answer, and what is in the cookie after it."""
    parts = urlsplit(path)
    cookie = current_app.session_interface.get_signing_serializer(current_app)  # type: ignore[attr-defined]  # Flask's default interface
    headers = Headers([(name, request.headers[name]) for name in ("User-Agent", "Accept-Language") if name in request.headers])
    headers["Cookie"] = f"{current_app.config['SESSION_COOKIE_NAME']}={cookie.dumps(dict(session))}"
    builder = EnvironBuilder(
        path=parts.path,
        query_string=parts.query,
        base_url=request.url_root,
        method="POST",
        data=body.encode("ascii"),
        content_type="application/x-www-form-urlencoded",
        headers=headers,
        environ_base={"REMOTE_ADDR": request.remote_addr or "", INSIDE: True},
    )
    with current_app.request_context(builder.get_environ()):
        response = current_app.full_dispatch_request()
        return response, dict(session)
