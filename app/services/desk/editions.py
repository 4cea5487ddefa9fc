"""The next edition of a series from the one before, and copies of pages: what is taken along, moved, and left behind."""

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import clock
from app.documents.event import SeriesDocument
from app.i18n import _
from app.models.families import Event
from app.models.page import Page, Revision
from app.rules import expected
from app.rules.expected import Rule
from app.services.desk import heads
from app.services.desk.shifting import Shift, moved_line, usual_shift
from app.vocabulary import Confidence, Family, SourceKind

CARRIED = ("kind", "series", "interests", "keywords", "plan", "cover", "venues", "organisers", "languages", "website")
ONE_YEARS_OWN = ("former_slugs", "also_known_as", "pinyin", "note", "changes", "status", "status_note", "previously")
SHORT_GAP_YEARS = 12


@dataclass
class Proposal:
    """An edition as it is proposed: its address and values, the edition it follows, and how its dates were moved."""

    slug: str
    year: int
    values: dict[str, Any]
    shift: Shift
    before: Page | None
    before_year: int | None = None
    before_lines: list[dict[str, Any]] = field(default_factory=list)
    taken: Page | None = None


def editions(session: Session, series: Page) -> list[tuple[Page, dict[str, Any]]]:
    """Give the editions of a series with their newest text, the last year first, drafts among them."""
    drafts = {page.id for _revision, page in session.execute(heads.open_heads(Revision.content["series"].as_string() == series.slug))}
    rows = session.scalars(select(Event).where(or_(Event.content["series"].as_string() == series.slug, Event.id.in_(drafts))))
    found = [(page, heads.head(session, page).values) for page in rows]
    named = [(page, values) for page, values in found if values.get("series") == series.slug and isinstance(values.get("year"), int)]
    return sorted(named, key=lambda pair: (-pair[1]["year"], pair[0].slug))


def rule_of(series: SeriesDocument) -> Rule | None:
    """Give when a series usually happens, None when nobody knows."""
    return expected.parse(series.usually.rule) if series.usually is not None else None


def propose(session: Session, series: Page, *, year: int | None = None, shift: Shift | None = None) -> Proposal:
    """Give the next edition of a series: the year after its last one, or a year that is asked for."""
    document = SeriesDocument.model_validate(heads.head(session, series).values)
    rule, all_of_them = rule_of(document), editions(session, series)
    chosen = year if year is not None else next_year(all_of_them, rule)
    earlier = [(page, values) for page, values in all_of_them if values["year"] < chosen]
    before, last = earlier[0] if earlier else (None, {})
    how = shift or usual_shift(rule)
    values = base(document, series, last, chosen)
    lines = list(last.get("schedule", []))
    values["schedule"] = schedule_of(lines, how, chosen - last["year"] if last else 0, rule, chosen)
    taken = next((page for page, known in all_of_them if known["year"] == chosen), None)
    return Proposal(slug_for(series.slug, chosen), chosen, values, how, before, last.get("year"), lines, taken)


def next_year(all_of_them: list[tuple[Page, dict[str, Any]]], rule: Rule | None) -> int:
    """Give the first year after the last edition in which the series may be, and not before this year."""
    first = max(all_of_them[0][1]["year"] + 1 if all_of_them else 0, clock.today().year)
    years = range(first, first + SHORT_GAP_YEARS)
    return next((year for year in years if rule is None or rule.window(year) is not None), first)


def slug_for(series: str, year: int) -> str:
    """Give the address of an edition."""
    return f"{series}-{year}"


def schedule_of(lines: list[dict[str, Any]], shift: Shift, years: int, rule: Rule | None, year: int) -> list[dict[str, Any]]:
    """Give the dates of an edition: those of the one before moved, or the window of the rule where it names days."""
    ends_unknown = not lines or any(line.get("end_unknown") for line in lines)
    if ends_unknown and rule is not None and rule.is_exact:
        window = rule.window(year)
        if window is None:
            return []
        return [{"starts": window.first_day.isoformat(), "ends": window.last_day.isoformat()}]
    return [moved_line(line, shift, years) for line in lines]


