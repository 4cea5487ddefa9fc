"""The ledger of translations: what changed in the Chinese since its English was made, and what keeps right."""

import copy
import random

import pytest

from app import clock
from app.extensions import db
from app.models.page import Page, Revision
from app.models.truth import PageViews, TranslationState
from app.services.content_files import plain
from app.services.desk import restoring, saving
from app.services.desk.controls import controls_of
from app.services.desk.heads import head
from app.services.desk.walking import texts
from app.services.statuses import set_status
from app.services.transactions import writing
from app.services.truth import ledger, translating
from app.services.truth.ledger import Following
from app.vocabulary import Family, State, Status
from tests.factories import document, publish_page
from tests.services.desk.acting import edit, typed
from tests.services.desk.editing import PLACES, trail
from tests.services.desk.editing import edit as random_edit

STORY = Family.STORY


def states(page: Page) -> dict[str, Following]:
    """The state of each text of a page's newest version."""
    db.session.rollback()
    page = db.session.get_one(Page, page.id, populate_existing=True)
    _number, said = ledger.head_of(db.session(), page)
    return {entry.path: entry.following for entry in ledger.entries(saving.document_type(page), said)}


def source_of(page: Page, path: str) -> str:
    """The Chinese that the English of a text was made from."""
    _number, said = ledger.head_of(db.session(), db.session.get_one(Page, page.id))
    return next(entry.source for entry in ledger.entries(saving.document_type(page), said) if entry.path == path)


def counted(page: Page) -> tuple[int, int, int]:
    """What the queue knows of a page: texts, changed, missing."""
    db.session.rollback()
    row = db.session.get_one(TranslationState, page.id, populate_existing=True)
    return row.texts, row.changed, row.missing


def text(zh: str, en: str = "") -> dict[str, str]:
    return {"zh": zh, "en": en}


def publish_trail() -> Page:
    """A trail of four stops, with the places that it leads to."""
    for slug in PLACES:
        publish_page(Family.PLACE, slug)
    return publish_page(Family.TRAIL, "books", **{name: trail()[name] for name in ("stops", "sources", "also_known_as")})


@pytest.fixture
def page(app) -> Page:
    return publish_page(STORY, "craft", summary=text("旧摘要。", "Old summary."), body=text("正文。", "The text."))


def test_published_page_with_both_languages_is_up_to_date(page):
    assert set(states(page).values()) == {Following.UP_TO_DATE}
    assert counted(page)[1:] == (0, 0)


def test_changed_chinese_is_listed_with_what_it_was(page, person):
    edit(page, person(), summary=text("新摘要。", "Old summary."))

    assert states(page)["summary"] is Following.CHANGED
    assert source_of(page, "summary") == "旧摘要。"
    assert counted(page)[1:] == (1, 0)


def test_second_change_keeps_the_first_source(page, person):
    for words in ("新摘要。", "更新的摘要。"):
        edit(page, person(), summary=text(words, "Old summary."))

    assert source_of(page, "summary") == "旧摘要。"


def test_minor_change_is_not_listed(page, person):
    author = person()
    values = typed(page) | {"summary": text("旧摘要！", "Old summary.")}
    with writing() as session:
        found = session.get_one(Page, page.id)
        saving.save(session, found, values, based_on=head(session, found).number, by=session.merge(author), is_minor=True)

    assert states(page)["summary"] is Following.UP_TO_DATE
    assert counted(page)[1:] == (0, 0)


def test_minor_change_does_not_hide_an_earlier_one(page, person):
    author = person()
    edit(page, author, summary=text("新摘要。", "Old summary."))
    values = typed(page) | {"summary": text("新摘要！", "Old summary.")}
    with writing() as session:
        found = session.get_one(Page, page.id)
        saving.save(session, found, values, based_on=head(session, found).number, by=session.merge(author), is_minor=True)

    assert (states(page)["summary"], source_of(page, "summary")) == (Following.CHANGED, "旧摘要。")


