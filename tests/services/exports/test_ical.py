"""Calendars say the same to two libraries, fold Chinese rightly, and never tell more than is known."""

import time
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import time_machine
import vobject

from app.clock import BEIJING
from app.services.exports.content_lines import folded
from app.services.exports.ical import ALARMS, uid_of
from app.vocabulary import Status
from tests.services.exports.made import days_of, entry, feed, lines_of, random_entries, read_by_icalendar, read_by_vobject, values_of

NUMBER = 400
WORDS = {
    Status.SCHEDULED: ("", ""),
    Status.RESCHEDULED: ("已改期：", "Rescheduled: "),
    Status.POSTPONED: ("已推迟：", "Postponed: "),
    Status.CANCELLED: ("已取消：", "Cancelled: "),
    Status.MOVED_ONLINE: ("改为线上：", "Moved online: "),
    Status.FULL: ("已满：", "Full: "),
}
STATUSES = {Status.CANCELLED: "CANCELLED", Status.POSTPONED: "TENTATIVE"}


def told(one):
    """What a calendar has to tell of an entry, in Chinese."""
    status, word = STATUSES.get(one.status, "CONFIRMED"), WORDS[one.status][0]
    starts, ends = one.starts, one.ends
    if one.is_expected and one.status is not Status.CANCELLED:
        status, word = "TENTATIVE", "预计："
    if one.is_expected:
        starts, ends = days_of(one)
    elif not isinstance(starts, datetime):
        ends += timedelta(days=1)
    key = one.original_start.replace("-", "").replace(":", "").replace("/", "-")
    shown_end = ends if ends > starts else None
    return f"{one.slug}.{key}@wanderxicheng", starts, shown_end, status, word + one.title, one.description, one.location, one.sequence


def first_instant(row):
    return row[1] if isinstance(row[1], datetime) else datetime(row[1].year, row[1].month, row[1].day, tzinfo=BEIJING)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_libraries_read_the_same_dates_back(seed):
    entries = random_entries(seed, NUMBER)
    wanted = sorted((told(one) for one in entries), key=lambda row: (first_instant(row), row[0]))

    octets = feed(*entries)

    assert len(wanted) == NUMBER
    assert read_by_icalendar(octets) == wanted
    assert read_by_vobject(octets) == wanted


@pytest.mark.parametrize("language", ["zh", "en", "zh-hant"])
def test_lines_have_at_most_75_octets_of_whole_characters(language):
    octets = feed(*random_entries(4, NUMBER), language=language, name="西城漫步" * 20, alarm="1d")
    lines = octets.split(b"\r\n")

    assert lines.pop() == b""
    assert max(len(line) for line in lines) <= 75
    assert [line for line in lines if b"\r" in line or b"\n" in line or "\ufffd" in line.decode("utf-8", "replace")] == []


@pytest.mark.parametrize("filler", ["x", "é", "的", "🏮", "\\\\", "的\\;", "🏮\\n"])
def test_a_line_of_any_length_is_parted_between_characters_and_escapes(filler):
    for before in range(80):
        line = ("a" * before + filler * 60).encode()
        parts = folded(line).removesuffix(b"\r\n").split(b"\r\n ")

        assert b"".join(parts) == line
        assert all(len(part) <= 74 + (number == 0) and part.decode() for number, part in enumerate(parts))
        assert [part for part in parts if (len(part) - len(part.rstrip(b"\\"))) % 2] == []


def test_the_same_dates_give_the_same_bytes_in_any_order_at_any_time_anywhere(monkeypatch):
    entries = random_entries(5, 50)
    with time_machine.travel(datetime(2026, 11, 25, 12, 0, tzinfo=BEIJING), tick=False):
        before = feed(*entries)
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    try:
        with time_machine.travel(datetime(2027, 11, 25, 12, 0, tzinfo=BEIJING), tick=False):
            after = feed(*reversed(entries))
    finally:
        monkeypatch.undo()
        time.tzset()

    assert after == before


def test_a_calendar_says_what_it_is_and_when_to_ask_again():
    octets = feed(entry(), name="西城漫步：庙会", description="一、二", page="https://guide.example/zh/events")

    assert lines_of(octets)[:14] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Wander Xicheng//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME;LANGUAGE=zh-Hans:西城漫步：庙会",
        "X-WR-CALNAME:西城漫步：庙会",
        "DESCRIPTION;LANGUAGE=zh-Hans:一、二",
        "X-WR-CALDESC:一、二",
        "X-WR-TIMEZONE:Asia/Shanghai",
        "SOURCE;VALUE=URI:https://guide.example/zh/events.ics",
        "URL:https://guide.example/zh/events",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]