def base(document: SeriesDocument, series: Page, last: Mapping[str, Any], year: int) -> dict[str, Any]:
    """Give all but the dates of an edition: what lasts is taken along, what was true of one year is not."""
    from_series = {
        name: value for name, value in document.model_dump(mode="json", exclude_none=True, exclude_defaults=True).items() if name in CARRIED
    }
    values = from_series | {name: copy.deepcopy(last[name]) for name in CARRIED if last.get(name)}
    before = last.get("year")
    words = said(document, before, year)
    values |= {"series": series.slug, "year": year, "name": name_for(document, last, year), "summary": words, "body": dict(words)}
    if last.get("ordinal") and year == (before or 0) + 1:
        values["ordinal"] = last["ordinal"] + 1
    admission = last.get("admission") or {}
    if admission.get("kind"):
        values["admission"] = {"kind": admission["kind"]}
    values["sources"] = [{"kind": SourceKind.REFERENCE.value, "title": source_words(document, before)}]
    return values | {"confidence": Confidence.LOW.value, "checked_on": clock.today().isoformat()}


def said(document: SeriesDocument, before: int | None, year: int) -> dict[str, str]:
    """Give the first words of an edition of which nothing is announced."""
    return {
        "zh": f"{year}年的{document.name.zh}。日期为推算，主办方尚未公布。",
        "en": f"The {year} edition of {document.name.en or document.name.zh}. Its dates are expected; the organisers have not announced them.",
    }


def source_words(document: SeriesDocument, before: int | None) -> dict[str, str]:
    """Give what an edition rests on before anything is announced."""
    if before is None:
        return {"zh": f"本站“{document.name.zh}”页面所记的举办规律", "en": f"The usual time on this guide’s page of {document.name.en}"}
    return {"zh": f"由{before}年一届推算", "en": f"Reckoned from the edition of {before}"}


def name_for(document: SeriesDocument, last: Mapping[str, Any], year: int) -> dict[str, str]:
    """Give the name of an edition: the last one's with the year exchanged, else the series' with the year."""
    named, before = last.get("name") or {}, str(last.get("year") or "")
    zh, en = str(named.get("zh", "")), str(named.get("en", ""))
    zh = zh.replace(before, str(year)) if before and before in zh else f"{year}年{document.name.zh}"
    en = en.replace(before, str(year)) if before and before in en else f"{document.name.en} {year}".strip()
    return {"zh": zh, "en": en}


def copied(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values of a page as the beginning of another: no old addresses, no status, no closures of the first."""
    kept = {name: copy.deepcopy(value) for name, value in values.items() if name not in {*ONE_YEARS_OWN, "hours_exceptions"}}
    for stop in kept.get("stops", []):
        stop.pop("closures", None)
        (stop.get("leg") or {}).pop("closures", None)
    name = kept.get("name") or {}
    kept["name"] = {"zh": f"{name.get('zh', '')}（副本）", "en": f"{name.get('en', '')} (copy)" if name.get("en") else ""}
    return kept


def free_slug(session: Session, family: Family, slug: str) -> str:
    """Give an address like another one that no page of a family has."""
    root = re.sub(r"-copy(?:-\d+)?$", "", slug)[:70]
    taken = set(session.scalars(select(Page.slug).where(Page.family == family, Page.slug.startswith(f"{root}-copy", autoescape=True))))
    names = (f"{root}-copy" if number == 1 else f"{root}-copy-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def left_behind(last: Mapping[str, Any]) -> list[str]:
    """Say what of the edition before is not taken along."""
    words = {
        "changes": _("changes of single dates"),
        "status": _("its status"),
        "status_note": _("the note about its status"),
        "theme": _("its theme"),
        "picture": _("its photograph"),
        "note": _("the note for editors"),
        "sources": _("its sources"),
    }
    found = [said for name, said in words.items() if last.get(name) and last.get(name) != "scheduled"]
    if (last.get("admission") or {}).get("price_cny") is not None:
        found.append(_("the price"))
    if any(line.get("also") or line.get("but_not") for line in last.get("schedule", [])):
        found.append(_("days added and days left out"))
    return found
