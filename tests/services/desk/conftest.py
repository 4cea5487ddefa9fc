"""The people of the desk, by role, and a page that they work on."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import clock
from app.models.people import User
from app.services.transactions import writing
from app.vocabulary import Role


@pytest.fixture
def person(app: Flask) -> Callable[..., User]:
    """Make a person: `person("reviewer")`."""

    def make(role: str = "author", **values: Any) -> User:
        with writing() as session:
            number = (session.scalar(select(func.count(User.id))) or 0) + 1
            user = User(email=f"{role}{number}@example.org", name=f"{role} {number}", role=Role(role), created_at=clock.to_utc(clock.now()), **values)
            session.add(user)
        return user

    return make
