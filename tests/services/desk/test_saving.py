"""Saving: numbered drafts, stale saves joined or told, nothing acknowledged is lost."""

import copy
import random
import threading

import pytest
from flask import Flask
from pydantic import ValidationError
from sqlalchemy import event as sql_event
from sqlalchemy import func, select

from app.extensions import db
from app.models.page import Page, Revision
from app.models.review import Draft
from app.services.content_files import plain
from app.services.desk.heads import content_of, head
from app.services.desk.paths import choose
from app.services.desk.saving import Clashing, Saved, SaveRefused, create, draft_of, keep_draft, save
from app.services.transactions import writing
from app.vocabulary import Family, State
from tests.factories import document
from tests.services.desk import editing


@pytest.fixture
def author(person):
    return person("author")


@pytest.fixture
def other(person):
    return person("author")


@pytest.fixture
def page(make_place) -> Page:
    return make_place("changdian", name={"zh": "厂甸", "en": "Changdian"})


def stored(page: Page) -> dict:
    with writing() as session:
        return copy.deepcopy(head(session, session.get_one(Page, page.id)).values)


def put(page: Page, values, based_on, by, **more):
    with writing() as session:
        return save(session, session.get_one(Page, page.id), values, based_on=based_on, by=session.merge(by), **more)


def with_text(page: Page, **fields):
    return stored(page) | fields


def test_a_save_is_a_numbered_draft_that_the_public_does_not_see(page, author, client):
    saved = put(page, with_text(page, phone="010-1"), 1, author, why="  新电话 \n 已核对 ")

    assert (saved.revision.number, saved.revision.state, saved.revision.based_on) == (2, State.DRAFT, 1)
    assert (saved.revision.author_id, saved.revision.why) == (author.id, "新电话 已核对")
    assert "010-1" not in client.get("/zh/places/changdian").text


def test_saving_what_stands_already_makes_no_revision(page, author):
    put(page, with_text(page, phone="010-1"), 1, author)

    saved = put(page, stored(page), 2, author)

    assert (saved.is_new, saved.revision.number) == (False, 2)
    assert db.session.scalar(select(func.count(Revision.id))) == 2


def test_second_save_joins_what_does_not_clash(page, author, other):
    first, second = with_text(page, phone="010-1"), with_text(page, website="https://example.org")
    put(page, first, 1, author)

    saved = put(page, second, 1, other)

    assert isinstance(saved, Saved) and saved.is_merged
    assert (stored(page)["phone"], stored(page)["website"]) == ("010-1", "https://example.org")


def test_second_save_that_clashes_is_told_with_both_texts_and_keeps_nothing(page, author, other):
    first, second = with_text(page, phone="010-1"), with_text(page, phone="010-2")
    put(page, first, 1, author)

    told = put(page, second, 1, other)

    assert isinstance(told, Clashing)
    assert [(clash.name, clash.mine, clash.theirs) for clash in told.clashes] == [("phone", "010-2", "010-1")]
    assert (told.based_on, told.by_id, stored(page)["phone"]) == (2, author.id, "010-1")


def test_choice_after_a_clash_is_saved_over_what_was_seen(page, author, other):
    put(page, with_text(page, phone="010-1"), 1, author)
    told = put(page, with_text(page, phone="010-3"), 1, other)

    saved = put(page, choose(told.values, told.clashes, {"phone": "mine"}), told.based_on, other)

    assert (saved.is_merged, stored(page)["phone"]) == (False, "010-3")


def test_fifty_of_fifty_stale_saves_are_told_or_merged_and_none_is_lost(page, author, other):
    rng, told, merged = random.Random(50), 0, 0
    for number in range(50):
        seen = head(db.session(), db.session.get(Page, page.id)).number
        base = stored(page)
        first, second = (copy.deepcopy(base) | {rng.choice(["phone", "website", "pinyin"]): f"https://x/{side}{number}"} for side in "ab")
        put(page, first, seen, author)

        outcome = put(page, second, seen, other)

        after = editing.words_in(stored(page))
        assert f"https://x/a{number}" in after
        if isinstance(outcome, Clashing):
            told += 1
            assert f"https://x/b{number}" in editing.words_in([clash.mine for clash in outcome.clashes])
        else:
            merged += 1
            assert f"https://x/b{number}" in after
        db.session.rollback()

    assert told + merged == 50 and told > 5 and merged > 5


@pytest.mark.parametrize("family", [Family.TRAIL, Family.EVENT])
def test_random_interleavings_of_two_editors_lose_nothing_silently(app: Flask, make_place, author, other, family):
    for place in editing.PLACES:
        make_place(place)
    tried = 0
    for seed in range(12):
        rng = random.Random(seed)
        with writing() as session:
            values = editing.trail() if family is Family.TRAIL else editing.event()
            number = create(session, family, f"page-{seed}", values, by=session.merge(author)).revision.page_id
        tried += play(rng, db.session.get_one(Page, number), [author, other])

    assert tried >= 100


