"""The gate before publication: what stops a text, and what a person must have looked at.

A finding blocks, or warns and can be set aside with a reason, rule by rule.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from app.documents.base import Document
from app.documents.registry import BY_FAMILY
from app.models.page import Page
from app.services.desk.gate_rules import RULES
from app.services.desk.gate_rules.findings import Case, Finding, GateRule, Level
from app.services.desk.gate_rules.refused import findings_of
from app.vocabulary import Family

__all__ = ["Finding", "GateRule", "Level", "check", "check_values", "may_publish", "warned"]
SHORTEST_REASON = 2


def check(session: Session, page: Page | None, document: Document) -> list[Finding]:
    """Give everything the gate finds in a document that is to be published on a page; what blocks comes first."""
    case = Case(session, page, document)
    findings = dict.fromkeys(finding for rule in RULES for finding in rule(case))
    return sorted(findings, key=lambda finding: finding.level is not Level.BLOCKS)


def check_values(session: Session, page: Page | None, values: Mapping[str, Any], family: Family | None = None) -> list[Finding]:
    """Give everything the gate finds in plain values, which may not even be a document; then only what makes them none."""
    kind = page.family if page is not None else family
    if kind is None:
        raise ValueError("values without a page need their family")
    try:
        document = BY_FAMILY[kind].document.model_validate(values)
    except ValidationError as error:
        return findings_of(error)
    return check(session, page, document)


def warned(findings: Iterable[Finding]) -> list[GateRule]:
    """Give the rules that ask for a reason, in order."""
    return list(dict.fromkeys(finding.rule for finding in findings if finding.level is Level.WARNS))


def may_publish(findings: Iterable[Finding], overrides: Mapping[str, str]) -> bool:
    """Whether nothing blocks, and every rule that warns was set aside with a reason."""
    found = list(findings)
    is_blocked = any(finding.level is Level.BLOCKS for finding in found)
    return not is_blocked and all(len((overrides.get(rule) or "").strip()) >= SHORTEST_REASON for rule in warned(found))
