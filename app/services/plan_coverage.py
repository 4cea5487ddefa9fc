"""Where the public plan lives in the guide: every name in it has a page, a list or a feature, waits for one, or says why not.

`content/plan.yaml` places the names; `docs/plan-coverage.md` is written from it and from the content files.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator

from app.documents.base import Line, PageRef, Part, Slug
from app.documents.faults import faults_of
from app.documents.registry import BY_FOLDER
from app.services.content_files import FileFault, parse

CLASSES = {
    "a": "Named by the plan, and a visitor can meet it",
    "b": "Asked for by the plan as something the guide can do",
    "c": "Targets, money, staff, offices and phrases",
}
STATES = ("on a page", "on a list", "as a feature", "waiting", "not public")


def check_list(value: str) -> str:
    """Give `value` back when it is the address of a list: trails, places?kind=museum, interests/tea; raise ValueError otherwise."""
    path, _, query = value.partition("?")
    name, _, word = query.partition("=")
    is_list = path in BY_FOLDER and bool(name and word) == ("?" in value)
    if not is_list and not (path.startswith("interests/") and not query):
        raise ValueError("must be a list, such as trails, places?kind=museum or interests/tea")
    return value


ListAddress = Annotated[str, AfterValidator(check_list)]


class Feature(Part):
    """Something the guide does, or is to do: `built_at` is the address that shows it, `issue` the one that asks for it."""

    slug: Slug
    name: Line
    built_at: Line | None = None
    issue: int | None = None


class PlanRow(Part):
    """One name in the plan, the section it stands in, and where it lives."""

    class_: Annotated[Literal["a", "b", "c"], Field(alias="class")]
    zh: Line
    en: Line
    section: Line
    pages: tuple[PageRef, ...] = ()
    facets: tuple[ListAddress, ...] = ()
    features: tuple[Slug, ...] = ()
    note: Line | None = None
    not_public: Line | None = None

    @model_validator(mode="after")
    def check_placed(self) -> Self:
        """Refuse a row that is nowhere, that is both somewhere and not public, or that a visitor looks for and finds only promised."""
        is_placed = bool(self.pages or self.facets or self.features)
        if is_placed == bool(self.not_public):
            raise ValueError(f"{self.zh}: must have pages, facets or features, or say why it is not public")
        if self.class_ == "a" and not (self.pages or self.facets):
            raise ValueError(f"{self.zh}: is of class a and must have a page or a facet")
        return self


class Plan(Part):
    """The whole plan, and the features that its rows name."""

    features: tuple[Feature, ...]
    rows: tuple[PlanRow, ...]

    @model_validator(mode="after")
    def check_features(self) -> Self:
        """Refuse features that no row names, that are not described, and names that stand twice."""
        described, named = {feature.slug for feature in self.features}, {slug for row in self.rows for slug in row.features}
        if described != named:
            raise ValueError(f"features described but not named, or named but not described: {', '.join(sorted(described ^ named))}")
        twice = [name for name, count in Counter(row.zh for row in self.rows).items() if count > 1]
        if twice:
            raise ValueError(f"stands twice: {', '.join(twice)}")
        return self

    def is_built(self, slug: str) -> bool:
        """Say whether a feature is there."""
        return any(feature.built_at for feature in self.features if feature.slug == slug)

    def state_of(self, row: PlanRow) -> str:
        """Give the nearest way in which a visitor meets a row, as one of `STATES`."""
        if row.pages or row.facets:
            return STATES[0] if row.pages else STATES[1]
        if row.features:
            return STATES[2] if any(map(self.is_built, row.features)) else STATES[3]
        return STATES[4]


class PlanRefused(Exception):
    """A plan that cannot be read or names what is not there; every fault is one line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_plan(root: Path) -> Plan:
    """Give the plan in `root`; raise PlanRefused with every fault when it is missing or not in order."""
    try:
        return Plan.model_validate(parse((root / "plan.yaml").read_text("utf-8")))
    except ValidationError as error:
        raise PlanRefused([f"plan.yaml: {fault.field}: {fault.message}" for fault in faults_of(error)]) from error
    except (FileFault, OSError, UnicodeDecodeError) as error:
        raise PlanRefused([f"plan.yaml: {error}"]) from error


def coverage(plan: Plan, names: Mapping[str, str]) -> str:
    """Give `docs/plan-coverage.md` from the English name of each page by its address; raise PlanRefused for a page that is not there."""
    lacking = [f"plan.yaml: {row.zh}: there is no {page}" for row in plan.rows for page in row.pages if page not in names]
    if lacking:
        raise PlanRefused(lacking)
    parts = [INTRODUCTION, *counts(plan), "", *features(plan)]
    for letter, title in CLASSES.items():
        parts += ["", f"## Class {letter}: {title}", ""]
        parts += table(
            ("in the plan", "in English", "section", "where it lives"), (cells(plan, row, names) for row in plan.rows if row.class_ == letter)
        )
    return "\n".join(parts) + "\n"


INTRODUCTION = """# Where the plan lives

Written by `flask content plan` from `content/plan.yaml` and the content files; change those, not this.

The names are those of the district's action plan for culture. A name lives on pages, on lists or in a feature of the guide;
what is not built is said to be waiting, with the issue that asks for it; the rest says why it is not public.
A row is counted once, under the first of the columns that fits.
"""


def counts(plan: Plan) -> list[str]:
    """Give the figures: rows of each class by how a visitor meets them."""
    rows = [(letter, [plan.state_of(row) for row in plan.rows if row.class_ == letter]) for letter in CLASSES]
    rows.append(("all", [plan.state_of(row) for row in plan.rows]))
    return table(("class", "rows", *STATES), ((name, str(len(found)), *(str(found.count(state)) for state in STATES)) for name, found in rows))


def features(plan: Plan) -> list[str]:
    """Give the features that rows name: where each is to be seen, or what it waits for, and how many rows name it."""
    named = Counter(slug for row in plan.rows for slug in row.features)
    rows = ((f"**{feature.slug}**", feature.name, standing(feature), str(named[feature.slug])) for feature in plan.features)
    return ["## Features", "", *table(("feature", "what it is", "state", "rows"), rows)]


def standing(feature: Feature) -> str:
    """Give where a feature is to be seen, or what it waits for."""
    if feature.built_at:
        return f"built: `/en/{feature.built_at}`"
    return f"waiting: issue {feature.issue}" if feature.issue else "waiting: not asked for yet"


def cells(plan: Plan, row: PlanRow, names: Mapping[str, str]) -> tuple[str, ...]:
    """Give the cells of one row's line."""
    places = [f"[{names[page]}](../content/{page}.yaml)" for page in row.pages]
    places += [f"`/en/{facet}`" for facet in row.facets]
    places += [f"**{slug}**" if plan.is_built(slug) else f"waits for **{slug}**" for slug in row.features]
    said = "; ".join(places) or f"not public: {row.not_public}"
    return row.zh, row.en, row.section.replace("*", "all"), f"{said}. {row.note}" if row.note else said


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Give the lines of a Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]
