"""Languages: which there are, the language of a request, interface words and texts in it, script conversion."""

import re
import threading
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import force_locale, get_translations
from markupsafe import Markup, escape
from opencc import OpenCC


@dataclass(frozen=True)
class Language:
    """A language of the guide: its word in addresses, its HTML tag, its own name, the texts it reads."""

    code: str
    tag: str
    own_name: str
    short_name: str
    reads: str
    og: str


LANGUAGES = {
    "zh": Language("zh", "zh-Hans", "中文", "中文", "zh", "zh_CN"),
    "en": Language("en", "en", "English", "EN", "en", "en_GB"),
    "zh-hant": Language("zh-hant", "zh-Hant", "繁體中文", "繁體", "zh", "zh_TW"),
}
PREFIX = "/<any(zh, en, 'zh-hant'):lang>"
TRADITIONAL = OpenCC("s2tw")
# Words that OpenCC turns into rare forms, or that are names; each is its own exception and is tested.
EXCEPTIONS = {
    "衚衕": "胡同",
    "麪": "麵",
    "三裡河": "三里河",
    "公裡": "公里",
    "華裡": "華里",
    "西裡": "西里",
    "臺": "台",
    "窨制": "窨製",
    "制茶": "製茶",
    "鐘書閣": "鍾書閣",
}
CHINESE = re.compile("[\u3400-\u9fff](?:[\u3400-\u9fff、，：（）《》“”·]*[\u3400-\u9fff])?")
# A context variable, not `g`: it is read hundreds of times for a page.
_code: ContextVar[str] = ContextVar("language", default="zh")
_words: dict[tuple[str, str, str, int], Markup] = {}
_lock = threading.Lock()


def code() -> str:
    """Give the language of this request; outside one, Chinese."""
    return _code.get()


def speak(lang: str) -> None:
    """Set the language of this request."""
    _code.set(lang)


def language() -> Language:
    """Give the language of this request."""
    return LANGUAGES[code()]


def babel_locale() -> str:
    """Give the catalogue that interface words come from; traditional Chinese is made from simplified."""
    return "en" if language().reads == "en" else "zh"


@lru_cache(maxsize=30_000)
def to_traditional(text: str) -> str:
    """Give simplified Chinese in traditional characters, with our own exceptions; the driver card is never converted."""
    converted: str = TRADITIONAL.convert(text)
    for wrong, right in EXCEPTIONS.items():
        converted = converted.replace(wrong, right)
    return converted


def word(message: str) -> str:
    """Give an interface word in the request's language; each is looked up once for a language."""
    return str(_looked_up(message, "", 0))


def _looked_up(message: str, plural: str, number: int) -> Markup:
    key = (_code.get(), message, plural, number)
    found = _words.get(key)
    if found is None:
        with force_locale(babel_locale()):
            catalogue = get_translations()
            text = catalogue.ungettext(message, plural, number) if plural else catalogue.ugettext(message)
            found = Markup(to_traditional(text) if key[0] == "zh-hant" else text)  # noqa: S704  (our own catalogue)
        with _lock:
            _words[key] = found
    return found


def for_html(message: str, **values: Any) -> Markup:
    """Give an interface word for templates: safe, with its named values escaped."""
    marked = _looked_up(message, "", 0)
    return marked % values if values else marked


def plural_for_html(one: str, many: str, number: int, **values: Any) -> Markup:
    """Give an interface word for templates in the singular or the plural of `number`, which is also its value `num`."""
    return _looked_up(one, many, 1 if number == 1 else 2) % ({"num": number} | values)


def _(message: str, **values: Any) -> str:
    """Give an interface word with named values, for Python code."""
    return word(message) % values if values else word(message)


def ngettext(one: str, many: str, number: int, **values: Any) -> str:
    """Give an interface word in the singular or the plural of `number`, for Python code."""
    return str(_looked_up(one, many, 1 if number == 1 else 2)) % ({"num": number} | values)


