"""What is stored. Every module is imported here, so that the tables always know each other."""

from app.models import base, families, occurrence, page, people, review, sign_in, site

__all__ = ["base", "families", "occurrence", "page", "people", "review", "sign_in", "site"]
