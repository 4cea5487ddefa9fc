"""What the types of a document refuse, said as findings: each by the rule that an editor would look for it under."""

from typing import Any

from pydantic import ValidationError

from app.documents.faults import sentence
from app.i18n import _
from app.rules.refusals import Unfit
from app.services.desk.gate_rules.findings import Finding, GateRule, found
from app.services.desk.gate_rules.script import script_in

DAYS = {
    "starts",
    "ends",
    "of",
    "checked_on",
    "published_on",
    "previously",
    "also",
    "but_not",
    "opens",
    "closes",
    "year",
    "rights_until",
    "until_further_notice",
}
LINKS = {"subjects", "place", "series", "parent", "part_of", "variant_of", "station"}


def findings_of(error: ValidationError) -> list[Finding]:
    """Give a finding for every fault of a validation."""
    return [finding_of(one) for one in error.errors(include_url=False)]


def finding_of(error: Any) -> Finding:
    """Give one fault of a validation as a finding; all of them block."""
    location: tuple[Any, ...] = error["loc"]
    reason = error.get("ctx", {}).get("error")
    at = tuple(filter(None, reason.at.split("."))) if isinstance(reason, Unfit) else ()
    path = ".".join(map(str, (*location, *at)))
    words = _(reason.sentence, **reason.values_said) if isinstance(reason, Unfit) else _("This cannot be so: %(detail)s", detail=sentence(error))
    rule = rule_of(tuple(path.split(".")), error)
    return found(rule, path, words)._replace(level=found(GateRule.FACTS, "", "").level)


def rule_of(path: tuple[str, ...], error: Any) -> GateRule:
    """Give the rule that a refused value belongs under."""
    named = [step for step in path if not step.isdigit()] or [""]
    first, last, value, is_missing = named[0], named[-1], error.get("input"), error["type"] == "missing"
    signs = (
        (GateRule.SCRIPT, isinstance(value, str) and bool(script_in(value))),
        (GateRule.ALT_TEXT, first == "picture" and "alt" in named),
        (GateRule.NO_SOURCE, first == "sources" and (len(path) == 1 or is_missing)),
        (GateRule.OUTSIDE_DISTRICT, last in {"lat", "lon"}),
        (GateRule.MISSING_CHINESE, last == "zh" or (is_missing and last in {"name", "summary", "body"})),
        (GateRule.IMPOSSIBLE_DATE, last in DAYS or first in {"schedule", "changes"}),
        (GateRule.BROKEN_LINK, last in LINKS),
        (GateRule.HOURS, first.startswith("hours") or last == "opening_hours"),
    )
    return next((rule for rule, is_meant in signs if is_meant), GateRule.FACTS)
