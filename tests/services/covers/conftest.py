"""Every drawing there is as it was drawn, by name, so that a test about all of them fails for the one that is wrong."""

import pytest

from app.services.covers.choosing import Cover, cover
from app.services.covers.motifs import DRAWINGS

ALL_COVERS = [cover(motif, variation) for motif in DRAWINGS for variation in range(len(DRAWINGS[motif]))]


@pytest.fixture(params=ALL_COVERS, ids=lambda drawn: f"{drawn.motif}-{drawn.variation}")
def any_cover(request: pytest.FixtureRequest) -> Cover:
    return request.param


@pytest.fixture
def all_covers() -> list[Cover]:
    return ALL_COVERS
