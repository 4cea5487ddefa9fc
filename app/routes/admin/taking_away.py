"""Lists of the desk to take away: any of them as CSV, a workbook or YAML."""

from collections.abc import Iterable, Sequence

from flask import Response

from app.services.exports.table import as_form

RULE = "/table.<any(csv, xlsx, yaml):form>"


def table(name: str, form: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Give a table as a file to keep: `name` without its ending."""
    body, kind = as_form(form, head, rows)
    return Response(body, mimetype=kind, headers={"Content-Disposition": f"attachment; filename={name}.{form}"})
