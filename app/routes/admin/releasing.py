"""Publishing at the desk: now, at a time, until a time; off the schedule; and choosing where a text clashes with the live one."""

from datetime import date, datetime, time

from flask import Blueprint, request
from pydantic import ValidationError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app import clock
from app.i18n import _
from app.models.page import Page, Revision
from app.models.people import User
from app.routes.admin import access
from app.routes.admin.frame import in_words
from app.routes.admin.taking_steps import take
from app.services.desk import releasing, typed
from app.services.desk.going_live import Live, settle
from app.services.desk.queues import review_steps
from app.services.desk.refusals import StepRefused
from app.services.desk.saving import Clashing, Saved
from app.vocabulary import Right

bp = Blueprint("admin_releasing", __name__, url_prefix="/admin/pages/<folder>/<slug>/publishing/<int:number>")
REASON, CHOICE = "reason.", "choice."


def moment_of(name: str) -> datetime | None:
    """Give the Beijing time typed into a day and a time field; None when both are empty; raise StepRefused for half of one."""
    typed_day, typed_time = request.form.get(f"{name}_day", "").strip(), request.form.get(f"{name}_time", "").strip()
    if not typed_day and not typed_time:
        return None
    try:
        day, at = date.fromisoformat(typed.day_of(typed_day) or ""), time.fromisoformat(typed.clock_of(typed_time) or "")
    except ValueError:
        raise StepRefused("no_time") from None
    return datetime.combine(day, at, tzinfo=clock.BEIJING)


def reasons() -> dict[str, str]:
    """Give the reasons for the gate's warnings, by rule."""
    return {name.removeprefix(REASON): text.strip()[:400] for name, text in request.form.items() if name.startswith(REASON)}


@bp.post("/publish")
@access.allowed(Right.PUBLISH)
def publish(folder: str, slug: str, number: int) -> Response:
    """Publish a revision now, or at its time."""

    def step(session: Session, page: Page, revision: Revision, user: User) -> str | Clashing:
        if request.form.get("when") == "later":
            return later(session, page, revision, user)
        until_at = moment_of("until")
        live = releasing.publish_now(
            session, page, revision, by=user, steps=review_steps(), until_at=until_at, is_endless=until_at is None, overrides=reasons()
        )
        return live if isinstance(live, Clashing) else said_of(live, until_at)

    return take(folder, slug, number, Right.PUBLISH, step)


def later(session: Session, page: Page, revision: Revision, user: User) -> str | Clashing:
    """Put a revision on the schedule, and give what is said of it."""
    publish_at = moment_of("at")
    if publish_at is None:
        raise StepRefused("no_time")
    until_at = moment_of("until")
    clash = releasing.schedule(session, page, revision, publish_at, by=user, steps=review_steps(), until_at=until_at, overrides=reasons())
    return clash if clash is not None else _("It goes live on %(moment)s, Beijing time.", moment=in_words(publish_at))


def said_of(live: Live, until_at: datetime | None) -> str:
    """Give what is said after publishing."""
    said = [_("Published.")]
    if live.is_merged:
        said.append(_("What others published meanwhile was joined in."))
    if live.kept:
        said.append(_("Changes of status, dates or closures made meanwhile were kept."))
    if live.is_withdrawn:
        said.append(_("The page is withdrawn and stays so until it is put back."))
    if until_at is not None:
        said.append(_("It is taken down on %(moment)s, Beijing time.", moment=in_words(until_at)))
    return " ".join(said)


@bp.post("/unschedule")
@access.allowed(Right.PUBLISH)
def unschedule(folder: str, slug: str, number: int) -> Response:
    """Take a revision off the schedule."""

    def step(session: Session, page: Page, revision: Revision, user: User) -> str:
        releasing.unschedule(session, page, revision, by=user, steps=review_steps())
        return _("Taken off the schedule.")

    return take(folder, slug, number, Right.PUBLISH, step)


@bp.post("/dismiss")
@access.allowed(Right.PUBLISH)
def dismiss(folder: str, slug: str, number: int) -> Response:
    """Let a revision that was held back wait no longer."""

    def step(session: Session, page: Page, revision: Revision, user: User) -> str:
        releasing.dismiss(session, page, revision, by=user)
        return _("Put aside. It stays in the history.")

    return take(folder, slug, number, Right.PUBLISH, step)


@bp.post("/settle")
@access.allowed(Right.PUBLISH)
def choose(folder: str, slug: str, number: int) -> Response:
    """Choose one text at each place where a revision clashes with the live page."""

    def step(session: Session, page: Page, revision: Revision, user: User) -> Saved | Clashing:
        seen = request.form.get("seen", "")
        choices = {name.removeprefix(CHOICE): side for name, side in request.form.items() if name.startswith(CHOICE) and side in {"mine", "theirs"}}
        number_seen = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
        try:
            return settle(session, page, revision, choices, seen=number_seen, by=user)  # type: ignore[arg-type]
        except ValidationError:
            raise StepRefused("together") from None

    return take(folder, slug, number, Right.PUBLISH, step)
