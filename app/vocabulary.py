"""The closed word lists of the guide: enums whose members carry their labels in both languages."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A word with a Chinese and an English label; its value is what files and addresses say."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        """Make a member from its value and labels; the defaults let mypy accept `Family("place")`."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en
        return member


class Family(Word):
    """A family of pages (页面种类)."""

    PLACE = "place", "场所", "Places"
    EVENT = "event", "活动", "Events"
    SERIES = "series", "品牌活动", "Branded events"
    TRAIL = "trail", "线路", "Trails"
    STORY = "story", "故事", "Stories"
    NEIGHBOURHOOD = "neighbourhood", "街区", "Neighbourhoods"


class State(Word):
    """Is a page published (发布状态)."""

    DRAFT = "draft", "草稿", "draft"
    IN_REVIEW = "in_review", "待审", "in review"
    APPROVED = "approved", "已审", "approved"
    SCHEDULED = "scheduled", "定时发布", "scheduled"
    PUBLISHED = "published", "已发布", "published"
    WITHDRAWN = "withdrawn", "已撤下", "withdrawn"


class Status(Word):
    """Does a date take place (场次状态)."""

    SCHEDULED = "scheduled", "如期", "scheduled"
    RESCHEDULED = "rescheduled", "已改期", "rescheduled"
    POSTPONED = "postponed", "已推迟", "postponed"
    CANCELLED = "cancelled", "已取消", "cancelled"
    MOVED_ONLINE = "moved_online", "改为线上", "moved online"
    FULL = "full", "已满", "full"


class Certainty(Word):
    """How sure a date is (把握)."""

    CONFIRMED = "confirmed", "确定", "confirmed"
    EXPECTED = "expected", "预计", "expected"


class Shape(Word):
    """What one row of the dates stands for (场次形态)."""

    DATE = "date", "一场", "one date"
    STRETCH = "stretch", "一段", "a stretch of days"
    RUN = "run", "一档", "a run, as one line"
    RUN_DAY = "run_day", "一档中的一天", "one day of a run"
    REMOVED = "removed", "已撤销的场次", "a date taken back"


class Repeats(Word):
    """How a line of a schedule comes again (重复)."""

    DAILY = "daily", "每天", "daily"
    WEEKLY = "weekly", "每周", "weekly"
    MONTHLY = "monthly", "每月", "monthly"


class Weekday(Word):
    """A day of the week (星期)."""

    MON = "mon", "周一", "Mon"
    TUE = "tue", "周二", "Tue"
    WED = "wed", "周三", "Wed"
    THU = "thu", "周四", "Thu"
    FRI = "fri", "周五", "Fri"
    SAT = "sat", "周六", "Sat"
    SUN = "sun", "周日", "Sun"


class PlaceKind(Word):
    """What a place is (场所类别)."""

    MUSEUM = "museum", "博物馆", "Museum"
    LIBRARY = "library", "图书馆", "Library"
    READING_SPACE = "reading_space", "阅读空间", "Reading space"
    BOOKSHOP = "bookshop", "书店", "Bookshop"
    HERITAGE_SITE = "heritage_site", "古迹", "Heritage site"
    GUILD_HALL = "guild_hall", "会馆", "Guild hall"
    FORMER_RESIDENCE = "former_residence", "名人故居", "Former residence"
    TEMPLE = "temple", "寺观", "Temple"
    MOSQUE = "mosque", "清真寺", "Mosque"
    CHURCH = "church", "教堂", "Church"
    OLD_BRAND = "old_brand", "老字号", "Old brand"
    THEATRE = "theatre", "剧场", "Theatre"
    PERFORMANCE_SPACE = "performance_space", "演艺空间", "Performance space"
    PARK = "park", "公园", "Park"
    CULTURAL_PARK = "cultural_park", "文化产业园", "Creative park"
    QUARTER = "quarter", "街区", "Quarter"
    STREET = "street", "街巷", "Street or hutong"


class EventKind(Word):
    """What an event or a series is (活动类别)."""

    TEMPLE_FAIR = "temple_fair", "庙会", "Temple fair"
    FESTIVAL = "festival", "节庆", "Festival"
    PERFORMANCE_SEASON = "performance_season", "演出季", "Performance season"
    TALK = "talk", "讲座与沙龙", "Talk"
    POETRY = "poetry", "诗会雅集", "Poetry gathering"
    EXHIBITION = "exhibition", "展览展会", "Exhibition"
    FORUM = "forum", "论坛", "Forum"
    MARKET = "market", "市集", "Market"
    COMPETITION = "competition", "赛事", "Competition"


