"""What waits for whom: each person is told of just what they can do next."""

import pytest

from app.extensions import db
from app.models.page import Page
from app.services.desk import queues, workflow
from app.services.desk.queues import mine, waiting_for
from app.vocabulary import Half
from tests.services.desk.acting import act, approve, approve_all, edit, publish, submit


@pytest.fixture
def author(person):
    return person("author")


@pytest.fixture
def page(make_place) -> Page:
    return make_place("museum")


def words(user):
    db.session.rollback()
    return [one.words for one in waiting_for(db.session(), db.session.merge(user))]


@pytest.fixture
def two_steps(monkeypatch):
    monkeypatch.setattr(queues, "review_steps", lambda: 2)


def test_draft_waits_for_nobody(page, author, person):
    edit(page, author, phone="010-1")

    assert [words(user) for user in (author, person("reviewer"), person("publisher"))] == [[], [], []]


def test_review_waits_for_every_reviewer_unless_one_is_named(page, author, person):
    first, second = person("reviewer"), person("reviewer")
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author)
    assert (len(words(first)), len(words(second)), words(author)) == (1, 1, [])

    submit(page, revision, author, reviewer=second)

    assert (words(first), len(words(second))) == ([], 1)


def test_half_that_i_approved_waits_for_me_no_longer(page, author, person, two_steps):
    first, second = person("reviewer"), person("reviewer")
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author, 2)
    approve(page, revision, first, Half.ZH, 2)
    assert "中文" not in words(first)[0] and "中文" in words(second)[0]

    approve(page, revision, first, Half.EN, 2)

    assert (words(first), len(words(second))) == ([], 1)


def test_own_text_does_not_wait_for_its_author_with_two_steps(page, person, two_steps):
    writer = person("reviewer")
    submit(page, edit(page, writer, phone="010-1"), writer, 2)

    assert words(writer) == []


def test_approved_text_waits_for_publishers_until_it_is_live(page, author, person):
    publisher, reviewer = person("publisher"), person("reviewer")
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author)
    approve_all(page, revision, reviewer)
    assert (len(words(publisher)), words(reviewer)) == (1, [])

    publish(page, revision, publisher)

    assert words(publisher) == []


def test_text_sent_back_waits_for_its_author_until_it_is_edited(page, author, person):
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author)
    act(workflow.ask_changes, page, revision, Half.ZH, by=person("reviewer"), note="空号")
    assert len(words(author)) == 1

    edit(page, author, phone="010-2")

    assert words(author) == []


def test_nothing_waits_out_of_reach(page, author, person):
    revision = edit(page, author, phone="010-1")
    submit(page, revision, author)

    assert words(person("reviewer", families=["event"])) == []


def test_my_drafts_are_those_not_yet_published(page, author, person, make_place):
    publisher = person("publisher")
    publish(page, edit(page, author, phone="010-1"), publisher)
    other = make_place("library")
    edit(other, author, phone="010-2")

    assert [one.href for one in mine(db.session(), author)] == ["/admin/pages/places/library/publishing/2"]
    assert mine(db.session(), publisher) == []