def in_language(text: Any, lang: str | None = None) -> str:
    """Give a text (`{zh, en}`, or an object with both) as plain words of the language, else of the other one."""
    lang = lang or code()
    zh, en = (text["zh"], text.get("en", "")) if isinstance(text, dict) else (text.zh, text.en)
    if lang == "en":
        return str(en or zh)
    return to_traditional(zh) if lang == "zh-hant" else str(zh)


def is_missing(text: Any) -> bool:
    """Whether a text lacks the request's language."""
    en = text.get("en", "") if isinstance(text, dict) else text.en
    return language().reads == "en" and not en


def say(text: Any) -> Markup | str:
    """Give a text for HTML; words in the other language carry its `lang`."""
    if not text:
        return ""
    spoken = in_language(text)
    return Markup('<span lang="zh-Hans">{}</span>').format(spoken) if is_missing(text) else mark_chinese(escape(spoken))


def mark_chinese(html: Markup) -> Markup:
    """Give safe HTML with the Chinese inside English marked, so that it is read and drawn as Chinese."""
    if code() != "en" or not CHINESE.search(html):
        return html
    return Markup(CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', str(html)))  # noqa: S704  (only spans are added to safe HTML)


def say_other(text: Any) -> str:
    """Give a text in the language that the page is not in, marked with its `lang`; empty when it has none."""
    if not text:
        return ""
    lang = "zh" if code() == "en" else "en"
    zh, en = (text["zh"], text.get("en", "")) if isinstance(text, dict) else (text.zh, text.en)
    spoken = zh if lang == "zh" else en
    return Markup('<span lang="{}">{}</span>').format(LANGUAGES[lang].tag, spoken) if spoken and (code() != "en" or en) else ""


def label(member: Any) -> str:
    """Give the label of a vocabulary word in the request's language."""
    return in_language({"zh": member.zh, "en": member.en})


def language_of_path(path: str) -> str:
    """Give the language that a path begins with; Chinese when it names none."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in LANGUAGES else "zh"


def preferred(accept_language: str) -> str:
    """Give the language for an Accept-Language header, by our own table.

    Hant, TW, HK and MO are zh-hant, other Chinese zh, any other language en; no header is zh.
    """
    best, best_weight = "", -1.0
    for part in accept_language.split(","):
        tag, _sep, weight = part.strip().partition(";q=")
        try:
            value = float(weight) if weight else 1.0
        except ValueError:
            value = 0.0
        if tag and tag != "*" and value > best_weight:
            best, best_weight = tag.lower(), value
    if not best or best_weight <= 0:
        return "zh"
    if not best.startswith("zh"):
        return "en"
    return "zh-hant" if set(best.split("-")) & {"hant", "tw", "hk", "mo"} else "zh"


@lru_cache(maxsize=20_000)
def address(endpoint: str, lang: str, values: tuple[tuple[str, Any], ...]) -> str:
    """Give an address inside the site in a language; each is built once for a process."""
    return url_for(endpoint, **(dict(values) | {"lang": lang}))


def alternates() -> list[tuple[Language, str]]:
    """Give every language with the address of this page in it, without any query."""
    endpoint, values = request.endpoint, g.get("url_values", {})
    if not endpoint or "lang" not in values:
        endpoint, values = "home.index", {}
    rest = tuple((name, value) for name, value in values.items() if name != "lang")
    return [(entry, address(endpoint, entry.code, rest)) for entry in LANGUAGES.values()]


def init_app(app: Flask) -> None:
    """Teach an application the languages: `lang` in addresses, and the functions templates use."""

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.url_values = dict(values or {})
        speak((values or {}).pop("lang", None) or language_of_path(request.path))

    @app.url_defaults
    def give_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = code()

    env = app.jinja_env
    env.globals.update(_=for_html, gettext=for_html, ngettext=plural_for_html)
    env.filters.update(text=say, other=say_other, words=in_language, label=label)
    env.globals.update(language=language, alternates=alternates, LANGUAGES=LANGUAGES)
    env.policies["ext.i18n.trimmed"] = True
