"""Publishing: what the public sees changes in one transaction with its projections and the version."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.extensions import db
from app.models.occurrence import Occurrence
from app.models.page import Change, Facet, Link, Page
from app.models.site import Site
from app.services import site_version
from app.services.publishing import MissingPages, delete, project_day, reproject_all, republish, withdraw
from app.services.transactions import writing
from app.vocabulary import State

Make = Callable[..., Page]
STOPS = [{"place": slug, "text": {"zh": "看"}} for slug in ("here", "there")]
EDITION = {"series": "fair", "year": 2027, "schedule": [{"starts": "2027-02-06", "ends": "2027-02-10"}]}
RULE = {"rule": "lunar:L01-01..L01-05", "text": {"zh": "正月初一至初五"}}


def page(slug: str) -> Page:
    db.session.expire_all()
    return db.session.scalars(select(Page).where(Page.slug == slug)).one()


def do(deed: Callable[[Session, Page], None], slug: str) -> None:
    with writing() as session:
        deed(session, session.scalars(select(Page).where(Page.slug == slug)).one())


def changes() -> list[tuple[str | None, str]]:
    rows = db.session.execute(select(Page.slug, Change.kind).select_from(Change).outerjoin(Page, Page.id == Change.page_id).order_by(Change.seq))
    return [(slug, kind) for slug, kind in rows]


EXPECTED_YEARS = [str(year) for year in range(2027, 2036)]


def expected_years(slug: str) -> list[str]:
    rows = db.session.scalars(select(Occurrence.starts).where(Occurrence.page_id == page(slug).id).order_by(Occurrence.starts))
    return [start[:4] for start in rows]


def test_publishing_makes_page_projections_and_change(make_place: Make, session: Session) -> None:
    made = make_place("here", name={"zh": "这里", "en": "Here"})

    assert (made.state, made.revision, made.card["name"]["zh"]) == (State.PUBLISHED, 1, "这里")
    assert set(session.scalars(select(Facet.name))) == {"kind", "neighbourhood"}
    assert changes() == [("here", "publish")]


def test_publishing_again_numbers_the_revision_on(make_place: Make) -> None:
    make_place("here")

    assert make_place("here", name={"zh": "别处"}).revision == 2


def test_version_moves_with_every_publication(app: Flask, make_place: Make) -> None:
    read = site_version.reader(app.config["SETTINGS"].database_url)
    versions = [read()]
    for name in ("甲", "乙"):
        make_place("here", name={"zh": name})
        versions.append(read())

    assert len(set(versions)) == 3
    assert len({version[0] for version in versions if version}) == 1


def test_link_to_a_page_that_is_not_there_is_refused_and_leaves_nothing(make_event: Make, session: Session) -> None:
    with pytest.raises(MissingPages, match="places/nowhere"):
        make_event("talk", venues=[{"place": "nowhere"}])

    assert session.scalars(select(Page)).all() == []
    assert changes() == []


def test_withdrawn_page_keeps_its_text_and_comes_back_as_it_was(make_place: Make) -> None:
    content = make_place("here").content

    do(withdraw, "here")
    assert (page("here").state, page("here").content) == (State.WITHDRAWN, content)
    do(republish, "here")
    assert page("here").state is State.PUBLISHED
    assert changes() == [("here", "publish"), ("here", "withdraw"), ("here", "publish")]


def test_moved_venue_moves_its_event_with_a_change(make_place: Make, make_event: Make) -> None:
    make_place("here", subdistrict="tianqiao")
    make_event("talk", venues=[{"place": "here"}])

    make_place("here", subdistrict="dashilar")

    assert page("talk").subdistrict == "dashilar"
    assert changes()[-2:] == [("here", "publish"), ("talk", "reproject")]


def test_moved_place_changes_the_length_of_its_trail(make_place: Make, make_trail: Make) -> None:
    make_place("here")
    make_place("there")
    before = make_trail("walk", stops=STOPS).card["walk_m"]

    make_place("there", point={"lat": 39.91, "lon": 116.38, "accuracy_m": 50, "origin": "OpenStreetMap"})

    assert (before, page("walk").card["walk_m"] > 2000) == (0, True)


def test_renamed_place_without_other_changes_leaves_its_trail_alone(make_place: Make, make_trail: Make) -> None:
    make_place("here")
    make_place("there")
    make_trail("walk", stops=STOPS)

    make_place("there", body={"zh": "另一段正文。"})

    assert changes()[-1] == ("there", "publish")


@time_machine.travel("2026-11-25 12:00+08:00", tick=False)
def test_edition_takes_the_place_of_the_expected_date(make_series: Make, make_event: Make) -> None:
    make_series("fair", usually=RULE)
    assert expected_years("fair") == EXPECTED_YEARS

    make_event("fair-2027", **EDITION)

    assert expected_years("fair") == EXPECTED_YEARS[1:]


@time_machine.travel("2026-11-25 12:00+08:00", tick=False)
@pytest.mark.parametrize("deed", [withdraw, delete])
def test_expected_date_returns_when_the_edition_goes(make_series: Make, make_event: Make, deed: Any) -> None:
    make_series("fair", usually=RULE)
    make_event("fair-2027", **EDITION)

    do(deed, "fair-2027")

    assert expected_years("fair") == EXPECTED_YEARS


@time_machine.travel("2026-11-25 12:00+08:00", tick=False)
def test_expected_date_returns_when_the_edition_leaves_its_series(make_series: Make, make_event: Make) -> None:
    make_series("fair", usually=RULE)
    make_event("fair-2027", **EDITION)

    make_event("fair-2027", **(EDITION | {"series": None}))

    assert expected_years("fair") == EXPECTED_YEARS


def test_deleted_place_leaves_its_trail_standing(make_place: Make, make_trail: Make, session: Session) -> None:
    make_place("here")
    make_place("there")
    make_trail("walk", stops=STOPS)

    do(delete, "there")

    assert [target for (target,) in session.execute(select(Link.target_id))] == [page("here").id]
    with writing() as writer:
        assert reproject_all(writer) == 0


def test_reprojecting_healthy_pages_changes_nothing(make_place: Make, make_event: Make, session: Session) -> None:
    make_place("here")
    make_event("talk", venues=[{"place": "here"}])
    before = changes()

    with writing() as writer:
        assert reproject_all(writer) == 0
    assert changes() == before


def test_reprojecting_mends_what_somebody_broke(make_place: Make, session: Session) -> None:
    make_place("here")
    with writing() as writer:
        writer.execute(Facet.__table__.delete())

    with writing() as writer:
        assert reproject_all(writer) == 1
    assert changes()[-1] == ("here", "reproject")


def test_new_day_is_projected_once(make_series: Make) -> None:
    with time_machine.travel("2026-11-25 12:00+08:00", tick=False):
        make_series("fair", usually=RULE)
    with time_machine.travel("2027-11-25 12:00+08:00", tick=False):
        with writing() as session:
            assert project_day(session) == 1
        with writing() as session:
            assert project_day(session) == 0

    assert db.session.scalar(select(Site.projected_on)) == "2027-11-25"
