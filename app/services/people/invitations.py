"""Invitations: a signed link by which a person makes their own account, once and within seven days.

The link holds the row's number and the moment it ends, signed with the application's key; the rest is in the row, so
that a link that was used, withdrawn or renewed opens nothing however well it is signed.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import ColumnElement, case, exists, literal, select, update
from sqlalchemy.orm import Session, aliased

from app import clock
from app.models.bringing import Invitation
from app.models.people import Organisation, User
from app.services import audit
from app.services.people import accounts, rights
from app.services.people.accounts import AccountRefused
from app.vocabulary import Family, InvitationState, Right, Role

GOOD_FOR = timedelta(days=7)


class NoInvitation(ValueError):
    """A link that leads to no invitation: mistyped, shortened on its way, or not signed by us."""


class InvitationVoid(ValueError):
    """An invitation that opens nothing any more; `state` says why."""

    def __init__(self, invitation: Invitation, state: InvitationState) -> None:
        self.invitation, self.state = invitation, state
        super().__init__(state)


class Listed(NamedTuple):
    """An invitation in a list: what it is now, who invites, and to which organisation."""

    invitation: Invitation
    state: InvitationState
    inviter: User | None
    organisation: Organisation | None


def signer(key: str) -> URLSafeSerializer:
    """Give what signs the links."""
    return URLSafeSerializer(key, salt="desk-invitation")


def ends(invitation: Invitation) -> int:
    """Give when an invitation ends, in microseconds."""
    return int(invitation.expires_at.replace(tzinfo=UTC).timestamp() * 1_000_000)


def link_of(invitation: Invitation, key: str) -> str:
    """Give the signed part of an invitation's address."""
    value = signer(key).dumps([invitation.id, ends(invitation)])
    return value if isinstance(value, str) else value.decode()


def find(session: Session, link: str, key: str) -> Invitation:
    """Give the invitation of a link, whatever became of it; raise NoInvitation."""
    try:
        number, moment = signer(key).loads(link)
    except (BadData, ValueError, TypeError) as error:
        raise NoInvitation from error
    found = session.get(Invitation, number) if isinstance(number, int) else None
    if found is None or ends(found) != moment:
        raise NoInvitation
    return found


def now() -> datetime:
    """Give this moment as it is stored."""
    return clock.to_utc(clock.now())


def reckoned() -> ColumnElement[str]:
    """Give the state of an invitation as the store reckons it; one whose inviter may let nobody in any more counts as withdrawn."""
    inviting = [role for role, held in rights.RIGHTS.items() if Right.PEOPLE in held]
    who, holder = aliased(User), aliased(User)
    stands = exists().where(who.id == Invitation.made_by_id, who.disabled_at.is_(None), who.role.in_(inviting))
    return case(
        (Invitation.used_at.is_not(None), literal(InvitationState.USED.value)),
        (Invitation.withdrawn_at.is_not(None), literal(InvitationState.WITHDRAWN.value)),
        (exists().where(holder.email == Invitation.email), literal(InvitationState.TAKEN.value)),
        (~stands, literal(InvitationState.WITHDRAWN.value)),
        (Invitation.expires_at <= now(), literal(InvitationState.EXPIRED.value)),
        else_=literal(InvitationState.OPEN.value),
    )


def state_of(session: Session, invitation: Invitation) -> InvitationState:
    """Give whether an invitation still opens, and if not, why."""
    return InvitationState(session.scalars(select(reckoned()).where(Invitation.id == invitation.id)).one())


def listed(session: Session, state: InvitationState | None = None, *, before: int | None = None, most: int) -> list[Listed]:
    """Give the invitations in a state, or all, the newest first; `before` is the number of the last one seen."""
    rows = select(Invitation, reckoned(), User, Organisation).outerjoin(User, User.id == Invitation.made_by_id)
    rows = rows.outerjoin(Organisation, Organisation.id == Invitation.organisation_id).order_by(Invitation.id.desc()).limit(most)
    rows = rows.where(reckoned() == state.value) if state is not None else rows
    rows = rows.where(Invitation.id < before) if before is not None else rows
    return [Listed(made, InvitationState(found), who, where) for made, found, who, where in session.execute(rows)]


