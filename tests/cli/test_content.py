"""`flask content`, as an editor sees it."""

from pathlib import Path

from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models.page import Page
from app.services.publishing import withdraw
from app.services.transactions import writing
from app.vocabulary import Family
from tests.cli.conftest import Run
from tests.conftest import make_app, make_guide
from tests.services.content_folder import texts, write_file

DIFFERS = "differs: places/rongbaozhai was changed at the desk and is left; `flask content load --take file|desk places/rongbaozhai` decides"


def lines(result: Result) -> list[str]:
    return result.stdout.splitlines()


def withdraw_at_desk(app: Flask) -> None:
    with app.app_context(), writing() as session:
        withdraw(session, session.scalars(select(Page).where(Page.slug == "rongbaozhai")).one())


def test_check_says_how_many_files_are_in_order(run: Run) -> None:
    result = run("content check")

    assert (result.exit_code, lines(result)) == (0, ["5 files are in order"])


def test_check_prints_every_fault_with_file_and_field(run: Run, folder: Path) -> None:
    place = folder / "places" / "rongbaozhai.yaml"
    place.write_text(place.read_text("utf-8").replace("kind: old_brand", "kind: shop"), "utf-8")
    write_file(folder, Family.EVENT, "talk", venues=[{"place": "nowhere"}])

    result = run("content check")

    assert result.exit_code == 1
    assert [line.split(": ")[:2] for line in lines(result)] == [["places/rongbaozhai.yaml", "kind"], ["events/talk.yaml", "venue"]]


def test_check_names_a_line_of_synonyms_that_cannot_be_used(run: Run, folder: Path) -> None:
    (folder / "synonyms.csv").write_text("means,words\nkind=castle,castle\n", "utf-8")

    assert [line.split(": ")[:2] for line in lines(run("content check"))] == [["synonyms.csv", "line 2"]]


def test_strict_check_asks_for_more(run: Run) -> None:
    result = run("content check --strict")

    assert result.exit_code == 1
    assert lines(result)[0] == "places/changdian.yaml: body.zh: has 2 Chinese characters; 120 to 400 are asked"


def test_strict_check_begins_with_the_plain_one(run: Run, folder: Path) -> None:
    write_file(folder, Family.EVENT, "talk", venues=[{"place": "nowhere"}])

    assert lines(run("content check --strict")) == ["events/talk.yaml: venue: there is no places/nowhere"]


def test_load_says_what_it_did(run: Run, set_up: Result, folder: Path) -> None:
    write_file(folder, Family.PLACE, "rongbaozhai", kind="old_brand", name={"zh": "荣宝斋新"})

    assert lines(run("content load")) == ["content: 0 created, 1 updated, 4 unchanged, 0 removed, 0 differs"]


def test_load_with_a_fault_prints_it_and_loads_nothing(run: Run, set_up: Result, folder: Path) -> None:
    write_file(folder, Family.PLACE, "rongbaozhai", kind="old_brand", name={"zh": "荣宝斋新"})
    write_file(folder, Family.EVENT, "talk", venues=[{"place": "nowhere"}])

    result = run("content load")

    assert (result.exit_code, lines(result)) == (1, ["events/talk.yaml: venue: there is no places/nowhere"])
    (folder / "events" / "talk.yaml").unlink()
    assert lines(run("content load")) == ["content: 0 created, 1 updated, 4 unchanged, 0 removed, 0 differs"]


def test_load_lists_what_an_editor_changed_until_it_is_decided(run: Run, set_up: Result, cli_app: Flask) -> None:
    withdraw_at_desk(cli_app)

    assert lines(run("content load")) == ["content: 0 created, 0 updated, 4 unchanged, 0 removed, 1 differs", DIFFERS]
    assert lines(run("content load --take desk places/rongbaozhai")) == ["content: 0 created, 0 updated, 5 unchanged, 0 removed, 0 differs"]
    assert lines(run("content load --take file places/rongbaozhai")) == ["content: 0 created, 1 updated, 4 unchanged, 0 removed, 0 differs"]


def test_take_knows_two_answers(run: Run, set_up: Result) -> None:
    assert run("content load --take both places/rongbaozhai").exit_code == 2


def test_export_gives_the_files_back_byte_for_byte(run: Run, set_up: Result, folder: Path, tmp_path: Path) -> None:
    result = run(f"content export {tmp_path / 'out'}")

    assert lines(result)[-1] == "5 pages exported, 5 files changed"
    assert texts(tmp_path / "out") == texts(folder)


def test_export_goes_to_the_content_folder_unless_told(run: Run, set_up: Result) -> None:
    assert lines(run("content export")) == ["5 pages exported, 0 files changed"]


def test_format_rewrites_what_is_not_canonical(run: Run, folder: Path) -> None:
    place, before = folder / "places" / "rongbaozhai.yaml", texts(folder)
    place.write_text("# a remark\n" + place.read_text("utf-8"), "utf-8")

    assert lines(run("content format")) == ["places/rongbaozhai.yaml", "1 files rewritten"]
    assert texts(folder) == before


def test_format_leaves_a_file_that_it_cannot_read(run: Run, folder: Path) -> None:
    place = folder / "places" / "rongbaozhai.yaml"
    place.write_text("kind: shop\n", "utf-8")

    assert run("content format").exit_code == 1
    assert place.read_text("utf-8") == "kind: shop\n"


def test_reproject_changes_nothing_on_healthy_data(run: Run, set_up: Result) -> None:
    assert lines(run("content reproject")) == ["0 pages changed"]


def test_export_to_a_folder_gives_the_whole_guide(tmp_path: Path) -> None:
    app = make_guide(tmp_path / "one")
    out, run = tmp_path / "out", app.test_cli_runner()
    result = run.invoke(args=["content", "export", str(out)])

    def everything(root: Path) -> dict[str, bytes]:
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    assert result.exit_code == 0 and everything(out) == everything(app.config["SETTINGS"].content)
    other = make_app(tmp_path / "two", CONTENT_DIR=str(out))
    runner = other.test_cli_runner()
    assert runner.invoke(args=["content", "check", "--strict"]).exit_code == 0
    assert runner.invoke(args=["content", "load"]).exit_code == 0
    assert documents(app) == documents(other)


def test_export_leaves_a_folder_that_holds_something_alone(run: Run, set_up: Result, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    result = run(f"content export {out}")

    assert result.exit_code == 1 and "holds something already" in result.stderr
    assert [path.name for path in out.iterdir()] == ["mine.txt"]


def test_export_makes_its_folder_and_leaves_nothing_beside_it(run: Run, set_up: Result, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    within = folder / "places" / "copy"

    assert run(f"content export {out}").exit_code == 0 and (out / "places" / "rongbaozhai.yaml").is_file()
    assert [path.name for path in out.parent.iterdir()] == ["out"]
    assert run(f"content export {within}").exit_code == 1 and not within.exists()


def documents(app: Flask) -> dict[str, object]:
    with app.app_context():
        return {f"{page.family}/{page.slug}": page.content for page in db.session.scalars(select(Page))}
