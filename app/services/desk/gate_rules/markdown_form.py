"""Can everybody find their way in a text: headings in order, links that say where they lead, no marks left over?"""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.i18n import _
from app.services.desk.gate_rules.findings import Case, Finding, Findings, GateRule, found
from app.services.desk.gate_rules.links import links_in, reader
from app.services.desk.gate_rules.script import script_in

LOWEST, HIGHEST = 2, 3
VAGUE = re.compile(
    r"(?:"
    r"请?(?:点击|点|戳|单击|按|看|见)?(?:这里|此处|这儿|这个|此|我)(?:链接|查看|了解)?|"
    r"(?:点击|点此|查看|了解|阅读)*(?:更多|详情|全文|原文|详细)?(?:信息|内容)?|"
    r"链接|网址|网页|网站|页面|这篇|下载|传送门|相关链接|"
    r"(?:please )?(?:(?:click|tap|see|look|go|press)(?: on)? )?(?:here|this|link)(?: link| page| article| site)?(?: (?:for|to) [a-z]+(?: [a-z]+)?)?|"
    r"(?:(?:for|find out|learn|read|view|see|get|know|show) )?(?:more|further|full|all)?(?: ?(?:info|information|details?|on|about it|it))?|"
    r"click|continue(?: reading)?|website|web ?page|web ?site|page|site|url|download|go|this one|article|source"
    r")[\s。.…>›»→！!]*",
    re.IGNORECASE,
)
BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
ONLY_BOLD = re.compile(r"^(?:\*\*|__)[^*_\n]{1,60}(?:\*\*|__)[：:]?$", re.MULTILINE)
NOT_A_HEADING = re.compile(r"^#{1,6}[^\s#]", re.MULTILINE)
TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
MARKS = re.compile(r"^#{1,6}\s|\*\*[^*\n]+\*\*|(?<!!)\[[^\]\n]+\]\([^)\n]+\)|^>\s", re.MULTILINE)


def headings(case: Case) -> Findings:
    """Give headings that skip a level, begin too high or go too deep, are empty, or are only bold lines."""
    for said in case.texts:
        for _language, path, words in said.languages:
            if said.is_markdown:
                yield from (found(GateRule.HEADINGS, path, message) for message in heading_faults(words))


def heading_faults(words: str) -> Iterator[str]:
    """Give what is wrong with the headings of one text."""
    tokens, before = reader().parse(words), 1
    for token, inside in pairwise(tokens):
        if token.type != "heading_open":
            continue
        level, title = int(token.tag[1]), inside.content.strip()
        if not title:
            yield _("A heading has no words.")
        elif level < LOWEST:
            yield _("“%(words)s” is as high as the name of the page; write it with ##.", words=title)
        elif level > HIGHEST:
            yield _("“%(words)s” is too deep; a text has headings with ## and ### only.", words=title)
        elif level > before + 1:
            yield _("“%(words)s” skips a level; the first headings are written with ##.", words=title)
        before = level
    yield from (
        _("“%(words)s” is bold where it should be a heading; write it with ##.", words=bold[0].strip("*_")) for bold in ONLY_BOLD.finditer(words)
    )
    yield from (_("“%(words)s” is no heading yet: a space is needed after the marks.", words=mark[0]) for mark in NOT_A_HEADING.finditer(words))


def link_words(case: Case) -> Findings:
    """Give links without words, with words that say nothing, or with the same words for two addresses."""
    for said in case.texts:
        for _language, path, words in said.languages:
            leads: dict[str, str] = {}
            for link in links_in(words) if said.is_markdown else ():
                if not link.words or VAGUE.fullmatch(link.words) or BARE_ADDRESS.fullmatch(link.words):
                    yield vague(path, link.words or link.href)
                elif leads.setdefault(link.words.casefold(), link.href) != link.href:
                    message = _("“%(words)s” leads to two different pages; give each link its own words.", words=link.words)
                    yield found(GateRule.LINK_WORDS, path, message)


def vague(path: str, words: str) -> Finding:
    """Give the finding of a link that does not say where it leads."""
    return found(GateRule.LINK_WORDS, path, _("“%(words)s” does not say where the link leads; name the page.", words=words))


def plain_text(case: Case) -> Findings:
    """Give tags, pictures and marks that readers would see as they are typed."""
    for said in case.texts:
        for _language, path, words in said.languages:
            wrong = [*TAG.findall(words), *IMAGE.findall(words), *(() if said.is_markdown else MARKS.findall(words))]
            if wrong and not script_in(words):
                yield found(GateRule.PLAIN_TEXT, path, _("Readers would see “%(words)s” just as it is typed.", words=wrong[0].strip()))
