"""Pages of one kind with all that they say, as a table: it can be changed in a spreadsheet and imported again."""

from dataclasses import replace

from flask import Blueprint, Response, abort
from sqlalchemy import and_, select

from app.documents.registry import folder_of
from app.extensions import db
from app.models.page import Page
from app.routes.admin import access, taking_away
from app.routes.admin.asking_pages import asked
from app.services.bringing.contents import contents
from app.services.desk import pages_list
from app.services.people import rights
from app.vocabulary import Family, Right

bp = Blueprint("admin_contents", __name__, url_prefix="/admin/contents/<family>")
MOST = 5_000


@bp.get(taking_away.RULE)
@access.allowed(Right.SEE)
def table(family: str, form: str) -> Response:
    """The contents of the pages of a kind that are asked for, at most 5,000."""
    user, session = access.me(), db.session()
    if family not in rights.families_of(user):
        abort(404)
    wanted = replace(asked(), family=Family(family))
    fits = and_(rights.reachable(user), *pages_list.conditions(wanted))
    pages = session.scalars(select(Page).where(fits).order_by(Page.slug).limit(MOST)).all()
    head, rows = contents(session, Family(family), pages)
    return taking_away.table(folder_of(Family(family)), form, head, rows)
