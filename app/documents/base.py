"""What every document is made of: fields that know how they are shown, texts, sources, pictures, points."""

import re
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from app.documents.fields import Shown
from app.rules.refusals import Unfit
from app.rules.text import clean as tidy
from app.rules.text import forbidden_characters, is_slug
from app.vocabulary import Confidence, Interest, SourceKind

DATED = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def clean(value: str) -> str:
    """Give `value` cleaned; raise ValueError when it has hidden characters."""
    found = forbidden_characters(value)
    if found:
        raise Unfit("has the forbidden character %(character)s", character=found[0])
    return tidy(value)


def clean_line(value: str) -> str:
    """Give `value` cleaned, as one line; raise ValueError when it has a line break."""
    text = clean(value)
    if "\n" in text:
        raise Unfit("must be one line")
    return text


def check_slug(value: str) -> str:
    """Give `value` back when it is lowercase ASCII words joined by hyphens; raise ValueError otherwise."""
    if not is_slug(value):
        raise Unfit("must be lowercase ASCII words joined by hyphens, at most 80 characters")
    return value


def check_partial_date(value: str) -> str:
    """Give `value` back when it is a year, a month or a day of the calendar; raise ValueError otherwise."""
    if not DATED.fullmatch(value):
        raise Unfit("must be YYYY, YYYY-MM or YYYY-MM-DD with leading zeros")
    exists((value + "-01-01")[:10])
    return value


def check_clock(value: str) -> str:
    """Give `value` back when it is a time of day such as 09:30; raise ValueError otherwise."""
    if not CLOCK.fullmatch(value):
        raise Unfit("must be HH:MM with leading zeros, Beijing time")
    return value


def check_web_address(value: str) -> str:
    """Give `value` back when it is an http(s) address; raise ValueError otherwise."""
    if not re.fullmatch(r"https?://[^\s<>\"']+", value):
        raise Unfit("must begin with http:// or https:// and have no spaces or quotes")
    return value


def day_of(value: Any) -> Any:
    """Let only the form YYYY-MM-DD become a date; other text is refused in words a person understands."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise Unfit("must be a day as YYYY-MM-DD with leading zeros")
    if isinstance(value, str):
        exists(value)
    return value


def exists(value: str) -> date:
    """Give the day that `YYYY-MM-DD` names; raise ValueError, in words, for one that no calendar has."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Unfit("%(day)s is no day of the calendar", day=value) from None


def check_page_ref(value: str) -> str:
    """Give `value` back when it has the form family/slug with a plural family; raise ValueError otherwise."""
    family, _, slug = value.partition("/")
    if family not in {"places", "events", "series", "trails", "stories", "neighbourhoods"}:
        raise Unfit("must be family/slug, such as places/rongbaozhai")
    check_slug(slug)
    return value


Line = Annotated[str, AfterValidator(clean_line), Field(max_length=400)]
Slug = Annotated[str, AfterValidator(check_slug)]
PartialDate = Annotated[str, AfterValidator(check_partial_date)]
ClockTime = Annotated[str, AfterValidator(check_clock)]
WebAddress = Annotated[str, AfterValidator(clean_line), AfterValidator(check_web_address)]
Day = Annotated[date, BeforeValidator(day_of), PlainSerializer(lambda day: day.isoformat(), return_type=str)]
PageRef = Annotated[str, AfterValidator(check_page_ref)]


class Part(BaseModel):
    """A piece of a document: immutable, strict about names it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


class Text(Part):
    """Words for the public in both languages; English may wait."""

    zh: Annotated[str, Shown("Chinese", "中文"), AfterValidator(clean), Field(min_length=1, max_length=20_000)]
    en: Annotated[str, Shown("English", "英文"), AfterValidator(clean), Field(max_length=20_000)] = ""


class Source(Part):
    """Where a page's facts come from."""

    kind: Annotated[SourceKind, Shown("Kind", "种类")]
    title: Annotated[Text, Shown("Title", "标题", help_en="Publisher and title, as one would look for it", help_zh="发布者和标题，让人找得到")]
    url: Annotated[WebAddress | None, Shown("Web address", "网址")] = None
    published_on: Annotated[PartialDate | None, Shown("Published", "发布日期")] = None


class MediaRef(Part):
    """A photograph that replaces the drawn cover."""

    file: Annotated[Line, Shown("File", "文件", picks="media")]
    alt: Annotated[Text, Shown("What it shows", "画面内容", help_en="For those who cannot see it", help_zh="读给看不到图的人听")]
    author: Annotated[Line, Shown("Author", "作者")]
    licence: Annotated[Line, Shown("Licence", "授权")]
    rights_until: Annotated[
        Day | None,
        Shown(
            "Rights end on", "授权到期日", help_en="The last day it may be shown; empty is without end", help_zh="可以展示的最后一天；留空即不限期"
        ),
    ] = None


class Cover(Part):
    """Which drawing a page wears; what is left out follows from its slug."""

    motif: Annotated[Slug, Shown("Motif", "图案", help_en="Such as eaves, stage or pagoda", help_zh="如 eaves、stage、pagoda")]
    variation: Annotated[int | None, Shown("Variation", "变化", help_en="0 to 99", help_zh="0 至 99"), Field(ge=0, le=99)] = None


class Document(Part):
    """What a page says; every family adds its own fields."""

    family: ClassVar[Literal["place", "event", "series", "trail", "story", "neighbourhood"]]

    name: Annotated[Text, Shown("Name", "名称", "what", "As on the door or the poster", "与门牌、海报一致", limit_zh=40, limit_en_words=16)]
    pinyin: Annotated[Line | None, Shown("Pinyin", "拼音", "what", "With tones; empty means made from the name", "带声调；留空则自动生成")] = None
    also_known_as: Annotated[tuple[Line, ...], Shown("Also known as", "别名", "what", "Every other name people search by", "人们会搜的其他叫法")] = ()
    former_slugs: Annotated[tuple[Slug, ...], Shown("Former addresses", "旧网址", "more", "These redirect here", "旧网址会转到这里")] = ()
    summary: Annotated[Text, Shown("Summary", "摘要", "what", "One sentence: what it is", "一句话说清是什么", limit_zh=60, limit_en_words=30)]
    body: Annotated[Text, Shown("Text", "正文", "text", "What it is, why it matters, what to look at", "是什么，为什么值得看，看什么", markdown=True)]
    cover: Annotated[Cover | None, Shown("Drawing", "封面图案", "picture", "Empty means chosen from the address", "留空则由网址决定")] = None
    picture: Annotated[MediaRef | None, Shown("Photograph", "照片", "picture", picks="media")] = None
    interests: Annotated[tuple[Interest, ...], Shown("Interests", "兴趣", "what")] = ()
    keywords: Annotated[tuple[Line, ...], Shown("Keywords", "关键词", "what", "For search only", "只用于搜索")] = ()
    plan: Annotated[tuple[Line, ...], Shown("Sections of the plan", "方案条目", "more", public=False)] = ()
    sources: Annotated[
        tuple[Source, ...], Shown("Sources", "来源", "sources", "At least one", "至少一条", one_en="Source", one_zh="来源"), Field(min_length=1)
    ]
    confidence: Annotated[Confidence, Shown("Confidence", "可信度", "sources", public=False)] = Confidence.MEMORY
    checked_on: Annotated[Day, Shown("Last checked", "最后核对", "sources", "The day the facts were last compared", "最近一次核对事实的日期")]
    note: Annotated[str | None, Shown("Note for editors", "编辑备注", "more", public=False, long=True)] = None
