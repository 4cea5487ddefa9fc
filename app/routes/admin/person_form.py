"""What the forms about a person offer, and what was typed into them."""

from typing import Any

from flask import request

from app.extensions import db
from app.models.people import Organisation
from app.services.people import accounts, organisations, rights
from app.services.people.accounts import AccountRefused
from app.vocabulary import Family, Right, Role


def choices() -> dict[str, Any]:
    """Give what the fields of the forms offer."""
    return {
        "roles": list(Role),
        "all_families": list(Family),
        "organisations": accounts.organisations(db.session()),
        "all_rights": list(Right),
        "rights_of": rights.RIGHTS,
    }


def typed() -> dict[str, Any]:
    """Give what was typed into the form."""
    names = ("email", "name", "role", "organisation", "language")
    return {name: request.form.get(name, "")[:200] for name in names} | {"families": request.form.getlist("families")}


def role_of(values: dict[str, Any]) -> Role:
    """Give the role chosen; raise AccountRefused when there is none."""
    if values["role"] not in set(Role):
        raise AccountRefused("role")
    return Role(values["role"])


def families_of(values: dict[str, Any]) -> list[Family]:
    """Give the families chosen; unknown ones are no choice of ours."""
    return [family for family in Family if family.value in values["families"]]


def organisation_of(values: dict[str, Any]) -> Organisation | None:
    """Give the organisation chosen, or None for the district; raise AccountRefused when it is not there."""
    if not values["organisation"]:
        return None
    found = organisations.find(db.session(), values["organisation"])
    if found is None:
        raise AccountRefused("organisation")
    return found
