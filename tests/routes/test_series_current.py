"""A series at frozen moments: where /current leads, which edition the list and the page name, what stays expected."""

import pytest

from tests.routes.reading import TUE_TO_SUN, at, listed, main_of, nodes_of, rows_of, words_of

FAIR = {"rule": "lunar:L01-01..L01-05", "text": {"zh": "通常在正月初一至初五", "en": "usually lunar New Year’s Day to the 5th"}}
EDITIONS = {
    2026: [{"starts": "2026-02-17", "ends": "2026-02-21"}],
    2027: [{"starts": "2027-02-06", "opens": "09:00", "closes": "21:00"}, {"starts": "2027-02-07", "opens": "09:00", "closes": "21:00"}],
    2028: [{"starts": "2028-01-26", "ends": "2028-01-30"}],
}
RUN = {"starts": "2027-02-02", "ends": "2027-03-31", "opens": "10:00", "closes": "18:00", "repeats": "daily", "weekdays": TUE_TO_SUN}
SERIES, OF_2026, OF_2027, OF_2028 = "/en/series/fair", *(f"/en/events/fair-{year}" for year in EDITIONS)


@pytest.fixture(autouse=True)
def published():
    """Publish on one day, and ask then where a test does not say otherwise."""
    with at("2026-11-25T12:00"):
        yield


@pytest.fixture
def make_edition(make_series, make_event):
    """Publish the series once, and editions of it by their year."""
    make_series("fair", usually=FAIR)

    def make(year, **values):
        make_event(f"fair-{year}", series="fair", year=year, **({"schedule": EDITIONS[year]} | values))

    return make


def leads_to(client, lang="en"):
    """Give where /current leads."""
    response = client.get(f"/{lang}/series/fair/current")
    assert response.status_code == 302
    return response.location


@pytest.mark.parametrize(
    ("moment", "target"),
    [
        pytest.param("2026-02-17T00:00", OF_2026, id="running, from its first minute"),
        pytest.param("2026-02-21T23:58", OF_2026, id="running, to its last minute"),
        pytest.param("2026-02-22T00:00", OF_2027, id="next confirmed, the minute after"),
        pytest.param("2027-02-06T08:59", OF_2027, id="next confirmed, the minute before its start"),
        pytest.param("2027-02-06T22:00", OF_2027, id="between two evenings of the running one"),
        pytest.param("2027-02-07T20:59", OF_2027, id="running, the minute before its end"),
        pytest.param("2027-02-07T21:00", OF_2028, id="next confirmed, from the minute of the end"),
        pytest.param("2028-01-31T00:00", SERIES, id="series itself, when all are over"),
    ],
)
def test_current_leads_to_the_running_edition_then_the_next_then_the_series(client, make_edition, moment, target):
    for year in EDITIONS:
        make_edition(year)

    with at(moment):
        assert leads_to(client) == target


@pytest.mark.parametrize(
    ("values", "target"),
    [
        pytest.param({"status": "cancelled"}, OF_2028, id="cancelled"),
        pytest.param({"status": "postponed"}, OF_2028, id="postponed"),
        pytest.param({"status": "moved_online"}, OF_2027, id="moved online"),
        pytest.param({"status": "full"}, OF_2027, id="full"),
        pytest.param({"changes": [{"of": "2027-02-06", "status": "cancelled"}]}, OF_2027, id="first evening cancelled"),
        pytest.param({"changes": [{"of": f"2027-02-0{day}", "status": "cancelled"} for day in (6, 7)]}, OF_2028, id="every evening cancelled"),
        pytest.param({"schedule": [RUN], "changes": [{"of": "2027-02-02", "status": "cancelled"}]}, OF_2027, id="first day of a run cancelled"),
        pytest.param({"schedule": [{"starts": "2027-02"}]}, OF_2027, id="known to the month"),
        pytest.param({"schedule": [{"starts": "2027-02-06", "until_further_notice": True}]}, OF_2027, id="open end"),
        pytest.param({"schedule": []}, OF_2028, id="without dates"),
    ],
)
def test_edition_that_is_not_held_is_skipped(client, make_edition, values, target):
    make_edition(2027, **values)
    make_edition(2028)

    assert leads_to(client) == target


