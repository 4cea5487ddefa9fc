"""The gate: planted faults are found at their field, what only looks like a fault is let through, and our content has none."""

import copy
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from app import clock
from app.documents.registry import BY_FAMILY
from app.extensions import db
from app.models.page import Page
from app.services.content_files import parse
from app.services.desk import gate
from app.services.desk.gate import GateRule, Level
from app.services.publishing import start_page, withdraw
from app.services.transactions import writing
from app.vocabulary import Family, State
from tests.factories import BASE, SPECIAL, publish_page

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=clock.BEIJING)
SOUND: dict[str, Any] = {
    "name": {"zh": "钟表馆", "en": "Museum of Clocks"},
    "summary": {"zh": "一座钟表博物馆。", "en": "A museum of clocks."},
    "body": {"zh": "馆里收着清代的座钟。", "en": "It keeps clocks of the Qing."},
    "confidence": "high",
}
STOPS = [{"place": slug, "text": {"zh": "看门楼。", "en": "Look at the gate."}} for slug in ("hall", "other")]
MORE: dict[Family, dict[str, Any]] = {
    Family.EVENT: {"venues": [{"place": "hall"}], "schedule": [{"starts": "2026-12-08", "opens": "14:00", "closes": "16:00"}]},
    Family.TRAIL: {"stops": STOPS, "theme": {"zh": "钟表", "en": "Clocks"}},
    Family.STORY: {"subjects": ["places/hall"]},
}
REPAIRS = {"starts": "2026-12-01", "ends": "2026-12-31", "reason": {"zh": "装修。", "en": "Repairs."}}


def cases(name: str) -> list[Any]:
    """Give the cases of a file, each known by its name."""
    rows = parse((Path(__file__).parent / name).read_text("utf-8"))
    return [pytest.param(row, id=row["name"]) for row in rows]


def planted(case: dict[str, Any]) -> dict[str, Any]:
    """Give a sound document with what a case sets; a dot leads into groups, numbers into lists."""
    family = Family(case["family"])
    values = copy.deepcopy(BASE | SPECIAL[family] | SOUND | MORE.get(family, {}))
    for path, value in case["set"].items():
        *steps, last = path.split(".")
        inner: Any = values
        for step in steps:
            inner = inner[int(step)] if step.isdigit() else inner[step]
        inner[last] = value
    return values


@pytest.fixture(scope="module")
def town(empty_app):
    """A few pages that documents can link to: open, closed for repairs, without hours, withdrawn, not yet published."""
    from tests.conftest import renew

    with time_machine.travel(NOON, tick=False), empty_app.app_context():
        renew()
        db.session.remove()
        publish_page(Family.PLACE, "hall", opening_hours="Tu-Su 09:00-17:00", former_slugs=["old-hall"])
        publish_page(Family.PLACE, "shut", opening_hours="Mo-Su 09:00-17:00", hours_exceptions=[REPAIRS])
        publish_page(Family.PLACE, "siesta", opening_hours="Mo-Su 09:00-12:00,14:00-17:00")
        publish_page(Family.PLACE, "other")
        publish_page(Family.PLACE, "gone")
        publish_page(Family.SERIES, "fair")
        with writing() as session:
            start_page(session, Family.PLACE, "draft")
            withdraw(session, session.scalars(select(Page).where(Page.slug == "gone")).one())
            for family in Family:
                start_page(session, family, "dashilar" if family is Family.NEIGHBOURHOOD else "looked-at").revision = 1
                start_page(session, family, "tianqiao" if family is Family.NEIGHBOURHOOD else "brand-new")
        yield db.session
        db.session.remove()


def look(town, case: dict[str, Any]) -> list[gate.Finding]:
    """Let the gate look at a case: on a page that was public before, or on a new one."""
    family = Family(case["family"])
    page = town.scalars(select(Page).where(Page.family == family, Page.slug == ("brand-new" if case.get("new") else "looked-at"))).one()
    return gate.check_values(town(), page, planted(case))


