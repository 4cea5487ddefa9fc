"""`flask search`: make the search index anew, say how it is, and explain why results stand where they do."""

import sys
from typing import Any

import click
from flask.cli import with_appcontext

from app import clock
from app.extensions import db
from app.services.search.index import the_index
from app.services.search.searching import Results
from app.services.search.searching import search as find

SHOWN = 10
STEPS = {
    "whole": "its whole name",
    "alias": "another name of it, whole",
    "other words": "its whole name in other words",
    "short": "its short name",
    "named in it": "it is named in the query",
    "names": "all words in its names",
    "names begun": "all words in its names, begun or in other words",
    "text": "all words somewhere in it",
    "some words in names": "at least half of the words in its names",
    "some words": "some of the words somewhere in it",
    "nearest": "the likest there is to what was typed",
    "filters": "it has what was understood",
    "area": "the neighbourhood itself",
    "festival": "it belongs to the festival",
    "named": "the festival is in its name",
    "soonest": "it is on then, the soonest first",
    "distance": "the nearest first",
    "database": "found in the database, without the index",
}
LEGEND = (
    "Results stand in steps, the first reason of each: whole names first, then words in names, then words in texts.",
    "Within a step what is not over comes first, then the higher score:",
    "how much of the closest name is covered, how much the words weigh (rare ones more), the family's factor, how much the page says.",
)


@click.group()
def search() -> None:
    """Look after the search index."""


def move(bar: Any, done: int, total: int) -> None:
    """Move a bar on to so many of a total."""
    bar.length = total
    bar.update(done - bar.pos)


@search.command()
@with_appcontext
def rebuild() -> None:
    """Make the index anew from the pages."""
    bar = click.progressbar(length=1, label="pages", file=sys.stderr)
    count = the_index().rebuild(db.session(), lambda done, total: move(bar, done, total))
    if count is None:
        raise click.ClickException("Another process is writing the index; try again in a moment.")
    click.echo(f"{count} pages indexed")


@search.command()
@with_appcontext
def status() -> None:
    """Say how the index is."""
    click.echo(f"search index: {the_index().state()}")


@search.command()
@click.argument("query")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="The reader's language.")
@with_appcontext
def explain(query: str, language: str) -> None:
    """Say what a query was taken to mean, and why each of the first ten results stands where it does.

    QUERY is what a visitor would type, in quotes: flask search explain "tea near beihai".
    """
    the_index().catch_up(db.session())
    found = find(db.session(), query, language=language, moment=clock.now(), limit=SHOWN, explain=True)
    for line in meaning_lines(found):
        click.echo(line)
    for place, hit in enumerate(found.hits, 1):
        name = hit.card.card["name"]
        click.echo(f"{place:>3}. {name['zh']} / {name['en'] or '-'}  ({hit.card.family.value}/{hit.card.slug})")
        step, *reasons = hit.why
        click.echo(f"     {'; '.join((STEPS.get(step, step), *reasons))}")
    for line in ("", *LEGEND) if found.hits else ():
        click.echo(line)


def meaning_lines(found: Results) -> list[str]:
    """Give in words what was understood and how many pages were found."""
    lines = [f"asked: {found.query}"]
    lines += [f"nothing fitted; put right to: {found.corrected}"] if found.corrected else []
    lines += [f"understood: {one.name}={one.value} from “{one.words}”" for one in found.meaning.understood]
    lines += [f"left out, because nothing fits it: {one.name}={one.value} from “{one.words}”" for one in found.given_up]
    lines += [f"nothing of the kind is close to {found.nearest_to}"] if found.nearest_to else []
    lines += [f"searched as text: {found.meaning.rest}"] if found.meaning.rest else []
    lines += ["no page has all of it; these are the nearest"] if found.widened and not (found.given_up or found.nearest_to) else []
    lines += ["the index could not be asked or is behind; the database answers"] if found.degraded else []
    return [*lines, f"{found.total} pages" if found.total != 1 else "1 page"]
