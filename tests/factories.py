"""Documents for tests: state only what the test is about."""

from typing import Any

from sqlalchemy import select

from app.documents.registry import BY_FAMILY
from app.extensions import db
from app.models.page import Page
from app.services.publishing import page_ids, publish, start_page
from app.services.transactions import writing
from app.vocabulary import Family

SOURCES = [{"kind": "press", "title": {"zh": "北京日报", "en": "Beijing Daily"}}]
BASE: dict[str, Any] = {
    "name": {"zh": "某页", "en": "Some page"},
    "summary": {"zh": "一句话。", "en": "One sentence."},
    "body": {"zh": "正文。", "en": "The text."},
    "sources": SOURCES,
    "checked_on": "2026-11-23",
}
SPECIAL: dict[Family, dict[str, Any]] = {
    Family.PLACE: {"kind": "museum", "subdistrict": "tianqiao", "point": {"lat": 39.89, "lon": 116.38, "accuracy_m": 50, "origin": "OpenStreetMap"}},
    Family.SERIES: {"kind": "temple_fair"},
    Family.EVENT: {"kind": "temple_fair"},
    Family.TRAIL: {"theme": {"zh": "书", "en": "Books"}},
    Family.STORY: {"kind": "craft"},
    Family.NEIGHBOURHOOD: {"point": {"lat": 39.88, "lon": 116.386, "accuracy_m": 500, "origin": "middle", "approximate": True}},
}


def document(family: Family, **values: Any) -> Any:
    """Give a valid document of a family with some fields set."""
    return BY_FAMILY[family].document.model_validate(BASE | SPECIAL[family] | values)


def publish_page(family: Family, slug: str, **values: Any) -> Page:
    """Publish a page with some fields set; publishing again changes it."""
    made = document(family, **values)
    with writing() as session:
        number = page_ids(session).get((family, slug))
        page = session.get_one(Page, number) if number else start_page(session, family, slug)
        publish(session, page, made, origin="desk")
        number = page.id
    return db.session.scalars(select(Page).where(Page.id == number)).one()