@pytest.mark.parametrize("case", cases("gate_faults.yaml"))
def test_planted_fault_is_found_at_its_field(town, case):
    findings = look(town, case)

    assert (case["finds"], case["at"]) in {(finding.rule.value, finding.path) for finding in findings}
    assert {finding.rule.value for finding in findings} <= {case["finds"], *case.get("also", ())}


@pytest.mark.parametrize("case", cases("gate_harmless.yaml"))
def test_what_only_looks_like_a_fault_is_let_through(town, case):
    assert look(town, case) == []


def test_every_rule_has_a_planted_fault():
    assert {case.values[0]["finds"] for case in cases("gate_faults.yaml")} == {rule.value for rule in GateRule}


@pytest.mark.parametrize("day", ["2026-11-25", "2027-02-06", "2027-07-01"])
def test_no_page_of_the_guide_raises_an_alarm_on_any_day(guide, day):
    with time_machine.travel(f"{day} 10:00+08:00", tick=False):
        pages = db.session.scalars(select(Page)).all()
        found = [(page.slug, finding) for page in pages for finding in gate.check(db.session(), page, page.document)]

    assert len(pages) == 449
    assert found == []


def test_no_page_of_the_guide_would_raise_an_alarm_as_a_new_one(guide):
    pages = db.session.scalars(select(Page)).all()
    for page in pages:
        db.session.expunge(page)
        page.revision = 0

    assert [(page.slug, finding) for page in pages for finding in gate.check(db.session(), page, page.document)] == []


def test_blocking_findings_come_first_and_no_reason_opens_them(town):
    findings = look(town, {"family": "story", "set": {"summary.en": "", "body.zh": "两棵槐树。<script>x</script>"}})

    assert [finding.level for finding in findings] == [Level.BLOCKS, Level.WARNS]
    assert not gate.may_publish(findings, {"script": "it is fine", "missing_english": "tomorrow"})


def test_each_rule_that_warns_needs_its_own_reason(town):
    findings = look(town, {"family": "event", "set": {"summary.en": "", "body.en": "", "confidence": "low"}})

    assert gate.warned(findings) == [GateRule.MISSING_ENGLISH, GateRule.UNCONFIRMED]
    assert not gate.may_publish(findings, {})
    assert not gate.may_publish(findings, {"missing_english": "the translator is ill"})
    assert not gate.may_publish(findings, {"missing_english": "the translator is ill", "unconfirmed": "  "})
    assert gate.may_publish(findings, {"missing_english": "the translator is ill", "unconfirmed": "the organiser told us"})


def test_sound_document_passes_without_a_reason(town):
    assert gate.may_publish(look(town, {"family": "place", "set": {}}), {})


def test_new_closure_of_a_place_names_the_event_it_shuts_out(town):
    publish_page(Family.EVENT, "talk", **(SOUND | {"name": {"zh": "钟表讲座", "en": "A talk"}} | MORE[Family.EVENT]))
    hall = town.scalars(select(Page).where(Page.slug == "hall")).one()
    document = BY_FAMILY[Family.PLACE].document.model_validate(hall.content | {"confidence": "high", "hours_exceptions": [REPAIRS]})

    (finding,) = gate.check(town(), hall, document)

    assert (finding.rule, finding.level, finding.path) == (GateRule.CLOSED_THEN, Level.WARNS, "hours_exceptions")
    assert "钟表讲座" in finding.message


def test_a_page_may_link_to_itself_before_it_is_published(town):
    page = town.scalars(select(Page).where(Page.family == Family.STORY, Page.slug == "brand-new")).one()
    values = planted({"family": "story", "set": {"body.zh": "又见[本文开头](/zh/stories/brand-new)。"}})

    assert gate.check_values(town(), page, values) == []
    assert page.state is State.DRAFT