def test_an_event_says_all_that_is_known_of_it():
    octets = feed(entry(sequence=3, categories=("曲艺", "夜晚, 室内")))
    lines = lines_of(octets)

    assert lines[lines.index("BEGIN:VEVENT") : -1] == [
        "BEGIN:VEVENT",
        "UID:jingyun-drum.20270206T1930@wanderxicheng",
        "DTSTAMP:20261125T020000Z",
        "DTSTART;TZID=Asia/Shanghai:20270206T193000",
        "DTEND;TZID=Asia/Shanghai:20270206T210000",
        "SUMMARY;LANGUAGE=zh-Hans:京韵大鼓",
        "DESCRIPTION;LANGUAGE=zh-Hans:骆派专场。",
        "LOCATION;LANGUAGE=zh-Hans:湖广会馆",
        "GEO:39.892100;116.384600",
        "URL:https://guide.example/zh/events/jingyun-drum",
        "CATEGORIES;LANGUAGE=zh-Hans:曲艺,夜晚\\, 室内",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "SEQUENCE:3",
        "LAST-MODIFIED:20261125T020000Z",
        "END:VEVENT",
    ]


def test_an_event_says_nothing_that_is_not_known():
    octets = feed(entry(description="", location="", url="", lat=None, lon=None))
    names = [line.partition(":")[0].partition(";")[0] for line in lines_of(octets)]

    event = names[names.index("LAST-MODIFIED") - 7 : -2]
    assert event == ["DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP", "SEQUENCE", "LAST-MODIFIED"]


def test_beijing_time_is_described_and_read_as_eight_hours_ahead():
    for octets in (feed(entry()), feed()):
        (zone,) = icalendar.Calendar.from_ical(octets).walk("VTIMEZONE")

        assert (str(zone["TZID"]), zone.to_tz().utcoffset(datetime(2027, 7, 1))) == ("Asia/Shanghai", timedelta(hours=8))
    (_uid, starts, *_rest) = read_by_vobject(feed(entry()))[0]
    assert starts.astimezone(UTC) == datetime(2027, 2, 6, 11, 30, tzinfo=UTC)


def test_a_moment_of_another_zone_is_written_in_beijing_time():
    octets = feed(entry(starts=datetime(2027, 2, 6, 16, 30, tzinfo=UTC), ends=datetime(2027, 2, 6, 18, 0, tzinfo=UTC)))

    assert values_of(octets, "DTSTART")[1:] + values_of(octets, "DTEND") == ["20270207T003000", "20270207T020000"]


@pytest.mark.parametrize(
    ("starts", "ends", "written"),
    [
        ((2027, 2, 5, 23, 0), (2027, 2, 6, 1, 0), ["20270205T230000", "20270206T010000"]),
        ((2026, 12, 31, 22, 0), (2027, 1, 1, 0, 30), ["20261231T220000", "20270101T003000"]),
        ((2028, 2, 28, 23, 30), (2028, 2, 29, 0, 0), ["20280228T233000", "20280229T000000"]),
    ],
    ids=["midnight", "year end", "until midnight"],
)
def test_an_evening_past_midnight_ends_on_the_next_day(starts, ends, written):
    octets = feed(entry(starts=datetime(*starts, tzinfo=BEIJING), ends=datetime(*ends, tzinfo=BEIJING)))

    assert values_of(octets, "DTSTART")[1:] + values_of(octets, "DTEND") == written


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2027, 2, 6), date(2027, 2, 6), ["20270206", "20270207"]),
        (date(2027, 2, 6), date(2027, 2, 28), ["20270206", "20270301"]),
        (date(2028, 2, 6), date(2028, 2, 28), ["20280206", "20280229"]),
        (date(2026, 12, 1), date(2026, 12, 31), ["20261201", "20270101"]),
    ],
)
def test_whole_days_end_on_the_day_after_the_last_and_take_up_no_time(first, last, written):
    octets = feed(entry(starts=first, ends=last))

    assert values_of(octets, "DTSTART")[1:] + values_of(octets, "DTEND") == written
    assert [line for line in lines_of(octets) if line.startswith(("DTSTART;", "DTEND;"))] == [
        f"DTSTART;VALUE=DATE:{written[0]}",
        f"DTEND;VALUE=DATE:{written[1]}",
    ]
    assert values_of(octets, "TRANSP") == ["TRANSPARENT"]


def test_a_date_whose_end_is_not_known_has_no_end():
    starts = datetime(2027, 2, 6, 19, 30, tzinfo=BEIJING)

    assert values_of(feed(entry(starts=starts, ends=starts)), "DTEND") == []