def test_new_english_settles_it(page, person):
    edit(page, person(), summary=text("新摘要。", "Old summary."))
    edit(page, person(), summary=text("新摘要。", "New summary."))

    assert states(page)["summary"] is Following.UP_TO_DATE


def test_chinese_that_comes_back_is_up_to_date_again(page, person):
    edit(page, person(), summary=text("新摘要。", "Old summary."))
    edit(page, person(), summary=text("旧摘要。", "Old summary."))

    assert states(page)["summary"] is Following.UP_TO_DATE


def test_missing_english_is_missing_whatever_changes(page, person):
    edit(page, person(), summary=text("新摘要。"))

    assert states(page)["summary"] is Following.MISSING
    assert counted(page)[1:] == (0, 1)


def test_translation_made_while_the_chinese_changed_is_of_the_chinese_that_was_seen(page, person):
    """An editor and a translator open the same version; the editor saves first."""
    author, translator = person(), person("translator")
    values, base = typed(page), page.revision
    edit(page, author, summary=text("新摘要。", "Old summary."))
    with writing() as session:
        found = session.get_one(Page, page.id)
        mine = copy.deepcopy(values) | {"summary": text("旧摘要。", "A better summary.")}
        saving.save(session, found, mine, based_on=base, by=session.merge(translator))

    assert typed(page)["summary"] == text("新摘要。", "A better summary.")
    assert (states(page)["summary"], source_of(page, "summary")) == (Following.CHANGED, "旧摘要。")


def test_confirming_settles_one_text_only(page, person):
    edit(page, person(), summary=text("新摘要。", "Old summary."), body=text("新正文。", "The text."))
    with writing() as session:
        found = session.get_one(Page, page.id)
        number, _said = ledger.head_of(session, found)
        assert translating.confirm(session, found, number, "summary", by=session.merge(person("translator")))

    assert states(page) | {"summary": Following.UP_TO_DATE, "body": Following.CHANGED} == states(page)
    assert counted(page)[1:] == (1, 0)


def test_confirming_an_older_version_does_nothing(page, person):
    edit(page, person(), summary=text("新摘要。", "Old summary."))
    first = head(db.session(), page).number
    edit(page, person(), body=text("新正文。", "The text."))
    with writing() as session:
        assert not translating.confirm(session, session.get_one(Page, page.id), first, "summary", by=session.merge(person()))


def restore(page: Page, number: int, by) -> None:
    with writing() as session:
        found = session.get_one(Page, page.id, populate_existing=True)
        revision = session.query(Revision).filter_by(page_id=page.id, number=number).one()
        restoring.restore(session, found, revision, seen=head(session, found).number, by=session.merge(by))


def test_restoring_keeps_english_that_was_written_since_for_the_same_chinese(page, person):
    first = page.revision
    edit(page, person(), summary=text("旧摘要。", "Written by hand."))
    edit(page, person(), summary=text("新摘要。", "Written by hand."))
    restore(page, first, person())

    assert typed(page)["summary"] == text("旧摘要。", "Written by hand.")
    assert states(page)["summary"] is Following.UP_TO_DATE


def test_restoring_a_text_without_english_keeps_the_english_there_is(app, person):
    page = publish_page(STORY, "craft", summary=text("旧摘要。"))
    first = page.revision
    edit(page, person(), summary=text("新摘要。", "Written by hand."))
    restore(page, first, person())

    assert typed(page)["summary"] == text("旧摘要。", "Written by hand.")
    assert (states(page)["summary"], source_of(page, "summary")) == (Following.CHANGED, "新摘要。")


def test_restoring_brings_back_the_english_of_that_time_where_the_chinese_differs(page, person):
    first = page.revision
    edit(page, person(), summary=text("新摘要。", "New summary."))
    restore(page, first, person())

    assert typed(page)["summary"] == text("旧摘要。", "Old summary.")
    assert states(page)["summary"] is Following.UP_TO_DATE


