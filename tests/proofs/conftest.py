"""What proofs share: a seeded random source, how much to try, and saying so."""

import os
import random
from collections.abc import Callable

import pytest

SEED = 20260101


@pytest.fixture
def rng() -> random.Random:
    """The same random numbers every time."""
    return random.Random(SEED)


@pytest.fixture
def aim() -> Callable[[int], int]:
    """Give how many to try: a tenth of the full figure, or with PROVE=1 the whole."""
    return lambda full: full if os.environ.get("PROVE") == "1" else full // 10


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., None]:
    """Print what was tried, and fail when it is less than the aim."""

    def report(what: str, *, tried: int, aimed: int) -> None:
        with capsys.disabled():
            print(f"\n{what}: tried {tried}, failed 0, seed {SEED}")
        assert tried >= aimed > 0

    return report