class StoryKind(Word):
    """What a story is about (故事类别)."""

    HERITAGE_THEME = "heritage_theme", "城市文脉", "Heritage"
    CRAFT = "craft", "手艺", "Craft"
    PERFORMING_ART = "performing_art", "表演", "Performing arts"
    PERSON = "person", "人物", "People"
    CUSTOM = "custom", "风俗", "Customs"
    PLACE_THEME = "place_theme", "地方", "Places"
    GUIDE = "guide", "怎么逛", "How to visit"


class Interest(Word):
    """What a visitor may look for across all pages (兴趣)."""

    OLD_BRANDS = "old-brands", "老字号", "Old brands"
    OPERA_AND_THEATRE = "opera-and-theatre", "戏曲与剧场", "Opera and theatre"
    BOOKS = "books", "书与阅读", "Books"
    TEMPLES_AND_PAGODAS = "temples-and-pagodas", "寺庙与古塔", "Temples and pagodas"
    GARDENS_AND_LAKES = "gardens-and-lakes", "园林与水", "Gardens and lakes"
    TEA = "tea", "茶", "Tea"
    FOR_CHILDREN = "for-children", "带孩子", "For children"
    FREE = "free", "免费", "Free"
    AT_NIGHT = "at-night", "夜晚", "At night"
    INTANGIBLE_HERITAGE = "intangible-heritage", "非遗", "Intangible heritage"


class Subdistrict(Word):
    """One of the fifteen subdistricts of Xicheng (街道); the value is also its neighbourhood's address."""

    XICHANGANJIE = "xichanganjie", "西长安街", "Xichang’anjie"
    XINJIEKOU = "xinjiekou", "新街口", "Xinjiekou"
    YUETAN = "yuetan", "月坛", "Yuetan"
    ZHANLANLU = "zhanlanlu", "展览路", "Zhanlanlu"
    DESHENG = "desheng", "德胜", "Desheng"
    JINRONGJIE = "jinrongjie", "金融街", "Jinrongjie"
    SHICHAHAI = "shichahai", "什刹海", "Shichahai"
    DASHILAR = "dashilar", "大栅栏", "Dashilar"
    TIANQIAO = "tianqiao", "天桥", "Tianqiao"
    CHUNSHU = "chunshu", "椿树", "Chunshu"
    TAORANTING = "taoranting", "陶然亭", "Taoranting"
    GUANGANMENNEI = "guanganmennei", "广安门内", "Guang’anmennei"
    NIUJIE = "niujie", "牛街", "Niujie"
    BAIZHIFANG = "baizhifang", "白纸坊", "Baizhifang"
    GUANGANMENWAI = "guanganmenwai", "广安门外", "Guang’anmenwai"


class AdmissionKind(Word):
    """Does one pay (票)."""

    FREE = "free", "免费", "Free"
    PAID = "paid", "收费", "Paid"
    MIXED = "mixed", "部分收费", "Partly free"
    INVITATION = "invitation", "凭邀请", "By invitation"


class BookingChannel(Word):
    """Where one books (预约渠道)."""

    WECHAT = "wechat", "微信公众号或小程序", "WeChat"
    APP = "app", "手机应用", "an app"
    WEBSITE = "website", "网站", "the website"
    PHONE = "phone", "电话", "telephone"
    EMAIL = "email", "电子邮件", "e-mail"
    AT_THE_DOOR = "at_the_door", "现场", "at the door"


class Payment(Word):
    """How one can pay (付款方式)."""

    CASH = "cash", "现金", "cash"
    WECHAT_PAY = "wechat_pay", "微信支付", "WeChat Pay"
    ALIPAY = "alipay", "支付宝", "Alipay"
    BANK_CARD = "bank_card", "国内银行卡", "Chinese bank cards"
    FOREIGN_CARD = "foreign_card", "境外银行卡", "foreign bank cards"


class Register(Word):
    """Who keeps the list that a designation stands on (认定名录)."""

    PROTECTED_HERITAGE = "protected_heritage", "文物保护单位", "Protected heritage site"
    OLD_BRAND = "old_brand", "老字号", "Old brand (laozihao)"
    INTANGIBLE_HERITAGE = "intangible_heritage", "非物质文化遗产", "Intangible heritage"
    WORLD_HERITAGE = "world_heritage", "世界遗产", "World Heritage"
    PERFORMANCE_SPACE = "performance_space", "演艺新空间", "New performance space"
    MUSEUM = "museum", "备案博物馆", "Registered museum"


