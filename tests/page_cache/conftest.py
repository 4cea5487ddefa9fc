"""What the tests of the page cache start from."""

import pytest

from app.page_cache import PageCache
from tests.page_cache.site import Site


@pytest.fixture
def site() -> Site:
    """A site whose every page may be kept until its version moves."""
    return Site()


@pytest.fixture
def cache(site: Site) -> PageCache:
    """The page cache before the site, as it is set by default."""
    return site.cache()
