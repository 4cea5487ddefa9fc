"""Opening hours against the oracle: 10,000 random schedules in full, at every turn ± 1 minute and at 500 minutes each."""

import pytest

from tests.rules.hours.comparing import RANDOM_MINUTES, compare

pytestmark = pytest.mark.tenth


def test_random_schedules_agree_with_the_oracle_to_the_minute(rng, aim, say):
    minutes = [compare(rng) for _ in range(aim(10_000))]

    assert min(minutes) >= RANDOM_MINUTES
    say(f"hours of random schedules, {sum(minutes)} minutes", tried=len(minutes), aimed=aim(10_000))
