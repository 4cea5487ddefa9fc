"""Who may do what: the rights of each role, and which pages a person reaches by family and organisation.

Review and publishing are the district's: whoever belongs to an organisation has neither right, whatever their role.
"""

from sqlalchemy import ColumnElement, and_, false, true

from app.models.page import Page
from app.models.people import User
from app.vocabulary import Family, Right, Role

AUTHOR = frozenset({Right.SEE, Right.WRITE, Right.TRANSLATE})
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.AUTHOR: AUTHOR,
    Role.TRANSLATOR: frozenset({Right.SEE, Right.TRANSLATE}),
    Role.REVIEWER: AUTHOR | {Right.REVIEW},
    Role.PUBLISHER: AUTHOR | {Right.REVIEW, Right.URGENT, Right.PUBLISH},
    Role.ADMIN: AUTHOR | {Right.REVIEW, Right.URGENT, Right.PUBLISH, Right.PEOPLE},
}
OF_THE_DISTRICT = frozenset({Right.REVIEW, Right.PUBLISH})


def has(user: User, right: Right) -> bool:
    """Whether a person has a right at all, on whatever pages; one who was disabled has none."""
    return user.is_active and right in RIGHTS[user.role] and (right not in OF_THE_DISTRICT or is_of_the_district(user))


def families_of(user: User) -> tuple[Family, ...]:
    """Give the families whose pages a person reaches; admins reach all, and so does one with none named."""
    if user.role is Role.ADMIN or not user.families:
        return tuple(Family)
    return tuple(family for family in Family if family.value in user.families)


def may_family(user: User, right: Right, family: Family) -> bool:
    """Whether a person may use a right on pages of a family: to begin a new one, or to see its list."""
    return has(user, right) and family in families_of(user)


def may(user: User, right: Right, page: Page) -> bool:
    """Whether a person may use a right on this page: by role, by family, and by organisation when they belong to one."""
    return may_family(user, right, page.family) and (is_of_the_district(user) or page.organisation_id == user.organisation_id)


def is_of_the_district(user: User) -> bool:
    """Whether a person reaches the pages of every organisation: the district's own staff, and every admin."""
    return user.organisation_id is None or user.role is Role.ADMIN


def reachable(user: User) -> ColumnElement[bool]:
    """Give the condition on `Page` that a person reaches a page; the same rule as `may`, for lists and counts."""
    if not user.is_active:
        return false()
    named = families_of(user)
    family = true() if len(named) == len(Family) else Page.family.in_(named)
    return family if is_of_the_district(user) else and_(family, Page.organisation_id == user.organisation_id)
