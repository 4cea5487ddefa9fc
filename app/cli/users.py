"""`flask users`: the accounts of the desk from the command line: the first one, and help when somebody is locked out."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click
from flask.cli import with_appcontext

from app import clock
from app.extensions import db
from app.models.people import Organisation, User
from app.services.people import accounts, organisations, passwords
from app.services.people.accounts import AccountRefused
from app.services.people.passwords import PasswordRefused
from app.services.transactions import writing
from app.vocabulary import Family, Role

Command = TypeVar("Command", bound=Callable[..., Any])
ROLES = click.Choice([role.value for role in Role])
FAMILIES = click.Choice([family.value for family in Family])
REASONS = {
    "email": "that is no e-mail address",
    "taken": "there is an account with this e-mail address already; see `flask users list`",
    "name": "a name is needed, at most 100 characters",
    "last_admin": "this is the last administrator; make another one first",
    "short": f"the password is too short: at least {passwords.LEAST} characters",
    "long": f"the password is too long: at most {passwords.MOST} characters",
    "common": "this is one of the first passwords that anybody would guess",
    "like_account": "the password is too much like the name or the e-mail address",
}


@click.group()
def users() -> None:
    """The people of the editors' desk. There is no account until `flask users create` makes one."""


def the_user(email: str) -> User:
    """Give the person of an e-mail address; end the command when there is none."""
    user = accounts.by_email(db.session(), email)
    if user is None:
        raise click.ClickException(f"there is no account {email}; see `flask users list`")
    return user


def the_organisation(slug: str | None) -> Organisation | None:
    """Give the organisation of a short name; end the command when there is none."""
    found = organisations.find(db.session(), slug) if slug else None
    if slug and found is None:
        raise click.ClickException(f"there is no organisation {slug}; make it at the desk, under People")
    return found


def wanted_password(generate: bool) -> str | None:
    """Give the password typed twice, or one line of a pipe; None asks for a generated one."""
    if generate:
        return None
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n") or None
    typed: str = click.prompt("Password (empty: one is generated)", default="", hide_input=True, show_default=False)
    if typed and typed != click.prompt("Once more", hide_input=True):
        raise click.ClickException("the two passwords differ")
    return typed or None


def say_password(given: str | None, password: str) -> None:
    """Print a generated password, this once; a typed one is known already."""
    if given is None:
        click.echo(f"password, shown only now: {password}")


def refused(error: AccountRefused | PasswordRefused) -> click.ClickException:
    """Give a refusal in words."""
    return click.ClickException(REASONS[error.reason])


def plural(number: int, thing: str) -> str:
    """Give a number of things."""
    return f"{number} {thing}" + ("" if number == 1 else "s")


def rights_options(command: Command) -> Command:
    """Add the options that say which pages a person reaches."""
    organisation = click.option("--organisation", metavar="SLUG", help="Only the pages of this organisation.")
    family = click.option("--family", "families", multiple=True, type=FAMILIES, help="Only pages of this kind; may be repeated.")
    return family(organisation(command))


@users.command()
@click.argument("email")
@click.option("--name", required=True, help="As it stands beside what they do.")
@click.option("--role", required=True, type=ROLES)
@click.option("--language", type=click.Choice(accounts.LANGUAGES), default="zh", show_default=True, help="Of their desk.")
@click.option("--generate", is_flag=True, help="Do not ask for a password: make one and print it once.")
@rights_options
@with_appcontext
def create(*, email: str, name: str, role: str, language: str, generate: bool, families: tuple[str, ...], organisation: str | None) -> None:
    """Make an account. The password is asked for, read from a pipe, or generated and printed once."""
    given = wanted_password(generate)
    password = given or passwords.generated()
    try:
        with writing() as session:
            user = accounts.create(
                session,
                email=email,
                name=name,
                role=Role(role),
                password=password,
                by=None,
                families=[Family(family) for family in families],
                organisation=the_organisation(organisation),
                language=language,
            )
    except (AccountRefused, PasswordRefused) as error:
        raise refused(error) from error
    click.echo(f"created: {user.email}, {user.role.value}")
    say_password(given, password)


@users.command()
@click.argument("email")
@click.argument("role", type=ROLES)
@rights_options
@with_appcontext
def role(email: str, role: str, families: tuple[str, ...], organisation: str | None) -> None:
    """Give a person a role, and the pages named by the options, else all. It signs them out everywhere."""
    user, wanted = the_user(email), the_organisation(organisation)
    try:
        with writing() as session:
            session.refresh(user)
            ended = accounts.set_role(session, user, Role(role), by=None, families=[Family(family) for family in families], organisation=wanted)
    except AccountRefused as error:
        raise refused(error) from error
    click.echo(f"{user.email} is {user.role.value} now; ended {plural(ended, 'sign-in')}")


@users.command()
@click.argument("email")
@click.option("--undo", is_flag=True, help="Let the person sign in again.")
@with_appcontext
def disable(email: str, undo: bool) -> None:
    """Let a person sign in no longer, and sign them out at once."""
    user = the_user(email)
    try:
        with writing() as session:
            session.refresh(user)
            if undo:
                accounts.enable(session, user, by=None)
                done = f"{user.email} may sign in again"
            else:
                done = f"{user.email} is disabled; ended {plural(accounts.disable(session, user, by=None), 'sign-in')}"
    except AccountRefused as error:
        raise refused(error) from error
    click.echo(done)


@users.command()
@click.argument("email")
@click.option("--generate", is_flag=True, help="Do not ask for a password: make one and print it once.")
@with_appcontext
def reset(email: str, generate: bool) -> None:
    """Give a person a new password; the second step, the recovery codes and every sign-in go, and are named."""
    user = the_user(email)
    given = wanted_password(generate)
    password = given or passwords.generated()
    try:
        with writing() as session:
            session.refresh(user)
            revoked = accounts.reset(session, user, password, by=None)
    except PasswordRefused as error:
        raise refused(error) from error
    second = "the second step" if revoked.had_two_step else "no second step (there was none)"
    click.echo(f"{user.email}: revoked {plural(revoked.sign_ins, 'sign-in')}, {second}, {plural(revoked.recovery_codes, 'recovery code')}")
    say_password(given, password)


@users.command("list")
@with_appcontext
def list_users() -> None:
    """List every account: role, what it reaches, and whether it can sign in."""
    everyone = accounts.everyone(db.session())
    for user in everyone:
        reach = user.organisation.slug if user.organisation else ",".join(user.families) or "all pages"
        since = f"disabled {clock.from_utc(user.disabled_at):%Y-%m-%d}" if user.disabled_at else "active"
        click.echo(f"{user.email:32}  {user.role.value:10}  {reach:20}  {'two steps' if user.has_two_step else 'one step ':9}  {since}  {user.name}")
    if not everyone:
        click.echo("There is no account yet: flask users create you@example.org --name … --role admin")