def play(rng: random.Random, page: Page, editors) -> int:
    """Let two editors open, type and save at random; a word that an acknowledged save brought stays, unless somebody who saw it took it away."""
    forms, kept, saves = {}, {}, 0
    for step in range(30):
        editor = rng.randrange(2)
        if editor not in forms:
            forms[editor] = (head(db.session(), page).number, stored(page), stored(page))
            db.session.rollback()
            continue
        based_on, base, values = forms[editor]
        mark = f"字{page.slug}-{step}"
        values = editing.edit(rng, values, mark)
        values = editing.move_or_remove(rng, values) if rng.random() < 0.2 else values
        forms[editor] = (based_on, base, values)
        if rng.random() < 0.4:
            continue
        outcome = put(page, values, based_on, editors[editor])
        while isinstance(outcome, Clashing):
            # The editor sees both texts and chooses; what is given up was seen.
            choices = {clash.name: rng.choice(["mine", "theirs"]) for clash in outcome.clashes}
            chosen = choose(outcome.values, outcome.clashes, choices)
            base, values = content_of(db.session(), page, outcome.based_on), chosen
            outcome = put(page, chosen, outcome.based_on, editors[editor])
        saves += 1
        after = editing.words_in(stored(page))
        gone = editing.words_in(base) - editing.words_in(values)
        kept = {word: True for word in kept if word not in gone}
        kept |= dict.fromkeys(editing.words_in(values) - editing.words_in(base), True)
        assert set(kept) <= after, f"{page.slug} step {step}: {set(kept) - after}"
        del forms[editor]
    return saves


def test_twenty_five_rounds_of_four_threads_lose_no_save(app: Flask, page, author):
    author_id, page_id, outcomes = author.id, page.id, []

    def type_and_save(barrier: threading.Barrier, number: int) -> None:
        from app.models.people import User

        with app.app_context():
            session = db.session()
            found = head(session, session.get_one(Page, page_id))
            values, based_on = copy.deepcopy(found.values), found.number
            session.rollback()
            values.setdefault("keywords", []).append(f"词{number}")
            barrier.wait()
            with writing() as writer:
                outcomes.append(save(writer, writer.get_one(Page, page_id), values, based_on=based_on, by=writer.get_one(User, author_id)))
            db.session.remove()

    for turn in range(25):
        barrier = threading.Barrier(4)
        threads = [threading.Thread(target=type_and_save, args=(barrier, turn * 4 + number)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(outcomes) == 100 and all(isinstance(outcome, Saved) for outcome in outcomes)
    db.session.expire_all()
    assert sorted(stored(page)["keywords"]) == sorted(f"词{number}" for number in range(100))
    assert db.session.scalars(select(Revision.number).where(Revision.page_id == page_id).order_by(Revision.number)).all() == list(range(1, 102))


def test_a_number_that_was_taken_in_the_same_moment_is_merged_again(page, author, other):
    page_id, other_id, changed_at, taken = page.id, other.id, page.changed_at, []

    def rival(connection, _cursor, statement, *_rest):
        if not taken and "max(revision.number)" in statement and "coalesce" not in statement:
            taken.append(True)
            row = {"page_id": page_id, "number": 2, "based_on": 1, "origin": "desk", "state": State.DRAFT, "why": "", "held": ""}
            content = plain(document(Family.PLACE, name={"zh": "厂甸", "en": "Changdian"}, phone="010-9"))
            connection.execute(Revision.__table__.insert().values(**row, content=content, saved_at=changed_at, author_id=other_id))

    values = with_text(page, website="https://example.org")
    sql_event.listen(db.engine, "after_cursor_execute", rival)
    try:
        saved = put(page, values, 1, author)
    finally:
        sql_event.remove(db.engine, "after_cursor_execute", rival)

    assert isinstance(saved, Saved) and taken
    assert (saved.revision.number, stored(page)["phone"], stored(page)["website"]) == (3, "010-9", "https://example.org")


def test_values_that_are_no_document_are_refused(page, author):
    with pytest.raises(ValidationError):
        put(page, with_text(page, sources=[]), 1, author)


def test_translator_saves_english_and_nothing_else(page, person):
    translator = person("translator")
    english = with_text(page, name={"zh": "厂甸", "en": "Changdian Street"})

    assert isinstance(put(page, english, 1, translator), Saved)
    with pytest.raises(SaveRefused, match="only_english"):
        put(page, english | {"phone": "010-1"}, 2, translator)


def test_editor_of_another_house_may_not_save(page, person, make_place):
    from app.models.people import Organisation

    with writing() as session:
        session.add(Organisation(id=5, slug="elsewhere", name_zh="别处"))
    stranger = person("publisher", organisation_id=5)

    with pytest.raises(SaveRefused, match="right"):
        put(page, with_text(page, phone="010-1"), 1, stranger)


def test_a_base_that_never_was_is_refused(page, author):
    with pytest.raises(SaveRefused, match="base"):
        put(page, with_text(page, phone="010-1"), 77, author)


def test_new_page_begins_with_a_draft_and_its_address_is_taken_once(app, author):
    with writing() as session:
        made = create(session, Family.PLACE, "new", plain(document(Family.PLACE)), by=session.merge(author))
    with pytest.raises(SaveRefused, match="slug_taken"), writing() as session:
        create(session, Family.PLACE, "new", plain(document(Family.PLACE)), by=session.merge(author))

    assert (made.revision.number, made.revision.based_on) == (1, 0)
    assert db.session.scalars(select(Page.state)).all() == [State.DRAFT]


def test_typing_keeps_one_rolling_draft_and_saving_ends_only_ones_own(page, author, other):
    with writing() as session:
        mine, theirs = session.merge(author), session.merge(other)
        for number in range(5):
            keep_draft(session, session.get_one(Page, page.id), {"name": f"半句{number}"}, based_on=1, by=mine)
        keep_draft(session, session.get_one(Page, page.id), {"name": "别人"}, based_on=1, by=theirs)
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 2

    put(page, with_text(page, phone="010-1"), 1, author)

    assert draft_of(db.session(), page, author) is None
    assert draft_of(db.session(), page, other).values == {"name": "别人"}
    assert db.session.scalar(select(func.count(Revision.id))) == 2
