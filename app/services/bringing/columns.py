"""What the columns of a list are read as: guessed from their headings, chosen by a person, each field once."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.i18n import _, in_language
from app.services.bringing.flat import control_of
from app.services.desk.controls import Control, Kind
from app.services.desk.words_of_faults import label_of

SLUG, ID, HOURS, DATES, POINT, LEFT_OUT = "_slug", "_id", "_hours", "_dates", "_point", ""
LONGEST_PATH = 200
MARK = re.compile(r"[\s_\-:：（）()\[\]./、,，]+")
CLOSING = re.compile(r"[\s)）\]】]+$")
ENGLISH = re.compile(r"(?:英文|英语|english|(?<![a-z])en)$|^(?:英文|英语|english|en(?![a-z]))")
# Headings that lists of this field use; those in ENGLISH take the same field's English.
ALIASES = {
    SLUG: "slug 页面网址 网址名 短名 address_slug 页面 page",
    ID: "id uid 编号 外部编号 external_id osm_id osmid 序号id ref",
    "name": "name 名称 名 标题 名字 title 场所名称 活动名称 summary_title 活动 场所",
    "summary": "summary 摘要 简介 description 描述 概述",
    "body": "body 正文 内容 text 介绍 详情",
    "address": "address 地址 addr 详细地址 addrfull addrstreet",
    "point.lat": "lat latitude 纬度 y",
    "point.lon": "lon lng long longitude 经度 x",
    POINT: "坐标 经纬度 coordinates latlng 地图链接 map",
    HOURS: "openinghours 开放时间 营业时间 hours 开馆时间",
    DATES: "dates 日期 时间 活动时间 举办时间 schedule 场次",
    "schedule.0.starts": "start starts startdate 开始 开始日期 起始日期",
    "schedule.0.ends": "end ends enddate 结束 结束日期 截止日期",
    "kind": "kind 类别 类型 种类 type category",
    "website": "website url 网站 网址 网址链接 官网 contactwebsite",
    "organisers.0": "organiser organizer 主办 主办单位 主办方",
    "venues.0.name": "location venue 地点 场馆 场地 举办地点",
    "phone": "phone tel telephone 电话 联系电话 contactphone",
    "subdistrict": "subdistrict 街道",
    "keywords": "keywords 关键词 tags 标签",
    "year": "year 年份",
    "checked_on": "checkedon 核对日期 最后核对 lastchecked",
    "sources.0.title": "source 来源 出处",
    "sources.0.url": "sourceurl 来源网址 来源链接",
}
BY_ALIAS = {MARK.sub("", word): path for path, words in ALIASES.items() for word in words.split()}


def special(controls: tuple[Control, ...]) -> dict[str, str]:
    """Give what is no field of its own but can be read from a column, with its name."""
    names = {control.name for control in controls}
    found = {SLUG: _("Address of the page"), ID: _("Its number in the list")}
    if "opening_hours" in names:
        found[HOURS] = _("Opening hours in words")
    if "schedule" in names:
        found[DATES] = _("Dates in words")
    if "point" in names:
        found[POINT] = _("Point: two numbers or a link of a map")
    return found


def fields(controls: tuple[Control, ...], columns: Iterable[str] = ()) -> dict[str, str]:
    """Give every field that a column can be read as, with its name: of a list the first row, and what the columns name exactly."""
    paths = dict.fromkeys([*paths_of(controls), *(name for name in columns if is_field(controls, name))])
    return {path: label_of(path, controls) for path in paths}


def paths_of(controls: tuple[Control, ...], path: str = "") -> list[str]:
    """Give the path of every single field, in the order of the form."""
    found: list[str] = []
    for control in controls:
        found += paths_in(control, path + control.name)
    return found


def paths_in(control: Control, path: str) -> list[str]:
    """Give the paths below one control."""
    if control.kind is Kind.TEXT:
        return [f"{path}.zh", f"{path}.en"]
    if control.kind is Kind.GROUP:
        return paths_of(control.parts, path + ".")
    if control.kind is Kind.ROWS and control.row is not None:
        return paths_in(control.row, f"{path}.0")
    return [path]


def is_field(controls: tuple[Control, ...], path: str) -> bool:
    """Whether a column is named by the path of a field."""
    return len(path) <= LONGEST_PATH and control_of(controls, path) is not None


def guess(columns: Iterable[str], controls: tuple[Control, ...]) -> dict[str, str]:
    """Give what each column is read as: by its path, by the form's own labels in both languages, by what lists call it; else left out."""
    known, taken, found = labels(controls), set[str](), dict[str, str]()
    for column in columns:
        target = guessed(column, controls, known)
        found[column] = LEFT_OUT if target in taken else target
        taken.add(target)
    return found


def guessed(column: str, controls: tuple[Control, ...], known: Mapping[str, str]) -> str:
    """Give what one column is read as."""
    options = special(controls)
    if column in options or is_field(controls, column):
        return column
    heading = CLOSING.sub("", column.casefold().strip())
    is_english = ENGLISH.search(heading) is not None
    plain = MARK.sub("", heading)
    bare = MARK.sub("", ENGLISH.sub("", heading)) if is_english else re.sub(r"^(?:中文|汉语|chinese)|(?:中文|汉语|chinese|zh)$", "", plain)
    for word in dict.fromkeys((plain, bare)):
        for target in filter(None, (BY_ALIAS.get(word), known.get(word))):
            path = with_language(target, controls, is_english=is_english)
            if path in options or is_field(controls, path):
                return path
    return LEFT_OUT


def labels(controls: tuple[Control, ...]) -> dict[str, str]:
    """Give the fields of the document by their labels, in both languages."""
    return {MARK.sub("", str(control.shown.label[lang]).casefold()): control.name for control in controls for lang in ("zh", "en")}


def with_language(path: str, controls: tuple[Control, ...], *, is_english: bool) -> str:
    """Give the path of one language where a field is a text."""
    return f"{path}.{'en' if is_english else 'zh'}" if is_field(controls, f"{path}.zh") else path


def chosen(columns: Iterable[str], wanted: Mapping[str, Any], controls: tuple[Control, ...]) -> tuple[dict[str, str], list[str]]:
    """Give what each column is read as by a person's choice, and what was wrong with it in words: each field is read once."""
    options, columns = special(controls), list(columns)
    by_field: dict[str, str] = {}
    found, faults = dict[str, str](), list[str]()
    for column in columns:
        target = str(wanted.get(column, LEFT_OUT))
        if target not in options and not is_field(controls, target):
            target = LEFT_OUT
        if target and target in by_field:
            faults.append(_("“%(one)s” and “%(other)s” cannot both be read as the same field.", one=by_field[target][:60], other=column[:60]))
            target = LEFT_OUT
        by_field.setdefault(target, column)
        found[column] = target
    return found, faults


def name_of(target: str, controls: tuple[Control, ...]) -> str:
    """Give the name of what a column is read as."""
    return special(controls).get(target) or label_of(target, controls)


def closed_lists(controls: tuple[Control, ...]) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Give the required fields that are chosen of a closed list, with their names and choices: they can be the same for all rows."""
    return {
        control.name: (in_language(control.shown.label), [(choice.value, in_language(choice.label)) for choice in control.choices])
        for control in controls
        if control.kind is Kind.CHOICE and control.is_required
    }
