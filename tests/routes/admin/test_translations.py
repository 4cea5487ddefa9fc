"""The ledger of translations at the desk: seen, filtered, taken away, brought back, settled."""

import io

from app.extensions import db
from app.models.page import Page
from app.services.truth import ledger
from app.vocabulary import Family
from tests.factories import publish_page
from tests.routes.admin.posting import fields_of, save

LIST = "/admin/translations"


def text(zh: str, en: str = "") -> dict[str, str]:
    return {"zh": zh, "en": en}


def changed_page() -> Page:
    """A published page whose Chinese changed after its English was made."""
    publish_page(Family.STORY, "craft", summary=text("旧的摘要。", "Old summary."))
    return publish_page(Family.STORY, "craft", summary=text("新的摘要。", "Old summary."))


def test_list_shows_what_changed_and_the_parity(editor):
    changed_page()
    publish_page(Family.STORY, "done")

    page = editor.get(LIST)

    assert "stories/craft" in page.text and "stories/done" not in page.text
    assert "stories/done" in editor.get(f"{LIST}?state=up_to_date").text
    assert "stories/craft" not in editor.get(f"{LIST}?state=missing").text
    assert "stories/craft" not in editor.get(f"{LIST}?family=event").text


def test_page_shows_the_difference_of_its_chinese(editor):
    changed_page()

    page = editor.get(f"{LIST}/stories/craft?state=changed")

    assert "<del>旧</del><ins>新</ins>" in page.text
    assert page.text.count('class="panel" id="t-') == 1


def test_translator_says_that_the_english_is_still_right(translator):
    made = changed_page()
    answer = translator.send(f"{LIST}/stories/craft/{made.revision}", {"path": "summary"})

    assert answer.status_code == 303
    _number, said = ledger.head_of(db.session(), db.session.get_one(Page, made.id, populate_existing=True))
    assert said.made_from == {}


def test_filled_in_file_comes_back_through_the_form(translator):
    publish_page(Family.STORY, "craft", summary=text("只有中文。"))
    out = translator.get(f"{LIST}/table.xlf").data.decode()
    filled = out.replace('<target state="needs-translation" />', '<target state="translated">Only Chinese.</target>')
    assert filled != out

    answer = translator.post(LIST, data={"csrf_token": translator.csrf(), "file": (io.BytesIO(filled.encode()), "a.xlf")})

    assert answer.status_code == 303
    _number, said = ledger.head_of(db.session(), db.session.query(Page).filter_by(slug="craft").one())
    assert said.values["summary"]["en"] == "Only Chinese."


def test_wrong_file_is_refused_on_the_page(translator):
    for file in (b"no xml", b""):
        answer = translator.post(LIST, data={"csrf_token": translator.csrf(), "file": (io.BytesIO(file), "a.xlf")})
        assert answer.status_code == 422 and 'role="alert"' in answer.text


def test_minor_change_in_the_form_leaves_the_english_as_it_is(editor):
    path = "/admin/pages/stories/craft"
    made = publish_page(Family.STORY, "craft", summary=text("旧的摘要。", "Old summary."))
    for minor, words, expected in (("1", "旧的摘要！", {}), ("", "全新的摘要。", {"summary": "旧的摘要！"})):
        fields = fields_of(editor.get(path).text)
        assert save(editor, path, [*fields, ("_minor", minor)], **{"summary.zh": words}).status_code == 303
        db.session.rollback()
        _number, after = ledger.head_of(db.session(), db.session.get_one(Page, made.id, populate_existing=True))
        assert after.made_from == expected
