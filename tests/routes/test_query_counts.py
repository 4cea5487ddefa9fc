"""No list asks the database more for more rows; no public page asks more than four times."""

import pytest

from app.vocabulary import Family
from tests.factories import publish_page

USUALLY = {"rule": "lunar:L01-01..L01-05", "text": {"zh": "正月", "en": "first month"}}
LISTS = (
    "/en/",
    "/en/events",
    "/en/series",
    "/en/places",
    "/en/trails",
    "/en/stories",
    "/en/neighbourhoods",
    "/en/map",
    "/en/interests/tea",
    "/en/calendar/2027/02",
)
STATION = {"kind": "station", "station": "hepingmen", "text": {"zh": "走", "en": "Walk"}}


def fill(number):
    """Publish one more page of every family."""
    publish_page(Family.PLACE, f"place-{number}", interests=["tea"], opening_hours="Tu-Su 09:00-17:00")
    publish_page(Family.SERIES, f"series-{number}", usually=USUALLY, venues=[{"place": f"place-{number}"}], interests=["tea"])
    publish_page(
        Family.EVENT,
        f"event-{number}",
        series=f"series-{number}",
        year=2025,
        schedule=[{"starts": "2025-01-29"}],
        venues=[{"place": f"place-{number}"}],
    )
    publish_page(
        Family.TRAIL, f"trail-{number}", stops=[STATION, {"place": f"place-{number}", "text": {"zh": "看", "en": "Look"}}], interests=["tea"]
    )
    publish_page(Family.STORY, f"story-{number}", subjects=[f"places/place-{number}"], interests=["tea"])


def counted(client, count_queries, path):
    """Give the queries of a page when nothing is cached but what follows the change log."""
    client.get("/en/places?kind=library")
    return count_queries(lambda: client.get(path))


@pytest.mark.parametrize("path", LISTS)
def test_list_asks_as_often_for_three_rows_as_for_one(client, count_queries, path):
    fill(1)
    one = counted(client, count_queries, path)
    fill(2)
    fill(3)

    assert counted(client, count_queries, path) == one <= 4


@pytest.mark.parametrize("path", ["places/place-1", "series/series-1", "events/event-1", "trails/trail-1", "stories/story-1"])
def test_page_asks_at_most_four_times(client, count_queries, path):
    fill(1)
    fill(2)

    assert counted(client, count_queries, f"/en/{path}") <= 4


def test_kept_page_asks_nothing(client, count_queries):
    fill(1)
    client.get("/en/places")

    assert count_queries(lambda: client.get("/en/places")) == 0
