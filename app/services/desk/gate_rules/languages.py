"""Is everything said in both languages, and really in those?"""

import re

from app.i18n import _
from app.rules.text import count_chinese, count_words
from app.services.desk.gate_rules.findings import Case, Findings, GateRule, found
from app.services.desk.gate_rules.leaves import Said

# What people put where they mean to write later.
LATER = re.compile(
    r"[\W_]*(?:待补充?|待填|待写|待译|待翻译|待定|未译|暂无|暂缺|占位|测试|同上|略|tbd|tba|tbc|todo|to do|to be added|to be translated|"
    r"translation|translate me|n/?a|none|null|test|placeholder|coming soon|lorem ipsum.*|x{2,}|asdf\w*|english|chinese|中文|英文)?[\W_]*",
    re.IGNORECASE | re.DOTALL,
)
LATIN = re.compile(r"[A-Za-z]{2,}")
# A note to oneself that was left standing.
UNFINISHED = re.compile(
    r"\b(?:TODO|FIXME|TBD|TBC|XXX)\b|lorem ipsum|\[\.\.\.\]|[?？]{3,}|待补充|待完善|"
    r"[（(【\[]\s*(?:待补充?|待写|待译|待翻译|待核实?|待查|待定|待完善|略|译者注?待补)\s*[）)】\]]"
)
# A name, an organiser or a title may be a foreign one; everything else is Chinese in Chinese.
FOREIGN = {"title", "organisers"}
PROSE = {"summary", "body", "text"}
FEWEST_WORDS = 3
# Rules of their own look at the Chinese of these.
ELSEWHERE = ("picture", "sources")
# Far less English than the Chinese needs is a translation that stopped halfway.
LEAST_WORDS = 0.2
LONG_ZH = 80


def is_for_later(words: str) -> bool:
    """Whether words are none, or only hold the place of words to come."""
    return LATER.fullmatch(words.strip()) is not None


def missing_chinese(case: Case) -> Findings:
    """Give every text without Chinese: empty, a placeholder, or prose in another language."""
    for said in case.texts:
        if said.path.startswith(ELSEWHERE):
            continue
        if is_for_later(said.text.zh) or UNFINISHED.search(said.text.zh) or is_not_chinese(said):
            yield found(GateRule.MISSING_CHINESE, f"{said.path}.zh", _("There is no Chinese here."))


def is_not_chinese(said: Said) -> bool:
    """Whether the Chinese of a text is in another language; a foreign name of a word or two is a name in Chinese too."""
    if count_chinese(said.text.zh) or said.field in FOREIGN:
        return False
    if said.field in PROSE:
        return True
    return count_words(said.text.zh) >= FEWEST_WORDS if said.field == "name" else LATIN.search(said.text.zh) is not None


def missing_english(case: Case) -> Findings:
    """Give every text without English: empty, a placeholder, Chinese, or much shorter than the Chinese."""
    for said in case.texts:
        path = f"{said.path}.en"
        if said.path.startswith("picture"):
            continue
        if is_for_later(said.text.en) or UNFINISHED.search(said.text.en):
            yield found(GateRule.MISSING_ENGLISH, path, _("There is no English here; readers in English see the Chinese."))
        elif not LATIN.search(said.text.en) or count_chinese(said.text.en) > count_words(said.text.en):
            if count_chinese(said.text.en):
                yield found(GateRule.MISSING_ENGLISH, path, _("What stands in the English field is Chinese."))
        elif stops_halfway(said):
            yield found(GateRule.MISSING_ENGLISH, path, _("The English is far shorter than the Chinese; part of it seems to be missing."))


def stops_halfway(said: Said) -> bool:
    """Whether the English of a long text says only a part of the Chinese."""
    zh = count_chinese(said.text.zh)
    return zh >= LONG_ZH and count_words(said.text.en) < LEAST_WORDS * zh
