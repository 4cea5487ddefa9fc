"""Opening hours in words."""

import pytest

from app.rules.hours import OpenTime, compose, describe, parse_hours, say_times
from tests.rules.hours.shared import MUSEUM


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [
        (MUSEUM, "周二至周日 09:00–17:00；周一闭馆", "Tue–Sun 09:00–17:00; closed Mon"),
        ("Mo-Su 09:00-17:00; Mo off", "周二至周日 09:00–17:00；周一闭馆", "Tue–Sun 09:00–17:00; closed Mon"),
        ("Mo-Su 08:00-22:00", "每天 08:00–22:00", "Daily 08:00–22:00"),
        ("24/7", "全天开放", "Open 24 hours"),
        ("off", "闭馆", "Closed"),
        ("unknown", "时间不定（须先询问）", "Hours vary (ask first)"),
        (
            "Tu-Fr 09:00-20:30; Sa,Su 09:00-17:30",
            "周二至周五 09:00–20:30；周六、周日 09:00–17:30；周一闭馆",
            "Tue–Fri 09:00–20:30; Sat, Sun 09:00–17:30; closed Mon",
        ),
        (
            "Tu-Su 09:00-17:00; PH off",
            "周二至周日 09:00–17:00；周一、法定节假日闭馆",
            "Tue–Sun 09:00–17:00; closed Mon, public holidays",
        ),
        (
            "Apr-Oct 08:00-20:00; Nov-Mar 09:00-17:00",
            "4月至10月：每天 08:00–20:00；11月至次年3月：每天 09:00–17:00",
            "Apr–Oct: daily 08:00–20:00; Nov–Mar: daily 09:00–17:00",
        ),
        (
            "Apr 15-Oct 15 Tu-Su 08:00-18:00; Oct 16-Apr 14 Tu-Su 09:00-17:00",
            "4月15日至10月15日：周二至周日 08:00–18:00，周一闭馆；10月16日至次年4月14日：周二至周日 09:00–17:00，周一闭馆",
            "Apr 15–Oct 15: Tue–Sun 08:00–18:00, closed Mon; Oct 16–Apr 14: Tue–Sun 09:00–17:00, closed Mon",
        ),
        (
            "Mo,We 09:00-11:30,13:00-16:30",
            "周一、周三 09:00–11:30、13:00–16:30；周二、周四至周日闭馆",
            "Mon, Wed 09:00–11:30, 13:00–16:30; closed Tue, Thu–Sun",
        ),
        ('Mo-Fr 09:00-17:00 "电话预约"', "周一至周五 09:00–17:00（电话预约）；周六、周日闭馆", "Mon–Fri 09:00–17:00 (电话预约); closed Sat, Sun"),
        ("18:00-02:00", "每天 18:00–次日02:00", "Daily 18:00–02:00"),
        ("sunrise-sunset", "每天 日出–日落", "Daily sunrise–sunset"),
        (
            "Mo-Fr 09:00-17:00, Sa 10:00-12:00",
            "周一至周五 09:00–17:00；周六 10:00–12:00；周日闭馆",
            "Mon–Fri 09:00–17:00; Sat 10:00–12:00; closed Sun",
        ),
        (
            "Tu-Su,PH 09:00-17:00; Mo off",
            "周二至周日 09:00–17:00；周一闭馆（法定节假日除外）",
            "Tue–Sun 09:00–17:00; closed Mon except public holidays",
        ),
        (
            "Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00",
            "周二至周日 09:00–17:00；周一闭馆（法定节假日除外）",
            "Tue–Sun 09:00–17:00; closed Mon except public holidays",
        ),
        (
            "Tu-Su 09:00-17:00; Mo off; PH 10:00-16:00",
            "周二至周日 09:00–17:00；法定节假日 10:00–16:00；周一闭馆（法定节假日除外）",
            "Tue–Sun 09:00–17:00; public holidays 10:00–16:00; closed Mon except public holidays",
        ),
        ("Mo-Su,PH 09:00-17:00", "周一至周日、法定节假日 09:00–17:00", "Mon–Sun, public holidays 09:00–17:00"),
        ("Mo-Fr 09:00-12:00, PH 14:00-16:00", "Mo-Fr 09:00-12:00, PH 14:00-16:00", "Mo-Fr 09:00-12:00, PH 14:00-16:00"),
        ("Mo[1] off; 10:00-12:00", "Mo[1] off; 10:00-12:00", "Mo[1] off; 10:00-12:00"),
        ("Jan-Mar off; 09:00-10:00", "Jan-Mar off; 09:00-10:00", "Jan-Mar off; 09:00-10:00"),
    ],
)
def test_hours_are_said_in_both_languages(hours, zh, en):
    assert (describe(hours, "zh"), describe(parse_hours(hours), "en")) == (zh, en)


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [
        (
            "Tu-Su,PH 09:00-17:00; Mo off",
            "周二至周日 09:00–17:00，16:30 停止入场；周一闭馆（法定节假日除外）",
            "Tue–Sun 09:00–17:00, last entry 16:30; closed Mon except public holidays",
        ),
        (
            "Tu-Fr 10:00-17:00; Sa,Su 09:00-17:00",
            "周二至周五 10:00–17:00，16:30 停止入场；周六、周日 09:00–17:00，16:30 停止入场；周一闭馆",
            "Tue–Fri 10:00–17:00, last entry 16:30; Sat, Sun 09:00–17:00, last entry 16:30; closed Mon",
        ),
        (
            "Tu-Fr 09:00-20:30; Sa,Su 09:00-17:30",
            "周二至周五 09:00–20:30；周六、周日 09:00–17:30；周一闭馆；闭馆前 30 分钟停止入场",
            "Tue–Fri 09:00–20:30; Sat, Sun 09:00–17:30; closed Mon; last entry 30 min before closing",
        ),
        (
            "09:00-11:30,13:00-16:30",
            "每天 09:00–11:30、13:00–16:30；闭馆前 30 分钟停止入场",
            "Daily 09:00–11:30, 13:00–16:30; last entry 30 min before closing",
        ),
        ("18:00-00:15", "每天 18:00–次日00:15，23:45 停止入场", "Daily 18:00–00:15, last entry 23:45"),
        ("18:00-26:00", "每天 18:00–次日02:00，01:30 停止入场", "Daily 18:00–02:00, last entry 01:30"),
        ("sunrise-sunset", "每天 日出–日落；闭馆前 30 分钟停止入场", "Daily sunrise–sunset; last entry 30 min before closing"),
        ("Mo 00:00-24:00; Tu 09:00-17:00", "周一 00:00–24:00；周二 09:00–17:00，16:30 停止入场；周三至周日闭馆", None),
        ("24/7", "全天开放", "Open 24 hours"),
        ("off", "闭馆", "Closed"),
        (
            "Apr-Oct 08:00-20:00; Nov-Mar 09:00-17:00",
            "4月至10月：每天 08:00–20:00；11月至次年3月：每天 09:00–17:00；闭馆前 30 分钟停止入场",
            "Apr–Oct: daily 08:00–20:00; Nov–Mar: daily 09:00–17:00; last entry 30 min before closing",
        ),
        ("Mo[1] off; 10:00-12:00", "Mo[1] off; 10:00-12:00；闭馆前 30 分钟停止入场", "Mo[1] off; 10:00-12:00; last entry 30 min before closing"),
    ],
)
def test_the_last_entry_is_a_time_where_all_days_close_alike(hours, zh, en):
    found = compose(hours, last_entry_min=30)

    assert describe(found, "zh") == zh
    assert en is None or describe(found, "en") == en


