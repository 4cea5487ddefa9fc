"""XLIFF: what goes out comes back; what does not fit is refused in words, and then nothing is kept."""

from xml.etree import ElementTree as ET

import pytest

from app.extensions import db
from app.models.page import Page, Revision
from app.services.transactions import writing
from app.services.truth import bringing_back, ledger, xliff
from app.services.truth.bringing_back import TranslationsRefused
from app.services.truth.ledger import Following
from app.services.truth.xliff import PageFile, XliffRefused
from app.vocabulary import Family
from tests.factories import publish_page
from tests.services.desk.acting import edit, typed
from tests.services.truth.test_ledger import source_of, states, text

SPACE = {"x": xliff.NAMESPACE}


@pytest.fixture
def page(app) -> Page:
    return publish_page(Family.STORY, "craft", summary=text("旧摘要 <b>&“引号”。"), body=text("第一行。\n\n第二行。", "Line one."))


def file_of(page: Page, change=lambda root: None) -> bytes:
    """The XLIFF of a page, with something changed in it."""
    number, said = ledger.head_of(db.session(), page)
    kind = type(page.document)
    data = xliff.write([PageFile(f"stories/{page.slug}", number, [(entry, "label") for entry in ledger.entries(kind, said)])])
    root = ET.fromstring(data)
    change(root)
    return ET.tostring(root)


def translate(path: str, words: str):
    """A change that gives the text at a path some English."""

    def change(root: ET.Element) -> None:
        unit = root.find(f".//x:trans-unit[@id='{path}']", SPACE)
        unit.find("x:target", SPACE).text = words

    return change


def take(data: bytes, by) -> bringing_back.Taken:
    with writing() as session:
        return bringing_back.take(session, xliff.read(data), by=session.merge(by))


def revisions() -> int:
    db.session.rollback()
    return db.session.query(Revision).count()


def test_file_says_each_text_with_its_state(page):
    root = ET.fromstring(file_of(page))
    units = {unit.get("id"): unit for unit in root.iterfind(".//x:trans-unit", SPACE)}

    assert root.find("x:file", SPACE).get("original") == "stories/craft"
    assert units["summary"].find("x:source", SPACE).text == "旧摘要 <b>&“引号”。"
    assert units["summary"].find("x:target", SPACE).get("state") == "needs-translation"
    assert units["body"].find("x:target", SPACE).get("state") == "translated"


def test_file_says_what_the_chinese_was_before(page, person):
    edit(page, person(), body=text("新的正文。", "Line one."))
    former = ET.fromstring(file_of(page)).find(".//x:trans-unit[@id='body']/x:alt-trans/x:source", SPACE)

    assert former.text == "第一行。\n\n第二行。"


def test_english_comes_back_as_a_draft(page, person):
    taken = take(file_of(page, translate("summary", "A summary.")), person("translator"))

    assert (taken.saved, typed(page)["summary"]["en"]) == (1, "A summary.")
    assert states(page)["summary"] is Following.UP_TO_DATE


def test_untouched_file_changes_nothing(page, person):
    before = revisions()

    assert take(file_of(page), person("translator")).saved == 0
    assert revisions() == before


def test_translation_of_chinese_that_changed_meanwhile_is_kept_and_listed(page, person):
    data = file_of(page, translate("summary", "A summary."))
    edit(page, person(), summary=text("新摘要。"))
    take(data, person("translator"))

    assert typed(page)["summary"] == text("新摘要。", "A summary.")
    assert (states(page)["summary"], source_of(page, "summary")) == (Following.CHANGED, "旧摘要 <b>&“引号”。")


def test_translation_that_somebody_else_made_meanwhile_is_not_overwritten(page, person):
    data = file_of(page, translate("summary", "A summary."))
    edit(page, person(), summary=text("旧摘要 <b>&“引号”。", "Another summary."))
    before = revisions()

    with pytest.raises(TranslationsRefused) as refused:
        take(data, person("translator"))
    assert "summary.en" in str(refused.value) and revisions() == before


def test_one_fault_keeps_the_whole_file_out(page, person):
    other = publish_page(Family.STORY, "other", summary=text("别的。"))
    good, bad = file_of(page, translate("summary", "A summary.")), file_of(other, translate("summary", "Other."))
    root, second = ET.fromstring(good), ET.fromstring(bad)
    second.find("x:file", SPACE).set("original", "stories/nowhere")
    root.append(second.find("x:file", SPACE))
    before = revisions()

    with pytest.raises(TranslationsRefused) as refused:
        take(ET.tostring(root), person("translator"))
    assert len(refused.value.faults) == 1 and "stories/nowhere" in refused.value.faults[0]
    assert revisions() == before


def renamed(root: ET.Element) -> None:
    root.find(".//x:trans-unit[@id='body']", SPACE).set("id", "no.such.text")


def another_source(root: ET.Element) -> None:
    root.find(".//x:trans-unit[@id='body']/x:source", SPACE).text = "别的正文。"


def another_version(root: ET.Element) -> None:
    root.find("x:file", SPACE).set("product-version", "99")


@pytest.mark.parametrize("change", [renamed, another_source, another_version])
def test_text_that_does_not_fit_its_version_is_named(page, person, change):
    with pytest.raises(TranslationsRefused, match="stories/craft"):
        take(file_of(page, change), person("translator"))


def test_page_out_of_reach_is_absent(page, person):
    stranger = person("translator", families=["event"])

    with pytest.raises(TranslationsRefused):
        take(file_of(page, translate("summary", "A summary.")), stranger)


BOMB = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1 or str()};' * 10}'>" for n in range(1, 9)) + "]><xliff>&a8;</xliff>"
UNIT = '<trans-unit id="{id}"><source>a</source><target>{target}</target></trans-unit>'
WHOLE = f'<xliff version="1.2" xmlns="{xliff.NAMESPACE}">{{}}</xliff>'
FILE = '<file original="stories/craft" product-version="{}"><body>{}</body></file>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 100,
        b"not xml",
        b"<xliff",
        b"<html/>",
        b"\xff\xfe<\x00x\x00",
        BOMB.encode(),
        b"<!DOCTYPE x SYSTEM 'http://localhost/x'><x/>",
        b"<?xml version='1.0' encoding='nonsense'?><x/>",
        WHOLE.format("").encode(),
        b'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>',
        WHOLE.format(FILE.format("one", "")).encode(),
        WHOLE.format(FILE.format("9" * 20, "")).encode(),
        WHOLE.format(FILE.format("1", UNIT.format(id="body", target="a") * 2)).encode(),
        WHOLE.format(FILE.format("1", UNIT.format(id="body", target="a\u202eb"))).encode(),
        WHOLE.format(FILE.format("1", UNIT.format(id="body", target="a" * 20_001))).encode(),
        b"<a>" * 200_000,
        b"x" * (xliff.LARGEST + 1),
    ],
    ids=range(18),
)
def test_file_that_is_no_xliff_of_ours_is_refused_in_words(app, data):
    with pytest.raises(XliffRefused) as refused:
        xliff.read(data)
        assert len(str(refused.value)) >= 6
