"""From draft to published: who may take which step, and what an edit undoes."""

import re
from pathlib import Path

import pytest

from app.extensions import db
from app.models.audit import Audit
from app.models.page import Page
from app.models.review import Review
from app.services.desk import approvals, refusals, releasing, workflow
from app.services.desk.heads import open_revision
from app.services.desk.refusals import GateRefused, StepRefused
from app.services.statuses import set_status
from app.services.transactions import writing
from app.vocabulary import Family, Half, State, Status, Verdict
from tests.services.desk import acting
from tests.services.desk.acting import act, approve, approve_all, create, edit, live, newest, publish, submit


@pytest.fixture
def author(person):
    return person("author")


@pytest.fixture
def reviewers(person):
    return [person("reviewer") for _ in range(4)]


@pytest.fixture
def publisher(person):
    return person("publisher")


@pytest.fixture
def page(make_place) -> Page:
    return make_place("changdian", name={"zh": "厂甸", "en": "Changdian"})


def state(page: Page) -> State:
    return newest(page).state


def test_draft_is_sent_to_review_approved_and_published(page, author, reviewers, publisher, client):
    revision = edit(page, author, phone="010-1")
    assert state(page) is State.DRAFT
    submit(page, revision, author)
    assert state(page) is State.IN_REVIEW
    approve(page, revision, reviewers[0], Half.ZH)
    assert state(page) is State.IN_REVIEW
    approve(page, revision, reviewers[0], Half.EN)
    assert state(page) is State.APPROVED

    publish(page, revision, publisher)

    db.session.refresh(revision)
    assert (revision.state, live(page)["phone"], len(acting.revisions(page))) == (State.PUBLISHED, "010-1", 2)
    assert "010-1" in client.get("/zh/places/changdian").text


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_as_many_different_people_as_there_are_steps_must_approve(page, author, reviewers, publisher, steps):
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author, steps)

    for number, reviewer in enumerate(reviewers[:steps], 1):
        assert state(page) is State.IN_REVIEW
        for half in Half:
            approve(page, revision, reviewer, half, steps)
            if number < steps:
                with pytest.raises(StepRefused, match="same_person"):
                    approve(page, revision, reviewer, half, steps)

    assert state(page) is State.APPROVED
    publish(page, revision, publisher, steps)
    assert live(page)["phone"] == "010-1"


@pytest.mark.parametrize("steps", [2, 3])
def test_with_more_steps_nothing_is_published_before_the_last_approval(page, author, reviewers, publisher, steps):
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author, steps)
    for reviewer in reviewers[: steps - 1]:
        for half in Half:
            approve(page, revision, reviewer, half, steps)

    with pytest.raises(StepRefused, match="not_approved"):
        publish(page, revision, publisher, steps)
    assert "phone" not in live(page)


def test_with_more_steps_nobody_approves_their_own_text(page, reviewers):
    revision = edit(page, reviewers[0], phone="010-1")
    submit(page, revision, reviewers[0], 2)

    with pytest.raises(StepRefused, match="own_text"):
        approve(page, revision, reviewers[0], Half.ZH, 2)


def test_own_chinese_is_not_approved_by_its_writer_after_another_edited_the_english(page, reviewers, person):
    edit(page, reviewers[0], summary={"zh": "我写的。", "en": "One sentence."})
    revision = edit(page, person("translator"), summary={"zh": "我写的。", "en": "Mine in English."})
    submit(page, revision, reviewers[1], 2)

    with pytest.raises(StepRefused, match="own_text"):
        approve(page, revision, reviewers[0], Half.ZH, 2)
    approve(page, revision, reviewers[0], Half.EN, 2)


def test_who_edited_only_the_english_may_approve_the_chinese(page, author, reviewers):
    edit(page, author, summary={"zh": "作者写的。", "en": "One sentence."})
    revision = edit(page, reviewers[0], summary={"zh": "作者写的。", "en": "By the reviewer."})
    submit(page, revision, author, 2)

    with pytest.raises(StepRefused, match="own_text"):
        approve(page, revision, reviewers[0], Half.EN, 2)
    approve(page, revision, reviewers[0], Half.ZH, 2)


def test_with_one_step_a_publisher_approves_by_publishing(page, author, publisher):
    revision = edit(page, author, phone="010-1")

    publish(page, revision, publisher)

    assert live(page)["phone"] == "010-1"
    found = db.session.query(Review).order_by(Review.id).all()
    assert [(review.half, review.verdict, review.reviewer_id) for review in found] == [(half, Verdict.APPROVED, publisher.id) for half in Half]