@pytest.mark.parametrize("status", list(Status))
def test_a_status_is_said_before_the_title_in_the_readers_language(status):
    zh, en = WORDS[status]
    changed = entry(status=status, title="Xuanwu drum")

    found = {language: values_of(feed(changed, language=language), "SUMMARY") for language in ("zh", "en")}
    assert found == {"zh": [f"{zh}Xuanwu drum"], "en": [f"{en}Xuanwu drum"]}
    assert values_of(feed(changed), "STATUS") == [STATUSES.get(status, "CONFIRMED")]
    assert values_of(feed(changed), "TRANSP") == ["TRANSPARENT" if status in STATUSES else "OPAQUE"]


def test_words_before_the_title_are_traditional_for_those_who_read_that():
    entries = [entry(slug=status.value, status=status, title="") for status in (Status.MOVED_ONLINE, Status.POSTPONED)]

    assert values_of(feed(*entries, entry(is_expected=True, title=""), language="zh-hant"), "SUMMARY") == ["預計：", "改為線上：", "已推遲："]


@pytest.mark.parametrize(("language", "word"), [("zh", "预计："), ("en", "Expected: "), ("zh-hant", "預計：")])
def test_an_expected_date_begins_with_the_word_and_is_tentative_whole_days(language, word):
    octets = feed(entry(is_expected=True, title="厂甸", starts=date(2027, 2, 6), ends=date(2027, 2, 10)), language=language)

    assert values_of(octets, "SUMMARY") == [f"{word}厂甸"]
    assert [values_of(octets, name) for name in ("STATUS", "TRANSP", "DTEND")] == [["TENTATIVE"], ["TRANSPARENT"], ["20270211"]]


def test_an_expected_date_is_whole_days_even_when_it_comes_with_moments():
    starts, ends = datetime(2027, 2, 6, 9, 0, tzinfo=BEIJING), datetime(2027, 2, 10, 23, 59, 59, tzinfo=BEIJING)

    octets = feed(
        entry(slug="a", is_expected=True, starts=starts, ends=ends),
        entry(slug="b", is_expected=True, starts=starts, ends=ends.replace(day=11, hour=0, minute=0, second=0)),
    )

    assert values_of(octets, "DTSTART")[1:] + values_of(octets, "DTEND") == ["20270206", "20270206", "20270211", "20270211"]


def test_an_expected_date_that_was_taken_back_is_cancelled():
    octets = feed(entry(is_expected=True, status=Status.CANCELLED, title="厂甸"))

    assert (values_of(octets, "STATUS"), values_of(octets, "SUMMARY")) == (["CANCELLED"], ["已取消：厂甸"])


@pytest.mark.parametrize(
    ("asked", "before"),
    [
        ("15m", timedelta(minutes=15)),
        ("30m", timedelta(minutes=30)),
        ("1h", timedelta(hours=1)),
        ("2h", timedelta(hours=2)),
        ("1d", timedelta(days=1)),
        ("2d", timedelta(days=2)),
        ("1w", timedelta(days=7)),
    ],
)
def test_an_alarm_shows_the_title_so_long_before(asked, before):
    octets = feed(entry(), alarm=asked)

    (alarm,) = icalendar.Calendar.from_ical(octets).walk("VALARM")
    assert (str(alarm["ACTION"]), alarm["TRIGGER"].dt, str(alarm["DESCRIPTION"])) == ("DISPLAY", -before, "京韵大鼓")
    assert vobject.readOne(octets.decode()).vevent.valarm.trigger.value == -before


def test_every_alarm_that_may_be_asked_for_is_tried_above():
    assert list(ALARMS) == ["15m", "30m", "1h", "2h", "1d", "2d", "1w"]


def test_only_dates_that_stand_have_an_alarm():
    entries = [entry(slug=status.value, status=status) for status in Status] + [entry(slug="expected", is_expected=True)]

    events = icalendar.Calendar.from_ical(feed(*entries, alarm="1d")).walk("VEVENT")

    assert {str(one["UID"]).split(".")[0] for one in events if one.walk("VALARM")} == {"scheduled", "rescheduled", "moved_online", "full"}
    assert "VALARM" not in feed(*entries).decode()


def test_an_unknown_alarm_is_refused():
    with pytest.raises(ValueError, match="“3d” is no alarm"):
        feed(entry(), alarm="3d")


