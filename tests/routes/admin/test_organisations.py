"""Organisations: their people keep their pages, the district reviews; what cannot wait stays theirs."""

import pytest
from sqlalchemy import select

from app.extensions import db
from app.models.audit import Audit
from app.models.page import Page, Revision
from app.services.desk import operations, releasing, workflow
from app.services.desk.operation_words import Words
from app.services.desk.operations import OperationRefused
from app.services.desk.refusals import StepRefused
from app.services.transactions import writing
from app.vocabulary import Half, Right, Role, State
from tests.services.desk.acting import act, edit, submit

ROLES = [role.value for role in Role if role is not Role.ADMIN]
LATER = {"when": "later", "at_day": "2099-01-01", "at_time": "09:00"}
REASON = {"cause": "other", "note_zh": "核实中"}
# Steps on a version that is in review, and what each needs of its form.
STEPS = {
    "approve": {"half": "zh"},
    "ask": {"half": "zh", "note": "请改"},
    "publish": {"when": "now"},
    "schedule": LATER,
    "unschedule": {},
    "dismiss": {},
}


@pytest.fixture
def shop(make_place, give_page):
    """A public page of an organisation."""
    return give_page(make_place("shop", name={"zh": "铺子", "en": "Shop"}, confidence="high"))


@pytest.fixture
def waiting(shop, make_user):
    """A version of it in review, by one of its authors."""
    author = make_user("author", organisation="rongbaozhai")
    revision = edit(shop, author, name={"zh": "新铺子", "en": "New shop"})
    submit(shop, revision, author)
    return revision


def address(revision: Revision, step: str) -> str:
    return f"/admin/pages/places/shop/publishing/{revision.number}/{'publish' if step == 'schedule' else step}"


def stored() -> tuple[object, ...]:
    db.session.rollback()
    page = db.session.scalars(select(Page).where(Page.slug == "shop")).one()
    revisions = db.session.execute(select(Revision.number, Revision.state).order_by(Revision.id)).all()
    return page.state, page.revision, [tuple(row) for row in revisions], db.session.query(Audit).count()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("step", STEPS)
def test_nobody_of_the_organisation_takes_a_step_of_review_or_publishing(desk, waiting, role, step):
    client, before = desk(role, organisation="rongbaozhai"), stored()

    assert client.send(address(waiting, step), STEPS[step]).status_code == 404
    assert stored() == before


@pytest.mark.parametrize("step", ["approve", "ask", "publish", "schedule"])
def test_the_district_takes_the_very_step(publisher, waiting, step):
    before = stored()

    assert publisher.send(address(waiting, step), STEPS[step]).status_code == 303
    assert stored() != before


@pytest.mark.parametrize("role", ROLES)
def test_service_refuses_whatever_the_route_lets_through(make_user, shop, waiting, role):
    person = make_user(role, organisation="rongbaozhai")
    steps = [
        lambda: act(workflow.approve, shop, waiting, Half.ZH, by=person, steps=1),
        lambda: act(workflow.ask_changes, shop, waiting, Half.ZH, by=person, note="x"),
        lambda: act(releasing.publish_now, shop, waiting, by=person, steps=1),
        lambda: act(releasing.dismiss, shop, waiting, by=person),
    ]
    for step in steps:
        with pytest.raises(StepRefused, match="right"):
            step()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", ["places/shop/urgent/withdraw", "places/shop/urgent/put-back", "withdraw"])
def test_nobody_of_the_organisation_decides_whether_its_page_is_public(desk, shop, role, path):
    client, before = desk(role, organisation="rongbaozhai"), stored()

    answer = client.send(f"/admin/pages/{path}", REASON | {"page": str(shop.id), "sure": "1"})

    assert (answer.status_code, stored()) == (404, before)


def test_page_that_the_district_took_down_is_put_back_by_the_district_alone(shop, publisher, make_user):
    theirs = make_user("publisher", organisation="rongbaozhai")
    publisher.send("/admin/pages/places/shop/urgent/withdraw", REASON)
    assert stored()[0] is State.WITHDRAWN

    with pytest.raises(OperationRefused, match="right"), writing() as session:
        operations.put_back(session, session.get_one(Page, shop.id), words=Words(), by=session.merge(theirs))

    assert publisher.send("/admin/pages/places/shop/urgent/put-back", {"cause": "organiser"}).status_code == 303
    assert stored()[0] is State.PUBLISHED


