"""Previews of a revision: on a phone or a desktop, in each language, at any minute, by a signed link that ends."""

import re
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from app import clock, formatting, i18n
from app.documents.registry import folder_of
from app.errors import Absent
from app.extensions import db
from app.i18n import LANGUAGES, _
from app.models.page import Page, Revision
from app.routes.admin import access
from app.security import content_policy
from app.services.desk import previewing
from app.services.desk.heads import revision_of
from app.services.desk.previewing import NoPreview
from app.vocabulary import Right

bp = Blueprint("admin_previews", __name__, url_prefix="/admin")
WIDTHS = {"phone": 390, "desktop": 1280}
INSIDE = re.compile(r'<a (?=[^>]*href="(?:/|https?:))')


@bp.get("/pages/<folder>/<slug>/preview/<int:number>")
@access.allowed(Right.SEE)
def show(folder: str, slug: str, number: int) -> AnyResponse:
    """Make a link to one revision and open it."""
    page = access.page_or_404(folder, slug, Right.SEE)
    revision = revision_of(db.session(), page, number) or abort(404)
    hours = request.args.get("hours", "")
    link = previewing.link_for(revision, secret(), hours=int(hours) if hours.isascii() and hours.isdigit() and len(hours) < 4 else None)
    return redirect(url_for("admin_previews.frame", link=link, lang=i18n.code()), 303)


def secret() -> str:
    """Give the key that links are signed with."""
    return str(current_app.config["SECRET_KEY"])


@bp.get("/preview/<link>")
@access.open_to_all
def frame(link: str) -> Response:
    """A revision in a frame as wide as a phone or a desktop, with the choice of language and minute."""
    leave = leave_or_404(link)
    revision, page = shown_or_404(leave)
    at, lang = asked_moment(), asked_language()
    width = request.args.get("width", "phone") if request.args.get("width") in WIDTHS else "phone"
    html = render_template(
        "admin/previews/frame.html",
        link=link,
        page=page,
        revision=revision,
        name=revision.content.get("name"),
        width=width,
        lang=lang,
        languages=LANGUAGES.values(),
        at=f"{at:%Y-%m-%dT%H:%M}" if at else "",
        inside=url_for("admin_previews.inside", link=link, lang=lang, at=f"{at:%Y-%m-%dT%H:%M}" if at else None),
        ends=said(leave.ends_at),
        moment_said=said(at or clock.now()),
        share=request.base_url if not current_app.config["SETTINGS"].site_url else current_app.config["SETTINGS"].site_url + request.path,
        mine=access.someone() is not None,
    )
    return closed(make_response(html), frames="'self'")


@bp.get("/preview/<link>/page")
@access.open_to_all
def inside(link: str) -> Response:
    """The page itself, drawn by the public templates as visitors would see it."""
    leave = leave_or_404(link)
    _revision, page = shown_or_404(leave)
    path = f"/{asked_language()}/{folder_of(page.family)}/{page.slug}"
    at = asked_moment()
    db.session.rollback()
    return closed(drawn(leave, path, at), framed_by="'self'")


def drawn(leave: previewing.Leave, path: str, at: datetime | None) -> Response:
    """Draw the public page of a revision in an application context of its own, whose session is rolled back."""
    app: Any = current_app._get_current_object()  # type: ignore[attr-defined]  # Flask's own way to the application
    spoken = i18n.code()
    try:
        with app.app_context(), app.test_request_context(path, base_url=request.url_root), previewing.as_if_published(leave.revision_id, at):
            i18n.speak(i18n.language_of_path(path))
            answer = app.make_response(app.preprocess_request() or app.dispatch_request())
            html = INSIDE.sub('<a target="_blank" rel="noopener" ', answer.get_data(as_text=True))
    except NoPreview as refused:
        raise Absent(words_of(refused.reason)) from refused
    except HTTPException as error:
        raise Absent(words_of("invalid")) from error
    finally:
        i18n.speak(spoken)
    return make_response(html)


def closed(response: Response, *, frames: str = "", framed_by: str = "'none'") -> Response:
    """Keep a preview out of caches and search engines, its address out of other sites, and let only ourselves frame it."""
    policy = content_policy(current_app.config["SETTINGS"].tiles.host, framed_by)
    response.headers["Content-Security-Policy"] = f"{policy}; frame-src {frames}" if frames else policy
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def leave_or_404(link: str) -> previewing.Leave:
    """Give what a link opens, or answer in words that it opens nothing."""
    try:
        return previewing.leave_of(link, secret())
    except NoPreview as refused:
        raise Absent(words_of(refused.reason)) from refused


def shown_or_404(leave: previewing.Leave) -> tuple[Revision, Page]:
    """Give the revision that a link opens, or answer in words that it is gone."""
    try:
        return previewing.revision_shown(db.session(), leave)
    except NoPreview as refused:
        raise Absent(words_of(refused.reason)) from refused


def words_of(reason: str) -> str:
    """Say why there is no preview."""
    words = {
        "forged": _("This link opens no preview. Perhaps a part of it is missing."),
        "ended": _("This link has ended. Ask the person who sent it for a new one."),
        "gone": _("The text that this link showed is no longer there."),
        "invalid": _("This text has faults and cannot be shown yet."),
    }
    return words[reason]


def asked_moment() -> datetime | None:
    """Give the minute that a preview is asked for; what is none is as if nothing was asked."""
    try:
        return previewing.moment_of(request.args.get("at", ""))
    except ValueError:
        return None


def asked_language() -> str:
    """Give the language that a preview is asked for."""
    lang = request.args.get("lang", "")
    return lang if lang in LANGUAGES else "zh"


def said(moment: datetime) -> str:
    """Say a moment in Beijing time."""
    return f"{formatting.day(moment.date(), i18n.code())} {moment:%H:%M}"
