"""`flask setup`: from nothing to ready, and again without work."""

from pathlib import Path

from app.vocabulary import Family
from tests.cli.conftest import Run
from tests.services.content_folder import write_file


def test_setup_makes_tables_pages_and_index(run: Run) -> None:
    result = run("setup")

    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "schema: up to date",
        "content: 5 created, 0 updated, 0 unchanged, 0 removed, 0 differs",
        "projections: 0 changed",
        "search index: ok",
    ]


def test_second_setup_does_nothing(run: Run) -> None:
    run("setup")

    assert run("setup").stdout.splitlines()[1] == "content: 0 created, 0 updated, 5 unchanged, 0 removed, 0 differs"


def test_setup_with_faulty_content_prints_the_faults_and_fails(run: Run, folder: Path) -> None:
    write_file(folder, Family.EVENT, "talk", venues=[{"place": "nowhere"}])

    result = run("setup")

    assert (result.exit_code, result.stdout.splitlines()[1:]) == (1, ["events/talk.yaml: venue: there is no places/nowhere"])


def test_search_index_can_be_made_anew(run: Run) -> None:
    run("setup")

    assert run("search rebuild").stdout == "5 pages indexed\n"
    assert run("search status").stdout == "search index: ok\n"
