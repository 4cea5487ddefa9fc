"""Links to calendars on the web hold one date, rightly encoded and never too long."""

from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from app.clock import BEIJING
from app.services.exports.web_links import google, outlook
from app.vocabulary import Status
from tests.services.exports.made import entry, random_entries

LINKS = [google, outlook]
EVENT = "https://guide.example/zh/events/jingyun-drum"


def asked(link: str) -> dict[str, str]:
    """The arguments of a link; each may be there only once."""
    found = parse_qs(urlsplit(link).query, strict_parsing=True)
    assert all(len(values) == 1 for values in found.values())
    return {name: values[0] for name, values in found.items()}


def test_google_is_told_beijing_times_and_their_zone():
    link = google(entry(), "zh")

    assert link.startswith("https://calendar.google.com/calendar/render?action=TEMPLATE&text=%E4%BA%AC%E9%9F%B5")
    assert asked(link) == {
        "action": "TEMPLATE",
        "text": "京韵大鼓",
        "dates": "20270206T193000/20270206T210000",
        "ctz": "Asia/Shanghai",
        "details": f"骆派专场。\n\n{EVENT}",
        "location": "湖广会馆",
    }


def test_outlook_is_told_moments_in_utc():
    link = outlook(entry(), "zh")

    assert link.startswith("https://outlook.live.com/calendar/0/deeplink/compose?path=%2Fcalendar%2Faction%2Fcompose&rru=addevent&")
    assert asked(link) == {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": "京韵大鼓",
        "startdt": "2027-02-06T11:30:00Z",
        "enddt": "2027-02-06T13:00:00Z",
        "body": f"骆派专场。<br><br>{EVENT}",
        "location": "湖广会馆",
    }


@pytest.mark.parametrize(
    ("first", "last", "at_google", "at_outlook"),
    [
        (date(2027, 2, 6), date(2027, 2, 6), "20270206/20270207", ("2027-02-06", "2027-02-07")),
        (date(2026, 12, 1), date(2026, 12, 31), "20261201/20270101", ("2026-12-01", "2027-01-01")),
    ],
)
def test_whole_days_have_no_times_and_end_on_the_day_after(first, last, at_google, at_outlook):
    run = entry(starts=first, ends=last)

    told = asked(outlook(run, "zh"))
    assert (asked(google(run, "zh"))["dates"], "ctz" in asked(google(run, "zh"))) == (at_google, False)
    assert (told["startdt"], told["enddt"], told["allday"]) == (*at_outlook, "true")


def test_an_evening_past_midnight_ends_on_the_next_day():
    night = entry(starts=datetime(2026, 12, 31, 23, 0, tzinfo=BEIJING), ends=datetime(2027, 1, 1, 1, 0, tzinfo=BEIJING))

    told = asked(outlook(night, "zh"))
    assert asked(google(night, "zh"))["dates"] == "20261231T230000/20270101T010000"
    assert (told["startdt"], told["enddt"], "allday" in told) == ("2026-12-31T15:00:00Z", "2026-12-31T17:00:00Z", False)


def test_a_moment_of_another_zone_is_the_same_moment():
    utc = entry(starts=datetime(2027, 2, 6, 11, 30, tzinfo=UTC), ends=datetime(2027, 2, 6, 13, 0, tzinfo=UTC))

    assert [link(utc, "zh") for link in LINKS] == [link(entry(), "zh") for link in LINKS]


def test_a_title_says_the_status_in_the_readers_language():
    changed = entry(title="Drum", status=Status.RESCHEDULED)

    assert [asked(google(changed, language))["text"] for language in ("zh", "en", "zh-hant")] == ["已改期：Drum", "Rescheduled: Drum", "已改期：Drum"]
    assert asked(outlook(changed._replace(is_expected=True), "en"))["subject"] == "Expected: Drum"


@pytest.mark.parametrize("hostile", ["a&b=c#d?e+f%20g", "q\"u'o;t,e", "<b>&amp;", "🏮 庙会", "C:\\New"])
def test_any_text_comes_through_whole(hostile):
    said = entry(title=hostile, location=hostile, description=hostile)

    at_google, at_outlook = asked(google(said, "zh")), asked(outlook(said, "zh"))
    assert (at_google["text"], at_google["location"], at_google["details"]) == (hostile, hostile, f"{hostile}\n\n{EVENT}")
    assert (at_outlook["subject"], at_outlook["location"]) == (hostile, hostile)


def test_outlook_reads_the_description_as_html_and_gets_only_text():
    said = entry(description='<script>x</script> & "y"\nz')

    assert asked(outlook(said, "zh"))["body"] == f'&lt;script&gt;x&lt;/script&gt; &amp; "y"<br>z<br><br>{EVENT}'


@pytest.mark.parametrize("letter", ["a", "庙", "🏮", "<", "\ud800", "\n"])
def test_no_link_is_longer_than_a_server_takes(letter):
    said = entry(title=letter * 5000, location=letter * 5000, description=letter * 5000)

    for link in LINKS:
        assert len(link(said, "zh")) < 10_000
        assert link(said, "zh").isascii()


def test_a_long_description_is_cut_at_500_characters_and_the_address_kept():
    said = entry(description="庙会" * 400)

    description, _, address = asked(google(said, "zh"))["details"].partition("\n\n")
    assert (len(description), description[-1], address) == (500, "…", EVENT)
    assert asked(google(entry(description="会" * 500), "zh"))["details"].startswith("会" * 500 + "\n")


def test_what_is_not_known_is_not_asked():
    said = entry(description="", location="", url="")

    assert "details" not in asked(google(said, "zh")) and "location" not in asked(google(said, "zh"))
    assert "body" not in asked(outlook(said, "zh")) and "location" not in asked(outlook(said, "zh"))


@pytest.mark.parametrize("link", LINKS)
def test_a_title_and_a_place_stand_on_one_line(link):
    told = asked(link(entry(title="京韵\n\t大鼓 ", location="湖广\r\n会馆"), "zh"))

    assert (told.get("text") or told["subject"], told["location"]) == ("京韵 大鼓", "湖广 会馆")


def test_both_tell_the_same_time_of_any_date():
    for one in random_entries(7, 200):
        starts, ends = asked(google(one, "zh"))["dates"].split("/")
        told = asked(outlook(one, "zh"))

        if "allday" in told:
            assert [told["startdt"].replace("-", ""), told["enddt"].replace("-", "")] == [starts, ends]
        else:
            moments = [datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=BEIJING) for text in (starts, ends)]
            assert [datetime.fromisoformat(told["startdt"]), datetime.fromisoformat(told["enddt"])] == moments
