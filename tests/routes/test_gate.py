"""One gate: a page is public on every surface, or on none, in the same request."""

import pytest

from app.services.publishing import republish, withdraw
from app.services.transactions import writing
from app.vocabulary import Family
from tests.factories import publish_page

SURFACES = (
    "/zh/places",
    "/zh/map",
    "/zh/places.geojson",
    "/zh/neighbourhoods/tianqiao",
    "/zh/interests/tea",
    "/zh/search?q=%E5%90%AC%E9%9B%A8%E8%BD%A9",
    "/zh/events/fair-2025",
    "/zh/series/fair",
    "/zh/trails/walk",
    "/zh/stories/tale",
    "/zh/places/neighbour",
    "/sitemap.xml",
)
NAME = "听雨轩"


@pytest.fixture
def linked(app, make_series, make_event, make_trail, make_story):
    """A place with a page of every other family that shows it."""
    place = publish_page(Family.PLACE, "pavilion", name={"zh": NAME, "en": "Rain Pavilion"}, interests=["tea"])
    publish_page(Family.PLACE, "neighbour", name={"zh": "邻居", "en": "Neighbour"})
    publish_page(Family.NEIGHBOURHOOD, "tianqiao", name={"zh": "天桥", "en": "Tianqiao"})
    make_series("fair", venues=[{"place": "pavilion"}])
    make_event("fair-2025", series="fair", year=2025, schedule=[{"starts": "2025-01-29"}], venues=[{"place": "pavilion"}])
    stop = {"place": "pavilion", "text": {"zh": "看", "en": "Look"}}
    make_trail("walk", stops=[stop, {"kind": "station", "station": "hepingmen", "text": {"zh": "走", "en": "Walk"}}])
    make_story("tale", subjects=["places/pavilion"])
    return place


def shown_on(client):
    """Give the surfaces that show the place, by its name or by its address."""
    pages = {path: client.get(path).text for path in SURFACES}
    return {path for path, text in pages.items() if "places/pavilion" in text or (NAME in text and "search" not in path)}


def test_published_page_is_on_every_surface(client, linked):
    assert shown_on(client) == set(SURFACES)
    assert client.get("/zh/places/pavilion").status_code == 200


def test_withdrawn_page_is_on_no_surface_and_comes_back(client, linked, session):
    client.get("/zh/places")

    with writing() as writer:
        withdraw(writer, writer.get_one(type(linked), linked.id))
    assert shown_on(client) == set()
    assert client.get("/zh/places/pavilion").status_code == 410

    with writing() as writer:
        republish(writer, writer.get_one(type(linked), linked.id))
    assert shown_on(client) == set(SURFACES)


def test_former_slug_redirects_for_ever(client, make_place):
    make_place("new-name", former_slugs=["old-name"])

    response = client.get("/en/places/old-name")

    assert (response.status_code, response.location) == (301, "/en/places/new-name")
