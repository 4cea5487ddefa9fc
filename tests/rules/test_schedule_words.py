"""Lines of a schedule in words."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.rules.recurrence import Recurrence, Repeats
from app.rules.schedule_words import Times, say, weekday_words

DAILY, WEEKLY, MONTHLY = Repeats
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
DAYTIME, EVENING, NONE = Times("10:00", "18:00"), Times("19:30"), Times()
BOTH_ENDS = ("，2027年1月1日至3月31日", ", 1 Jan – 31 Mar 2027")
FIRST, LAST = date(2027, 1, 1), date(2027, 3, 31)
RESTS_ON_MONDAY = frozenset(range(1, 7))


def rule(repeats: Repeats, weekdays=(), **parts) -> Recurrence:
    """A rule of the first quarter of 2027, unless the parts say otherwise."""
    return Recurrence(**{"first_day": FIRST, "last_day": LAST, "repeats": repeats, "weekdays": frozenset(weekdays)} | parts)


def days(*texts: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, texts))


def both(recurrence: Recurrence, times: Times = NONE, today: date | None = None) -> tuple[str, str]:
    return say(recurrence, times, "zh", today=today), say(recurrence, times, "en", today=today)


@pytest.mark.parametrize(
    ("recurrence", "times", "zh", "en"),
    [
        (rule(DAILY), DAYTIME, "每天10:00–18:00", "daily 10:00–18:00"),
        (rule(DAILY), NONE, "每天", "daily"),
        (rule(DAILY, range(7)), DAYTIME, "每天10:00–18:00", "daily 10:00–18:00"),
        (rule(DAILY, RESTS_ON_MONDAY), DAYTIME, "每天10:00–18:00，周一休息", "daily 10:00–18:00, closed Mon"),
        (rule(WEEKLY, RESTS_ON_MONDAY), NONE, "每天，周一休息", "daily, closed Mon"),
        (rule(DAILY, {WED, THU, FRI, SAT, SUN}), DAYTIME, "每周三至周日10:00–18:00", "Wed–Sun 10:00–18:00"),
        (rule(DAILY, every=2), NONE, "隔天", "every second day"),
        (rule(DAILY, every=3), EVENING, "每3天19:30", "every 3 days 19:30"),
        (rule(DAILY, {SAT, SUN}, every=2), EVENING, "隔天（限周六、日）19:30", "every second day (only Sat and Sun) 19:30"),
        (rule(WEEKLY, {SAT, SUN}), Times("09:00", "17:00"), "每周六、日09:00–17:00", "every Sat and Sun 09:00–17:00"),
        (rule(WEEKLY, {MON, WED, FRI}), EVENING, "每周一、三、五19:30", "every Mon, Wed and Fri 19:30"),
        (rule(WEEKLY, range(5)), DAYTIME, "每周一至周五10:00–18:00", "Mon–Fri 10:00–18:00"),
        (rule(WEEKLY, {TUE}, every=2), EVENING, "隔周二19:30", "every second Tue 19:30"),
        (rule(WEEKLY, {TUE, THU}, every=2), EVENING, "隔周的周二、四19:30", "every second week on Tue and Thu 19:30"),
        (rule(WEEKLY, {TUE}, every=3), EVENING, "每3周的周二19:30", "every 3 weeks on Tue 19:30"),
        (rule(MONTHLY, {SAT}, nth=(1,)), Times("14:00"), "每月第一个周六14:00", "on the first Sat of each month 14:00"),
        (rule(MONTHLY, {SAT}, nth=(-1, 3, 1)), NONE, "每月第一个、第三个、最后一个周六", "on the first, third and last Sat of each month"),
        (rule(MONTHLY, {SAT, SUN}, nth=(2,)), NONE, "每月第二个周六、日", "on the second Sat and Sun of each month"),
        (rule(MONTHLY, month_days=(-1,)), NONE, "每月最后一天", "on the last day of each month"),
        (rule(MONTHLY, month_days=(15, 1)), NONE, "每月1日、15日", "on the 1st and 15th of each month"),
        (
            rule(MONTHLY, month_days=(-1, 2, 3, 12, 23)),
            NONE,
            "每月2日、3日、12日、23日、最后一天",
            "on the 2nd, 3rd, 12th, 23rd and last day of each month",
        ),
        (rule(MONTHLY, {SUN}, nth=(4,), every=2), NONE, "隔月第四个周日", "on the fourth Sun of every second month"),
        (rule(MONTHLY, {SUN}, nth=(5,), every=3), EVENING, "每3个月一次，第五个周日19:30", "every 3 months on the fifth Sun 19:30"),
        (rule(MONTHLY, month_days=(21,), every=12), NONE, "每年1月21日", "on the 21st of Jan each year"),
    ],
)
def test_a_rule_is_said_in_both_languages_with_both_ends(recurrence, times, zh, en):
    assert both(recurrence, times) == (zh + BOTH_ENDS[0], en + BOTH_ENDS[1])


@pytest.mark.parametrize(
    ("times", "zh", "en"),
    [
        (Times("23:00", "01:00"), "每天23:00–次日01:00", "daily 23:00–01:00 (next day)"),
        (Times("10:00", "10:00"), "每天10:00–次日10:00", "daily 10:00–10:00 (next day)"),
        (Times("19:00", "00:00"), "每天19:00–24:00", "daily 19:00–24:00"),
    ],
)
def test_hours_past_midnight_are_said_to_be(times, zh, en):
    assert both(rule(DAILY), times) == (zh + BOTH_ENDS[0], en + BOTH_ENDS[1])


@pytest.mark.parametrize(
    ("first", "last", "zh", "en"),
    [
        ("2027-02-02", "2027-02-20", "每天，2027年2月2日至2月20日", "daily, 2 – 20 Feb 2027"),
        ("2026-12-28", "2027-01-03", "每天，2026年12月28日至2027年1月3日", "daily, 28 Dec 2026 – 3 Jan 2027"),
        ("2027-02-06", "2027-02-06", "每天，2027年2月6日（周六）", "daily, Sat 6 Feb 2027"),
        ("2027-01-01", None, "每天，2027年1月1日起，结束日期另行通知", "daily from 1 Jan 2027 until further notice"),
    ],
)
def test_without_a_day_both_ends_are_said(first, last, zh, en):
    recurrence = rule(DAILY, first_day=date.fromisoformat(first), last_day=date.fromisoformat(last) if last else None)

    assert both(recurrence) == (zh, en)


RUN = rule(DAILY, RESTS_ON_MONDAY)


@pytest.mark.parametrize(
    ("recurrence", "today", "zh", "en"),
    [
        (RUN, "2027-01-01", "每天10:00–18:00，周一休息，至2027年3月31日", "daily 10:00–18:00, closed Mon, until 31 Mar 2027"),
        (RUN, "2027-03-31", "每天10:00–18:00，周一休息，至2027年3月31日", "daily 10:00–18:00, closed Mon, until 31 Mar 2027"),
        (RUN, "2026-12-31", "每天10:00–18:00，周一休息，2027年1月1日至3月31日", "daily 10:00–18:00, closed Mon, 1 Jan – 31 Mar 2027"),
        (RUN, "2027-04-01", "每天10:00–18:00，周一休息，2027年1月1日至3月31日", "daily 10:00–18:00, closed Mon, 1 Jan – 31 Mar 2027"),
        (rule(DAILY), "2027-01-02", "每天10:00–18:00，至2027年3月31日", "daily 10:00–18:00 until 31 Mar 2027"),
        (rule(DAILY, last_day=None), "2027-01-02", "每天10:00–18:00，结束日期另行通知", "daily 10:00–18:00 until further notice"),
        (
            replace(RUN, last_day=None),
            "2027-01-02",
            "每天10:00–18:00，周一休息，结束日期另行通知",
            "daily 10:00–18:00, closed Mon, until further notice",
        ),
        (
            replace(RUN, last_day=None),
            "2026-01-02",
            "每天10:00–18:00，周一休息，2027年1月1日起，结束日期另行通知",
            "daily 10:00–18:00, closed Mon, from 1 Jan 2027 until further notice",
        ),
        (rule(WEEKLY, {TUE}, every=2), "2027-01-20", "隔周二10:00–18:00，2027年1月1日至3月31日", "every second Tue 10:00–18:00, 1 Jan – 31 Mar 2027"),
    ],
    ids=[
        "first day",
        "last day",
        "day before",
        "day after",
        "running",
        "endless, running",
        "endless with a day of rest",
        "endless, to come",
        "second weeks need their start",
    ],
)
def test_on_a_day_a_start_that_has_passed_is_left_unsaid(recurrence, today, zh, en):
    assert both(recurrence, DAYTIME, today=date.fromisoformat(today)) == (zh, en)


SATURDAYS = rule(WEEKLY, {SAT, SUN}, first_day=date(2027, 1, 2), last_day=date(2027, 2, 20))
SATURDAYS_SAID = ("每周六、日，2027年1月2日至2月20日", "every Sat and Sun, 2 Jan – 20 Feb 2027")


@pytest.mark.parametrize(
    ("parts", "zh", "en"),
    [
        ({"but_not": days("2027-02-06")}, "，2月6日除外", ", not on 6 Feb"),
        ({"but_not": days("2027-02-13", "2027-02-06")}, "，2月6日、13日除外", ", not on 6 and 13 Feb"),
        ({"but_not": days("2027-01-30", "2027-02-06", "2027-02-07")}, "，1月30日、2月6日、7日除外", ", not on 30 Jan, 6 Feb and 7 Feb"),
        ({"but_not": days("2027-01-30", "2027-02-06", "2027-02-07", "2027-02-13")}, "，其中4天除外", ", not on 4 dates"),
        ({"also": days("2027-03-07")}, "，另加3月7日", ", also on 7 Mar"),
        ({"also": days("2026-12-26")}, "，另加2026年12月26日", ", also on 26 Dec 2026"),
        ({"also": days("2026-12-26", "2027-02-22")}, "，另加2026年12月26日、2027年2月22日", ", also on 26 Dec 2026 and 22 Feb 2027"),
        ({"also": days("2028-02-05", "2027-02-27")}, "，另加2027年2月27日、2028年2月5日", ", also on 27 Feb 2027 and 5 Feb 2028"),
        ({"also": days("2027-03-07"), "but_not": days("2027-02-06")}, "，2月6日除外，另加3月7日", ", not on 6 Feb, also on 7 Mar"),
        ({"also": tuple(date(2027, 3, n) for n in (1, 2, 3, 4))}, "，另加4天", ", also on 4 other dates"),
    ],
)
def test_added_and_excluded_days_are_named_up_to_three(parts, zh, en):
    assert both(replace(SATURDAYS, **parts)) == (SATURDAYS_SAID[0] + zh, SATURDAYS_SAID[1] + en)


@pytest.mark.parametrize(
    ("parts", "zh", "en"),
    [
        (
            {"last_day": None},
            "每周六、日，2027年1月2日起，结束日期另行通知，2027年2月6日除外",
            "every Sat and Sun from 2 Jan 2027 until further notice, not on 6 Feb 2027",
        ),
        (
            {"first_day": date(2026, 12, 5)},
            "每周六、日，2026年12月5日至2027年2月20日，2027年2月6日除外",
            "every Sat and Sun, 5 Dec 2026 – 20 Feb 2027, not on 6 Feb 2027",
        ),
    ],
)
def test_an_excluded_day_has_its_year_where_the_rule_does_not_keep_to_one(parts, zh, en):
    assert both(replace(SATURDAYS, but_not=days("2027-02-06"), **parts)) == (zh, en)


def test_on_a_day_exceptions_that_are_over_are_left_unsaid():
    recurrence = replace(SATURDAYS, but_not=days("2027-01-09", "2027-02-06"), also=days("2027-01-13", "2027-03-07"))

    assert both(recurrence, today=date(2027, 2, 6)) == (
        "每周六、日，至2027年2月20日，2月6日除外，另加3月7日",
        "every Sat and Sun until 20 Feb 2027, not on 6 Feb, also on 7 Mar",
    )


def test_a_rule_with_an_added_day_to_come_is_not_over():
    recurrence = replace(SATURDAYS, also=days("2027-03-07"))

    assert both(recurrence, today=date(2027, 3, 1)) == (
        "每周六、日，至2027年2月20日，另加3月7日",
        "every Sat and Sun until 20 Feb 2027, also on 7 Mar",
    )


@pytest.mark.parametrize(
    ("weekdays", "zh", "en"),
    [
        ({MON}, "周一", "Mon"),
        ({SAT, SUN}, "周六、日", "Sat and Sun"),
        ({MON, WED, FRI}, "周一、三、五", "Mon, Wed and Fri"),
        ({TUE, WED, THU, FRI, SAT, SUN}, "周二至周日", "Tue–Sun"),
        ({MON, TUE, WED, FRI}, "周一至周三、周五", "Mon–Wed and Fri"),
        (range(7), "周一至周日", "Mon–Sun"),
        ((), "", ""),
    ],
)
def test_weekdays_are_named_three_in_a_row_as_a_range(weekdays, zh, en):
    assert (weekday_words(weekdays, "zh"), weekday_words(weekdays, "en")) == (zh, en)


def test_any_rule_is_said_without_a_gap_or_a_word_of_the_other_language():
    rng, said = random.Random(20260101), set()

    for repeats in rng.choices(list(Repeats), k=500):
        weekdays = frozenset(rng.sample(range(7), rng.randint(1, 7)))
        parts = {"nth": (rng.choice([1, 5, -1]),), "weekdays": weekdays} if rng.random() < 0.5 else {"month_days": (rng.randint(1, 31), -1)}
        parts = parts if repeats is MONTHLY else {"weekdays": weekdays}
        recurrence = rule(repeats, **parts | {"every": rng.randint(1, 13), "last_day": rng.choice([None, LAST]), "also": days("2027-04-02")})
        zh, en = both(recurrence, rng.choice([DAYTIME, EVENING, NONE]), rng.choice([None, FIRST + timedelta(days=rng.randint(-9, 99))]))
        assert en.isascii() or set(en) - set(map(chr, range(128))) == {"–"}, en
        assert not any(letter.isascii() and letter.isalpha() for letter in zh), zh
        assert not any(gap in text for gap in ("  ", " ,", ", ,", "，，") for text in (zh, en)), (zh, en)
        said.add((zh, en))

    assert len(said) > 400