def test_publisher_of_the_organisation_closes_its_house_at_once(desk, client, shop):
    publisher = desk("publisher", organisation="rongbaozhai")

    page = publisher.get("/admin/pages/places/shop/urgent")
    done = publisher.send("/admin/pages/places/shop/urgent/close", REASON | {"starts": "2026-11-25", "ends": "2099-11-26"})

    assert (page.status_code, "urgent/withdraw" in page.text, done.status_code) == (200, False, 303)
    assert "核实中" in client.get("/zh/places/shop").text


@pytest.mark.parametrize("role", ["author", "translator", "reviewer"])
def test_others_of_the_organisation_change_nothing_at_once(desk, shop, role):
    assert desk(role, organisation="rongbaozhai").get("/admin/pages/places/shop/urgent").status_code == 404


def test_screen_says_that_the_district_reviews(desk, publisher, waiting):
    path = f"/admin/pages/places/shop/publishing/{waiting.number}"
    theirs, ours = desk("publisher", organisation="rongbaozhai", language="en").get(path).text, publisher.get(path).text

    assert "The district reviews" in theirs
    assert ("/approve" in theirs, 'id="publish"' in theirs, "/approve" in ours, 'id="publish"' in ours) == (False, False, True, True)


def test_only_people_of_the_district_can_be_asked_to_review(desk, make_user, shop):
    author = desk("author", organisation="rongbaozhai")
    theirs, ours = make_user("reviewer", organisation="rongbaozhai", name="自家审"), make_user("reviewer", name="区里审")
    revision = edit(shop, author.user, name={"zh": "新铺子", "en": "New shop"})

    page = author.get(f"/admin/pages/places/shop/publishing/{revision.number}").text
    refused = author.send(f"/admin/pages/places/shop/publishing/{revision.number}/submit", {"reviewer": str(theirs.id)})

    assert ("自家审" in page, "区里审" in page, refused.status_code) == (False, True, 422)
    assert author.send(f"/admin/pages/places/shop/publishing/{revision.number}/submit", {"reviewer": str(ours.id)}).status_code == 303


def test_right_to_change_at_once_is_told_where_roles_are_given(admin):
    assert Right.URGENT.en in admin.get("/admin/people/new").text or Right.URGENT.zh in admin.get("/admin/people/new").text


# ---- Its names ----


def test_organisation_is_renamed_and_its_page_says_so(admin, client, shop):
    answer = admin.send("/admin/organisations/rongbaozhai/name", {"name_zh": " 荣宝斋画院 ", "name_en": "Rongbaozhai Gallery"})

    assert answer.status_code == 303
    assert "荣宝斋画院" in client.get("/zh/places/shop").text and "Rongbaozhai Gallery" in client.get("/en/places/shop").text
    row = db.session.scalars(select(Audit).where(Audit.deed == "organisation_renamed")).one()
    assert (row.user_id, row.detail["after"]["zh"]) == (admin.user.id, "荣宝斋画院")


@pytest.mark.parametrize(("field", "typed"), [("name_zh", " "), ("name_zh", "长" * 101), ("name_en", "x" * 101)])
def test_name_with_a_fault_is_said_beside_its_field(admin, make_organisation, field, typed):
    make_organisation()

    answer = admin.send("/admin/organisations/rongbaozhai/name", {"name_zh": "荣宝斋", "name_en": "", field: typed})

    assert (answer.status_code, f'id="{field}-fault"' in answer.text) == (422, True)


def test_list_counts_pages_and_people_at_the_same_cost(admin, desk, make_organisation, shop, count_queries):
    desk("author", organisation="rongbaozhai")
    one = count_queries(lambda: admin.get("/admin/organisations"))
    for number in range(4):
        make_organisation(f"more-{number}")

    assert count_queries(lambda: admin.get("/admin/organisations")) == one
    assert "rongbaozhai,荣宝斋,,1,1" in admin.get("/admin/organisations/table.csv").text


def test_people_of_an_organisation_stand_on_its_page(admin, make_user):
    make_user("author", organisation="rongbaozhai", name="林晓")
    make_user("author", name="外人")

    text = admin.get("/admin/organisations/rongbaozhai").text
    assert ("林晓" in text, "外人" in text, "invitations/new?organisation=rongbaozhai" in text) == (True, False, True)
