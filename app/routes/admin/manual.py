"""The editors' manual at the desk: `docs/editing.<language>.md` in sections, to which every screen leads."""

import re
from functools import cache
from typing import NamedTuple

from flask import Blueprint, Response, abort, render_template
from markupsafe import Markup

from app import i18n
from app.config import ROOT
from app.formatting import html_of
from app.routes.admin import access
from app.vocabulary import Right

bp = Blueprint("admin_manual", __name__, url_prefix="/admin/manual")
PARTS = ("sign-in", "desk", "pages", "form", "words", "together", "review", "publish", "urgent", "history", "editions", "true", "people")
PICTURE = re.compile(r"^!\[([^\]]*)\]\(editing/([a-z-]+\.(?:zh|en)\.png)\)\n*", re.MULTILINE)
# Which part a screen leads to, by the name of its blueprint.
PART_OF = {
    "admin_sign_in": "sign-in",
    "admin_account": "sign-in",
    "admin_two_step": "sign-in",
    "admin_desk": "desk",
    "admin_pages": "pages",
    "admin_edit": "form",
    "admin_new_page": "form",
    "admin_form": "form",
    "admin_workflow": "review",
    "admin_releasing": "publish",
    "admin_operations": "urgent",
    "admin_closures": "urgent",
    "admin_history": "history",
    "admin_previews": "history",
    "admin_wizard": "editions",
    "admin_copy": "editions",
    "admin_people": "people",
    "admin_audit": "people",
    "admin_reports": "true",
    "admin_views": "true",
    "admin_true": "true",
    "admin_translations": "true",
    "admin_freshness": "true",
    "admin_closing": "true",
    "admin_due": "true",
    "admin_digests": "true",
    "admin_links": "true",
    "admin_missed": "true",
    "admin_media": "true",
    "admin_imports": "true",
    "admin_contents": "true",
    "admin_import_files": "true",
    "admin_organisations": "people",
    "admin_invitations": "people",
    "admin_invited": "people",
}


class Part(NamedTuple):
    """One part of the manual: its anchor, its title, its picture with what it shows, and its text."""

    id: str
    title: str
    picture: str
    shows: str
    text: Markup


@cache
def manual(language: str) -> tuple[str, Markup, tuple[Part, ...]]:
    """Give the title, the first words and the parts of the manual in a language."""
    title, *parts = (ROOT / "docs" / f"editing.{language}.md").read_text("utf-8").split("\n## ")
    head, _line, first = title.partition("\n")
    return head.removeprefix("# "), html_of(first.strip()), tuple(part_of(*one) for one in zip(PARTS, parts, strict=True))


def part_of(name: str, text: str) -> Part:
    """Give one part of the manual from its text."""
    title, _line, rest = text.partition("\n")
    picture = PICTURE.search(rest)
    return Part(name, title, picture[2] if picture else "", picture[1] if picture else "", html_of(PICTURE.sub("", rest).strip()))


@bp.get("")
@access.allowed(Right.SEE)
def show() -> str:
    """The manual in the language of the desk."""
    title, first, parts = manual(i18n.language().reads)
    return render_template("admin/manual.html", title=title, first=first, parts=parts)


@bp.get("/<picture>")
@access.allowed(Right.SEE)
def picture(picture: str) -> Response:
    """A picture of the manual."""
    file = ROOT / "docs" / "editing" / picture
    if not re.fullmatch(r"[a-z-]+\.(?:zh|en)\.png", picture) or not file.is_file():
        abort(404)
    return Response(file.read_bytes(), mimetype="image/png")