class Level(Word):
    """How high a designation stands (级别)."""

    WORLD = "world", "世界级", "world"
    NATIONAL = "national", "全国", "national"
    MUNICIPAL = "municipal", "市级", "municipal"
    DISTRICT = "district", "区级", "district"


class SourceKind(Word):
    """What kind of source a fact rests on (来源类型)."""

    OFFICIAL = "official", "官方", "Official"
    PRESS = "press", "媒体", "Press"
    REFERENCE = "reference", "资料", "Reference"
    OPEN_DATA = "open_data", "开放数据", "Open data"
    EDITORIAL = "editorial", "编辑整理，尚未与公开来源核对", "Compiled by the editors, not yet checked against a published source"


class Confidence(Word):
    """How well a page's facts are supported (可信度)."""

    HIGH = "high", "高", "high"
    MEDIUM = "medium", "中", "medium"
    LOW = "low", "低", "low"
    MEMORY = "memory", "待核", "to be checked"


class TrailMode(Word):
    """How one goes along a trail (方式)."""

    WALK = "walk", "步行", "On foot"
    WALK_METRO = "walk_metro", "步行与地铁", "On foot and by metro"


class VariantKind(Word):
    """What a trail is to the one it is a variant of (变体类别)."""

    HALF_DAY = "half_day", "半日版", "half-day version"
    RAINY_DAY = "rainy_day", "雨天版", "rainy-day version"
    EVENING = "evening", "夜间版", "evening version"
    STEP_FREE = "step_free", "无障碍版", "step-free version"
    WITH_CHILDREN = "with_children", "亲子版", "version with children"
    LONGER = "longer", "加长版", "longer version"


class StopKind(Word):
    """What a stop of a trail is (站点类别)."""

    PLACE = "place", "场所", "Place"
    STATION = "station", "地铁站", "Metro station"
    LANDMARK = "landmark", "区外地标", "Landmark outside the district"


class LinkRole(Word):
    """Why one page points to another (关联)."""

    SERIES = "series", "品牌活动", "series"
    PARENT = "parent", "上级活动", "parent"
    VENUE = "venue", "地点", "venue"
    STOP = "stop", "站点", "stop"
    SUBJECT = "subject", "主题", "subject"
    PART_OF = "part_of", "属于", "part of"


class Role(Word):
    """What a person at the desk may do (角色)."""

    AUTHOR = "author", "作者", "author"
    TRANSLATOR = "translator", "译者", "translator"
    REVIEWER = "reviewer", "审核", "reviewer"
    PUBLISHER = "publisher", "发布", "publisher"
    ADMIN = "admin", "管理员", "admin"


class Right(Word):
    """What a person may do at the desk (权限)."""

    SEE = "see", "查看", "see"
    WRITE = "write", "编写", "write"
    TRANSLATE = "translate", "翻译", "translate"
    REVIEW = "review", "审核", "review"
    URGENT = "urgent", "紧急变更", "change at once"
    PUBLISH = "publish", "发布", "publish"
    PEOPLE = "people", "管理人员", "manage people"


class Half(Word):
    """One of the two parts of a page that are reviewed apart (审核部分); each with the fields that have no language."""

    ZH = "zh", "中文与事实", "Chinese and facts"
    EN = "en", "英文", "English"


class Verdict(Word):
    """What a reviewer says of one half of a revision (审核结论)."""

    APPROVED = "approved", "通过", "approved"
    CHANGES_REQUESTED = "changes_requested", "请修改", "changes requested"


class ReportState(Word):
    """What became of a mistake that a visitor reported (报错状态)."""

    OPEN = "open", "待处理", "open"
    MENDED = "mended", "已改正", "put right"
    RIGHT = "right", "原文无误", "right as it was"
    UNKNOWN = "unknown", "无法核实", "could not be checked"


class InvitationState(Word):
    """Whether an invitation still opens (邀请状态)."""

    OPEN = "open", "待接受", "open"
    USED = "used", "已接受", "accepted"
    EXPIRED = "expired", "已过期", "expired"
    WITHDRAWN = "withdrawn", "已撤回", "withdrawn"
    TAKEN = "taken", "已有账号", "has an account"
