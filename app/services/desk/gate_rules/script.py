"""Text that looks like a script: wherever it stands, nothing of the kind is published."""

import html
import re
import unicodedata
from urllib.parse import unquote

from app.i18n import _
from app.services.desk.gate_rules.findings import Case, Findings, GateRule, found

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\x00-\x08\x0b-\x1f]"
)
ESCAPED = re.compile(r"\\u\{?([0-9a-fA-F]{4})\}?|\\x([0-9a-fA-F]{2})")
TAGS = (
    "script|iframe|frame|frameset|object|embed|applet|style|link|meta|base|form|input|button|textarea|select|svg|"
    "math|img|image|video|audio|source|track|body|html|head|template|noscript|marquee|isindex|portal|dialog|"
    "details|xml|xss|bgsound|layer|ilayer"
)
SCRIPT = (
    re.compile(rf"<\s*/?\s*(?:{TAGS})(?![a-z-])", re.IGNORECASE),
    re.compile(r"(?:java|vb|live)\s*script\s*:", re.IGNORECASE),
    re.compile(r"data\s*:\s*(?:text/(?:html|xml|javascript)|image/svg\+xml|application/\w+)", re.IGNORECASE),
    re.compile(
        r"<[^>]*\bon[a-z]{3,}\s*=|(?<![\w-])on(?:error|load|click|mouse\w+|focus|blur|key\w+|change|submit|toggle|begin|pointer\w+|animation\w+)\s*=",
        re.IGNORECASE,
    ),
    re.compile(r"<!--|<!\[CDATA|<!doctype|<!entity|<\?(?:php|xml|=)", re.IGNORECASE),
    re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\$\{.*?\}|<%.*?%>|#\{.*?\}", re.DOTALL),
    re.compile(
        r"\b(?:document\s*\.\s*(?:cookie|write|location|domain)|window\s*\.\s*location|eval\(|alert\(|fetch\(|"
        r"XMLHttpRequest|setTimeout\(|setInterval\(|console\.log|window\.open|localStorage|innerHTML|fromCharCode)",
        re.IGNORECASE,
    ),
    re.compile(r"expression\s*\(|@import\b|-moz-binding", re.IGNORECASE),
    re.compile(r"^\s*[=+@-]\s*(?:HYPERLINK|IMPORT\w+|WEBSERVICE|cmd|DDE|EXEC)\b", re.IGNORECASE | re.MULTILINE),
)


def script(case: Case) -> Findings:
    """Give everything written, in whatever field, that looks like a script."""
    for leaf in case.leaves:
        wrong = script_in(leaf.words)
        if wrong:
            yield found(GateRule.SCRIPT, leaf.path, _("“%(words)s” looks like a script and is not published.", words=wrong[:60]))


def script_in(words: str) -> str:
    """Give what looks like a script in some words, however it is disguised; nothing when all is well."""
    for form in dict.fromkeys((words, bared(words))):
        for pattern in SCRIPT:
            match = pattern.search(form)
            if match:
                return match[0].strip()
    return ""


def bared(words: str) -> str:
    """Give words without disguise: entities and percent signs read, full width made narrow, invisible marks taken out."""
    for _turn in range(3):
        words = ESCAPED.sub(lambda match: chr(int(match[1] or match[2], 16)), unquote(html.unescape(words)))
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", words))