def test_english_edit_does_not_reset_the_chinese_approval(page, author, reviewers, person):
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author, 2)
    for reviewer in reviewers[:2]:
        approve(page, revision, reviewer, Half.ZH, 2)
        approve(page, revision, reviewer, Half.EN, 2)
    assert state(page) is State.APPROVED

    edited = edit(page, person("translator"), summary={"zh": "一句话。", "en": "A better sentence."})

    assert edited.state is State.DRAFT
    assert approvals.missing(db.session(), page, edited, 2) == {Half.EN: 2}


def test_chinese_edit_does_not_reset_the_english_approval(page, author, reviewers):
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author)
    approve_all(page, revision, reviewers[0])

    edited = edit(page, author, summary={"zh": "改了。", "en": "One sentence."})

    assert approvals.missing(db.session(), page, edited, 1) == {Half.ZH: 1}


@pytest.mark.parametrize("field", [{"phone": "010-2"}, {"kind": "library"}, {"note": "x"}, {"checked_on": "2026-11-24"}, {"keepsworkdays": None}])
def test_edit_of_what_has_no_language_resets_both(page, author, reviewers, field):
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author)
    approve_all(page, revision, reviewers[0])

    edited = edit(page, author, **({"keeps_workdays": True} if "keepsworkdays" in field else field))

    assert approvals.missing(db.session(), page, edited, 1) == {Half.ZH: 1, Half.EN: 1}


def test_closure_written_in_the_form_needs_approval_like_any_text(page, author, reviewers):
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author)
    approve_all(page, revision, reviewers[0])

    edited = edit(page, author, hours_exceptions=[{"starts": "2027-02-06", "reason": {"zh": "检修"}}])

    assert approvals.missing(db.session(), page, edited, 1) == {Half.ZH: 1, Half.EN: 1}


def test_cancellation_resets_no_approval(make_event, author, reviewers, person):
    page = make_event("talk", schedule=[{"starts": "2027-02-06", "opens": "19:00"}])
    revision = edit(page, author, website="https://www.bjxch.gov.cn")
    submit(page, revision, author)
    approve_all(page, revision, reviewers[0])

    with writing() as session:
        set_status(session, session.get_one(Page, page.id), Status.CANCELLED, note={"zh": "大风"})

    assert (state(page), approvals.missing(db.session(), page, newest(page), 1)) == (State.APPROVED, {})


def test_chinese_approval_of_the_live_text_outlives_a_cancellation_and_an_english_edit(make_event, author, reviewers, publisher, person):
    page = make_event("talk", schedule=[{"starts": "2027-02-06", "opens": "19:00"}])
    revision = edit(page, author, website="https://www.bjxch.gov.cn")
    submit(page, revision, author, 2)
    approve_all(page, revision, *reviewers[:2])
    publish(page, revision, publisher, 2)
    with writing() as session:
        set_status(session, session.get_one(Page, page.id), Status.CANCELLED, note={"zh": "大风"})

    edited = edit(page, person("translator"), name={"zh": "某页", "en": "A talk"})

    assert approvals.missing(db.session(), page, edited, 2) == {Half.EN: 2}


def test_page_without_english_needs_no_english_approval(app, author, reviewers):
    chinese = {"name": {"zh": "某页"}, "summary": {"zh": "一句话。"}, "body": {"zh": "正文。"}}
    page = create(Family.PLACE, "here", author, **chinese, sources=[{"kind": "press", "title": {"zh": "北京日报"}}])
    submit(page, newest(page), author)

    with pytest.raises(StepRefused, match="no_half"):
        approve(page, newest(page), reviewers[0], Half.EN)
    approve(page, newest(page), reviewers[0], Half.ZH)

    assert state(page) is State.APPROVED


def test_changes_are_asked_for_with_comments_on_fields(page, author, reviewers):
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author, reviewer=reviewers[0])

    act(workflow.ask_changes, page, revision, Half.ZH, by=reviewers[0], note="请核对", comments={"phone": " 打不通 ", "name.zh": " "})

    review = db.session.query(Review).one()
    assert (state(page), newest(page).reviewer_id) == (State.DRAFT, None)
    assert (review.verdict, review.note, review.comments) == (Verdict.CHANGES_REQUESTED, "请核对", {"phone": "打不通"})


def test_changes_are_not_asked_for_without_a_word(page, author, reviewers):
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author)

    with pytest.raises(StepRefused, match="no_note"):
        act(workflow.ask_changes, page, revision, Half.ZH, by=reviewers[0], note="  ")


