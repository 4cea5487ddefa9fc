"""Opening hours in words."""

import pytest

from app.rules.hours import describe, parse_hours
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
        ("Mo[1] off; 10:00-12:00", "Mo[1] off; 10:00-12:00", "Mo[1] off; 10:00-12:00"),
        ("Jan-Mar off; 09:00-10:00", "Jan-Mar off; 09:00-10:00", "Jan-Mar off; 09:00-10:00"),
    ],
)
def test_hours_are_said_in_both_languages(hours, zh, en):
    assert (describe(hours, "zh"), describe(parse_hours(hours), "en")) == (zh, en)