@pytest.mark.parametrize("lang", ["zh", "en", "zh-hant"])
def test_current_of_a_series_without_editions_is_the_series_in_each_language(client, make_edition, lang):
    assert leads_to(client, lang) == f"/{lang}/series/fair"


@pytest.mark.parametrize("lang", ["zh", "en", "zh-hant"])
def test_current_of_a_series_that_there_is_not_is_a_404(client, lang):
    response = client.get(f"/{lang}/series/nowhere/current")

    assert response.status_code == 404
    assert {"zh": "没有这一页", "en": "There is no such page", "zh-hant": "沒有這一頁"}[lang] in response.text


def test_current_of_a_former_address_leads_to_the_present_one(client, make_series):
    make_series("fair", former_slugs=["old-fair"])

    response = client.get("/en/series/old-fair/current")

    assert (response.status_code, response.location) == (301, "/en/series/fair/current")


def test_current_is_not_kept_by_anyone(app, client, make_edition):
    make_edition(2027)
    with at("2027-02-07T20:59"):
        before = leads_to(client)
    with at("2027-02-07T21:00"):
        after = leads_to(client)

    assert (before, after) == (OF_2027, SERIES)


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        pytest.param("2026-02-20T12:00", "17 – 21 Feb 2026", id="running"),
        pytest.param("2026-11-25T12:00", "Sat 6 Feb 2027 09:00–21:00", id="next confirmed"),
        pytest.param("2027-02-07T12:00", "Sun 7 Feb 2027 09:00–21:00", id="its second evening"),
        pytest.param("2027-02-07T21:00", "26 – 30 Jan 2028 · expected", id="expected, once all confirmed ones are over"),
    ],
)
def test_list_of_series_names_the_next_edition_before_an_expected_one(client, make_edition, moment, says):
    make_edition(2026)
    make_edition(2027)

    with at(moment):
        (row,) = rows_of(client.get("/en/series").text, "fair")

    assert row.endswith(says)


@pytest.mark.parametrize(("lang", "says"), [("zh", "已取消"), ("en", "cancelled"), ("zh-hant", "已取消")])
def test_list_of_series_says_that_the_next_edition_is_cancelled(client, make_edition, lang, says):
    make_edition(2027, status="cancelled")

    (row,) = rows_of(client.get(f"/{lang}/series").text, "fair")

    assert row.endswith(f"09:00–21:00 · {says}")


def test_list_of_series_says_an_open_end_in_words(client, make_edition):
    make_edition(2026, schedule=[{"starts": "2026-11-01", "until_further_notice": True}])

    (row,) = rows_of(client.get("/en/series").text, "fair")

    assert row.endswith("until further notice")


@pytest.mark.parametrize(("lang", "says"), [("zh", "2028年1月26日至1月30日"), ("en", "26 – 30 Jan 2028"), ("zh-hant", "2028年1月26日至1月30日")])
def test_series_between_editions_says_when_it_is_expected_and_why(client, make_edition, lang, says):
    make_edition(2026)
    make_edition(2027)

    with at("2027-02-07T21:00"):
        text = client.get(f"/{lang}/series/fair").text

    words = words_of(main_of(text))
    assert says in words
    assert {"zh": "通常在正月初一至初五", "en": "usually lunar New Year’s Day to the 5th", "zh-hant": "通常在正月初一至初五"}[lang] in words
    assert listed(text) == {"editions": ["fair-2027", "fair-2026"]}
    assert "subEvent" not in nodes_of(text)["EventSeries"]


def test_every_edition_keeps_its_own_page_for_ever(client, make_edition):
    for year in EDITIONS:
        make_edition(year)

    with at("2035-12-31T23:59"):
        assert [client.get(path).status_code for path in (OF_2026, OF_2027, OF_2028)] == [200] * 3
        assert listed(client.get(SERIES).text) == {"editions": ["fair-2028", "fair-2027", "fair-2026"]}
