"""Do the links of a page lead somewhere: those of its fields, and those in its text?"""

import ipaddress
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from flask import current_app
from markdown_it import MarkdownIt
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from app.documents.registry import BY_FAMILY, BY_FOLDER
from app.i18n import LANGUAGES, _
from app.models.page import FormerSlug, Page
from app.services.desk.gate_rules.findings import Case, Finding, Findings, GateRule, found
from app.services.desk.gate_rules.script import script_in
from app.services.projecting import edges_of
from app.vocabulary import Family, LinkRole, State

FIELDS = {
    LinkRole.SERIES: "series",
    LinkRole.PARENT: "parent",
    LinkRole.VENUE: "venues",
    LinkRole.STOP: "stops",
    LinkRole.SUBJECT: "subjects",
    LinkRole.PART_OF: "part_of",
}
MEANT = re.compile(r"\[[^\]\n]{1,80}\]\s?[(（][^)）\n]*(?:/|:)[^)）\n]*[)）]")
DESK = ("/admin",)
LOCAL = re.compile(r"localhost|.*\.(?:local|localhost|internal|lan|test|invalid|example)|example\.(?:com|org|net)", re.IGNORECASE)


class TextLink(NamedTuple):
    """A link in Markdown: where it leads and its words."""

    href: str
    words: str


@lru_cache(maxsize=1)
def reader() -> MarkdownIt:
    """Give the reader of Markdown that sees links, headings and pictures as pages do, and keeps addresses as they were typed."""
    return MarkdownIt("commonmark", {"html": False})


def links_in(markdown: str) -> Iterator[TextLink]:
    """Give every link of a Markdown text in order."""
    for block in reader().parse(markdown):
        href, words = None, ""
        for token in block.children or ():
            if token.type == "link_open":
                href, words = str(token.attrs.get("href", "")), ""
            elif token.type == "link_close" and href is not None:
                yield TextLink(href, words.strip())
                href = None
            elif href is not None:
                words += token.content


def miswritten(markdown: str) -> Iterator[str]:
    """Give what was meant as a link and is none: a space in the address, brackets apart, an address that is not allowed."""
    for block in reader().parse(markdown):
        plain = "".join(token.content for token in block.children or () if token.type == "text")
        yield from (match[0] for match in MEANT.finditer(plain) if not script_in(match[0]))


def not_a_link(path: str, typed: str) -> Finding:
    """Give the finding of a link that is none."""
    return found(GateRule.BROKEN_LINK, path, _("“%(words)s” is not written as a link; readers would see it as it is typed.", words=typed))


def broken_links(case: Case) -> Findings:
    """Give every link inside the guide that leads nowhere, or to a page that the public does not see."""
    seen: set[str] = set()
    for edge in edges_of(case.document):
        finding = of_page(case, edge.family, edge.slug, field_of(case, edge.role, edge.slug))
        if finding is not None and str(finding) not in seen:
            seen.add(str(finding))
            yield finding
    for said in case.texts:
        for language, path, words in said.languages:
            if said.is_markdown:
                yield from (one for link in links_in(words) for one in of_address(case, link.href, path, language))
                yield from (not_a_link(path, typed) for typed in miswritten(words))
    for leaf in case.leaves:
        if leaf.path.rpartition(".")[2] in {"website", "url", "booking_page"}:
            yield from of_address(case, leaf.words, leaf.path, "zh")


def field_of(case: Case, role: LinkRole, slug: str) -> str:
    """Give the path of the control that names a page: the place of a venue, a stop, a subject."""
    name = "variant_of" if getattr(case.document, "variant_of", None) == slug and role is LinkRole.PART_OF else FIELDS[role]
    ends = (f".{slug}", slug)
    exact = [leaf.path for leaf in case.leaves if leaf.words in {slug, *(f"{entry.folder}/{slug}" for entry in BY_FOLDER.values())}]
    return next((path for path in exact if path.split(".")[0] in {name, "changes", "food"} and not path.endswith(ends)), name)


def of_page(case: Case, family: Family, slug: str, path: str) -> Finding | None:
    """Give a finding when there is no such page, or the public does not see it; a page may lead to itself."""
    address = f"{BY_FAMILY[family].folder}/{slug}"
    if case.page is not None and (case.page.family, case.page.slug) == (family, slug):
        return None
    state = case.session.scalar(select(Page.state).where(Page.family == family, Page.slug == slug))
    if state is None:
        former = select(FormerSlug.page_id).where(FormerSlug.family == family, FormerSlug.slug == slug)
        if path.endswith((".zh", ".en", "website")) and case.session.scalar(former) is not None:
            return None
        return found(GateRule.BROKEN_LINK, path, _("There is no page %(address)s.", address=address))
    if state is State.PUBLISHED:
        return None
    if path.endswith((".zh", ".en")):
        return found(GateRule.BROKEN_LINK, path, _("Readers cannot open %(address)s: it is not published.", address=address))
    return found(GateRule.HIDDEN_LINK, path, _("%(address)s is not published; readers do not see it here.", address=address))


def of_address(case: Case, href: str, path: str, language: str) -> Findings:
    """Give what is wrong with an address, when it leads inside the guide or nowhere at all."""
    parts = urlsplit(href.strip())
    if parts.scheme in {"http", "https"} and not is_ours(parts.hostname or ""):
        if is_nowhere(parts.hostname or ""):
            yield found(GateRule.BROKEN_LINK, path, _("%(address)s cannot be opened by readers.", address=href))
        return
    if parts.scheme not in {"", "http", "https"}:
        if parts.scheme != "mailto":
            yield found(GateRule.BROKEN_LINK, path, _("%(address)s cannot be opened by readers.", address=href))
        return
    inside = urljoin(f"/{language}/{base_of(case)}", unquote(parts.path))
    if not parts.path and not parts.netloc:
        yield found(GateRule.BROKEN_LINK, path, _("“%(address)s” leads to no page.", address=href or "()"))
    elif inside.startswith(DESK) or not is_address(inside):
        yield found(GateRule.BROKEN_LINK, path, _("There is no page %(address)s.", address=href))
    else:
        steps = [step for step in inside.split("/") if step and step not in LANGUAGES]
        if len(steps) >= 2 and steps[0] in BY_FOLDER:
            slug = steps[1].rsplit(".", 1)[0]
            finding = of_page(case, BY_FOLDER[steps[0]].family, slug, path)
            if finding is not None:
                yield finding


def base_of(case: Case) -> str:
    """Give the address of the page below its language, from which bare links are followed."""
    return f"{BY_FAMILY[Family(case.document.family)].folder}/{case.page.slug if case.page is not None else 'new'}"


def is_ours(host: str) -> bool:
    """Whether a host is the guide's own."""
    return host.lower() == (urlsplit(current_app.config["SETTINGS"].site_url).hostname or "")


def is_nowhere(host: str) -> bool:
    """Whether a host is only somebody's own machine, or made up."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return LOCAL.fullmatch(host) is not None or "." not in host


def is_address(path: str) -> bool:
    """Whether the guide answers at a path at all."""
    try:
        current_app.url_map.bind("guide").match(path)
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True
