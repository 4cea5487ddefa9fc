"""For machines: robots.txt and the sitemap with every language's address."""

from flask import Blueprint, Response, current_app, render_template, url_for

from app import clock
from app.extensions import db
from app.i18n import LANGUAGES
from app.models.page import Page
from app.queries.pages import public_pages
from app.routes import addresses, answers
from app.security import public

bp = Blueprint("sitemap", __name__)
LISTS = (
    "home.index",
    "now.index",
    "now.tonight",
    "now.weekend",
    "events.index",
    "series.index",
    "places.index",
    "trails.index",
    "stories.index",
    "neighbourhoods.index",
    "map.index",
    "nearby.index",
    "nearby.coverage",
)


@bp.get("/robots.txt")
@public()
def robots() -> Response:
    """Let everyone read everything but searches and filtered lists."""
    base = current_app.config["SETTINGS"].public_url
    text = f"User-agent: *\nDisallow: /*/search?\nDisallow: /admin/\nAllow: /\n\nSitemap: {base}/sitemap.xml\n"
    return Response(text, content_type="text/plain; charset=utf-8")


@bp.get("/sitemap.xml")
@public()
def index() -> Response:
    """Every public page and list, in every language, with the alternates of each."""
    base = current_app.config["SETTINGS"].public_url
    entries: list[tuple[dict[str, str], str | None]] = [({code: base + url_for(name, lang=code) for code in LANGUAGES}, None) for name in LISTS]
    today = clock.today()
    entries += [({code: base + url_for("almanac.year", lang=code, year=year) for code in LANGUAGES}, None) for year in (today.year, today.year + 1)]
    entries.append(({code: base + url_for("calendar.month", lang=code, year=today.year, month=today.month) for code in LANGUAGES}, None))
    rows = db.session.execute(public_pages(Page).with_only_columns(Page.family, Page.slug, Page.changed_at).order_by(Page.family, Page.slug))
    for family, slug, changed_at in rows:
        hrefs = {code: base + addresses.page_url(family, slug, lang=code) for code in LANGUAGES}
        entries.append((hrefs, clock.from_utc(changed_at).date().isoformat()))
    answers.until_midnight()
    return Response(render_template("sitemap.xml", entries=entries), content_type="application/xml; charset=utf-8")