def test_restoring_a_stale_version_is_stale_again(page, person):
    edit(page, person(), summary=text("新摘要。", "Old summary."))
    stale = head(db.session(), page).number
    edit(page, person(), summary=text("另一摘要。", "Another summary."))
    restore(page, stale, person())

    assert (states(page)["summary"], source_of(page, "summary")) == (Following.CHANGED, "旧摘要。")


def test_entry_that_moves_in_a_list_takes_its_state_along(app, person):
    page = publish_trail()
    stops = copy.deepcopy(typed(page)["stops"])
    stops[0]["text"]["zh"] = "改过的站点。"
    edit(page, person(), stops=stops)
    edit(page, person(), stops=[*stops[1:], stops[0]])

    assert states(page)["stops.3.text"] is Following.CHANGED
    assert states(page)["stops.0.text"] is Following.UP_TO_DATE
    assert counted(page)[1] == 1


def test_cancelling_a_date_changes_nothing_in_the_ledger(app, person):
    page = publish_page(Family.EVENT, "fair", schedule=[{"starts": "2027-02-06", "opens": "09:00"}])
    edit(page, person(), summary=text("新摘要。", "One sentence."))
    before = counted(page)
    with writing() as session:
        set_status(session, session.get_one(Page, page.id), Status.CANCELLED)

    assert counted(page) == before
    assert states(page)["summary"] is Following.CHANGED


def test_file_that_changes_the_chinese_is_listed(app):
    page = publish_page(STORY, "craft", summary=text("旧摘要。", "Old summary."))
    publish_page(STORY, "craft", summary=text("新摘要。", "Old summary."))

    assert states(page)["summary"] is Following.CHANGED


def test_random_edits_agree_with_a_slow_reckoning(app, person):
    """After sixty random edits each text is stale exactly when its English last changed under another Chinese."""
    rng, author = random.Random(8), person()
    page = publish_trail()
    tried = 0
    for number in range(60):
        before = {path: dict(said) for path, said in texts(controls_of(saving.document_type(page)), typed(page))}
        known = states(page)
        values = random_edit(rng, typed(page), f"改动 {number}")
        with writing() as session:
            found = session.get_one(Page, page.id, populate_existing=True)
            saving.save(session, found, values, based_on=head(session, found).number, by=session.merge(author))
        for path in ("name", "summary", "body"):
            after = dict(texts(controls_of(saving.document_type(page)), typed(page)))[path]
            is_new_english, is_new_chinese = after.get("en") != before[path].get("en"), after["zh"] != before[path]["zh"]
            expected = Following.UP_TO_DATE if is_new_english else Following.CHANGED if is_new_chinese else known[path]
            assert states(page)[path] is expected
            tried += 1
        assert counted(page)[1] == sum(state is Following.CHANGED for state in states(page).values())
    assert tried == 180


def test_queue_puts_the_most_seen_first_and_leaves_withdrawn_pages_out(app, person):

    for slug, seen in (("quiet", 1), ("busy", 9), ("gone", 50)):
        made = publish_page(STORY, slug, summary=text("只有中文。"))
        with writing() as session:
            session.add(PageViews(page=f"stories/{slug}", day=clock.today().isoformat(), language="zh", times=seen))
            session.get_one(Page, made.id).state = State.WITHDRAWN if slug == "gone" else State.PUBLISHED
    publish_page(STORY, "done")
    reader = person()

    rows = translating.queue(db.session(), reader)

    assert [(row.slug, row.views, row.missing) for row in rows] == [("busy", 9, 1), ("quiet", 1, 1)]
    parity = translating.parity(db.session(), reader)
    assert parity.texts - parity.up_to_date == 2 and parity.percent < 100


def test_page_from_before_the_ledger_is_taken_into_it(page):
    with writing() as session:
        session.delete(session.get_one(TranslationState, page.id))
    with writing() as session:
        assert translating.count_uncounted(session) == 1
    with writing() as session:
        assert translating.count_uncounted(session) == 0

    assert counted(page)[0] == len(states(page)) == len(list(texts(controls_of(document(STORY).__class__), plain(document(STORY)))))
