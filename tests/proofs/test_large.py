"""Large figures: a tenth of each in the whole tests, all of it in `make prove`."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from app.rules.anchors import WEEKDAYS
from app.rules.expected import Rule, Window, parse
from app.rules.lunar import lunar_date
from app.services import content_files
from app.services.exporting import export_content
from app.services.loading import live_documents, load_content
from app.services.transactions import writing
from tests.proofs import hostile
from tests.rules.series_rules import RULES

pytestmark = pytest.mark.tenth


def test_search_answers_every_query_with_any_other_arguments(guide_app, rng, aim, say):
    client = FlaskClient(guide_app, guide_app.response_class)
    statuses: dict[int, int] = {}

    for _ in range(aim(5_000)):
        asked = {"q": hostile.query(rng)}
        if rng.random() < 0.3:
            asked |= {rng.choice(["family", "page"]): rng.choice([hostile.query(rng), "place", "2"])}
        answer = client.get(f"/{rng.choice(['zh', 'en', 'zh-hant'])}/search", query_string=asked)
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        assert "<script>alert" not in answer.text, asked

    say(f"search queries, answers {dict(sorted(statuses.items()))}", tried=sum(statuses.values()), aimed=aim(5_000))
    assert set(statuses) <= {200, 400, 404}


def test_documents_load_and_export_to_the_same_bytes(session, tmp_path, rng, aim, say):
    made = [(family, f"page-{number}", document) for number in range(aim(1_000)) for family, document in [hostile.nasty_document(rng)]]
    export_content(made, tmp_path)

    with writing() as inside:
        load_content(inside, tmp_path)
    live = live_documents(session)

    assert export_content(live, tmp_path) == []
    say("documents loaded and exported", tried=len(live), aimed=aim(1_000))


def test_documents_survive_their_own_text(rng, aim, say):
    for _ in range(aim(1_000)):
        _, document = hostile.nasty_document(rng)
        text = content_files.canonical(document)

        again = type(document).model_validate(content_files.parse(text))

        assert again == document
        assert content_files.canonical(again) == text
    say("documents written and read", tried=aim(1_000), aimed=aim(1_000))


def fits(rule: Rule, window: Window, year: int) -> bool:
    """Whether a window is what its rule says, reckoned the other way round: from the days to the calendar."""
    first, last = window
    if rule.weekdays:
        return {first.weekday(), last.weekday()} <= rule.weekdays and first.year == year
    if rule.when == "near":
        middle = first + (last - first) / 2
        return is_day(middle, rule, 0) and last - first == timedelta(days=2 * rule.within_days)
    if rule.when == "weekend-near":
        near = (first + timedelta(days=gap) for gap in range(-3, 4))
        return (WEEKDAYS[first.weekday()], last - first) == ("sat", timedelta(days=1)) and any(is_day(day, rule, 0) for day in near)
    return is_day(first, rule, 0) and is_day(last, rule, -1) and first <= last < first + timedelta(days=366)


def is_day(day: date, rule: Rule, which: int) -> bool:
    """Whether a day is the first (0) or last (-1) one that a rule names, solar or lunar, and in no leap month."""
    anchor = rule.anchors[which]
    if not anchor.is_lunar:
        return (day.month, day.day) == (anchor.month, anchor.day)
    lunar = lunar_date(day)
    return (lunar.month, lunar.day, lunar.is_leap) == (anchor.month, anchor.day, False)


def test_windows_of_every_series_rule_agree_with_the_calendar(aim, say):
    years = range(2024, 2024 + 12) if aim(10) == 1 else range(1950, 2070)
    tried = 0

    for rule, year in ((rule, year) for rule in RULES for year in years):
        tried += 1
        window = parse(rule).window(year)
        assert window is None or fits(parse(rule), window, year), (rule, year, window)

    say("windows of rules", tried=tried, aimed=len(RULES) * 12 * aim(10))
