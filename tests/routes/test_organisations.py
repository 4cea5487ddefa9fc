"""The pages of an organisation carry its name, in words and as structured data, and at once when it changes."""

import json
import re

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.models.page import Change, Page
from app.models.people import Organisation
from app.services.people import organisations
from app.services.transactions import writing
from app.vocabulary import Family, State
from tests.factories import publish_page
from tests.routes.test_query_counts import STATION, USUALLY


@pytest.fixture
def house(app):
    with writing() as session:
        organisation = Organisation(slug="house", name_zh="湖广会馆", name_en="Huguang Guild Hall")
        session.add(organisation)
    return organisation


@pytest.fixture
def pages(app):
    """One page of each family with a page of its own: by path."""
    made = {
        "places/hall": publish_page(Family.PLACE, "hall"),
        "series/fair": publish_page(Family.SERIES, "fair", usually=USUALLY),
        "events/play": publish_page(Family.EVENT, "play", schedule=[{"starts": "2027-01-29"}], venues=[{"place": "hall"}]),
        "events/someday": publish_page(Family.EVENT, "someday"),
        "trails/walk": publish_page(Family.TRAIL, "walk", stops=[STATION, {"place": "hall", "text": {"zh": "看", "en": "Look"}}]),
        "stories/tale": publish_page(Family.STORY, "tale", subjects=["places/hall"]),
    }
    return made


PATHS = ["places/hall", "series/fair", "events/play", "events/someday", "trails/walk", "stories/tale"]


def give(page, organisation):
    with writing() as session:
        keeper = session.get_one(Organisation, organisation.id) if organisation is not None else None
        organisations.give_page(session, session.get_one(Page, page.id), keeper, by=None)


def rename(organisation, **names):
    with writing() as session:
        organisations.rename(session, session.get_one(Organisation, organisation.id), by=None, **names)


def seq():
    db.session.rollback()
    return db.session.scalar(select(func.max(Change.seq)))


def maintainers(html):
    graph = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html).group(1))["@graph"]
    return [(node["@type"], node["maintainer"]["name"]) for node in graph if "maintainer" in node]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("lang", "name"), [("zh", "湖广会馆"), ("zh-hant", "湖廣會館"), ("en", "Huguang Guild Hall")])
def test_page_says_who_keeps_it(client, house, pages, path, lang, name):
    before = client.get(f"/{lang}/{path}").text
    give(pages[path], house)

    after = client.get(f"/{lang}/{path}").text

    sources = after.partition('id="sources"')[2]
    assert (name in before, maintainers(before)) == (False, [])
    assert (sources.count(name), maintainers(after)) == (1, [("WebPage", name)])


def test_organisation_without_an_english_name_is_named_in_chinese_and_marked_so(client, house, pages):
    rename(house, name_zh="湖广会馆", name_en="")
    give(pages["places/hall"], house)

    assert '<span lang="zh-Hans">湖广会馆</span>' in client.get("/en/places/hall").text


def test_hostile_name_is_text_in_words_and_in_data(client, house, pages):
    rename(house, name_zh="</script><b>馆", name_en="<img src=x>")
    give(pages["places/hall"], house)

    html = client.get("/en/places/hall").text
    assert "<img src=x>" not in html and maintainers(html) == [("WebPage", "<img src=x>")]
    assert "<b>馆" not in client.get("/zh/places/hall").text


def test_kept_page_turns_over_when_the_page_changes_hands_or_its_keeper_its_name(client, house, pages):
    said = []
    for deed in (
        lambda: None,
        lambda: give(pages["places/hall"], house),
        lambda: rename(house, name_zh="新馆", name_en="New Hall"),
        lambda: give(pages["places/hall"], None),
    ):
        deed()
        said.append([name for name in ("Huguang Guild Hall", "New Hall") if name in client.get("/en/places/hall").text])

    assert said == [[], ["Huguang Guild Hall"], ["New Hall"], []]


def test_visitor_with_an_old_copy_gets_the_new_name(client, house, pages):
    give(pages["places/hall"], house)
    first = client.get("/en/places/hall")
    assert client.get("/en/places/hall", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    rename(house, name_zh="新馆", name_en="New Hall")

    again = client.get("/en/places/hall", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, "New Hall" in again.text) == (200, True)


def test_each_change_moves_the_site_for_just_the_pages_concerned(house, pages):
    give(pages["places/hall"], house)
    give(pages["stories/tale"], house)
    before = seq()
    rename(house, name_zh="新馆", name_en="New Hall")

    moved = set(db.session.scalars(select(Change.page_id).where(Change.seq > before)))
    assert moved == {pages["places/hall"].id, pages["stories/tale"].id}
    middle = seq()
    rename(house, name_zh=" 新馆 ", name_en="New Hall")
    assert seq() == middle


def test_page_that_is_not_public_moves_nothing(house, pages):
    with writing() as session:
        page = session.get_one(Page, pages["places/hall"].id)
        page.state = State.WITHDRAWN
    before = seq()

    give(pages["places/hall"], house)
    rename(house, name_zh="新馆", name_en="")

    assert seq() == before


def test_change_of_keeper_is_no_news(client, house, pages):
    before = client.get("/zh/news.atom").data
    assert before.count(b"<entry>") == len(pages)
    give(pages["places/hall"], house)

    assert client.get("/zh/news.atom").data == before


@pytest.mark.parametrize("path", PATHS)
def test_name_costs_no_further_query(client, count_queries, house, pages, path):
    client.get("/en/places?kind=library")
    without = count_queries(lambda: client.get(f"/en/{path}"))
    for page in pages.values():
        give(page, house)
    client.get("/en/places?kind=library")

    assert count_queries(lambda: client.get(f"/en/{path}")) == without <= 4
