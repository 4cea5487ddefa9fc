"""`flask content links`: try the external links of the live pages, and write down which are broken."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from app.config import Settings
from app.services.truth import link_run
from app.services.truth.link_run import Bounds, Run
from app.services.truth.trying import Asking, Tried


def agent() -> str:
    """Give the name under which links are tried: what it is, and of which site."""
    settings: Settings = current_app.config["SETTINGS"]
    return f"WanderXicheng-links/1.0 (+{settings.public_url}; tries the links of a guide)"


@click.command()
@click.option("--most", type=click.IntRange(1, 5_000), default=200, show_default=True, help="How many addresses to try at most.")
@click.option("--seconds", type=click.IntRange(1, 7_200), default=600, show_default=True, help="How long the run may take.")
@click.option("--per-host", type=click.FloatRange(0, 60), default=1.0, show_default=True, help="Seconds between two requests to one host.")
@with_appcontext
def links(most: int, seconds: int, per_host: float) -> None:
    """Try the external links of the live pages, those tried longest ago first; nothing in a private network is ever asked."""
    with click.progressbar(length=1, label="links", file=sys.stderr) as bar:

        def move(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        done = link_run.run(Asking(agent()), Bounds(most, seconds, per_host), moved_on=move)
    for line in lines_of(done):
        click.echo(line)


def lines_of(done: Run) -> list[str]:
    """Give what a run did in words: each broken address, what went wrong with the run itself, and a line of figures."""
    broken = [f"broken: {address} ({words_of(done.tried[address])})" for address in done.broken]
    figures = {
        "tried": len(done.tried),
        "broken": len(broken),
        "refuse robots": done.count(lambda tried: tried.is_for_people_only),
        "fine": done.count(lambda tried: tried.status is not None and not tried.is_broken and not tried.is_for_people_only),
        "not fit to be tried": done.count(lambda tried: tried.status is None and not tried.is_broken) + done.too_long,
        "wait for the next run": done.waiting,
        "no longer on any page": done.removed,
    }
    summary = "links: " + ", ".join(f"{number} {words}" for words, number in figures.items())
    offline = ["No server answered: this machine seems to have no way out, and nothing is kept of them."] if done.is_offline else []
    kept = [] if done.is_kept else ["The database cannot be written: what came of this run is not kept."]
    return [*broken, *offline, *kept, summary]


def words_of(tried: Tried) -> str:
    """Give what came of a try in words."""
    said = [str(tried.status) if tried.status is not None else "", tried.reason.en if tried.reason is not None else ""]
    return ", ".join(filter(None, said))