def test_following_the_working_calendar_is_said():
    found = compose("Mo-Fr 09:00-17:00; PH off", keeps_workdays=True)

    assert describe(found, "zh") == "周一至周五 09:00–17:00；周六、周日、法定节假日闭馆；调休上班日同周五"
    assert describe(found, "en") == "Mon–Fri 09:00–17:00; closed Sat, Sun, public holidays; make-up workdays as on Fridays"


@pytest.mark.parametrize(
    ("times", "zh", "en"),
    [
        ((), "闭馆", "closed"),
        ((OpenTime("09:00", "11:30"), OpenTime("13:00", "16:30")), "09:00–11:30、13:00–16:30", "09:00–11:30, 13:00–16:30"),
        ((OpenTime("18:00", "02:00", closes_next_day=True),), "18:00–次日02:00", "18:00–02:00"),
        ((OpenTime("00:00", "24:00"),), "全天开放", "open 24 hours"),
        ((OpenTime("00:00", "24:00", is_unknown=True),), "时间不详", "not known"),
        ((OpenTime("09:00", "17:00", is_unknown=True),), "09:00–17:00（不确定）", "09:00–17:00 (not certain)"),
        ((OpenTime("09:00", "17:00", is_unknown=True, comment="预约"),), "09:00–17:00（不确定；预约）", "09:00–17:00 (not certain; 预约)"),
    ],
)
def test_the_openings_of_a_day_are_said(times, zh, en):
    assert (say_times(times, "zh"), say_times(times, "en")) == (zh, en)
