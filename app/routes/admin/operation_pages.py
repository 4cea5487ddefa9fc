"""The page of emergency changes, and how an operation is done and answered; the parts of the desk for operations share these."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from app import clock
from app.documents.place import PlaceDocument
from app.documents.registry import folder_of
from app.documents.trail import Stop, TrailDocument
from app.extensions import db
from app.models.page import Page
from app.routes import frame
from app.routes.admin import access, operation_forms, operation_said
from app.services.desk import done_since
from app.services.desk.operation_words import OF_CLOSURES, OF_DATES
from app.services.desk.operations import OperationRefused
from app.services.people import rights
from app.services.transactions import writing
from app.vocabulary import Family, Right

Answer = AnyResponse | tuple[str, int]
PAGE = "/pages/<folder>/<slug>/urgent"


def shown(page: Page, **more: Any) -> str:
    """Give the page of emergency changes, with what was typed and refused."""
    document = page.document if page.revision else None
    dates = operation_forms.dates_of(page) if document is not None else []
    offered = {Family.EVENT: OF_DATES}.get(page.family, OF_CLOSURES)
    return render_template(
        "admin/operations/show.html",
        **{
            "page": page,
            "document": document,
            "address": address_of(page),
            "dates": dates,
            "first": operation_forms.SHOWN_FIRST,
            "is_place": isinstance(document, PlaceDocument),
            "is_trail": isinstance(document, TrailDocument),
            "causes": operation_forms.causes(request.form.get("cause", ""), offered),
            "today": clock.today(),
            "stop_names": names_of_stops(document) if isinstance(document, TrailDocument) else [],
            "history": history_of(page),
            "may_withdraw": rights.may(access.me(), Right.PUBLISH, page),
            "fault": "",
            "typed": operation_forms.typed(),
        }
        | more,
    )


def history_of(page: Page) -> list[tuple[Any, str]]:
    """Give the last operations on a page, each in words."""
    return [(done, operation_said.done_words(done)) for done in done_since.done_on(db.session(), access.me(), page)]


def address_of(page: Page) -> dict[str, str]:
    """Give what names a page in the addresses of the desk."""
    return {"folder": folder_of(page.family), "slug": page.slug}


def names_of_stops(trail: TrailDocument) -> list[dict[str, Any]]:
    """Give the names of the stops of a trail in both languages."""
    slugs = {stop.place for stop in trail.stops if stop.place}
    rows = select(Page.slug, Page.card).where(Page.family == Family.PLACE, Page.slug.in_(slugs))
    places = {row.slug: row.card for row in db.session.execute(rows)}
    return [name_of_stop(stop, places.get(stop.place or "", {})) for stop in trail.stops]


def name_of_stop(stop: Stop, card: dict[str, Any]) -> dict[str, Any]:
    """Give what a stop is called: its own name, its place's, or its station's."""
    if stop.name:
        return stop.name.model_dump()
    called: dict[str, Any] = card.get("name") or {}
    if called:
        return called
    name = frame.station_name(stop.station) if stop.station else stop.place or ""
    return {"zh": name, "en": name}


def perform(page: Page, deed: Callable[[Any, Page], object], words: str, again: Callable[..., str]) -> Answer:
    """Do an operation in one transaction and say that it is done; one that is refused shows the form again, as it was typed."""
    try:
        with writing() as session:
            deed(session, page)
    except OperationRefused as refused:
        return again(page, fault=refused.words()), 422
    flash(words, "done")
    return redirect(address_to("admin_operations.show", page), 303)


def address_to(endpoint: str, page: Page) -> str:
    """Give the address of a part of the desk for a page."""
    return url_for(endpoint, folder=folder_of(page.family), slug=page.slug)
