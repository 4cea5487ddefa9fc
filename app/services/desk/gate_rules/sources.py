"""Does a page say where its facts come from, and can one look it up?"""

import re

from app.i18n import _
from app.services.desk.gate_rules.findings import Case, Findings, GateRule, found
from app.services.desk.gate_rules.languages import is_for_later

NOBODY = re.compile(
    r"(?:来自)?(?:互联网|网络|网上|网友|百度|搜索|据说|不详|未知|来源|不知道)|(?:the )?(?:internet|web|online|google|baidu|unknown|hearsay|source)",
    re.IGNORECASE,
)


def no_source(case: Case) -> Findings:
    """Give a page without a source, and a source that nobody could look up."""
    if not case.document.sources:
        yield found(GateRule.NO_SOURCE, "sources", _("A page needs at least one source."))
    for number, source in enumerate(case.document.sources):
        if is_for_later(source.title.zh) or NOBODY.fullmatch(source.title.zh.strip(" 。.")):
            yield found(GateRule.NO_SOURCE, f"sources.{number}.title.zh", _("This names no source that one could look up; say who published what."))
