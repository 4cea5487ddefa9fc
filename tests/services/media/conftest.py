"""The people of the desk."""

from tests.services.desk.conftest import person

__all__ = ["person"]
