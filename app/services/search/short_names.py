"""Short names: a name without what says only what kind of thing it is, as people leave it out (百花深处 for 百花深处胡同)."""

from collections.abc import Iterable, Iterator

from app.services.search.analysis import HAN_ONLY, normal, runs

# Longest first: of 历史文化街区 and 街区 the longer is taken off.
ENDINGS_ZH = (
    *("历史文化街区", "文化商业街区", "城市森林公园", "文化艺术博物馆", "历史文化保护区"),
    *("旧居纪念馆", "故居纪念馆", "湿地公园", "阅读空间", "文化街区", "历史街区", "酱菜园"),
    *("博物馆", "博物院", "纪念馆", "展览馆", "图书馆", "文化馆", "大剧院", "影剧院", "电影院", "天主堂", "礼拜寺", "清真寺", "饽饽铺", "包子铺"),
    *("胡同", "街道", "斜街", "大街", "公园", "故居", "旧居", "旧址", "会馆", "剧场", "剧院", "戏院", "戏楼", "戏园", "影城", "教堂", "书店", "书局"),
    *("书屋", "书房", "书苑", "饭庄", "饭店", "餐厅", "酒家", "酒楼", "茶庄", "茶馆", "药店", "药房", "帽店", "鞋店", "大厦", "地区", "片区", "街区"),
    *("驿站", "园区", "产业园", "文创园", "文化园", "艺园", "箭楼", "大桥", "街", "寺", "观", "庙", "宫", "祠", "塔", "坛", "桥", "阁", "斋", "楼"),
)
ENDINGS_EN = (
    *(
        ("memorial", "museum"),
        ("grand", "theatre"),
        ("wetland", "park"),
        ("memorial", "hall"),
        ("historic", "quarter"),
        ("performing", "arts", "area"),
    ),
    *(
        ("museum",),
        ("memorial",),
        ("library",),
        ("theatre",),
        ("temple",),
        ("park",),
        ("hutong",),
        ("street",),
        ("church",),
        ("mosque",),
        ("bookshop",),
    ),
    *(("bookstore",), ("restaurant",), ("residence",), ("mansion",), ("bridge",), ("quarter",), ("pagoda",), ("xiejie",), ("pharmacy",), ("shop",)),
    *(("store",), ("guild", "hall"), ("palace", "museum"), ("tea", "store"), ("silk", "store"), ("reading", "space"), ("subdistrict",)),
)
BEGINNINGS_ZH = ("北京市西城区", "北京市", "西城区", "北京", "中国", "什刹海", "琉璃厂")
BEGINNINGS_EN = (("former", "residence", "of"), ("beijing",), ("former",), ("china",))
# What is left must still name something.
NAMELESS = frozenset(
    [
        "中国",
        "北京",
        "西城",
        "国家",
        "人民",
        "首都",
        "民族",
        "中华",
        "文化",
        "博物",
        "新华",
        "地图",
        "科学",
        "百姓",
        "国际",
        "音乐",
        "当代",
        "文创",
        "china",
        "beijing",
        "peking",
        "national",
        "capital",
        "peoples",
        "people",
        "cultural",
        "culture",
        "map",
        "children",
        "grand",
        "modern",
        "old",
        "science",
        "white",
        "tea",
        "book",
        "north",
        "south",
        "east",
        "west",
        "city",
        "creative",
        "international",
        "renmin",
        "royal",
        "imperial",
    ]
)
SHORTEST_ZH, SHORTEST_EN = 2, 3


def short_names(names: Iterable[str]) -> list[str]:
    """Give the short forms of some names; a name that has none gives none."""
    found = dict.fromkeys(form for name in names for form in forms_of(name))
    return [form for form in found if form not in NAMELESS]


def forms_of(name: str) -> Iterator[str]:
    """Give the short forms of one name, Chinese or Latin; a mixed one has none."""
    plain = normal(name).strip()
    if HAN_ONLY.fullmatch(plain):
        yield from chinese(plain)
        return
    words = tuple(word for word, _is_han in runs(plain))
    if plain.isascii() and words:
        yield from latin(words)


def chinese(name: str) -> Iterator[str]:
    """Give a Chinese name without its ending, without its beginning, and without both."""
    ending = next((end for end in ENDINGS_ZH if name.endswith(end)), "")
    beginning = next((start for start in BEGINNINGS_ZH if name.startswith(start)), "")
    for form in (name.removesuffix(ending), name.removeprefix(beginning), name.removesuffix(ending).removeprefix(beginning)):
        if form != name and len(form) >= SHORTEST_ZH and form not in ENDINGS_ZH:
            yield form


def latin(words: tuple[str, ...]) -> Iterator[str]:
    """Give a Latin name without its ending, without its beginning, and without both."""
    ending = max((end for end in ENDINGS_EN if words[-len(end) :] == end), key=len, default=())
    beginning = next((start for start in BEGINNINGS_EN if words[: len(start)] == start), ())
    last = len(words) - len(ending)
    for form in (words[:last], words[len(beginning) :], words[len(beginning) : last]):
        text = " ".join(form)
        if form != words and len(text) >= SHORTEST_EN and form not in ENDINGS_EN:
            yield text
