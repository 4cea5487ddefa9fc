"""What the check of content files asks of a page beyond its types, said to an editor: lengths, hours, drawings, stations."""

from sqlalchemy import select

from app.documents.event import SeriesDocument
from app.documents.place import PlaceDocument
from app.documents.trail import TrailDocument
from app.i18n import _
from app.models.page import FormerSlug, Page
from app.rules import expected, hours
from app.rules.refusals import Unfit
from app.services import stations
from app.services.checking import cover_faults, hours_faults, too_long
from app.services.desk.gate_rules.findings import Case, Findings, GateRule, found
from app.vocabulary import Family, SourceKind, Subdistrict


def lengths(case: Case) -> Findings:
    """Give every text that is longer than its field allows."""
    for one in too_long(case.document):
        if one.language == "zh":
            message = _("%(has)s characters; at most %(most)s are allowed.", has=one.has, most=one.most)
        else:
            message = _("%(has)s words; at most %(most)s are allowed.", has=one.has, most=one.most)
        yield found(GateRule.TOO_LONG, f"{one.field}.{one.language}", message)


def opening_hours(case: Case) -> Findings:
    """Give what is wrong with the hours of a place taken together."""
    if not isinstance(case.document, PlaceDocument):
        return
    try:
        faults = list(hours_faults(case.document))
    except hours.BadHours as error:
        yield found(GateRule.HOURS, "opening_hours", said(error))
        return
    words = {
        "last_entry_min": _("It must be less than the shortest opening, and some opening must have an end."),
        "keeps_workdays": _("This says nothing without opening hours."),
    }
    for fault in faults:
        path = fault.partition(": ")[0]
        yield found(GateRule.HOURS, path, words.get(path, fault))


def said(error: ValueError) -> str:
    """Give a refusal in the reader's language."""
    if isinstance(error, Unfit):
        return _(error.sentence, **error.values_said)
    return str(error)


def other_facts(case: Case) -> Findings:
    """Give drawings, stations and rules that there are not, and an editorial source beside others."""
    document = case.document
    for fault in cover_faults(document.cover) if document.cover else ():
        yield found(GateRule.FACTS, fault.partition(": ")[0], _("There is no such drawing, or not in this variation."))
    if any(source.kind is SourceKind.EDITORIAL for source in document.sources) and len(document.sources) > 1:
        yield found(GateRule.FACTS, "sources", _("“Compiled by the editors” stands alone or not at all."))
    yield from unknown_stations(case)
    yield from taken_addresses(case)
    if isinstance(document, SeriesDocument) and document.usually:
        try:
            expected.parse(document.usually.rule)
        except expected.BadRule as error:
            yield found(GateRule.FACTS, "usually.rule", _("This rule cannot be reckoned: %(detail)s", detail=said(error)))
    if case.page is not None and case.page.family is Family.NEIGHBOURHOOD and case.page.slug not in set(Subdistrict):
        yield found(GateRule.FACTS, "name", _("A neighbourhood is one of the fifteen subdistricts."))


def unknown_stations(case: Case) -> Findings:
    """Give stations that are not on the list."""
    document = case.document
    named = (
        [(f"metro.{number}.station", access.station) for number, access in enumerate(document.metro)] if isinstance(document, PlaceDocument) else []
    )
    if isinstance(document, TrailDocument):
        named += [(f"stops.{number}.station", stop.station) for number, stop in enumerate(document.stops) if stop.station]
    for path, slug in named:
        if slug not in stations.stations():
            yield found(GateRule.FACTS, path, _("There is no station %(station)s on the list.", station=slug))


def taken_addresses(case: Case) -> Findings:
    """Give former addresses that another page has or had."""
    family, own = Family(case.document.family), case.page.id if case.page is not None else 0
    for number, slug in enumerate(case.document.former_slugs):
        has = select(Page.id).where(Page.family == family, Page.slug == slug, Page.id != own)
        had = select(FormerSlug.page_id).where(FormerSlug.family == family, FormerSlug.slug == slug, FormerSlug.page_id != own)
        if case.session.scalar(has) is not None or case.session.scalar(had) is not None:
            yield found(GateRule.FACTS, f"former_slugs.{number}", _("%(slug)s is the address of another page.", slug=slug))