def test_languages_are_named_on_every_text():
    octets = feed(entry(title="Drum", description="Songs", location="Hall", categories=("Opera",)), language="en", alarm="1h")

    named = [line for line in lines_of(octets) if ";LANGUAGE=" in line]
    assert [line.partition(";")[0] for line in named] == ["NAME", "DESCRIPTION", "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "DESCRIPTION"]
    assert {line.partition(";LANGUAGE=")[2].partition(":")[0] for line in named} == {"en"}


def test_characters_that_nobody_sees_are_left_out_and_line_ends_are_plain():
    octets = feed(entry(title="a\x00b\x07\x1b\u202e\ufeff\x85c", description="1\r\n2\r3\u2028", location="x\ud800y"))

    assert [values_of(octets, name) for name in ("SUMMARY", "LOCATION")] == [["abc"], ["xy"]]
    assert values_of(octets, "DESCRIPTION")[1:] == ["1\\n2\\n3"]


def test_commas_semicolons_backslashes_and_line_ends_are_escaped_and_nothing_else():
    text = 'a, b; c\\N "d": e\nf'

    octets = feed(entry(title=text, description=text, location=text, categories=(text,)), name=text, description=text, alarm="1d")

    names = ("NAME", "X-WR-CALNAME", "X-WR-CALDESC", "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES")
    assert {value for name in names for value in values_of(octets, name)} == {'a\\, b\\; c\\\\N "d": e\\nf'}


def test_text_cannot_pass_for_another_line():
    hostile = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\nUID:other"

    octets = feed(entry(title=hostile, description=hostile, location=hostile, categories=(hostile,)), name=hostile, description=hostile)

    assert values_of(octets, "UID") == ["jingyun-drum.20270206T1930@wanderxicheng"]


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://x/zh/events.ics?kind=talk&free=1,2;3#a", "https://x/zh/events.ics?kind=talk&free=1,2;3#a"),
        ("https://x/%E5%8E%82?q=%20", "https://x/%E5%8E%82?q=%20"),
        ("https://x/厂 甸", "https://x/%E5%8E%82%20%E7%94%B8"),
        ("https://x/\r\nUID:other", "https://x/%0D%0AUID:other"),
        ("https://x/?q=\x85\u2028\ud800", "https://x/?q=%C2%85%E2%80%A8?"),
    ],
)
def test_an_address_is_kept_and_what_cannot_stand_in_one_is_percent_encoded(url, written):
    octets = feed(entry(url=url), url=url, page=url)

    assert values_of(octets, "URL") + values_of(octets, "SOURCE") == [written] * 3


@pytest.mark.parametrize(
    ("original_start", "key"),
    [
        ("2027-02-06", "20270206"),
        ("2027-02-06T09:30", "20270206T0930"),
        ("2027-02-06/2027-03-31", "20270206-20270331"),
        ("2027-02-06/run", "20270206-run"),
        ("2027-02-06T10:00/run", "20270206T1000-run"),
    ],
)
def test_an_identifier_is_the_slug_and_the_original_start(original_start, key):
    assert uid_of("fair-2027", original_start) == f"fair-2027.{key}@wanderxicheng"


def test_an_identifier_stays_when_the_date_moves_and_in_every_language():
    moved = entry(status=Status.RESCHEDULED, starts=datetime(2027, 3, 1, 9, 0, tzinfo=BEIJING), ends=datetime(2027, 3, 1, 10, 0, tzinfo=BEIJING))

    found = {uid for octets in (feed(entry()), feed(moved), feed(moved, language="en")) for uid in values_of(octets, "UID")}
    assert found == {"jingyun-drum.20270206T1930@wanderxicheng"}


@pytest.mark.parametrize("original_start", ["", "2027-02-06 09:30", "2027-02-06\nX:1", "二月"])
def test_an_original_start_that_is_none_is_refused(original_start):
    with pytest.raises(ValueError, match="is no original start"):
        feed(entry(original_start=original_start))


def test_two_entries_with_one_identifier_are_refused():
    with pytest.raises(ValueError, match=r"two entries are jingyun-drum\.20270206T1930@wanderxicheng"):
        feed(entry(), entry(title="Other"), entry(slug="other"))


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"starts": datetime(2027, 2, 6, 19, 30)}, "no time zone"),
        ({"changed_at": datetime(2027, 2, 6, 19, 30)}, "no time zone"),
        ({"starts": date(2027, 2, 6)}, "mixes a day and a moment"),
        ({"ends": date(2027, 2, 6)}, "mixes a day and a moment"),
        ({"ends": datetime(2027, 2, 6, 19, 29, tzinfo=BEIJING)}, "ends before it starts"),
        ({"starts": date(2027, 2, 6), "ends": date(2027, 2, 5)}, "ends before it starts"),
    ],
)
def test_dates_that_cannot_be_are_refused(said, message):
    with pytest.raises(ValueError, match=message):
        feed(entry(**said))


def test_entries_come_by_start_and_whole_days_before_that_day_s_times():
    days = entry(slug="days", starts=date(2027, 2, 6), ends=date(2027, 2, 7))
    midnight = entry(slug="midnight", starts=datetime(2027, 2, 6, tzinfo=BEIJING))
    earlier = entry(slug="zero", starts=datetime(2027, 2, 5, 23, 59, tzinfo=BEIJING))

    octets = feed(entry(), midnight, days, earlier)

    assert [uid.split(".")[0] for uid in values_of(octets, "UID")] == ["zero", "days", "midnight", "jingyun-drum"]
