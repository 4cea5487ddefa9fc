"""The page cache: finished public pages, kept before Flask and served without it."""

from app.page_cache.cache import PageCache, Stats
from app.page_cache.entry import Version, etag_of

__all__ = ["PageCache", "Stats", "Version", "etag_of"]
