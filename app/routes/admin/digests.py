"""The weekly digest at the desk: as a page, as a feed by a signed address, and whether it comes by mail."""

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app import clock, i18n
from app.extensions import db
from app.i18n import _
from app.models.people import Organisation, User
from app.routes.admin import access, taking_away
from app.services.people import accounts, organisations, rights
from app.services.transactions import writing
from app.services.truth import digest, digest_feed
from app.vocabulary import Right

bp = Blueprint("admin_digests", __name__, url_prefix="/admin/digest")


def chosen() -> Organisation | None:
    """Give the organisation whose digest the district asks for; others have only their own."""
    slug = request.args.get("of", "")
    if not slug or not rights.is_of_the_district(access.me()):
        return None
    return organisations.find(db.session(), slug) or abort(404)


def reader(organisation: Organisation | None) -> User:
    """Give whose reach the digest has: one's own, or that of the organisation asked for."""
    return access.me() if organisation is None else digest.anyone_of(organisation)


def secret() -> str:
    """Give the key that the addresses of feeds are signed with."""
    return str(current_app.config["SECRET_KEY"])


@bp.get("")
@access.allowed(Right.SEE)
def show() -> str:
    """The digest of this week as it stands now."""
    session, me, organisation = db.session(), access.me(), chosen()
    found = digest.of(session, reader(organisation))
    settings = current_app.config["SETTINGS"]
    return render_template(
        "admin/digest.html",
        digest=found,
        whose=digest.whose(organisation) if organisation else found.whose,
        organisation=organisation,
        organisations=accounts.organisations(session) if rights.is_of_the_district(me) else [],
        feed=settings.public_url + url_for("admin_digests.feed", link=digest_feed.link_for(me, secret())),
        first_day=clock.today(),
        user=me,
        has_mail=settings.mail is not None,
    )


@bp.get(taking_away.RULE)
@access.allowed(Right.SEE)
def table(form: str) -> Response:
    """The digest as a table: every section with its first lines."""
    found = digest.of(db.session(), reader(chosen()))
    rows = [[section.title, section.total, line.words, line.href] for section in found.sections for line in section.lines]
    return taking_away.table(f"digest-{found.week}", form, [_("Section"), _("In all"), _("What"), _("Where at the desk")], rows)


@bp.get("/feed/<link>.atom")
@access.open_to_all
def feed(link: str) -> Response:
    """The digest as a feed, for whoever holds the signed address; a void address is not there."""
    user = digest_feed.reader_of(db.session(), link, secret()) or abort(404)
    i18n.speak(user.language)
    origin = current_app.config["SETTINGS"].public_url
    body = digest_feed.feed(db.session(), user, origin=origin, self_url=origin + request.path, language=i18n.code())
    return Response(body, content_type="application/atom+xml; charset=utf-8")


@bp.post("/mail")
@access.allowed(Right.SEE)
def mail() -> AnyResponse:
    """Choose whether the digest comes by mail."""
    wanted = request.form.get("mail") == "1"
    with writing() as session:
        session.get_one(User, access.me().id).wants_digest = wanted
    flash(_("You will get the digest by mail.") if wanted else _("You will not get the digest by mail."), "done")
    return redirect(url_for("admin_digests.show"), 303)
