"""What is stored. Every module is imported here, so that the tables always know each other."""

from app.models import audit, base, bringing, families, media, occurrence, page, people, review, sign_in, site, truth

__all__ = ["audit", "base", "bringing", "families", "media", "occurrence", "page", "people", "review", "sign_in", "site", "truth"]
