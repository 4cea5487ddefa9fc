"""What every page of the desk shows around its content: who is signed in, the ways through the desk, moments in Beijing time."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import Flask, current_app, request, url_for
from markupsafe import Markup, escape

from app import clock, formatting, i18n
from app.documents.registry import folder_of
from app.i18n import _
from app.models.page import Page
from app.routes.admin import access
from app.routes.admin.manual import PART_OF
from app.services.people import rights
from app.vocabulary import Family, Right

BROWSERS = (("Edg", "Edge"), ("MicroMessenger", "WeChat"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
OF_PEOPLE = ("/admin/organisations", "/admin/invitations", "/admin/audit")
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Macintosh", "macOS"), ("Linux", "Linux"))


def asked_language() -> str | None:
    """Give the language chosen before signing in, so that it stays through the next form; None when none was chosen."""
    asked = request.args.get("lang")
    return asked if asked in {"zh", "en"} else None


def may_here(right: str) -> bool:
    """Whether the person signed in has a right at all."""
    user = access.someone()
    return user is not None and rights.has(user, Right(right))


def first_there(endpoints: Iterable[str], **values: Any) -> str:
    """Give the address of the first of some views that the desk has, or nothing."""
    return next((url_for(endpoint, **values) for endpoint in endpoints if endpoint in current_app.view_functions), "")


def desk_ways() -> list[tuple[str, str]]:
    """Give the ways through the desk that are open to the person signed in: address and name."""
    if access.someone() is None:
        return []
    ways = [(url_for("admin_desk.home"), _("Desk")), (first_there(["admin_pages.index", "admin_pages.show"]), _("All pages"))]
    if may_here(Right.REVIEW):
        ways.append((url_for("admin_workflow.waiting"), _("Waiting for me")))
    ways += [(url_for("admin_true.index"), _("Keeping it true")), (first_there(["admin_media.index"]), _("Pictures"))]
    if may_here(Right.PEOPLE):
        ways.append((url_for("admin_people.index"), _("People")))
    return [way for way in [*ways, (url_for("admin_account.show"), _("My account"))] if way[0]]


def true_ways() -> list[tuple[str, str]]:
    """Give the lists that keep the guide true, as far as they are open to the person signed in: address and name."""
    lists = (
        ("admin_true.index", _("Overview")),
        ("admin_translations.index", _("Translations")),
        ("admin_freshness.index", _("Freshness")),
        ("admin_closing.index", _("Closing soon")),
        ("admin_due.index", _("Editions due")),
        ("admin_links.index", _("Links")),
        ("admin_missed.index", _("Searches in vain")),
        ("admin_reports.index", _("Reported errors")),
        ("admin_views.index", _("Page views")),
        ("admin_imports.index", _("Import")),
        ("admin_digests.show", _("Weekly digest")),
    )
    return [(address, name) for endpoint, name in lists if (address := first_there([endpoint]))]


def is_way(path: str) -> bool:
    """Whether the page shown lies on a way through the desk."""
    if path == url_for("admin_true.index"):
        return any(is_below(address) for address, _name in true_ways())
    return is_below(path) or (path == url_for("admin_people.index") and any(is_below(one) for one in OF_PEOPLE))


def is_below(path: str) -> bool:
    """Whether the page shown is the one at `path` or lies below it."""
    return request.path == path or (path != "/admin/" and request.path.startswith(path + "/"))


def desk_url(page: Page) -> str:
    """Give where a page is worked on."""
    return first_there(["admin_edit.edit", "admin_edit.show"], folder=folder_of(page.family), slug=page.slug)


def urgent_url(page: Page) -> str:
    """Give where a page's dates, opening or visibility are changed at once, for those who may; else nothing."""
    user = access.someone()
    if user is None or not rights.may(user, Right.URGENT, page):
        return ""
    return first_there(["admin_operations.show"], folder=folder_of(page.family), slug=page.slug)


def may_write(page: Page) -> bool:
    """Whether the person signed in writes a page as a whole, not only its English."""
    user = access.someone()
    return user is not None and rights.may(user, Right.WRITE, page)


def copy_url(page: Page) -> str:
    """Give where a page is copied, for those who may; else nothing."""
    return url_for("admin_copy.ask", folder=folder_of(page.family), slug=page.slug) if may_write(page) else ""


def next_edition_url(page: Page, year: int | None = None) -> str:
    """Give where the next edition of a series, or that of a year, is begun, from the series or from one of its editions; else nothing."""
    series = page.slug if page.family is Family.SERIES else page.content.get("series") if page.family is Family.EVENT else None
    return url_for("admin_wizard.look", series=series, year=year) if series and may_write(page) else ""


def manual_url() -> str:
    """Give where the manual explains this screen."""
    part = PART_OF.get((request.blueprint or "").strip())
    return url_for("admin_manual.show", _anchor=part) if part else url_for("admin_manual.show")


def desk_name(page: Page) -> dict[str, Any]:
    """Give a page's name in both languages; one that was never published has only its address."""
    name: dict[str, Any] = page.card.get("name") or {"zh": page.slug, "en": page.slug}
    return name


def moment(stored: datetime | None) -> str:
    """Give a stored moment in Beijing time, with its date and minute."""
    return "" if stored is None else in_words(clock.from_utc(stored))


def in_words(here: datetime) -> str:
    """Give a Beijing time with its date and minute."""
    return f"{formatting.day(here.date(), i18n.code())} {here:%H:%M}"


def beijing_now() -> str:
    """Give this moment in Beijing."""
    return in_words(clock.now())


def marked(words: str) -> Markup:
    """Give words that somebody typed for HTML, with the Chinese in them marked on an English page."""
    return i18n.mark_chinese(escape(words))


def browser(agent: str) -> str:
    """Give a browser's long name for itself as people call it; what is unknown is called so."""
    name = next((name for sign, name in BROWSERS if re.search(rf"\b{sign}(iOS|A)?/", agent)), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return " · ".join(filter(None, (name, system))) or _("Unknown browser")


def init_app(app: Flask) -> None:
    """Let the templates of the desk use these."""
    app.jinja_env.globals.update(
        desk_user=access.someone,
        asked_language=asked_language,
        desk_may=may_here,
        desk_ways=desk_ways,
        true_ways=true_ways,
        is_below=is_below,
        is_way=is_way,
        desk_url=desk_url,
        urgent_url=urgent_url,
        copy_url=copy_url,
        manual_url=manual_url,
        next_edition_url=next_edition_url,
        desk_name=desk_name,
        beijing_now=beijing_now,
    )
    app.jinja_env.filters.update(moment=moment, browser=browser, marked=marked)
