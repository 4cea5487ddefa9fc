"""The rules of the gate, each a function that gives what it finds in one case."""

from collections.abc import Callable

from app.services.desk.gate_rules.certainty import unconfirmed
from app.services.desk.gate_rules.dates_in_text import impossible_in_text
from app.services.desk.gate_rules.days import impossible_days, past_dates
from app.services.desk.gate_rules.facts import lengths, opening_hours, other_facts
from app.services.desk.gate_rules.findings import Case, Findings
from app.services.desk.gate_rules.languages import missing_chinese, missing_english
from app.services.desk.gate_rules.links import broken_links
from app.services.desk.gate_rules.markdown_form import headings, link_words, plain_text
from app.services.desk.gate_rules.pictures import picture
from app.services.desk.gate_rules.points import outside_district
from app.services.desk.gate_rules.script import script
from app.services.desk.gate_rules.sensitive import sensitive
from app.services.desk.gate_rules.sources import no_source
from app.services.desk.gate_rules.timetable import closed_then

RULES: tuple[Callable[[Case], Findings], ...] = (
    missing_chinese,
    no_source,
    script,
    impossible_days,
    impossible_in_text,
    broken_links,
    opening_hours,
    lengths,
    other_facts,
    missing_english,
    picture,
    outside_district,
    closed_then,
    past_dates,
    unconfirmed,
    headings,
    link_words,
    plain_text,
    sensitive,
)
