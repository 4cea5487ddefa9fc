"""A list that was brought: how its columns are read, what an import would do with each row, every fault, and the import itself."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.documents.registry import BY_FAMILY
from app.extensions import db
from app.i18n import _, ngettext
from app.models.bringing import ImportFile
from app.routes.admin import access, asking, taking_away
from app.services.bringing import batches, columns, files
from app.services.bringing.batches import ImportRefused
from app.services.bringing.planning import Plan, Planned, fault_rows, plan
from app.services.bringing.sheets import Sheet
from app.services.desk.comparing import compare
from app.services.desk.controls import controls_of
from app.services.transactions import writing
from app.vocabulary import Right

bp = Blueprint("admin_import_files", __name__, url_prefix="/admin/imports/files/<key>")
SAMPLES, SHOWN_FAULTS = 3, 200


def file_or_404(key: str) -> ImportFile:
    """Give a list that the person signed in brought."""
    return files.find(db.session(), key, access.me()) or abort(404)


def planned(file: ImportFile, sheet: Sheet) -> Plan:
    """Give what an import would do now."""
    return plan(db.session(), sheet, files.asked_of(file), access.me())


@bp.get("")
@access.allowed(Right.WRITE)
def show(key: str) -> AnyResponse | str:
    """The list as it would be imported; one that was imported leads to its import."""
    file = file_or_404(key)
    if file.batch_id is not None:
        return redirect(url_for("admin_imports.show", number=file.batch_id), 303)
    return page(file, [])


def page(file: ImportFile, choice_faults: list[str]) -> str:
    """Give the page of a list."""
    sheet = files.sheet_of(file)
    found = planned(file, sheet)
    controls = controls_of(BY_FAMILY[file.family].document)
    rows = [row for row in found.rows if not row.is_same]
    shown, further = asking.screenful(rows)
    return render_template(
        "admin/imports/file.html",
        file=file,
        plan=found,
        total=sheet.total,
        faults=found.faults[:SHOWN_FAULTS],
        choice_faults=choice_faults,
        columns=[(name, file.mapping.get(name, ""), samples(sheet, name)) for name in sheet.columns],
        special=columns.special(controls),
        fields=columns.fields(controls, sheet.columns),
        closed=columns.closed_lists(controls),
        rows=[(row, differences(row, file)) for row in shown],
        further=further,
    )


def samples(sheet: Sheet, name: str) -> list[str]:
    """Give the first cells of a column."""
    said = [row.cells[name] for row in sheet.rows[:50] if name in row.cells]
    return [text if len(text) <= 60 else text[:59] + "…" for text in said[:SAMPLES]]


def differences(row: Planned, file: ImportFile) -> list[tuple[str, str, str]]:
    """Give what a row changes: the field, what stood there and what would."""
    kind = BY_FAMILY[file.family].document
    return [(", ".join((*one.labels, one.language)).strip(", "), one.before, one.after) for one in compare(kind, row.head.values, row.values)]


@bp.post("")
@access.allowed(Right.WRITE)
def choose(key: str) -> AnyResponse | tuple[str, int]:
    """Let the columns be read as they were chosen."""
    file = file_or_404(key)
    names = files.sheet_of(file).columns if file.batch_id is None else []
    mapping = {name: request.form.get(f"column.{number}", "") for number, name in enumerate(names)}
    fixed = {name.removeprefix("fixed."): value for name, value in request.form.items() if name.startswith("fixed.")}
    with writing() as session:
        session.refresh(file)
        faults = files.choose(file, mapping, fixed) if file.batch_id is None else []
    if faults:
        return page(file, faults), 422
    return redirect(url_for("admin_import_files.show", key=key), 303)


@bp.post("/import")
@access.allowed(Right.WRITE)
def carry_out(key: str) -> AnyResponse | tuple[str, int]:
    """Import the list: all of it, or nothing when a row has a fault."""
    file = file_or_404(key)
    try:
        with writing() as session:
            session.refresh(file)
            batch = batches.carry_out(session, file, by=access.me())
    except ImportRefused:
        return page(file_or_404(key), []), 422
    flash(ngettext("%(num)s page has a new draft.", "%(num)s pages have new drafts.", batch.rows), "done")
    return redirect(url_for("admin_imports.show", number=batch.id), 303)


@bp.get(taking_away.RULE)
@access.allowed(Right.WRITE)
def table(key: str, form: str) -> Response:
    """Every fault of the list as a table."""
    file = file_or_404(key)
    found = planned(file, files.sheet_of(file)).faults if file.batch_id is None else []
    return taking_away.table("import-faults", form, [_("Row"), _("Field"), _("What is wrong")], fault_rows(found))
