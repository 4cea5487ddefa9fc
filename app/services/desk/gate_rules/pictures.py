"""Is the picture of a page described, and may it be shown for as long as it will be?"""

import re
from datetime import date, timedelta

from app.documents.base import Document, MediaRef
from app.documents.event import EventDocument
from app.i18n import _
from app.rules.text import count_chinese
from app.services.dating import last_day
from app.services.desk.gate_rules.findings import Case, Finding, Findings, GateRule, found
from app.services.desk.gate_rules.languages import is_for_later

SOON = timedelta(days=30)
FILE_NAME = re.compile(
    r"(?:img|dsc|dscn|pxl|p|mmexport|wx_camera|screenshot|微信图片)?[\s_\-\d()]*(?:\.\w{3,4})?|\S+\.(?:jpe?g|png|webp|avif|gif|heic|tiff?)",
    re.IGNORECASE,
)
SAYS_NOTHING = re.compile(
    r"(?:一张|a |an |the )?(?:图|图片|照片|相片|封面|配图|插图|示意图|picture|photo|photograph|image|cover|illustration|pic)[\s\d。.]*", re.IGNORECASE
)
NOBODY = re.compile(
    r"(?:来自)?(?:互联网|网络|网上|网友|未知|不详|佚名|待查|匿名)|(?:the )?(?:internet|web|online|unknown|anonymous|google|baidu)|[?？-]+",
    re.IGNORECASE,
)
UNTIL = re.compile(r"(?:至|到|截至|截止|有效期|until|till|expires?|through|valid)\D{0,12}(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})", re.IGNORECASE)
SHORTEST = 4


def picture(case: Case) -> Findings:
    """Give what is wrong with the description and the rights of the picture."""
    one = case.document.picture
    if one is None:
        return
    yield from alt_text(one)
    for name, words in (("author", one.author), ("licence", one.licence)):
        if is_for_later(words) or NOBODY.fullmatch(words.strip(" 。.")):
            yield found(GateRule.MEDIA_RIGHTS, f"picture.{name}", _("A picture is shown only with its author and by a licence that one can name."))
    yield from rights_end(one, case)


def alt_text(one: MediaRef) -> Findings:
    """Give a description that is not there in a language, or describes nothing."""
    for language, words in (("zh", one.alt.zh), ("en", one.alt.en)):
        bare = words.strip()
        if is_for_later(bare):
            yield about(language, _("The picture is not described in this language for those who cannot see it."))
        elif bare != one.file and not FILE_NAME.fullmatch(bare) and (language == "zh") is not bool(count_chinese(bare)):
            yield about(language, _("The picture is described in the other language here."))
        elif bare == one.file or FILE_NAME.fullmatch(bare):
            yield about(language, _("The description is the name of a file; say what can be seen."))
        elif SAYS_NOTHING.fullmatch(bare) or (language == "en" and len(bare) < SHORTEST):
            yield about(language, _("The description says nothing; say what can be seen."))


def about(language: str, message: str) -> Finding:
    """Give a finding at the description in one language."""
    return found(GateRule.ALT_TEXT, f"picture.alt.{language}", message)


def last_date_of(document: Document) -> date:
    """Give the last date of an event, until which its picture is shown; of other pages, the first day of all."""
    ends = [last_day(entry.ends or entry.starts) for entry in document.schedule] if isinstance(document, EventDocument) else []
    return max(ends, default=date.min)


def end_in_words(licence: str) -> date | None:
    """Give the last day that the words of a licence name, for where they alone say when it ends."""
    match = UNTIL.search(licence)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def rights_end(one: MediaRef, case: Case) -> Findings:
    """Give rights that have ended, or end within thirty days."""
    last, today = one.rights_until or end_in_words(one.licence), case.moment.date()
    if last is None:
        return
    if last < today:
        yield found(
            GateRule.MEDIA_EXPIRED, "picture.rights_until", _("The rights to the picture ended on %(day)s; take it away or renew them.", day=last)
        )
    elif last <= today + SOON or last < last_date_of(case.document):
        yield found(GateRule.MEDIA_EXPIRING, "picture.rights_until", _("The rights to the picture end on %(day)s.", day=last))
