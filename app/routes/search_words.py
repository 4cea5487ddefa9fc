"""The words of the search page: times and orders as the address names them, and the labels of filters and their values."""

from app import formatting, i18n
from app.i18n import _
from app.vocabulary import EventKind, Family, Interest, PlaceKind, StoryKind, Subdistrict, Word


class When(Word):
    """A time by its name; a month is written 2027-02."""

    TODAY = "today", "今天", "Today"
    TONIGHT = "tonight", "今晚", "Tonight"
    TOMORROW = "tomorrow", "明天", "Tomorrow"
    WEEKEND = "weekend", "本周末", "This weekend"
    THIS_WEEK = "this-week", "本周", "This week"
    THIS_MONTH = "this-month", "本月", "This month"
    NEXT_WEEK = "next-week", "下周", "Next week"
    NEXT_WEEKEND = "next-weekend", "下周末", "Next weekend"
    NEXT_MONTH = "next-month", "下个月", "Next month"
    NEW_YEAR = "new-year", "元旦", "New Year’s Day"
    SPRING_FESTIVAL = "spring-festival", "春节", "Spring Festival"
    LANTERN_FESTIVAL = "lantern-festival", "元宵节", "Lantern Festival"
    QINGMING = "qingming", "清明", "Qingming"
    DRAGON_BOAT = "dragon-boat", "端午", "Dragon Boat Festival"
    MID_AUTUMN = "mid-autumn", "中秋", "Mid-Autumn Festival"
    CHONGYANG = "chongyang", "重阳", "Double Ninth (Chongyang)"
    NATIONAL_DAY = "national-day", "国庆", "National Day"


class Sort(Word):
    """In which order results come."""

    RELEVANCE = "relevance", "最相关", "Best match"
    DATE = "date", "日期", "Date"
    NAME = "name", "名称", "Name"
    DISTANCE = "distance", "远近", "Distance"


TIMES = {member.value: member for member in When}
KINDS = {member.value: member for kind in (PlaceKind, EventKind, StoryKind) for member in kind}


def filter_labels() -> dict[str, str]:
    """Give the label of each filter."""
    return {
        "family": _("Kinds of pages"),
        "kind": _("Kind"),
        "neighbourhood": _("Neighbourhood"),
        "interest": _("Interest"),
        "free": _("Price"),
        "when": _("When"),
        "open": _("Open now"),
        "step_free": _("Step-free"),
        "near": _("Near by"),
    }


def value_label(name: str, value: str) -> str:
    """Give the label of a filter's value; that of `near` is a page's name, which has to be looked up."""
    if name == "free":
        return _("Free") if value == "yes" else _("Paid")
    if name == "when":
        return i18n.label(TIMES[value]) if value in TIMES else formatting.month_name(value, i18n.code())
    if name == "kind":
        return i18n.label(KINDS[value])
    words: dict[str, type[Word]] = {"family": Family, "neighbourhood": Subdistrict, "interest": Interest}
    return i18n.label(words[name](value)) if name in words else filter_labels()[name]
