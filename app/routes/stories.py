"""Stories: the list, and one story."""

from flask import Blueprint, render_template

from app import i18n
from app.extensions import db
from app.models.families import Story
from app.queries.facet_sets import SETS, ids_of
from app.queries.pages import linked_cards, list_cards
from app.routes import answers, lists
from app.security import public
from app.services import structured_data
from app.vocabulary import Family, LinkRole

bp = Blueprint("stories", __name__, url_prefix=i18n.PREFIX + "/stories")
FILTERS = ("kind", "interest")


@bp.get("")
@public(*FILTERS)
def index() -> str:
    """Every story."""
    session = db.session()
    sets = SETS.catch_up(session)
    chosen = lists.chosen_filters([Family.STORY], FILTERS)
    cards = list_cards(session, Family.STORY, i18n.code(), ids=ids_of(sets.chosen([Family.STORY], chosen)))
    return render_template(
        "stories/index.html", cards=cards, filters=lists.filters(sets, [Family.STORY], FILTERS, chosen, "stories.index"), chosen=chosen
    )


@bp.get("/<slug>")
@public()
def show(slug: str) -> str:
    """One story, with the pages it is about."""
    page = answers.find(Story, Family.STORY, slug, "stories.show")
    subjects = [link.card for link in linked_cards(db.session(), page.id) if link.role is LinkRole.SUBJECT and link.outward]
    return render_template(
        "stories/show.html", page=page, document=page.document, subjects=subjects, data=structured_data.story_node(page, page.document)
    )
