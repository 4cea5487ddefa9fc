"""The plan and the guide: every name of the plan is placed, what is placed is there, and is found under the plan's own words."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import ValidationError
from sqlalchemy import select

from app import create_app
from app.config import ROOT, Settings
from app.documents.registry import BY_FOLDER, folder_of
from app.extensions import db
from app.models.page import Page
from app.queries.facet_sets import SETS, ids_of
from app.queries.pages import is_public
from app.services.checking import check_content
from app.services.content_files import content_files, parse, write
from app.services.plan_coverage import Plan, PlanRefused, PlanRow, coverage, read_plan
from app.services.search.searching import search
from app.vocabulary import Family
from tests.services.content_folder import fill

CONTENT = ROOT / "content"
PLAN = read_plan(CONTENT)
FIRST = 10
PUNCTUATION = str.maketrans(dict.fromkeys('“”‘’"•·', " "))
LOOKED_FOR = [row for row in PLAN.rows if row.class_ in "ab" and (row.pages or row.facets)]


@dataclass(frozen=True)
class Guide:
    """The public pages of the loaded guide: each address, and the addresses on each list of the plan."""

    addresses: frozenset[str]
    lists: dict[str, set[str]]


@pytest.fixture(scope="module")
def loaded(guide_app: Flask) -> Guide:
    with guide_app.app_context():
        rows = db.session.execute(select(Page.id, Page.family, Page.slug).where(is_public())).all()
        pages = {number: f"{folder_of(family)}/{slug}" for number, family, slug in rows}
        found = {address: {pages[number] for number in pages_on(address)} for row in PLAN.rows for address in row.facets}
        db.session.remove()
    return Guide(frozenset(pages.values()), found)


def pages_on(address: str) -> list[int]:
    path, _, query = address.partition("?")
    folder, _, interest = path.partition("/")
    families = list(Family) if interest else [BY_FOLDER[folder].family]
    name, _, value = query.partition("=")
    filters = {"interest": interest} if interest else {name: value} if query else {}
    return ids_of(SETS.catch_up(db.session()).chosen(families, filters))


def first_found(words: str, *, whole: bool) -> set[str]:
    results = search(db.session(), words.translate(PUNCTUATION), language="zh", limit=FIRST)
    assert not (whole and results.widened), "no page has all the words"
    return {f"{folder_of(hit.card.family)}/{hit.card.slug}" for hit in results.hits}


def test_plan_has_every_row_of_the_inventory():
    assert Counter(row.class_ for row in PLAN.rows) == {"a": 86, "b": 41, "c": 140}


def test_plan_is_in_canonical_form():
    text = (CONTENT / "plan.yaml").read_text("utf-8")

    assert write(parse(text)) == text


def test_plan_is_no_page():
    assert "plan" not in {file.slug for file in content_files(CONTENT)}


def test_committed_coverage_is_what_the_command_writes(guide_app: Flask, tmp_path: Path):
    result = guide_app.test_cli_runner().invoke(args=["content", "plan", str(tmp_path / "plan-coverage.md")])

    assert (result.exit_code, result.stdout) == (0, "267 rows written to plan-coverage.md\n")
    assert (tmp_path / "plan-coverage.md").read_text("utf-8") == (ROOT / "docs" / "plan-coverage.md").read_text("utf-8")


def test_command_without_a_plan_says_so_and_writes_nothing(tmp_path: Path):
    folder = fill(tmp_path / "content")
    app = create_app(Settings.read({"INSTANCE_DIR": str(tmp_path / "instance"), "CONTENT_DIR": str(folder), "TIMED_WORK": "0"}))

    result = app.test_cli_runner().invoke(args=["content", "plan", str(tmp_path / "plan-coverage.md")])

    assert (result.exit_code, result.stdout.split(":")[0]) == (1, "plan.yaml")
    assert not (tmp_path / "plan-coverage.md").exists()


def test_every_page_of_the_plan_is_public(loaded: Guide):
    lacking = {row.zh: set(row.pages) - loaded.addresses for row in PLAN.rows if set(row.pages) - loaded.addresses}

    assert lacking == {}


def test_no_list_of_the_plan_is_empty(loaded: Guide):
    assert [address for address, pages in loaded.lists.items() if not pages] == []


def test_every_list_and_built_feature_of_the_plan_opens(guide: FlaskClient):
    addresses = {address for row in PLAN.rows for address in row.facets} | {feature.built_at for feature in PLAN.features if feature.built_at}

    assert [address for address in sorted(addresses) if guide.get(f"/zh/{address}").status_code != 200] == []


def test_waiting_features_have_no_address():
    assert [feature.slug for feature in PLAN.features if feature.built_at and feature.issue] == []


@pytest.mark.parametrize("row", [row for row in LOOKED_FOR if row.pages], ids=lambda row: row.en)
def test_page_is_found_by_the_words_of_the_plan(row: PlanRow, guide: FlaskClient):
    assert first_found(row.zh, whole=True) & set(row.pages)


@pytest.mark.parametrize("row", [row for row in LOOKED_FOR if not row.pages], ids=lambda row: row.en)
def test_page_of_the_list_is_found_by_the_words_of_the_plan(row: PlanRow, guide: FlaskClient, loaded: Guide):
    assert first_found(row.zh, whole=False) & set().union(*(loaded.lists[address] for address in row.facets))


def test_row_of_class_a_that_loses_its_page_is_refused():
    row = next(row for row in PLAN.rows if row.class_ == "a" and row.pages and not row.facets)
    values = row.model_dump(by_alias=True) | {"pages": (), "features": ("calendar",)}

    with pytest.raises(ValidationError, match="is of class a and must have a page or a facet"):
        PlanRow.model_validate(values)


def test_page_that_is_gone_is_refused_with_the_name_that_needs_it():
    names = {file.address: file.document.name.en for file in check_content(CONTENT)[0] if file.address != "places/rongbaozhai"}

    with pytest.raises(PlanRefused) as refused:
        coverage(PLAN, names)

    assert refused.value.faults == ["plan.yaml: 琉璃厂地区艺术品交易市场: there is no places/rongbaozhai"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"not_public": "A phrase."}, "must have pages, facets or features, or say why it is not public"),
        ({"facets": ["rooms"]}, "must be a list, such as trails"),
        ({"facets": ["places?kind"]}, "must be a list, such as trails"),
        ({"pages": ["shops/rongbaozhai"]}, "must be family/slug"),
    ],
)
def test_row_that_is_not_in_order_is_refused(change: dict[str, object], message: str):
    values = {"class": "b", "zh": "夜经济", "en": "night economy", "section": "17", "pages": ["trails/xicheng-night"]}

    with pytest.raises(ValidationError, match=message):
        PlanRow.model_validate(values | change)


def test_feature_that_no_row_names_is_refused():
    values = PLAN.model_dump(by_alias=True)
    values["features"] = [*values["features"], {"slug": "teleport", "name": "Teleport"}]

    with pytest.raises(ValidationError, match="named but not described: teleport"):
        Plan.model_validate(values)


def test_name_that_stands_twice_is_refused():
    values = PLAN.model_dump(by_alias=True)

    with pytest.raises(ValidationError, match="stands twice: 厂甸庙会"):
        Plan.model_validate(values | {"rows": [*values["rows"], values["rows"][0]]})


def test_plan_that_is_missing_is_refused(tmp_path: Path):
    with pytest.raises(PlanRefused, match=r"plan\.yaml"):
        read_plan(tmp_path)
