"""A file of any format that can be brought, read into rows."""

from collections.abc import Callable

from app.i18n import _
from app.services.bringing import csv_reading, geojson_reading, ics_reading, xlsx_reading, yaml_reading
from app.services.bringing.sheets import LARGEST, FileRefused, Sheet, checked

READERS: dict[str, Callable[[bytes], Sheet]] = {
    "csv": csv_reading.read,
    "xlsx": xlsx_reading.read,
    "ics": ics_reading.read,
    "geojson": geojson_reading.read,
    "yaml": yaml_reading.read,
}
ENDINGS = {"csv": "csv", "txt": "csv", "tsv": "csv", "xlsx": "xlsx", "ics": "ics", "ical": "ics", "geojson": "geojson", "json": "geojson"} | {
    "yaml": "yaml",
    "yml": "yaml",
}


def format_of(name: str, data: bytes) -> str:
    """Give the format of a file by its name, else by how it begins; raise FileRefused for one that is none of READERS."""
    _stem, dot, ending = name.lower().rpartition(".")
    if dot and ending in ENDINGS:
        return ENDINGS[ending]
    start = data[:2_000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"PK\x03\x04"):
        return "xlsx"
    if start.upper().startswith(b"BEGIN:VCALENDAR"):
        return "ics"
    if start.startswith(b"{"):
        return "geojson"
    raise FileRefused(_("This is no CSV, XLSX, ICS, GeoJSON or YAML file."))


def read(form: str, data: bytes) -> Sheet:
    """Give the rows of a file in one of READERS; raise FileRefused saying where and why."""
    if len(data) > LARGEST:
        raise FileRefused(_("The file is too large: at most %(size)s MB.", size=LARGEST // 1_000_000))
    if not data.strip():
        raise FileRefused(_("The file is empty."))
    return checked(READERS[form](data))
