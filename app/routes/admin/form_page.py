"""The page of the form: what was typed, drawn with its faults, its names, and what was found for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import render_template, request

from app.documents.registry import BY_FAMILY, folder_of
from app.extensions import db
from app.i18n import _
from app.models.page import Page, Revision
from app.models.review import Draft
from app.routes.admin import access, builder_parts
from app.services.desk import heads, pickers, saving
from app.services.desk.controls import Control, controls_of
from app.services.desk.drawing import form
from app.services.desk.nodes import Drawing, Node
from app.services.desk.reading import read, read_english
from app.services.desk.rows import Button, placed
from app.services.desk.walking import picked
from app.services.desk.words_of_faults import FormFault
from app.services.people import rights
from app.vocabulary import Family, Right

SECTIONS = ("what", "when", "where", "stops", "how", "who", "text", "picture", "sources", "more")
LONGEST_WHY = 400


@dataclass
class Typed:
    """A form as it was posted, or as it is first opened: its page if there is one, the values, and what they were typed over."""

    family: Family
    page: Page | None
    values: dict[str, Any]
    based_on: int = 0
    slug: str = ""
    why: str = ""
    is_minor: bool = False
    button: Button | None = None
    unknown: tuple[str, ...] = ()
    draft: Draft | None = None
    found: dict[str, Any] = field(default_factory=dict)
    built: dict[str, Any] = field(default_factory=dict)

    @property
    def controls(self) -> tuple[Control, ...]:
        """The controls of its document."""
        return controls_of(BY_FAMILY[self.family].document)

    @property
    def only_english(self) -> bool:
        """Whether the person signed in writes only the English of this page."""
        return self.page is not None and not rights.may(access.me(), Right.WRITE, self.page)


def number_typed(name: str) -> int:
    """Give a number of the form's own, 0 for anything else."""
    said = request.form.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def posted(family: Family, page: Page | None) -> Typed:
    """Give what was posted; a translator's form is read over the text that it was opened with."""
    typed = Typed(family, page, {}, number_typed("_based_on"), request.form.get("_slug", "").strip(), request.form.get("_why", "")[:LONGEST_WHY])
    typed.is_minor = request.form.get("_minor") == "1"
    typed.button = Button.of(request.form.get("_do", ""))
    if typed.only_english and page is not None:
        said = read_english(typed.controls, heads.content_of(db.session(), page, typed.based_on), request.form)
    else:
        said = read(typed.controls, request.form, keeps_empty=typed.button is not None)
    typed.values, typed.unknown = said.values, said.unknown
    if typed.button is not None:
        typed.button = Button(typed.button.deed, placed(typed.button.path, request.form))
    return typed


def opened(page: Page) -> Typed:
    """Give a page's form as it opens: what this person was typing, else where editing goes on."""
    session = db.session()
    found, draft = heads.head(session, page), saving.draft_of(session, page, access.me())
    if draft is not None:
        return Typed(page.family, page, draft.values, draft.based_on, draft=draft)
    return Typed(page.family, page, found.values, found.number)


def draw(typed: Typed, faults: Iterable[FormFault] = (), trouble: str = "") -> str:
    """Give the page of a form."""
    faults, session = list(faults), db.session()
    if not typed.only_english:
        builder_parts.show_at_first(typed.values, typed.built, typed.controls)
    drawing = Drawing(
        faults={fault.path: fault.sentence for fault in faults},
        names=pickers.names(session, picked(typed.controls, typed.values), by=access.me()),
        found=typed.found,
        built=typed.built,
        only_english=typed.only_english,
    )
    return render_template(
        "admin/edit/form.html",
        typed=typed,
        page=typed.page,
        family=typed.family,
        folder=folder_of(typed.family),
        slug=typed.page.slug if typed.page is not None else typed.slug,
        name=typed.values.get("name") if isinstance(typed.values.get("name"), dict) else None,
        sections=in_sections(form(typed.controls, typed.values, drawing)),
        faults=faults,
        trouble=trouble,
        mine=not typed.only_english,
        may_save=typed.page is None or rights.may(access.me(), Right.TRANSLATE, typed.page),
        newest=newest(typed),
    )


def newest(typed: Typed) -> Revision | None:
    """Give the newest text of the page where it is not the one typed over, so that a person knows of it."""
    if typed.page is None:
        return None
    found = heads.head(db.session(), typed.page)
    return found.revision if found.number != typed.based_on else None


def in_sections(nodes: Iterable[Node]) -> list[tuple[str, str, list[Node]]]:
    """Give the controls by section, each with its id and title, in the order of the form."""
    titles, by_section = section_titles(), dict[str, list[Node]]()
    for node in nodes:
        by_section.setdefault(node.control.shown.section, []).append(node)
    return [(name, titles[name], by_section[name]) for name in SECTIONS if name in by_section]


def section_titles() -> Mapping[str, str]:
    """Give what the sections of a form are called."""
    return {
        "what": _("What it is"),
        "when": _("When"),
        "where": _("Where"),
        "stops": _("Stops"),
        "how": _("How to visit"),
        "who": _("Who"),
        "text": _("Text"),
        "picture": _("Picture"),
        "sources": _("Sources"),
        "more": _("More"),
    }
