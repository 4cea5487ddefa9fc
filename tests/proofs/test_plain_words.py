"""Any text at all, typed as opening hours or pasted as a point: 20,000 of each in full, and none is an error."""

import pytest

from tests.rules.plain_words.any_texts import HOURS, POINTS, check_hours, check_point, texts

pytestmark = pytest.mark.tenth
FULL = 20_000


def test_any_text_typed_as_opening_hours_is_read_or_told(rng, aim, say):
    tried = sum(check_hours(text) for text in texts(rng, HOURS, aim(FULL)))

    say("texts typed as opening hours", tried=tried, aimed=aim(FULL))


def test_any_text_pasted_as_a_point_is_read_or_told(rng, aim, say):
    tried = sum(check_point(text) for text in texts(rng, POINTS, aim(FULL)))

    say("texts pasted as points", tried=tried, aimed=aim(FULL))