def test_asking_for_changes_takes_earlier_approvals_of_that_half_back(page, author, reviewers):
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author, 2)
    approve(page, revision, reviewers[0], Half.ZH, 2)
    approve(page, revision, reviewers[0], Half.EN, 2)

    act(workflow.ask_changes, page, revision, Half.ZH, by=reviewers[1], note="请核对")

    assert approvals.missing(db.session(), page, newest(page), 2) == {Half.ZH: 2, Half.EN: 1}


def test_approval_is_of_exactly_the_version_that_was_seen(page, author, reviewers):
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author)
    edit(page, author, phone="010-2")

    with pytest.raises(StepRefused, match="newer"):
        approve(page, revision, reviewers[0])
    with pytest.raises(StepRefused, match="not_in_review"):
        approve(page, newest(page), reviewers[0])


def test_named_reviewer_must_be_one(page, author, reviewers):
    revision = edit(page, author, phone="010-1")

    with pytest.raises(StepRefused, match="reviewer"):
        submit(page, revision, author, reviewer=author)
    submit(page, revision, author, reviewer=reviewers[1])
    assert newest(page).reviewer_id == reviewers[1].id


def test_next_step_may_be_handed_to_somebody_by_name(page, author, reviewers):
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author, 2, reviewer=reviewers[0])
    approve(page, revision, reviewers[0], Half.EN, 2)
    assert newest(page).reviewer_id == reviewers[0].id
    approve(page, revision, reviewers[0], Half.ZH, 2)
    assert newest(page).reviewer_id is None

    approve(page, revision, reviewers[1], Half.ZH, 2, reviewer=reviewers[2])
    assert newest(page).reviewer_id == reviewers[2].id


RIGHTS = [("author", workflow.approve), ("translator", workflow.approve), ("author", workflow.ask_changes)]


@pytest.mark.parametrize(("role", "step"), RIGHTS)
def test_reviewing_needs_the_right_to_review(page, author, person, role, step):
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author)

    with pytest.raises(StepRefused, match="right"):
        act(step, page, revision, Half.ZH, by=person(role), **({"steps": 1} if step is workflow.approve else {"note": "x"}))


@pytest.mark.parametrize("role", ["author", "translator", "reviewer"])
def test_publishing_needs_the_right_to_publish(page, author, person, role):
    revision = edit(page, author, phone="010-1")

    with pytest.raises(StepRefused, match="right"):
        act(releasing.publish_now, page, revision, by=person(role), steps=1)
    with pytest.raises(StepRefused, match="right"):
        act(releasing.unschedule, page, revision, by=person(role), steps=1)


def test_publisher_of_other_families_may_not_publish(page, author, person):
    revision = edit(page, author, phone="010-1")

    with pytest.raises(StepRefused, match="right"):
        act(releasing.publish_now, page, revision, by=person("publisher", families=["event"]), steps=1)


def test_gate_keeps_a_faulty_text_from_being_published(page, author, publisher):
    revision = edit(page, author, body={"zh": "<script>alert(1)</script>", "en": "x"})

    with pytest.raises(GateRefused) as refused:
        act(releasing.publish_now, page, revision, by=publisher, steps=1)

    assert "script" in {finding.rule for finding in refused.value.findings}
    assert live(page)["body"]["zh"] == "正文。"
    assert db.session.query(Review).count() == 0


def test_published_version_is_not_published_again(page, author, publisher):
    revision = edit(page, author, phone="010-1")
    publish(page, revision, publisher)

    with pytest.raises(StepRefused, match="published"):
        publish(page, revision, publisher)


def test_every_step_is_audited(page, author, reviewers, publisher):
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author)
    approve_all(page, revision, reviewers[0])
    publish(page, revision, publisher)

    deeds = [(audit.deed, audit.user_id) for audit in db.session.query(Audit).where(Audit.page_id == page.id).order_by(Audit.id)]
    expected = [("saved", author), ("submitted", author), ("approved", reviewers[0]), ("approved", reviewers[0]), ("published", publisher)]
    assert deeds == [(deed, user.id) for deed, user in expected]


def test_after_publishing_editing_goes_on_from_the_live_text(page, author, publisher):
    publish(page, edit(page, author, phone="010-1"), publisher)

    assert open_revision(db.session(), page) is None
    assert edit(page, author, website="https://www.bjxch.gov.cn").based_on == 2


def test_every_refusal_raised_has_its_own_sentence(app):
    folder = Path(refusals.__file__).parent
    raised = {reason for path in folder.glob("*.py") for reason in re.findall(r'StepRefused\("(\w+)"', path.read_text("utf-8"))}

    said = refusals.sentences()

    assert raised and raised | {"gate"} <= set(said)
    assert len(set(said.values())) == len(said)