def invite(
    session: Session,
    *,
    email: str,
    name: str,
    role: Role,
    by: User,
    families: Sequence[Family] = (),
    organisation: Organisation | None = None,
    language: str = "zh",
) -> Invitation:
    """Make an invitation; raise AccountRefused when the account could not be made, or when one is open to that address already."""
    address, plain_name = accounts.checked(session, email, name)
    if session.scalars(select(Invitation.id).where(Invitation.email == address, reckoned() == InvitationState.OPEN.value)).first() is not None:
        raise AccountRefused("invited")
    is_admin = role is Role.ADMIN
    made = Invitation(
        email=address,
        name=plain_name,
        role=role,
        families=[] if is_admin else [family.value for family in Family if family in families],
        organisation_id=organisation.id if organisation is not None and not is_admin else None,
        language=language if language in accounts.LANGUAGES else "zh",
    )
    return noted(session, made, "invited", by)


def noted(session: Session, made: Invitation, deed: str, by: User) -> Invitation:
    """Keep a new invitation from now on, and write down who invites whom."""
    made.made_at, made.made_by_id, made.expires_at = now(), by.id, now() + GOOD_FOR
    session.add(made)
    session.flush()
    audit.note(session, deed, by=by, user=made.email, invitation=made.id, role=made.role.value, until=made.expires_at.isoformat())
    return made


def withdraw(session: Session, invitation: Invitation, *, by: User) -> None:
    """Let the link of an invitation open nothing; raise InvitationVoid when it was used or withdrawn before."""
    refuse(session, invitation, InvitationState.USED, InvitationState.WITHDRAWN)
    invitation.withdrawn_at = now()
    audit.note(session, "invitation_withdrawn", by=by, user=invitation.email, invitation=invitation.id)


def renew(session: Session, invitation: Invitation, *, by: User) -> Invitation:
    """Invite once more with a new link, which ends the old one; raise InvitationVoid where there is an account already."""
    refuse(session, invitation, InvitationState.USED, InvitationState.TAKEN)
    waiting = (Invitation.email == invitation.email, Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None))
    session.execute(update(Invitation).where(*waiting).values(withdrawn_at=now()))
    names = ("email", "name", "role", "families", "organisation_id", "language")
    return noted(session, Invitation(**{name: getattr(invitation, name) for name in names}), "invitation_renewed", by)


def refuse(session: Session, invitation: Invitation, *states: InvitationState) -> None:
    """Raise InvitationVoid when an invitation is in one of some states."""
    state = state_of(session, invitation)
    if state in states:
        raise InvitationVoid(invitation, state)


def inviter(session: Session, invitation: Invitation) -> User | None:
    """Give who invites."""
    return session.get(User, invitation.made_by_id) if invitation.made_by_id is not None else None


def opened(session: Session, link: str, key: str) -> Invitation:
    """Give the invitation that a link opens; raise NoInvitation or InvitationVoid."""
    invitation = find(session, link, key)
    refuse(session, invitation, *(state for state in InvitationState if state is not InvitationState.OPEN))
    return invitation


def accept(session: Session, link: str, key: str, *, name: str, password: str) -> User:
    """Make the account of an invitation, which is used up by it, and give it.

    Raise NoInvitation, InvitationVoid, AccountRefused or PasswordRefused. In a writing transaction, where the second
    of two who come at once finds the invitation used.
    """
    invitation = opened(session, link, key)
    organisation = session.get(Organisation, invitation.organisation_id) if invitation.organisation_id is not None else None
    user = accounts.make(
        session,
        email=invitation.email,
        name=name,
        role=invitation.role,
        password=password,
        families=[Family(family) for family in invitation.families],
        organisation=organisation,
        language=invitation.language,
    )
    invitation.used_at = now()
    audit.note(session, "invitation_used", by=user, user=user.email, invitation=invitation.id, role=user.role.value)
    return user
